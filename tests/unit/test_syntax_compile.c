// SPDX-License-Identifier: Apache-2.0
//
// What CPython finds behind the grammar: rows of code with its answer, hostile text, no memory.

#include "syntax_checks.h"
#include "syntax_compile_rows.h"

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

// The order in which CPython 3.12 and older visit a `try` shows in what is prior to a declaration.
static void test_order_of_try(void **state)
{
    (void)state;
    const char *code = "def f():\n"
                       "    try: pass\n"
                       "    except A: global x\n"
                       "    else: x = 1\n";
    check_error(code, 312, "3:15 name 'x' is assigned to before global declaration");
    check_error(code, 313, "accepted");
}

static void test_future_star(void **state)
{
    (void)state;
    check_error("'doc'\nfrom __future__ import *\n", 313, "2:1 future feature * is not defined");
    check_error("x = 1\nfrom __future__ import *\n", 313,
                "2:1 from __future__ imports must occur at the beginning of the file");
    check_error("from .__future__ import *\n", 313, "accepted");
}

// Annotations that are not evaluated were not looked at before 3.10.
static void test_annotations(void **state)
{
    (void)state;
    const char *code = "from __future__ import annotations\ndef f(a: (yield)) -> (yield): pass\n"
                       "b: await c\n";
    check_error(code, 309, "accepted");
    check_error(code, 310, "2:11 'yield expression' can not be used within an annotation");
    check_error("def f(a: (yield)): pass\n", 309, "1:11 'yield' outside function");
    check_error("from __future__ import annotations\nyield\n", 309, "2:1 'yield' outside function");
}

static void test_hostile(void **state)
{
    (void)state;
    static const struct hostile texts[] = {
        { "", "a.", 5000, "b" },
        { "", "x if y else ", 2000, "z" },
        { "", "not ", 5000, "x" },
        { "", "lambda: ", 2000, "x" },
        { "", "a = ", 5000, "b" },
        { "", "f(a=1)\n", 2000, "" },
        { "", "global x\n", 2000, "" },
        { "", "def f(): return\n", 2000, "" },
        { "", "if x: pass\nelif ", 3000, "y: pass\n" },
    };
    check_hostile(texts, COUNT(texts));
}

static void test_no_memory(void **state)
{
    (void)state;
    static const char *const codes[] = {
        "def f(a, b=1):\n    global c\n    return [x for x in y if (z := x)]\n",
        "match x:\n    case {1: a} | {2: a}: pass\n    case A(b=1, c=2): pass\n",
        "def f(a, a): pass\n",
    };
    check_no_memory(codes, COUNT(codes), 311);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors),       cmocka_unit_test(test_accepted),
        cmocka_unit_test(test_order_of_try), cmocka_unit_test(test_future_star),
        cmocka_unit_test(test_annotations),  cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests_name("syntax_compile", tests, NULL, NULL);
}
