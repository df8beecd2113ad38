// SPDX-License-Identifier: Apache-2.0
//
// Errors as people, pipelines and Python write them, taken apart; and which repair each leads to.

#include <mynah/generator.h>

#include "generator/repair.h"
#include "shortage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "Traceback (most recent call last):\n"
#define FRAME(file, line, in, code) "  File \"" file "\", line " line ", in " in "\n    " code "\n"

// clang-format off
static const struct { const char *text, *type, *message; int64_t line; bool traceback; } texts[] = {
    { "NameError: name 'np' is not defined", "NameError", "name 'np' is not defined", 0, false },
    { "NameError: ...", "NameError", "...", 0, false },
    { "ZeroDivisionError", "ZeroDivisionError", "", 0, false },
    { "  KeyError: 'x'\n", "KeyError", "'x'", 0, false },
    { "osprey.errors.ChannelLimitsViolationError: SR:MAG:SP", "osprey.errors.ChannelLimitsViolationError", "SR:MAG:SP", 0, false },
    { "missing-results: results is never bound", "missing-results", "results is never bound", 0, false },
    { "KeyboardInterrupt", "KeyboardInterrupt", "", 0, false },
    { "RuntimeError:", "RuntimeError", "", 0, false },
    { "ValueError: a: b: c", "ValueError", "a: b: c", 0, false },
    { "ValueError: first\nsecond", "ValueError", "first\nsecond", 0, false },
    { "Static analysis failed", "Error", "Static analysis failed", 0, false },
    { "Note: this is prose", "Error", "Note: this is prose", 0, false },
    { "Missing Module: 'numpy' not available", "Error", "Missing Module: 'numpy' not available", 0, false },
    { "results: gone", "Error", "results: gone", 0, false },
    { "error", "Error", "error", 0, false },
    { "", "Error", "", 0, false },
    { "\n \n", "Error", "", 0, false },
    { ":", "Error", ":", 0, false },
    { "Traceback (most recent call last):", "Error", "Traceback (most recent call last):", 0, false },
    { HEAD "DeviceFailed: off", "DeviceFailed", "off", 0, true },
    { HEAD FRAME("code.py", "3", "<module>", "x = 1 / 0") "ZeroDivisionError: division by zero\n",
      "ZeroDivisionError", "division by zero", 3, true },
    { HEAD FRAME("code.py", "9", "<module>", "f()") FRAME("code.py", "4", "f", "g()")
      FRAME("/usr/lib/python3.11/json/__init__.py", "346", "loads", "return x")
      "json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)\n",
      "json.decoder.JSONDecodeError", "Expecting value: line 1 column 1 (char 0)", 4, true },
    { HEAD FRAME("/srv/wrapper.py", "80", "<module>", "run()") FRAME("/srv/wrapper.py", "70", "run", "exec(c)")
      FRAME("<string>", "7", "<module>", "h()") FRAME("<string>", "2", "h", "boom") "NameError: name 'boom' is not defined",
      "NameError", "name 'boom' is not defined", 2, true },
    { HEAD FRAME("code.py", "1", "<module>", "import broken")
      FRAME("/usr/lib/python3/site-packages/broken/__init__.py", "5", "<module>", "import x")
      "ModuleNotFoundError: No module named 'x'", "ModuleNotFoundError", "No module named 'x'", 1, true },
    { HEAD FRAME("code.py", "1", "<module>", "a") "KeyError: 'a'\n\n"
      "During handling of the above exception, another exception occurred:\n\n"
      HEAD FRAME("code.py", "3", "<module>", "b") "TypeError: b\n", "TypeError", "b", 3, true },
    { "  File \"code.py\", line 2\n    def broken_function(\n                       ^\nSyntaxError: '(' was never closed\n",
      "SyntaxError", "'(' was never closed", 2, true },
    { "File \"<string>\", line 12\n    x\n    ^\nIndentationError: unexpected indent",
      "IndentationError", "unexpected indent", 12, true },
    { HEAD FRAME("/srv/run.py", "8", "<module>", "exec(code)") "  File \"<string>\", line 5\n    (\n    ^\nSyntaxError: x",
      "SyntaxError", "x", 5, true },
    { "log line\nmore\n" HEAD FRAME("c.py", "1", "<module>", "x") "KeyboardInterrupt\n", "KeyboardInterrupt", "", 1, true },
    { HEAD FRAME("c.py", "99999999999999999999", "<module>", "x") "E: m", "E", "m", 9999999999, true },
    { HEAD "  File \"c.py\n    x\n", "Error", "Traceback (most recent call last):\n  File \"c.py\n    x", 0, false },
    { "  File \", line 3\nE: x", "E", "x", 0, true },
    { "  File \"\", line 3\n    x\nSyntaxError: y", "SyntaxError", "y", 3, true },
    { "\xff\xfe\x80: x", "Error", "\xff\xfe\x80: x", 0, false },
};
// clang-format on

static void test_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct mynah_failure *failure = mynah_failure_from_text(texts[i].text, NULL);
        assert_non_null(failure);
        if (strcmp(failure->type, texts[i].type) != 0 ||
            strcmp(failure->message, texts[i].message) != 0 || failure->line != texts[i].line ||
            (failure->traceback != NULL) != texts[i].traceback) {
            fail_msg("%s\ngives %s | %s | %ld | %d", texts[i].text, failure->type, failure->message,
                     (long)failure->line, failure->traceback != NULL);
        }
        if (failure->traceback) {
            assert_string_equal(failure->traceback, texts[i].text);
        }
        assert_null(failure->code);
        assert_int_equal(failure->attempt, 0);
        mynah_failure_destroy(failure);
    }
    mynah_failure_destroy(NULL);
}

static void test_huge_text(void **state)
{
    (void)state;
    enum { SIZE = 4 << 20 };
    char *text = malloc(SIZE + 1);
    for (size_t i = 0; i < SIZE; i++) {
        text[i] = "Traceback File \", line 3\n"[i % 25];
    }
    text[SIZE] = '\0';
    struct mynah_failure *failure = mynah_failure_from_text(text, NULL);
    assert_string_equal(failure->type, "Error");
    mynah_failure_destroy(failure);
    free(text);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        struct mynah_failure *failure = mynah_failure_from_text("KeyError: 'x'", &at.error);
        shortage_over(&at, failure != NULL);
        mynah_failure_destroy(failure);
    }
}

// clang-format off
static const struct { const char *type, *message, *repair; } recognised[] = {
    { "NameError", "name 'np' is not defined", "name" },
    { "UnboundLocalError", "x", "name" },
    { "ImportError", "cannot import name 'a' from 'b'", "name" },
    { "ModuleNotFoundError", "No module named 'numpy'", "name" },
    { "execution", "Missing Module: 'numpy' not available in Python environment", "name" },
    { "execution", "ModuleNotFoundError: No module named 'numpy'", "name" },
    { "ZeroDivisionError", "float modulo", "division" },
    { "execution", "division by zero", "division" },
    { "SyntaxError", "invalid syntax", "syntax" },
    { "SyntaxError", "important", "syntax" },
    { "syntax", "Code contains syntax errors", "syntax" },
    { "syntax-error", "'(' was never closed", "syntax" },
    { "Error", "Syntax error at line 2: '(' was never closed", "syntax" },
    { "analysis", "Code contains syntax errors", "syntax" },
    { "IndentationError", "unexpected indent", "indentation" },
    { "TabError", "inconsistent use of tabs and spaces in indentation", "indentation" },
    { "syntax-error", "unexpected indent", "syntax" },
    { "missing-results", "", "results" },
    { "maybe-missing-results", "", "results" },
    { "results-not-a-mapping", "", "results" },
    { "execution", "Code executed successfully but did not create required 'results' dictionary. Please ensure", "results" },
    { "analysis", "Generated code does not appear to assign to 'results' variable", "results" },
    { "ChannelLimitsViolationError", "SR:MAG:SP", "limits" },
    { "osprey.errors.ChannelLimitsViolationError", "x", "limits" },
    { "execution", "CHANNEL LIMITS VIOLATION: MAX_EXCEEDED", "limits" },
    { "channel-limit", "", "limits" },
    { "KeyError", "'x'", "lookup" },
    { "IndexError", "list index out of range", "lookup" },
    { "AttributeError", "'list' object has no attribute 'get'", "lookup" },
    { "TypeError", "unsupported operand", "type" },
    { "ValueError", "could not convert string to float: 'x'", "type" },
    { "FileNotFoundError", "[Errno 2] No such file or directory: 'x'", "file" },
    { "PermissionError", "x", "file" },
    { "RuntimeError", "boom", "other" },
    { "Error", "Static analysis failed", "other" },
    { "MyKeyError", "x", "other" },
    { "", "", "other" },
};
// clang-format on

static void test_recognition(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof recognised / sizeof *recognised; i++) {
        const struct mynah_failure failure = { .type = recognised[i].type,
                                               .message = recognised[i].message };
        const char *repair = mynah__repair_of(&failure)->name;
        if (strcmp(repair, recognised[i].repair) != 0) {
            fail_msg("%s: %s: %s", failure.type, failure.message, repair);
        }
    }
}

static void test_recognition_by_traceback(void **state)
{
    (void)state;
    const struct mynah_failure failure = {
        .type = "execution",
        .message = "it did not work",
        .traceback = HEAD FRAME("c.py", "1", "<module>", "import x") "KeyError: 'import'\n",
    };
    assert_string_equal(mynah__repair_of(&failure)->name, "lookup");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),         cmocka_unit_test(test_huge_text),
        cmocka_unit_test(test_recognition),   cmocka_unit_test(test_recognition_by_traceback),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("failure", tests, NULL, NULL);
}
