// SPDX-License-Identifier: Apache-2.0
//
// Pieces of text for test reports: nothing lost, nothing that a report cannot hold.

#include <mynah/base.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

// Put the pieces of `text` together again, each of at most `size` bytes.
static const char *joined(const char *text, size_t size)
{
    static char whole[4096];
    char piece[256];
    assert_true(size <= sizeof piece);
    whole[0] = '\0';
    while (*text != '\0') {
        const char *rest = mynah_text_piece(text, piece, size);
        assert_true(rest > text);
        assert_true(strlen(piece) < size);
        strcat(whole, piece);
        text = rest;
    }
    return whole;
}

static void test_plain_text_arrives_whole(void **state)
{
    (void)state;
    static const char text[] =
        "expected: a\tb\n\n  actual: \xc3\xa4\xe2\x82\xac\xf0\x9f\x90\xa6 100%d\n";
    for (size_t size = 8; size < 80; size++) {
        assert_string_equal(joined(text, size), text);
    }
    assert_string_equal(joined("", 8), "");
}

static void test_a_newline_is_a_piece_of_its_own(void **state)
{
    (void)state;
    char piece[64];
    const char *rest = mynah_text_piece("one\n\ntwo", piece, sizeof piece);
    assert_string_equal(piece, "one");
    rest = mynah_text_piece(rest, piece, sizeof piece);
    assert_string_equal(piece, "\n");
    assert_string_equal(rest, "\ntwo");
}

static void test_the_end_of_cdata_is_broken_up(void **state)
{
    (void)state;
    for (size_t size = 8; size < 20; size++) {
        assert_string_equal(joined("a[b[0]]>1 ]]]> ]]", size), "a[b[0]] >1 ]]] > ]]");
    }
}

static void test_what_a_report_cannot_hold_is_a_question_mark(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        { "\x01\x1b[31m\r\x7f", "??[31m??" },
        { "\xff\x80 \xc3", "?? ?" },                            // stray bytes, a sequence cut short
        { "\xed\xa0\x80 \xc0\xaf", "??? ??" },                  // a surrogate, an overlong form
        { "\xc2\x85 \xe2\x80\xa8 \xef\xbf\xbf", "?? ??? ???" }, // U+0085, U+2028, U+FFFF
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_string_equal(joined(rows[i][0], 8), rows[i][1]);
        assert_string_equal(joined(rows[i][0], 100), rows[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_text_arrives_whole),
        cmocka_unit_test(test_a_newline_is_a_piece_of_its_own),
        cmocka_unit_test(test_the_end_of_cdata_is_broken_up),
        cmocka_unit_test(test_what_a_report_cannot_hold_is_a_question_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
