// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a cassette: refused with a word, or a mock that answers or says why not, and whose
// recording is a cassette again.

#include "fuzz.h"

#include <mynah/cassette.h>

#include <stdlib.h>

static void ask(struct mynah_provider *mock)
{
    const struct mynah_chat_message asked = { .role = "user", .content = "Hi" };
    const struct mynah_chat_request request = { .model = "m",
                                                .messages = &asked,
                                                .message_count = 1 };
    struct mynah_chat_failure failure = { .kind = MYNAH_CHAT_NO_FAILURE };
    struct mynah_chat_stream stream;
    struct mynah_chat_response *response = mynah_provider_chat(mock, &request, &failure);
    if (!response && failure.kind == MYNAH_CHAT_NO_FAILURE) {
        abort();
    }
    mynah_free(response);
    if (mynah_provider_stream(mock, &request, &stream, &failure)) {
        response = mynah_chat_collect(&stream, NULL, NULL, &failure);
        if (!response && failure.kind == MYNAH_CHAT_NO_FAILURE) {
            abort();
        }
        mynah_free(response);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    for (int loose = 0; loose < 2; loose++) {
        const struct mynah_replay_options options = { .loose = loose, .no_delays = loose };
        struct mynah_error error = { .code = MYNAH_ERROR_NONE };
        struct mynah_provider *mock =
            mynah_cassette_replay_text(NULL, (const char *)data, size, &options, &error);
        if (mock) {
            ask(mock);
        } else if (error.text[0] == '\0') {
            abort();
        }
        mynah_provider_destroy(mock);
    }
    return 0;
}
