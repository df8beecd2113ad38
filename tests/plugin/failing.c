// SPDX-License-Identifier: Apache-2.0
//
// Tests that fail, each at one assertion: test_failing.c runs this program and looks at what it
// prints.  With an argument, the test of that name; without, all.

#include <mynah_cmocka.h>

#include <stdio.h>

struct fixture {
    struct mynah_world *world;
    struct mynah_generator *planner;
    struct mynah_generator *writer;
};

static const char good[] = "results = {'total': 3}\n";
static const char broken[] = "import math\n"
                             "total = math.fsum([1, 2)\n"
                             "results = {'total': total}\n";
static const char misspelt[] = "values = [1, 2, 3]\n"
                               "result = {'total': sum(values)}\n"
                               "count = len(values)\n";
static const char sometimes[] = "import random\n"
                                "if random.random() > 0.5:\n"
                                "    results = {'lucky': True}\n";
static const char writes[] = "from osprey.runtime import read_channel, write_channel\n"
                             "current = read_channel('SR:DCCT')\n"
                             "write_channel('SR:MAG:SP', 1.5)\n"
                             "results = {'current': current}\n";
static const char runs_shell[] = "import os\n"
                                 "os.system('ls /')\n"
                                 "results = {}\n";

static void call(struct mynah_generator *generator, const char *query,
                 const struct mynah_failure *failures, size_t count)
{
    struct mynah_request request = { .user_query = query,
                                     .task_objective = "Sum the beam currents",
                                     .execution_folder_name = "beam" };
    char *code = mynah_generator_generate(generator, &request, failures, count, NULL);
    assert_non_null(code);
    mynah_free(code);
}

static const struct mynah_failure zero_division = {
    .type = "ZeroDivisionError", .message = "division by zero", .line = 3, .attempt = 1
};
static const struct mynah_failure name_error = { .type = "NameError",
                                                 .message = "name 'np' is not defined",
                                                 .attempt = 2 };

static void generator_never_called(void **state)
{
    struct fixture *f = *state;
    call(f->writer, "Sum the currents", NULL, 0);
    assert_generator_called(f->planner);
}

static void generator_called_too_seldom(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", NULL, 0);
    call(f->planner, "Sum the \"currents\"\nof today", &zero_division, 1);
    assert_generator_called_times(f->planner, 3);
}

static void generator_called_too_often(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 12; i++) {
        call(f->planner, "Sum the currents", NULL, 0);
    }
    assert_generator_called_times(f->planner, 1);
}

static void last_request_differs(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Plot the currents of the storage ring", NULL, 0);
    call(f->planner, "Sum the currents of the storage ring", NULL, 0);
    const struct mynah_request wanted = { .user_query = "Sum the currents of the booster",
                                          .task_objective = "Sum the beam currents",
                                          .retries = 2 };
    assert_generator_last_request(f->planner, &wanted);
}

static void last_request_without_calls(void **state)
{
    struct fixture *f = *state;
    assert_generator_last_request(f->planner, &(struct mynah_request){ .user_query = "Plot it" });
}

static void last_request_that_says_nothing(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", NULL, 0);
    assert_generator_last_request(f->planner, &(struct mynah_request){ 0 });
}

static void last_errors_differ(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", (struct mynah_failure[]){ zero_division, name_error }, 2);
    const struct mynah_failure wanted[] = { { .type = "ZeroDivisionError" },
                                            { .type = "NameError", .message = "name 'x'" } };
    assert_generator_last_errors(f->planner, wanted, 2);
}

static void last_errors_too_few(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", &zero_division, 1);
    const struct mynah_failure wanted[] = { zero_division, name_error };
    assert_generator_last_errors(f->planner, wanted, 2);
}

static void last_errors_unexpected(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Sum the currents", &zero_division, 1);
    assert_generator_last_errors(f->planner, NULL, 0);
}

static void reply_from_a_script(void **state)
{
    struct fixture *f = *state;
    struct mynah_script *script = mynah_script_create(NULL, NULL);
    // As MYNAH_HERE writes it, but the same wherever the tree is built.
    mynah_script_add(script, &(struct mynah_step){ .text = good, .file = "plan.c", .line = 28 },
                     NULL);
    mynah_generator_set_script(f->planner, script, NULL);
    mynah_script_destroy(script);
    call(f->planner, "Sum the currents", NULL, 0);
    assert_generator_called_times(f->planner, 2);
}

static void code_does_not_parse(void **state)
{
    (void)state;
    assert_code_parses(broken);
}

static void code_parses_after_all(void **state)
{
    (void)state;
    assert_code_syntax_error(good);
}

static void results_sometimes_missing(void **state)
{
    (void)state;
    assert_code_defines_results(sometimes);
}

static void results_misspelt(void **state)
{
    (void)state;
    assert_code_defines_results(misspelt);
}

static void results_there_after_all(void **state)
{
    (void)state;
    assert_code_missing_results(good);
}

static void channel_not_written(void **state)
{
    (void)state;
    assert_code_writes_channel(writes, "SR:MAG:RB");
}

static void channel_not_read(void **state)
{
    (void)state;
    assert_code_reads_channel(good, "SR:DCCT");
}

static void channel_written(void **state)
{
    (void)state;
    assert_code_no_channel_writes(writes);
}

static void risk_absent(void **state)
{
    (void)state;
    assert_code_has_risk(good, "os.system");
}

static void risk_present(void **state)
{
    (void)state;
    assert_code_no_risks(runs_shell);
}

static void approval_not_needed(void **state)
{
    (void)state;
    assert_code_needs_approval(good);
}

static void not_allowed(void **state)
{
    (void)state;
    assert_code_allowed(writes);
}

static void no_code(void **state)
{
    (void)state;
    assert_code_parses(NULL);
}

// Whatever a model writes must get through TAP, XML and a terminal, and so must the expression.
static void hostile_code(void **state)
{
    (void)state;
    assert_code_parses("x = a[b[0]]>1 # 100%d %n\n\033[31mred\x01\xff ]]>\n'it''s: \"q\"\n\tx(\n");
}

static int setup(void **state)
{
    static const char *const codes[] = { "results = {'total': 1}\n", "results = {'total': 2}\n" };
    static struct fixture f;
    f.world = mynah_world_create(NULL, NULL);
    f.planner =
        mynah_generator_create(f.world,
                               &(struct mynah_generator_options){
                                   .name = "planner", .sequence = codes, .sequence_count = 2 },
                               NULL);
    f.writer = mynah_generator_create(
        f.world, &(struct mynah_generator_options){ .name = "writer", .behavior = "success" },
        NULL);
    *state = &f;
    return f.planner != NULL && f.writer != NULL ? 0 : -1;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    mynah_world_destroy(f->world);
    return 0;
}

static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown),
#include "cases.h"
#undef CASE
};

int main(int argc, char **argv)
{
    if (argc < 2) {
        return cmocka_run_group_tests_name("failing", tests, NULL, NULL);
    }
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        if (strcmp(tests[i].name, argv[1]) == 0) {
            return _cmocka_run_group_tests("failing", &tests[i], 1, NULL, NULL);
        }
    }
    fprintf(stderr, "no test is called %s\n", argv[1]);
    return 99;
}
