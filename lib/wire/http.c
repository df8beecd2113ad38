// SPDX-License-Identifier: Apache-2.0
//
// Reads requests of HTTP/1.1: a head up to its blank line, then a body of a known size or in
// chunks.

#include "wire/http.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_MOST = 1024, TRAILERS_MOST = 16 << 10, KEPT_MOST = 64 << 10 };

static enum http_progress refuse(struct http_reader *reader, int status, const char *reason)
{
    reader->state = HTTP_ENDED;
    reader->status = status;
    reader->reason = reason;
    return HTTP_REFUSED;
}

static enum http_progress no_memory(struct http_reader *reader)
{
    return refuse(reader, 503, "out of memory");
}

static enum http_progress complete(struct http_reader *reader)
{
    if (!reader->body.bytes) {
        mynah__text_add(&reader->body, "");
    }
    reader->state = HTTP_ENDED;
    return reader->body.failed ? no_memory(reader) : HTTP_COMPLETE;
}

// ## The head

// RFC 9110: what names of methods and headers are made of.
static bool is_token(const char *text)
{
    static const char marks[] = "-!#$%&'*+.^_`|~";
    const char *at = text;
    for (; *at; at++) {
        bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
        if (!letter && !(*at >= '0' && *at <= '9') && !strchr(marks, *at)) {
            return false;
        }
    }
    return at > text;
}

static bool is_value(const char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text < ' ' && *text != '\t') {
            return false;
        }
    }
    return true;
}

static void lower(char *text)
{
    for (; *text; text++) {
        *text = (char)(*text >= 'A' && *text <= 'Z' ? *text + ('a' - 'A') : *text);
    }
}

// Cut the line off at its end, and return the next one.
static char *end_line(char *line)
{
    char *end = strstr(line, "\r\n");
    *end = '\0';
    return end + 2;
}

// What a client sends that takes this for a proxy: "http://host/path" is "/path" here.
static char *path_of(char *target)
{
    static const char *const schemes[] = { "http://", "https://" };
    for (size_t i = 0; i < 2; i++) {
        size_t size = strlen(schemes[i]);
        if (strncmp(target, schemes[i], size) == 0) {
            char *path = strchr(target + size, '/');
            return path ? path : target;
        }
    }
    return target;
}

static bool read_first_line(struct http_reader *reader, char *line)
{
    char *target = strchr(line, ' ');
    char *version = target ? strchr(target + 1, ' ') : NULL;
    if (!version) {
        return refuse(reader, 400, "the first line is no request line") != HTTP_REFUSED;
    }
    *target++ = '\0';
    *version++ = '\0';
    if (!is_token(line) || !*target || !is_value(target)) {
        return refuse(reader, 400, "the first line is no request line") != HTTP_REFUSED;
    }
    reader->method = line;
    reader->target = path_of(target);
    reader->old = strcmp(version, "HTTP/1.0") == 0;
    reader->close = reader->old;
    if (!reader->old && strcmp(version, "HTTP/1.1") != 0) {
        return refuse(reader, 505, "only HTTP/1.1 and HTTP/1.0 are spoken here") != HTTP_REFUSED;
    }
    return true;
}

static bool read_header(struct http_reader *reader, char *line)
{
    char *value = strchr(line, ':');
    if (!value) {
        return refuse(reader, 400, "a header has no colon") != HTTP_REFUSED;
    }
    *value++ = '\0';
    value += strspn(value, " \t");
    size_t size = strlen(value);
    while (size && (value[size - 1] == ' ' || value[size - 1] == '\t')) {
        value[--size] = '\0';
    }
    if (!is_token(line) || !is_value(value)) {
        return refuse(reader, 400, "a header has bytes that it must not have") != HTTP_REFUSED;
    }
    if (reader->header_count == HTTP_HEADERS_MOST) {
        return refuse(reader, 431, "there are more than 100 headers") != HTTP_REFUSED;
    }
    lower(line);
    reader->headers[reader->header_count++] = (struct http_header){ line, value };
    return true;
}

const char *mynah__http_header(const struct http_reader *reader, const char *name)
{
    for (size_t i = 0; i < reader->header_count; i++) {
        if (mynah__text_same(reader->headers[i].name, name)) {
            return reader->headers[i].value;
        }
    }
    return NULL;
}

static size_t count_headers(const struct http_reader *reader, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < reader->header_count; i++) {
        count += mynah__text_same(reader->headers[i].name, name);
    }
    return count;
}

// Compare without regard to case.
static bool is_word(const char *text, size_t size, const char *word)
{
    for (size_t i = 0; i < size; i++) {
        if ((text[i] | ('A' <= text[i] && text[i] <= 'Z' ? 0x20 : 0)) != word[i]) {
            return false;
        }
    }
    return word[size] == '\0';
}

static bool has_item(const char *list, const char *word)
{
    for (const char *at = list + strspn(list, ", \t"); *at; at += strspn(at, ", \t")) {
        size_t length = strcspn(at, ", \t");
        if (is_word(at, length, word)) {
            return true;
        }
        at += length;
    }
    return false;
}

// Whether a header, of which there may be several, has the word in its list.
static bool lists(const struct http_reader *reader, const char *name, const char *word)
{
    for (size_t i = 0; i < reader->header_count; i++) {
        const struct http_header *header = &reader->headers[i];
        if (strcmp(header->name, name) == 0 && has_item(header->value, word)) {
            return true;
        }
    }
    return false;
}

static bool read_length(const char *text, uint64_t *length)
{
    *length = 0;
    for (const char *at = text; *at; at++) {
        if (*at < '0' || *at > '9' || *length > UINT64_MAX / 16) {
            return false;
        }
        *length = *length * 10 + (uint64_t)(*at - '0');
    }
    return *text != '\0';
}

// See how the body is told, and whether the client waits before it sends it.
static enum http_progress begin_body(struct http_reader *reader)
{
    const char *length = mynah__http_header(reader, "content-length");
    const char *coding = mynah__http_header(reader, "transfer-encoding");
    const char *expect = mynah__http_header(reader, "expect");
    if (count_headers(reader, "content-length") + count_headers(reader, "transfer-encoding") > 1) {
        return refuse(reader, 400, "the length of the body is told more than once");
    }
    if (coding && (!is_word(coding, strlen(coding), "chunked") || reader->old)) {
        return refuse(reader, 501, "a body comes as it is, or chunked");
    }
    if (length && !read_length(length, &reader->left)) {
        return refuse(reader, 400, "the content-length is no number");
    }
    if (reader->left > reader->body_most) {
        return refuse(reader, 413, "the body is larger than this server takes");
    }
    if (!coding && reader->left == 0) {
        return complete(reader);
    }
    reader->state = coding ? HTTP_IN_SIZE : HTTP_IN_BODY;
    if (expect && !is_word(expect, strlen(expect), "100-continue")) {
        return refuse(reader, 417, "the only thing to expect is 100-continue");
    }
    return expect && !reader->old ? HTTP_WAITS : HTTP_MORE;
}

static enum http_progress read_head(struct http_reader *reader)
{
    // Of the blank line, its end and the end of the line before it are left.
    char *line = reader->head.bytes, *end = line + reader->head.size - 2;
    if (strlen(line) != reader->head.size) {
        return refuse(reader, 400, "there is a NUL byte among the headers");
    }
    *end = '\0';
    char *next = end_line(line);
    if (strchr(line, '\r') || strchr(line, '\n') || !read_first_line(reader, line)) {
        return reader->status ? HTTP_REFUSED
                              : refuse(reader, 400, "a line does not end as it should");
    }
    while (next < end) {
        line = next;
        next = end_line(line);
        if (*line == ' ' || *line == '\t') {
            return refuse(reader, 400, "a header is folded");
        }
        if (!read_header(reader, line)) {
            return HTTP_REFUSED;
        }
    }
    reader->close = lists(reader, "connection", "close") ||
                    (reader->old && !lists(reader, "connection", "keep-alive"));
    if (count_headers(reader, "host") > 1 || (!reader->old && count_headers(reader, "host") == 0)) {
        return refuse(reader, 400, "a request names one host");
    }
    return begin_body(reader);
}

// Whether among the bytes from `had` on a line ends with '\n' alone: no blank line would come.
static bool has_bare_end(const struct text *head, size_t had)
{
    assert(head->bytes || head->size == 0);
    for (size_t i = had; i < head->size; i++) {
        if (head->bytes[i] == '\n' && (i == 0 || head->bytes[i - 1] != '\r')) {
            return true;
        }
    }
    return false;
}

// Take bytes up to the blank line.
static enum http_progress take_head(struct http_reader *reader, const char *bytes, size_t size,
                                    size_t *used)
{
    struct text *head = &reader->head;
    size_t had = head->size;
    if (had == 0) {
        // RFC 9112, 2.2: empty lines before a request are nothing.
        while (*used < size && (bytes[*used] == '\r' || bytes[*used] == '\n')) {
            ++*used;
        }
    }
    size_t skipped = *used;
    size_t room = HTTP_HEAD_MOST - had;
    size_t more = size - skipped < room ? size - skipped : room;
    mynah__text_add_bytes(head, bytes + skipped, more);
    if (head->failed) {
        return no_memory(reader);
    }
    size_t at = had < 3 ? 0 : had - 3;
    const char *end = NULL;
    for (const char *found = head->bytes ? head->bytes + at : NULL; found && !end;) {
        found = memchr(found, '\r', head->size - (size_t)(found - head->bytes));
        size_t left = found ? head->size - (size_t)(found - head->bytes) : 0;
        end = left >= 4 && memcmp(found, "\r\n\r\n", 4) == 0 ? found : NULL;
        found = found ? found + 1 : NULL;
    }
    if (!end) {
        *used = skipped + more;
        return head->size == HTTP_HEAD_MOST
                   ? refuse(reader, 431, "the headers have more than 64 KiB")
               : has_bare_end(head, had) ? refuse(reader, 400, "a line does not end as it should")
                                         : HTTP_MORE;
    }
    size_t total = (size_t)(end - head->bytes) + 4;
    *used = skipped + total - had;
    head->size = total;
    head->bytes[total] = '\0';
    return read_head(reader);
}

// ## The body

static enum http_progress take_body(struct http_reader *reader, const char *bytes, size_t size,
                                    size_t *used)
{
    size_t more = size - *used < reader->left ? size - *used : (size_t)reader->left;
    mynah__text_add_bytes(&reader->body, bytes + *used, more);
    *used += more;
    reader->left -= more;
    if (reader->body.failed) {
        return no_memory(reader);
    }
    if (reader->left > 0) {
        return HTTP_MORE;
    }
    if (reader->state == HTTP_IN_BODY) {
        return complete(reader);
    }
    reader->state = HTTP_BEHIND;
    reader->blank = 0;
    return HTTP_MORE;
}

static int digit_of(char byte)
{
    static const char digits[] = "0123456789abcdef";
    const char *found =
        byte ? strchr(digits, byte | (byte >= 'A' && byte <= 'F' ? 0x20 : 0)) : NULL;
    return found ? (int)(found - digits) : -1;
}

static enum http_progress end_size(struct http_reader *reader)
{
    reader->state = reader->left ? HTTP_IN_CHUNK : HTTP_IN_TRAILERS;
    reader->line = 0;
    reader->blank = 0;
    if (reader->left > reader->body_most - reader->body.size) {
        return refuse(reader, 413, "the body is larger than this server takes");
    }
    return HTTP_MORE;
}

// A size in hexadecimal digits, then maybe extensions that nobody looks at, then the line end.
static enum http_progress take_size(struct http_reader *reader, char byte)
{
    int digit = digit_of(byte);
    bool in_digits = reader->blank == 0;
    if (reader->line == 0) {
        reader->left = 0;
    }
    if (++reader->line > LINE_MOST) {
        return refuse(reader, 400, "the line of a chunk's size is too long");
    }
    if (reader->blank == 2) { // behind '\r'
        return byte == '\n' ? end_size(reader) : refuse(reader, 400, "the size of a chunk is none");
    }
    if (in_digits && digit >= 0 && reader->left < UINT32_MAX) {
        reader->left = reader->left * 16 + (uint64_t)digit;
        return HTTP_MORE;
    }
    bool allowed = byte == '\r' || (in_digits ? byte == ';' || byte == ' ' || byte == '\t'
                                              : byte != '\n' && byte != '\0');
    if (reader->line == 1 || !allowed) {
        return refuse(reader, 400, "the size of a chunk is none");
    }
    reader->blank = byte == '\r' ? 2 : 1;
    return HTTP_MORE;
}

static enum http_progress take_behind(struct http_reader *reader, char byte)
{
    if (byte != "\r\n"[reader->blank]) {
        return refuse(reader, 400, "a chunk is longer than it says");
    }
    if (++reader->blank == 2) {
        reader->state = HTTP_IN_SIZE;
        reader->line = 0;
        reader->blank = 0;
    }
    return HTTP_MORE;
}

// Lines up to an empty one; `blank` counts the bytes of the line, as far as that matters.
static enum http_progress take_trailer(struct http_reader *reader, char byte)
{
    if (++reader->line > TRAILERS_MOST) {
        return refuse(reader, 431, "the trailers have more than 16 KiB");
    }
    if (byte == '\n') {
        bool empty = reader->blank == 0;
        reader->blank = 0;
        return empty ? complete(reader) : HTTP_MORE;
    }
    reader->blank += byte != '\r';
    return HTTP_MORE;
}

static enum http_progress take_byte(struct http_reader *reader, char byte)
{
    switch (reader->state) {
    case HTTP_IN_SIZE:
        return take_size(reader, byte);
    case HTTP_BEHIND:
        return take_behind(reader, byte);
    default:
        return take_trailer(reader, byte);
    }
}

enum http_progress mynah__http_read(struct http_reader *reader, const char *bytes, size_t size,
                                    size_t *used)
{
    enum http_progress progress = reader->status ? HTTP_REFUSED : HTTP_MORE;
    *used = 0;
    while (*used < size && progress == HTTP_MORE) {
        if (reader->state == HTTP_IN_HEAD) {
            progress = take_head(reader, bytes, size, used);
        } else if (reader->state == HTTP_IN_BODY || reader->state == HTTP_IN_CHUNK) {
            progress = take_body(reader, bytes, size, used);
        } else {
            progress = take_byte(reader, bytes[(*used)++]);
        }
    }
    return progress;
}

// ## Life

static void empty(struct text *text)
{
    if (text->capacity > KEPT_MOST || text->failed) {
        mynah__text_finish(text);
    }
    text->size = 0;
}

void mynah__http_reset(struct http_reader *reader)
{
    empty(&reader->head);
    empty(&reader->body);
    reader->state = HTTP_IN_HEAD;
    reader->left = 0;
    reader->line = 0;
    reader->blank = 0;
    reader->header_count = 0;
    reader->status = 0;
    reader->reason = NULL;
    reader->close = false;
}

void mynah__http_finish(struct http_reader *reader)
{
    mynah__text_finish(&reader->head);
    mynah__text_finish(&reader->body);
}
