// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a scenario: refused with a word, or a mock that answers or says why not.

#include "fuzz.h"

#include "wire/scenario.h"

#include <mynah/provider.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_scenario *scenario = mynah_scenario_parse(NULL, (const char *)data, size, &error);
    if (!scenario) {
        if (error.text[0] == '\0') {
            abort();
        }
        return 0;
    }
    const struct mynah_chat_message messages[] = { { .role = "system", .content = "s" },
                                                   { .role = "user", .content = "Hi" } };
    const struct mynah_chat_request request = { .model = "m",
                                                .messages = messages,
                                                .message_count = 2 };
    char why[300];
    mynah__scenario_explain(scenario, &request, why, sizeof why);
    for (int i = 0; i < 3; i++) {
        struct mynah_chat_failure failure = { .kind = MYNAH_CHAT_NO_FAILURE };
        struct mynah_chat_response *response =
            mynah_provider_chat(mynah_scenario_provider(scenario), &request, &failure);
        if (!response && failure.kind == MYNAH_CHAT_NO_FAILURE) {
            abort();
        }
        mynah_free(response);
    }
    mynah_scenario_destroy(scenario);
    return 0;
}
