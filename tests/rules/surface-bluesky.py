# bluesky.
import bluesky
import bluesky.log
import bluesky.plan_patterns
import bluesky.plan_tools
import bluesky.preprocessors
import bluesky.protocols
import bluesky.simulators
import bluesky.suspenders
import bluesky.utils
import ophyd
from bluesky import RunEngine, callbacks
from bluesky import plan_stubs as bps
from bluesky import plans as bp
engine = RunEngine({})  # ok: opaque-call
engine(None)  # expect: channel-write[?]
engine.resume()  # expect: channel-write[?]
engine.subscribe(); engine.unsubscribe(); engine.abort()  # ok: opaque-call
engine.stop(); engine.halt(); engine.request_pause()  # ok: opaque-call
engine.install_suspender(); engine.remove_suspender()  # ok: opaque-call
engine.clear_suspenders(); engine.register_command()  # ok: opaque-call
keep(engine.md, engine.state, engine.preprocessors, engine.loop)  # ok: opaque-call
motor = ophyd.EpicsMotor("M", name="m")
bps.mv(motor, 1)  # expect: channel-write[M = 1]
bps.mov(motor, 1)  # expect: channel-write[M = 1]
bps.mvr(motor, 1)  # expect: channel-write[M = 1]
bps.movr(motor, 1)  # expect: channel-write[M = 1]
bps.abs_set(motor, 1)  # expect: channel-write[M = 1]
bps.rel_set(motor, 1)  # expect: channel-write[M = 1]
bps.trigger(motor, 1)  # expect: channel-write[M = 1]
bps.stop(motor, 1)  # expect: channel-write[M = 1]
bps.kickoff(motor, 1)  # expect: channel-write[M = 1]
bps.kickoff_all(motor, 1)  # expect: channel-write[M = 1]
bps.complete(motor, 1)  # expect: channel-write[M = 1]
bps.complete_all(motor, 1)  # expect: channel-write[M = 1]
bps.stage(motor, 1)  # expect: channel-write[M = 1]
bps.stage_all(motor, 1)  # expect: channel-write[M = 1]
bps.unstage(motor, 1)  # expect: channel-write[M = 1]
bps.unstage_all(motor, 1)  # expect: channel-write[M = 1]
bps.configure(motor, 1)  # expect: channel-write[M = 1]
bps.prepare(motor, 1)  # expect: channel-write[M = 1]
bps.one_1d_step(motor, 1)  # expect: channel-write[M = 1]
bps.one_nd_step(motor, 1)  # expect: channel-write[M = 1]
bps.move_per_step(motor, 1)  # expect: channel-write[M = 1]
bps.broadcast_msg("set", motor, 1)  # expect: channel-write[M = 1]
bps.rd(motor)  # expect: channel-read[M]
bps.read(motor)  # expect: channel-read[M]
bps.locate(motor)  # expect: channel-read[M]
bps.monitor(motor)  # expect: channel-read[M]
bps.trigger_and_read(motor)  # expect: channel-read[M]
bps.one_shot(motor)  # expect: channel-read[M]
bps.collect(motor)  # expect: channel-read[M]
bps.collect_while_completing(motor)  # expect: channel-read[M]
bps.sleep(); bps.wait(); bps.wait_for(); bps.null(); bps.checkpoint()  # ok: opaque-call
bps.clear_checkpoint(); bps.pause(); bps.deferred_pause()  # ok: opaque-call
bps.input_plan(); bps.open_run(); bps.close_run(); bps.create()  # ok: opaque-call
bps.save(); bps.drop(); bps.declare_stream(); bps.unmonitor()  # ok: opaque-call
bps.subscribe(); bps.unsubscribe(); bps.install_suspender()  # ok: opaque-call
bps.remove_suspender(); bps.repeat(); bps.repeater()  # ok: opaque-call
bps.caching_repeater()  # ok: opaque-call
bp.scan([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.rel_scan([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.list_scan([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.rel_list_scan([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.grid_scan([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.rel_grid_scan([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.list_grid_scan([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.rel_list_grid_scan([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.log_scan([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.rel_log_scan([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.adaptive_scan([], "intensity", motor, 0, 1, 5)  # expect: channel-write[M]
bp.rel_adaptive_scan([], "intensity", motor, 0, 1, 5)  # expect: channel-write[M]
bp.tune_centroid([], "intensity", motor, 0, 1, 5)  # expect: channel-write[M]
bp.tweak([], "intensity", motor, 0, 1, 5)  # expect: channel-write[M]
bp.scan_nd([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.inner_product_scan([], 5, motor, 0, 1)  # expect: channel-write[M]
bp.relative_inner_product_scan([], 5, motor, 0, 1)  # expect: channel-write[M]
bp.spiral([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.rel_spiral([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.spiral_fermat([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.rel_spiral_fermat([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.spiral_square([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.rel_spiral_square([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.ramp_plan([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.fly([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.x2x_scan([], motor, 0, 1, 5)  # expect: channel-write[M]
bp.count([motor])  # expect: channel-read[M]
bluesky.Msg("null"); callbacks.LiveTable([]); bluesky.utils.x(); bluesky.preprocessors.x()  # ok: opaque-call
bluesky.simulators.x(); bluesky.suspenders.x(); bluesky.plan_patterns.x(); bluesky.plan_tools.x()  # ok: opaque-call
bluesky.protocols.x(); bluesky.log.x()  # ok: opaque-call
bps.unheard_of()  # expect: opaque-call
second = ophyd.EpicsMotor("N", name="n")
bps.mv(motor, 1, second, 2)  # expect: channel-write[M = 1], channel-write[N = 2]
bps.stage_all(motor, second)  # expect: channel-write[M], channel-write[N]
bp.scan([], motor, 0, 1, second, 2, 3, 5)  # expect: channel-write[M], channel-write[N]
bp.spiral([], motor, second, 0, 0, 1, 1)  # expect: channel-write[M], channel-write[N]
bps.mv(motor, 1, 2)  # expect: channel-write[M = 1]
