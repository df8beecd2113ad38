// SPDX-License-Identifier: Apache-2.0
//
// From bytes to text: marks, line ends, cookies, bytes that are no text.

#include "source.h"

#include "core/alloc.h"
#include "core/utf8.h"
#include "shortage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static struct arena arena;

static int finish(void **state)
{
    (void)state;
    mynah__arena_finish(&arena);
    return 0;
}

static struct source read_text(const char *bytes)
{
    struct source source;
    assert_true(mynah__source_read(&source, bytes, strlen(bytes), &arena));
    assert_int_equal(source.size, strlen(source.text));
    return source;
}

static void test_text_is_normalised(void **state)
{
    (void)state;
    // clang-format off
    static const struct {
        const char *bytes;
        const char *text;
        uint32_t lines;
    } rows[] = {
        { "", "", 1 },
        { "a", "a", 1 },
        { "a\n", "a\n", 2 },
        { "\xEF\xBB\xBF", "", 1 },
        { "\xEF\xBB\xBF" "a\n", "a\n", 2 },
        { "a\r\nb\rc\n\rd", "a\nb\nc\n\nd", 5 },
        { "\r\n\r\n", "\n\n", 3 },
        { "\r", "\n", 2 },
        { "\xC3\xA9 = 1", "\xC3\xA9 = 1", 1 },
        { "a\f\vb", "a\f\vb", 1 },
    };
    // clang-format on
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct source source = read_text(rows[i].bytes);
        assert_string_equal(source.text, rows[i].text);
        assert_int_equal(source.line_count, rows[i].lines);
        assert_int_equal(source.state, SOURCE_READY);
        assert_null(source.coding);
    }
}

static void test_coding_cookies(void **state)
{
    (void)state;
    // clang-format off
    static const struct {
        const char *bytes;
        const char *coding;
        enum source_state state;
        const char *text; // NULL: as it was
    } rows[] = {
        { "# coding: utf-8\n", "utf-8", SOURCE_READY, NULL },
        { "# -*- coding: UTF-8 -*-\n", "UTF-8", SOURCE_READY, NULL },
        { "# vim: set fileencoding=utf8 :\n", "utf8", SOURCE_READY, NULL },
        { "# coding=utf-8-unix", "utf-8-unix", SOURCE_READY, NULL },
        { "#!/usr/bin/python\r# coding: latin-1\r# \xE9", "latin-1", SOURCE_READY,
          "#!/usr/bin/python\n# coding: latin-1\n# \xC3\xA9" },
        { " \t\f# coding:iso-8859-1\nx = '\xFF'", "iso-8859-1", SOURCE_READY,
          " \t\f# coding:iso-8859-1\nx = '\xC3\xBF'" },
        { "\n# coding: utf-7\n", "utf-7", SOURCE_OTHER_CODING, NULL },
        { "# coding: cp1252\n\xE9", "cp1252", SOURCE_OTHER_CODING,
          "# coding: cp1252\n\xEF\xBF\xBD" },
        { "# coding: latin-15\n", "latin-15", SOURCE_OTHER_CODING, NULL },
        { "# coding: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", SOURCE_OTHER_CODING, NULL },
        { "\xEF\xBB\xBF# coding: latin-1\n", "latin-1", SOURCE_OTHER_CODING,
          "# coding: latin-1\n" },
        { "\xEF\xBB\xBF# coding: utf-8\n", "utf-8", SOURCE_READY, "# coding: utf-8\n" },
        { "# coding: ascii\n", "ascii", SOURCE_READY, NULL },
        { "# coding: ascii\n\xC3\xA9", "ascii", SOURCE_NOT_UTF8,
          "# coding: ascii\n\xEF\xBF\xBD\xEF\xBF\xBD" },
        // No cookies:
        { "\n\n# coding: utf-7\n", NULL, SOURCE_READY, NULL },
        { "x = 1\n# coding: utf-7\n", NULL, SOURCE_READY, NULL },
        { "x = 1 # coding: utf-7\n", NULL, SOURCE_READY, NULL },
        { "# coding utf-7, recoding : utf-7\n", NULL, SOURCE_READY, NULL },
        { "# coding:", NULL, SOURCE_READY, NULL },
        { "# coding: \nutf-7", NULL, SOURCE_READY, NULL },
        { "\v# coding: utf-7\n", NULL, SOURCE_READY, NULL },
        { "'''\n# coding: utf-7\n'''", NULL, SOURCE_READY, NULL },
    };
    // clang-format on
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct source source = read_text(rows[i].bytes);
        assert_string_equal(source.text, rows[i].text ? rows[i].text : rows[i].bytes);
        assert_int_equal(source.state, rows[i].state);
        assert_int_equal(source.coding != NULL, rows[i].coding != NULL);
        if (rows[i].coding) {
            assert_string_equal(source.coding, rows[i].coding);
        }
    }
}

static void test_bytes_that_are_no_text(void **state)
{
    (void)state;
    // clang-format off
    static const struct {
        const char *bytes;
        size_t size;
        enum source_state state;
        uint32_t bad;
        const char *text;
    } rows[] = {
        { "a\xFF" "b", 3, SOURCE_NOT_UTF8, 1, "a\xEF\xBF\xBD" "b" },
        { "\xC3", 1, SOURCE_NOT_UTF8, 0, "\xEF\xBF\xBD" },
        { "\xED\xA0\x80", 3, SOURCE_NOT_UTF8, 0, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
        { "\xFF\xFE" "a", 3, SOURCE_NOT_UTF8, 0, "\xEF\xBF\xBD\xEF\xBF\xBD" "a" },
        { "a\0b\0", 4, SOURCE_NUL_BYTE, 1, "a b " },
        { "\xFF\r\n\0", 4, SOURCE_NUL_BYTE, 4, "\xEF\xBF\xBD\n " },
        { "\0", 1, SOURCE_NUL_BYTE, 0, " " },
    };
    // clang-format on
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct source source;
        assert_true(mynah__source_read(&source, rows[i].bytes, rows[i].size, &arena));
        assert_string_equal(source.text, rows[i].text);
        assert_int_equal(source.state, rows[i].state);
        assert_int_equal(source.bad, rows[i].bad);
    }
}

static void test_every_pair_of_bytes_gives_utf8(void **state)
{
    (void)state;
    for (int i = 0; i < 256 * 256; i++) {
        const char bytes[4] = { 'x', (char)(i & 255), (char)(i >> 8), 'y' };
        struct source source;
        if (!mynah__source_read(&source, bytes, sizeof bytes, &arena) ||
            mynah__utf8_valid(source.text, source.size) != source.size ||
            memchr(source.text, '\0', source.size)) {
            fail_msg("%d", i);
        }
        mynah__arena_finish(&arena);
    }
}

static void test_places(void **state)
{
    (void)state;
    struct source source = read_text("ab\n\xC3\xA9\xF0\x9F\x90\xA6x\n\nz");
    static const struct {
        uint32_t offset;
        int line;
        int column;
    } rows[] = { { 0, 1, 1 },  { 2, 1, 3 },  { 3, 2, 1 },  { 5, 2, 2 },  { 9, 2, 3 },
                 { 10, 2, 4 }, { 11, 3, 1 }, { 12, 4, 1 }, { 13, 4, 2 }, { 99, 4, 2 } };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        int line;
        int column;
        mynah__source_place(&source, rows[i].offset, &line, &column);
        assert_int_equal(line, rows[i].line);
        assert_int_equal(column, rows[i].column);
    }
}

// A line so long that places are counted from marks within it.
static void test_places_in_a_long_line(void **state)
{
    (void)state;
    enum { POINTS = 5000 };
    char *text = mynah__alloc(3 * POINTS + 2);
    text[0] = '\n';
    for (size_t i = 0; i < POINTS; i++) {
        memcpy(text + 1 + 3 * i, "\xE2\x82\xAC", 3);
    }
    struct source source = read_text(text);
    for (int column = 1; column <= POINTS + 1; column++) {
        uint32_t offset = 1 + 3 * (uint32_t)(column - 1);
        int found_line;
        int found_column;
        mynah__source_place(&source, offset, &found_line, &found_column);
        assert_int_equal(found_line, 2);
        assert_int_equal(found_column, column);
        assert_int_equal(mynah__source_offset(&source, 2, column), offset);
    }
    assert_int_equal(mynah__source_offset(&source, 2, POINTS + 9), 1 + 3 * POINTS);
    assert_int_equal(mynah__source_offset(&source, 1, 7), 0);
    assert_int_equal(mynah__source_line_end(&source, 1), 0);
    mynah__free(text);
}

static void test_large_text(void **state)
{
    (void)state;
    enum { SIZE = 10 << 20 };
    char *bytes = mynah__alloc(SIZE);
    memset(bytes, '\r', SIZE);
    struct source source;
    assert_true(mynah__source_read(&source, bytes, SIZE, &arena));
    assert_int_equal(source.size, SIZE);
    assert_int_equal(source.line_count, SIZE + 1);
    mynah__free(bytes);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    const char code[] = "# coding: latin-1\nx = 1\n";
    for (struct shortage at = { .untold = true }; shortage_next(&at);) {
        struct source source;
        shortage_over(&at, mynah__source_read(&source, code, strlen(code), &arena));
        mynah__arena_finish(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_text_is_normalised, finish),
        cmocka_unit_test_teardown(test_coding_cookies, finish),
        cmocka_unit_test_teardown(test_bytes_that_are_no_text, finish),
        cmocka_unit_test_teardown(test_every_pair_of_bytes_gives_utf8, finish),
        cmocka_unit_test_teardown(test_places, finish),
        cmocka_unit_test_teardown(test_places_in_a_long_line, finish),
        cmocka_unit_test_teardown(test_large_text, finish),
        cmocka_unit_test_teardown(test_out_of_memory, finish),
    };
    return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
