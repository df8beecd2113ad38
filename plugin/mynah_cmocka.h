// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_H
#define MYNAH_CMOCKA_H

/**
 * # mynah_cmocka.h: assertions about generators and about Python, for cmocka
 *
 *     #include <mynah_cmocka.h>
 *
 *     static void writes_the_channel_at_the_second_attempt(void **state)
 *     {
 *         struct mynah_generator *generator = *state;
 *         ...
 *         assert_generator_called_times(generator, 2);
 *         assert_code_writes_channel(code, "SR:MAG:SP");
 *     }
 *
 * The header works with cmocka 1.1.5 and later, 2.x included, brings the headers that cmocka needs,
 * and is compiled into the test; `pkg-config --libs mynah-cmocka` names what to link.
 *
 * ## Names
 *
 * The first word says what is asked; the first argument is that thing.
 *
 *     assert_generator_…(generator, …)  the calls of one generator   mynah_generator_meets()
 *     assert_provider_…(provider, …)    the calls of one provider    mynah_provider_meets()
 *     assert_chat_…(answer, …)          answers of any provider      mynah_chat_response_meets()
 *     assert_server_…(server, …)        what came over HTTP          mynah_server_meets()
 *     assert_world_…(world, …)          the calls of all stand-ins   mynah_world_meets()
 *     assert_double_…(double, …)        the calls of one double      mynah_double_meets()
 *     assert_code_…(code, …)            Python as text, or a report  mynah_code_meets(),
 *                                                                    mynah_report_meets()
 *     assert_gate_…(checker, self)      what decides about code      mynah_gate_meets()
 *     assert_loop_…(result, …)          a run of a loop              mynah_loop_result_meets()
 *
 * Then comes what must hold.  A number that is counted is the argument behind the subject, a
 * condition is the last one:
 *
 *     …_times, …_at_least, …_at_most, …_between   counts
 *     …_nth_…, …_last_…, …_any_…, …_all_…         which of several; the first is 0, the last -1
 *     …_no_…                                      none
 *     …_msg                                       each assertion once more, with a text of yours,
 *                                                 which a failure shows; mynah_cmocka/msg.h
 *
 * Conditions are mynah_match_is(), mynah_match_contains() and others of mynah_cmocka/match.h.
 *
 * ## What lies under it
 *
 * Every assertion asks the library function on the right, which answers with a `bool` and an
 * explanation.  Call those yourself where nothing may jump away: in callbacks, in other threads, in
 * a fuzzer, under another test framework, in production.
 *
 * When an assertion does not hold, cmocka leaves the test function at once.  Nothing of the
 * assertion's own is allocated then; let the test's teardown release what the test made.
 */

#include "mynah_cmocka/code.h"
#include "mynah_cmocka/double.h"
#include "mynah_cmocka/fixture.h"
#include "mynah_cmocka/gate.h"
#include "mynah_cmocka/generate.h"
#include "mynah_cmocka/generator.h"
#include "mynah_cmocka/loop.h"
#include "mynah_cmocka/match.h"
#include "mynah_cmocka/msg.h"
#include "mynah_cmocka/provider.h"
#include "mynah_cmocka/raise.h"
#include "mynah_cmocka/server.h"
#include "mynah_cmocka/world.h"

#endif
