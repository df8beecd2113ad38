// SPDX-License-Identifier: Apache-2.0
//
// The recogniser: rows of code with CPython's answer, versions, places, hostile text, no memory.

#include "syntax_checks.h"
#include "syntax_rows.h"

static void test_errors(void **state)
{
    (void)state;
    check_rows(rows, COUNT(rows));
}

static void test_accepted(void **state)
{
    (void)state;
    check_accepted(accepted, COUNT(accepted));
}

static void test_requires_python(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        int version;
    } needs[] = {
        { "x = 1", 308 },
        { "def f(a, /): pass", 308 },
        { "@a[0]\ndef f(): pass", 309 },
        { "@a.b(c)\ndef f(): pass", 308 },
        { "with (a as b, c): pass", 309 },
        { "with (a, b): pass", 308 },
        { "for x in *a, b: pass", 309 },
        { "for x in (*a, b): pass", 308 },
        { "{a := 1}", 309 },
        { "x[a := 1]", 310 },
        { "match x:\n case 1: pass", 310 },
        { "match = 1", 308 },
        { "try: pass\nexcept* A: pass", 311 },
        { "x[*a]", 311 },
        { "def f(*a: *b): pass", 311 },
        { "type X = int", 312 },
        { "type = int", 308 },
        { "def f[T](): pass", 312 },
        { "class A[T = int]: pass", 313 },
        { "f'{x!r:>{width}}'", 308 },
        { "f'{\"a\" + x}'", 308 },
        { "f'{'a'}'", 312 },
        { "f'{x\n}'", 312 },
        { "f'''{x\n}'''", 308 },
        { "f'{x # c\n}'", 312 },
        { "f'{d[\"#\"]}'", 308 },
        { "f'{\"\\n\"}'", 312 },
        { "f'{a:{b:{c}}}'", 312 },
        { "try: pass\nexcept A, B: pass", 314 },
        { "t'{a}'", 314 },
    };
    for (size_t i = 0; i < COUNT(needs); i++) {
        struct recognised it = { .arena = { 0 } };
        assert_true(recognise(&it, needs[i].code, strlen(needs[i].code), 314));
        assert_true(it.syntax.accepted);
        if (it.syntax.requires_python != needs[i].version) {
            fail_msg("%s: %d, not %d", needs[i].code, it.syntax.requires_python, needs[i].version);
        }
        if (needs[i].version > 308) {
            assert_true(recognise(&it, needs[i].code, strlen(needs[i].code), needs[i].version - 1));
            assert_false(it.syntax.accepted);
        }
        mynah__arena_finish(&it.arena);
    }
}

static void test_hints(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        const char *hint; // words in it; NULL: there is none
    } hints[] = {
        { "```python\nx = 1\n```\n", "Markdown fence" },
        { "Here is the code that you asked for:\nx = 1\n", "prose" },
        { "x = 1\nThis won't work, as the device is off.\n", "prose" },
        { "1. First do this\n", "Markdown" },
        { "print 'x'\n", "parentheses" },
        { "x = \xE2\x80\x9Chi\xE2\x80\x9D\n", "typographic quote" },
        { "x\xC2\xA0= 1\n", "non-breaking space" },
        { "x = 1\xE2\x80\x8B\n", "invisible" },
        { "%matplotlib inline\n", "IPython" },
        { "!pip install epics\n", "IPython" },
        { ">>> x = 1\n", "prompt" },
        { "if x:\n    y\nelse if z:\n    w\n", "elif" },
        { "if a && b:\n    y\n", "`and`" },
        { "i++\n", "+= 1" },
        { "x = (1,\n", "bracket" },
        { "x = 'abc\n", "close the string" },
        { "if x:\n\ty\n        z\n", "spaces only" },
        { "if x:\ny\n", "pass" },
        { "- x = 1\n+ x = 2\n", "diff" },
        { "<think>\nI think.\n</think>\n", "markup" },
        { "x = a ? b : c\n", "if condition else" },
        { "class = 1\n", "keyword" },
        { "f(a, from=1)\n", "keyword" },
        { "1  import os\n", "line number" },
        { "x = [\n    1\n    2\n]\n", "comma" },
        { "try: pass\nexcept A, e: pass\n", "as e" },
        { "for x in range(3)\n    y\n", NULL }, // no prose
        { "for x in values print(x)\n", NULL },
        { "x = = 1\n", NULL },
    };
    for (size_t i = 0; i < COUNT(hints); i++) {
        struct recognised it = { .arena = { 0 } };
        assert_true(recognise(&it, hints[i].code, strlen(hints[i].code), 313));
        assert_false(it.syntax.accepted);
        const char *hint = it.syntax.error.hint;
        if (!hints[i].hint ? hint != NULL : !hint || !strstr(hint, hints[i].hint)) {
            fail_msg("%s: hint: %s", hints[i].code, hint ? hint : "none");
        }
        mynah__arena_finish(&it.arena);
    }
}

static void test_codings(void **state)
{
    (void)state;
    check_error("# coding: uft-8\n", 313, "1:1 unknown encoding: uft-8");
    check_error("\xEF\xBB\xBF# coding: latin-1\n", 313, "1:1 encoding problem: latin-1 with BOM");
    check_error("\xEF\xBB\xBF# coding: UTF_8\nx = 1\n", 313, "accepted");
    check_error("# coding: Windows-1252\nx = 1\n", 313, "accepted"); // the caller says more
}

static void test_unicode_names(void **state)
{
    (void)state;
    check_error("'\\N{latin small letter a}\\N{LF}\\N{CJK UNIFIED IDEOGRAPH-4E00}'", 313,
                "accepted");
    check_error("'\\N{HANGUL SYLLABLE GAG}' f'\\N{BULLET}'", 313, "accepted");
    check_error("'ab\\N{BULET}'", 313,
                "1:1 (unicode error) 'unicodeescape' codec can't decode bytes in position 2-10: "
                "unknown Unicode character name");
}

static void test_range(void **state)
{
    (void)state;
    struct recognised it = { .arena = { 0 } };
    const char *code = "x = 1\nf(\xC3\xA9\xC3\xA9 b)\n";
    assert_true(recognise(&it, code, strlen(code), 313));
    assert_false(it.syntax.accepted);
    assert_int_equal(it.syntax.error.line, 2);
    assert_int_equal(it.syntax.error.column, 3);
    assert_int_equal(it.syntax.error.end_line, 2);
    assert_int_equal(it.syntax.error.end_column, 7); // in code points
    assert_int_equal(it.syntax.error.start, 8);
    assert_int_equal(it.syntax.error.end, 14); // in bytes
    mynah__arena_finish(&it.arena);
}

static void test_not_text(void **state)
{
    (void)state;
    check_error("x = 1\ny = '\xE9'\n", 313,
                "2:6 Non-UTF-8 code starting with '\\xe9' on line 2, but no encoding declared; see "
                "https://peps.python.org/pep-0263/ for details");
    check_error("# coding: utf-8\nx = '\xFF'\n", 313,
                "2:6 (unicode error) 'utf-8' codec can't decode byte 0xff in position 21: "
                "invalid start byte");
    check_error("# coding: utf-8\nx = '\xE9'\n", 313,
                "2:6 (unicode error) 'utf-8' codec can't decode byte 0xe9 in position 21: "
                "invalid continuation byte");
    check_error("# coding: ascii\nx = '\xE9'\n", 313,
                "2:6 'ascii' codec can't decode byte 0xe9 in position 21: "
                "ordinal not in range(128)");
    struct recognised it = { .arena = { 0 } };
    assert_true(recognise(&it, "x = 1\ny\0z", 9, 313));
    assert_false(it.syntax.accepted);
    assert_int_equal(it.syntax.error.line, 2);
    mynah__arena_finish(&it.arena);
}

// Of each, hundreds of kilobytes.
static void test_hostile(void **state)
{
    (void)state;
    static const struct hostile texts[] = {
        { "", "(", 200000, "" },
        { "foo(\n", "x = 1\n", 32000, "" },
        { "", "-", 200000, "1" },
        { "", "not ", 50000, "x" },
        { "", "lambda: ", 24000, "1" },
        { "", "lambda x=", 22000, "1" },
        { "", "a if b else ", 16000, "c" },
        { "", "a**", 66000, "b" },
        { "a", ".b", 100000, "" },
        { "", "a=", 100000, "1" },
        { "f'", "{a}", 66000, "'" },
        { "", "f'{", 66000, "" },
        { "", "print [", 190, "$" },
        { "", "a[b ", 190, "$" },
        { "", "match x:\n", 22000, "" },
        { "", "with (a, ", 22000, "" },
        { "", "'a' ", 50000, "" },
        { "", "@a\n", 66000, "" },
        { "", "\\\n", 100000, "" },
        { "", "\xF0\x9F\x98\x80", 50000, "" },
        { "if x: pass\n", "elif y: pass\n", 20000, "" },
        { "a", " < b", 50000, "" },
        { "", "a, ", 70000, "" },
        { "x[", "a:b, ", 40000, "]" },
        { "", "-", 100000, "a ** " },
    };
    check_hostile(texts, COUNT(texts));
}

static void test_no_memory(void **state)
{
    (void)state;
    static const char *const codes[] = {
        "def f(a, b=1):\n    return f'{a!r:>{b}}' + 'x' * 3\n",
        "x = not -a ** b if c else lambda: d\nif x: pass\nelif y: pass\n",
        "print(a b)\n",
        "f'{a b}'\n",
    };
    check_no_memory(codes, COUNT(codes), 311);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors),          cmocka_unit_test(test_accepted),
        cmocka_unit_test(test_requires_python), cmocka_unit_test(test_hints),
        cmocka_unit_test(test_codings),         cmocka_unit_test(test_unicode_names),
        cmocka_unit_test(test_range),           cmocka_unit_test(test_not_text),
        cmocka_unit_test(test_hostile),         cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests_name("syntax", tests, NULL, NULL);
}
