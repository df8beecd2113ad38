// SPDX-License-Identifier: Apache-2.0
// What expressions may be, seen from outside: the channel that a call names shows what its argument
// was found to be, and whether a write is found at all shows that nothing gets lost on the way.

#include "core/text.h"

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

static struct mynah_analyzer *analyzer;

static int create(void **state)
{
    (void)state;
    analyzer =
        mynah_analyzer_create(&(struct mynah_analyzer_options){ .results = "optional" }, NULL);
    return analyzer ? 0 : -1;
}

static int destroy(void **state)
{
    (void)state;
    mynah_analyzer_destroy(analyzer);
    return 0;
}

static struct mynah_report *check(const char *code)
{
    struct mynah_report *report = mynah_analyzer_check(analyzer, code, strlen(code), NULL);
    assert_non_null(report);
    return report;
}

// Say which channels are written, sorted: "A B"; "?" for one that is not known.
static void written(const char *code, char *channels, size_t size)
{
    struct mynah_report *report = check(code);
    size_t used = 0;
    channels[0] = 0;
    for (size_t i = 0; i < mynah_report_access_count(report); i++) {
        const struct mynah_access *access = mynah_report_access(report, i);
        if (access->direction == MYNAH_DIRECTION_WRITE && used < size) {
            used += (size_t)snprintf(channels + used, size - used, "%s%s", used ? " " : "",
                                     access->channel ? access->channel : "?");
        }
    }
    if (!mynah_report_parses(report)) {
        fail_msg("does not parse: %s", code);
    }
    mynah_report_destroy(report);
}

static void assert_written(const char *code, const char *channels)
{
    char found[400];
    written(code, found, sizeof(found));
    if (strcmp(found, channels) != 0) {
        fail_msg("writes `%s`, not `%s`:\n%s", found, channels, code);
    }
}

struct row {
    const char *code;
    const char *channels;
};

// Each row's code is the channel of one call.
static void assert_channels(const struct row *rows)
{
    for (; rows->code; rows++) {
        char code[1000];
        snprintf(code, sizeof(code),
                 "import base64, codecs, os, sys\nfrom epics import caput\ncaput(%s, 1)\n",
                 rows->code);
        assert_written(code, rows->channels);
    }
}

static void assert_programs(const struct row *rows)
{
    for (; rows->code; rows++) {
        char code[1000];
        snprintf(code, sizeof(code), "from epics import caput\n%s", rows->code);
        assert_written(code, rows->channels);
    }
}

static void test_literals(void **state)
{
    static const struct row rows[] = {
        { "'A'", "A" },          { "'A' 'B'", "AB" },          { "'\\x41\\u0042\\103'", "ABC" },
        { "r'\\x41'", "\\x41" }, { "'''A'B'''", "A'B" },       { "f'A{1}B{\"C\"}'", "A1BC" },
        { "f'{{A}}'", "{A}" },   { "f'A{7:02d}'", "A07" },     { "f'A{7:3}'", "A  7" },
        { "f'A{7!r}'", "?" },    { "f'A{sys.argv[1]}'", "?" }, { "'\\N{BULLET}'", "\\N{BULLET}" },
        { NULL, NULL },
    };
    (void)state;
    assert_channels(rows);
}

static void test_operators(void **state)
{
    static const struct row rows[] = {
        { "'A' + 'B'", "AB" },
        { "'AB' * 2", "ABAB" },
        { "2 * 'AB'", "ABAB" },
        { "'A' * 0 + 'B'", "B" },
        { "'A%s:%d' % ('B', 3)", "AB:3" },
        { "'A%02d' % 3", "A03" },
        { "'A%s' % 'B'", "AB" },
        { "'%d%%' % 5", "5%" },
        { "'A%s' % sys.argv", "?" },
        { "'A' + str(7 // 2 + -7 // 2)", "A-1" },
        { "'A' + str(-7 % 3)", "A2" },
        { "'A' + str(1 << 4 | 3)", "A19" },
        { "'A' if 1 < 2 else 'B'", "A" },
        { "'A' if sys.argv else 'B'", "A B" },
        { "'' or 'B'", "B" },
        { "'A' and 'B'", "B" },
        { "'A' if not '' else 'B'", "A" },
        { NULL, NULL },
    };
    (void)state;
    assert_channels(rows);
}

static void test_slices(void **state)
{
    static const struct row rows[] = {
        { "'ABCD'[1]", "B" },
        { "'ABCD'[-1]", "D" },
        { "'ABCD'[1:3]", "BC" },
        { "'ABCD'[::-1]", "DCBA" },
        { "'ABCD'[::2]", "AC" },
        { "'ABCD'[-3:]", "BCD" },
        { "'ABCD'[5:]  + 'X'", "X" },
        { "'ABCD'[::0]", "?" },
        { "'ABCD'[9]", "?" },
        { "''.join(reversed('ABCD'))", "DCBA" },
        { NULL, NULL },
    };
    (void)state;
    assert_channels(rows);
}

static void test_methods_of_text(void **state)
{
    static const struct row rows[] = {
        { "'ab'.upper()", "AB" },
        { "'AB'.lower()", "ab" },
        { "'ab'.capitalize()", "Ab" },
        { "'ab cd'.title()", "Ab Cd" },
        { "'aB'.swapcase()", "Ab" },
        { "' A '.strip()", "A" },
        { "'xAx'.strip('x')", "A" },
        { "'xAx'.lstrip('x')", "Ax" },
        { "'xAx'.rstrip('x')", "xA" },
        { "'A_B'.replace('_', ':')", "A:B" },
        { "':'.join(['A', 'B'])", "A:B" },
        { "':'.join(('A', sys.argv[1]))", "?" },
        { "'A B C'.split()[1]", "B" },
        { "'A:B:C'.split(':')[-1]", "C" },
        { "'{}:{}'.format('A', 'B')", "A:B" },
        { "'{1}:{0}'.format('A', 'B')", "B:A" },
        { "'{n}{{}}'.format(n='A')", "A{}" },
        { "'{:03d}'.format(5)", "005" },
        { "'xA'.removeprefix('x')", "A" },
        { "'Ax'.removesuffix('x')", "A" },
        { "'A' if 'xA'.startswith('x') else 'B'", "A" },
        { "'A' if 'xA'.endswith('x') else 'B'", "B" },
        { "chr(65) + chr(66)", "AB" },
        { "'A' + str(ord('B'))", "A66" },
        { NULL, NULL },
    };
    (void)state;
    assert_channels(rows);
}

static void test_bytes_and_codecs(void **state)
{
    static const struct row rows[] = {
        { "b'AB'.decode()", "AB" },
        { "bytes([65, 66]).decode('ascii')", "AB" },
        { "bytes.fromhex('41 42').decode()", "AB" },
        { "base64.b64decode('QUI=').decode()", "AB" },
        { "codecs.decode('NO', 'rot13')", "AB" },
        { "codecs.decode('4142', 'hex').decode()", "AB" },
        { "'AB'.encode().decode()", "AB" },
        { "b'AB'.decode('utf-16')", "?" },
        { "bytes([65, 300]).decode()", "?" },
        { NULL, NULL },
    };
    (void)state;
    assert_channels(rows);
}

static void test_containers(void **state)
{
    static const struct row rows[] = {
        { "t = ['A', 'B']\ncaput(t[1], 1)\n", "B" },
        { "t = {'a': 'A', 'b': 'B'}\ncaput(t['b'], 1)\n", "B" },
        { "t = {'a': {'b': ['A']}}\ncaput(t['a']['b'][0], 1)\n", "A" },
        { "t = []\nt.append('A')\ncaput(t[0], 1)\n", "A" },
        { "a, (b, *c) = 'A', ('B', 'C', 'D')\ncaput(b + c[1], 1)\n", "BD" },
        { "for n in ['A', 'B']:\n    caput(n, 1)\n", "A B" },
        { "for k, v in {'A': 'B'}.items():\n    caput(k + v, 1)\n", "AB" },
        { "for i, n in enumerate(['A']):\n    caput(n + str(i), 1)\n", "A0" },
        { "[caput(n, 1) for n in ('A', 'B')]\n", "A B" },
        { "t = ['A'] + ['B']\ncaput(t[1], 1)\n", "B" },
        { "t = {**{'a': 'A'}, 'b': 'B'}\ncaput(t['a'], 1)\n", "A" },
        { "def f(x):\n    (x + [caput])[-1]('A', 1)\n", "A" },
        { "t = [print, caput]\nt[0]('A', 1)\n", "" },
        { NULL, NULL },
    };
    (void)state;
    assert_programs(rows);
}

static void test_callables(void **state)
{
    static const struct row rows[] = {
        { "from functools import partial\npartial(caput, 'A')(1)\n", "A" },
        { "from functools import partial\npartial(caput, value=1)('A')\n", "A" },
        { "from functools import partial\np = partial(partial, caput)\np('A')(1)\n", "A" },
        { "def f(n, put=caput):\n    put(n, 1)\nf('A')\n", "A" },
        { "def f(*a, **k):\n    a[0](k['n'], 1)\nf(caput, n='A')\n", "A" },
        { "(lambda f: f('A', 1))(caput)\n", "A" },
        { "list(map(lambda n: caput(n, 1), ['A', 'B']))\n", "A B" },
        { "class C:\n    put = staticmethod(caput)\nC().put('A', 1)\n", "A" },
        { "class C:\n    def __call__(self, n):\n        caput(n, 1)\nC()('A')\n", "A" },
        { "class C:\n    def __init__(self, f):\n        self.f = f\nC(caput).f('A', 1)\n", "A" },
        { "def d(f):\n    import sys\n    return caput if sys.argv else f\n"
          "@d\ndef g(a, b):\n    pass\ng('A', 1)\n",
          "A" },
        { NULL, NULL },
    };
    (void)state;
    assert_programs(rows);
}

static void test_names_that_are_looked_up(void **state)
{
    static const struct row rows[] = {
        { "import epics\ngetattr(epics, 'ca' + 'put')('A', 1)\n", "A" },
        { "__import__('epics').caput('A', 1)\n", "A" },
        { "import importlib\nimportlib.import_module('epics').caput('A', 1)\n", "A" },
        { "import sys, epics\nsys.modules['epics'].caput('A', 1)\n", "A" },
        { "import epics\nvars(epics)['caput']('A', 1)\n", "A" },
        { "import epics\nepics.__dict__['caput']('A', 1)\n", "A" },
        { "globals()['caput']('A', 1)\n", "A" },
        { "from operator import attrgetter\nimport epics\nattrgetter('caput')(epics)('A', 1)\n",
          "A" },
        { "try:\n    from epics import caput as p\nexcept ImportError:\n    p = print\np('A', 1)\n",
          "A" },
        { "import epics as e\nx = y = e\ny.caput('A', 1)\n", "A" },
        { "exec('caput(\"A\", 1)')\n", "A" },
        { "exec('exec(\"n = \\'A\\'\")')\ncaput(n, 1)\n", "A" },
        { NULL, NULL },
    };
    (void)state;
    assert_programs(rows);
}

static void test_sets_join_paths(void **state)
{
    static const struct row rows[] = {
        { "import sys\nn = 'A'\nif sys.argv:\n    n = 'B'\ncaput(n, 1)\n", "A B" },
        { "n = 'A'\nn = 'B'\ncaput(n, 1)\n", "B" },
        { "f = print\nf = caput\nf('A', 1)\n", "A" },
        { "f = caput\nf = print\nf('A', 1)\n", "" },
        { "i = 0\nwhile i < 99:\n    caput('A%d' % i, 1)\n    i += 1\n", "?" },
        { "s = ''\nwhile len(s) < 9:\n    s += 'A'\ncaput(s, 1)\n", "?" },
        { NULL, NULL },
    };
    (void)state;
    assert_programs(rows);
}

// Programs that run into a bound.  `$` in `repeated` is its index, `^` the index behind it.
struct bound {
    const char *before;
    const char *repeated;
    const char *after;
    int count;
    bool reversed; // from the last to the first
};

static void add_numbered(struct text *code, const char *text, int index)
{
    for (; *text; text++) {
        if (*text == '$' || *text == '^') {
            mynah__text_add_format(code, "%d", *text == '$' ? index : index + 1);
        } else {
            mynah__text_add_char(code, *text);
        }
    }
}

// Return whether the code is reported as a write or as what can not be followed.
static bool is_caught(const char *code)
{
    struct mynah_report *report = check(code);
    bool found = false;
    for (size_t i = 0; i < mynah_report_finding_count(report); i++) {
        const char *rule = mynah_report_finding(report, i)->rule;
        found = found || strcmp(rule, "channel-write") == 0 || strncmp(rule, "opaque-", 7) == 0;
    }
    found =
        found && mynah_report_verdict(report) != MYNAH_VERDICT_ALLOW && mynah_report_parses(report);
    mynah_report_destroy(report);
    return found;
}

static void make(struct text *code, const struct bound *bound)
{
    mynah__text_add(code, "import epics, sys\nfrom epics import caput, PV\n"
                          "from functools import partial\nn = len(sys.argv)\n");
    mynah__text_add(code, bound->before);
    for (int i = 0; i < bound->count; i++) {
        add_numbered(code, bound->repeated, bound->reversed ? bound->count - 1 - i : i);
    }
    add_numbered(code, bound->after, bound->count);
}

static void assert_caught(const struct bound *bounds)
{
    for (; bounds->before; bounds++) {
        struct text code = { 0 };
        make(&code, bounds);
        assert_false(code.failed);
        if (!is_caught(code.bytes)) {
            fail_msg("not caught: %s%s ... %s", bounds->before, bounds->repeated, bounds->after);
        }
        mynah__text_finish(&code);
    }
}

static void test_chains_longer_than_any_bound(void **state)
{
    static const struct bound bounds[] = {
        { "v0 = caput\n", "v^ = v$\n", "v$('A', 1)\n", 500, false },
        { "", "def f$():\n    return f^()\n", "def f$():\n    return caput\nf0()('A', 1)\n", 300,
          false },
        { "def f300():\n    return caput\n", "def f$():\n    return f^()\n", "f0()('A', 1)\n", 300,
          true },
        { "", "def f$(g):\n    return f^(g)\n", "def f$(g):\n    g('A', 1)\nf0(caput)\n", 300,
          false },
        { "p0 = partial(caput, 'A')\n", "p^ = partial(p$)\n", "p$(1)\n", 40, false },
        { "class C0:\n    put = staticmethod(caput)\n", "class C^(C$):\n    pass\n",
          "C$().put('A', 1)\n", 40, false },
        { "class C0(PV):\n    pass\n", "class C^(C$):\n    pass\n", "C$('A').put(1)\n", 40, false },
        { "class C0:\n    put = staticmethod(caput)\n",
          "class C^(C$, C$, C$, C$, C$, C$):\n    pass\n", "C$().put('A', 1)\n", 11, false },
        { "x = epics\ns = 'p'\n", "", "for k in sys.argv:\n    x = x.zz\nx.caput('A', 1)\n", 0,
          false },
        { "@(lambda f: f)\n", "@(lambda f: f)\n",
          "@(lambda f: caput)\ndef g(a, b):\n    pass\ng('A', 1)\n", 40, false },
        { NULL, NULL, NULL, 0, false },
    };
    (void)state;
    assert_caught(bounds);
}

static void test_very_many_calls(void **state)
{
    static const struct bound bounds[] = {
        { "def f(g):\n    return g\n", "f(f)\n", "f(caput)('A', 1)\n", 100000, false },
        { NULL, NULL, NULL, 0, false },
    };
    (void)state;
    assert_caught(bounds);
}

static void test_sets_that_grow_too_large(void **state)
{
    static const struct bound bounds[] = {
        { "f = caput\n", "if n == $:\n    f = lambda a, b: $\n", "f('A', 1)\n", 40, false },
        { "f = print\n", "if n == $:\n    f = lambda a, b: a('A', b)\n", "f(caput, 1)\n", 40,
          false },
        { "f = partial(caput, 'A')\n", "if n == $:\n    f = lambda b: $\n", "f(1)\n", 40, false },
        { "f = [caput]\n", "if n == $:\n    f = [print]\n", "f[0]('A', 1)\n", 40, false },
        { "f = lambda: caput\n", "if n == $:\n    f = lambda: $\n", "f()('A', 1)\n", 40, false },
        { "q = []\nf = q\n", "if n == $:\n    f = [print]\n",
          "q.append([caput])\nf[0][0]('A', 1)\n", 40, false },
        { "class C:\n    pass\nf = C()\nf.go = caput\n", "if n == $:\n    f = C()\n",
          "f.go('A', 1)\n", 40, false },
        { "class C:\n    def __init__(self, g):\n        self.g = g\n"
          "    def run(self):\n        self.g('A', 1)\nf = C(caput)\n",
          "if n == $:\n    f = C(print)\n", "f.run()\n", 40, false },
        { "f = 'caput'\n", "if n == $:\n    f = 'x$'\n", "getattr(epics, f)('A', 1)\n", 40, false },
        { "f = PV('A')\n", "if n == $:\n    f = PV('A$')\n", "f.put(1)\n", 40, false },
        { "f = PV('A')\n", "if n == $:\n    f = PV('A$')\n", "f.value = 1\n", 40, false },
        { "f = PV('A')\n", "if n == $:\n    f = [$]\n", "setattr(f, 'value', 1)\n", 40, false },
        { "def g():\n", "    yield lambda a, b: $\n",
          "    yield caput\nfor f in g():\n    f('A', 1)\n", 40, false },
        { "def h(f):\n    f('A', 1)\n", "h(lambda a, b: $)\n", "h(caput)\n", 40, false },
        { NULL, NULL, NULL, 0, false },
    };
    (void)state;
    assert_caught(bounds);
}

static void test_more_than_is_kept_apart(void **state)
{
    static const struct bound bounds[] = {
        { "t = {\n", "'k$': print,\n", "'w': caput}\nt['w']('A', 1)\n", 400, false },
        { "t = [\n", "print,\n", "caput]\nt[-1]('A', 1)\n", 400, false },
        { "def f(*a):\n    a[-1]('A', 1)\nf(\n", "1,\n", "caput)\n", 300, false },
        { "def f(**a):\n    a['z']('A', 1)\nf(\n", "k$=1,\n", "z=caput)\n", 300, false },
        { "from threading import Thread\ndef f(**a):\n    a['z']('A', 1)\nThread(target=f, "
          "kwargs={\n",
          "'k$': 1,\n", "'z': caput}).start()\n", 300, false },
        { "def f(*a):\n    a[-1]('A', 1)\nlist(map(f,\n", "[1],\n", "[caput]))\n", 9, false },
        { "a, *b = (\n", "1,\n", "caput)\nb[-1]('A', 1)\n", 300, false },
        { "from collections import namedtuple\nP = namedtuple('P', '''\n", "f$\n",
          "f$''')\ndef g(*a):\n    p = P(*a)\n    p.f280('A', 1)\ng(caput)\n", 300, false },
        { "import subprocess\nsubprocess.run('", "A=$ ", "caput A 1', shell=True)\n", 100, false },
        { NULL, NULL, NULL, 0, false },
    };
    (void)state;
    assert_caught(bounds);
}

static void test_nesting_deeper_than_is_followed(void **state)
{
    static const struct bound bounds[] = {
        { "import foo\nfoo.bar(", "[", "caput]]]]]]]]]])\n", 10, false },
        { "r = 'caput(1, 2)'\ns = 'exec(r)'\nt = 'exec(s)'\nexec('exec(t)')\n", "", "", 0, false },
        { "exec(b'# coding: utf-7\\n+AGMAYQBwAHUAdA-(1,2)')\n", "", "", 0, false },
        { "s = 'caput(1, 2)' + ' ' * 70000\nexec(s)\n", "", "", 0, false },
        { "s = '", " ", ")1 ,1(tupac'\nexec(''.join(reversed(s)))\n", 600, false },
        { "", "exec('x = $')\n", "exec('caput(1, 2)')\n", 100, false },
        { NULL, NULL, NULL, 0, false },
    };
    (void)state;
    assert_caught(bounds);
}

// A bound that nothing runs into costs nothing: no such finding in code of the same shapes.
static void test_harmless_code_is_not_opaque(void **state)
{
    static const struct bound bounds[] = {
        { "", "def f$():\n    return f^()\n", "def f$():\n    return 1\nf0()\n", 8, false },
        { "rows = [\n", "{'a': $, 'b': [$, {'c': ($,)}]},\n",
          "]\nfor row in rows:\n    print(row.get('a'), row['b'][1])\n", 300, false },
        { "import json\nt = [\n", "[[[[[$]]]]],\n", "]\njson.dumps(t)\n", 40, false },
        { "class C:\n", "    def m$(self):\n        return self.m^()\n",
          "    def m$(self):\n        return 1\nC().m0()\n", 60, false },
        { "i = 0\n", "i += $\n", "while i < 99:\n    i += 1\n    s = 'x' * i\nprint(s)\n", 100,
          false },
        { NULL, NULL, NULL, 0, false },
    };
    (void)state;
    for (const struct bound *bound = bounds; bound->before; bound++) {
        struct text code = { 0 };
        make(&code, bound);
        assert_false(code.failed);
        if (is_caught(code.bytes)) {
            fail_msg("caught: %s%s ... %s", bound->before, bound->repeated, bound->after);
        }
        mynah__text_finish(&code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_literals),
        cmocka_unit_test(test_operators),
        cmocka_unit_test(test_slices),
        cmocka_unit_test(test_methods_of_text),
        cmocka_unit_test(test_bytes_and_codecs),
        cmocka_unit_test(test_containers),
        cmocka_unit_test(test_callables),
        cmocka_unit_test(test_names_that_are_looked_up),
        cmocka_unit_test(test_sets_join_paths),
        cmocka_unit_test(test_chains_longer_than_any_bound),
        cmocka_unit_test(test_very_many_calls),
        cmocka_unit_test(test_sets_that_grow_too_large),
        cmocka_unit_test(test_more_than_is_kept_apart),
        cmocka_unit_test(test_nesting_deeper_than_is_followed),
        cmocka_unit_test(test_harmless_code_is_not_opaque),
    };
    return cmocka_run_group_tests(tests, create, destroy);
}
