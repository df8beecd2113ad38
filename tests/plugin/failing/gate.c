// SPDX-License-Identifier: Apache-2.0
//
// Gates that do not agree.

#include "failing.h"

// What many gates begin with: look for the name of one function.
static bool search(void *self, const char *code, size_t size, enum mynah_verdict *verdict,
                   struct mynah_error *error)
{
    const char *word = self;
    (void)size;
    (void)error;
    *verdict = strstr(code, word) ? MYNAH_VERDICT_ASK : MYNAH_VERDICT_ALLOW;
    return true;
}

static bool break_down(void *self, const char *code, size_t size, enum mynah_verdict *verdict,
                       struct mynah_error *error)
{
    (void)self;
    (void)code;
    (void)size;
    *verdict = MYNAH_VERDICT_ALLOW; // does not count
    return mynah_error_set(error, MYNAH_ERROR_IO, "the service\n%s", "is \033[31mdown");
}

void gate_lets_writes_through(void **state)
{
    (void)state;
    assert_gate_agrees(search, (void *)"caput(");
}

void gate_gives_no_verdict(void **state)
{
    (void)state;
    assert_gate_agrees_msg(break_down, NULL, "the staging service");
}
