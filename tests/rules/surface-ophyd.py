# ophyd and ophyd-async.
import ophyd
import ophyd.areadetector
import ophyd.log
import ophyd.sim
import ophyd.status
import ophyd.utils
import ophyd_async.core as core
import ophyd_async.plan_stubs
import ophyd_async.sim
import ophyd_async.testing
from ophyd_async.epics import core as epics_core
from ophyd_async.epics import motor as epics_motor
signal = ophyd.EpicsSignal("A", write_pv="B", name="s")
signal.put(1)  # expect: channel-write[B = 1]
signal.set(1)  # expect: channel-write[B = 1]
signal.set_and_wait(1)  # expect: channel-write[B = 1]
signal.configure({})  # expect: channel-write[B]
signal.get()  # expect: channel-read[A]
signal.read()  # expect: channel-read[A]
signal.subscribe()  # expect: channel-read[A]
signal.describe()  # expect: channel-read[A]
signal.get_setpoint()  # expect: channel-read[A]
signal.value = 1  # expect: channel-write[B = 1]
signal.setpoint = 1  # expect: channel-write[B = 1]
current = signal.timestamp  # expect: channel-read[A]
current = signal.alarm_status  # expect: channel-read[A]
current = signal.alarm_severity  # expect: channel-read[A]
signal.unsubscribe(); signal.wait_for_connection(); signal.trigger()  # ok: opaque-call
signal.clear_sub(); signal.check_value(); signal.destroy()  # ok: opaque-call
signal.unsubscribe_all()  # ok: opaque-call
keep(signal.name, signal.pvname, signal.connected, signal.kind)  # ok: opaque-call
keep(signal.limits, signal.setpoint_pvname, signal.enum_strs)  # ok: opaque-call
keep(signal.units, signal.precision)  # ok: opaque-call
ophyd.EpicsSignalNoValidation("A", name="s").put(1)  # expect: channel-write[A = 1]
ophyd.EpicsSignalWithRBV("A", name="s").put(1)  # expect: channel-write[A = 1]
ophyd.EpicsSignalRO("A", name="s").get()  # expect: channel-read[A]
motor = ophyd.EpicsMotor("M", name="m")
motor.move(1)  # expect: channel-write[M = 1]
motor.set(1)  # expect: channel-write[M = 1]
motor.put(1)  # expect: channel-write[M = 1]
motor.stop()  # expect: channel-write[M]
motor.home()  # expect: channel-write[M]
motor.stage()  # expect: channel-write[M]
motor.unstage()  # expect: channel-write[M]
motor.trigger()  # expect: channel-write[M]
motor.set_lim()  # expect: channel-write[M]
motor.configure({})  # expect: channel-write[M]
motor.set_current_position(1)  # expect: channel-write[M = 1]
motor.get()  # expect: channel-read[M]
motor.read()  # expect: channel-read[M]
motor.subscribe()  # expect: channel-read[M]
motor.read_configuration()  # expect: channel-read[M]
motor.describe()  # expect: channel-read[M]
current = motor.position  # expect: channel-read[M]
current = motor.moving  # expect: channel-read[M]
current = motor.value  # expect: channel-read[M]
current = motor.setpoint  # expect: channel-read[M]
motor.user_setpoint.put(1)  # expect: channel-write[? = 1]
motor.user_readback.put(1)  # expect: channel-write[? = 1]
motor.velocity.put(1)  # expect: channel-write[? = 1]
motor.acceleration.put(1)  # expect: channel-write[? = 1]
motor.motor_stop.put(1)  # expect: channel-write[? = 1]
motor.unsubscribe(); motor.wait_for_connection(); motor.check_value()  # ok: opaque-call
motor.clear_sub(); motor.summary(); motor.destroy()  # ok: opaque-call
keep(motor.name, motor.prefix, motor.connected, motor.limits)  # ok: opaque-call
keep(motor.low_limit, motor.high_limit, motor.egu, motor.hints)  # ok: opaque-call
keep(motor.kind, motor.component_names)  # ok: opaque-call
ophyd.PVPositioner("M", name="m").set(1)  # expect: channel-write[M = 1]
ophyd.PVPositionerPC("M", name="m").set(1)  # expect: channel-write[M = 1]


class Mirror(ophyd.Device):
    pitch = ophyd.Component(ophyd.EpicsMotor, ":PITCH")
    roll = ophyd.FormattedComponent(ophyd.EpicsMotor, "{prefix}:ROLL")
    all = ophyd.DynamicDeviceComponent({})


mirror = Mirror("X", name="mirror")
mirror.pitch.move(1)  # expect: channel-write[? = 1]
mirror.roll.move(1)  # expect: channel-write[? = 1]
mirror.all.set(1)  # expect: channel-write[? = 1]
device = ophyd.Device("D", name="d")
device.set(1)  # expect: channel-write[D = 1]
device.put(1)  # expect: channel-write[D = 1]
device.stage()  # expect: channel-write[D]
device.unstage()  # expect: channel-write[D]
device.trigger()  # expect: channel-write[D]
device.stop()  # expect: channel-write[D]
device.kickoff()  # expect: channel-write[D]
device.configure({})  # expect: channel-write[D]
device.get()  # expect: channel-read[D]
device.read()  # expect: channel-read[D]
device.read_configuration()  # expect: channel-read[D]
device.describe()  # expect: channel-read[D]
device.subscribe()  # expect: channel-read[D]
device.wait_for_connection(); device.summary(); device.destroy()  # ok: opaque-call
device.unsubscribe(); device.walk_signals()  # ok: opaque-call
device.get_instantiated_signals()  # ok: opaque-call
keep(device.name, device.prefix, device.connected, device.hints)  # ok: opaque-call
keep(device.component_names, device.read_attrs, device.stage_sigs)  # ok: opaque-call
ophyd.EpicsScaler("D", name="d").trigger()  # expect: channel-write[D]
ophyd.EpicsMCA("D", name="d").trigger()  # expect: channel-write[D]
ophyd.QuadEM("D", name="d").trigger()  # expect: channel-write[D]
ophyd.areadetector.SimDetector("D", name="d").trigger()  # expect: channel-write[D]
ophyd.areadetector.DetectorBase("D", name="d").trigger()  # expect: channel-write[D]
ophyd.unheard_of()  # expect: opaque-call
ophyd.sim.motor.set(1); ophyd.status.wait(1); ophyd.utils.x(); ophyd.log.x(); ophyd.wait(1)  # ok: opaque-call
keep(ophyd.Signal, ophyd.SoftPositioner, ophyd.Kind, ophyd.Status)  # ok: opaque-call
keep(ophyd.DeviceStatus, ophyd.SubscriptionStatus, ophyd.set_cl)  # ok: opaque-call
keep(ophyd.setup_ophyd)  # ok: opaque-call
async_signal = epics_core.epics_signal_rw(float, "A")
async_signal.set(1)  # expect: channel-write[A = 1]
async_signal.trigger()  # expect: channel-write[A]
async_signal.stop()  # expect: channel-write[A]
async_signal.prepare(1)  # expect: channel-write[A = 1]
async_signal.kickoff()  # expect: channel-write[A]
async_signal.get_value()  # expect: channel-read[A]
async_signal.read()  # expect: channel-read[A]
async_signal.locate()  # expect: channel-read[A]
async_signal.describe()  # expect: channel-read[A]
async_signal.subscribe()  # expect: channel-read[A]
async_signal.subscribe_value()  # expect: channel-read[A]
async_signal.connect(); async_signal.clear_sub()  # ok: opaque-call
async_signal.set_name(); async_signal.stage(); async_signal.unstage()  # ok: opaque-call
keep(async_signal.name, async_signal.source)  # ok: opaque-call
epics_core.epics_signal_rw_rbv(float, "A").set(1)  # expect: channel-write[A = 1]
epics_core.epics_signal_w(float, "A").set(1)  # expect: channel-write[A = 1]
epics_core.epics_signal_r(float, "A").get_value()  # expect: channel-read[A]
epics_core.epics_signal_x("A").trigger()  # expect: channel-write[A]
epics_motor.Motor("M").set(1)  # expect: channel-write[M = 1]
core.SignalR(None).set(1)  # expect: channel-write[? = 1]
core.SignalW(None).set(1)  # expect: channel-write[? = 1]
core.SignalX(None).set(1)  # expect: channel-write[? = 1]
core.SignalRW(None).set(1)  # expect: channel-write[? = 1]
core.set_and_wait_for_value(async_signal, 2)  # expect: channel-write[A = 2]
core.set_and_wait_for_other_value(async_signal, 2, 3, 4)  # expect: channel-write[A = 2]
core.wait_for_value(async_signal, 2, 3)  # expect: channel-read[A]
core.observe_value(async_signal)  # expect: channel-read[A]
keep(core.init_devices, core.DeviceCollector, core.soft_signal_rw)  # ok: opaque-call
keep(core.StandardReadable, core.Device, core.AsyncStatus)  # ok: opaque-call
keep(core.DeviceVector)  # ok: opaque-call
ophyd_async.sim.x(); ophyd_async.plan_stubs.x(); ophyd_async.testing.x()  # ok: opaque-call
import ophyd.utils.epics_pvs
lone = ophyd.EpicsSignal("SR:A", name="a")
ophyd.utils.set_and_wait(lone, 3)  # expect: channel-write[SR:A = 3]
ophyd.utils.epics_pvs.set_and_wait(lone, val=3)  # expect: channel-write[SR:A = 3]
ophyd.get_cl().caput("SR:A", 3)  # expect: channel-write[SR:A = 3]
ophyd.get_cl().get_pv("SR:A").put(3)  # expect: channel-write[SR:A = 3]
