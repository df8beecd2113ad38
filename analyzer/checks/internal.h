// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CHECKS_INTERNAL_H
#define MYNAH_CHECKS_INTERNAL_H

// What the checks share: one run over one program.

#include "checks/checks.h"
#include "rules/rule.h"
#include "values/engine.h"

struct checks {
    struct mynah_report *report;
    struct engine *engine;
    const char *results_name;
    bool results_optional;
    struct arena *arena; // scratch
};

// checks.c
// Return the node of the program's own text at which `site` is seen.
uint32_t mynah__checks_node(const struct checks *checks, uint32_t site);
void mynah__checks_add(struct checks *checks, uint32_t site, const struct finding *finding);

// channels.c
void mynah__check_channel_call(struct checks *checks, const struct use *use);
void mynah__check_channel_attribute(struct checks *checks, const struct use *use);
// Report one access whose channel is not known.
void mynah__check_channel_blind(struct checks *checks, const struct use *use,
                                enum mynah_direction direction, const char *api);
const struct surface *mynah__surface_of(struct checks *checks, uint32_t id, uint32_t *name);

// commands.c: programs and ports that touch channels
void mynah__check_command(struct checks *checks, const struct use *use, const char *name);

// risks.c
void mynah__check_risks(struct checks *checks, const struct use *use);
void mynah__check_escape(struct checks *checks, const struct use *use);

// conditions.c
bool mynah__condition_holds(struct checks *checks, const struct use *use,
                            const struct condition *condition);

// texts.c
void mynah__check_constant(struct checks *checks, const struct use *use);
void mynah__check_texts(struct checks *checks);

// results.c
void mynah__check_results(struct checks *checks);

// trace.c
// Give the steps that lead to the name which is used at `node`; in the report's arena.
size_t mynah__trace(struct checks *checks, uint32_t node, const struct mynah_trace **trace);

#endif
