// SPDX-License-Identifier: Apache-2.0
// Controllers and instruments: Modbus, OPC UA, LabVIEW, VISA, Snap7.  Sources: the reference of
// each package.

#include "surfaces/rows.h"

#define MODBUS(client)                                                                             \
    NOTHING("pymodbus.client." client), WRITE_ANY("pymodbus.client." client ".write_coil"),        \
        WRITE_ANY("pymodbus.client." client ".write_coils"),                                       \
        WRITE_ANY("pymodbus.client." client ".write_register"),                                    \
        WRITE_ANY("pymodbus.client." client ".write_registers"),                                   \
        WRITE_ANY("pymodbus.client." client ".mask_write_register"),                               \
        WRITE_ANY("pymodbus.client." client ".readwrite_registers"),                               \
        WRITE_ANY("pymodbus.client." client ".write_file_record"),                                 \
        WRITE_ANY("pymodbus.client." client ".execute"),                                           \
        READ_ANY("pymodbus.client." client ".read_coils"),                                         \
        READ_ANY("pymodbus.client." client ".read_discrete_inputs"),                               \
        READ_ANY("pymodbus.client." client ".read_holding_registers"),                             \
        READ_ANY("pymodbus.client." client ".read_input_registers")
#define OPC(package, type)                                                                         \
    MAKES(package ".Client.get_node", AT(1, "nodeid"), type),                                      \
        WRITE_OWN(type ".set_value", AT(1, NULL)), WRITE_OWN(type ".write_value", AT(1, NULL)),    \
        WRITE_OWN(type ".set_data_value", AT(1, NULL)), WRITE_ANY(type ".call_method"),            \
        WRITE_OWN(type ".set_attribute", AT(2, NULL)),                                             \
        WRITE_OWN(type ".write_attribute", AT(2, NULL)), READ_OWN(type ".get_value"),              \
        READ_OWN(type ".read_value"), READ_OWN(type ".get_data_value"),                            \
        WRITE_ANY(package ".Client.write_values"), READ_ANY(package ".Client.read_values"),        \
        WRITE_ANY(package ".Client.set_values")

// clang-format off
static const struct surface rows[] = {
    MODBUS("ModbusTcpClient"), MODBUS("ModbusSerialClient"), MODBUS("ModbusUdpClient"),
    MODBUS("AsyncModbusTcpClient"), MODBUS("AsyncModbusSerialClient"), MODBUS("ModbusTlsClient"),
    WRITE_ANY("pyModbusTCP.client.ModbusClient.write_single_register"),
    WRITE_ANY("pyModbusTCP.client.ModbusClient.write_single_coil"),
    WRITE_ANY("pyModbusTCP.client.ModbusClient.write_multiple_registers"),
    WRITE_ANY("pyModbusTCP.client.ModbusClient.write_multiple_coils"),
    READ_ANY("pyModbusTCP.client.ModbusClient.read_holding_registers"),
    WRITE_ANY("minimalmodbus.Instrument.write_register"),
    WRITE_ANY("minimalmodbus.Instrument.write_float"),
    READ_ANY("minimalmodbus.Instrument.read_register"),
    OPC("opcua", "opcua.Node"), OPC("asyncua", "asyncua.Node"),
    WRITE("labview.set_control", AT(1, NULL), AT(2, NULL)), READ("labview.get_control", AT(1, NULL)),
    WRITE_ANY("labview.call_vi"),
    WRITE_ANY("snap7.client.Client.db_write"), WRITE_ANY("snap7.client.Client.write_area"),
    READ_ANY("snap7.client.Client.db_read"), READ_ANY("snap7.client.Client.read_area"),
    {.api = NULL},
};
// clang-format on

const struct surface_table mynah__surfaces_plc = { "Controllers and instruments", rows };
