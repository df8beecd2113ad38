// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CORE_SINK_H
#define MYNAH_CORE_SINK_H

// Text into a buffer of fixed size, counted as snprintf() counts: nothing is allocated, so that
// whoever asks for an explanation may jump away.  `{ buffer, size }` is an empty sink.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sink {
    char *bytes;
    size_t size;
    size_t length; // of the whole text, also of what did not fit
};

// Return a sink that writes to the buffer, which may have size 0, and make it empty text.
struct sink mynah__sink(char *buffer, size_t size);
void mynah__sink_bytes(struct sink *sink, const char *bytes, size_t size);
void mynah__sink_add(struct sink *sink, const char *text);
void mynah__sink_format(struct sink *sink, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// Add text in quotes, as printable ASCII, cut after `most` bytes (0: 120).
void mynah__sink_quoted(struct sink *sink, const char *text, size_t size, size_t most);
// The same without the quotes, where no quotes are wanted: JSON.
void mynah__sink_plain(struct sink *sink, const char *text, size_t size, size_t most);
// Add the shortest decimal number that reads back as `real`, with a point in every locale.
void mynah__sink_real(struct sink *sink, double real);
// Add a name as it is, when it is short printable ASCII, else in quotes.
void mynah__sink_name(struct sink *sink, const char *name);

#endif
