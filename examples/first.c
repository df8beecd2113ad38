// SPDX-License-Identifier: Apache-2.0
//
// A first test, which fails: the README shows it with what it prints.  A mock stands in for the
// model, and the host under test is the function `ask`.

#include <mynah_cmocka.h>

struct host {
    struct mynah_generator *model;
    char *code; // what the model wrote last
};

static const char *ask(struct host *host, const char *query)
{
    const struct mynah_request request = { .user_query = query,
                                           .task_objective = "Do it once",
                                           .execution_folder_name = "magnet" };
    host->code = mynah_generator_generate(host->model, &request, NULL, 0, NULL);
    return host->code;
}

static void a_set_point_needs_no_approval(void **state)
{
    struct host *host = *state;
    mynah_generator_set_behavior(host->model, "channel_write", NULL, 0, NULL);

    const char *code = ask(host, "Set the magnet to 1.5 A");

    assert_generator_called_times(host->model, 1);
    assert_code_defines_results(code);
    assert_code_no_risks(code);
    assert_code_allowed(code);
}

static int create_host(void **state)
{
    static struct host host;
    host.model = mynah_generator_create(NULL, NULL, NULL);
    *state = &host;
    return host.model ? 0 : -1;
}

static int destroy_host(void **state)
{
    struct host *host = *state;
    mynah_free(host->code);
    mynah_generator_destroy(host->model);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_set_point_needs_no_approval, create_host, destroy_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
