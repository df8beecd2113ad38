// SPDX-License-Identifier: Apache-2.0
//
// What CPython finds behind the grammar: rows of code with its answer, gaps where the tree is
// wrong, hostile text, no memory.

#include "core/alloc.h"
#include "syntax/syntax.h"
#include "tree/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "syntax_compile_rows.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool compile(struct syntax *syntax, const char *code, size_t size, int version,
                    struct arena *arena)
{
    struct source source;
    struct tree tree;
    struct scopes scopes;
    if (!mynah__source_read(&source, code, size, arena) ||
        !mynah__syntax_parse(syntax, &source, version, arena)) {
        return false;
    }
    return !syntax->accepted || (mynah__tree_build(&tree, &source, arena) != TREE_NO_MEMORY &&
                                 mynah__scopes_build(&scopes, &tree, arena) &&
                                 mynah__syntax_compile(syntax, &scopes, version, arena));
}

static void check_error(const char *code, int version, const char *error)
{
    struct arena arena = { 0 };
    struct syntax syntax;
    char text[1024] = "accepted";
    assert_true(compile(&syntax, code, strlen(code), version, &arena));
    if (!syntax.accepted) {
        snprintf(text, sizeof text, "%d:%d %s", syntax.error.line, syntax.error.column,
                 syntax.error.message);
    }
    if (strcmp(text, error) != 0) {
        fail_msg("%d: %s\n  is:   %s\n  want: %s", version, code, text, error);
    }
    mynah__arena_finish(&arena);
}

static void test_errors(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        check_error(rows[i].code, rows[i].version, rows[i].error);
    }
}

static void test_accepted(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(accepted); i++) {
        for (int version = 311; version <= 313; version++) {
            check_error(accepted[i], version, "accepted");
        }
    }
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

// The tree has an error there, the recogniser knows better.
static void test_future_star(void **state)
{
    (void)state;
    check_error("'doc'\nfrom __future__ import *\n", 313, "2:1 future feature * is not defined");
    check_error("x = 1\nfrom __future__ import *\n", 313,
                "2:1 from __future__ imports must occur at the beginning of the file");
    check_error("from .__future__ import *\n", 313, "accepted");
}

static void test_gaps(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    struct syntax syntax;
    // Valid Python that the tree's grammar takes for something else.
    const char *code = "x = 1\ng = 1, *'ten'\ny = 2\n";
    assert_true(compile(&syntax, code, strlen(code), 313, &arena));
    assert_true(syntax.accepted);
    assert_true(syntax.gap_count > 0);
    assert_true(syntax.gaps[0].start >= 6);
    code = "def f():\n    return (1,\n2)\n";
    assert_true(compile(&syntax, code, strlen(code), 313, &arena));
    assert_true(syntax.accepted);
    assert_int_equal(syntax.gap_count, 0);
    mynah__arena_finish(&arena);
}

// Whatever it is, it ends soon and does not crash.
static void test_hostile(void **state)
{
    (void)state;
    static const struct {
        const char *again;
        size_t times;
        const char *tail;
    } texts[] = {
        { "a.", 5000, "b" },
        { "x if y else ", 2000, "z" },
        { "not ", 5000, "x" },
        { "lambda: ", 2000, "x" },
        { "a = ", 5000, "b" },
        { "f(a=1)\n", 2000, "" },
        { "global x\n", 2000, "" },
        { "def f(): return\n", 2000, "" },
        { "if x: pass\nelif ", 3000, "y: pass\n" },
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct arena arena = { 0 };
        struct syntax syntax;
        size_t piece = strlen(texts[i].again);
        size_t size = piece * texts[i].times + strlen(texts[i].tail);
        char *code = mynah__alloc(size + 1);
        assert_non_null(code);
        for (size_t k = 0; k < texts[i].times; k++) {
            memcpy(code + k * piece, texts[i].again, piece);
        }
        memcpy(code + texts[i].times * piece, texts[i].tail, strlen(texts[i].tail));
        assert_true(compile(&syntax, code, size, 311, &arena));
        mynah__free(code);
        mynah__arena_finish(&arena);
    }
}

#ifdef MYNAH_FAULT_INJECTION
static void test_no_memory(void **state)
{
    (void)state;
    static const char *const codes[] = {
        "def f(a, b=1):\n    global c\n    return [x for x in y if (z := x)]\n",
        "match x:\n    case {1: a} | {2: a}: pass\n    case A(b=1, c=2): pass\n",
        "def f(a, a): pass\n",
    };
    for (size_t i = 0; i < COUNT(codes); i++) {
        bool done = false;
        for (size_t n = 1; !done; n++) {
            struct arena arena = { 0 };
            struct syntax syntax;
            mynah__alloc_fail_from(n);
            done = compile(&syntax, codes[i], strlen(codes[i]), 311, &arena);
            mynah__alloc_fail_from(0);
            mynah__arena_finish(&arena);
        }
    }
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_errors),       cmocka_unit_test(test_accepted),
        cmocka_unit_test(test_order_of_try), cmocka_unit_test(test_future_star),
        cmocka_unit_test(test_gaps),         cmocka_unit_test(test_hostile),
#ifdef MYNAH_FAULT_INJECTION
        cmocka_unit_test(test_no_memory),
#endif
    };
    return cmocka_run_group_tests_name("syntax_compile", tests, NULL, NULL);
}
