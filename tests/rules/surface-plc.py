# Controllers and instruments.
import asyncua
import asyncua.common
import asyncua.crypto
import labview
import minimalmodbus
import opcua
import pyModbusTCP.utils
import pymodbus
import pymodbus.client as modbus
import pymodbus.constants
import pymodbus.datastore
import pymodbus.framer
import pymodbus.payload
import pymodbus.transaction
import pyvisa
import snap7
import snap7.type
import snap7.types
import win32com.client
from pyModbusTCP.client import ModbusClient
client = modbus.ModbusTcpClient("10.0.0.1")  # ok: opaque-call
client.write_coil(1, 2)  # expect: channel-write[?]
client.write_coils(1, 2)  # expect: channel-write[?]
client.write_register(1, 2)  # expect: channel-write[?]
client.write_registers(1, 2)  # expect: channel-write[?]
client.mask_write_register(1, 2)  # expect: channel-write[?]
client.readwrite_registers(1, 2)  # expect: channel-write[?]
client.write_file_record(1, 2)  # expect: channel-write[?]
client.execute(1, 2)  # expect: channel-write[?]
client.read_coils(1)  # expect: channel-read[?]
client.read_discrete_inputs(1)  # expect: channel-read[?]
client.read_holding_registers(1)  # expect: channel-read[?]
client.read_input_registers(1)  # expect: channel-read[?]
client.read_file_record(1)  # expect: channel-read[?]
client.read_fifo_queue(1)  # expect: channel-read[?]
client.read_exception_status(1)  # expect: channel-read[?]
client.read_device_information(1)  # expect: channel-read[?]
client.connect(); client.close(); client.is_socket_open()  # ok: opaque-call
client.convert_from_registers(); client.convert_to_registers()  # ok: opaque-call
client.register(); client.report_slave_id()  # ok: opaque-call
keep(client.connected)  # ok: opaque-call
modbus.ModbusUdpClient("x").write_coil(1, True)  # expect: channel-write[?]
modbus.ModbusTlsClient("x").write_coil(1, True)  # expect: channel-write[?]
modbus.ModbusSerialClient("x").write_coil(1, True)  # expect: channel-write[?]
modbus.AsyncModbusTcpClient("x").write_coil(1, True)  # expect: channel-write[?]
modbus.AsyncModbusUdpClient("x").write_coil(1, True)  # expect: channel-write[?]
modbus.AsyncModbusTlsClient("x").write_coil(1, True)  # expect: channel-write[?]
modbus.AsyncModbusSerialClient("x").write_coil(1, True)  # expect: channel-write[?]
pymodbus.payload.x(); pymodbus.constants.x(); pymodbus.framer.x(); pymodbus.transaction.x()  # ok: opaque-call
pymodbus.datastore.x(); pymodbus.pymodbus_apply_logging_config(); keep(pymodbus.FramerType)  # ok: opaque-call
tcp = ModbusClient()  # ok: opaque-call
tcp.write_single_register(1, 2)  # expect: channel-write[?]
tcp.write_single_coil(1, 2)  # expect: channel-write[?]
tcp.write_multiple_registers(1, 2)  # expect: channel-write[?]
tcp.write_multiple_coils(1, 2)  # expect: channel-write[?]
tcp.read_holding_registers(1)  # expect: channel-read[?]
tcp.read_input_registers(1)  # expect: channel-read[?]
tcp.read_coils(1)  # expect: channel-read[?]
tcp.read_discrete_inputs(1)  # expect: channel-read[?]
tcp.open(); tcp.close()  # ok: opaque-call
pyModbusTCP.utils.x()  # ok: opaque-call
instrument = minimalmodbus.Instrument("/dev/x", 1)  # ok: opaque-call
instrument.write_register(1, 2)  # expect: channel-write[?]
instrument.write_registers(1, 2)  # expect: channel-write[?]
instrument.write_bit(1, 2)  # expect: channel-write[?]
instrument.write_long(1, 2)  # expect: channel-write[?]
instrument.write_float(1, 2)  # expect: channel-write[?]
instrument.read_register(1)  # expect: channel-read[?]
instrument.read_registers(1)  # expect: channel-read[?]
instrument.read_bit(1)  # expect: channel-read[?]
instrument.read_float(1)  # expect: channel-read[?]
opc = asyncua.Client("opc.tcp://x")  # ok: opaque-call
node = opc.get_node("A")
opc.write_values([node], [1])  # expect: channel-write[A = 1]
opcua.Client("x").set_values([node], [1])  # expect: channel-write[A = 1]
opc.read_values([node])  # expect: channel-read[A]
opc.get_values([node])  # expect: channel-read[A]
opc.get_root_node().set_value(1)  # expect: channel-write[? = 1]
opc.get_objects_node().set_value(1)  # expect: channel-write[? = 1]
opc.get_server_node().set_value(1)  # expect: channel-write[? = 1]
opc.nodes.root.set_value(1)  # expect: channel-write[? = 1]
opc.nodes.objects.set_value(1)  # expect: channel-write[? = 1]
opc.nodes.server.set_value(1)  # expect: channel-write[? = 1]
opc.connect(); opc.disconnect(); opc.set_user(); opc.set_password()  # ok: opaque-call
opc.set_security(); opc.set_security_string()  # ok: opaque-call
opc.load_client_certificate(); opc.load_private_key()  # ok: opaque-call
opc.get_namespace_index(); opc.get_namespace_array()  # ok: opaque-call
opc.get_endpoints(); opc.connect_and_get_server_endpoints()  # ok: opaque-call
opc.load_type_definitions(); opc.load_data_type_definitions()  # ok: opaque-call
opc.create_subscription(); opc.check_connection()  # ok: opaque-call
keep(opc.session_timeout)  # ok: opaque-call
asyncua.Node(None, "A").set_value(1)  # expect: channel-write[A = 1]
node.set_value(1)  # expect: channel-write[A = 1]
node.write_value(1)  # expect: channel-write[A = 1]
node.set_data_value(1)  # expect: channel-write[A = 1]
node.set_attribute(13, 1)  # expect: channel-write[A = 1]
node.write_attribute(13, 1)  # expect: channel-write[A = 1]
node.call_method("x")  # expect: channel-write[A]
node.set_writable("x")  # expect: channel-write[A]
node.set_read_only("x")  # expect: channel-write[A]
node.delete("x")  # expect: channel-write[A]
node.add_variable("x")  # expect: channel-write[A]
node.add_object("x")  # expect: channel-write[A]
node.add_property("x")  # expect: channel-write[A]
node.add_folder("x")  # expect: channel-write[A]
node.add_method("x")  # expect: channel-write[A]
node.get_value()  # expect: channel-read[A]
node.read_value()  # expect: channel-read[A]
node.get_data_value()  # expect: channel-read[A]
node.read_data_value()  # expect: channel-read[A]
node.get_attribute()  # expect: channel-read[A]
node.read_attribute()  # expect: channel-read[A]
node.read_raw_history()  # expect: channel-read[A]
node.get_child("B").set_value(1)  # expect: channel-write[B = 1]
node.get_parent().set_value(1)  # expect: channel-write[? = 1]
node.get_children()[0].set_value(1)  # expect: channel-write[? = 1]
node.get_variables()[0].set_value(1)  # expect: channel-write[? = 1]
node.get_properties()[0].set_value(1)  # expect: channel-write[? = 1]
node.get_methods(); node.get_browse_name(); node.read_browse_name()  # ok: opaque-call
node.get_display_name(); node.read_display_name()  # ok: opaque-call
node.get_node_class(); node.read_node_class(); node.get_data_type()  # ok: opaque-call
node.read_data_type(); node.get_data_type_as_variant_type()  # ok: opaque-call
node.read_data_type_as_variant_type(); node.get_description()  # ok: opaque-call
node.get_path(); node.get_references(); node.get_type_definition()  # ok: opaque-call
keep(node.nodeid)  # ok: opaque-call
asyncua.ua.Variant(1); asyncua.crypto.x(); asyncua.common.x(); keep(asyncua.uamethod)  # ok: opaque-call
asyncua.ThreadLoop()  # ok: opaque-call
labview.set_control("A", 1)  # expect: channel-write[A = 1]
labview.get_control("A")  # expect: channel-read[A]
labview.call_vi("x.vi")  # expect: channel-write[?]
vi = labview.VI("x.vi")
vi.run()  # expect: channel-write[?]
vi.SetControlValue("A", 1)  # expect: channel-write[A = 1]
vi.GetControlValue("A")  # expect: channel-read[A]
application = win32com.client.Dispatch("LabVIEW.Application")
vi = application.GetVIReference("x.vi")
vi.SetControlValue("A", 1)  # expect: channel-write[A = 1]
vi.setcontrolvalue("A", 1)  # expect: channel-write[A = 1]
vi.Run()  # expect: channel-write[?]
vi.Call()  # expect: channel-write[?]
vi.Call2()  # expect: channel-write[?]
vi.GetControlValue("A")  # expect: channel-read[A]
vi.getcontrolvalue("A")  # expect: channel-read[A]
application.getvireference("x.vi").Run()  # expect: channel-write[?]
win32com.client.GetActiveObject("LabVIEW.Application").Run()  # expect: channel-write[?]
win32com.client.DispatchEx("LabVIEW.Application").Run()  # expect: channel-write[?]
application.Quit(); win32com.client.constants()  # ok: opaque-call
manager = pyvisa.ResourceManager()  # ok: opaque-call
manager.list_resources(); manager.close(); manager.resource_info()  # ok: opaque-call
supply = manager.open_resource("GPIB0::1")
supply.write("x")  # expect: channel-write[GPIB0::1 = 'x']
supply.write_raw("x")  # expect: channel-write[GPIB0::1 = 'x']
supply.write_ascii_values("x", 1)  # expect: channel-write[GPIB0::1 = 1]
supply.write_binary_values("x", 1)  # expect: channel-write[GPIB0::1 = 1]
supply.assert_trigger()  # expect: channel-write[GPIB0::1]
supply.clear()  # expect: channel-write[GPIB0::1]
supply.query()  # expect: channel-read[GPIB0::1]
supply.query_ascii_values()  # expect: channel-read[GPIB0::1]
supply.query_binary_values()  # expect: channel-read[GPIB0::1]
supply.read()  # expect: channel-read[GPIB0::1]
supply.read_raw()  # expect: channel-read[GPIB0::1]
supply.read_bytes()  # expect: channel-read[GPIB0::1]
supply.read_stb()  # expect: channel-read[GPIB0::1]
supply.close(); supply.lock(); supply.unlock()  # ok: opaque-call
keep(supply.timeout, supply.read_termination)  # ok: opaque-call
keep(supply.write_termination, supply.resource_name)  # ok: opaque-call
pyvisa.constants.x(); pyvisa.util.x(); pyvisa.log_to_screen()  # ok: opaque-call
plc = snap7.client.Client()  # ok: opaque-call
plc.db_write(1)  # expect: channel-write[?]
plc.write_area(1)  # expect: channel-write[?]
plc.write_multi_vars(1)  # expect: channel-write[?]
plc.mb_write(1)  # expect: channel-write[?]
plc.ab_write(1)  # expect: channel-write[?]
plc.plc_stop(1)  # expect: channel-write[?]
plc.plc_hot_start(1)  # expect: channel-write[?]
plc.plc_cold_start(1)  # expect: channel-write[?]
plc.db_read(1)  # expect: channel-read[?]
plc.read_area(1)  # expect: channel-read[?]
plc.mb_read(1)  # expect: channel-read[?]
plc.ab_read(1)  # expect: channel-read[?]
plc.connect(); plc.disconnect(); plc.get_connected()  # ok: opaque-call
plc.get_cpu_state()  # ok: opaque-call
snap7.util.x(); snap7.type.x(); snap7.types.x()  # ok: opaque-call
modbus_client = modbus.ModbusTcpClient("plc")
modbus_client.report_device_id()  # ok: opaque-call
ua_client = asyncua.Client("opc.tcp://plc")
ua_client.register_server(None)  # expect: channel-write[?]
ua_client.unregister_server(None)  # expect: channel-write[?]
ua_client.find_servers(); ua_client.find_servers_on_network()  # ok: opaque-call
