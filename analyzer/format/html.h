// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_FORMAT_HTML_H
#define MYNAH_FORMAT_HTML_H

// Shared by the files that write the HTML page.

#include "format/format.h"

// The style sheet, in pieces; ends with NULL.
extern const char *const mynah__html_style[];

// What makes the ids of one unit's lines its own.
struct html_anchor {
    char name[14];
};
struct html_anchor mynah__html_anchor(const char *path);

// Add the code with the unit's findings beside their lines.
void mynah__html_code(struct text *text, const struct format_unit *unit,
                      const struct format_options *options);

#endif
