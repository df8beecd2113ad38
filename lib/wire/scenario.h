// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_WIRE_SCENARIO_H
#define MYNAH_WIRE_SCENARIO_H

// Scenarios as the server and their own files see them.

#include "wire/fault.h"

#include <mynah/config.h>

#include "core/arena.h"

struct condition;

struct mynah_scenario {
    struct arena arena;
    struct mynah_config *config;
    const char *path; // of the file, or NULL
    struct mynah_provider *provider;
    struct fault_list faults; // checked; the server has copies
    struct condition *conditions;
    size_t step; // that is being read, from 1; 0: none
    size_t step_count;
    uint64_t seed;
    struct mynah_pace pace;
    const char *const *models;
    size_t model_count;
};

// Set what the options leave open.
void mynah__scenario_merge(const struct mynah_scenario *scenario,
                           struct mynah_server_options *options);
// Add copies of its faults.
bool mynah__scenario_add_faults(const struct mynah_scenario *scenario, struct fault_list *faults,
                                struct mynah_error *error);

// condition.c: read `when`, which is at `path`, as a condition that lives as long as the scenario.
// `*when` stays NULL where nothing is demanded.
bool mynah__scenario_when(struct mynah_scenario *scenario, const char *path,
                          struct mynah_config_pairs pairs, const struct mynah_match **when,
                          struct mynah_error *error);
// Say why no step accepts the request.
void mynah__scenario_explain(const struct mynah_scenario *scenario,
                             const struct mynah_chat_request *request, char *why, size_t size);
void mynah__conditions_destroy(struct condition *conditions);

// scenario_check.c: refuse what is said in vain: in the document, in the step at `path`, the error
// of which, if there is one, has this kind or NULL, in the fault at `path`.
bool mynah__scenario_check_document(const struct mynah_scenario *scenario,
                                    struct mynah_error *error);
bool mynah__scenario_check_step(const struct mynah_scenario *scenario, const char *path,
                                const char *error_kind, struct mynah_error *error);
bool mynah__scenario_check_fault(const struct mynah_scenario *scenario, const char *path,
                                 enum mynah_wire_fault_kind kind, struct mynah_error *error);

// duration.c: read "20ms", "1.5s", "2m", "300us", "10ns".
bool mynah__duration_read(const char *text, int64_t *duration);

// Say what is wrong with the value at `path`, and where that is.  Returns false.
bool mynah__scenario_refuse(const struct mynah_scenario *scenario, const char *path,
                            const char *why, struct mynah_error *error);

#endif
