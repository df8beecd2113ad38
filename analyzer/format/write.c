// SPDX-License-Identifier: Apache-2.0
//
// mynah_report_write(): one report as a document in one of the formats.

#include "format/format.h"

#include "core/json.h"

#include <assert.h>

char *mynah_report_write(const struct mynah_report *report, enum mynah_format format,
                         const struct mynah_write_options *options, struct mynah_error *error)
{
    assert(format >= MYNAH_FORMAT_TEXT && format <= MYNAH_FORMAT_HTML);
    struct text id = { 0 };
    if (options && options->id) {
        mynah__json_string(&id, options->id);
    }
    const struct format_options how = { .target_version = report->target_version,
                                        .color = options && options->color };
    const struct format_unit unit = { .report = report,
                                      .path = options ? options->path : NULL,
                                      .id_json = id.bytes };
    struct format_document document = { .format = mynah__formats[format], .options = &how };
    struct format_parts parts = { 0 };
    struct text text = { 0 };
    document.format->unit(&parts, &unit, &how);
    mynah__document_add(&document, &unit, &parts, &text);
    mynah__document_end(&document, &text);
    text.failed = text.failed || id.failed;
    mynah__text_finish(&id);
    char *written = mynah__text_detach(&text);
    if (!written) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return written;
}
