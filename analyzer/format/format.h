// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_FORMAT_H
#define MYNAH_FORMAT_H

// How reports are written: one file for each format, all over the one report.

#include "core/text.h"
#include "report.h"

struct format_options {
    const char *path;    // NULL: no name
    const char *id_json; // the id as JSON has it; NULL: null
    bool color;
    // What is printed: returns whether a finding is; NULL prints all.  The verdict is not touched.
    bool (*shown)(const struct mynah_finding *finding, const void *self);
    const void *self;
};

// Add the report for people: findings with their code, then the verdict.
void mynah__format_text(struct text *text, const struct mynah_report *report,
                        const struct format_options *options);

// Add the report as one JSON object, without a newline.
void mynah__format_json(struct text *text, const struct mynah_report *report,
                        const struct format_options *options);

// Add what stands before and behind the objects of the one JSON document.
void mynah__format_json_head(struct text *text, const char *target_version);
void mynah__format_json_tail(struct text *text);

// Add the JSON object for code that could not be judged.
void mynah__format_json_error(struct text *text, const char *path, const char *id_json,
                              const struct mynah_error *error);

// Return the name of an error's code: "config".
const char *mynah__error_name(enum mynah_error_code code);

// ## Code lines

// A line of code, ready to be shown: no control characters, cut to a window around a column.
struct shown_line {
    struct text text;
    size_t indent; // cells before the marked part
    size_t width;  // cells of the marked part, at least 1
};

// Show line number `line` with the part from `column` up to before `end_column` marked (0: up to
// the line's end).  `ascii` leaves nothing but ASCII.  Release with mynah__text_finish().
struct shown_line mynah__show_line(const struct source *source, int line, int column,
                                   int end_column, bool ascii);

#endif
