// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_PROVIDER_H
#define MYNAH_CMOCKA_PROVIDER_H

/*
 * Assertions about the calls of a mock chat provider, and about answers of any provider.  Included
 * by mynah_cmocka.h.
 *
 * Calls are numbered from 0, and from the end with -1.  Conditions are on a `struct
 * mynah_chat_request`, `"messages[-1].content"`, and for replies on a `struct mynah_chat_response`:
 * `"tool_calls[0].name"`.
 */

#include <mynah/provider.h>
#include <mynah/schema.h>

#include "mynah_cmocka/match.h"

/* ### How often */

/** The provider was called at least once; streams count, and calls that failed. */
#define assert_provider_called(provider)                                                           \
    MYNAH_CMOCKA_PROVIDER("assert_provider_called(" #provider ")", NULL, provider,                 \
                          mynah_cmocka_calls_from(MYNAH_PROVIDER_CALLED_BETWEEN, 1, SIZE_MAX))

#define assert_provider_not_called(provider)                                                       \
    MYNAH_CMOCKA_PROVIDER("assert_provider_not_called(" #provider ")", NULL, provider,             \
                          mynah_cmocka_calls_from(MYNAH_PROVIDER_CALLED_BETWEEN, 0, 0))

#define assert_provider_called_times(provider, times)                                              \
    MYNAH_CMOCKA_PROVIDER("assert_provider_called_times(" #provider ", " #times ")", NULL,         \
                          provider, mynah_cmocka_calls_times((times)))

#define assert_provider_called_at_least(provider, times)                                           \
    MYNAH_CMOCKA_PROVIDER(                                                                         \
        "assert_provider_called_at_least(" #provider ", " #times ")", NULL, provider,              \
        mynah_cmocka_calls_from(MYNAH_PROVIDER_CALLED_BETWEEN, (times), SIZE_MAX))

#define assert_provider_called_at_most(provider, times)                                            \
    MYNAH_CMOCKA_PROVIDER("assert_provider_called_at_most(" #provider ", " #times ")", NULL,       \
                          provider,                                                                \
                          mynah_cmocka_calls_from(MYNAH_PROVIDER_CALLED_BETWEEN, 0, (times)))

#define assert_provider_called_between(provider, least, most)                                      \
    MYNAH_CMOCKA_PROVIDER("assert_provider_called_between(" #provider ", " #least ", " #most ")",  \
                          NULL, provider,                                                          \
                          mynah_cmocka_calls_from(MYNAH_PROVIDER_CALLED_BETWEEN, (least), (most)))

/** Nothing is left of what the provider was told to answer. */
#define assert_provider_script_used(provider)                                                      \
    MYNAH_CMOCKA_PROVIDER("assert_provider_script_used(" #provider ")", NULL, provider,            \
                          mynah_cmocka_calls_from(MYNAH_PROVIDER_SCRIPT_USED, 0, 0))

/** Exactly `times` calls failed with `kind`; `MYNAH_CHAT_NO_FAILURE`: with any. */
#define assert_provider_failed_times(provider, times, kind)                                        \
    MYNAH_CMOCKA_PROVIDER("assert_provider_failed_times(" #provider ", " #times ", " #kind ")",    \
                          NULL, provider, mynah_cmocka_failures((times), (kind)))

/* ### What it was asked */

/** The last call's prompt, the text of the last message of the user, is `text`. */
#define assert_provider_last_prompt(provider, text)                                                \
    MYNAH_CMOCKA_PROVIDER("assert_provider_last_prompt(" #provider ", " #text ")", NULL, provider, \
                          mynah_cmocka_prompt(-1, (text)))

#define assert_provider_nth_prompt(provider, index, text)                                          \
    MYNAH_CMOCKA_PROVIDER("assert_provider_nth_prompt(" #provider ", " #index ", " #text ")",      \
                          NULL, provider, mynah_cmocka_prompt((index), (text)))

/** The last request meets the condition: `mynah_match_is("model", "m-1")`. */
#define assert_provider_last_call(provider, condition)                                             \
    MYNAH_CMOCKA_PROVIDER("assert_provider_last_call(" #provider ", " #condition ")", NULL,        \
                          provider,                                                                \
                          mynah_cmocka_request_at(MYNAH_PROVIDER_NTH_CALL, -1, (condition)))

#define assert_provider_nth_call(provider, index, condition)                                       \
    MYNAH_CMOCKA_PROVIDER("assert_provider_nth_call(" #provider ", " #index ", " #condition ")",   \
                          NULL, provider,                                                          \
                          mynah_cmocka_request_at(MYNAH_PROVIDER_NTH_CALL, (index), (condition)))

/** At least one request meets it. */
#define assert_provider_any_call(provider, condition)                                              \
    MYNAH_CMOCKA_PROVIDER("assert_provider_any_call(" #provider ", " #condition ")", NULL,         \
                          provider, mynah_cmocka_requests((condition), 1, SIZE_MAX))

/** Every request meets it, and there was one. */
#define assert_provider_all_calls(provider, condition)                                             \
    MYNAH_CMOCKA_PROVIDER("assert_provider_all_calls(" #provider ", " #condition ")", NULL,        \
                          provider,                                                                \
                          mynah_cmocka_request_at(MYNAH_PROVIDER_ALL_CALLS, 0, (condition)))

#define assert_provider_no_call(provider, condition)                                               \
    MYNAH_CMOCKA_PROVIDER("assert_provider_no_call(" #provider ", " #condition ")", NULL,          \
                          provider, mynah_cmocka_requests((condition), 0, 0))

/** A number of requests from `least` to `most` meets it. */
#define assert_provider_call_between(provider, least, most, condition)                             \
    MYNAH_CMOCKA_PROVIDER("assert_provider_call_between(" #provider ", " #least ", " #most         \
                          ", " #condition ")",                                                     \
                          NULL, provider, mynah_cmocka_requests((condition), (least), (most)))

/* ### What it answered */

/** The response to the last call meets the condition; of a stream, what its chunks add up to. */
#define assert_provider_last_reply(provider, condition)                                            \
    MYNAH_CMOCKA_PROVIDER("assert_provider_last_reply(" #provider ", " #condition ")", NULL,       \
                          provider,                                                                \
                          mynah_cmocka_request_at(MYNAH_PROVIDER_NTH_REPLY, -1, (condition)))

#define assert_provider_nth_reply(provider, index, condition)                                      \
    MYNAH_CMOCKA_PROVIDER("assert_provider_nth_reply(" #provider ", " #index ", " #condition ")",  \
                          NULL, provider,                                                          \
                          mynah_cmocka_request_at(MYNAH_PROVIDER_NTH_REPLY, (index), (condition)))

/** Every response was whole, as assert_chat_response_valid() says. */
#define assert_provider_replies_valid(provider)                                                    \
    MYNAH_CMOCKA_PROVIDER("assert_provider_replies_valid(" #provider ")", NULL, provider,          \
                          mynah_cmocka_calls_from(MYNAH_PROVIDER_REPLIES_VALID, 0, 0))

/* ### Answers of any provider */

/** The response is whole: text or a tool call, a role, a finish reason, usage that adds up. */
#define assert_chat_response_valid(response)                                                       \
    mynah_cmocka_response(MYNAH_CMOCKA_HERE("assert_chat_response_valid(" #response ")", NULL),    \
                          (response))

/** The chunks, an array of pointers, are a whole stream: one final chunk, the last. */
#define assert_chat_chunks_valid(chunks, count)                                                    \
    mynah_cmocka_chunks(                                                                           \
        MYNAH_CMOCKA_HERE("assert_chat_chunks_valid(" #chunks ", " #count ")", NULL),              \
        (const struct mynah_chat_chunk *const *)(chunks), (count))

/** The arguments of the `struct mynah_tool_call *` meet the JSON Schema. */
#define assert_chat_arguments_meet(call, schema)                                                   \
    mynah_cmocka_arguments(                                                                        \
        MYNAH_CMOCKA_HERE("assert_chat_arguments_meet(" #call ", " #schema ")", NULL), (call),     \
        (schema))

/* ### For assertions of your own */

#define MYNAH_CMOCKA_PROVIDER(expression, message, provider, question)                             \
    mynah_cmocka_provider(MYNAH_CMOCKA_HERE(expression, message), (provider), question)

/** A question with the condition that it is about, so that neither needs storage of its own. */
struct mynah_cmocka_provider_question {
    struct mynah_provider_property property;
    struct mynah_match match;
    bool has_match;
};

static inline struct mynah_cmocka_provider_question
mynah_cmocka_calls_from(enum mynah_provider_property_kind kind, size_t least, size_t most)
{
    struct mynah_cmocka_provider_question question = MYNAH_CMOCKA_ZERO;
    question.property.kind = kind;
    question.property.least = least;
    question.property.most = most;
    return question;
}

static inline struct mynah_cmocka_provider_question mynah_cmocka_calls_times(size_t times)
{
    return mynah_cmocka_calls_from(MYNAH_PROVIDER_CALLED_BETWEEN, times, times);
}

static inline struct mynah_cmocka_provider_question
mynah_cmocka_failures(size_t times, enum mynah_chat_failure_kind kind)
{
    struct mynah_cmocka_provider_question question =
        mynah_cmocka_calls_from(MYNAH_PROVIDER_FAILED_BETWEEN, times, times);
    question.property.failure = kind;
    return question;
}

static inline struct mynah_cmocka_provider_question mynah_cmocka_prompt(long index,
                                                                        const char *text)
{
    struct mynah_cmocka_provider_question question =
        mynah_cmocka_calls_from(MYNAH_PROVIDER_NTH_PROMPT, 0, 0);
    question.property.index = index;
    question.property.text = text;
    return question;
}

static inline struct mynah_cmocka_provider_question mynah_cmocka_requests(struct mynah_match match,
                                                                          size_t least, size_t most)
{
    struct mynah_cmocka_provider_question question =
        mynah_cmocka_calls_from(MYNAH_PROVIDER_CALLS_BETWEEN, least, most);
    question.match = match;
    question.has_match = true;
    return question;
}

static inline struct mynah_cmocka_provider_question
mynah_cmocka_request_at(enum mynah_provider_property_kind kind, long index,
                        struct mynah_match match)
{
    struct mynah_cmocka_provider_question question = mynah_cmocka_requests(match, 0, 0);
    question.property.kind = kind;
    question.property.index = index;
    return question;
}

static inline void mynah_cmocka_provider(struct mynah_cmocka_place place,
                                         const struct mynah_provider *provider,
                                         struct mynah_cmocka_provider_question question)
{
    char why[MYNAH_CMOCKA_WHY_SIZE];
    question.property.match = question.has_match ? &question.match : NULL;
    if (!mynah_provider_meets(provider, question.property, why, sizeof why)) {
        mynah_cmocka_raise(place, why);
    }
}

/* Raise with what was expected, and why it is not so. */
static inline void mynah_cmocka_not_so(struct mynah_cmocka_place place, const char *expected,
                                       const char *reason)
{
    char why[MYNAH_CMOCKA_WHY_SIZE] = "expected: ";
    strncat(why, expected, sizeof why - strlen(why) - 1);
    strncat(why, "\n  actual: ", sizeof why - strlen(why) - 1);
    strncat(why, reason, sizeof why - strlen(why) - 1);
    mynah_cmocka_raise(place, why);
}

static inline void mynah_cmocka_response(struct mynah_cmocka_place place,
                                         const struct mynah_chat_response *response)
{
    char reason[400] = "there is none: NULL";
    if (response == NULL || !mynah_chat_response_meets(response, reason, sizeof reason)) {
        mynah_cmocka_not_so(place, "the response is whole", reason);
    }
}

static inline void mynah_cmocka_chunks(struct mynah_cmocka_place place,
                                       const struct mynah_chat_chunk *const *chunks, size_t count)
{
    char reason[400];
    if (!mynah_chat_chunks_meet(chunks, count, reason, sizeof reason)) {
        mynah_cmocka_not_so(place, "the chunks are a whole stream", reason);
    }
}

static inline void mynah_cmocka_arguments(struct mynah_cmocka_place place,
                                          const struct mynah_tool_call *call, const char *schema)
{
    char reason[400] = "there is no tool call: NULL";
    if (call == NULL || !mynah_schema_meets(schema, call->arguments ? call->arguments : "", reason,
                                            sizeof reason)) {
        mynah_cmocka_not_so(place, "the arguments of the tool call meet the schema", reason);
    }
}

#endif
