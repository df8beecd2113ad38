// SPDX-License-Identifier: Apache-2.0

#include "core/json.h"
#include "format/format.h"
#include "policy/policy.h"
#include "reports.h"
#include "shortage.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

#include <jansson.h>
#include <stdio.h>

static void judge(struct mynah_report *report)
{
    struct policy policy;
    assert_true(mynah__policy_read(&policy, NULL, NULL));
    assert_true(mynah__report_finish(report) && mynah__policy_judge(&policy, report));
    mynah__policy_finish(&policy);
}

static void assert_written(const struct mynah_report *report, enum mynah_format format,
                           const struct mynah_write_options *options, const char *expected)
{
    char *text = mynah_report_write(report, format, options, NULL);
    assert_string_equal(text, expected);
    mynah_free(text);
}

static void test_text(void **state)
{
    (void)state;
    struct mynah_report *report = report_of("import epics\nepics.caput('A', 1)\n");
    struct mynah_trace trace[] = { { 1, 8, "`epics` is imported here" } };
    mynah__report_add_finding(report, &(struct finding){ .rule = "channel-write",
                                                         .start = 13,
                                                         .end = 32,
                                                         .message = "writes `A`",
                                                         .trace = trace,
                                                         .trace_count = 1 });
    judge(report);
    assert_written(report, MYNAH_FORMAT_TEXT, &(struct mynah_write_options){ .path = "a.py" },
                   "a.py:2:1: medium: writes `A` [channel-write]\n"
                   "    2 | epics.caput('A', 1)\n"
                   "      | ^~~~~~~~~~~~~~~~~~~\n"
                   "a.py:1:8: note: `epics` is imported here\n"
                   "a.py: ask: channel-write at line 2\n");
    assert_written(report, MYNAH_FORMAT_TEXT, &(struct mynah_write_options){ .color = true },
                   "<code>:2:1: \033[1;33mmedium\033[0m: writes `A` [channel-write]\n"
                   "    2 | epics.caput('A', 1)\n"
                   "      | \033[1;33m^~~~~~~~~~~~~~~~~~~\033[0m\n"
                   "<code>:1:8: note: `epics` is imported here\n"
                   "<code>: \033[1;33mask\033[0m: channel-write at line 2\n");
    mynah_report_destroy(report);
}

static void test_text_of_nothing(void **state)
{
    (void)state;
    struct mynah_report *report = report_of("");
    judge(report);
    assert_written(report, MYNAH_FORMAT_TEXT, NULL, "<code>: allow\n");
    find(report, "channel-read", 0, 0, NULL);
    report->findings[0].message = "m";
    judge(report);
    char *text = mynah_report_write(report, MYNAH_FORMAT_TEXT, NULL, NULL);
    assert_non_null(strstr(text, "    1 | \n      | ^\n"));
    mynah_free(text);
    mynah_report_destroy(report);
}

// Nothing of the code or its name reaches a terminal as a control.
static void test_text_is_safe(void **state)
{
    (void)state;
    struct mynah_report *report = report_of("x = '\033[31m\xE2\x80\xAE' # \x01\x7F\n");
    find(report, "channel-read", 0, 1, NULL);
    report->findings[0].message = "says \033]0;title\a";
    judge(report);
    char *text =
        mynah_report_write(report, MYNAH_FORMAT_TEXT,
                           &(struct mynah_write_options){ .path = "a\n\033[2J\xFF.py" }, NULL);
    assert_non_null(strstr(text, "    1 | x = '\\x1b[31m\\u202e' # \\x01\\x7f\n"));
    assert_non_null(strstr(text, "a\\x0a\\x1b[2J\\xff.py:1:1: "));
    for (const char *at = text; *at; at++) {
        assert_true(*at == '\n' || ((unsigned char)*at >= ' ' && *at != 0x7F));
    }
    mynah_free(text);
    mynah_report_destroy(report);
}

static const struct {
    const char *code;
    int column;
    int end_column;
    bool ascii;
    const char *line;
    size_t indent;
    size_t width;
} carets[] = {
    // clang-format off
    { "abc = 1\n", 1, 4, false, "abc = 1", 0, 3 },
    { "abc = 1\n", 5, 5, false, "abc = 1", 4, 1 }, // no range: one caret
    { "abc = 1\n", 5, 0, false, "abc = 1", 4, 3 }, // up to the end of the line
    { "abc = 1\n", 8, 9, false, "abc = 1", 7, 1 }, // behind the end
    { "abc = 1\n", 99, 100, false, "...", 3, 1 },  // nonsense stays harmless
    { "\tx\ty\n", 2, 3, false, "    x   y", 4, 1 },
    { "a\tx\n", 3, 4, false, "a   x", 4, 1 },
    { "\xE4\xB8\xAD\xE4\xB8\xAD = x\n", 6, 7, false, "\xE4\xB8\xAD\xE4\xB8\xAD = x", 7, 1 },
    { "\xE4\xB8\xAD = x\n", 1, 2, false, "\xE4\xB8\xAD = x", 0, 2 },
    { "e\xCC\x81 = x\n", 4, 5, false, "e\xCC\x81 = x", 2, 1 },
    { "\xC3\xA9 = x\n", 3, 4, true, "\\xe9 = x", 5, 1 },
    { "\xF0\x9F\x90\xA6 = x\n", 5, 6, true, "\\U0001f426 = x", 13, 1 },
    // clang-format on
};

static void test_carets(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof carets / sizeof *carets; i++) {
        struct mynah_report *report = report_of(carets[i].code);
        struct shown_line shown = mynah__show_line(&report->source, 1, carets[i].column,
                                                   carets[i].end_column, carets[i].ascii);
        assert_string_equal(shown.text.bytes, carets[i].line);
        assert_int_equal(shown.indent, carets[i].indent);
        assert_int_equal(shown.width, carets[i].width);
        mynah__text_finish(&shown.text);
        mynah_report_destroy(report);
    }
}

static void test_long_lines_are_cut(void **state)
{
    (void)state;
    enum { LENGTH = 1000000 };
    char *code = mynah__alloc(LENGTH + 1);
    memset(code, 'a', LENGTH);
    code[500000] = 'b';
    struct mynah_report *report = report_of(code);
    struct shown_line shown = mynah__show_line(&report->source, 1, 500001, 500002, false);
    assert_true(shown.text.size < 130);
    assert_int_equal(shown.text.bytes[shown.indent], 'b');
    assert_int_equal(shown.width, 1);
    assert_int_equal(strncmp(shown.text.bytes, "...a", 4), 0);
    assert_string_equal(shown.text.bytes + shown.text.size - 4, "a...");
    mynah__text_finish(&shown.text);
    shown = mynah__show_line(&report->source, 1, 1, 0, false);
    assert_true(shown.text.size < 130);
    assert_true(shown.width <= shown.text.size);
    mynah__text_finish(&shown.text);
    mynah_report_destroy(report);
    mynah__free(code);
}

static void test_ndjson(void **state)
{
    (void)state;
    struct mynah_report *report = report_of("import epics\nepics.caput('A', 1)\n");
    struct mynah_trace trace[] = { { 1, 8, "import" } };
    find_write(report, 2, "A", "1");
    report->findings[0].trace = trace;
    report->findings[0].trace_count = 1;
    report->findings[0].message = "writes";
    access_read(report, 1, NULL);
    judge(report);
    report->policy = "0123456789abcdef";
    char expected[2048];
    snprintf(
        expected, sizeof expected,
        "{\"schema\":1,\"id\":\"w\\\"1\",\"path\":null,\"sha256\":\"%s\",\"policy\":"
        "\"0123456789abcdef\",\"version\":\"0.1.0\",\"verdict\":\"ask\",\"parses\":true,\"requires_"
        "python\":\"3.8\","
        "\"results\":\"always\",\"writes\":[{\"channel\":\"A\",\"certain\":true,\"value\":\"1\","
        "\"api\":\"epics.caput\",\"line\":2,\"column\":1}],\"reads\":[{\"channel\":null,"
        "\"certain\":true,\"value\":null,\"api\":\"epics.caget\",\"line\":1,\"column\":1}],"
        "\"findings\":[{\"rule\":\"channel-write\",\"category\":\"channel\",\"severity\":"
        "\"medium\",\"confidence\":\"high\",\"line\":2,\"column\":1,\"end_line\":2,"
        "\"end_column\":6,\"message\":\"writes\",\"subject\":\"A\",\"trace\":[{\"line\":1,"
        "\"column\":8,\"text\":\"import\"}]}],\"reasons\":[{\"verdict\":\"ask\",\"rule\":"
        "\"channel-write\",\"line\":2}]}\n",
        report->sha256);
    assert_written(report, MYNAH_FORMAT_NDJSON, &(struct mynah_write_options){ .id = "w\"1" },
                   expected);
    mynah_report_destroy(report);
}

static void test_broken_code_has_nulls(void **state)
{
    (void)state;
    struct mynah_report *report = report_of("(\n");
    report->parses = false;
    report->results = MYNAH_RESULTS_UNKNOWN;
    report->requires_python = NULL;
    judge(report);
    char *line = mynah_report_write(report, MYNAH_FORMAT_NDJSON, NULL, NULL);
    assert_non_null(strstr(line, "\"verdict\":\"retry\",\"parses\":false,\"requires_python\":null,"
                                 "\"results\":null,\"writes\":[]"));
    mynah_free(line);
    mynah_report_destroy(report);
}

static void test_json_document(void **state)
{
    (void)state;
    struct mynah_report *report = report_of("x\n");
    judge(report);
    char *text = mynah_report_write(report, MYNAH_FORMAT_JSON, NULL, NULL);
    json_t *root = json_loads(text, 0, NULL);
    assert_non_null(root);
    assert_int_equal(json_integer_value(json_object_get(root, "schema")), 1);
    assert_string_equal(json_string_value(json_object_get(root, "target_version")), "3.13");
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(root, "tool"), "version")),
        mynah_version());
    assert_int_equal(json_array_size(json_object_get(root, "files")), 1);
    json_decref(root);
    mynah_free(text);
    mynah_report_destroy(report);
}

// Whatever the bytes are, the output is JSON, and UTF-8 in it comes back as it was.
static void test_json_strings(void **state)
{
    (void)state;
    for (int first = 1; first < 256; first++) {
        for (int second = 1; second < 256; second += 7) {
            const char bytes[] = { (char)first, (char)second, 'x', '\0' };
            struct text text = { 0 };
            mynah__json_string(&text, bytes);
            json_t *value = json_loads(text.bytes, JSON_DECODE_ANY, NULL);
            assert_non_null(value);
            if (first < 128 && second < 128) {
                assert_string_equal(json_string_value(value), bytes);
            }
            json_decref(value);
            mynah__text_finish(&text);
        }
    }
    struct text text = { 0 };
    mynah__json_text(&text, "a\0b\t\xF0\x9F\x90\xA6\xED\xA0\x80", 11);
    assert_string_equal(text.bytes, "\"a\\u0000b\\t\xF0\x9F\x90\xA6\xEF\xBF\xBD\xEF\xBF\xBD"
                                    "\xEF\xBF\xBD\"");
    mynah__text_finish(&text);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    struct mynah_report *report = report_of("x = 1\ny = 2\n");
    find_write(report, 2, "A", "1");
    judge(report);
    for (int format = MYNAH_FORMAT_TEXT; format <= (int)MYNAH_FORMAT_HTML; format++) {
        char *text = NULL;
        for (struct shortage at = { 0 }; shortage_next(&at);) {
            text = mynah_report_write(report, (enum mynah_format)format,
                                      &(struct mynah_write_options){ .id = "a" }, &at.error);
            shortage_over(&at, text != NULL);
        }
        mynah_free(text);
    }
    mynah_report_destroy(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_text_of_nothing),
        cmocka_unit_test(test_text_is_safe),
        cmocka_unit_test(test_carets),
        cmocka_unit_test(test_long_lines_are_cut),
        cmocka_unit_test(test_ndjson),
        cmocka_unit_test(test_broken_code_has_nulls),
        cmocka_unit_test(test_json_document),
        cmocka_unit_test(test_json_strings),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
