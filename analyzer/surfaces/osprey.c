// SPDX-License-Identifier: Apache-2.0
// osprey.runtime, as generated code is told to use it, its private entry points, and connectors.
// Source: osprey/runtime/__init__.py and osprey/connectors of als-apg/osprey.

#include "surfaces/rows.h"

// clang-format off
static const struct surface rows[] = {
    {.api = "osprey.runtime.write_channel", .direction = SURFACE_WRITE, .kind = CHANNEL_ARGUMENT,
     .channel = AT(1, "channel_address"), .value = AT(2, "value"), .preloaded = true},
    {.api = "osprey.runtime.read_channel", .direction = SURFACE_READ, .kind = CHANNEL_ARGUMENT,
     .channel = AT(1, "channel_address"), .preloaded = true},
    {.api = "osprey.runtime.write_channels", .direction = SURFACE_WRITE, .kind = CHANNEL_KEYS,
     .channel = AT(1, "channel_values"), .preloaded = true},
    {.api = "osprey.runtime.read_channels", .direction = SURFACE_READ, .kind = CHANNEL_ARGUMENT,
     .channel = AT(1, "channel_addresses"), .preloaded = true},
    WRITE("osprey.runtime._write_channel_async", AT(1, "channel_address"), AT(2, "value")),
    READ("osprey.runtime._read_channel_async", AT(1, "channel_address")),
    {.api = "osprey.runtime._write_channels_async", .direction = SURFACE_WRITE,
     .kind = CHANNEL_KEYS, .channel = AT(1, "channel_values")},
    {.api = "osprey.runtime._limits_validator", .direction = SURFACE_WRITE, .attribute = true},
    NOTHING("osprey.runtime.cleanup_runtime"),
    {.api = "osprey.runtime._get_connector", .result = "osprey.Connector"},
    {.api = "osprey.connectors.factory.ConnectorFactory.create_control_system_connector",
     .result = "osprey.Connector"},
    WRITE("osprey.Connector.write_channel", AT(1, "channel_address"), AT(2, "value")),
    WRITE("osprey.Connector.write_channel_checked", AT(1, "channel_address"), AT(2, "value")),
    READ("osprey.Connector.read_channel", AT(1, "channel_address")),
    READ("osprey.Connector.read_multiple_channels", AT(1, "channel_addresses")),
    READ("osprey.Connector.subscribe", AT(1, "channel_address")),
    {.api = NULL},
};
// clang-format on

const struct surface_table mynah__surfaces_osprey = { "Osprey", rows };
