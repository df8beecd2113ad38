// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_READER_DOCSTRING_H
#define MYNAH_READER_DOCSTRING_H

#include "interface_reader/reader.h"

struct line {
    const char *text; // without the blanks around it
    size_t indent;
};

struct docstring {
    struct reader *reader;
    struct line *lines;
    size_t count;
};

bool mynah__docstring_lines(struct reader *reader, char *text, struct docstring *doc);
// Return the first line of the section of that name, and set `*end` behind its last.
size_t mynah__docstring_section(const struct docstring *doc, const char *name, size_t *end);

/* contract.c */

// Read what is said of a result: the literals that it may be, `"sent" | "queued"`, and an example,
// `{"id": "msg_1", "status": "sent" | "queued"}`.
void mynah__contract_result(struct reader *reader, const char *text,
                            struct mynah_interface_member *member);

/* limits.c */

// Read what is asked of the parameters; the exceptions are known by then.
void mynah__limits_read(struct docstring *doc, struct mynah_interface_member *member);

#endif
