// SPDX-License-Identifier: Apache-2.0
//
// mynah_generator_meets(): what counts as met, and explanations that are right where they are hard:
// long texts, JSON, lists, calls that the journal has dropped, buffers of every size.

#include <mynah/generator.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static char why[4096];

static int create(void **state)
{
    *state = mynah_generator_create(
        NULL, &(struct mynah_generator_options){ .code = "results = {}\n" }, NULL);
    return *state ? 0 : -1;
}

static int destroy(void **state)
{
    mynah_generator_destroy(*state);
    return 0;
}

static void ask(struct mynah_generator *generator, const struct mynah_request *request)
{
    struct mynah_request whole = *request;
    whole.user_query = whole.user_query ? whole.user_query : "Query";
    whole.task_objective = "Objective";
    whole.execution_folder_name = "folder";
    char *code = mynah_generator_generate(generator, &whole, NULL, 0, NULL);
    assert_non_null(code);
    mynah_free(code);
}

static bool meets_request(const struct mynah_generator *generator, struct mynah_request request)
{
    struct mynah_generator_property property = { .kind = MYNAH_GENERATOR_LAST_REQUEST,
                                                 .request = &request };
    return mynah_generator_meets(generator, property, why, sizeof why);
}

static void assert_why_has(const char *part)
{
    if (!strstr(why, part)) {
        fail_msg("\"%s\" is not in:\n%s", part, why);
    }
}

static void test_members_of_every_kind_are_compared(void **state)
{
    static const char *const prompts[] = { "Be brief", "Use pyepics" };
    static const char *const other[] = { "Be brief", "Use p4p" };
    ask(*state, &(struct mynah_request){ .structured_plan = "{\"a\": 1, \"b\": [2]}",
                                         .capability_prompts = prompts,
                                         .capability_prompt_count = 2,
                                         .retries = 2 });
    assert_true(meets_request(*state, (struct mynah_request){ .retries = 2 }));
    assert_true(
        meets_request(*state, (struct mynah_request){ .structured_plan = "{\"b\":[2],\"a\":1}" }));
    assert_true(meets_request(*state, (struct mynah_request){ .capability_prompts = prompts,
                                                              .capability_prompt_count = 2 }));
    assert_false(meets_request(*state, (struct mynah_request){ .retries = 3 }));
    assert_why_has("!!  retries = 2, want 3\n");
    assert_false(meets_request(*state, (struct mynah_request){ .capability_prompts = other,
                                                               .capability_prompt_count = 2 }));
    assert_why_has("!!  capability_prompts = ");
    assert_why_has("p4p");
}

static void test_an_empty_text_is_compared_and_null_is_not(void **state)
{
    ask(*state, &(struct mynah_request){ .planning_mode = "generator_driven" });
    assert_false(meets_request(*state, (struct mynah_request){ .planning_mode = "" }));
    assert_true(meets_request(*state, (struct mynah_request){ .task_objective = "Objective" }));
    assert_false(meets_request(*state, (struct mynah_request){ .session_context = "{}" }));
    assert_why_has("!!  session_context = absent, want \"{}\"\n");
}

static void test_long_texts_are_shown_from_where_they_differ(void **state)
{
    char sent[600];
    char wanted[600];
    memset(sent, 'x', sizeof sent);
    sent[sizeof sent - 1] = '\0';
    memcpy(sent + 500, "here is the end", 16);
    memcpy(wanted, sent, sizeof sent);
    memcpy(wanted + 508, "an END", 7);
    ask(*state, &(struct mynah_request){ .user_query = sent });
    assert_false(meets_request(*state, (struct mynah_request){ .user_query = wanted }));
    assert_why_has("user_query = ...\"xxxxhere is the end\", want ...\"xxxxhere is an END\"\n");
}

static void test_calls_that_the_journal_dropped_still_count(void **state)
{
    (void)state;
    struct mynah_world *world =
        mynah_world_create(&(struct mynah_world_options){ .journal_limit = 2 }, NULL);
    struct mynah_generator *generator = mynah_generator_create(
        world, &(struct mynah_generator_options){ .code = "results = {}\n" }, NULL);
    for (int i = 0; i < 4; i++) {
        ask(generator, &(struct mynah_request){ 0 });
    }
    struct mynah_generator_property four = { .kind = MYNAH_GENERATOR_CALLED_TIMES, .count = 4 };
    assert_true(mynah_generator_meets(generator, four, why, sizeof why));
    four.count = 5;
    assert_false(mynah_generator_meets(generator, four, why, sizeof why));
    assert_why_has("called 4 times, 1 too few\n");
    assert_why_has("#1 is no longer in the journal\n");
    assert_why_has("#4 \"Query\"");
    mynah_world_destroy(world);
}

static void test_a_call_that_was_dropped_is_not_a_call_that_never_was(void **state)
{
    (void)state;
    struct mynah_world *world =
        mynah_world_create(&(struct mynah_world_options){ .journal_limit = 1 }, NULL);
    const struct mynah_generator_options options = { .code = "results = {}\n" };
    struct mynah_generator *one = mynah_generator_create(world, &options, NULL);
    struct mynah_generator *two = mynah_generator_create(world, &options, NULL);
    ask(one, &(struct mynah_request){ 0 });
    ask(two, &(struct mynah_request){ 0 });
    assert_false(meets_request(one, (struct mynah_request){ .user_query = "Query" }));
    assert_why_has("actual: call #1 is no longer in the journal");
    const struct mynah_generator_property none = { .kind = MYNAH_GENERATOR_LAST_ERRORS };
    assert_false(mynah_generator_meets(one, none, why, sizeof why));
    assert_why_has("actual: call #1 is no longer in the journal");
    mynah_world_destroy(world);
}

static void test_failures_with_nothing_in_them_are_shown(void **state)
{
    static const struct mynah_failure given[2] = { { .line = 4 }, { .message = "boom" } };
    static const struct mynah_failure wanted[2] = { { .line = 5 }, { .message = "boom" } };
    static const struct mynah_request request = { .user_query = "Query" };
    struct mynah_generator_property errors = { .kind = MYNAH_GENERATOR_LAST_ERRORS,
                                               .count = 2,
                                               .failures = wanted };
    const struct mynah_generator_property never = { .kind = MYNAH_GENERATOR_CALLED_TIMES };
    mynah_free(mynah_generator_generate(*state, &request, given, 2, NULL));
    assert_false(mynah_generator_meets(*state, errors, why, sizeof why));
    assert_why_has("errors: 1 (no type), line 4\n          2 (no type): \"boom\"\n");
    assert_false(mynah_generator_meets(*state, never, why, sizeof why));
    assert_why_has("#1 \"Query\" after 2 errors, the last (no type) -> ");
}

static void test_replies_say_where_they_were_scripted(void **state)
{
    struct mynah_script *script = mynah_script_create(NULL, NULL);
    mynah_script_add(script, &(struct mynah_step){ .text = "a", .file = "plan.c", .line = 7 },
                     NULL);
    mynah_script_add(script, &(struct mynah_step){ .text = "b" }, NULL);
    mynah_script_add(script, &(struct mynah_step){ .text = "c", .file = "plan.c", .line = 9 },
                     NULL);
    assert_true(mynah_generator_set_script(*state, script, NULL));
    mynah_script_destroy(script);
    for (int i = 0; i < 5; i++) {
        ask(*state, &(struct mynah_request){ 0 });
    }
    struct mynah_generator_property property = { .kind = MYNAH_GENERATOR_CALLED_TIMES };
    assert_false(mynah_generator_meets(*state, property, why, sizeof why));
    assert_why_has("-> \"c\"\nplan.c:7: note: reply #1 was scripted here\n"
                   "plan.c:9: note: reply #5 was scripted here\n");
    property = (struct mynah_generator_property){ .kind = MYNAH_GENERATOR_LAST_ERRORS,
                                                  .count = 1,
                                                  .failures = &(struct mynah_failure){ 0 } };
    assert_false(mynah_generator_meets(*state, property, why, sizeof why));
    assert_why_has("\nplan.c:9: note: reply #5 was scripted here\n");
    assert_null(strstr(why, "plan.c:7"));
}

static void test_an_explanation_is_cut_at_any_size(void **state)
{
    struct mynah_generator_property never = { .kind = MYNAH_GENERATOR_CALLED };
    char small[200];
    assert_false(mynah_generator_meets(*state, never, why, sizeof why));
    for (size_t size = 1; size < sizeof small; size++) {
        memset(small, '#', sizeof small);
        assert_false(mynah_generator_meets(*state, never, small, size));
        assert_true(strlen(small) < size);
        assert_memory_equal(small, why, strlen(small));
        assert_int_equal(small[size], '#');
    }
    assert_false(mynah_generator_meets(*state, never, NULL, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_members_of_every_kind_are_compared, create, destroy),
        cmocka_unit_test_setup_teardown(test_an_empty_text_is_compared_and_null_is_not, create,
                                        destroy),
        cmocka_unit_test_setup_teardown(test_long_texts_are_shown_from_where_they_differ, create,
                                        destroy),
        cmocka_unit_test(test_calls_that_the_journal_dropped_still_count),
        cmocka_unit_test(test_a_call_that_was_dropped_is_not_a_call_that_never_was),
        cmocka_unit_test_setup_teardown(test_failures_with_nothing_in_them_are_shown, create,
                                        destroy),
        cmocka_unit_test_setup_teardown(test_replies_say_where_they_were_scripted, create, destroy),
        cmocka_unit_test_setup_teardown(test_an_explanation_is_cut_at_any_size, create, destroy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
