// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_SERVER_H
#define MYNAH_CMOCKA_SERVER_H

/*
 * A chat model behind HTTP for the length of a test, and assertions about the requests that came.
 * Included by mynah_cmocka.h.
 *
 *     MYNAH_TEST(tries_again)
 *     {
 *         struct mynah_server *server = mynah_serve_scenario(fixture->world, "limited.yml");
 *         run_host(mynah_server_openai_url(server));
 *         assert_server_requested_times(server, 2);
 *     }
 *
 * A server is in its world: the teardown of the fixture stops it.  Any number may run in a test.
 * What was said, whatever the protocol, is asked with assert_provider_...(), of
 * `mynah_server_provider(server)`.
 *
 * Requests are numbered from 0, and from the end with -1.  Conditions are on a `struct
 * mynah_http_request`, `"path"`, `"headers[*].name"`, and for answers on a `struct
 * mynah_http_response`: `"status"`.
 */

#include <stdio.h>

#include <mynah/wire.h>

#include "mynah_cmocka/match.h"

/* ### Serving; the test fails where that is not possible */

/** Return a server that answers as this provider does. */
#define mynah_serve(provider)                                                                      \
    mynah_cmocka_serve(MYNAH_CMOCKA_HERE("mynah_serve(" #provider ")", NULL),                      \
                       mynah_cmocka_serving((provider), NULL))

/** Return a server in `world` that answers as the scenario in that file says. */
#define mynah_serve_scenario(world, path)                                                          \
    mynah_cmocka_serve_scenario(                                                                   \
        MYNAH_CMOCKA_HERE("mynah_serve_scenario(" #world ", " #path ")", NULL), (world), (path))

/* ### How many requests came */

#define assert_server_requested_times(server, times)                                               \
    MYNAH_CMOCKA_SERVER("assert_server_requested_times(" #server ", " #times ")", NULL, server,    \
                        mynah_cmocka_asked(MYNAH_SERVER_REQUESTED_BETWEEN, (times), (times)))

#define assert_server_requested_between(server, least, most)                                       \
    MYNAH_CMOCKA_SERVER("assert_server_requested_between(" #server ", " #least ", " #most ")",     \
                        NULL, server,                                                              \
                        mynah_cmocka_asked(MYNAH_SERVER_REQUESTED_BETWEEN, (least), (most)))

/** There was a step for every request that could be read. */
#define assert_server_all_matched(server)                                                          \
    MYNAH_CMOCKA_SERVER("assert_server_all_matched(" #server ")", NULL, server,                    \
                        mynah_cmocka_asked(MYNAH_SERVER_ALL_MATCHED, 0, 0))

/* ### What they were */

/** The last request meets the condition: `mynah_match_is("path", "/v1/messages")`. */
#define assert_server_last_request(server, condition)                                              \
    MYNAH_CMOCKA_SERVER("assert_server_last_request(" #server ", " #condition ")", NULL, server,   \
                        mynah_cmocka_asked_at(MYNAH_SERVER_NTH_REQUEST, -1, (condition)))

#define assert_server_nth_request(server, index, condition)                                        \
    MYNAH_CMOCKA_SERVER("assert_server_nth_request(" #server ", " #index ", " #condition ")",      \
                        NULL, server,                                                              \
                        mynah_cmocka_asked_at(MYNAH_SERVER_NTH_REQUEST, (index), (condition)))

/** At least one request meets it, or none. */
#define assert_server_any_request(server, condition)                                               \
    MYNAH_CMOCKA_SERVER("assert_server_any_request(" #server ", " #condition ")", NULL, server,    \
                        mynah_cmocka_asked_so((condition), 1, SIZE_MAX))

#define assert_server_no_request(server, condition)                                                \
    MYNAH_CMOCKA_SERVER("assert_server_no_request(" #server ", " #condition ")", NULL, server,     \
                        mynah_cmocka_asked_so((condition), 0, 0))

/** A number of requests from `least` to `most` meets it. */
#define assert_server_request_between(server, least, most, condition)                              \
    MYNAH_CMOCKA_SERVER("assert_server_request_between(" #server ", " #least ", " #most            \
                        ", " #condition ")",                                                       \
                        NULL, server, mynah_cmocka_asked_so((condition), (least), (most)))

/* ### What was answered */

/** The last answer meets the condition: `mynah_match_at_least("status", 500)`. */
#define assert_server_last_answer(server, condition)                                               \
    MYNAH_CMOCKA_SERVER("assert_server_last_answer(" #server ", " #condition ")", NULL, server,    \
                        mynah_cmocka_asked_at(MYNAH_SERVER_NTH_ANSWER, -1, (condition)))

#define assert_server_nth_answer(server, index, condition)                                         \
    MYNAH_CMOCKA_SERVER("assert_server_nth_answer(" #server ", " #index ", " #condition ")", NULL, \
                        server,                                                                    \
                        mynah_cmocka_asked_at(MYNAH_SERVER_NTH_ANSWER, (index), (condition)))

/* ### For assertions of your own */

#define MYNAH_CMOCKA_SERVER(expression, message, server, question)                                 \
    mynah_cmocka_server(MYNAH_CMOCKA_HERE(expression, message), (server), question)

/** A question with the condition that it is about, so that neither needs storage of its own. */
struct mynah_cmocka_server_question {
    struct mynah_server_property property;
    struct mynah_match match;
    bool has_match;
};

static inline struct mynah_cmocka_server_question
mynah_cmocka_asked(enum mynah_server_property_kind kind, size_t least, size_t most)
{
    struct mynah_cmocka_server_question question = MYNAH_CMOCKA_ZERO;
    question.property.kind = kind;
    question.property.least = least;
    question.property.most = most;
    return question;
}

static inline struct mynah_cmocka_server_question mynah_cmocka_asked_so(struct mynah_match match,
                                                                        size_t least, size_t most)
{
    struct mynah_cmocka_server_question question =
        mynah_cmocka_asked(MYNAH_SERVER_REQUESTS_BETWEEN, least, most);
    question.match = match;
    question.has_match = true;
    return question;
}

static inline struct mynah_cmocka_server_question
mynah_cmocka_asked_at(enum mynah_server_property_kind kind, long index, struct mynah_match match)
{
    struct mynah_cmocka_server_question question = mynah_cmocka_asked_so(match, 0, 0);
    question.property.kind = kind;
    question.property.index = index;
    return question;
}

static inline void mynah_cmocka_server(struct mynah_cmocka_place place,
                                       const struct mynah_server *server,
                                       struct mynah_cmocka_server_question question)
{
    char why[MYNAH_CMOCKA_WHY_SIZE];
    question.property.match = question.has_match ? &question.match : NULL;
    if (!mynah_server_meets(server, question.property, why, sizeof why)) {
        mynah_cmocka_raise(place, why);
    }
}

static inline struct mynah_server_options mynah_cmocka_serving(struct mynah_provider *provider,
                                                               struct mynah_scenario *scenario)
{
    struct mynah_server_options options = MYNAH_CMOCKA_ZERO;
    options.provider = provider;
    options.scenario = scenario;
    return options;
}

MYNAH_CMOCKA_NORETURN static inline void mynah_cmocka_no_server(struct mynah_cmocka_place place,
                                                                const struct mynah_error *error)
{
    char why[MYNAH_CMOCKA_WHY_SIZE];
    snprintf(why, sizeof why, "expected: a server\n  actual: %s", error->text);
    if (error->line > 0) {
        snprintf(why, sizeof why, "expected: a server\n  actual: line %d, column %d: %s",
                 error->line, error->column, error->text);
    }
    mynah_cmocka_raise(place, why);
}

static inline struct mynah_server *mynah_cmocka_serve(struct mynah_cmocka_place place,
                                                      struct mynah_server_options options)
{
    struct mynah_error error = MYNAH_CMOCKA_ZERO;
    struct mynah_server *server = mynah_server_start(&options, &error);
    if (server == NULL) {
        mynah_cmocka_no_server(place, &error);
    }
    return server;
}

static inline void mynah_cmocka_end_scenario(void *scenario)
{
    mynah_scenario_destroy((struct mynah_scenario *)scenario);
}

static inline struct mynah_server *mynah_cmocka_serve_scenario(struct mynah_cmocka_place place,
                                                               struct mynah_world *world,
                                                               const char *path)
{
    struct mynah_error error = MYNAH_CMOCKA_ZERO;
    struct mynah_member member = MYNAH_CMOCKA_ZERO;
    struct mynah_scenario *scenario = mynah_scenario_load(world, path, &error);
    member.name = "scenario";
    member.destroy = mynah_cmocka_end_scenario;
    member.self = scenario;
    if (scenario == NULL || !mynah_world_add(world, &member, &error)) {
        mynah_scenario_destroy(scenario);
        mynah_cmocka_no_server(place, &error);
    }
    return mynah_cmocka_serve(place, mynah_cmocka_serving(NULL, scenario));
}

#endif
