// SPDX-License-Identifier: Apache-2.0
//
// mynah_report_write(): one report in one of the formats.

#include "format/format.h"

#include "core/json.h"

#include <assert.h>

static void write_text(struct text *text, const struct mynah_report *report,
                       const struct format_options *options)
{
    mynah__format_text(text, report, options);
}

static void write_json(struct text *text, const struct mynah_report *report,
                       const struct format_options *options)
{
    mynah__format_json_head(text, report->target_version);
    mynah__format_json(text, report, options);
    mynah__format_json_tail(text);
}

static void write_ndjson(struct text *text, const struct mynah_report *report,
                         const struct format_options *options)
{
    mynah__format_json(text, report, options);
    mynah__text_add_char(text, '\n');
}

char *mynah_report_write(const struct mynah_report *report, enum mynah_format format,
                         const struct mynah_write_options *options, struct mynah_error *error)
{
    static void (*const writers[])(struct text *, const struct mynah_report *,
                                   const struct format_options *) = {
        [MYNAH_FORMAT_TEXT] = write_text,
        [MYNAH_FORMAT_JSON] = write_json,
        [MYNAH_FORMAT_NDJSON] = write_ndjson,
    };
    assert((size_t)format < sizeof writers / sizeof *writers);
    struct format_options how = { .path = options ? options->path : NULL,
                                  .color = options && options->color };
    struct text id = { 0 };
    if (options && options->id) {
        mynah__json_string(&id, options->id);
        how.id_json = id.bytes;
    }
    struct text text = { 0 };
    writers[format](&text, report, &how);
    text.failed = text.failed || id.failed;
    mynah__text_finish(&id);
    char *written = mynah__text_detach(&text);
    if (!written) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return written;
}
