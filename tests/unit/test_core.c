// SPDX-License-Identifier: Apache-2.0
//
// What everything stands on: arena, growing text, UTF-8, SHA-256, and what they do without memory.

#include "core/alloc.h"
#include "core/arena.h"
#include "core/hash.h"
#include "core/json.h"
#include "core/text.h"
#include "core/utf8.h"
#include "core/words.h"
#include "shortage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void test_arena_gives_zeroed_and_aligned_bytes(void **state)
{
    (void)state;
    static const char zeros[3000];
    struct arena arena = { 0 };
    for (size_t size = 0; size < sizeof zeros; size += 7) {
        char *block = mynah__arena_alloc(&arena, size);
        assert_non_null(block);
        assert_int_equal((uintptr_t)block % _Alignof(max_align_t), 0);
        assert_memory_equal(block, zeros, size);
        memset(block, 'x', size);
    }
    assert_false(arena.failed);
    mynah__arena_finish(&arena);
    assert_null(arena.chunk);
    assert_int_equal(arena.used, 0);
}

static void test_arena_takes_blocks_above_its_largest_chunk(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    size_t size = (size_t)5 << 20;
    char *block = mynah__arena_alloc(&arena, size);
    assert_non_null(block);
    memset(block, 'x', size);
    assert_non_null(mynah__arena_alloc(&arena, 1));
    mynah__arena_finish(&arena);
}

static void test_arena_keeps_its_limit_and_its_failure(void **state)
{
    (void)state;
    struct arena arena = { .limit = 1000 };
    assert_non_null(mynah__arena_alloc(&arena, 900));
    assert_null(mynah__arena_alloc(&arena, 200));
    assert_true(arena.failed);
    assert_null(mynah__arena_alloc(&arena, 1));
    mynah__arena_finish(&arena);
    assert_null(mynah__arena_alloc(&arena, SIZE_MAX - 3));
    assert_true(arena.failed);
}

static void test_arena_grows_arrays_and_copies_text(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    int *numbers = NULL;
    size_t capacity = 0;
    for (int i = 0; i < 1000; i++) {
        numbers = mynah__arena_grow(&arena, numbers, (size_t)i, &capacity, sizeof *numbers);
        assert_non_null(numbers);
        numbers[i] = i;
    }
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(numbers[i], i);
    }
    assert_string_equal(mynah__arena_copy(&arena, "abcdef", 3), "abc");
    assert_string_equal(mynah__arena_text(&arena, ""), "");
    assert_string_equal(mynah__arena_format(&arena, "%s-%d", "x", 7), "x-7");
    capacity = 8;
    assert_null(mynah__arena_grow(&arena, numbers, 8, &capacity, SIZE_MAX / 4));
    assert_true(arena.failed);
    mynah__arena_finish(&arena);
}

static char *build_text(void)
{
    struct text text = { 0 };
    mynah__text_add(&text, "a");
    mynah__text_add_repeat(&text, '-', 100);
    mynah__text_add_format(&text, "%s%d", "b", 3);
    mynah__text_add_char(&text, '!');
    mynah__text_add_bytes(&text, NULL, 0);
    return mynah__text_detach(&text);
}

static void test_text_grows(void **state)
{
    (void)state;
    char *built = build_text();
    assert_int_equal(strlen(built), 104);
    assert_string_equal(built + 100, "-b3!");
    mynah__free(built);
    struct text text = { 0 };
    char *empty = mynah__text_detach(&text);
    assert_string_equal(empty, "");
    mynah__free(empty);
    mynah__text_add_repeat(&text, 'x', SIZE_MAX - 1);
    assert_true(text.failed);
    assert_null(mynah__text_detach(&text));
}

static void test_utf8_is_read_as_the_rfc_has_it(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
        uint32_t point;
    } rows[] = {
        { "a", 1, 'a' },
        { "\xc3\xa9", 2, 0xE9 },
        { "\xe2\x82\xac", 3, 0x20AC },
        { "\xf4\x8f\xbf\xbf", 4, 0x10FFFF },
        { "\xc0\x80", 0, 0 },         // overlong
        { "\xe0\x80\xaf", 0, 0 },     // overlong
        { "\xed\xa0\x80", 0, 0 },     // a surrogate
        { "\xf4\x90\x80\x80", 0, 0 }, // above the last
        { "\xf5\x80\x80\x80", 0, 0 },
        { "\xe2\x82", 0, 0 }, // cut off
        { "\xe2\x28\xa1", 0, 0 },
        { "\x80", 0, 0 },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        uint32_t point = 0;
        assert_int_equal(mynah__utf8_read(rows[i].bytes, strlen(rows[i].bytes), &point),
                         rows[i].size);
        assert_int_equal(point, rows[i].point);
        char written[4];
        if (rows[i].size) {
            assert_int_equal(mynah__utf8_write(point, written), rows[i].size);
            assert_memory_equal(written, rows[i].bytes, rows[i].size);
        }
    }
    assert_int_equal(mynah__utf8_valid("ab\xc3\xa9\xff", 5), 4);
    assert_int_equal(mynah__utf8_length("ab\xc3\xa9\xff", 5), 4);
}

// What JSON has for a byte that stands alone.
static const char *escape_of(unsigned char byte, char buffer[8])
{
    static const char named[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (size_t i = 0; named[i]; i += 2) {
        if (named[i] == (char)byte) {
            snprintf(buffer, 8, "\\%c", named[i + 1]);
            return buffer;
        }
    }
    bool control = byte < ' ' || byte == 0x7F;
    snprintf(buffer, 8, control ? "\\u%04x" : "%c", byte);
    return byte < 0x80 ? buffer : "\xEF\xBF\xBD";
}

// Both look at eight bytes at once: every byte has to be found wherever it stands in them.
static void test_bytes_are_looked_at_in_blocks(void **state)
{
    enum { SIZE = 20 };
    char bytes[SIZE + 1], wanted[40], buffer[8];
    (void)state;
    for (int byte = 1; byte < 0x100; byte++) {
        for (size_t at = 0; at + 1 < SIZE; at++) {
            struct text text = { .bytes = NULL };
            memcpy(bytes, "seventeen or twenty!", sizeof bytes);
            bytes[at] = (char)byte;
            snprintf(wanted, sizeof wanted, "\"%.*s%s%s\"", (int)at, bytes,
                     escape_of((unsigned char)byte, buffer), bytes + at + 1);
            mynah__json_text(&text, bytes, SIZE);
            assert_string_equal(text.bytes, wanted);
            mynah__text_finish(&text);
            assert_int_equal(mynah__utf8_length(bytes, SIZE), SIZE);
            memcpy(bytes + at, "\xC3\xA9", 2);
            assert_int_equal(mynah__utf8_length(bytes, SIZE), SIZE - 1);
        }
    }
}

static void test_lists_keep_whole_names(void **state)
{
    (void)state;
    // clang-format off
    static const struct { const char *names[5]; const char *list; } rows[] = {
        { { NULL }, "" },
        { { "a" }, "a" },
        { { "abc", "def" }, "abc, def" },
        { { "abc", "def", "gh" }, "abc, def, ..." },
        { { "abc", "defghijk", "l" }, "abc, ..." },
        { { "abcdefghij" }, "abcdefghij" },
        { { "abcdefghij", "b" }, "abcdefghij, ..." },
        { { "abcdefghijk", "b" }, "..." },
        { { "", "a" }, "a" },
    };
    // clang-format on
    for (size_t i = 0; i < COUNT(rows); i++) {
        char list[16] = "";
        for (const char *const *name = rows[i].names; *name; name++) {
            mynah__list_add(list, sizeof list, *name);
        }
        assert_string_equal(list, rows[i].list);
    }
}

// The vectors of FIPS 180-4's examples, and the lengths around one block, as other programs have
// them.
static void test_sha256_of_known_bytes(void **state)
{
    (void)state;
    char million[1000000];
    memset(million, 'a', sizeof million);
    const struct {
        const char *bytes;
        size_t size;
        const char *digits;
    } rows[] = {
        { "", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { "abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { million, 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318" },
        { million, 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a" },
        { million, 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb" },
        { million, sizeof million,
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        char digits[65];
        mynah__sha256(rows[i].bytes, rows[i].size, digits);
        assert_string_equal(digits, rows[i].digits);
    }
}

static void test_each_allocation_may_fail(void **state)
{
    (void)state;
    struct shortage at = { .untold = true };
    while (shortage_next(&at)) {
        struct arena arena = { 0 };
        char *text = build_text();
        char *copy = mynah__arena_text(&arena, "abc");
        shortage_over(&at, text && copy);
        assert_true(copy || arena.failed);
        mynah__arena_finish(&arena);
        mynah__free(text);
    }
    shortage_came_behind(&at, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena_gives_zeroed_and_aligned_bytes),
        cmocka_unit_test(test_arena_takes_blocks_above_its_largest_chunk),
        cmocka_unit_test(test_arena_keeps_its_limit_and_its_failure),
        cmocka_unit_test(test_arena_grows_arrays_and_copies_text),
        cmocka_unit_test(test_text_grows),
        cmocka_unit_test(test_utf8_is_read_as_the_rfc_has_it),
        cmocka_unit_test(test_bytes_are_looked_at_in_blocks),
        cmocka_unit_test(test_sha256_of_known_bytes),
        cmocka_unit_test(test_lists_keep_whole_names),
        cmocka_unit_test(test_each_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
