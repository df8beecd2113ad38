// SPDX-License-Identifier: Apache-2.0
//
// The patterns of services that run generated code, with nothing made up but the model: the mock
// generator, the analyzer, a person, and CPython in front of mocked channels.

#include "executor.h"

#include <mynah/analyzer.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

struct person {
    enum mynah_approval says;
    int asked;
    char rule[64]; // of the first issue
};

struct service {
    struct mynah_world *world;
    struct mynah_generator *mock;
    struct mynah_analyzer *analyzer;
    struct mynah_executor *executor;
    struct person person;
    struct mynah_loop *loop;
};

static bool contained;
static char container_error[256];

static bool ask_person(void *self, const struct mynah_question *question,
                       enum mynah_approval *approval, struct mynah_error *error)
{
    struct person *person = self;
    (void)error;
    person->asked++;
    snprintf(person->rule, sizeof person->rule, "%s", question->judgement->issues[0].rule);
    *approval = person->says;
    return true;
}

static void start(struct service *service, const struct mynah_config *config,
                  struct mynah_code_generator generator)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    service->executor = mynah_executor_from_config(service->world, config, NULL, &error);
    if (!service->executor) {
        fail_msg("%s", error.text);
    }
    const struct mynah_analyzer_options options = {
        .config = config, .target_version = mynah_executor_python_version(service->executor)
    };
    service->analyzer = mynah_analyzer_create(&options, &error);
    if (!service->analyzer) {
        fail_msg("%s", error.text);
    }
    const struct mynah_loop_options stages = {
        .generator = generator,
        .checker = mynah_analyzer_checker(service->analyzer),
        .approver = { .approve = ask_person, .self = &service->person },
        .executor = mynah_executor_interface(service->executor),
    };
    service->loop = mynah_loop_create(service->world, &stages, NULL);
}

static int setup(void **state)
{
    struct service *service = calloc(1, sizeof *service);
    service->world = mynah_world_create(NULL, NULL);
    service->mock = mynah_generator_create(service->world, NULL, NULL);
    start(service, NULL, mynah_generator_interface(service->mock));
    *state = service;
    return 0;
}

static int teardown(void **state)
{
    struct service *service = *state;
    mynah_analyzer_destroy(service->analyzer);
    mynah_world_destroy(service->world);
    free(service);
    return 0;
}

static const struct mynah_request request = { .user_query = "Compute it",
                                              .task_objective = "A number",
                                              .execution_folder_name = "number" };

static struct mynah_loop_result *run(struct service *service)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_loop_result *result = mynah_loop_run(service->loop, &request, &error);
    if (!result) {
        fail_msg("%s", error.text);
    }
    return result;
}

// The result has the property; else the test fails and says why.
static void meets(const struct mynah_loop_result *result, struct mynah_loop_property property)
{
    char why[1000];
    if (!mynah_loop_result_meets(result, property, why, sizeof why)) {
        fail_msg("%s", why);
    }
}

#define SUCCEEDS ((struct mynah_loop_property){ MYNAH_LOOP_SUCCEEDED })
#define ATTEMPTS(number) ((struct mynah_loop_property){ MYNAH_LOOP_ATTEMPTS, .count = (number) })
#define FAILS_WITH(type) ((struct mynah_loop_property){ MYNAH_LOOP_FAILED_WITH, (type) })
#define PENDING ((struct mynah_loop_property){ MYNAH_LOOP_PENDING_APPROVAL })
#define WROTE(channel, value)                                                                      \
    ((struct mynah_loop_property){ MYNAH_LOOP_WROTE_CHANNEL, (channel), (value) })

static void behave(struct service *service, const char *behavior)
{
    assert_true(mynah_generator_set_behavior(service->mock, behavior, NULL, 0, NULL));
}

static void success_needs_one_attempt_and_nobody(void **state)
{
    struct service *service = *state;
    behave(service, "success");
    struct mynah_loop_result *result = run(service);
    meets(result, SUCCEEDS);
    meets(result, ATTEMPTS(1));
    assert_non_null(strstr(result->execution->results, "\"value\": 42"));
    assert_int_equal(service->person.asked, 0);
    mynah_free(result);
}

static void the_third_of_a_sequence_succeeds(void **state)
{
    static const char *const codes[] = { "results = 1 / 0", "results = {'a': undefined}",
                                         "results = {'value': 42}" };
    struct service *service = *state;
    mynah_generator_set_sequence(service->mock, codes, 3, NULL);
    struct mynah_loop_result *result = run(service);
    meets(result, SUCCEEDS);
    meets(result, ATTEMPTS(3));
    assert_int_equal(mynah_generator_calls(service->mock), 3);
    assert_string_equal(result->failures[0].type, "ZeroDivisionError");
    assert_int_equal(result->failures[0].line, 1);
    assert_string_equal(result->failures[1].type, "NameError");
    assert_string_equal(result->execution->results, "{\"value\": 42}");
    mynah_free(result);
}

// A model that fails first, and then adapts to the error.
static char *fail_then_adapt(void *self, const struct mynah_request *asked,
                             const struct mynah_failure *failures, size_t count,
                             struct mynah_error *error)
{
    struct mynah_generator *mock = self;
    mynah_generator_set_behavior(mock, count ? "error_aware" : "runtime_error", NULL, 0, NULL);
    return mynah_generator_generate(mock, asked, failures, count, error);
}

static void a_generator_that_reads_errors_recovers(void **state)
{
    struct service *service = *state;
    const struct mynah_code_generator adapting = { .generate = fail_then_adapt,
                                                   .self = service->mock };
    mynah_loop_destroy(service->loop);
    mynah_analyzer_destroy(service->analyzer);
    start(service, NULL, adapting);
    struct mynah_loop_result *result = run(service);
    meets(result, SUCCEEDS);
    meets(result, ATTEMPTS(2));
    assert_string_equal(result->failures[0].type, "ZeroDivisionError");
    assert_non_null(strstr(result->code, "count > 0")); // what it does about a division
    mynah_free(result);
}

static void missing_results_are_asked_for_again(void **state)
{
    static const char *const codes[] = { "value = 1", "import builtins\nresults = dict(value=1)" };
    struct service *service = *state;
    mynah_generator_set_sequence(service->mock, codes, 2, NULL);
    struct mynah_loop_result *result = run(service);
    meets(result, SUCCEEDS);
    assert_string_equal(result->failures[0].type, "missing-results");
    mynah_free(result);
    behave(service, "missing_results");
    result = run(service);
    meets(result, FAILS_WITH("missing-results"));
    meets(result, ATTEMPTS(3));
    mynah_free(result);
    behave(service, "syntax_error");
    result = run(service);
    meets(result, FAILS_WITH("SyntaxError"));
    meets(result, ATTEMPTS(3));
    mynah_free(result);
}

static void reads_run_without_approval(void **state)
{
    struct service *service = *state;
    behave(service, "channel_read");
    struct mynah_loop_result *result = run(service);
    meets(result, SUCCEEDS);
    assert_int_equal(service->person.asked, 0);
    assert_int_equal(result->execution->access_count, 2);
    mynah_free(result);
}

static void a_write_runs_when_it_is_approved(void **state)
{
    struct service *service = *state;
    behave(service, "channel_write");
    service->person.says = MYNAH_APPROVAL_APPROVED;
    struct mynah_loop_result *result = run(service);
    meets(result, SUCCEEDS);
    meets(result, WROTE("DEVICE:PV:SETPOINT", "110.00000000000001"));
    assert_int_equal(service->person.asked, 1);
    assert_string_equal(service->person.rule, "channel-write");
    mynah_free(result);
    service->person.says = MYNAH_APPROVAL_REJECTED;
    result = run(service);
    meets(result, FAILS_WITH("rejected"));
    assert_null(result->execution);
    mynah_free(result);
}

// Resume in a process of its own, which knows the token only; return what its loop came to.
static enum mynah_loop_outcome resume_elsewhere(const char *token, bool approved)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        void *state;
        setup(&state);
        struct service *service = state;
        behave(service, "success"); // never asked: the code is that of the token
        struct mynah_loop_result *result = mynah_loop_resume(service->loop, token, approved, NULL);
        bool wrote =
            result && mynah_loop_result_meets(result, WROTE("DEVICE:PV:SETPOINT", NULL), NULL, 0);
        char answer =
            (char)(result && wrote == approved && result->attempts == 1 ? result->outcome
                                                                        : MYNAH_LOOP_NONE);
        ssize_t written = write(ends[1], &answer, 1);
        mynah_free(result);
        teardown(&state);
        _exit(written != 1);
    }
    char answer = MYNAH_LOOP_NONE;
    close(ends[1]);
    assert_int_equal(read(ends[0], &answer, 1), 1);
    close(ends[0]);
    assert_int_equal(waitpid(child, NULL, 0), child);
    return (enum mynah_loop_outcome)answer;
}

static void a_pending_write_is_resumed_in_another_process(void **state)
{
    struct service *service = *state;
    behave(service, "channel_write");
    service->person.says = MYNAH_APPROVAL_LATER;
    struct mynah_loop_result *result = run(service);
    meets(result, PENDING);
    assert_null(result->execution);
    assert_int_equal(resume_elsewhere(result->token, true), MYNAH_LOOP_COMPLETE);
    assert_int_equal(resume_elsewhere(result->token, false), MYNAH_LOOP_REJECTED);
    mynah_free(result);
}

static void a_token_is_refused_under_another_policy(void **state)
{
    static const char text[] = "policy: {protected: ['*:KILL']}\n";
    struct service *service = *state;
    struct mynah_error error;
    behave(service, "channel_write");
    struct mynah_loop_result *result = run(service);
    struct mynah_config *config = mynah_config_parse(text, sizeof text - 1, NULL);
    mynah_analyzer_destroy(service->analyzer);
    start(service, config, mynah_generator_interface(service->mock));
    assert_null(mynah_loop_resume(service->loop, result->token, true, &error));
    assert_string_equal(error.text, "the token is refused: the policy has changed since");
    mynah_free(result);
    mynah_config_destroy(config);
}

static void a_risk_reaches_a_person_and_runs_confined(void **state)
{
    struct service *service = *state;
    behave(service, "security_risk");
    service->person.says = MYNAH_APPROVAL_REJECTED;
    struct mynah_loop_result *result = run(service);
    meets(result, FAILS_WITH("rejected"));
    assert_int_equal(service->person.asked, 1);
    assert_true(result->judgement->confine);
    mynah_free(result);
    service->person.says = MYNAH_APPROVAL_APPROVED;
    result = run(service);
    if (contained) {
        meets(result, SUCCEEDS);
        assert_true(result->execution->confined);
    } else {
        meets(result, FAILS_WITH("ExecutorError"));
    }
    mynah_free(result);
}

static char *write_file(const char *text)
{
    static char path[] = "/tmp/mynah-limits-XXXXXX";
    strcpy(path + sizeof path - 7, "XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    close(file);
    return path;
}

static void limits_stop_a_run_for_good(void **state)
{
    struct service *service = *state;
    char *limits = write_file("{\"DEVICE:PV:SETPOINT\": {\"min_value\": 0, \"max_value\": 105}}");
    char text[300];
    snprintf(text, sizeof text,
             "control_system: {limits_checking: {enabled: true, database_path: '%s'}}\n", limits);
    struct mynah_config *config = mynah_config_parse(text, strlen(text), NULL);
    mynah_analyzer_destroy(service->analyzer);
    start(service, config, mynah_generator_interface(service->mock));
    service->person.says = MYNAH_APPROVAL_APPROVED;
    // Known beforehand: nobody is asked.
    mynah_generator_set_code(service->mock,
                             "from osprey.runtime import write_channel\n"
                             "write_channel('DEVICE:PV:SETPOINT', 200)\nresults = {}\n",
                             NULL);
    struct mynah_loop_result *result = run(service);
    meets(result, FAILS_WITH("denied"));
    meets(result, FAILS_WITH("channel-limit"));
    meets(result, ATTEMPTS(1));
    assert_int_equal(service->person.asked, 0);
    mynah_free(result);
    // Known when it runs: the write is held back, and nobody tries again.
    behave(service, "channel_write");
    result = run(service);
    meets(result, FAILS_WITH("ChannelLimitsViolationError"));
    meets(result, ATTEMPTS(1));
    assert_int_equal(result->execution->status, MYNAH_EXECUTION_VIOLATION);
    assert_false(mynah_loop_result_meets(result, WROTE("DEVICE:PV:SETPOINT", NULL), NULL, 0));
    mynah_free(result);
    unlink(limits);
    mynah_config_destroy(config);
}

static void ci_takes_the_mock(void **state)
{
    static const char text[] = "execution:\n"
                               "  code_generator: {ci: mock, default: real_model}\n"
                               "  execution_method: local\n"
                               "  generators: {mock: {behavior: success}}\n"
                               "approval: {global_mode: disabled}\n";
    struct service *service = *state;
    struct mynah_error error;
    struct mynah_code_generator generator;
    struct mynah_config *config = mynah_config_parse(text, sizeof text - 1, NULL);
    const struct mynah_generator_registry registry = { .world = service->world, .choice = "ci" };
    assert_true(mynah_generator_from_config(config, &registry, &generator, &error));
    mynah_analyzer_destroy(service->analyzer);
    start(service, config, generator);
    struct mynah_loop_result *result = run(service);
    meets(result, SUCCEEDS);
    mynah_free(result);
    generator.destroy(generator.self);
    mynah_config_destroy(config);
}

// ## Behaviours do what their rows say

static size_t count_accesses(const struct mynah_execution *execution,
                             const struct mynah_label_access *wanted)
{
    size_t count = 0;
    for (size_t i = 0; i < execution->access_count; i++) {
        count += execution->accesses[i].direction == wanted->direction &&
                 strcmp(execution->accesses[i].channel, wanted->channel) == 0;
    }
    return count;
}

static void check_behavior(const struct mynah_behavior *behavior,
                           const struct mynah_execution *execution)
{
    const struct mynah_label *label = &behavior->label;
    const char *type = !label->parses                                 ? "SyntaxError"
                       : label->results == MYNAH_RESULTS_NEVER        ? "missing-results"
                       : strcmp(behavior->name, "runtime_error") == 0 ? "ZeroDivisionError"
                                                                      : NULL;
    if (type) {
        assert_non_null(execution->type);
        assert_string_equal(execution->type, type);
    } else {
        check_status(execution, MYNAH_EXECUTION_SUCCEEDED);
    }
    assert_int_equal(execution->access_count, label->access_count);
    for (size_t i = 0; i < label->access_count; i++) {
        assert_int_equal(count_accesses(execution, &label->accesses[i]), 1);
    }
}

static void every_behavior_does_what_its_row_says(void **state)
{
    struct service *service = *state;
    for (size_t i = 0; i < mynah_behavior_count(); i++) {
        const struct mynah_behavior *behavior = mynah_behavior_at(i);
        bool confine =
            behavior->label.verdict == MYNAH_VERDICT_ASK && !behavior->label.access_count;
        if (confine && !contained) {
            print_message("# %s is skipped: %s\n", behavior->name, container_error);
            continue;
        }
        behave(service, behavior->name);
        char *code = mynah_generator_generate(service->mock, &request, NULL, 0, NULL);
        struct mynah_execution *execution = mynah_executor_execute(
            service->executor, &(struct mynah_job){ .code = code, .confine = confine }, NULL);
        assert_non_null(execution);
        check_behavior(behavior, execution);
        mynah_free(execution);
        mynah_free(code);
    }
}

static void every_repair_runs(void **state)
{
    static const char *const types[] = { "NameError",         "ZeroDivisionError",
                                         "IndentationError",  "SyntaxError",
                                         "missing-results",   "ChannelLimitsViolationError",
                                         "KeyError",          "TypeError",
                                         "FileNotFoundError", "Strange" };
    struct service *service = *state;
    behave(service, "error_aware");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        const struct mynah_failure failure = { .type = types[i], .message = "m", .attempt = 1 };
        char *code = mynah_generator_generate(service->mock, &request, &failure, 1, NULL);
        struct mynah_execution *execution = execute(service->executor, code);
        check_status(execution, MYNAH_EXECUTION_SUCCEEDED);
        mynah_free(execution);
        mynah_free(code);
    }
}

static void code_is_run_to_see_what_it_comes_to(void **state)
{
    (void)state;
    char why[1000];
    assert_true(mynah_code_run_meets("results = {}", NULL, why, sizeof why));
    assert_true(mynah_code_run_meets("1 / 0", "ZeroDivisionError", why, sizeof why));
    assert_true(mynah_code_run_meets("x = 1", "missing-results", why, sizeof why));
    assert_false(mynah_code_run_meets("x = 1\ny = x / 0", NULL, why, sizeof why));
    assert_string_equal(why, "expected: run, the code comes to its end with results\n"
                             "  actual: raised: ZeroDivisionError: \"division by zero\"\n"
                             "    code: 2 lines\n"
                             "     1 | x = 1\n"
                             " >   2 | y = x / 0\n");
    assert_false(mynah_code_run_meets("results = {'a': 1}", "NameError", why, sizeof why));
    assert_string_equal(why, "expected: run, the code ends with NameError\n"
                             "  actual: it came to its end, and left \"{\\\"a\\\": 1}\"\n"
                             "    code: 1 line\n"
                             "     1 | results = {'a': 1}\n");
    assert_false(mynah_code_run_meets(NULL, NULL, why, sizeof why));
}

static void see_what_works(void)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_executor *executor = mynah_executor_create(NULL, NULL, &error);
    contained = executor && mynah_executor_can_confine(executor, &error);
    snprintf(container_error, sizeof container_error, "%s", error.text);
    mynah_executor_destroy(executor);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(success_needs_one_attempt_and_nobody),
        TEST(the_third_of_a_sequence_succeeds),
        TEST(a_generator_that_reads_errors_recovers),
        TEST(missing_results_are_asked_for_again),
        TEST(reads_run_without_approval),
        TEST(a_write_runs_when_it_is_approved),
        TEST(a_pending_write_is_resumed_in_another_process),
        TEST(a_token_is_refused_under_another_policy),
        TEST(a_risk_reaches_a_person_and_runs_confined),
        TEST(limits_stop_a_run_for_good),
        TEST(ci_takes_the_mock),
        TEST(every_behavior_does_what_its_row_says),
        TEST(every_repair_runs),
        cmocka_unit_test(code_is_run_to_see_what_it_comes_to),
    };
    see_what_works();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
