// SPDX-License-Identifier: Apache-2.0

#include "format/format.h"
#include "markdown.h"
#include "shortage.h"
#include "syntax/syntax.h"

#include <mynah/analyzer.h>

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Each program has as many lines as its Markdown.
static const struct {
    const char *text;
    const char *program;
} programs[] = {
    // clang-format off
    { "", "" },
    { "x = 1\n", "x = 1\n" }, // no fence at all: code
    { "Hi\n```python\nx = 1\n```\nBye\n", "\n\nx = 1\n\n\n" },
    { "```py\nx\n```\n```PYTHON3\ny\n```\n", "\nx\n\n\ny\n\n" },
    { "```py\nx", "\nx" }, // never closed
    { "```py\nx\n", "\nx\n" },
    { "```py", "" },
    { "~~~python\nx\n```\n~~~\n", "\nx\n```\n\n" },
    { "````py\nx\n```\n`````\ny\n", "\nx\n```\n\n\n" },
    { "```py\nx\n``` y\n", "\nx\n``` y\n" },
    { "```py x```\ny\n", "```py x```\ny\n" }, // within a line, so no fence
    { "```{.python}\nx\n```\n", "\nx\n\n" },
    { "``` {python, echo=FALSE}\nx\n```\n", "\nx\n\n" },
    { "```python:a.py\nx\n```\n", "\nx\n\n" },
    { "```pycon\n>>> x\n```\n", "\n\n\n" },
    { "```bash\nx\n```\n", "\n\n\n" },
    { "```\nx\n```\n", "\nx\n\n" },
    { "```\nno code\n```\n", "\nno code\n\n" }, // there is nothing else
    { "```\nno code\n```\n```py\nx\n```\n", "\n\n\n\nx\n\n" },
    { "```\ny\n```\n```py\nx\n```\n", "\ny\n\n\nx\n\n" },
    { "- a\n\n  ```py\n  if x:\n    y\n z\n  ```\n", "\n\n\nif x:\n  y\nz\n\n" },
    { "- ```py\n  x\n  ```\n", "\nx\n\n" },
    { "10) ```py\n    x\n    ```\n", "\nx\n\n" },
    { "> ```py\n> x\n>   y\n> ```\nz\n", "\nx\n  y\n\n\n" },
    { "> ```py\n> x\nz\n```py\ny\n```\n", "\nx\n\n\ny\n\n" }, // the quote has ended
    { "> > ```py\n> > x\n> > ```\n", "\nx\n\n" },
    { "```py\n> x\n```\n", "\n> x\n\n" },
    { "```py\r\nx\r\n```\r\n", "\nx\n\n" },
    { "    ```py\n    x\n    ```\n", "\nx\n\n" },
    { "```py\n    ```\nx\n```\n", "\n    ```\nx\n\n" }, // too far in to end it
    // clang-format on
};

static void test_programs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        struct arena arena = { 0 };
        struct source text;
        struct markdown markdown;
        assert_true(
            mynah__source_read_text(&text, programs[i].text, strlen(programs[i].text), &arena));
        assert_true(mynah__markdown_read(&markdown, &text, PYTHON_DEFAULT, &arena));
        char program[200];
        snprintf(program, sizeof program, "%.*s", (int)markdown.size, markdown.program);
        assert_string_equal(program, programs[i].program);
        mynah__arena_finish(&arena);
    }
}

static struct mynah_report *check(const char *text)
{
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    struct mynah_report *report = mynah_analyzer_check_markdown(analyzer, text, strlen(text), NULL);
    mynah_analyzer_destroy(analyzer);
    assert_non_null(report);
    return report;
}

// Findings, accesses and steps stand where they do in the Markdown.
static void test_places(void **state)
{
    (void)state;
    struct mynah_report *report = check("\xC3\xA9\n> - ```python\n>   import epics\n"
                                        ">   epics.caput('\xC3\xA9', 1)\n>   ```\n"
                                        "```python\nresults = {}\n```\n");
    assert_int_equal(mynah_report_verdict(report), MYNAH_VERDICT_ASK);
    const struct mynah_finding *finding = mynah_report_finding(report, 0);
    assert_string_equal(finding->rule, "channel-write");
    assert_int_equal(finding->line, 4);
    assert_int_equal(finding->column, 5);
    assert_int_equal(finding->end_line, 4);
    assert_int_equal(finding->end_column, 24);
    assert_int_equal(finding->trace_count, 1);
    assert_int_equal(finding->trace[0].line, 3);
    assert_int_equal(finding->trace[0].column, 5);
    assert_int_equal(mynah_report_access(report, 0)->line, 4);
    assert_int_equal(mynah_report_access(report, 0)->column, 5);
    mynah_report_destroy(report);
}

// A write is found wherever the block stands, and what is no Python does not hide it.
static void test_writes_are_found(void **state)
{
    static const char *const texts[] = {
        "epics.caput('A', 1)\n",
        "```\nepics.caput('A', 1)\n```\n",
        "```python\nresults = {}\n```\n```\nepics.caput('A', 1)\n```\n",
        "```python\nresults = {}\n```\nthen\n~~~ py\nepics.caput('A', 1)\n",
        "```text\nno\n```\n> 1. ```Python3\n>    epics.caput('A', 1)\n",
        "```python\n# coding: latin-1\nepics.caput('A', 1)\n```\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct mynah_report *report = check(texts[i]);
        struct mynah_property writes = { .kind = MYNAH_PROPERTY_WRITES_CHANNEL, .operand = "A" };
        char why[1000] = "";
        if (!mynah_report_meets(report, writes, why, sizeof why)) {
            fail_msg("%s\n%s", texts[i], why);
        }
        mynah_report_destroy(report);
    }
}

static void test_hostile_markdown_ends_soon(void **state)
{
    enum { SIZE = 1 << 15 };
    static const char *const pieces[] = { "> ", "```\n",        "```py\n", "~",
                                          "- ", "```py\n```\n", "1. ",     "> ```py\n",
                                          "`",  "\n",           "\t> " };
    (void)state;
    char *text = malloc(SIZE + 1);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t size = strlen(pieces[i]);
        for (size_t at = 0; at <= SIZE; at++) {
            text[at] = at == SIZE ? '\0' : pieces[i][at % size];
        }
        mynah_report_destroy(check(text));
    }
    free(text);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    static const char text[] = "```python\n# coding: latin-1\nimport os\n```\n"
                               "```\nos.system('a')\n```\n";
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        struct mynah_report *report =
            mynah_analyzer_check_markdown(analyzer, text, sizeof text - 1, &at.error);
        shortage_over(&at, report != NULL);
        mynah_report_destroy(report);
    }
    mynah_analyzer_destroy(analyzer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_programs),         cmocka_unit_test(test_places),
        cmocka_unit_test(test_writes_are_found), cmocka_unit_test(test_hostile_markdown_ends_soon),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
