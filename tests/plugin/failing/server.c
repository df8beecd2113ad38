// SPDX-License-Identifier: Apache-2.0
//
// Assertions about the requests of a server that do not hold.

#include "failing.h"

#include "../../unit/wire_client.h"

// A server that knows one prompt, asked so often: by "Hi", which it does not know.
static struct mynah_server *serve(struct fixture *f, int requests)
{
    static const struct mynah_match orbit = { .path = "messages[-1].content",
                                              .kind = MYNAH_MATCH_CONTAINS,
                                              .text = "orbit" };
    const struct mynah_step when = { .when = &orbit, .file = "plot.c", .line = 12 };
    static struct answer answer;
    struct mynah_provider *model = mynah_provider_create(f->world, NULL, NULL);
    mynah_provider_add_reply(model, &(struct mynah_chat_response){ .content = "It is flat." },
                             &when, NULL);
    struct mynah_server *server = mynah_serve(model);
    for (int i = 0; i < requests; i++) {
        client_ask(server, i % 2 ? "/v1/chat/completions" : "/v1/messages",
                   i % 2 ? CHAT("") : MESSAGES(STREAM), &answer);
    }
    return server;
}

void server_asked_too_often(void **state)
{
    assert_server_requested_times(serve(*state, 2), 1);
}

void server_asked_too_seldom(void **state)
{
    assert_server_requested_between(serve(*state, 0), 1, 2);
}

void server_with_a_stray_request(void **state)
{
    assert_server_all_matched(serve(*state, 1));
}

void server_last_request_differs(void **state)
{
    assert_server_last_request(serve(*state, 2), mynah_match_is("path", "/v1/messages"));
}

void server_request_that_never_was(void **state)
{
    assert_server_nth_request(serve(*state, 1), 3, mynah_match_is("stream", "true"));
}

void server_no_request_like_that(void **state)
{
    assert_server_any_request(serve(*state, 2), mynah_match_is("path", "/v1/responses"));
}

void server_a_request_like_that(void **state)
{
    assert_server_no_request(serve(*state, 2), mynah_match_is("stream", "true"));
}

void server_fewer_requests_like_that(void **state)
{
    assert_server_request_between(serve(*state, 10), 6, 7, mynah_match_is("stream", "true"));
}

void server_last_answer_differs(void **state)
{
    assert_server_last_answer(serve(*state, 2), mynah_match_number("status", 200));
}

void server_condition_without_sense(void **state)
{
    assert_server_nth_answer(serve(*state, 1), 0, mynah_match_is("method", "POST"));
}

void server_of_no_provider(void **state)
{
    (void)state;
    mynah_serve(NULL);
}

void server_of_a_broken_scenario(void **state)
{
    struct fixture *f = *state;
    char path[300];
    f->inner = mynah_fixture_create(NULL, NULL);
    snprintf(path, sizeof path, "%s/scenario.yml", mynah_fixture_folder(f->inner, NULL));
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("steps:\n  - {when: {user: Hi}, repyl: Hello}\n", file);
    assert_int_equal(fclose(file), 0);
    mynah_serve_scenario(f->world, path);
}
