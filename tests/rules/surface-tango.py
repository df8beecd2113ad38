# Tango.
import tango
import tango.asyncio
import tango.futures
import tango.gevent
import tango.server
import tango.test_context
import tango.test_utils
import tango.utils
import taurus
from PyTango import DeviceProxy
device = DeviceProxy("a/b/c")
device.write_attribute("x", 1)  # expect: channel-write[a/b/c/x = 1]
device.write_attribute_asynch("x", 1)  # expect: channel-write[a/b/c/x = 1]
device.write_read_attribute("x", 1)  # expect: channel-write[a/b/c/x = 1]
device.write_attributes([("x", 1)])  # expect: channel-write[a/b/c]
device.write_attributes_asynch([("x", 1)])  # expect: channel-write[a/b/c]
device.write_read_attributes([("x", 1)])  # expect: channel-write[a/b/c]
device.write_pipe("p", 1)  # expect: channel-write[a/b/c = 1]
device.put_property({})  # expect: channel-write[a/b/c]
device.delete_property({})  # expect: channel-write[a/b/c]
device.set_attribute_config({})  # expect: channel-write[a/b/c]
device.set_pipe_config({})  # expect: channel-write[a/b/c]
device.poll_attribute({})  # expect: channel-write[a/b/c]
device.poll_command({})  # expect: channel-write[a/b/c]
device.stop_poll_attribute({})  # expect: channel-write[a/b/c]
device.stop_poll_command({})  # expect: channel-write[a/b/c]
device.command_inout("On", 1)  # expect: channel-write[a/b/c/On = 1]
device.command_inout_asynch("On", 1)  # expect: channel-write[a/b/c/On = 1]
device.command_inout_raw("On", 1)  # expect: channel-write[a/b/c/On = 1]
device.read_attribute("x")  # expect: channel-read[a/b/c/x]
device.read_attribute_asynch("x")  # expect: channel-read[a/b/c/x]
device.subscribe_event("x")  # expect: channel-read[a/b/c/x]
device.attribute_history("x")  # expect: channel-read[a/b/c/x]
device.command_history("x")  # expect: channel-read[a/b/c/x]
device.read_attributes()  # expect: channel-read[a/b/c]
device.read_attributes_asynch()  # expect: channel-read[a/b/c]
device.read_pipe()  # expect: channel-read[a/b/c]
device.get_events()  # expect: channel-read[a/b/c]
device.state()  # expect: channel-read[a/b/c]
device.State()  # expect: channel-read[a/b/c]
device.status()  # expect: channel-read[a/b/c]
device.Status()  # expect: channel-read[a/b/c]
device.current = 1  # expect: channel-write[a/b/c/current = 1]
current = device.current  # expect: channel-read[a/b/c/current]
device.On()  # expect: channel-write[a/b/c/On]
device.current.mean()  # expect: channel-read[a/b/c/current]
device.ping(); device.name(); device.info(); device.dev_name()  # ok: channel-write
device.adm_name(); device.alias(); device.description()  # ok: channel-write
device.black_box(); device.import_info(); device.connect()  # ok: channel-write
device.reconnect(); device.get_fqdn(); device.get_attribute_list()  # ok: channel-write
device.get_command_list(); device.get_attribute_config()  # ok: channel-write
device.get_attribute_config_ex(); device.get_command_config()  # ok: channel-write
device.attribute_query(); device.attribute_list_query()  # ok: channel-write
device.attribute_list_query_ex(); device.command_list_query()  # ok: channel-write
device.command_query(); device.get_pipe_list()  # ok: channel-write
device.get_pipe_config(); device.get_property()  # ok: channel-write
device.get_property_list(); device.set_timeout_millis()  # ok: channel-write
device.get_timeout_millis(); device.set_source(); device.get_source()  # ok: channel-write
device.unsubscribe_event(); device.is_event_queue_empty()  # ok: channel-write
device.event_queue_size(); device.get_last_event_date()  # ok: channel-write
device.get_green_mode(); device.set_green_mode()  # ok: channel-write
device.get_access_control(); device.set_access_control()  # ok: channel-write
device.get_access_right(); device.is_attribute_polled()  # ok: channel-write
device.is_command_polled(); device.polling_status()  # ok: channel-write
device.get_attribute_poll_period(); device.get_command_poll_period()  # ok: channel-write
device.get_logging_level(); device.get_logging_target()  # ok: channel-write
device.get_tango_lib_version(); device.get_idl_version()  # ok: channel-write
device.lock(); device.unlock(); device.is_locked()  # ok: channel-write
device.is_locked_by_me(); device.get_locker(); device.locking_status()  # ok: channel-write
device.read_attribute_reply(); device.read_attributes_reply()  # ok: channel-write
device.write_attribute_reply(); device.write_attributes_reply()  # ok: channel-write
device.command_inout_reply(); device.get_asynch_replies()  # ok: channel-write
device.cancel_asynch_request(); device.pending_asynch_call()  # ok: channel-write
device.get_db_host(); device.get_db_port(); device.get_dev_host()  # ok: channel-write
device.get_dev_port(); device.is_dbase_used()  # ok: channel-write
device.get_transparency_reconnection()  # ok: channel-write
device.set_transparency_reconnection()  # ok: channel-write
device.is_dynamic_interface_frozen()  # ok: channel-write
device.freeze_dynamic_interface(); device.unfreeze_dynamic_interface()  # ok: channel-write
device.get_device_db().put_property("x", {})  # expect: channel-write[?]
tango.asyncio.DeviceProxy("a/b/c").On()  # expect: channel-write[a/b/c/On]
tango.gevent.DeviceProxy("a/b/c").On()  # expect: channel-write[a/b/c/On]
tango.futures.DeviceProxy("a/b/c").On()  # expect: channel-write[a/b/c/On]
tango.get_device_proxy("a/b/c").On()  # expect: channel-write[a/b/c/On]
tango.asyncio.AttributeProxy("a/b/c/x").write(1)  # expect: channel-write[a/b/c/x = 1]
attribute = tango.AttributeProxy("a/b/c/x")
attribute.write(1)  # expect: channel-write[a/b/c/x = 1]
attribute.write_asynch(1)  # expect: channel-write[a/b/c/x = 1]
attribute.write_read(1)  # expect: channel-write[a/b/c/x = 1]
attribute.put_property(1)  # expect: channel-write[a/b/c/x = 1]
attribute.set_config(1)  # expect: channel-write[a/b/c/x = 1]
attribute.delete_property()  # expect: channel-write[a/b/c/x]
attribute.poll()  # expect: channel-write[a/b/c/x]
attribute.stop_poll()  # expect: channel-write[a/b/c/x]
attribute.read()  # expect: channel-read[a/b/c/x]
attribute.read_asynch()  # expect: channel-read[a/b/c/x]
attribute.history()  # expect: channel-read[a/b/c/x]
attribute.state()  # expect: channel-read[a/b/c/x]
attribute.status()  # expect: channel-read[a/b/c/x]
attribute.subscribe_event()  # expect: channel-read[a/b/c/x]
attribute.name(); attribute.ping(); attribute.get_config()  # ok: opaque-call
attribute.get_property(); attribute.get_poll_period()  # ok: opaque-call
attribute.is_polled(); attribute.unsubscribe_event()  # ok: opaque-call
attribute.read_reply(); attribute.write_reply()  # ok: opaque-call
attribute.get_transparency_reconnection()  # ok: opaque-call
attribute.get_device_proxy().On()  # expect: channel-write[?]
group = tango.Group("g")
group.write_attribute("x", 1)  # expect: channel-write[?]
group.write_attribute_asynch("x", 1)  # expect: channel-write[?]
group.command_inout("x", 1)  # expect: channel-write[?]
group.command_inout_asynch("x", 1)  # expect: channel-write[?]
group.read_attribute("x")  # expect: channel-read[?]
group.read_attribute_asynch("x")  # expect: channel-read[?]
group.read_attributes(["x"])  # expect: channel-read[?]
group.read_attributes_asynch(["x"])  # expect: channel-read[?]
group.get_device("a/b/c").On()  # expect: channel-write[a/b/c/On]
group.add(); group.remove(); group.remove_all(); group.contains()  # ok: opaque-call
group.get_size(); group.get_device_list(); group.get_name()  # ok: opaque-call
group.get_fully_qualified_name(); group.get_group(); group.enable()  # ok: opaque-call
group.disable(); group.is_enabled(); group.ping()  # ok: opaque-call
group.set_timeout_millis(); group.read_attribute_reply()  # ok: opaque-call
group.read_attributes_reply(); group.write_attribute_reply()  # ok: opaque-call
group.command_inout_reply()  # ok: opaque-call
database = tango.Database()  # ok: opaque-call
database.put_property("x")  # expect: channel-write[?]
database.put_device_property("x")  # expect: channel-write[?]
database.put_class_property("x")  # expect: channel-write[?]
database.put_device_attribute_property("x")  # expect: channel-write[?]
database.put_class_attribute_property("x")  # expect: channel-write[?]
database.put_device_alias("x")  # expect: channel-write[?]
database.put_attribute_alias("x")  # expect: channel-write[?]
database.put_server_info("x")  # expect: channel-write[?]
database.delete_property("x")  # expect: channel-write[?]
database.delete_device_property("x")  # expect: channel-write[?]
database.delete_class_property("x")  # expect: channel-write[?]
database.delete_device_attribute_property("x")  # expect: channel-write[?]
database.delete_class_attribute_property("x")  # expect: channel-write[?]
database.delete_device_alias("x")  # expect: channel-write[?]
database.delete_attribute_alias("x")  # expect: channel-write[?]
database.delete_server_info("x")  # expect: channel-write[?]
database.delete_device_attribute("x")  # expect: channel-write[?]
database.delete_all_device_attribute_property("x")  # expect: channel-write[?]
database.add_device("x")  # expect: channel-write[?]
database.add_server("x")  # expect: channel-write[?]
database.delete_device("x")  # expect: channel-write[?]
database.delete_server("x")  # expect: channel-write[?]
database.rename_server("x")  # expect: channel-write[?]
database.export_device("x")  # expect: channel-write[?]
database.export_server("x")  # expect: channel-write[?]
database.export_event("x")  # expect: channel-write[?]
database.unexport_device("x")  # expect: channel-write[?]
database.unexport_server("x")  # expect: channel-write[?]
database.unexport_event("x")  # expect: channel-write[?]
database.register_service("x")  # expect: channel-write[?]
database.unregister_service("x")  # expect: channel-write[?]
database.set_access_checked("x")  # expect: channel-write[?]
database.get_device_exported("*")  # ok: opaque-call
tango.server.run([]); tango.utils.is_int(1); tango.test_context.DeviceTestContext(None)  # ok: opaque-call
tango.test_utils.something(); keep(tango.CmdArgType.DevDouble, tango.DevSource.Device)  # ok: opaque-call
tango.Except.print_exception(None); tango.Release.x(); tango.constants.x(); tango.Util.instance()  # ok: opaque-call
keep(tango.ApiUtil, tango.DeviceData, tango.DeviceAttribute)  # ok: opaque-call
keep(tango.DbDatum, tango.DbDevInfo, tango.DbData)  # ok: opaque-call
keep(tango.AttributeInfoEx, tango.AttributeConfig)  # ok: opaque-call
keep(tango.StdStringVector, tango.StdDoubleVector)  # ok: opaque-call
keep(tango.StdLongVector, tango.EnsureOmniThread, tango.DevState)  # ok: opaque-call
keep(tango.GreenMode, tango.EventType, tango.AttrQuality)  # ok: opaque-call
keep(tango.set_green_mode, tango.get_green_mode, tango.is_omni_thread)  # ok: opaque-call
keep(tango.DevVoid, tango.DevBoolean, tango.DevShort, tango.DevLong)  # ok: opaque-call
keep(tango.DevLong64, tango.DevFloat, tango.DevDouble)  # ok: opaque-call
keep(tango.DevString, tango.DevEncoded, tango.DevVarDoubleArray)  # ok: opaque-call
keep(tango.DevVarStringArray, tango.DevVarLongArray)  # ok: opaque-call
tango.unheard_of()  # expect: opaque-call
taurus.Device("a/b/c").On()  # expect: channel-write[a/b/c/On]
taurus_attribute = taurus.Attribute("a/b/c/x")
taurus_attribute.write(1)  # expect: channel-write[a/b/c/x = 1]
taurus_attribute.read()  # expect: channel-read[a/b/c/x]
taurus_attribute.getValueObj()  # expect: channel-read[a/b/c/x]
taurus_attribute.wvalue = 1  # expect: channel-write[a/b/c/x = 1]
current = taurus_attribute.rvalue  # expect: channel-read[a/b/c/x]
taurus_attribute.getLabel(); taurus_attribute.addListener()  # ok: opaque-call
taurus.Manager(); taurus.Factory()  # ok: opaque-call
taurus.changeDefaultPollingPeriod(); taurus.setLogLevel()  # ok: opaque-call
