// SPDX-License-Identifier: Apache-2.0
// EPICS Channel Access: pyepics, caproto, aioca, cothread, epicscorelibs.
// Sources: the reference of each package.

#include "surfaces/rows.h"

#define PRELOADED_READ(name, where)                                                                \
    {                                                                                              \
        .api = name, .direction = SURFACE_READ, .kind = CHANNEL_ARGUMENT, .channel = where,        \
        .preloaded = true                                                                          \
    }
#define PRELOADED_WRITE(name, where, what)                                                         \
    {                                                                                              \
        .api = name, .direction = SURFACE_WRITE, .kind = CHANNEL_ARGUMENT, .channel = where,       \
        .value = what, .preloaded = true                                                           \
    }

// clang-format off
static const struct surface rows[] = {
    // pyepics
    PRELOADED_WRITE("epics.caput", AT(1, "pvname"), AT(2, "value")),
    PRELOADED_WRITE("epics.caput_many", AT(1, "pvlist"), AT(2, "values")),
    PRELOADED_READ("epics.caget", AT(1, "pvname")),
    PRELOADED_READ("epics.caget_many", AT(1, "pvlist")),
    PRELOADED_READ("epics.camonitor", AT(1, "pvname")),
    PRELOADED_READ("epics.cainfo", AT(1, "pvname")),
    {.api = "epics.PV", .kind = CHANNEL_ARGUMENT, .channel = AT(1, "pvname"), .result = "epics.PV",
     .preloaded = true},
    {.api = "epics.get_pv", .kind = CHANNEL_ARGUMENT, .channel = AT(1, "pvname"),
     .result = "epics.PV", .preloaded = true},
    WRITE_OWN("epics.PV.put", AT(1, "value")),
    READ_OWN("epics.PV.get"),
    READ_OWN("epics.PV.get_with_metadata"),
    READ_OWN("epics.PV.get_ctrlvars"),
    READ_OWN("epics.PV.get_timevars"),
    READ_OWN("epics.PV.add_callback"),
    OWN_ATTRIBUTE("epics.PV.value"),
    {.api = "epics.PV.char_value", .direction = SURFACE_READ, .kind = CHANNEL_RECEIVER, .attribute = true},
    {.api = "epics.PV.severity", .direction = SURFACE_READ, .kind = CHANNEL_RECEIVER, .attribute = true},
    {.api = "epics.PV.status", .direction = SURFACE_READ, .kind = CHANNEL_RECEIVER, .attribute = true},
    {.api = "epics.PV.timestamp", .direction = SURFACE_READ, .kind = CHANNEL_RECEIVER, .attribute = true},
    MAKES("epics.Device", AT(1, "prefix"), "epics.Device"),
    WRITE_PART("epics.Device.put", ".", AT(1, "attr"), AT(2, "value")),
    READ_PART("epics.Device.get", ".", AT(1, "attr")),
    {.api = "epics.Device.PV", .kind = CHANNEL_JOINED, .join = ".", .channel = AT(1, "attr"), .result = "epics.PV"},
    READ_ANY("epics.Device.get_all"), READ_ANY("epics.Device.save_state"),
    WRITE_ANY("epics.Device.restore_state"),
    NOTHING("epics.Device.add_callback"), NOTHING("epics.Device.remove_callbacks"),
    NOTHING("epics.Device.add_pv"),
    {.api = "epics.Device.*", .direction = SURFACE_BOTH, .kind = CHANNEL_JOINED, .join = ".", .attribute = true},
    MAKES("epics.Motor", AT(1, "name"), "epics.Motor"),
    {.api = "epics.Motor.move", .direction = SURFACE_WRITE, .kind = CHANNEL_RECEIVER, .value = AT(1, "val")},
    WRITE_OWN("epics.Motor.tweak", AT(0, NULL)),
    WRITE_OWN("epics.Motor.set_position", AT(1, "position")),
    WRITE_OWN("epics.Motor.stop", AT(0, NULL)),
    WRITE_PART("epics.Motor.put", ".", AT(1, "attr"), AT(2, "value")),
    READ_PART("epics.Motor.get", ".", AT(1, "attr")),
    READ_OWN("epics.Motor.get_position"),
    {.api = "epics.Motor.*", .direction = SURFACE_BOTH, .kind = CHANNEL_JOINED, .join = ".", .attribute = true},
    MAKES("epics.Alarm", AT(1, "pvname"), "epics.Alarm"),
    MAKES("epics.ca.create_channel", AT(1, "pvname"), "epics.ca.Channel"),
    WRITE("epics.ca.put", AT(1, "chid"), AT(2, "value")),
    WRITE("epics.ca.sg_put", AT(2, "chid"), AT(3, "value")),
    READ("epics.ca.get", AT(1, "chid")),
    READ("epics.ca.sg_get", AT(2, "chid")),
    READ("epics.ca.create_subscription", AT(1, "chid")),
    WRITE_ANY("epics.autosave.restore_pvs"), READ_ANY("epics.autosave.save_pvs"),
    // aioca, cothread
    WRITE("aioca.caput", AT(1, "pv"), AT(2, "value")),
    READ("aioca.caget", AT(1, "pv")), READ("aioca.camonitor", AT(1, "pv")),
    READ("aioca.cainfo", AT(1, "pv")),
    WRITE("cothread.catools.caput", AT(1, "pv"), AT(2, "value")),
    READ("cothread.catools.caget", AT(1, "pv")), READ("cothread.catools.camonitor", AT(1, "pv")),
    // caproto
    WRITE("caproto.sync.client.write", AT(1, "pv_name"), AT(2, "data")),
    WRITE("caproto.sync.client.write_read", AT(1, "pv_name"), AT(2, "data")),
    WRITE("caproto.sync.client.read_write_read", AT(1, "pv_name"), AT(2, "data")),
    READ("caproto.sync.client.read", AT(1, "pv_name")),
    READ("caproto.sync.client.subscribe", AT(1, "pv_name")),
    MAKES("caproto.threading.client.Context.get_pvs", AT(1, NULL), "[caproto.threading.client.PV"),
    WRITE_OWN("caproto.threading.client.PV.write", AT(1, "data")),
    READ_OWN("caproto.threading.client.PV.read"),
    READ_OWN("caproto.threading.client.PV.subscribe"),
    WRITE("caproto.threading.client.Batch.write", AT(1, "pv"), AT(2, "data")),
    READ("caproto.threading.client.Batch.read", AT(1, "pv")),
    NOTHING("caproto.threading.client.Batch"),
    WRITE_ANY("caproto.threading.pyepics_compat.caput"),
    READ_ANY("caproto.threading.pyepics_compat.caget"),
    MAKES("caproto.threading.pyepics_compat.PV", AT(1, "pvname"), "epics.PV"),
    MAKES("caproto.asyncio.client.Context.get_pvs", AT(1, NULL), "[caproto.asyncio.client.PV"),
    WRITE_OWN("caproto.asyncio.client.PV.write", AT(1, "data")),
    READ_OWN("caproto.asyncio.client.PV.read"),
    READ_OWN("caproto.asyncio.client.PV.subscribe"),
    WRITE_ANY("epicscorelibs.ca.cadef.ca_array_put"),
    WRITE_ANY("epicscorelibs.ca.cadef.ca_array_put_callback"),
    WRITE_ANY("CaChannel.CaChannel.putw"), WRITE_ANY("CaChannel.CaChannel.array_put"),
    READ_ANY("CaChannel.CaChannel.getw"),
    // DOOCS
    WRITE("pydoocs.write", AT(1, "address"), AT(2, "value")),
    READ("pydoocs.read", AT(1, "address")),
    WRITE("doocs4py.set", AT(1, "address"), AT(2, "value")),
    READ("doocs4py.get", AT(1, "address")),
    {.api = NULL},
};
// clang-format on

const struct surface_table mynah__surfaces_epics = { "EPICS Channel Access", rows };
