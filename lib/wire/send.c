// SPDX-License-Identifier: Apache-2.0
//
// Answers as bytes of HTTP: heads, bodies, events, and what faults make of them.

#include "wire/server.h"

#include <string.h>

// ## The head

static const char *phrase_of(int status)
{
    static const struct {
        int status;
        const char *phrase;
    } rows[] = {
        { 200, "OK" },
        { 400, "Bad Request" },
        { 401, "Unauthorized" },
        { 402, "Payment Required" },
        { 403, "Forbidden" },
        { 404, "Not Found" },
        { 405, "Method Not Allowed" },
        { 408, "Request Timeout" },
        { 409, "Conflict" },
        { 413, "Content Too Large" },
        { 417, "Expectation Failed" },
        { 422, "Unprocessable Content" },
        { 429, "Too Many Requests" },
        { 431, "Request Header Fields Too Large" },
        { 500, "Internal Server Error" },
        { 501, "Not Implemented" },
        { 502, "Bad Gateway" },
        { 503, "Service Unavailable" },
        { 504, "Gateway Timeout" },
        { 505, "HTTP Version Not Supported" },
        { 529, "Overloaded" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].status == status) {
            return rows[i].phrase;
        }
    }
    return "Unknown";
}

static bool has_fault(const struct exchange *exchange, enum mynah_wire_fault_kind kind)
{
    return exchange->fault && exchange->fault->kind == kind;
}

static void add_header(struct text *out, const char *name, const char *value)
{
    mynah__text_add(out, name);
    ADD(out, ": ");
    mynah__text_add(out, value);
    ADD(out, "\r\n");
}

// What the fault adds to, or spoils in, the head.
static void add_faults(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    const struct mynah_wire_fault *fault = exchange->fault;
    struct text *out = &connection->out;
    for (size_t i = 0; fault && i < fault->header_count; i++) {
        add_header(out, fault->headers[i].name, fault->headers[i].value);
    }
    if (has_fault(exchange, MYNAH_FAULT_BAD_HEADER)) {
        mynah__text_add(out, fault->text ? fault->text : "this line is no header");
        ADD(out, "\r\n");
        exchange->struck = true;
    }
    exchange->struck = exchange->struck || has_fault(exchange, MYNAH_FAULT_CONTENT_TYPE);
}

void mynah__send_status(struct connection *connection, int status)
{
    struct text *out = &connection->out;
    ADD(out, "HTTP/1.1 ");
    mynah__put_number(out, status);
    ADD(out, " ");
    mynah__text_add(out, phrase_of(status));
    ADD(out, "\r\n");
    connection->exchange.headed = true;
    connection->exchange.status = status;
}

static void begin_head(struct connection *connection, int status, const char *type)
{
    struct exchange *exchange = &connection->exchange;
    struct text *out = &connection->out;
    bool odd = has_fault(exchange, MYNAH_FAULT_CONTENT_TYPE);
    mynah__send_status(connection, status);
    if (odd) {
        type = exchange->fault->text ? exchange->fault->text : "text/html";
    }
    add_header(out, "content-type", type);
    add_header(out, exchange->protocol->request_id, exchange->request_id);
}

static void end_head(struct connection *connection)
{
    add_faults(connection);
    if (connection->reader.close || connection->ending != ENDING_KEEP) {
        connection->ending = connection->ending == ENDING_KEEP ? ENDING_CLOSE : connection->ending;
        add_header(&connection->out, "connection", "close");
    } else if (connection->reader.old) {
        add_header(&connection->out, "connection", "keep-alive");
    }
    ADD(&connection->out, "\r\n");
}

static void add_length(struct text *out, size_t size)
{
    ADD(out, "content-length: ");
    mynah__put_number(out, (int64_t)size);
    ADD(out, "\r\n");
}

// ## Bodies

size_t mynah__cut_utf8(const struct text *text)
{
    size_t at = 0;
    while (at < text->size && (unsigned char)text->bytes[at] < 0xC0) {
        at++;
    }
    return at < text->size ? at + 1 : 0;
}

// How much of a body there is with the fault: `*size` bytes, which the head says are `*told`.
static void cut_body(struct connection *connection, const struct text *body, size_t *size,
                     size_t *told)
{
    struct exchange *exchange = &connection->exchange;
    const struct mynah_wire_fault *fault = exchange->fault;
    size_t half = body->size / 2;
    switch (fault ? (int)fault->kind : -1) {
    case MYNAH_FAULT_BAD_JSON:
        *size = *told = body->size - body->size / 3 - 1;
        break;
    case MYNAH_FAULT_CUT_CLEAN:
        *size = *told = half;
        break;
    case MYNAH_FAULT_CUT_UTF8:
        *size = *told = mynah__cut_utf8(body) ? mynah__cut_utf8(body) : half;
        break;
    case MYNAH_FAULT_RESET:
    case MYNAH_FAULT_CUT:
    case MYNAH_FAULT_CUT_EVENT:
        *size = half;
        connection->ending = fault->kind == MYNAH_FAULT_RESET ? ENDING_RESET : ENDING_CLOSE;
        break;
    case MYNAH_FAULT_STALL:
        *size = half;
        exchange->held = half;
        break;
    default:
        return;
    }
    exchange->struck = true;
    exchange->cut = fault->kind != MYNAH_FAULT_STALL;
}

static void send_bad_chunk(struct connection *connection, const struct text *body)
{
    const char *size = connection->exchange.fault->text;
    ADD(&connection->out, "transfer-encoding: chunked\r\n");
    connection->ending = ENDING_CLOSE;
    end_head(connection);
    mynah__text_add(&connection->out, size ? size : "xyz");
    ADD(&connection->out, "\r\n");
    mynah__text_add_bytes(&connection->out, body->bytes, body->size);
    connection->exchange.struck = true;
    connection->exchange.cut = true;
}

void mynah__send_body(struct connection *connection, int status, const struct text *body)
{
    struct exchange *exchange = &connection->exchange;
    size_t size = body->size, told = body->size;
    if (status < 400) {
        cut_body(connection, body, &size, &told);
    }
    begin_head(connection, status, "application/json");
    if (status < 400 && has_fault(exchange, MYNAH_FAULT_BAD_CHUNK)) {
        send_bad_chunk(connection, body);
        return;
    }
    if (exchange->cut && told != size) {
        // The head is that of a whole answer: what comes is a surprise.
        enum ending ending = connection->ending;
        connection->ending = ENDING_KEEP;
        add_length(&connection->out, told);
        end_head(connection);
        connection->ending = ending;
    } else {
        add_length(&connection->out, told);
        end_head(connection);
    }
    if (!exchange->bodiless) {
        mynah__text_add_bytes(&connection->out, body->bytes, size);
    }
}

static void add_retry(struct text *out, int64_t retry_after)
{
    if (retry_after % MYNAH_SECOND == 0) {
        ADD(out, "retry-after: ");
        mynah__put_number(out, retry_after / MYNAH_SECOND);
    } else {
        ADD(out, "retry-after-ms: ");
        mynah__put_number(out, (retry_after + MYNAH_MILLISECOND - 1) / MYNAH_MILLISECOND);
    }
    ADD(out, "\r\n");
}

void mynah__send_error(struct connection *connection, const struct wire_error *error)
{
    struct exchange *exchange = &connection->exchange;
    struct text body = { .bytes = NULL };
    exchange->protocol->error(&body, error, exchange->request_id);
    begin_head(connection, error->status, "application/json");
    if (error->retry_after) {
        add_retry(&connection->out, error->retry_after);
    }
    if (error->status == 429) {
        exchange->protocol->limits(&connection->out, error);
    }
    if (error->status == 405 && exchange->allow) {
        add_header(&connection->out, "allow", exchange->allow);
    }
    add_length(&connection->out, body.size);
    end_head(connection);
    if (!exchange->bodiless) {
        mynah__text_add_bytes(&connection->out, body.bytes ? body.bytes : "", body.size);
    }
    connection->out.failed = connection->out.failed || body.failed;
    mynah__text_finish(&body);
}

// ## Streams

void mynah__send_open(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    if (exchange->headed) {
        return;
    }
    exchange->chunked = !connection->reader.old;
    if (!exchange->chunked) {
        connection->ending = ENDING_CLOSE;
    }
    begin_head(connection, 200, "text/event-stream; charset=utf-8");
    ADD(&connection->out, "cache-control: no-cache\r\n");
    if (exchange->chunked) {
        ADD(&connection->out, "transfer-encoding: chunked\r\n");
    }
    end_head(connection);
}

static void send_chunk(struct connection *connection, const char *bytes, size_t size)
{
    static const char digits[] = "0123456789abcdef";
    struct text *out = &connection->out;
    char line[20];
    size_t at = sizeof line;
    if (!connection->exchange.chunked) {
        mynah__text_add_bytes(out, bytes, size);
        return;
    }
    line[--at] = '\n';
    line[--at] = '\r';
    for (size_t left = size; left; left /= 16) {
        line[--at] = digits[left % 16];
    }
    mynah__text_add_bytes(out, line + at, sizeof line - at);
    mynah__text_add_bytes(out, bytes, size);
    ADD(out, "\r\n");
}

// How many bytes of the event are sent, with a fault that shows in one.
static size_t cut_event(struct exchange *exchange, const struct text *event)
{
    size_t at = mynah__cut_utf8(event);
    switch (exchange->fault->kind) {
    case MYNAH_FAULT_CUT_EVENT:
        at = event->size / 2;
        break;
    case MYNAH_FAULT_CUT_UTF8:
        break;
    default: // BAD_JSON: the stream goes on, so that what follows is an event again
        exchange->armed = false;
        exchange->struck = true;
        return event->size - event->size / 3 - 2;
    }
    if (at) {
        exchange->armed = false;
        exchange->struck = true;
        exchange->muted = true;
        exchange->cut = true;
    }
    return at ? at : event->size;
}

void mynah__send_event(void *self, const struct text *event)
{
    struct connection *connection = self;
    struct exchange *exchange = &connection->exchange;
    if (exchange->muted || event->failed || event->size == 0) {
        return;
    }
    size_t size = exchange->armed ? cut_event(exchange, event) : event->size;
    send_chunk(connection, event->bytes, size);
    if (size < event->size && !exchange->muted) {
        send_chunk(connection, "\n\n", 2);
    }
}

void mynah__send_end(struct connection *connection)
{
    if (connection->exchange.chunked) {
        ADD(&connection->out, "0\r\n\r\n");
    }
}
