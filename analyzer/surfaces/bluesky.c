// SPDX-License-Identifier: Apache-2.0
// bluesky.  A plan does nothing until a RunEngine runs it, so making one that moves something
// counts as the write.  Source: bluesky/{plan_stubs,plans,run_engine}.py.

#include "surfaces/rows.h"

#define STUB "bluesky.plan_stubs."
#define MOVES(name)                                                                                \
    {                                                                                              \
        .api = "bluesky.plan_stubs." name, .direction = SURFACE_WRITE, .kind = CHANNEL_ARGUMENT,   \
        .channel = AT(1, "obj"), .value = AT(2, NULL), .more = true                                \
    }
#define READS(name) READ("bluesky.plan_stubs." name, AT(1, "obj"))
#define SCAN(name)                                                                                 \
    {                                                                                              \
        .api = "bluesky.plans." name, .direction = SURFACE_WRITE, .kind = CHANNEL_ARGUMENT,        \
        .channel = AT(2, NULL), .more = true                                                       \
    }
#define TUNES(name) WRITE("bluesky.plans." name, AT(3, "motor"), AT(0, NULL))
#define ENGINE "bluesky.RunEngine."

// clang-format off
static const struct surface rows[] = {
    MOVES("mv"), MOVES("mov"), MOVES("mvr"), MOVES("movr"), MOVES("abs_set"), MOVES("rel_set"),
    MOVES("trigger"), MOVES("stop"), MOVES("kickoff"), MOVES("kickoff_all"), MOVES("complete"),
    MOVES("complete_all"), MOVES("stage"), MOVES("stage_all"), MOVES("unstage"),
    MOVES("unstage_all"), MOVES("configure"), MOVES("prepare"), MOVES("one_1d_step"),
    MOVES("one_nd_step"), MOVES("move_per_step"),
    WRITE(STUB "broadcast_msg", AT(2, "objs"), AT(3, NULL)),
    READS("rd"), READS("read"), READS("locate"), READS("monitor"),
    READS("trigger_and_read"), READS("one_shot"), READS("collect"),
    READS("collect_while_completing"),
    NOTHING(STUB "sleep"), NOTHING(STUB "wait"), NOTHING(STUB "wait_for"), NOTHING(STUB "null"),
    NOTHING(STUB "checkpoint"), NOTHING(STUB "clear_checkpoint"), NOTHING(STUB "pause"),
    NOTHING(STUB "deferred_pause"), NOTHING(STUB "input_plan"), NOTHING(STUB "open_run"),
    NOTHING(STUB "close_run"), NOTHING(STUB "create"), NOTHING(STUB "save"), NOTHING(STUB "drop"),
    NOTHING(STUB "declare_stream"), NOTHING(STUB "unmonitor"), NOTHING(STUB "subscribe"),
    NOTHING(STUB "unsubscribe"), NOTHING(STUB "install_suspender"),
    NOTHING(STUB "remove_suspender"), NOTHING(STUB "repeat"), NOTHING(STUB "repeater"),
    NOTHING(STUB "caching_repeater"),
    SCAN("scan"), SCAN("rel_scan"), SCAN("list_scan"), SCAN("rel_list_scan"), SCAN("grid_scan"),
    SCAN("rel_grid_scan"), SCAN("list_grid_scan"), SCAN("rel_list_grid_scan"), SCAN("log_scan"),
    SCAN("rel_log_scan"), TUNES("adaptive_scan"), TUNES("rel_adaptive_scan"),
    TUNES("tune_centroid"), TUNES("tweak"), SCAN("scan_nd"), TUNES("inner_product_scan"),
    TUNES("relative_inner_product_scan"), SCAN("spiral"), SCAN("rel_spiral"),
    SCAN("spiral_fermat"), SCAN("rel_spiral_fermat"), SCAN("spiral_square"),
    SCAN("rel_spiral_square"), SCAN("ramp_plan"), SCAN("fly"), SCAN("x2x_scan"),
    READ("bluesky.plans.count", AT(1, "detectors")),
    WRITE_ANY(ENGINE "__call__"), WRITE_ANY(ENGINE "resume"),
    NOTHING(ENGINE "subscribe"), NOTHING(ENGINE "unsubscribe"), NOTHING(ENGINE "abort"),
    NOTHING(ENGINE "stop"), NOTHING(ENGINE "halt"), NOTHING(ENGINE "request_pause"),
    NOTHING(ENGINE "install_suspender"), NOTHING(ENGINE "remove_suspender"),
    NOTHING(ENGINE "clear_suspenders"), NOTHING(ENGINE "register_command"), DATA(ENGINE "md"),
    DATA(ENGINE "state"), DATA(ENGINE "preprocessors"), DATA(ENGINE "loop"),
    NOTHING("bluesky.Msg"), NOTHING("bluesky.callbacks.*"), NOTHING("bluesky.utils.*"),
    NOTHING("bluesky.preprocessors.*"), NOTHING("bluesky.simulators.*"),
    NOTHING("bluesky.suspenders.*"), NOTHING("bluesky.plan_patterns.*"),
    NOTHING("bluesky.plan_tools.*"), NOTHING("bluesky.protocols.*"), NOTHING("bluesky.log.*"),
    {.api = NULL},
};
// clang-format on

const struct surface_table mynah__surfaces_bluesky = { "bluesky", rows };
