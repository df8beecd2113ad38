// SPDX-License-Identifier: Apache-2.0
//
// A test that does not use up what it scripted.

#include "failing.h"

MYNAH_TEST(leaves_a_step)
{
    struct mynah_generator *model = mynah_generator_create(
        fixture->world, &(struct mynah_generator_options){ .name = "planner" }, NULL);
    struct mynah_script *script = mynah_script_create(NULL, NULL);
    mynah_script_add(script, &(struct mynah_step){ .text = "pass\n", .file = "plan.c", .line = 28 },
                     NULL);
    mynah_generator_set_script(model, script, NULL);
    mynah_script_destroy(script);
}

void step_left_by_a_test(void **state)
{
    struct fixture *f = *state;
    f->inner = NULL;
    assert_int_equal(mynah_setup(&f->inner), 0);
    leaves_a_step(&f->inner);
}
