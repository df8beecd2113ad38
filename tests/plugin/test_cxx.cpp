// SPDX-License-Identifier: Apache-2.0
//
// The header in C++17: it compiles without a warning, links, and its assertions hold.

#include <mynah_cmocka.h>

#include <cstring>
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

static void conditions(void **state)
{
    (void)state;
    const char *code = "import epics\nepics.caput('A', 1.5)\nresults = {}\n";
    assert_code_any_access(
        code, mynah_match_all(mynah_match_is("channel", "A"), mynah_match_at_most("number", 2)));
    assert_code_has_category(code, MYNAH_CATEGORY_CHANNEL);
    assert_code_writes_value(code, "A", "1.50");
    assert_code_verdict_msg(code, MYNAH_VERDICT_ASK, "a set point");

    mynah_analyzer *analyzer = mynah_analyzer_create(nullptr, nullptr);
    mynah_report *report = mynah_analyzer_check(analyzer, code, std::strlen(code), nullptr);
    assert_code_writes_only(report, "A");
    mynah_report_destroy(report);
    mynah_analyzer_destroy(analyzer);
}

MYNAH_TEST(order)
{
    mynah_generator_options options = {};
    options.code = "pass\n";
    options.name = "planner";
    mynah_generator *planner = mynah_generator_create(fixture->world, &options, nullptr);
    mynah_free(mynah_generator_generate(planner, &fixture->request, nullptr, 0, nullptr));
    assert_world_calls(fixture->world,
                       mynah_calls(mynah_call_where("planner", mynah_match_number("failures", 0))));
    assert_generator_any_call(planner, mynah_match_contains("request.user_query", "beam"));
    mynah_for_each_behavior(behavior)
    {
        assert_non_null(behavior->name);
    }
}

static void queued(void **state)
{
    (void)state;
    mynah_code_generator model = mynah_queued_generator();
    mynah_request request = {};
    request.user_query = "Sum it";
    mynah_expect_generate("results = {}\n", mynah_match_is("request.user_query", "Sum it"));
    char *code = model.generate(model.self, &request, nullptr, 0, nullptr);
    assert_code_allowed(code);
    mynah_free(code);
}

int main()
{
    const CMUnitTest tests[] = {
        cmocka_unit_test(calls_and_code),
        cmocka_unit_test(conditions),
        mynah_unit_test(order),
        cmocka_unit_test(queued),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
