// SPDX-License-Identifier: Apache-2.0
//
// mynah/script.h: steps, conditions, what comes after the last, and what was never used.

#include <mynah/script.h>

#include "oracle.h"
#include "shortage.h"

#include <stdio.h>

static const struct mynah_match about_mail = { .path = "text",
                                               .kind = MYNAH_MATCH_CONTAINS,
                                               .text = "mail" };
static const struct mynah_match about_orbits = { .path = "text",
                                                 .kind = MYNAH_MATCH_REGEX,
                                                 .text = "orbits?" };

static const struct mynah_step three[] = { { .text = "one" },
                                           { .text = "two" },
                                           { .text = "three" } };

// Ask `count` times "?" and return the answers joined; "!" for an error.
static const char *answers(struct oracle *oracle, size_t count, char *joined)
{
    joined[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        char *answer = ask(oracle, "?", NULL);
        strcat(joined, answer ? answer : "!");
        strcat(joined, i + 1 < count ? " " : "");
        mynah__free(answer);
    }
    return joined;
}

static void test_exhaustion(void **state)
{
    (void)state;
    static const char *const expected[] = { "one two three three three three three",
                                            "one two three one two three one", "one two three    ",
                                            "one two three ! ! ! !" };
    for (int policy = 0; policy <= MYNAH_EXHAUSTION_ERROR; policy++) {
        struct oracle *oracle = oracle_create(NULL);
        char joined[100];
        follow(oracle, script_of((enum mynah_exhaustion)policy, 3, three));
        assert_string_equal(answers(oracle, 7, joined), expected[policy]);
        oracle_destroy(oracle);
    }
    assert_string_equal(mynah_exhaustion_name(MYNAH_EXHAUSTION_REPEAT_LAST), "repeat-last");
    assert_string_equal(mynah_exhaustion_name(MYNAH_EXHAUSTION_CYCLE), "cycle");
    assert_string_equal(mynah_exhaustion_name(MYNAH_EXHAUSTION_DEFAULT), "default");
    assert_string_equal(mynah_exhaustion_name(MYNAH_EXHAUSTION_ERROR), "error");
}

static void test_exhaustion_names_the_request(void **state)
{
    (void)state;
    struct oracle *oracle = oracle_create(NULL);
    struct mynah_error error;
    follow(oracle, script_of(MYNAH_EXHAUSTION_ERROR, 1, three));
    assert_answer(oracle, "?", "one");
    assert_null(ask(oracle, "any mail?", &error));
    assert_int_equal(error.code, MYNAH_ERROR_EXHAUSTED);
    assert_string_equal(
        error.text,
        "oracle: the script (1 steps) is used up; the request is {text: \"any mail?\"}");
    follow(oracle, script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 1,
                             &(struct mynah_step){ .text = "no", .when = &about_mail }));
    assert_null(ask(oracle, "where?", &error));
    assert_int_equal(error.code, MYNAH_ERROR_EXHAUSTED);
    assert_string_equal(error.text,
                        "oracle: no step of the script (1) accepts the request {text: \"where?\"}; "
                        "nearest is step 1: text contains \"mail\": it is \"where?\"");
    oracle_destroy(oracle);
}

static void test_fallback(void **state)
{
    (void)state;
    struct oracle *oracle = oracle_create(NULL);
    const struct mynah_step fallback = { .text = "whatever", .delay = 5 };
    struct mynah_entry entry;
    struct mynah_script *script =
        mynah_script_create(&(struct mynah_script_options){ .exhaustion = MYNAH_EXHAUSTION_DEFAULT,
                                                            .fallback = &fallback },
                            NULL);
    assert_true(mynah_script_add(script, &three[0], NULL));
    follow(oracle, script);
    assert_answer(oracle, "?", "one");
    assert_answer(oracle, "?", "whatever");
    assert_true(mynah__stand_in_entry(&oracle->base, -1, &entry));
    assert_int_equal(entry.step, -1);
    assert_int_equal(entry.end, 5);
    oracle_destroy(oracle);
}

static void test_no_steps(void **state)
{
    (void)state;
    struct oracle *oracle = oracle_create(NULL);
    struct mynah_error error;
    follow(oracle, script_of(MYNAH_EXHAUSTION_CYCLE, 0, NULL));
    assert_null(ask(oracle, "?", &error));
    assert_int_equal(error.code, MYNAH_ERROR_EXHAUSTED);
    assert_true(mynah__stand_in_follow(&oracle->base, NULL, &question_shape, NULL));
    assert_null(ask(oracle, "?", &error));
    assert_int_equal(error.code, MYNAH_ERROR_UNSET);
    oracle_destroy(oracle);
}

// The first step that is not used up and accepts the request answers.
static void test_conditions(void **state)
{
    (void)state;
    const struct mynah_step steps[] = {
        { .text = "mail 1", .when = &about_mail },
        { .text = "orbit", .when = &about_orbits, .times = MYNAH_ALWAYS },
        { .text = "mail 2", .when = &about_mail, .times = 2 },
        { .text = "anything" },
    };
    struct oracle *oracle = oracle_create(NULL);
    follow(oracle, script_of(MYNAH_EXHAUSTION_CYCLE, 4, steps));
    assert_answer(oracle, "orbits?", "orbit");
    assert_answer(oracle, "mail?", "mail 1");
    assert_answer(oracle, "mail?", "mail 2");
    assert_answer(oracle, "weather?", "anything");
    assert_answer(oracle, "an orbit?", "orbit");
    assert_answer(oracle, "mail?", "mail 2");
    assert_answer(oracle, "mail?", "mail 1"); // a new round
    assert_answer(oracle, "weather?", "anything");
    oracle_destroy(oracle);
}

static void test_repeat_last_that_accepts(void **state)
{
    (void)state;
    const struct mynah_step steps[] = { { .text = "mail", .when = &about_mail },
                                        { .text = "orbit", .when = &about_orbits } };
    struct oracle *oracle = oracle_create(NULL);
    follow(oracle, script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 2, steps));
    assert_answer(oracle, "orbit", "orbit");
    assert_answer(oracle, "mail", "mail");
    assert_answer(oracle, "mail", "mail");
    assert_answer(oracle, "orbit", "orbit");
    oracle_destroy(oracle);
}

static void test_refused(void **state)
{
    (void)state;
    const struct mynah_match broken = { .path = "text", .kind = MYNAH_MATCH_REGEX, .text = "[" };
    const struct {
        struct mynah_step step;
        const char *text;
    } rows[] = {
        { { .kind = MYNAH_STEP_CALLBACK }, "a callback step without a callback" },
        { { .kind = MYNAH_STEP_STREAM }, "a stream step without a stream" },
        { { .record = &rows }, "a step has a record without a shape" },
        { { .size = 3 }, "a step has a size without text" },
        { { .delay = -1 }, "the delay of a step is negative" },
        { { .times = -2 }, "`times` of a step is negative" },
        { { .kind = (enum mynah_step_kind)77 }, "the step is of no known kind" },
        { { .when = &broken }, "the regular expression \"[\": " },
    };
    struct mynah_script *script = mynah_script_create(NULL, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct mynah_error error = { 0 };
        assert_false(mynah_script_add(script, &rows[i].step, &error));
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
        assert_ptr_equal(strstr(error.text, rows[i].text), error.text);
    }
    assert_int_equal(mynah_script_count(script), 0);
    mynah_script_destroy(script);
    mynah_script_destroy(NULL);
}

static void test_frozen(void **state)
{
    (void)state;
    struct oracle *oracle = oracle_create(NULL);
    struct mynah_error error;
    struct mynah_script *script = script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 3, three);
    struct oracle *other = oracle_create(NULL);
    assert_true(mynah__stand_in_follow(&oracle->base, script, &question_shape, NULL));
    assert_true(mynah__stand_in_follow(&other->base, script, &question_shape, NULL));
    assert_false(mynah_script_add(script, &three[0], &error));
    assert_string_equal(error.text, "the script is in use: steps can no longer be added");
    assert_int_equal(mynah_script_count(script), 3);
    assert_string_equal(mynah_script_step(script, 2)->text, "three");
    mynah_script_destroy(script);
    assert_answer(oracle, "?", "one"); // each has its own place
    assert_answer(oracle, "?", "two");
    assert_answer(other, "?", "one");
    oracle_destroy(other);
    oracle_destroy(oracle);
}

static void test_paths_are_checked(void **state)
{
    (void)state;
    const struct mynah_match wrong = { .path = "colour", .text = "red" };
    struct oracle *oracle = oracle_create(NULL);
    struct mynah_error error;
    struct mynah_script *script =
        script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 1, &(struct mynah_step){ .when = &wrong });
    assert_false(mynah__stand_in_follow(&oracle->base, script, &question_shape, &error));
    assert_string_equal(error.text, "step 1: no field at \"colour\": a question has text");
    mynah_script_destroy(script);
    oracle_destroy(oracle);
}

static void test_streams(void **state)
{
    (void)state;
    struct mynah_script *chunks = script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 3, three);
    struct mynah_script *script = mynah_script_create(NULL, NULL);
    struct mynah_error error;
    struct mynah_step step = { .kind = MYNAH_STEP_STREAM, .stream = script };
    assert_false(mynah_script_add(script, &step, &error));
    assert_string_equal(error.text, "a script cannot stream itself");
    step.stream = chunks;
    assert_true(mynah_script_add(script, &step, NULL));
    assert_false(mynah_script_add(chunks, &three[0], NULL)); // frozen
    struct mynah_script *outer = mynah_script_create(NULL, NULL);
    step.stream = script;
    assert_false(mynah_script_add(outer, &step, &error));
    assert_string_equal(error.text, "a chunk of a stream cannot be a stream");
    mynah_script_destroy(outer);
    mynah_script_destroy(chunks);
    assert_string_equal(mynah_script_step(mynah_script_step(script, 0)->stream, 1)->text, "two");
    mynah_script_destroy(script);
}

// What is scripted is copied: text, records, conditions, the place.
static void test_copies(void **state)
{
    (void)state;
    char text[] = "text", file[] = "f.c", wanted[] = "mail";
    struct question record = { text };
    struct mynah_match when = { .path = "text", .text = wanted };
    struct mynah_script *script = mynah_script_create(NULL, NULL);
    assert_true(mynah_script_add(script,
                                 &(struct mynah_step){ .text = text,
                                                       .size = 2,
                                                       .shape = &question_shape,
                                                       .record = &record,
                                                       .when = &when,
                                                       .file = file,
                                                       .line = 3 },
                                 NULL));
    text[0] = file[0] = wanted[0] = 'X';
    const struct mynah_step *step = mynah_script_step(script, 0);
    assert_string_equal(step->text, "te");
    assert_string_equal(((const struct question *)step->record)->text, "text");
    assert_string_equal(step->when->text, "mail");
    assert_string_equal(step->file, "f.c");
    mynah_script_destroy(script);
}

static bool no_answer(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                      struct mynah_error *error)
{
    (void)self;
    (void)call;
    (void)answer;
    (void)error;
    return true;
}

static void test_verify(void **state)
{
    (void)state;
    struct mynah_script *chunks = script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 2, three);
    const struct mynah_step steps[] = {
        { .text = "used" },
        { .text = "reply\n", .when = &about_mail, .file = "plot.c", .line = 41 },
        { .kind = MYNAH_STEP_ERROR, .text = "down", .when = &about_mail },
        { .text = "perhaps", .when = &about_mail, .optional = true },
        { .kind = MYNAH_STEP_STREAM, .stream = chunks, .when = &about_mail },
        { .kind = MYNAH_STEP_CALLBACK, .callback = no_answer, .when = &about_mail },
        { .shape = &question_shape, .record = &(struct question){ "r" }, .when = &about_orbits },
        { .kind = MYNAH_STEP_MALFORMED, .text = "{", .times = 3 },
    };
    struct oracle *oracle = oracle_create(NULL);
    char why[2000];
    follow(oracle, script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 8, steps));
    mynah_script_destroy(chunks);
    assert_answer(oracle, "?", "used");
    assert_answer(oracle, "?", "{");
    assert_false(mynah__stand_in_verify(oracle, why, sizeof why));
    assert_string_equal(
        why, "oracle: step 2 of 8 was never used: reply \"reply\\n\" when text contains \"mail\"\n"
             "plot.c:41: note: scripted here\n"
             "oracle: step 3 of 8 was never used: error \"down\" when text contains \"mail\"\n"
             "oracle: step 5 of 8 was never used: stream of 2 chunks when text contains \"mail\"\n"
             "oracle: step 6 of 8 was never used: callback when text contains \"mail\"\n"
             "oracle: step 7 of 8 was never used: reply {text: \"r\"} when text matches "
             "\"orbits?\"\n"
             "oracle: step 8 of 8 was used 1 of 3 times: malformed reply \"{\"\n");
    follow(oracle, script_of(MYNAH_EXHAUSTION_CYCLE, 3, three));
    char joined[100];
    answers(oracle, 4, joined);
    assert_true(mynah__stand_in_verify(oracle, why, sizeof why)); // also in the second round
    mynah__stand_in_rewind(oracle);
    assert_false(mynah__stand_in_verify(oracle, why, sizeof why));
    assert_string_equal(answers(oracle, 1, joined), "one");
    oracle_destroy(oracle);
}

static bool build(struct mynah_error *error)
{
    const struct mynah_step step = { .text = "x", .when = &about_orbits, .file = "f.c" };
    const struct mynah_script_options options = { .exhaustion = MYNAH_EXHAUSTION_DEFAULT,
                                                  .fallback = &step };
    struct mynah_script *script = mynah_script_create(&options, error);
    bool built =
        script && mynah_script_add(script, &step, error) && mynah_script_add(script, &step, error);
    mynah_script_destroy(script);
    return built;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        shortage_over(&at, build(&at.error));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exhaustion),
        cmocka_unit_test(test_exhaustion_names_the_request),
        cmocka_unit_test(test_fallback),
        cmocka_unit_test(test_no_steps),
        cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_repeat_last_that_accepts),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_frozen),
        cmocka_unit_test(test_paths_are_checked),
        cmocka_unit_test(test_streams),
        cmocka_unit_test(test_copies),
        cmocka_unit_test(test_verify),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("script", tests, NULL, NULL);
}
