// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CLI_AUDIT_H
#define MYNAH_CLI_AUDIT_H

// The audit: a file to which one JSON line is added for each verdict that stops code.

#include "format/format.h"

// Where the lines go.  Not for several threads at a time.
struct audit {
    const char *path; // NULL: there is no audit
    int fd;
};

// Open `path`, which may be NULL, for adding.  False, once complained about.
bool mynah__audit_open(struct audit *audit, const char *path);
void mynah__audit_close(struct audit *audit);

// Return whether there is a line for such a verdict.
bool mynah__audit_has(enum mynah_verdict verdict);

// Add the line of a unit, the code of which came as these bytes: nothing unless it was stopped.
void mynah__audit_unit(struct text *line, const struct format_unit *unit, const char *code,
                       size_t size);

// Add the member "source", or "source_base64" for what is not UTF-8, the end of the object and of
// the line to an object that is not ended yet.
void mynah__audit_source(struct text *line, const char *code, size_t size);

// Write out what is in `lines` and wait until it is on the disk; then it is empty.  False, once
// complained about, when that could not be done.
bool mynah__audit_write(const struct audit *audit, struct text *lines);

#endif
