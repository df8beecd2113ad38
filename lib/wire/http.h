// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_WIRE_HTTP_H
#define MYNAH_WIRE_HTTP_H

// Reading requests of HTTP/1.1 (RFC 9112), a piece at a time, within bounds and strictly: what two
// readers could understand differently is refused.

#include "core/text.h"

#include <stdbool.h>
#include <stdint.h>

enum { HTTP_HEAD_MOST = 64 << 10, HTTP_HEADERS_MOST = 100 };

struct http_header {
    const char *name; // in lower case
    const char *value;
};

enum http_progress {
    HTTP_MORE,     // to be read
    HTTP_WAITS,    // for a 100 Continue, told once, before the rest comes
    HTTP_COMPLETE, // there it is; what follows belongs to the next request
    HTTP_REFUSED,  // with `status`; nothing after it can be read
};

enum http_state {
    HTTP_IN_HEAD,
    HTTP_IN_BODY,
    HTTP_IN_SIZE,     // of a chunk, up to the end of its line
    HTTP_IN_CHUNK,    // its bytes
    HTTP_BEHIND,      // the line end behind them
    HTTP_IN_TRAILERS, // which are not looked at
    HTTP_ENDED,
};

struct http_reader {
    size_t body_most;
    enum http_state state;
    struct text head; // taken apart in place
    struct text body;
    size_t scanned; // of the head
    uint64_t left;  // of the body, or of the chunk
    size_t line;    // bytes of a chunk's line, or of the trailers
    size_t blank;   // of the line end that is being looked for
    const char *method;
    const char *target;
    bool old;   // HTTP/1.0
    bool close; // the client wants no more answers on this connection
    struct http_header headers[HTTP_HEADERS_MOST];
    size_t header_count;
    int status;         // why it was refused
    const char *reason; // in words
};

// Read from `size` bytes; `*used` is how many of them belong to this request.
enum http_progress mynah__http_read(struct http_reader *reader, const char *bytes, size_t size,
                                    size_t *used);
// Return the value of the header, the name of which is in lower case, or NULL.
const char *mynah__http_header(const struct http_reader *reader, const char *name);
// Make ready for the next request; memory is kept for it, but not much.
void mynah__http_reset(struct http_reader *reader);
void mynah__http_finish(struct http_reader *reader);

#endif
