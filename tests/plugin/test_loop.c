// SPDX-License-Identifier: Apache-2.0
//
// Assertions about runs of a loop, and about code that is run, where they hold.

#include <mynah_cmocka.h>

struct host {
    struct mynah_world *world;
    struct mynah_generator *mock;
    struct mynah_analyzer *analyzer;
    struct mynah_executor *executor;
    struct mynah_loop *loop;
    struct mynah_loop_result *result;
};

static int setup(void **state)
{
    static struct host host;
    memset(&host, 0, sizeof host);
    host.world = mynah_world_create(NULL, NULL);
    host.mock = mynah_generator_create(host.world, NULL, NULL);
    host.analyzer = mynah_analyzer_create(NULL, NULL);
    host.executor = mynah_executor_create(host.world, NULL, NULL);
    if (!host.executor) {
        return -1;
    }
    const struct mynah_loop_options options = {
        .generator = mynah_generator_interface(host.mock),
        .checker = mynah_analyzer_checker(host.analyzer),
        .executor = mynah_executor_interface(host.executor),
    };
    host.loop = mynah_loop_create(host.world, &options, NULL);
    *state = &host;
    return host.loop ? 0 : -1;
}

static int teardown(void **state)
{
    struct host *host = *state;
    mynah_free(host->result);
    mynah_analyzer_destroy(host->analyzer);
    mynah_world_destroy(host->world);
    return 0;
}

static const struct mynah_loop_result *serve(struct host *host, const char *behavior)
{
    const struct mynah_request request = { .user_query = "Do it" };
    mynah_generator_set_behavior(host->mock, behavior, NULL, 0, NULL);
    mynah_free(host->result);
    host->result = mynah_loop_run(host->loop, &request, NULL);
    return host->result;
}

static void a_run_succeeds(void **state)
{
    const struct mynah_loop_result *result = serve(*state, "success");
    assert_loop_succeeded(result);
    assert_loop_attempts(result, 1);
    assert_loop_succeeded_msg(result, "once more");
}

static void a_run_fails(void **state)
{
    const struct mynah_loop_result *result = serve(*state, "runtime_error");
    assert_loop_failed_with(result, "ZeroDivisionError");
    assert_loop_failed_with(result, "failed");
    assert_loop_failed_with(result, NULL);
    assert_loop_attempts(result, 3);
}

static void a_run_waits_and_goes_on(void **state)
{
    struct host *host = *state;
    const struct mynah_loop_result *result = serve(host, "channel_write");
    assert_loop_pending_approval(result);
    struct mynah_loop_result *more = mynah_loop_resume(host->loop, result->token, true, NULL);
    mynah_free(host->result);
    host->result = more;
    assert_loop_wrote_channel(more, "DEVICE:PV:SETPOINT", NULL);
    assert_loop_wrote_channel(more, NULL, "110.00000000000001");
}

static void code_is_run(void **state)
{
    (void)state;
    assert_code_runs("results = {'total': 3}\n");
    assert_code_raises("1 / 0\n", "ZeroDivisionError");
    assert_code_raises("total = 3\n", "missing-results");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_run_succeeds, setup, teardown),
        cmocka_unit_test_setup_teardown(a_run_fails, setup, teardown),
        cmocka_unit_test_setup_teardown(a_run_waits_and_goes_on, setup, teardown),
        cmocka_unit_test(code_is_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
