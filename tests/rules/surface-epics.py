# pyepics.
import epics
import epics.autosave
import epics.ca as ca
from caproto.threading.pyepics_compat import caput as caput_compat
from epics.autosave import save_restore
epics.caput("A", 1.0)  # expect: channel-write[A = 1.0]
epics.caput_many(["A", "B"], [1, 2])  # expect: channel-write[B = 2]
caput_compat("A", 1)  # expect: channel-write[A = 1]
epics.caget("A")  # expect: channel-read[A]
epics.caget_many(["A", "B"])  # expect: channel-read[B]
epics.camonitor("A")  # expect: channel-read[A]
epics.cainfo("A")  # expect: channel-read[A]
epics.camonitor_clear("A"); epics.poll()  # ok: opaque-call
epics.dbr.Name(5); epics.utils.clib_search_path("ca")  # ok: opaque-call
epics.pv.fmt_time()  # ok: opaque-call
epics.unheard_of("A")  # expect: opaque-call
pv = epics.PV("A")
pv.put(1)  # expect: channel-write[A = 1]
pv.value = 1  # expect: channel-write[A = 1]
epics.get_pv("A").put(1)  # expect: channel-write[A = 1]
get_pv("A").put(1)  # expect: channel-write[A = 1]
pv.get()  # expect: channel-read[A]
pv.get_with_metadata()  # expect: channel-read[A]
pv.get_ctrlvars()  # expect: channel-read[A]
pv.get_timevars()  # expect: channel-read[A]
pv.add_callback(print)  # expect: channel-read[A]
current = pv.value  # expect: channel-read[A]
current = pv.char_value  # expect: channel-read[A]
current = pv.severity  # expect: channel-read[A]
current = pv.status  # expect: channel-read[A]
current = pv.timestamp  # expect: channel-read[A]
current = pv.posixseconds  # expect: channel-read[A]
current = pv.nanoseconds  # expect: channel-read[A]
current = pv.info  # expect: channel-read[A]
current = pv.units  # expect: channel-read[A]
current = pv.precision  # expect: channel-read[A]
current = pv.enum_strs  # expect: channel-read[A]
current = pv.upper_disp_limit  # expect: channel-read[A]
current = pv.lower_disp_limit  # expect: channel-read[A]
current = pv.upper_ctrl_limit  # expect: channel-read[A]
current = pv.lower_ctrl_limit  # expect: channel-read[A]
current = pv.upper_alarm_limit  # expect: channel-read[A]
current = pv.lower_alarm_limit  # expect: channel-read[A]
current = pv.upper_warning_limit  # expect: channel-read[A]
current = pv.lower_warning_limit  # expect: channel-read[A]
pv.connect(); pv.wait_for_connection(); pv.disconnect()  # ok: opaque-call
pv.reconnect(); pv.force_connect(); pv.force_read_access_rights()  # ok: opaque-call
pv.remove_callback(); pv.clear_callbacks(); pv.run_callbacks()  # ok: opaque-call
pv.run_callback(); pv.poll(); pv.clear_auto_monitor()  # ok: opaque-call
keep(pv.pvname, pv.connected, pv.count, pv.nelm, pv.type, pv.typefull)  # ok: opaque-call
keep(pv.ftype, pv.host, pv.access, pv.read_access, pv.write_access)  # ok: opaque-call
keep(pv.put_complete, pv.chid, pv.form, pv.auto_monitor, pv.callbacks)  # ok: opaque-call
keep(pv.connection_callbacks, pv.access_callbacks)  # ok: opaque-call
keep(pv.connection_timeout)  # ok: opaque-call
pv.unheard_of()  # expect: opaque-call
device = epics.Device("D", delim=":")
device.put("SP", 1)  # expect: channel-write[D:SP = 1]
device.get("RB")  # expect: channel-read[D:RB]
device.SP = 1  # expect: channel-write[D:SP = 1]
current = device.RB  # expect: channel-read[D:RB]
device.PV("SP").put(1)  # expect: channel-write[D:SP = 1]
device.add_pv("E").put(1)  # expect: channel-write[E = 1]
epics.Device("D:").SP = 1  # expect: channel-write[D:SP = 1]
device.get_all()  # expect: channel-read[?]
device.save_state()  # expect: channel-read[?]
device.write_state("x")  # expect: channel-read[?]
device.restore_state({})  # expect: channel-write[?]
device.read_state("x", restore=True)  # expect: channel-write[?]
device.add_callback("RB", print)  # expect: channel-read[D:RB]
device.remove_callbacks()  # ok: opaque-call
motor = epics.Motor("M")
motor.move(1)  # expect: channel-write[M.VAL = 1]
motor.tweak()  # expect: channel-write[M.TWV]
motor.set_position(1)  # expect: channel-write[M.VAL = 1]
motor.stop()  # expect: channel-write[M.STOP]
motor.put("VELO", 1)  # expect: channel-write[M.VELO = 1]
motor.get("RBV")  # expect: channel-read[M.RBV]
motor.get_position()  # expect: channel-read[M.VAL]
motor.PV("VAL").put(1)  # expect: channel-write[M.VAL = 1]
motor.add_pv("E").put(1)  # expect: channel-write[E = 1]
motor.check_limits()  # expect: channel-read[M]
motor.within_limits()  # expect: channel-read[M]
motor.get_info()  # expect: channel-read[M]
motor.show_info()  # expect: channel-read[M]
motor.show_all()  # expect: channel-read[M]
motor.get_all()  # expect: channel-read[M]
motor.save_state()  # expect: channel-read[M]
motor.set_callback()  # expect: channel-read[M]
motor.refresh()  # expect: channel-read[M]
motor.restore_state({})  # expect: channel-write[M]
motor.read_state("x")  # expect: channel-write[M]
motor.clear_callback(); motor.clear_all_callbacks()  # ok: opaque-call
motor.drive = 1  # expect: channel-write[M.VAL = 1]
motor.readback = 1  # expect: channel-write[M.RBV = 1]
motor.slew_speed = 1  # expect: channel-write[M.VELO = 1]
motor.acceleration = 1  # expect: channel-write[M.ACCL = 1]
motor.high_limit = 1  # expect: channel-write[M.HLM = 1]
motor.low_limit = 1  # expect: channel-write[M.LLM = 1]
motor.offset = 1  # expect: channel-write[M.OFF = 1]
motor.tweak_val = 1  # expect: channel-write[M.TWV = 1]
motor.done_moving = 1  # expect: channel-write[M.DMOV = 1]
motor.description = 1  # expect: channel-write[M.DESC = 1]
motor.HLM = 5  # expect: channel-write[M.HLM = 5]
current = motor.RBV  # expect: channel-read[M.RBV]
epics.Alarm("A", comparison=">", trip_point=1)  # expect: channel-read[A]
channel = ca.create_channel("A")
ca.put(channel, 1)  # expect: channel-write[A = 1]
ca.sg_put(0, channel, 1)  # expect: channel-write[A = 1]
ca.sg_get(0, channel)  # expect: channel-read[A]
ca.get(channel)  # expect: channel-read[A]
ca.get_complete(channel)  # expect: channel-read[A]
ca.get_with_metadata(channel)  # expect: channel-read[A]
ca.get_complete_with_metadata(channel)  # expect: channel-read[A]
ca.create_subscription(channel)  # expect: channel-read[A]
ca.get_ctrlvars(channel)  # expect: channel-read[A]
ca.get_timevars(channel)  # expect: channel-read[A]
ca.get_timestamp(channel)  # expect: channel-read[A]
ca.get_severity(channel)  # expect: channel-read[A]
ca.get_precision(channel)  # expect: channel-read[A]
ca.get_enum_strings(channel)  # expect: channel-read[A]
ca.initialize_libca(); ca.finalize_libca(); ca.find_libca()  # ok: opaque-call
ca.create_context(); ca.destroy_context(); ca.attach_context()  # ok: opaque-call
ca.detach_context(); ca.current_context(); ca.use_initial_context()  # ok: opaque-call
ca.clear_cache(); ca.get_cache(); ca.show_cache(); ca.poll()  # ok: opaque-call
ca.pend_io(); ca.pend_event(); ca.flush_io(); ca.test_io()  # ok: opaque-call
ca.client_status(); ca.message(); ca.version(); ca.sg_create()  # ok: opaque-call
ca.sg_delete(); ca.sg_block(); ca.sg_reset(); ca.sg_test()  # ok: opaque-call
ca.withCA(); ca.write()  # ok: opaque-call
ca.connect_channel(); ca.clear_channel(); ca.clear_subscription()  # ok: opaque-call
ca.name(); ca.host_name(); ca.element_count(); ca.field_type()  # ok: opaque-call
ca.state(); ca.isConnected(); ca.access(); ca.read_access()  # ok: opaque-call
ca.write_access(); ca.promote_type()  # ok: opaque-call
ca.libca.ca_array_put(1)  # expect: opaque-call
epics.autosave.restore_pvs("x")  # expect: channel-write[?]
epics.autosave.save_pvs("x", "y")  # expect: channel-read[?]
save_restore.restore_pvs("x")  # expect: channel-write[?]
save_restore.save_pvs("x", "y")  # expect: channel-read[?]
