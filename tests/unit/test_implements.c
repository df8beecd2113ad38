// SPDX-License-Identifier: Apache-2.0
//
// Whether a class has the methods of an interface, pair by pair.

#include <mynah_cmocka.h>

#include "shortage.h"

static const char face[] = "from typing import Protocol\n"
                           "class Plotter(Protocol):\n"
                           "    def draw(self, data, title='', *, color=None): ...\n"
                           "    async def save(self, path: str) -> None: ...\n";

#define SAVE "    async def save(self, path): pass\n"
#define DRAW(parameters) "class P:\n    def draw(" parameters "): pass\n" SAVE

static bool implements(const char *code, const char *interface, char *why, size_t size)
{
    const struct mynah_property property = { .kind = MYNAH_PROPERTY_IMPLEMENTS,
                                             .operand = "P",
                                             .value = interface };
    return mynah_code_meets(code, property, why, size);
}

static void test_what_can_be_called_alike(void **state)
{
    (void)state;
    static const char *const codes[] = {
        DRAW("self, data, title='', *, color=None"),
        DRAW("this, data, title='x', color='red', width=1"),
        DRAW("self, data, title=None, *, color=1, width=2"),
        DRAW("self, *args, **kwargs"),
        DRAW("self, data, title='', **kwargs"),
        ("class Base:\n    def draw(self, data, title='', *, color=None): pass\n"
         "class P(Base):\n" SAVE),
        ("def drawer(self, data, title='', *, color=None): pass\n"
         "class P:\n    draw = drawer\n" SAVE),
        "class P:\n    pass\n" DRAW("self, data, title='', *, color=None"),
        ("try:\n    class P:\n        def draw(self, data, title='', *, color=None): pass\n    "
         "    async def save(self, path): pass\nexcept OSError:\n    pass\n"),
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        assert_code_implements_msg(codes[i], "P", face, codes[i]);
    }
}

// clang-format off
static const struct { const char *code, *actual; } wrong[] = {
    { "class Q:\n    pass\n", "the code has no such class" },
    { "def f():\n    class P: pass\n", "the code has no such class" },
    { "class P:\n    pass\n", "`draw` is missing; `save` is missing" },
    { "class P:\n    def save(self, path): pass\n    def draw(self, data, title='', *, color=None): pass\n",
      "`save` is not async" },
    { DRAW("self"), "`draw` takes (self), not (self, data, title='', *, color=None)" },
    { DRAW("self, data, title, *, color=None"), "`draw` takes (self, data, title, *, color=None), not" },
    { DRAW("self, values, title='', *, color=None"), "`draw` takes " },
    { DRAW("self, data, title='', *, color=None, width"), "`draw` takes " },
    { DRAW("self, data, title='', width=1, *, colour=None"), "`draw` takes " },
    { DRAW("self, data, /, title='', *, color=None"), "`draw` takes " },
    { "class P:\n    @staticmethod\n    def draw(data, title='', *, color=None): pass\n" SAVE,
      "`draw` is static or is not" },
    { "class P:\n    @property\n    def draw(self, data, title='', *, color=None): pass\n" SAVE,
      "`draw` is a property or is not" },
    { "class P:\n    def draw(self: pass\n", "it does not parse: " },
    { "class P(P):\n" SAVE, "`draw` is missing" },
    { "class A(B): pass\nclass B(A): pass\nclass P(A):\n" SAVE, "`draw` is missing" },
};
// clang-format on

static void test_what_cannot(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char why[2048];
        assert_false(implements(wrong[i].code, face, why, sizeof why));
        const char *actual = strstr(why, "\n  actual: ");
        if (!actual || strncmp(actual + 11, wrong[i].actual, strlen(wrong[i].actual)) != 0) {
            fail_msg("%s\n%s", wrong[i].code, why);
        }
    }
}

static void test_bases_that_are_elsewhere(void **state)
{
    (void)state;
    char why[2048];
    assert_false(implements("from lab import Base\nclass P(Base):\n" SAVE, face, why, sizeof why));
    assert_non_null(
        strstr(why, "\n    hint: it may inherit from `Base`, which is not in the code"));
}

static void test_interfaces_that_say_little(void **state)
{
    (void)state;
    char why[2048];
    assert_true(implements("class P: pass\n", "class Empty: ...\n", why, sizeof why));
    assert_false(implements("class P: pass\n", "x = 1\n", why, sizeof why));
    assert_non_null(strstr(why, "\n  actual: the interface has no class\n"));
    assert_false(implements("class P: pass\n", "", why, sizeof why));
    assert_false(implements("class P: pass\n", NULL, why, sizeof why));
    assert_false(implements("class P: pass\n", "class I:\n    def f(\033\xFF", why, sizeof why));
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (struct shortage at = { .untold = true }; shortage_next(&at);) {
        char why[2048] = "";
        bool met = implements(DRAW("self, data, title='', *, color=None"), face, why, sizeof why);
        shortage_over(&at, met);
        assert_true(met || strstr(why, "out of memory"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_can_be_called_alike),
        cmocka_unit_test(test_what_cannot),
        cmocka_unit_test(test_bases_that_are_elsewhere),
        cmocka_unit_test(test_interfaces_that_say_little),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
