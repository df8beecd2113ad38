// SPDX-License-Identifier: Apache-2.0
//
// The matrix as one JSON document, and mynah_gate_matrix_write().

#include "core/json.h"
#include "core/hash.h"
#include "gate/gate.h"

#include <assert.h>
#include <string.h>

static void add_string(struct text *text, const char *key, const char *string)
{
    mynah__text_add_format(text, ",\"%s\":", key);
    mynah__json_string(text, string);
}

static void add_outcome(struct text *text, const struct mynah_gate_outcome *outcome)
{
    const struct mynah_gate_case *about = outcome->about;
    char digits[65];
    mynah__sha256(about->code, about->size, digits);
    mynah__text_add(text, "{\"name\":");
    mynah__json_string(text, about->name);
    add_string(text, "path", about->path);
    add_string(text, "sha256", digits);
    add_string(text, "expected", mynah_verdict_name(about->expected));
    add_string(text, "answered", outcome->answered ? mynah_verdict_name(outcome->verdict) : NULL);
    mynah__text_add_format(text, ",\"agrees\":%s", outcome->agrees ? "true" : "false");
    add_string(text, "message", outcome->message);
    if (!outcome->agrees) {
        mynah__text_add(text, ",\"code\":");
        mynah__json_text(text, about->code, about->size);
    }
    mynah__text_add_char(text, '}');
}

static void add_counts(struct text *text, const struct mynah_gate_matrix *matrix)
{
    for (int i = 0; i < GATE_VERDICTS; i++) {
        mynah__text_add_format(text, "%s\"%s\":{", i ? "," : "",
                               mynah_verdict_name((enum mynah_verdict)i));
        for (int j = 0; j <= GATE_NONE; j++) {
            mynah__text_add_format(text, "%s\"%s\":%zu", j ? "," : "",
                                   j == GATE_NONE ? "none"
                                                  : mynah_verdict_name((enum mynah_verdict)j),
                                   matrix->counts[i][j]);
        }
        mynah__text_add_char(text, '}');
    }
}

void mynah__gate_json(struct text *text, const struct mynah_gate_matrix *matrix,
                      const struct gate_format *format)
{
    mynah__text_add_format(text, "{\"schema\":1,\"tool\":{\"name\":\"mynah\",\"version\":\"%s\"}",
                           mynah_version());
    add_string(text, "gate", format->gate);
    add_string(text, "policy", format->policy);
    mynah__text_add_format(text, ",\"agrees\":%s,\"cases\":[",
                           matrix->miss_count ? "false" : "true");
    for (size_t i = 0; i < matrix->count; i++) {
        mynah__text_add(text, i ? ",\n" : "\n");
        add_outcome(text, &matrix->outcomes[i]);
    }
    mynah__text_add(text, "],\"counts\":{");
    add_counts(text, matrix);
    mynah__text_add(text, "},\"misses\":[");
    for (size_t i = 0; i < matrix->miss_count; i++) {
        mynah__text_add(text, i ? "," : "");
        mynah__json_string(text, matrix->misses[i]->about->name);
    }
    mynah__text_add(text, "]}\n");
}

char *mynah_gate_matrix_write(const struct mynah_gate_matrix *matrix, enum mynah_format format,
                              const struct mynah_write_options *options, struct mynah_error *error)
{
    const struct gate_format how = { .gate = options && options->path ? options->path : "gate",
                                     .color = options && options->color };
    struct text text = { 0 };
    assert(format == MYNAH_FORMAT_TEXT || format == MYNAH_FORMAT_JSON ||
           format == MYNAH_FORMAT_JUNIT);
    (format == MYNAH_FORMAT_JSON    ? mynah__gate_json
     : format == MYNAH_FORMAT_JUNIT ? mynah__gate_junit
                                    : mynah__gate_text)(&text, matrix, &how);
    char *written = mynah__text_detach(&text);
    if (!written) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return written;
}
