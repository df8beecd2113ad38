// SPDX-License-Identifier: Apache-2.0
//
// The header in C++17: it compiles without a warning, links, and its assertions hold.

#include <mynah_cmocka.h>

#include <string>

static void calls_and_code(void **state)
{
    (void)state;
    mynah_generator_options options = {};
    options.code = "results = {'total': 3}\n";
    mynah_generator *generator = mynah_generator_create(nullptr, &options, nullptr);
    mynah_request request = {};
    request.user_query = "Sum it";
    request.task_objective = "A sum";
    request.execution_folder_name = "sum";
    mynah_failure failure = {};
    failure.type = "NameError";
    failure.message = "name 'np' is not defined";
    char *code = mynah_generator_generate(generator, &request, &failure, 1, nullptr);

    assert_generator_called(generator);
    assert_generator_called_times(generator, 1);
    assert_generator_last_request(generator, &request);
    assert_generator_last_errors(generator, &failure, 1);
    assert_code_parses(code);
    assert_code_allowed(code);
    assert_code_writes_channel(std::string("import epics\nepics.caput('A', 1)\n").c_str(), "A");

    mynah_free(code);
    mynah_generator_destroy(generator);
}

int main()
{
    const CMUnitTest tests[] = { cmocka_unit_test(calls_and_code) };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
