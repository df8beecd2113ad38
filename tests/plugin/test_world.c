// SPDX-License-Identifier: Apache-2.0
//
// The assertions about all stand-ins of a world where they hold; failing/world.c has the others.

#include <mynah_cmocka.h>

struct fixture {
    struct mynah_world *world;
    struct mynah_generator *planner;
    struct mynah_generator *writer;
};

static int setup(void **state)
{
    static struct fixture f;
    f.world = mynah_world_create(NULL, NULL);
    f.planner = mynah_generator_create(
        f.world, &(struct mynah_generator_options){ .name = "planner", .code = "pass\n" }, NULL);
    f.writer = mynah_generator_create(
        f.world, &(struct mynah_generator_options){ .name = "writer", .code = "pass\n" }, NULL);
    *state = &f;
    return f.planner && f.writer ? 0 : -1;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    mynah_world_destroy(f->world);
    return 0;
}

static void call(struct mynah_generator *generator, const char *query)
{
    const struct mynah_request request = { .user_query = query };
    mynah_free(mynah_generator_generate(generator, &request, NULL, 0, NULL));
}

static void a_world_without_calls(void **state)
{
    struct fixture *f = *state;
    assert_world_verified(f->world);
    assert_world_calls(f->world, mynah_cmocka_no_calls());
    assert_world_in_order(f->world, mynah_cmocka_no_calls());
    assert_world_call_times(f->world, 0, mynah_call_of(NULL));
}

static void order_over_all(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Plan it");
    call(f->writer, "Write it");
    call(f->planner, "Plan again");
    assert_world_in_order(f->world, mynah_calls(mynah_call_of("writer"), mynah_call_of("planner")));
    assert_world_in_order(
        f->world, mynah_calls(mynah_call_of("planner"),
                              mynah_call_where("planner",
                                               mynah_match_suffix("request.user_query", "again"))));
    assert_world_calls(f->world, mynah_calls(mynah_call_of("planner"), mynah_call_of("writer"),
                                             mynah_call_of(NULL)));
    assert_world_calls_msg(
        f->world,
        mynah_calls(mynah_call_of("planner"), mynah_call_of("writer"), mynah_call_of("planner")),
        "two plans");
}

static void calls_are_counted_over_all(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Plan it");
    call(f->writer, "Write it");
    assert_world_call_times(f->world, 2, mynah_call_of(NULL));
    assert_world_call_times(
        f->world, 1, mynah_call_where(NULL, mynah_match_is("request.user_query", "Write it")));
    assert_world_call_between(f->world, 1, 2, mynah_call_of("planner"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_world_without_calls, setup, teardown),
        cmocka_unit_test_setup_teardown(order_over_all, setup, teardown),
        cmocka_unit_test_setup_teardown(calls_are_counted_over_all, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
