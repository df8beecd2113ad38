// SPDX-License-Identifier: Apache-2.0
// ophyd, ophyd-async and bluesky.  A plan does nothing until a RunEngine runs it, so making one
// that moves something counts as the write.  Sources: the reference of each package.

#include "surfaces/rows.h"

#define SIGNAL(name)                                                                               \
    WRITE_OWN("ophyd." name ".put", AT(1, "value")),                                               \
        WRITE_OWN("ophyd." name ".set", AT(1, "value")),                                           \
        WRITE_OWN("ophyd." name ".move", AT(1, "position")), READ_OWN("ophyd." name ".get"),       \
        READ_OWN("ophyd." name ".read"), READ_OWN("ophyd." name ".subscribe"),                     \
        OWN_ATTRIBUTE("ophyd." name ".value")
#define PLAN(name) WRITE_ANY("bluesky.plan_stubs." name)
#define SCAN(name) WRITE_ANY("bluesky.plans." name)

// clang-format off
static const struct surface rows[] = {
    {.api = "ophyd.EpicsSignal", .kind = CHANNEL_ARGUMENT, .channel = AT(1, "read_pv"),
     .value = AT(0, "write_pv"), .result = "ophyd.EpicsSignal"},
    MAKES("ophyd.EpicsSignalRO", AT(1, "read_pv"), "ophyd.EpicsSignalRO"),
    MAKES("ophyd.EpicsSignalWithRBV", AT(1, "prefix"), "ophyd.EpicsSignalWithRBV"),
    MAKES("ophyd.EpicsMotor", AT(1, "prefix"), "ophyd.EpicsMotor"),
    MAKES("ophyd.PVPositioner", AT(1, "prefix"), "ophyd.PVPositioner"),
    SIGNAL("EpicsSignal"), SIGNAL("EpicsSignalWithRBV"), SIGNAL("EpicsMotor"),
    SIGNAL("PVPositioner"),
    WRITE_OWN("ophyd.EpicsMotor.stop", AT(0, NULL)), WRITE_OWN("ophyd.EpicsMotor.home", AT(0, NULL)),
    WRITE_OWN("ophyd.EpicsMotor.set_current_position", AT(1, "pos")),
    {.api = "ophyd.EpicsMotor.position", .direction = SURFACE_READ, .kind = CHANNEL_RECEIVER, .attribute = true},
    READ_OWN("ophyd.EpicsSignalRO.get"), READ_OWN("ophyd.EpicsSignalRO.read"),
    READ_OWN("ophyd.EpicsSignalRO.subscribe"),
    {.api = "ophyd.EpicsSignalRO.value", .direction = SURFACE_READ, .kind = CHANNEL_RECEIVER, .attribute = true},
    WRITE_ANY("ophyd.Device.set"), WRITE_ANY("ophyd.Device.put"), WRITE_ANY("ophyd.Device.stage"),
    MAKES("ophyd_async.epics.core.epics_signal_rw", AT(2, "read_pv"), "ophyd_async.core.SignalRW"),
    MAKES("ophyd_async.epics.core.epics_signal_w", AT(2, "write_pv"), "ophyd_async.core.SignalRW"),
    MAKES("ophyd_async.epics.core.epics_signal_r", AT(2, "read_pv"), "ophyd_async.core.SignalR"),
    MAKES("ophyd_async.epics.signal.epics_signal_rw", AT(2, "read_pv"), "ophyd_async.core.SignalRW"),
    MAKES("ophyd_async.epics.signal.epics_signal_r", AT(2, "read_pv"), "ophyd_async.core.SignalR"),
    MAKES("ophyd_async.epics.core.epics_signal_x", AT(1, "write_pv"), "ophyd_async.core.SignalX"),
    MAKES("ophyd_async.epics.motor.Motor", AT(1, "prefix"), "ophyd_async.core.SignalRW"),
    WRITE_OWN("ophyd_async.core.SignalRW.set", AT(1, "value")),
    READ_OWN("ophyd_async.core.SignalRW.get_value"), READ_OWN("ophyd_async.core.SignalR.get_value"),
    READ_OWN("ophyd_async.core.SignalRW.read"), READ_OWN("ophyd_async.core.SignalR.read"),
    WRITE_OWN("ophyd_async.core.SignalX.trigger", AT(0, NULL)),
    NOTHING("bluesky.RunEngine"),
    WRITE_ANY("bluesky.RunEngine.__call__"),
    PLAN("mv"), PLAN("mvr"), PLAN("abs_set"), PLAN("rel_set"), PLAN("trigger"), PLAN("stop"),
    PLAN("kickoff"), PLAN("stage"), PLAN("movr"), PLAN("mov"),
    READ_ANY("bluesky.plan_stubs.rd"), READ_ANY("bluesky.plan_stubs.read"),
    SCAN("scan"), SCAN("rel_scan"), SCAN("list_scan"), SCAN("grid_scan"), SCAN("adaptive_scan"),
    SCAN("fly"), READ_ANY("bluesky.plans.count"),
    {.api = NULL},
};
// clang-format on

const struct surface_table mynah__surfaces_bluesky = { "ophyd and bluesky", rows };
