// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CLI_RUN_H
#define MYNAH_CLI_RUN_H

// What `mynah run` shows: steps as they happen, what came of them, and the question to a person.

#include <mynah/loop.h>

// Print one step; an `on_event` of a loop.
void mynah__run_show_event(void *self, const struct mynah_loop_event *event);
// Print what the run came to.  False when that could not be written.
bool mynah__run_show_result(const struct mynah_loop_result *result);
// Ask at the terminal; an `approve` of an approver.  Without a terminal the answer is: later.
bool mynah__run_ask(void *self, const struct mynah_question *question,
                    enum mynah_approval *approval, struct mynah_error *error);

#endif
