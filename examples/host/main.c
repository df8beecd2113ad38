// SPDX-License-Identifier: Apache-2.0
//
// A host of a model that writes Python, as somebody has it who has never heard of Mynah: the model
// is behind HTTP, what judges its code is a command.
//
//     OPENAI_BASE_URL=http://127.0.0.1:34567/v1 host WISH GATE...
//     host "Set the magnet to 1.5 A" mynah check --format ndjson -
//
// It runs nothing: what may run is printed.  Ends with 0 for that, with 1 for code that a person
// has to see or that is forbidden, with 2 when there is no code to speak of.

#include "model.h"

#include <curl/curl.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ATTEMPTS = 3, RAN = 0, HELD = 1, TROUBLE = 2, AGAIN = 3 };

static void say(json_t *messages, const char *role, const char *content)
{
    json_array_append_new(messages, json_pack("{s:s, s:s}", "role", role, "content", content));
}

// Say what was found, as the next thing that the user says.
static void send_back(json_t *messages, const char *code, const json_t *verdict)
{
    char reasons[2000] = "This was wrong, please mend it:";
    size_t i, length = strlen(reasons);
    const json_t *finding;
    json_array_foreach(json_object_get(verdict, "findings"), i, finding)
    {
        const char *message = json_string_value(json_object_get(finding, "message"));
        int line = (int)json_integer_value(json_object_get(finding, "line"));
        int written = snprintf(reasons + length, sizeof reasons - length, "\nline %d: %s", line,
                               message ? message : "?");
        if (written < 0 || (size_t)written >= sizeof reasons - length) {
            break;
        }
        length += (size_t)written;
    }
    say(messages, "assistant", code);
    say(messages, "user", reasons);
}

// Judge the code, and do what follows from it.
static int decide(json_t *messages, const char *code, char *const *gate)
{
    json_t *judged = gate_judge(gate, code);
    const char *verdict = json_string_value(json_object_get(judged, "verdict"));
    int decided = HELD;
    if (!verdict) {
        fprintf(stderr, "host: the gate has no verdict\n");
        decided = TROUBLE;
    } else {
        fprintf(stderr, "host: %s\n", verdict);
    }
    if (verdict && strcmp(verdict, "retry") == 0) {
        send_back(messages, code, judged);
        decided = AGAIN;
    } else if (verdict && strcmp(verdict, "allow") == 0) {
        fputs(code, stdout);
        decided = RAN;
    }
    json_decref(judged);
    return decided;
}

static int work(const struct model *model, json_t *messages, char *const *gate)
{
    int decided = AGAIN;
    for (int attempt = 0; attempt < ATTEMPTS && decided == AGAIN; attempt++) {
        char why[WHY_MOST];
        char *code = model_write(model, messages, why);
        if (!code) {
            fprintf(stderr, "host: no answer: %s\n", why);
            return TROUBLE;
        }
        decided = decide(messages, code, gate);
        free(code);
    }
    return decided == AGAIN ? TROUBLE : decided;
}

int main(int argc, char **argv)
{
    const struct model model = { .url = getenv("OPENAI_BASE_URL"),
                                 .name = "gpt-5",
                                 .key = getenv("OPENAI_API_KEY") };
    if (argc < 3 || !model.url) {
        fprintf(stderr, "usage: OPENAI_BASE_URL=URL host WISH GATE...\n");
        return TROUBLE;
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);
    json_t *messages = json_array();
    say(messages, "system", "Write Python that binds `results`.");
    say(messages, "user", argv[1]);
    int decided = work(&model, messages, argv + 2);
    json_decref(messages);
    curl_global_cleanup();
    return decided;
}
