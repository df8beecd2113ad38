// SPDX-License-Identifier: Apache-2.0
//
// Worlds, and the way a call takes through journal, script, clock and callback.

#include <mynah/world.h>

#include "core/alloc.h"
#include "stand_in/call.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

struct question {
    const char *text;
};

static const struct mynah_field question_fields[] = {
    { .name = "text", .kind = MYNAH_FIELD_TEXT, .offset = offsetof(struct question, text) },
};

static const struct mynah_shape question_shape = {
    .name = "question", .size = sizeof(struct question), .fields = question_fields, .field_count = 1
};

// The smallest stand-in there can be.
struct oracle {
    struct stand_in base;
};

static void oracle_destroy(void *self)
{
    struct oracle *oracle = self;
    if (oracle) {
        mynah__stand_in_finish(&oracle->base);
        mynah__free(oracle);
    }
}

static struct oracle *oracle_create(struct mynah_world *world)
{
    static const struct mynah_member member = { .name = "oracle",
                                                .verify = mynah__stand_in_verify,
                                                .reset = mynah__stand_in_rewind,
                                                .destroy = oracle_destroy };
    struct oracle *oracle = mynah__alloc(sizeof *oracle);
    if (oracle && !mynah__stand_in_init(&oracle->base, world, &member, NULL)) {
        mynah__free(oracle);
        oracle = NULL;
    }
    return oracle;
}

// Ask, and return the answer's text, which must be freed, or NULL with `error`.
static char *ask(struct oracle *oracle, const char *text, struct mynah_error *error)
{
    const struct question question = { text };
    const struct call call = { .method = "ask", .shape = &question_shape, .request = &question };
    struct reply *reply = mynah__call(&oracle->base, &call, error);
    char *answer = NULL;
    if (reply && reply->kind != MYNAH_STEP_ERROR) {
        answer = mynah__alloc(reply->size + 1);
        if (answer) {
            memcpy(answer, reply->text, reply->size);
        }
    }
    mynah__reply_release(reply);
    return answer;
}

#define assert_answer(oracle, question, expected)                                                  \
    do {                                                                                           \
        char *answer_ = ask(oracle, question, NULL);                                               \
        assert_non_null(answer_);                                                                  \
        assert_string_equal(answer_, expected);                                                    \
        mynah__free(answer_);                                                                      \
    } while (0)

static void follow(struct oracle *oracle, struct mynah_script *script)
{
    assert_true(mynah__stand_in_follow(&oracle->base, script, &question_shape, NULL));
    mynah_script_destroy(script);
}

static struct mynah_script *script_of(enum mynah_exhaustion exhaustion, size_t count,
                                      const struct mynah_step *steps)
{
    const struct mynah_script_options options = { .exhaustion = exhaustion };
    struct mynah_script *script = mynah_script_create(&options, NULL);
    assert_non_null(script);
    for (size_t i = 0; i < count; i++) {
        assert_true(mynah_script_add(script, &steps[i], NULL));
    }
    return script;
}

static void test_call(void **state)
{
    (void)state;
    struct oracle *oracle = oracle_create(NULL);
    struct mynah_error error;
    struct mynah_entry entry;
    assert_non_null(oracle);
    assert_null(ask(oracle, "why?", &error));
    assert_int_equal(error.code, MYNAH_ERROR_UNSET);
    assert_string_equal(error.text, "oracle: it was not told what to answer");
    follow(oracle,
           script_of(MYNAH_EXHAUSTION_REPEAT_LAST, 2,
                     (const struct mynah_step[]){
                         { .text = "because", .delay = 3 * MYNAH_SECOND, .file = "t.c", .line = 7 },
                         { .kind = MYNAH_STEP_ERROR, .text = "tired" } }));
    assert_answer(oracle, "why?", "because");
    assert_null(ask(oracle, "how?", &error));
    assert_int_equal(error.code, MYNAH_ERROR_SCRIPTED);
    assert_string_equal(error.text, "tired");
    assert_int_equal(mynah__stand_in_calls(&oracle->base), 3);
    assert_true(mynah__stand_in_entry(&oracle->base, 1, &entry));
    assert_string_equal(entry.stand_in, "oracle");
    assert_string_equal(entry.method, "ask");
    assert_string_equal(((const struct question *)entry.request)->text, "why?");
    assert_string_equal(entry.text, "because");
    assert_string_equal(entry.file, "t.c");
    assert_int_equal(entry.line, 7);
    assert_int_equal(entry.begin, 0);
    assert_int_equal(entry.end, 3 * MYNAH_SECOND);
    assert_int_equal(entry.outcome, MYNAH_OUTCOME_ANSWERED);
    assert_true(mynah__stand_in_entry(&oracle->base, -1, &entry));
    assert_int_equal(entry.outcome, MYNAH_OUTCOME_ERROR);
    assert_string_equal(entry.error->text, "tired");
    assert_int_equal(entry.step, 1);
    assert_false(mynah__stand_in_entry(&oracle->base, 3, &entry));
    assert_false(mynah__stand_in_entry(&oracle->base, -4, &entry));
    oracle_destroy(oracle);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_call),
    };
    return cmocka_run_group_tests_name("world", tests, NULL, NULL);
}
