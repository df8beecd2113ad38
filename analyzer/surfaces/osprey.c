// SPDX-License-Identifier: Apache-2.0
// osprey.runtime, as generated code is told to use it, its private entry points, and connectors.
// Setting anything in osprey.runtime changes what its writes are held against, above all
// `_limits_validator`, so it counts as a write.
// Source: osprey/runtime/__init__.py and osprey/connectors of als-apg/osprey.

#include "surfaces/rows.h"

#define RUNTIME "osprey.runtime."
#define CONNECTOR "osprey.Connector."

// clang-format off
static const struct surface rows[] = {
    PRELOADED_WRITE(RUNTIME "write_channel", AT(1, "channel_address"), AT(2, "value")),
    PRELOADED_READ(RUNTIME "read_channel", AT(1, "channel_address")),
    {.api = RUNTIME "write_channels", .direction = SURFACE_WRITE, .kind = CHANNEL_KEYS,
     .channel = AT(1, "channel_values"), .preloaded = true},
    PRELOADED_READ(RUNTIME "read_channels", AT(1, "channel_addresses")),
    WRITE(RUNTIME "_write_channel_async", AT(1, "channel_address"), AT(2, "value")),
    READ(RUNTIME "_read_channel_async", AT(1, "channel_address")),
    {.api = RUNTIME "_write_channels_async", .direction = SURFACE_WRITE,
     .kind = CHANNEL_KEYS, .channel = AT(1, "channel_values")},
    MAKES(RUNTIME "_get_connector", AT(0, NULL), "osprey.Connector"),
    MAKES(RUNTIME "_runtime_connector", AT(0, NULL), "osprey.Connector"),
    NOTHING(RUNTIME "cleanup_runtime"), NOTHING(RUNTIME "configure_from_context"),
    NOTHING(RUNTIME "ControlTargetChangedError"), NOTHING(RUNTIME "SwitchInProgressError"),
    {.api = RUNTIME "*", .direction = SURFACE_WRITE, .attribute = true},
    MAKES("osprey.connectors.factory.ConnectorFactory.create_control_system_connector",
          AT(0, NULL), "osprey.Connector"),
    WRITE(CONNECTOR "write_channel", AT(1, "channel_address"), AT(2, "value")),
    WRITE(CONNECTOR "write_channel_checked", AT(1, "channel_address"), AT(2, "value")),
    {.api = CONNECTOR "write_multiple_channels", .direction = SURFACE_WRITE, .kind = CHANNEL_KEYS,
     .channel = AT(1, "channel_values")},
    READ(CONNECTOR "read_channel", AT(1, "channel_address")),
    READ(CONNECTOR "read_multiple_channels", AT(1, "channel_addresses")),
    READ(CONNECTOR "subscribe", AT(1, "channel_address")),
    READ(CONNECTOR "get_metadata", AT(1, "channel_address")),
    READ(CONNECTOR "validate_channel", AT(1, "channel_address")),
    NOTHING(CONNECTOR "unsubscribe"), NOTHING(CONNECTOR "connect"), NOTHING(CONNECTOR "disconnect"),
    {.api = NULL},
};
// clang-format on

const struct surface_table mynah__surfaces_osprey = { "Osprey", rows };
