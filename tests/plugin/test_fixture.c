// SPDX-License-Identifier: Apache-2.0
//
// MYNAH_TEST, the setups and teardowns, and the loops over behaviours, where all holds.

#include <mynah_cmocka.h>

MYNAH_TEST(a_world_is_there_and_verified)
{
    struct mynah_generator *model = mynah_generator_create(
        fixture->world, &(struct mynah_generator_options){ .behavior = "success" }, NULL);
    char *code = mynah_generator_generate(model, &fixture->request, NULL, 0, NULL);
    assert_code_defines_results(code);
    mynah_free(code);
    assert_generator_last_request(model, &fixture->request);
}

// A body need not use its fixture.
MYNAH_TEST(behaviors_are_labelled)
{
    size_t count = 0;
    mynah_for_each_behavior(behavior)
    {
        assert_true(behavior->label.verdict <= MYNAH_VERDICT_RETRY);
        count++;
    }
    assert_int_equal(count, mynah_behavior_count());
}

static int setup_with_a_model(void **state)
{
    if (mynah_setup(state) != 0) {
        return -1;
    }
    struct mynah_fixture *fixture = *state;
    fixture->own = mynah_generator_create(
        fixture->world, &(struct mynah_generator_options){ .code = "pass\n" }, NULL);
    return fixture->own ? 0 : -1;
}

MYNAH_TEST(a_setup_of_its_own)
{
    assert_generator_not_called((struct mynah_generator *)fixture->own);
    assert_non_null(mynah_fixture_folder(fixture, NULL));
}

static void a_teardown_that_verifies(void **state)
{
    struct mynah_fixture *fixture = *state;
    assert_world_verified(fixture->world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        mynah_unit_test(a_world_is_there_and_verified),
        mynah_unit_test(behaviors_are_labelled),
        mynah_unit_test_setup(a_setup_of_its_own, setup_with_a_model),
        cmocka_unit_test_setup_teardown(a_teardown_that_verifies, mynah_setup,
                                        mynah_teardown_verified),
        cmocka_unit_test_setup_teardown(a_teardown_that_verifies, mynah_setup, mynah_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
