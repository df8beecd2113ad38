// SPDX-License-Identifier: Apache-2.0
//
// The assertion about gates where it holds; failing/gate.c has gates that do not agree.

#include <mynah_cmocka.h>

static int make_analyzer(void **state)
{
    *state = mynah_analyzer_create(NULL, NULL);
    return *state ? 0 : -1;
}

static int destroy_analyzer(void **state)
{
    mynah_analyzer_destroy(*state);
    return 0;
}

static void mynah_agrees_with_itself(void **state)
{
    assert_gate_agrees(mynah_gate_by_analyzer, *state);
    assert_gate_agrees_msg(mynah_gate_by_analyzer, *state, "once more");
}

// A gate of the host that counts what it is asked.
struct host {
    struct mynah_analyzer *analyzer;
    size_t calls;
};

static bool ask_host(void *self, const char *code, size_t size, enum mynah_verdict *verdict,
                     struct mynah_error *error)
{
    struct host *host = self;
    host->calls++;
    return mynah_gate_by_analyzer(host->analyzer, code, size, verdict, error);
}

static void every_behavior_is_asked_once(void **state)
{
    struct host host = { .analyzer = *state };
    assert_gate_agrees(ask_host, &host);
    assert_int_equal(host.calls, mynah_behavior_count());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mynah_agrees_with_itself),
        cmocka_unit_test(every_behavior_is_asked_once),
    };
    return cmocka_run_group_tests(tests, make_analyzer, destroy_analyzer);
}
