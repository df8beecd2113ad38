// SPDX-License-Identifier: Apache-2.0
//
// Any text as a model's reply, and as the arguments of its tool call: code that stands in it at the
// places that are told, or a reason.

#include "fuzz.h"

#include <mynah/extract.h>

#include <stdlib.h>
#include <string.h>

// The first character of each line of the code has to be the one at its place in the reply.
static void check_places(const char *reply, const struct mynah_code *code)
{
    const char *line = code->text;
    for (int number = 1; line && *line; number++) {
        struct mynah_place place = mynah_code_place(code, number, 1);
        const char *at = reply;
        for (int i = 1; i < place.line; i++) {
            at = strchr(at, '\n') + 1;
        }
        if (*line != '\n' && at[place.column - 1] != *line) {
            abort();
        }
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
    }
}

static void extract(const struct mynah_chat_response *response, unsigned forms)
{
    const struct mynah_code_options options = { .forms = forms };
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_code *code = mynah_code_extract(response, &options, &error);
    if (code ? strlen(code->text) != code->size : error.text[0] == '\0') {
        abort();
    }
    if (code && code->form == MYNAH_AS_FENCED) {
        check_places(response->content, code);
    }
    mynah_code_destroy(code);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (!text) {
        abort();
    }
    if (size) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    const struct mynah_tool_call call = { .id = "c", .name = "run", .arguments = text };
    const struct mynah_chat_response talk = { .content = text };
    const struct mynah_chat_response calls = { .tool_calls = &call, .tool_call_count = 1 };
    for (unsigned forms = 0; forms < 8; forms++) {
        extract(&talk, forms);
        extract(&calls, forms);
    }
    free(text);
    return 0;
}
