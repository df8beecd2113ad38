// SPDX-License-Identifier: Apache-2.0
//
// Requests that a queued generator was not told of.

#include "failing.h"

static char *ask(struct mynah_code_generator *model, const char *query)
{
    const struct mynah_request request = { .user_query = query };
    return model->generate(model->self, &request, NULL, 0, NULL);
}

void request_not_expected(void **state)
{
    struct mynah_code_generator model = mynah_queued_generator();
    (void)state;
    mynah_will_generate("pass\n");
    mynah_expect_generate("results = {}\n", mynah_match_is("failures[-1].type", "SyntaxError"));
    mynah_free(ask(&model, "Sum the currents"));
    ask(&model, "Plot the currents");
}

void request_when_none_is_queued(void **state)
{
    struct mynah_code_generator model = mynah_queued_generator();
    (void)state;
    mynah_will_generate("pass\n");
    mynah_free(ask(&model, "Sum the currents"));
    ask(&model, "Plot the currents");
}

// cmocka itself reports what is left over, so this one has no golden text.
void answers_left_over(void **state)
{
    struct mynah_code_generator model = mynah_queued_generator();
    (void)state;
    mynah_will_generate("pass\n");
    mynah_will_generate("results = {}\n");
    mynah_free(ask(&model, "Sum the currents"));
}
