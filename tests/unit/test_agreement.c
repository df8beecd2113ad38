// SPDX-License-Identifier: Apache-2.0

#include "syntax/agreement.h"
#include "tree/tree.h"

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

#include <string.h>

enum { LINES_MOST = 64 };

// Compare the tree of `code`, in which each level has four blanks, with its indentation.  `wrong`
// is the line, from 1, on which the tokens are said to have another depth; 0 is none.
static struct disagreement compare(const char *code, uint32_t wrong)
{
    struct arena arena = { 0 };
    struct source source;
    struct tree tree;
    uint32_t indents[LINES_MOST] = { 0 };
    assert_true(mynah__source_read(&source, code, strlen(code), &arena));
    assert_int_equal(mynah__tree_build(&tree, &source, &arena), TREE_DONE);
    for (uint32_t i = 0; i < source.line_count; i++) {
        indents[i] = (uint32_t)strspn(source.text + source.lines[i], " ") / 4 + (i + 1 == wrong);
    }
    struct syntax syntax = { .accepted = true, .indents = indents };
    struct disagreement disagreement;
    assert_true(mynah__syntax_compare(&disagreement, &syntax, &tree, &arena));
    mynah__arena_finish(&arena);
    return disagreement;
}

static const char *const agreeing[] = {
    "",
    "x = 1\n",
    "if a:\n    b\nelif c:\n    d\n    if e:\n        f\n    elif g:\n        h\nelse:\n    i\nj\n",
    "if a: b; c\nelse: d\n",
    "try:\n    a\nexcept A:\n    b\nexcept B as e:\n    if c:\n        d\nelse:\n    e\nfinally:\n "
    "   f\n",
    "match a:\n    case 1:\n        b\n    case [x, *y] if x:\n        c\nd\n",
    "@a\n@b.c\nclass D(E):\n    x = 1\n\n    @f\n    async def g(self):\n        await h\n        "
    "return 1\n",
    "for a in b:\n    while c:\n        break\n    else:\n        continue\nwith d as e, f:\n    "
    "pass\n",
    "def f(\n        a,\n        b=lambda: 1,\n):\n    return (\n        a,\n        b)\nx = [\n   "
    " 1,\n]\n",
    "x = '''\n    not code\n'''\n# comment\nif a:\n    # comment\n    y = 1\n",
    "class A:\n    def f(self):\n        pass\n    if B:\n        import c\n        from d import "
    "e\n",
};

static void test_agreeing(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof agreeing / sizeof *agreeing; i++) {
        struct disagreement disagreement = compare(agreeing[i], 0);
        if (disagreement.found) {
            fail_msg("code %zu, offset %u: %s", i, (unsigned)disagreement.start,
                     disagreement.message);
        }
    }
}

static void test_another_block(void **state)
{
    (void)state;
    static const char code[] = "if a:\n    b = 1\nc = 2\n";
    struct disagreement disagreement = compare(code, 3);
    assert_true(disagreement.found);
    assert_int_equal(disagreement.start, 16);
    assert_int_equal(disagreement.end, 21);
    assert_true(compare(code, 2).found);
}

// Valid code that the grammar in use cannot parse, or puts into another block.
static void test_what_the_grammar_misreads(void **state)
{
    (void)state;
    assert_true(compare("def f() -> slice[1:]:\n    pass\n", 0).found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_agreeing),
        cmocka_unit_test(test_another_block),
        cmocka_unit_test(test_what_the_grammar_misreads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
