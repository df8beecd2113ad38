// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CHECKS_INTERNAL_H
#define MYNAH_CHECKS_INTERNAL_H

// What the checks share: one run over one program.

#include "checks/checks.h"
#include "rules/rule.h"
#include "values/engine.h"

enum { IMPORTED_MAX = 16 };

// Whether a module is imported, once it was asked for.
struct imported {
    const char *module;
    bool is;
};

struct watched {
    const struct rule *row;
    uint32_t site;
    const char *module;
};

struct checks {
    struct mynah_report *report;
    struct engine *engine;
    const struct rule_index *rules;
    uint64_t hunted;                        // nodes that were looked at for where data comes from
    struct imported imported[IMPORTED_MAX]; // modules that rows asked for
    struct watched *watched;                // imports that count where nothing else is found
    size_t watched_count;
    size_t watched_capacity;
    bool moves_known;
    bool moves;      // some known folder outside is made the working one
    size_t findings; // that were there before
    size_t accesses;
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
void mynah__check_taken(struct checks *checks);
// Report the imports of watched modules of which nothing else was reported.
void mynah__check_watched(struct checks *checks);

// conditions.c
bool mynah__condition_holds(struct checks *checks, const struct use *use,
                            const struct condition *condition);

// taint.c
// Return what brings data from outside into the arguments of the call at `site`: "input()"; or
// NULL.  `code`: text that was hidden by an encoding counts, too.
const char *mynah__tainted(struct checks *checks, uint32_t site, bool code);

// paths.c
// Return what the text of that argument of the call at `site` begins with, or NULL.
const char *mynah__leading_text(struct checks *checks, uint32_t site, int position,
                                const char *keyword);
// Return the node of that argument of the call at `site`, or NODE_NONE.
uint32_t mynah__argument_node(struct checks *checks, uint32_t site, int position,
                              const char *keyword);
// Where the path in that argument begins.
enum folder {
    FOLDER_UNKNOWN,
    FOLDER_TEMPORARY, // a folder or file that tempfile has made
    FOLDER_OWN,       // that of the code itself: `__file__`
};
enum folder mynah__folder_of(struct checks *checks, uint32_t site, int position,
                             const char *keyword);

// counts.c
// Return how often the loops around `site` make what stands there, or -1.
int64_t mynah__loop_count(struct checks *checks, uint32_t site);

// queries.c
// Return whether the call's argument is a query that is put together of text and data.
bool mynah__joins_query(struct checks *checks, const struct use *use,
                        const struct condition *condition);
void mynah__check_queries(struct checks *checks);

// shapes.c
void mynah__check_shapes(struct checks *checks);
bool mynah__in_endless_loop(struct checks *checks, uint32_t site);
// Return whether what is made at `site` is bound to a name like those of secrets.
bool mynah__makes_secret(struct checks *checks, uint32_t site);

// texts.c
// Return whether a part of the name, between underscores, is one of the words.
bool mynah__has_part(const char *name, const char *const *words);
void mynah__check_constant(struct checks *checks, const struct use *use);
void mynah__check_texts(struct checks *checks);

// results.c
void mynah__check_results(struct checks *checks);

// trace.c
// Give the steps that lead to the name which is used at `node`; in the report's arena.
size_t mynah__trace(struct checks *checks, uint32_t node, const struct mynah_trace **trace);

#endif
