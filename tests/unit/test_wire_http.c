// SPDX-License-Identifier: Apache-2.0
//
// Requests of HTTP as the server reads them: whole, byte by byte, and those that it must refuse.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "shortage.h"
#include "wire/http.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define HOST "Host: a\r\n"

enum { BODY_MOST = 1000 };

// Feed the bytes in pieces; returns how far it came, and with the rest unused.
static enum http_progress feed(struct http_reader *reader, const char *bytes, size_t size,
                               size_t piece, size_t *used)
{
    enum http_progress progress = HTTP_MORE;
    *used = 0;
    while (*used < size && (progress == HTTP_MORE || progress == HTTP_WAITS)) {
        size_t left = size - *used, taken;
        progress = mynah__http_read(reader, bytes + *used, left < piece ? left : piece, &taken);
        assert_true(taken <= left);
        *used += taken;
    }
    return progress;
}

static void requests_are_read_in_pieces_of_any_size(void **state)
{
    static const struct {
        const char *bytes;
        const char *method;
        const char *target;
        const char *body;
    } rows[] = {
        { "GET / HTTP/1.1\r\n" HOST "\r\n", "GET", "/", "" },
        { "\r\n\r\nPOST /a?b HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\nabc", "POST", "/a?b",
          "abc" },
        { "POST /c HTTP/1.1\r\n" HOST
          "transfer-encoding: Chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789"
          "\r\n0\r\nTrailer: x\r\n\r\n",
          "POST", "/c", "abc0123456789" },
        { "POST /d HTTP/1.0\r\ncontent-length:0\r\n\r\n", "POST", "/d", "" },
        { "POST /e HTTP/1.1\r\n" HOST "Expect: 100-continue\r\nContent-Length: 2\r\n\r\nok", "POST",
          "/e", "ok" },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        for (size_t piece = 1; piece < 100; piece++) {
            struct http_reader reader = { .body_most = BODY_MOST };
            size_t used;
            enum http_progress progress =
                feed(&reader, rows[i].bytes, strlen(rows[i].bytes), piece, &used);
            assert_int_equal(progress, HTTP_COMPLETE);
            assert_int_equal(used, strlen(rows[i].bytes));
            assert_string_equal(reader.method, rows[i].method);
            assert_string_equal(reader.target, rows[i].target);
            assert_string_equal(reader.body.bytes, rows[i].body);
            mynah__http_finish(&reader);
        }
    }
}

static void requests_that_follow_each_other_are_kept_apart(void **state)
{
    static const char two[] =
        "POST /1 HTTP/1.1\r\n" HOST "content-length: 1\r\n\r\nxGET /2 HTTP/1.1\r\n" HOST
        "Connection: close\r\n\r\n";
    struct http_reader reader = { .body_most = BODY_MOST };
    size_t used, more;
    (void)state;
    assert_int_equal(feed(&reader, two, sizeof two - 1, 1000, &used), HTTP_COMPLETE);
    assert_string_equal(reader.target, "/1");
    assert_false(reader.close);
    mynah__http_reset(&reader);
    assert_int_equal(feed(&reader, two + used, sizeof two - 1 - used, 1000, &more), HTTP_COMPLETE);
    assert_string_equal(reader.target, "/2");
    assert_true(reader.close);
    assert_string_equal(mynah__http_header(&reader, "host"), "a");
    assert_null(mynah__http_header(&reader, "content-length"));
    mynah__http_finish(&reader);
}

static void what_two_readers_could_understand_differently_is_refused(void **state)
{
    static const struct {
        const char *bytes;
        int status;
    } rows[] = {
        { "GET /\r\n\r\n", 400 },
        { "GET / HTTP/2\r\n" HOST "\r\n", 505 },
        { "G T / HTTP/1.1\r\n\r\n", 505 },
        { "GET / HTTP/1.1\n" HOST "\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\n" HOST HOST "\r\n", 400 },
        { "GET / HTTP/1.1\r\n" HOST "No colon\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\n" HOST "Space : x\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\n" HOST "A: b\r\n folded\r\n\r\n", 400 },
        { "GET / HTTP/1.1\r\n" HOST "A: b\001\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\nContent-Length: 1\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
          400 },
        { "POST / HTTP/1.1\r\n" HOST "Content-Length: +1\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999999\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\n" HOST "Content-Length: 1001\r\n\r\n", 413 },
        { "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip\r\n\r\n", 501 },
        { "POST / HTTP/1.1\r\n" HOST "Expect: more\r\nContent-Length: 1\r\n\r\n", 417 },
        { "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", 400 },
        { "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n\r\n", 400 },
        { "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n1\r\nabc", 400 },
        { "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n3e9\r\n", 413 },
        { "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
          400 },
    };
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        for (size_t piece = 1; piece < 200; piece += 99) {
            struct http_reader reader = { .body_most = BODY_MOST };
            size_t used;
            assert_int_equal(feed(&reader, rows[i].bytes, strlen(rows[i].bytes), piece, &used),
                             HTTP_REFUSED);
            assert_int_equal(reader.status, rows[i].status);
            assert_non_null(reader.reason);
            mynah__http_finish(&reader);
        }
    }
}

// Feed `times` times the same text behind a beginning.
static int status_of_many(const char *begin, const char *text, size_t times)
{
    struct http_reader reader = { .body_most = BODY_MOST };
    size_t used;
    enum http_progress progress = feed(&reader, begin, strlen(begin), 1000, &used);
    for (size_t i = 0; i < times && progress == HTTP_MORE; i++) {
        progress = feed(&reader, text, strlen(text), 1000, &used);
    }
    int status = reader.status;
    mynah__http_finish(&reader);
    return status;
}

static void nothing_is_without_bounds(void **state)
{
    (void)state;
    assert_int_equal(status_of_many("GET / HTTP/1.1\r\n", "A: bbbbbbbbbbbbbbbb\r\n", 10000), 431);
    assert_int_equal(status_of_many("GET /", "aaaaaaaaaaaaaaaaaaaaa", 10000), 431);
    static const char chunked[] = "POST / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n";
    assert_int_equal(status_of_many(chunked, "1\r\nx\r\n", 10000), 413);
    char extended[200], trailed[200];
    snprintf(extended, sizeof extended, "%s1;", chunked);
    snprintf(trailed, sizeof trailed, "%s0\r\n", chunked);
    assert_int_equal(status_of_many(extended, "xxxxxxxxxxxxxxx", 10000), 400);
    assert_int_equal(status_of_many(trailed, "A: b\r\n", 10000), 431);
    char many[4000] = "GET / HTTP/1.1\r\n" HOST;
    for (int i = 0; i < 100; i++) {
        strcat(many, "A: b\r\n");
    }
    strcat(many, "\r\n");
    assert_int_equal(status_of_many(many, "", 0), 431);
}

static void without_memory_a_request_is_refused(void **state)
{
    (void)state;
    static const char bytes[] = "POST / HTTP/1.1\r\n" HOST "content-length: 5\r\n\r\nhello";
    for (struct shortage at = { .untold = true }; shortage_next(&at);) {
        struct http_reader reader = { .body_most = BODY_MOST };
        size_t used;
        enum http_progress progress = feed(&reader, bytes, sizeof bytes - 1, 10, &used);
        shortage_over(&at, progress == HTTP_COMPLETE);
        assert_true(at.whole || (progress == HTTP_REFUSED && reader.status == 503));
        mynah__http_finish(&reader);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_are_read_in_pieces_of_any_size),
        cmocka_unit_test(requests_that_follow_each_other_are_kept_apart),
        cmocka_unit_test(what_two_readers_could_understand_differently_is_refused),
        cmocka_unit_test(nothing_is_without_bounds),
        cmocka_unit_test(without_memory_a_request_is_refused),
    };
    return cmocka_run_group_tests_name("wire_http", tests, NULL, NULL);
}
