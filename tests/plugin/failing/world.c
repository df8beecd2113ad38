// SPDX-License-Identifier: Apache-2.0
//
// Assertions about all stand-ins of a world that do not hold.

#include "failing.h"

static void call(struct mynah_generator *generator, const char *query)
{
    struct mynah_request request = { .user_query = query };
    char *code = mynah_generator_generate(generator, &request, NULL, 0, NULL);
    assert_non_null(code);
    mynah_free(code);
}

void world_with_steps_left(void **state)
{
    struct fixture *f = *state;
    struct mynah_script *script = mynah_script_create(NULL, NULL);
    mynah_script_add(script,
                     &(struct mynah_step){ .text = "results = {}\n", .file = "plan.c", .line = 28 },
                     NULL);
    mynah_generator_set_script(f->planner, script, NULL);
    mynah_script_destroy(script);
    assert_world_verified(f->world);
}

void calls_in_another_order(void **state)
{
    struct fixture *f = *state;
    call(f->writer, "Write it");
    call(f->planner, "Plan it");
    assert_world_in_order(f->world, mynah_calls(mynah_call_of("planner"), mynah_call_of("writer")));
}

void a_call_that_never_came(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Plan it");
    assert_world_in_order(
        f->world, mynah_calls(mynah_call_of("planner"),
                              mynah_call_where("planner", mynah_match_at_least("failures", 1))));
}

void one_call_too_many(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Plan it");
    call(f->writer, "Write it");
    call(f->writer, "Write it again");
    assert_world_calls(f->world, mynah_calls(mynah_call_of("planner"), mynah_call_of("writer")));
}

void another_call(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 10; i++) {
        call(i == 6 ? f->writer : f->planner, "Plan it");
    }
    assert_world_calls(f->world, mynah_calls(mynah_call_of("planner"), mynah_call_of("planner"),
                                             mynah_call_of("planner"), mynah_call_of("planner"),
                                             mynah_call_of("planner"), mynah_call_of("planner"),
                                             mynah_call_of("planner")));
}

void one_call_missing(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Plan it");
    assert_world_calls(f->world, mynah_calls(mynah_call_of("planner"), mynah_call_of("writer")));
}

void calls_of_anybody(void **state)
{
    struct fixture *f = *state;
    call(f->planner, "Plan it");
    call(f->writer, "Write it");
    assert_world_call_times(
        f->world, 2, mynah_call_where(NULL, mynah_match_is("request.user_query", "Write it")));
}

void calls_of_nobody(void **state)
{
    struct fixture *f = *state;
    assert_world_call_between(f->world, 1, 2, mynah_call_of("planner"));
}
