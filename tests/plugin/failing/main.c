// SPDX-License-Identifier: Apache-2.0
//
// Runs the tests that fail: with an argument, the one of that name; without, all.

#include "failing.h"

#include <stdio.h>

static int setup(void **state)
{
    static const char *const codes[] = { "results = {'total': 1}\n", "results = {'total': 2}\n" };
    static struct fixture f;
    f.report = NULL;
    f.inner = NULL;
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
    mynah_report_destroy(f->report);
    mynah_fixture_destroy(f->inner);
    mynah_world_destroy(f->world);
    return 0;
}

static const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown),
#include "../cases.h"
#undef CASE
    cmocka_unit_test(answers_left_over),
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
