// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TESTS_ORACLE_H
#define MYNAH_TESTS_ORACLE_H

// The smallest stand-in there can be, for the tests of what all stand-ins share.

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

struct oracle {
    struct stand_in base;
};

static inline void oracle_destroy(void *self)
{
    struct oracle *oracle = self;
    if (oracle) {
        mynah__stand_in_finish(&oracle->base);
        mynah__free(oracle);
    }
}

static inline struct oracle *oracle_create(struct mynah_world *world)
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
static inline char *ask(struct oracle *oracle, const char *text, struct mynah_error *error)
{
    const struct question question = { text };
    const struct call call = { .method = "ask", .shape = &question_shape, .request = &question };
    struct reply *reply = mynah__call(&oracle->base, &call, error);
    char *answer = NULL;
    if (reply && reply->kind != MYNAH_STEP_ERROR) {
        answer = mynah__alloc(reply->size + 1);
        if (answer && reply->text) {
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

static inline void follow(struct oracle *oracle, struct mynah_script *script)
{
    assert_true(mynah__stand_in_follow(&oracle->base, script, &question_shape, NULL));
    mynah_script_destroy(script);
}

static inline struct mynah_script *script_of(enum mynah_exhaustion exhaustion, size_t count,
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

#endif
