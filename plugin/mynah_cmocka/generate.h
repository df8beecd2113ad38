// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_GENERATE_H
#define MYNAH_CMOCKA_GENERATE_H

/*
 * A generator in cmocka's own idiom: what it will answer is queued in the test, as with
 * will_return(), and cmocka reports what is left over.  Included by mynah_cmocka.h.
 *
 *     struct mynah_code_generator model = mynah_queued_generator();
 *     mynah_expect_generate(broken, mynah_match_number("failures", 0));
 *     mynah_expect_generate(mended, mynah_match_is("failures[-1].type", "SyntaxError"));
 *     assert_true(host_run(&host, &model));
 *
 * As with all mocks of cmocka, a request that is not expected leaves the test from inside the code
 * under test, and requests must come from the thread of the test.  Where that is in the way, use a
 * `struct mynah_generator` and assert afterwards.
 */

#include <mynah/generator.h>

#include "mynah_cmocka/match.h"

/** The next request is answered with this code, whatever it is. */
#define mynah_will_generate(code)                                                                  \
    MYNAH_CMOCKA_QUEUE(mynah_cmocka_turn(                                                          \
        MYNAH_CMOCKA_HERE("mynah_will_generate(" #code ")", NULL), MYNAH_ERROR_NONE, (code)))

/** The next request gets an error with this text. */
#define mynah_will_generate_error(text)                                                            \
    MYNAH_CMOCKA_QUEUE(                                                                            \
        mynah_cmocka_turn(MYNAH_CMOCKA_HERE("mynah_will_generate_error(" #text ")", NULL),         \
                          MYNAH_ERROR_SCRIPTED, (text)))

/**
 * The next request meets the condition, and is answered with this code.  The condition is one on a
 * `struct mynah_generation`: `"request.user_query"`, `"failures[-1].type"`.
 */
#define mynah_expect_generate(code, condition)                                                     \
    MYNAH_CMOCKA_QUEUE(mynah_cmocka_turn_where(                                                    \
        mynah_cmocka_turn(                                                                         \
            MYNAH_CMOCKA_HERE("mynah_expect_generate(" #code ", " #condition ")", NULL),           \
            MYNAH_ERROR_NONE, (code)),                                                             \
        (condition)))

/** Return the generator that answers what is queued. */
#define mynah_queued_generator()                                                                   \
    mynah_cmocka_queued(MYNAH_CMOCKA_HERE("mynah_queued_generator()", NULL))

/* ### How it works */

/* One answer.  cmocka's queue has its address; the list keeps it from being a leak when a test
 * fails before it is used. */
struct mynah_cmocka_turn {
    struct mynah_cmocka_turn *next;
    struct mynah_cmocka_place place;
    enum mynah_error_code error;
    const char *text;
    struct mynah_match match;
    bool has_match;
};

#if defined(cm_print_error) && defined(__cplusplus)
/* What will_return_ptr() says, of which cmocka 2.x has no form that is C++. */
static inline void mynah_cmocka_will_return(const char *file, int line, const void *turn)
{
    CMockaValueData value = {};
    value.const_ptr = turn;
    _will_return("mynah_generate", file, line, NULL, value, 1);
}
#define MYNAH_CMOCKA_QUEUE(turn) mynah_cmocka_will_return(__FILE__, __LINE__, (turn))
#elif defined(cm_print_error)
#define MYNAH_CMOCKA_QUEUE(turn) will_return_ptr(mynah_generate, (turn))
#else
#define MYNAH_CMOCKA_QUEUE(turn) will_return(mynah_generate, (uintptr_t)(turn))
#endif

/* Where the list begins, and where the generator was made. */
struct mynah_cmocka_queue {
    struct mynah_cmocka_turn *first;
    struct mynah_cmocka_place place;
};

static inline struct mynah_cmocka_queue *mynah_cmocka_queue(void)
{
    static struct mynah_cmocka_queue queue;
    return &queue;
}

static inline struct mynah_cmocka_turn *
mynah_cmocka_turn(struct mynah_cmocka_place place, enum mynah_error_code error, const char *text)
{
    struct mynah_field field = MYNAH_CMOCKA_ZERO;
    struct mynah_shape shape = MYNAH_CMOCKA_ZERO;
    struct mynah_cmocka_turn turn = MYNAH_CMOCKA_ZERO;
    field.name = "text";
    field.kind = MYNAH_FIELD_TEXT;
    field.offset = offsetof(struct mynah_cmocka_turn, text);
    shape.name = "turn";
    shape.size = sizeof turn;
    shape.fields = &field;
    shape.field_count = 1;
    turn.next = mynah_cmocka_queue()->first;
    turn.place = place;
    turn.error = error;
    turn.text = text;
    struct mynah_cmocka_turn *copy =
        (struct mynah_cmocka_turn *)mynah_record_copy(&shape, &turn, NULL);
    if (copy == NULL) {
        mynah_cmocka_raise(place, "out of memory\n");
    }
    mynah_cmocka_queue()->first = copy;
    return copy;
}

static inline struct mynah_cmocka_turn *mynah_cmocka_turn_where(struct mynah_cmocka_turn *turn,
                                                                struct mynah_match match)
{
    turn->match = match;
    turn->has_match = true;
    return turn;
}

/* Take the turn out of the list, and return a copy of which only the text has to be released. */
static inline struct mynah_cmocka_turn mynah_cmocka_take(struct mynah_cmocka_turn *turn,
                                                         char **text)
{
    struct mynah_cmocka_turn **link = &mynah_cmocka_queue()->first;
    while (*link != NULL && *link != turn) {
        link = &(*link)->next;
    }
    if (*link != NULL) {
        *link = turn->next;
    }
    struct mynah_cmocka_turn copy = *turn;
    *text = mynah_copy_text(turn->text != NULL ? turn->text : "");
    mynah_free((char *)turn);
    return copy;
}

/* A request came, and nothing is queued. */
static inline void mynah_cmocka_surplus(const struct mynah_generation *generation)
{
    char why[MYNAH_CMOCKA_WHY_SIZE] = "expected: no request but those that answers are queued for\n"
                                      "  actual: one more: ";
    size_t length = strlen(why);
    mynah_record_show(mynah_generation_shape(), generation, NULL, why + length,
                      sizeof why - length);
    mynah_cmocka_raise(mynah_cmocka_queue()->place, why);
}

/* A request came, and it is not the one that is expected. */
static inline void mynah_cmocka_unexpected(struct mynah_cmocka_turn turn,
                                           const struct mynah_generation *generation)
{
    char why[MYNAH_CMOCKA_WHY_SIZE] = "expected: a request where ";
    size_t length = strlen(why);
    mynah_match_show(&turn.match, why + length, 600);
    strcat(why, "\n  actual: ");
    length = strlen(why);
    mynah_match_meets(&turn.match, mynah_generation_shape(), generation, why + length, 600);
    strcat(why, "\n request: ");
    length = strlen(why);
    mynah_record_show(mynah_generation_shape(), generation, NULL, why + length,
                      sizeof why - length);
    mynah_cmocka_raise(turn.place, why);
}

static inline char *mynah_generate(void *self, const struct mynah_request *request,
                                   const struct mynah_failure *failures, size_t failure_count,
                                   struct mynah_error *error)
{
    struct mynah_generation generation = MYNAH_CMOCKA_ZERO;
    char *text;
    (void)self;
    generation.request = *request;
    generation.failures = failures;
    generation.failure_count = failure_count;
    if (mynah_cmocka_queue()->first == NULL) {
        mynah_cmocka_surplus(&generation);
    }
    struct mynah_cmocka_turn turn =
        mynah_cmocka_take(mock_ptr_type(struct mynah_cmocka_turn *), &text);
    if (turn.has_match &&
        !mynah_match_meets(&turn.match, mynah_generation_shape(), &generation, NULL, 0)) {
        mynah_free(text);
        mynah_cmocka_unexpected(turn, &generation);
    }
    if (turn.error != MYNAH_ERROR_NONE) {
        mynah_error_set(error, turn.error, "%s", text != NULL ? text : "out of memory");
        mynah_free(text);
        return NULL;
    }
    return text;
}

static inline char *mynah_cmocka_metadata(void *self, struct mynah_error *error)
{
    char *text = mynah_copy_text("{\"generator\": \"queued\"}");
    (void)self;
    if (text == NULL) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return text;
}

static inline struct mynah_code_generator mynah_cmocka_queued(struct mynah_cmocka_place place)
{
    struct mynah_code_generator generator = MYNAH_CMOCKA_ZERO;
    mynah_cmocka_queue()->place = place;
    generator.generate = mynah_generate;
    generator.metadata = mynah_cmocka_metadata;
    return generator;
}

#endif
