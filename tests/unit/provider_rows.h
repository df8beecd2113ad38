// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TEST_PROVIDER_ROWS_H
#define MYNAH_TEST_PROVIDER_ROWS_H

// What the tests of providers ask, and how they read the answers.

#include <mynah/provider.h>

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct mynah_chat_message asked[] = {
    { .role = "system", .content = "You are a helpful assistant." },
    { .role = "user", .content = "Plot the orbit" },
};
static const struct mynah_chat_request request = { .model = "m-1",
                                                   .messages = asked,
                                                   .message_count = 2 };

static inline void add_text(struct mynah_provider *provider, const char *text)
{
    const struct mynah_chat_response reply = { .content = text };
    assert_true(mynah_provider_add_reply(provider, &reply, NULL, NULL));
}

static inline void assert_text(struct mynah_provider *provider, const char *text)
{
    struct mynah_chat_failure failure;
    struct mynah_chat_response *response = mynah_provider_chat(provider, &request, &failure);
    if (!response) {
        fail_msg("%s", failure.error.text);
    }
    assert_int_equal(failure.kind, MYNAH_CHAT_NO_FAILURE);
    assert_string_equal(response->content, text);
    mynah_free(response);
}

static inline void assert_fails(struct mynah_provider *provider, enum mynah_chat_failure_kind kind,
                                const char *text)
{
    struct mynah_chat_failure failure;
    assert_null(mynah_provider_chat(provider, &request, &failure));
    assert_int_equal(failure.kind, kind);
    assert_string_equal(failure.error.text, text);
}

#endif
