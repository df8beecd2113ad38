// SPDX-License-Identifier: Apache-2.0
// Tango: PyTango.  Any attribute of a DeviceProxy that the table does not know is an attribute of
// the device, or a command when it is called.  Source: the PyTango reference.

#include "surfaces/rows.h"

#define PROXY "tango.DeviceProxy."

// clang-format off
static const struct surface rows[] = {
    {.api = "tango.DeviceProxy", .kind = CHANNEL_ARGUMENT, .channel = AT(1, "dev_name"),
     .result = "tango.DeviceProxy", .preloaded = true},
    MAKES("tango.asyncio.DeviceProxy", AT(1, "dev_name"), "tango.DeviceProxy"),
    MAKES("tango.gevent.DeviceProxy", AT(1, "dev_name"), "tango.DeviceProxy"),
    MAKES("tango.futures.DeviceProxy", AT(1, "dev_name"), "tango.DeviceProxy"),
    MAKES("tango.get_device_proxy", AT(1, NULL), "tango.DeviceProxy"),
    WRITE_PART(PROXY "write_attribute", "/", AT(1, "attr_name"), AT(2, "value")),
    WRITE_PART(PROXY "write_attribute_asynch", "/", AT(1, "attr_name"), AT(2, "value")),
    WRITE_PART(PROXY "write_read_attribute", "/", AT(1, "attr_name"), AT(2, "value")),
    WRITE_OWN(PROXY "write_attributes", AT(1, "name_val")),
    WRITE_OWN(PROXY "write_attributes_asynch", AT(1, "attr_values")),
    WRITE_OWN(PROXY "write_read_attributes", AT(1, "name_val")),
    WRITE_OWN(PROXY "write_pipe", AT(2, NULL)),
    WRITE_OWN(PROXY "put_property", AT(1, "value")),
    WRITE_OWN(PROXY "delete_property", AT(0, NULL)),
    WRITE_OWN(PROXY "set_attribute_config", AT(1, NULL)),
    WRITE_PART(PROXY "command_inout", "/", AT(1, "cmd_name"), AT(2, "cmd_param")),
    WRITE_PART(PROXY "command_inout_asynch", "/", AT(1, "cmd_name"), AT(2, "cmd_param")),
    READ_PART(PROXY "read_attribute", "/", AT(1, "attr_name")),
    READ_PART(PROXY "read_attribute_asynch", "/", AT(1, "attr_name")),
    READ_OWN(PROXY "read_attributes"), READ_OWN(PROXY "read_attributes_asynch"),
    READ_OWN(PROXY "read_pipe"), READ_PART(PROXY "subscribe_event", "/", AT(1, NULL)),
    READ_OWN(PROXY "state"), READ_OWN(PROXY "State"), READ_OWN(PROXY "status"),
    READ_OWN(PROXY "Status"),
    NOTHING(PROXY "ping"), NOTHING(PROXY "name"), NOTHING(PROXY "info"),
    NOTHING(PROXY "dev_name"), NOTHING(PROXY "alias"), NOTHING(PROXY "description"),
    NOTHING(PROXY "get_attribute_list"), NOTHING(PROXY "get_command_list"),
    NOTHING(PROXY "get_attribute_config"), NOTHING(PROXY "attribute_query"),
    NOTHING(PROXY "attribute_list_query"), NOTHING(PROXY "command_list_query"),
    NOTHING(PROXY "command_query"), NOTHING(PROXY "get_property"),
    NOTHING(PROXY "get_property_list"), NOTHING(PROXY "set_timeout_millis"),
    NOTHING(PROXY "get_timeout_millis"), NOTHING(PROXY "set_source"),
    NOTHING(PROXY "unsubscribe_event"), NOTHING(PROXY "get_green_mode"),
    NOTHING(PROXY "set_green_mode"), NOTHING(PROXY "is_attribute_polled"),
    NOTHING(PROXY "get_tango_lib_version"), NOTHING(PROXY "lock"), NOTHING(PROXY "unlock"),
    {.api = PROXY "*", .direction = SURFACE_BOTH, .kind = CHANNEL_JOINED, .join = "/",
     .attribute = true},
    MAKES("tango.AttributeProxy", AT(1, "attr_name"), "tango.AttributeProxy"),
    WRITE_OWN("tango.AttributeProxy.write", AT(1, "value")),
    WRITE_OWN("tango.AttributeProxy.write_asynch", AT(1, "value")),
    WRITE_OWN("tango.AttributeProxy.write_read", AT(1, "value")),
    WRITE_OWN("tango.AttributeProxy.put_property", AT(1, NULL)),
    READ_OWN("tango.AttributeProxy.read"), READ_OWN("tango.AttributeProxy.read_asynch"),
    READ_OWN("tango.AttributeProxy.state"), READ_OWN("tango.AttributeProxy.status"),
    MAKES("tango.Group", AT(1, "name"), "tango.Group"),
    WRITE_PART("tango.Group.write_attribute", "/", AT(1, NULL), AT(2, NULL)),
    WRITE_PART("tango.Group.write_attribute_asynch", "/", AT(1, NULL), AT(2, NULL)),
    WRITE_PART("tango.Group.command_inout", "/", AT(1, NULL), AT(2, NULL)),
    WRITE_PART("tango.Group.command_inout_asynch", "/", AT(1, NULL), AT(2, NULL)),
    READ_PART("tango.Group.read_attribute", "/", AT(1, NULL)),
    READ_OWN("tango.Group.read_attributes"),
    WRITE_ANY("tango.Database.put_device_property"), WRITE_ANY("tango.Database.put_property"),
    MAKES("taurus.Device", AT(1, NULL), "tango.DeviceProxy"),
    MAKES("taurus.Attribute", AT(1, NULL), "tango.AttributeProxy"),
    {.api = NULL},
};
// clang-format on

const struct surface_table mynah__surfaces_tango = { "Tango", rows };
