// SPDX-License-Identifier: Apache-2.0
//
// The tree, scopes and flow of code that is empty, broken, hostile or large, and without memory.
// What they say of good code is compared with CPython by the scripts beside.

#include "core/alloc.h"
#include "flow/flow.h"
#include "shortage.h"
#include "tree/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH(array) (sizeof(array) / sizeof *(array))

struct stages {
    struct arena arena;
    struct source source;
    struct tree tree;
    struct scopes scopes;
    struct flow flow;
    enum tree_result built;
};

static bool build(struct stages *stages, const char *code, size_t size)
{
    struct arena *arena = &stages->arena;
    if (!mynah__source_read(&stages->source, code, size, arena)) {
        return false;
    }
    stages->built = mynah__tree_build(&stages->tree, &stages->source, arena);
    return stages->built != TREE_NO_MEMORY &&
           mynah__scopes_build(&stages->scopes, &stages->tree, arena) &&
           mynah__flow_build(&stages->flow, &stages->scopes, arena);
}

// What must hold of any tree: children lie within their parents and follow each other.
static void check_shape(const struct tree *tree)
{
    const struct node *nodes = tree->nodes;
    assert_int_equal(nodes[0].kind, NODE_MODULE);
    assert_int_equal(nodes[0].parent, NODE_NONE);
    assert_int_equal(nodes[0].after, tree->count);
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct node *node = &nodes[i];
        if (node->parent >= i || node->after <= i || node->after > nodes[node->parent].after ||
            node->start > node->end || node->end > tree->source->size ||
            node->kind >= NODE_KIND_COUNT) {
            fail_msg("node %u", i);
        }
    }
}

static enum tree_result check(const char *code, size_t size)
{
    struct stages stages = { .arena = { 0 } };
    assert_true(build(&stages, code, size));
    check_shape(&stages.tree);
    enum tree_result built = stages.built;
    mynah__arena_finish(&stages.arena);
    return built;
}

// Return `times` copies of `unit`, as the caller's.
static char *repeat(const char *unit, size_t times)
{
    size_t size = strlen(unit);
    char *code = mynah__alloc(size * times + 1);
    for (size_t i = 0; i < times; i++) {
        memcpy(code + i * size, unit, size);
    }
    return code;
}

static const char *const odd[] = {
    "",
    "\n",
    "\\\n",
    "#",
    "(",
    ")",
    "def",
    "def f(:\n",
    "class C(\n  x",
    "if x:\n",
    "x =\ny = 1",
    "print 'a', b\nexec 'c'",
    "f(*, **)",
    "match x:\n  case {**}: pass\n  case -: pass\n  case a.: pass",
    "import .a\nfrom import b\nfrom . import (",
    "f'{a!r:{b}",
    "try:\n  a\nelse:\n  b",
    "@a\n@b\n",
    "with a as: pass\nfor in b: pass",
    "lambda *: 0\nlambda (a, b): 0\ndef f((a, b)=c): pass",
    "type X[T, *Ts, **P, U: int] = list[T]\ntype Y\ntype (a).b = c\ntype[a] = b",
    "x: int = y = z\nx = y: int",
    "del\nraise from\nglobal\nnonlocal 1\nreturn *a, b\nbreak\ncontinue",
    "a if b\n[x for\n{**a for b in c}\n{a: b: c}",
    "\xC2\xAA\xEF\xAC\x81 = 1\n\xE2\x84\x82 = 2\n",
    "x[*a.b[c] + d]\nf(*a if b else c)\n*a.b, c = d",
    "except* A as b: pass\nfinally: pass\nelif x: pass",
};

static void test_odd_code_has_a_tree(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(odd); i++) {
        for (size_t size = 0; size <= strlen(odd[i]); size++) {
            check(odd[i], size);
        }
    }
}

static void test_deep_and_large_code_is_bounded(void **state)
{
    (void)state;
    static const struct {
        const char *unit;
        size_t times;
    } rows[] = {
        { "(", 100000 },        { "[", 100000 },          { "-", 100000 },
        { "lambda:", 10000 },   { "a.b(", 10000 },        { "x = 1\n", 40000 },
        { "a and ", 10000 },    { "elif a: b\n", 5000 },  { "'''", 30001 },
        { "f'{", 30000 },       { "@a\n", 10000 },        { "foo(\n", 5000 },
        { "if a: b\n", 10000 }, { "[x for x in ", 5000 }, { "*a.b,", 10000 },
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        char *code = repeat(rows[i].unit, rows[i].times);
        check(code, strlen(code));
        mynah__free(code);
    }
}

static void test_balanced_brackets(void **state)
{
    (void)state;
    enum { DEPTH = 100000 };
    char *code = mynah__alloc(2 * DEPTH + 1);
    memset(code, '(', DEPTH);
    memset(code + DEPTH, ')', DEPTH);
    check(code, 2 * DEPTH);
    mynah__free(code);
}

static void test_chains_of_conditions(void **state)
{
    (void)state;
    char *tail = repeat("elif a: x = 1\n", 5000);
    size_t size = strlen(tail);
    char *code = mynah__alloc(size + 32);
    memcpy(code, "if a: x = 0\n", 12);
    memcpy(code + 12, tail, size);
    memcpy(code + 12 + size, "\nx\n", 3);
    assert_int_equal(check(code, size + 15), TREE_DONE);
    mynah__free(code);
    mynah__free(tail);
}

// What cannot be parsed within its bound is said, and what stands behind it is still there.
static void test_unclosed_bracket_is_cut_out(void **state)
{
    (void)state;
    char *lines = repeat("x = 1\n", 8000);
    size_t size = strlen(lines);
    char *code = mynah__alloc(size + 16);
    memcpy(code, "foo(\n", 5);
    memcpy(code + 5, lines, size);
    struct stages stages = { .arena = { 0 } };
    assert_true(build(&stages, code, size + 5));
    check_shape(&stages.tree);
    assert_int_not_equal(stages.tree.first_error, NODE_NONE);
    uint32_t found = 0;
    for (uint32_t i = 0; i < stages.tree.count; i++) {
        found += stages.tree.nodes[i].kind == NODE_ASSIGN;
    }
    assert_true(found > 7000);
    mynah__arena_finish(&stages.arena);
    mynah__free(code);
    mynah__free(lines);
}

static uint32_t find_kind(const struct tree *tree, enum node_kind kind)
{
    uint32_t i = 0;
    while (i < tree->count && tree->nodes[i].kind != kind) {
        i++;
    }
    return i == tree->count ? NODE_NONE : i;
}

static void test_accessors(void **state)
{
    (void)state;
    struct stages stages = { .arena = { 0 } };
    const char code[] = "import a.b as c, d . e\n\xEF\xBD\x81 = b = 1\nclass C:\n  __p = 1\n";
    assert_true(build(&stages, code, strlen(code)));
    const struct tree *tree = &stages.tree;
    uint32_t assign = find_kind(tree, NODE_ASSIGN);
    uint32_t target = mynah__tree_child(tree, assign, ROLE_TARGET);
    assert_string_equal(mynah__identifier(tree, target, &stages.arena), "a");
    target = mynah__tree_next(tree, target);
    assert_string_equal(mynah__identifier(tree, target, &stages.arena), "b");
    assert_int_equal(mynah__tree_next(tree, target), NODE_NONE);
    assert_int_equal(mynah__tree_next(tree, 0), NODE_NONE);
    assert_string_equal(mynah__node_kind_name(NODE_ERROR), "ERROR");
    assert_string_equal(mynah__node_kind_name(NODE_FUNCTION_DEF), "FunctionDef");
    assert_int_not_equal(mynah__scopes_find(&stages.scopes, "d"), UINT32_MAX);
    assert_int_equal(mynah__scopes_find(&stages.scopes, "e"), UINT32_MAX);
    uint32_t name = mynah__scopes_find(&stages.scopes, "_C__p");
    assert_int_not_equal(mynah__scopes_symbol(&stages.scopes, 1, name), SYMBOL_NONE);
    mynah__arena_finish(&stages.arena);
}

static void test_end_of_the_module(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        uint32_t count;
        bool unbound;
        bool ends;
    } rows[] = {
        { "results = 1", 1, false, true },
        { "results = 1\ndel results", 0, true, true },
        { "if a:\n  results = 1", 1, true, true },
        { "if a:\n  results = 1\nelse:\n  results = 2", 2, false, true },
        { "if a:\n  results = 1\nelse:\n  raise X", 1, false, true },
        { "results = 1\nraise X", 0, true, false },
        { "import sys\nresults = 1\nsys.exit()", 1, false, false },
        { "import sys\nsys.exit = f\nsys.exit()\nresults = 1", 1, false, true },
        { "def exit(): pass\nexit()\nresults = 1", 1, false, true },
        { "exit()\nresults = 1", 0, true, false },
        { "while True:\n  results = 1\n  break", 1, false, true },
        { "while True:\n  results = 1", 1, true, false },
        { "if False:\n  results = 1", 0, true, true },
        { "for results in a: pass", 1, true, true },
        { "for i in a:\n  results = 1\n  break\nelse:\n  results = 2", 2, false, true },
        { "try:\n  results = f()\nexcept E:\n  pass", 1, true, true },
        { "try:\n  results = f()\nexcept E:\n  raise", 1, false, true },
        { "try:\n  pass\nexcept E as results:\n  pass", 0, true, true },
        { "try:\n  a\nfinally:\n  results = 1", 1, false, true },
        { "with a:\n  results = 1", 1, false, true },
        { "with suppress(E):\n  results = 1", 1, true, true },
        { "with a:\n  raise X\nresults = 1", 1, false, true },
        { "(results := 1)", 1, false, true },
        { "a and (results := 1)", 1, true, true },
        { "[results := i for i in a]", 1, true, true },
        { "results: dict", 0, true, true },
        { "results += 1", 1, false, true },
        { "def f():\n  global results\n  results = 1\nf()", 1, true, true },
        { "match a:\n  case 1: results = 1\n  case _: results = 2", 2, false, true },
        { "match a:\n  case 1: results = 1", 1, true, true },
        { "from m import *\nresults = 1\nfrom n import *", 2, false, true },
        { "import a.b as results", 1, false, true },
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        struct stages stages = { .arena = { 0 } };
        char code[200];
        int size = snprintf(code, sizeof code, "%s\nresults", rows[i].code);
        assert_true(build(&stages, code, (size_t)size));
        const struct flow *flow = &stages.flow;
        uint32_t use = stages.tree.count - 1; // what the end sees
        bool ends = flow->reachable[use];
        bool bound = rows[i].ends ? flow->reaching_count[use] == rows[i].count &&
                                        flow->maybe_unbound[use] == rows[i].unbound
                                  : true;
        if (!bound || ends != rows[i].ends) {
            fail_msg("%s: %u definitions, %s, %s", rows[i].code, flow->reaching_count[use],
                     flow->maybe_unbound[use] ? "maybe unbound" : "bound",
                     ends ? "ends" : "leaves");
        }
        mynah__arena_finish(&stages.arena);
    }
}

static void test_out_of_memory(void **state)
{
    (void)state;
    const char code[] =
        "from m import *\nclass C[T](B):\n  def f(self, *a, k=1): return super().x\n"
        "try:\n  for i in [x for x in y if (z := x)]: break\n"
        "except E as e: print(f'{e}')\nfinally: \xC3\xA9 = 1\n"
        "match a:\n  case [b, *c] | {'d': 1, **e}: pass\n";
    for (struct shortage at = { .untold = true }; shortage_next(&at);) {
        struct stages stages = { .arena = { 0 } };
        shortage_over(&at, build(&stages, code, strlen(code)));
        mynah__arena_finish(&stages.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_odd_code_has_a_tree),
        cmocka_unit_test(test_deep_and_large_code_is_bounded),
        cmocka_unit_test(test_balanced_brackets),
        cmocka_unit_test(test_chains_of_conditions),
        cmocka_unit_test(test_unclosed_bracket_is_cut_out),
        cmocka_unit_test(test_accessors),
        cmocka_unit_test(test_end_of_the_module),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("tree", tests, NULL, NULL);
}
