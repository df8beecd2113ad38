// SPDX-License-Identifier: Apache-2.0
// Whether `results` is bound when small programs end: what CPython 3.11 does with them, found by
// running each with several arguments.  `sometimes` where it depends on them, or is not followed.

#include <mynah/analyzer.h>

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

#include <string.h>

struct row {
    const char *code;
    int results;
};

enum {
    ALWAYS = MYNAH_RESULTS_ALWAYS,
    SOMETIMES = MYNAH_RESULTS_SOMETIMES,
    NEVER = MYNAH_RESULTS_NEVER
};

static enum mynah_results results_of(const struct mynah_analyzer *analyzer, const char *code)
{
    struct mynah_report *report = mynah_analyzer_check(analyzer, code, strlen(code), NULL);
    assert_non_null(report);
    if (!mynah_report_parses(report)) {
        fail_msg("does not parse: %s", code);
    }
    enum mynah_results results = mynah_report_results(report);
    mynah_report_destroy(report);
    return results;
}

// clang-format off
static const struct row programs[] = {
    { "match {'k': 1}:\n    case {'k': 1}:\n        results = {}\n", ALWAYS },
    { "match {'k': 1}:\n    case {'k': 2}:\n        results = {}\n", NEVER },
    { "match {'k': 1, 'z': 3}:\n    case {'z': z, **rest}:\n"
      "        results = rest\n    case _:\n        pass\n", ALWAYS },
    { "import sys\nx = len(sys.argv)\nmatch x:\n    case 1:\n"
      "        results = {}\n    case _:\n        results = {'a': 1}\n", ALWAYS },
    { "import sys\nx = len(sys.argv)\nmatch (x, 1):\n    case (_, 2):\n"
      "        results = {}\n", NEVER },
    { "n = 0\nwhile n < 3:\n    n += 1\nif n == 3:\n    results = {}\n", ALWAYS },
    { "n = 0\nwhile n < 3:\n    n += 1\nif n > 3:\n    results = {}\n", NEVER },
    { "n = 10\nwhile n:\n    n -= 1\nelse:\n    results = {}\n", ALWAYS },
    { "import sys\nx = len(sys.argv)\nn = 0\nwhile n < x:\n    n += 1\n"
      "if n >= 0:\n    results = {}\n", SOMETIMES },
    { "items = [1]\nitems.pop()\nfor i in items:\n    results = {}\n", NEVER },
    { "items = [1, 2]\nitems.pop()\nfor i in items:\n    results = {}\n", ALWAYS },
    { "items = [1, 2, 3]\nwhile items:\n    items.pop()\nif not items:\n"
      "    results = {}\n", ALWAYS },
    { "items = [1, 2, 3]\nwhile items:\n    last = items.pop()\nif last == 1:\n"
      "    results = {}\n", ALWAYS },
    { "for i in filter(None, [0, '', None]):\n    results = {}\n", NEVER },
    { "for i in filter(None, [0, 1]):\n    results = {}\n", ALWAYS },
    { "for i in filter(lambda v: v > 2, [1, 2]):\n    results = {}\n", NEVER },
    { "ok = False\ndef setup():\n    global ok\n    ok = True\nsetup()\n"
      "if ok:\n    results = {}\n", ALWAYS },
    { "ok = False\ndef setup():\n    ok = True\nsetup()\nif ok:\n"
      "    results = {}\n", NEVER },
    { "ok = False\ndef setup():\n    global ok\n    ok = True\nif ok:\n"
      "    results = {}\nsetup()\n", NEVER },
    { "n = 0\ndef tick():\n    global n\n    n += 1\n    return n\n"
      "while tick() < 4:\n    pass\nif n == 4:\n    results = {}\n", ALWAYS },
    { "def go(a, b=2, *c, **d):\n    if a + b + len(c) == 7:\n"
      "        return {}\nr = go(1, 4, 5, 6)\nif r is not None:\n"
      "    results = r\n", ALWAYS },
    { "def fact(n):\n    return 1 if n < 2 else n * fact(n - 1)\n"
      "if fact(5) == 120:\n    results = {}\n", ALWAYS },
    { "def f():\n    try:\n        return 1\n    finally:\n"
      "        global results\n        results = {}\nf()\n", ALWAYS },
    { "try:\n    int('x')\nexcept ValueError:\n    results = {}\n", ALWAYS },
    { "try:\n    int('7')\nexcept ValueError:\n    results = {}\n", NEVER },
    { "try:\n    {}['a']\nexcept IndexError:\n    results = {}\n"
      "except LookupError:\n    results = {'b': 1}\n", ALWAYS },
    { "try:\n    raise KeyError('a')\nexcept (ValueError, KeyError) as e:\n"
      "    results = {}\nfinally:\n    pass\n", ALWAYS },
    { "try:\n    1 / 0\nexcept ZeroDivisionError:\n    pass\nelse:\n"
      "    results = {}\n", NEVER },
    { "import sys\ntry:\n    sys.exit()\nexcept SystemExit:\n    results = {}\n", ALWAYS },
    { "import sys\nx = len(sys.argv)\ntry:\n    v = 10 / (x - 1)\n"
      "    results = {}\nexcept ZeroDivisionError:\n    results = {'e': 1}\n", ALWAYS },
    { "import sys\nx = len(sys.argv)\nif x > 2:\n    results = {}\nif x <= 2:\n"
      "    results = {}\n", SOMETIMES },
    { "import sys\nx = len(sys.argv)\nready = x > 2\nif ready:\n"
      "    results = {}\nif not ready:\n    results = {}\n", ALWAYS },
    { "import sys\nx = len(sys.argv)\nfor i in range(x):\n    results = {}\n", SOMETIMES },
    { "import sys\nx = len(sys.argv)\nfor i in range(x - 1):\n    results = {}\n", SOMETIMES },
    { "for i in range(5):\n    if i == 3:\n        results = {}\n        break\n", ALWAYS },
    { "for i in range(5):\n    if i == 7:\n        results = {}\n        break\n", NEVER },
    { "for i in range(3):\n    if i == 2:\n        break\nelse:\n"
      "    results = {}\n", NEVER },
    { "for a, b in zip([1, 2], 'ab'):\n    if b == 'b':\n        results = {}\n", ALWAYS },
    { "for i, name in enumerate(['a', 'b']):\n    if i == 1 and name == 'b':\n"
      "        results = {}\n", ALWAYS },
    { "d = {'a': 1}\nfor k, v in d.items():\n    if v == 1:\n"
      "        results = {}\n", ALWAYS },
    { "d = {}\nd['x'] = 1\nif 'x' in d:\n    results = {}\n", ALWAYS },
    { "d = {'x': 1}\ndel d['x']\nif d:\n    results = {}\n", NEVER },
    { "d = {'x': 1}\nif d.get('y'):\n    results = {}\n", NEVER },
    { "d = {'x': 1}\nif d.pop('x') == 1 and not d:\n    results = {}\n", ALWAYS },
    { "s = {1, 2}\ns.discard(1)\nif len(s) == 1:\n    results = {}\n", ALWAYS },
    { "a, *b = [1, 2, 3]\nif b == [2, 3]:\n    results = {}\n", ALWAYS },
    { "a = b = []\na.append(1)\nif b:\n    results = {}\n", ALWAYS },
    { "a = [[]] * 2\na[0].append(1)\nif a[1]:\n    results = {}\n", SOMETIMES },
    { "x = [1, 2]\ny = x[:]\ny.clear()\nif x:\n    results = {}\n", ALWAYS },
    { "f = lambda n: n > 1\nif f(2):\n    results = {}\n", ALWAYS },
    { "fs = [lambda: 1, lambda: 0]\nif fs[1]():\n    results = {}\n", NEVER },
    { "def outer():\n    n = 0\n    def inner():\n        nonlocal n\n"
      "        n += 1\n        return n\n    inner()\n    return inner()\n"
      "if outer() == 2:\n    results = {}\n", ALWAYS },
    { "def gen():\n    yield 1\nfor i in gen():\n    results = {}\n", SOMETIMES },
    { "def gen():\n    return\n    yield 1\nfor i in gen():\n    results = {}\n", SOMETIMES },
    { "class C:\n    ok = True\nif C.ok:\n    results = {}\n", ALWAYS },
    { "class C:\n    def __init__(self):\n        self.done = True\nc = C()\n"
      "if c.done:\n    results = {}\n", ALWAYS },
    { "class C:\n    def go(self):\n        global results\n"
      "        results = {}\nC().go()\n", ALWAYS },
    { "class C:\n    def go(self):\n        global results\n"
      "        results = {}\nC()\n", NEVER },
    { "if (n := 5) > 3:\n    results = {'n': n}\n", ALWAYS },
    { "if any((hit := v) > 2 for v in [1, 3]):\n    results = {'h': hit}\n", SOMETIMES },
    { "results = {} if [] else {'a': 1}\n", ALWAYS },
    { "[results := {'i': i} for i in range(2)]\n", ALWAYS },
    { "[results := {'i': i} for i in range(0)]\n", NEVER },
    { "[results := {'i': i} for i in [1, 2, 3] if i > 3]\n", NEVER },
    { "x = [i for i in range(4) if i % 2]\nif len(x) == 2:\n    results = {}\n", ALWAYS },
    { "x = sum([1, 2, 3])\nif x == 6:\n    results = {}\n", ALWAYS },
    { "if max([1, 5, 2]) == 5 and min(3, 1) == 1:\n    results = {}\n", ALWAYS },
    { "if sorted([2, 1]):\n    results = {}\n", ALWAYS },
    { "if isinstance({}, dict) and not isinstance('', int):\n    results = {}\n", ALWAYS },
    { "name = 'scan'\nif name.upper() == 'SCAN':\n    results = {}\n", ALWAYS },
    { "name = 'scan'\nif name.startswith('x'):\n    results = {}\n", NEVER },
    { "for c in 'abc':\n    if c in 'xyz':\n        results = {}\n", NEVER },
    { "text = ''\nfor c in ['a', 'b']:\n    text += c\nif text == 'ab':\n"
      "    results = {}\n", ALWAYS },
    { "it = iter([1, 2])\nnext(it)\nif next(it) == 2:\n    results = {}\n", ALWAYS },
    { "it = iter([])\nif next(it, None) is None:\n    results = {}\n", ALWAYS },
    { "results = {}\nfor i in range(3):\n    if i == 1:\n        del results\n"
      "        break\n", NEVER },
    { "results = {}\ntry:\n    del results\n    del results\n"
      "except NameError:\n    pass\n", NEVER },
    { "import sys\nx = len(sys.argv)\nresults = {}\nif x > 2:\n    del results\n", SOMETIMES },
    { "def f():\n    global results\n    results = {}\nfor i in []:\n    f()\n", NEVER },
    { "def f():\n    global results\n    results = {}\nfor i in [0]:\n    f()\n", ALWAYS },
    { "def f(go):\n    global results\n    if go:\n        results = {}\n"
      "f(False)\n", NEVER },
    { "def f(go):\n    global results\n    if go:\n        results = {}\n"
      "f(True)\n", ALWAYS },
    { "def f(go=1):\n    global results\n    if go:\n        results = {}\n"
      "f(go=0)\n", NEVER },
    { "def f():\n    if True:\n        return\n    global results\n"
      "    results = {}\nf()\n", NEVER },
    { "from contextlib import suppress\nwith suppress(ValueError):\n"
      "    int('q')\n    results = {}\n", NEVER },
    { "from contextlib import suppress\nwith suppress(ValueError):\n"
      "    results = {}\n    int('q')\n", ALWAYS },
    { "from contextlib import suppress\nwith suppress(KeyError):\n    {}['q']\n"
      "results = {}\n", ALWAYS },
    { "while True:\n    results = {}\n    break\n", ALWAYS },
    { "while True:\n    if 1:\n        break\n    results = {}\n", NEVER },
    { "i = 5\nwhile i > 0:\n    i -= 2\n    if i == 0:\n        results = {}\n", NEVER },
    { "stack = [1]\nseen = []\nwhile stack:\n    n = stack.pop()\n"
      "    seen.append(n)\n    if n < 3:\n        stack.append(n + 1)\n"
      "if len(seen) == 3:\n    results = {}\n", ALWAYS },
    { "retries = 3\ndone = False\nwhile retries and not done:\n"
      "    retries -= 1\n    done = retries == 1\nif done:\n    results = {}\n", ALWAYS },
    { "state = 'idle'\nfor _ in range(3):\n    if state == 'idle':\n"
      "        state = 'run'\n    elif state == 'run':\n"
      "        state = 'done'\nif state == 'done':\n    results = {}\n", ALWAYS },
    { "a, b = 0, 1\nwhile b < 20:\n    a, b = b, a + b\nif a == 13:\n"
      "    results = {}\n", ALWAYS },
    { "total = 0\nfor row in [[1, 2], [3]]:\n    for v in row:\n"
      "        total += v\nif total == 6:\n    results = {}\n", ALWAYS },
    { "n = 7\nif n % 2 == 0:\n    results = {}\nelif n // 2 == 3:\n"
      "    results = {'a': 1}\n", ALWAYS },
    { "flags = {'a': False, 'b': True}\nif all(flags.values()):\n"
      "    results = {}\n", NEVER },
    { "flags = {'a': False, 'b': True}\nif any(flags.values()):\n"
      "    results = {}\n", ALWAYS },
    { "x = None\nif x is None:\n    results = {}\n", ALWAYS },
    { "x = [None]\nif x[0] is not None:\n    results = {}\n", NEVER },
    { "try:\n    try:\n        raise ValueError\n    except KeyError:\n"
      "        pass\nexcept ValueError:\n    results = {}\n", ALWAYS },
    { "try:\n    try:\n        raise ValueError\n    finally:\n"
      "        results = {}\nexcept ValueError:\n    del results\n", NEVER },
    { "def check(v):\n    if v < 0:\n        raise ValueError('neg')\n"
      "    return v\ntry:\n    check(-1)\nexcept ValueError:\n    results = {}\n", ALWAYS },
    { "def check(v):\n    if v < 0:\n        raise ValueError('neg')\n"
      "    return v\ntry:\n    check(1)\nexcept ValueError:\n    results = {}\n", NEVER },
    { "import json\nif json.loads('1'):\n    pass\nresults = {}\n", ALWAYS },
    { "data = []\ndef add(v):\n    data.append(v)\nadd(1)\nif data:\n"
      "    results = {}\n", ALWAYS },
    { "data = []\ndef add(v):\n    data.append(v)\nlist(map(add, [1]))\n"
      "if data:\n    results = {}\n", ALWAYS },
    { "def f(x):\n    x.append(1)\nl = []\nf(l)\nif l:\n    results = {}\n", ALWAYS },
    { "def f(x=[]):\n    x.append(1)\n    return x\nf()\nif len(f()) == 2:\n"
      "    results = {}\n", SOMETIMES },
    { "x = 3\nwhile x:\n    x -= 1\n    if x == 1:\n        continue\n"
      "    if x == 0:\n        results = {}\n", ALWAYS },
    { "pairs = [('a', 1), ('b', 2)]\nlookup = dict(pairs)\n"
      "if lookup['b'] == 2:\n    results = {}\n", SOMETIMES },
    { "if 1 < 2 < 3:\n    results = {}\n", ALWAYS },
    { "if 1 < 2 > 3:\n    results = {}\n", NEVER },
    { "x = 0.5\nif x > 0.1:\n    results = {}\n", SOMETIMES },
    { "if not (1 and 0 or ''):\n    results = {}\n", ALWAYS },
    { NULL, NEVER },
};
// clang-format on

static void test_programs(void **state)
{
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    assert_non_null(analyzer);
    (void)state;
    for (const struct row *row = programs; row->code; row++) {
        if ((int)results_of(analyzer, row->code) != row->results) {
            fail_msg("should be %d: %s", row->results, row->code);
        }
    }
    mynah_analyzer_destroy(analyzer);
}

// What is worth no more time ends in bounded time, and nothing is claimed of it.
static void test_bounds(void **state)
{
    static const struct row rows[] = {
        { "n = 0\nwhile True:\n    n += 1\nresults = {}\n", NEVER },
        { "n = 0\nwhile n < 10 ** 9:\n    n += 1\nif n:\n    results = {}\n", SOMETIMES },
        { "def f():\n    f()\nf()\nif f:\n    results = {}\n", ALWAYS },
        { "x = [0]\nfor i in x:\n    x.append(i)\nresults = {}\n", ALWAYS },
        { "x = [x for x in range(9 ** 9)]\nif x:\n    results = {}\n", SOMETIMES },
        { NULL, NEVER },
    };
    static char many[40000];
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    assert_non_null(analyzer);
    (void)state;
    for (const struct row *row = rows; row->code; row++) {
        if ((int)results_of(analyzer, row->code) != row->results) {
            fail_msg("should be %d: %s", row->results, row->code);
        }
    }
    strcpy(many, "import sys\n");
    for (int i = 0; i < 200; i++) {
        strcat(many, "if sys.argv[1:]:\n    x = 1\n");
    }
    strcat(many, "results = {}\n");
    assert_int_equal(results_of(analyzer, many), ALWAYS);
    strcpy(many, "x = ");
    for (int i = 0; i < 5000; i++) {
        strcat(many, "-");
    }
    strcat(many, "1\nresults = {}\n");
    mynah_report_destroy(mynah_analyzer_check(analyzer, many, strlen(many), NULL));
    mynah_analyzer_destroy(analyzer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_programs),
        cmocka_unit_test(test_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
