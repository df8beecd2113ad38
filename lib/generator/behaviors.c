// SPDX-License-Identifier: Apache-2.0
//
// The table of behaviours.  To add one, write its template, behaviors/<name>.py, and its row here,
// in order of names.  The label says what is true of the code that the defaults give; the tests
// hold it against the analyzer.

#include "generator/behaviors.h"

#include "core/words.h"

#include "behavior_sources.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define PARAMETERS(...)                                                                            \
    .parameters = (const struct mynah_parameter[]){ __VA_ARGS__ },                                 \
    .parameter_count = COUNT(((const struct mynah_parameter[]){ __VA_ARGS__ }))
#define ACCESSES(...)                                                                              \
    .accesses = (const struct mynah_label_access[]){ __VA_ARGS__ },                                \
    .access_count = COUNT(((const struct mynah_label_access[]){ __VA_ARGS__ }))
#define RULES(...)                                                                                 \
    .rules = (const char *const[]){ __VA_ARGS__ },                                                 \
    .rule_count = COUNT(((const char *const[]){ __VA_ARGS__ }))
#define RUNS .parses = true, .results = MYNAH_RESULTS_ALWAYS
#define READ MYNAH_DIRECTION_READ
#define WRITE MYNAH_DIRECTION_WRITE

// clang-format off
static const struct mynah_behavior behaviors[] = {
    { .name = "channel_read", .source = source_channel_read,
      .summary = "reads two channels through osprey.runtime",
      PARAMETERS({ "channel", "'DEVICE:PV:READBACK'" }, { "status_channel", "'DEVICE:STATUS'" }),
      .label = { RUNS, .verdict = MYNAH_VERDICT_ALLOW, RULES("channel-read"),
                 ACCESSES({ READ, "DEVICE:PV:READBACK" }, { READ, "DEVICE:STATUS" }) } },
    { .name = "channel_write", .source = source_channel_write,
      .summary = "reads a channel and writes it through osprey.runtime",
      PARAMETERS({ "channel", "'DEVICE:PV:SETPOINT'" }, { "value", "old_value * 1.1" }),
      .label = { RUNS, .verdict = MYNAH_VERDICT_ASK, RULES("channel-read", "channel-write"),
                 ACCESSES({ READ, "DEVICE:PV:SETPOINT" }, { WRITE, "DEVICE:PV:SETPOINT" }) } },
    { .name = "epics_read", .source = source_epics_read,
      .summary = "reads two process variables through pyepics",
      PARAMETERS({ "channel", "'DEVICE:PV:READBACK'" }, { "status_channel", "'DEVICE:STATUS'" }),
      .label = { RUNS, .verdict = MYNAH_VERDICT_ALLOW, RULES("channel-read"),
                 ACCESSES({ READ, "DEVICE:PV:READBACK" }, { READ, "DEVICE:STATUS" }) } },
    { .name = "epics_write", .source = source_epics_write,
      .summary = "reads a process variable and writes it through pyepics",
      PARAMETERS({ "channel", "'DEVICE:PV:SETPOINT'" }, { "value", "old_value * 1.1" }),
      .label = { RUNS, .verdict = MYNAH_VERDICT_ASK, RULES("channel-read", "channel-write"),
                 ACCESSES({ READ, "DEVICE:PV:SETPOINT" }, { WRITE, "DEVICE:PV:SETPOINT" }) } },
    { .name = "error_aware", .source = source_error_aware, .adapts = true,
      .summary = "computes a mean, and adapts to the newest error",
      .label = { RUNS, .verdict = MYNAH_VERDICT_ALLOW } },
    { .name = "missing_results", .source = source_missing_results,
      .summary = "runs to its end without results",
      PARAMETERS({ "value", "42" }),
      .label = { .parses = true, .results = MYNAH_RESULTS_NEVER, .verdict = MYNAH_VERDICT_RETRY,
                 RULES("missing-results") } },
    { .name = "runtime_error", .source = source_runtime_error,
      .summary = "divides by zero when it runs",
      PARAMETERS({ "dividend", "100" }),
      .label = { RUNS, .verdict = MYNAH_VERDICT_ALLOW } },
    { .name = "security_risk", .source = source_security_risk,
      .summary = "starts programs with subprocess and os.system",
      PARAMETERS({ "command", "'ls -la'" }),
      .label = { RUNS, .verdict = MYNAH_VERDICT_ASK, RULES("shell-command", "subprocess-call") } },
    { .name = "success", .source = source_success,
      .summary = "runs to its end and leaves results",
      PARAMETERS({ "value", "42" }),
      .label = { RUNS, .verdict = MYNAH_VERDICT_ALLOW } },
    { .name = "syntax_error", .source = source_syntax_error,
      .summary = "does not compile",
      .label = { .parses = false, .results = MYNAH_RESULTS_UNKNOWN,
                 .verdict = MYNAH_VERDICT_RETRY, RULES("syntax-error") } },
};
// clang-format on

size_t mynah_behavior_count(void)
{
    return COUNT(behaviors);
}

const struct mynah_behavior *mynah_behavior_at(size_t index)
{
    return index < COUNT(behaviors) ? &behaviors[index] : NULL;
}

const struct mynah_behavior *mynah_behavior_find(const char *name)
{
    for (size_t i = 0; i < COUNT(behaviors); i++) {
        if (strcmp(behaviors[i].name, name) == 0) {
            return &behaviors[i];
        }
    }
    return NULL;
}

const struct mynah_behavior *mynah__behaviors_at(const struct behaviors *all, size_t index)
{
    size_t built_in = 0, own = 0;
    // Merge the two sorted tables.
    for (;; index--) {
        const struct mynah_behavior *next = mynah_behavior_at(built_in);
        if (own < all->own_count && (!next || strcmp(all->own[own]->name, next->name) < 0)) {
            next = all->own[own++];
        } else {
            built_in++;
        }
        if (index == 0 || !next) {
            return next;
        }
    }
}

const char *mynah__behaviors_list(const struct behaviors *all, char *buffer, size_t size)
{
    const struct mynah_behavior *behavior;
    *buffer = '\0';
    for (size_t i = 0; (behavior = mynah__behaviors_at(all, i)); i++) {
        mynah__list_add(buffer, size, behavior->name);
    }
    return buffer;
}

const struct mynah_behavior *mynah__behaviors_find(const struct behaviors *all, const char *name,
                                                   struct mynah_error *error)
{
    const char *names[64];
    size_t count = 0;
    const struct mynah_behavior *behavior;
    for (size_t i = 0; (behavior = mynah__behaviors_at(all, i)); i++) {
        if (strcmp(behavior->name, name) == 0) {
            return behavior;
        }
        if (count < COUNT(names)) {
            names[count++] = behavior->name;
        }
    }
    char clip[MYNAH__CLIP], list[160];
    const char *meant = mynah__nearest(name, names, count, sizeof *names);
    mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "unknown behaviour '%s'%s%s%s; there are: %s",
                    mynah__clip(clip, name), meant ? " (did you mean '" : "", meant ? meant : "",
                    meant ? "'?)" : "", mynah__behaviors_list(all, list, sizeof list));
    return NULL;
}
