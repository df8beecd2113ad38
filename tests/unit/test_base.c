// SPDX-License-Identifier: Apache-2.0
//
// mynah/base.h and mynah/verdict.h: errors that are cut and not overrun, the words of every value.

#include <mynah/verdict.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void test_version_is_that_of_the_header(void **state)
{
    (void)state;
    char expected[32];
    snprintf(expected, sizeof expected, "%d.%d.%d", MYNAH_VERSION_MAJOR, MYNAH_VERSION_MINOR,
             MYNAH_VERSION_PATCH);
    assert_string_equal(mynah_version(), expected);
}

static void test_error_carries_code_place_and_text(void **state)
{
    (void)state;
    struct mynah_error error;
    assert_false(
        mynah_error_set_at(&error, MYNAH_ERROR_CONFIG, 3, 7, "unknown key \"%s\"", "behavor"));
    assert_int_equal(error.code, MYNAH_ERROR_CONFIG);
    assert_int_equal(error.line, 3);
    assert_int_equal(error.column, 7);
    assert_string_equal(error.text, "unknown key \"behavor\"");
    assert_false(mynah_error_set(&error, MYNAH_ERROR_IO, "gone"));
    assert_int_equal(error.line, 0);
    assert_int_equal(error.column, 0);
}

static void test_error_is_cut_at_the_end_of_its_room(void **state)
{
    (void)state;
    char wide[1000];
    memset(wide, 'x', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    struct mynah_error error;
    mynah_error_set(&error, MYNAH_ERROR_ARGUMENT, "%s", wide);
    assert_int_equal(strlen(error.text), sizeof error.text - 1);
}

static void test_error_may_be_left_out(void **state)
{
    (void)state;
    assert_false(mynah_error_set(NULL, MYNAH_ERROR_IO, "%d", 1));
    assert_false(mynah_error_set_at(NULL, MYNAH_ERROR_IO, 1, 1, "%d", 1));
}

static void test_every_value_has_its_word(void **state)
{
    (void)state;
    assert_string_equal(mynah_verdict_name(MYNAH_VERDICT_ALLOW), "allow");
    assert_string_equal(mynah_verdict_name(MYNAH_VERDICT_RETRY), "retry");
    assert_string_equal(mynah_verdict_name((enum mynah_verdict)99), "unknown");
    assert_string_equal(mynah_results_name(MYNAH_RESULTS_ALWAYS), "always");
    assert_string_equal(mynah_category_name(MYNAH_CATEGORY_OPAQUE), "opaque");
    assert_string_equal(mynah_severity_name(MYNAH_SEVERITY_HIGH), "high");
    assert_string_equal(mynah_confidence_name(MYNAH_CONFIDENCE_HIGH), "high");
    assert_string_equal(mynah_direction_name(MYNAH_DIRECTION_WRITE), "write");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_version_is_that_of_the_header),
        cmocka_unit_test(test_error_carries_code_place_and_text),
        cmocka_unit_test(test_error_is_cut_at_the_end_of_its_room),
        cmocka_unit_test(test_error_may_be_left_out),
        cmocka_unit_test(test_every_value_has_its_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
