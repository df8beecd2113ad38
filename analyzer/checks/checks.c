// SPDX-License-Identifier: Apache-2.0
// The run of all checks over one program: each use that the engine shows goes to the checks that it
// concerns.

#include "checks/internal.h"

#include "surfaces/modules.h"

#include <string.h>

uint32_t mynah__checks_node(const struct checks *checks, uint32_t site)
{
    const struct unit *unit = mynah__unit_of(checks->engine, site);
    while (unit->parent != UINT32_MAX) {
        site = unit->site;
        unit = checks->engine->units[unit->parent];
    }
    return site - unit->base;
}

void mynah__checks_add(struct checks *checks, uint32_t site, const struct finding *finding)
{
    uint32_t node = mynah__checks_node(checks, site);
    const struct node *at = &checks->engine->units[0]->tree->nodes[node];
    struct finding placed = *finding;
    placed.start = at->start;
    placed.end = at->end;
    placed.trace_count = mynah__trace(checks, node, &placed.trace);
    mynah__report_add_finding(checks->report, &placed);
}

static void opaque(struct checks *checks, const struct use *use, const char *rule)
{
    struct finding finding = { .rule = rule, .confidence = MYNAH_CONFIDENCE_MEDIUM };
    if (use->kind == USE_CODE_UNKNOWN && use->certain) {
        finding.message = "Python would not compile the text that is executed here";
    }
    mynah__checks_add(checks, use->site, &finding);
}

// Setting an attribute of what could not be followed matters if that can write.
static void check_unknown_store(struct checks *checks, const struct use *use)
{
    struct value value = checks->engine->values[use->value];
    if (value.kind == VALUE_UNKNOWN && value.powers & POWER_WRITES) {
        opaque(checks, use, "opaque-call");
    }
}

// A call of something that could not be followed matters if it can reach something with powers.
static void check_unknown(struct checks *checks, const struct use *use)
{
    struct value value = checks->engine->values[use->value];
    if (value.kind != VALUE_UNKNOWN) {
        return;
    }
    bool grave = value.powers & (POWER_WRITES | POWER_EXECUTES | POWER_RISKS);
    bool armed =
        checks->engine->armed && value.sub == UNKNOWN_REFLECTED && !(value.powers & POWER_IMPORTS);
    if (grave || armed) {
        opaque(checks, use, "opaque-call");
    }
}

// A module that is in no table.  What is handed to it escapes, whatever it is.
static void check_module(struct checks *checks, const struct use *use)
{
    const char *name = mynah__atom_bytes(checks->engine, use->name);
    size_t size = strcspn(name, ".");
    const char *top = mynah__arena_copy(checks->arena, name, size);
    if (!top || mynah__module_is_known(top) ||
        mynah__known(checks->engine, mynah__atom(checks->engine, name, size))) {
        return;
    }
    struct finding finding = {
        .rule = "unknown-module",
        .confidence = MYNAH_CONFIDENCE_HIGH,
        .subject = size ? top : name,
        .message = mynah__arena_format(checks->arena, "%s: what it does is not known", name),
    };
    mynah__checks_add(checks, use->site, &finding);
}

static void visit(void *self, const struct use *use)
{
    struct checks *checks = self;
    switch (use->kind) {
    case USE_CALL:
        mynah__check_channel_call(checks, use);
        mynah__check_risks(checks, use);
        check_unknown(checks, use);
        break;
    case USE_STORE:
        check_unknown_store(checks, use);
        mynah__check_channel_attribute(checks, use);
        mynah__check_risks(checks, use);
        break;
    case USE_LOAD:
        mynah__check_channel_attribute(checks, use);
        mynah__check_risks(checks, use);
        break;
    case USE_IMPORT:
        mynah__check_risks(checks, use);
        check_module(checks, use);
        break;
    case USE_ESCAPE:
        mynah__check_escape(checks, use);
        break;
    case USE_IMPORT_UNKNOWN:
        opaque(checks, use, "opaque-import");
        break;
    case USE_CODE_UNKNOWN:
        opaque(checks, use, "opaque-code");
        break;
    case USE_LOST:
        mynah__checks_add(checks, use->site,
                          &(struct finding){ .rule = "opaque-code",
                                             .confidence = MYNAH_CONFIDENCE_LOW,
                                             .message = "from here on not all that the code does "
                                                        "could be followed" });
        break;
    case USE_CONSTANT:
        mynah__check_constant(checks, use);
        break;
    }
}

// Forget what was found.
static void restart(void *self)
{
    struct checks *checks = self;
    checks->report->finding_count = checks->findings;
    checks->report->access_count = checks->accesses;
    checks->watched_count = 0;
    checks->hunted = 0;
    checks->moves_known = checks->moves = false;
    memset(checks->imported, 0, sizeof(checks->imported));
}

bool mynah__checks_run(struct mynah_report *report, const struct flow *flow,
                       const struct check_options *options)
{
    struct arena arena = { 0 };
    struct engine engine = { .arena = &arena };
    struct checks checks = { .report = report, .engine = &engine, .arena = &arena };
    checks.rules = options->rules;
    checks.results_name = options->results_name ? options->results_name : "results";
    checks.results_optional = options->results_optional;
    engine.version = options->version;
    engine.predefined = options->predefined;
    engine.predefined_count = options->predefined_count;
    checks.findings = report->finding_count;
    checks.accesses = report->access_count;
    engine.visit = visit;
    engine.restart = restart;
    engine.self = &checks;
    bool done = mynah__engine_run(&engine, options->tables, flow);
    if (done) {
        mynah__check_texts(&checks);
        mynah__check_queries(&checks);
        mynah__check_shapes(&checks);
        mynah__check_taken(&checks);
        if (report->parses) {
            mynah__check_watched(&checks);
        }
    }
    if (done && report->parses) {
        mynah__check_results(&checks);
    }
    done = done && !arena.failed;
    mynah__arena_finish(&arena);
    return done;
}
