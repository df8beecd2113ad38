// SPDX-License-Identifier: Apache-2.0

#include <mynah_cmocka.h>

#include "core/alloc.h"
#include "shortage.h"

#include <pthread.h>

static const char *const snippets[] = {
    "",
    "results = {'a': 1}\n",
    "x = 1\n",
    "def f(:\n",
    "from osprey.runtime import write_channel\nwrite_channel('SR:MAG:SP', 1.0)\nresults = {}\n",
    "import epics\npv = epics.PV('A')\nresults = {'a': pv.get(), 'b': epics.caget('B')}\n",
    "import subprocess\nsubprocess.run(['ls'])\nresults = {}\n",
    "for i in range(3):\n    results = dict(i=i)\nelse:\n    pass\n",
    "exec(input())\n",
    "\xEF\xBB\xBFx = '\xC3\xA9'\r\nresults = {x: 1}\r\n",
    "x = \xFF\n",
    "# coding: cp1252\nresults = {}\n",
    ("import os, sys\nos.system('ls ' + sys.argv[1])\nif True\n    os.remove(x\n'''\n"
     "from epics import caput\n"),
};

enum { SNIPPET_COUNT = sizeof snippets / sizeof *snippets };

static struct mynah_analyzer *analyzer_of(const char *yaml)
{
    struct mynah_config *config = yaml ? mynah_config_parse(yaml, strlen(yaml), NULL) : NULL;
    struct mynah_analyzer *analyzer =
        mynah_analyzer_create(&(struct mynah_analyzer_options){ .config = config }, NULL);
    mynah_config_destroy(config); // what is needed of it was copied
    assert_non_null(analyzer);
    return analyzer;
}

static char *line_of(const struct mynah_analyzer *analyzer, const char *code, size_t size)
{
    struct mynah_report *report = mynah_analyzer_check(analyzer, code, size, NULL);
    char *line = report ? mynah_report_write(report, MYNAH_FORMAT_NDJSON, NULL, NULL) : NULL;
    mynah_report_destroy(report);
    return line;
}

static void assert_verdict(const char *code, size_t size, enum mynah_verdict verdict,
                           const char *rule)
{
    struct mynah_analyzer *analyzer = analyzer_of(NULL);
    struct mynah_report *report = mynah_analyzer_check(analyzer, code, size, NULL);
    if (rule) {
        assert_code_has_rule_msg(report, rule, code);
    }
    assert_code_verdict_msg(report, verdict, code);
    mynah_report_destroy(report);
    mynah_analyzer_destroy(analyzer);
}

static void test_verdicts(void **state)
{
    (void)state;
    static const struct {
        size_t snippet;
        enum mynah_verdict verdict;
        const char *rule;
    } cases[] = {
        { 0, MYNAH_VERDICT_RETRY, "missing-results" },
        { 1, MYNAH_VERDICT_ALLOW, NULL },
        { 2, MYNAH_VERDICT_RETRY, "missing-results" },
        { 3, MYNAH_VERDICT_RETRY, "syntax-error" },
        { 4, MYNAH_VERDICT_ASK, "channel-write" },
        { 5, MYNAH_VERDICT_ALLOW, "channel-read" },
        { 6, MYNAH_VERDICT_ASK, NULL },
        { 10, MYNAH_VERDICT_RETRY, "syntax-error" },
        { 11, MYNAH_VERDICT_ASK, "opaque-code" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *code = snippets[cases[i].snippet];
        assert_verdict(code, strlen(code), cases[i].verdict, cases[i].rule);
    }
}

static void test_results(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        enum mynah_results results;
    } cases[] = {
        { "todo = [1]\nwhile todo:\n    todo.pop()\nresults = {}\n", MYNAH_RESULTS_ALWAYS },
        { "q = [1]\nq.clear()\nfor x in q:\n    results = {}\n", MYNAH_RESULTS_NEVER },
        { "class Q:\n    def __enter__(self): return self\n"
          "    def __exit__(self, *a): return True\n"
          "with Q():\n    results = {'t': open('x').read()}\n",
          MYNAH_RESULTS_SOMETIMES },
        { "import contextlib as c\nwith c.ExitStack() as s:\n"
          "    s.enter_context(c.suppress(OSError))\n    results = {'t': open('x')}\n",
          MYNAH_RESULTS_SOMETIMES },
        { "def f():\n    global results\n    del results\nresults = {}\nf()\n",
          MYNAH_RESULTS_NEVER },
        { "results = {}\nglobals().pop('results')\n", MYNAH_RESULTS_NEVER },
        { "results = {}\ndel globals()['results']\n", MYNAH_RESULTS_NEVER },
        { "exec('results = {}', {})\n", MYNAH_RESULTS_NEVER },
        { "def f():\n    exec('results = {}')\nf()\n", MYNAH_RESULTS_NEVER },
        { "results = {}\nassert False\n", MYNAH_RESULTS_NEVER },
        { "def g():\n    global results\n    results = {}\n    yield 1\nlist(g())\n",
          MYNAH_RESULTS_ALWAYS },
        { "def g():\n    global results\n    results = {}\n    yield 1\ng()\n",
          MYNAH_RESULTS_NEVER },
        { "g = ((results := {}) for i in range(2))\n", MYNAH_RESULTS_NEVER },
        { "list((results := {}) for i in range(2))\n", MYNAH_RESULTS_ALWAYS },
        { "(results := {}) if input() else (results := {1: 1})\n", MYNAH_RESULTS_ALWAYS },
        { "for i in range(0):\n    results = {}\n", MYNAH_RESULTS_NEVER },
        { "for i in [1, 2][5:]:\n    results = {}\n", MYNAH_RESULTS_NEVER },
        { "for i in [y for y in [1, 2] if y > 5]:\n    results = {}\n", MYNAH_RESULTS_NEVER },
        { "d = {}\nfor k in d:\n    results = {}\nd['a'] = 1\n", MYNAH_RESULTS_NEVER },
        { "i = 0\nwhile i < 3:\n    results = {}\n    i += 1\n", MYNAH_RESULTS_ALWAYS },
        { "done = True\nwhile not done:\n    results = {}\n", MYNAH_RESULTS_NEVER },
        { "class A:\n    def __enter__(self):\n        global results\n        results = {}\n"
          "    def __exit__(self, *a): pass\nwith A(): pass\n",
          MYNAH_RESULTS_ALWAYS },
        { "import sys\nsetattr(sys.modules[__name__], 'results', {})\n", MYNAH_RESULTS_ALWAYS },
        { "import sys\nsys.modules[__name__].results = {}\n", MYNAH_RESULTS_ALWAYS },
        { "for i in range(2):\n    try:\n        break\n    finally:\n        results = {}\n",
          MYNAH_RESULTS_ALWAYS },
    };
    struct mynah_analyzer *analyzer = analyzer_of(NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mynah_report *report =
            mynah_analyzer_check(analyzer, cases[i].code, strlen(cases[i].code), NULL);
        if (mynah_report_results(report) != cases[i].results) {
            print_message("# %s", cases[i].code);
        }
        assert_int_equal(mynah_report_results(report), cases[i].results);
        mynah_report_destroy(report);
    }
    mynah_analyzer_destroy(analyzer);
}

static void test_bytes(void **state)
{
    (void)state;
    assert_verdict("results = {}\0", 13, MYNAH_VERDICT_RETRY, "syntax-error");
    assert_verdict("results = {'\xFF': 1}\n", 18, MYNAH_VERDICT_RETRY, "syntax-error");
    struct mynah_analyzer *analyzer = analyzer_of(NULL);
    struct mynah_report *report = mynah_analyzer_check(analyzer, "x = 1\ny = '\xE9'\n", 14, NULL);
    const struct mynah_finding *finding = mynah_report_finding(report, 0);
    assert_int_equal(finding->line, 2);
    assert_int_equal(finding->column, 6);
    assert_non_null(strstr(finding->message, "UTF-8"));
    assert_false(mynah_report_parses(report));
    assert_null(mynah_report_requires_python(report));
    assert_int_equal(mynah_report_results(report), MYNAH_RESULTS_UNKNOWN);
    mynah_report_destroy(report);
    mynah_analyzer_destroy(analyzer);
}

static void test_too_large(void **state)
{
    (void)state;
    struct mynah_analyzer *analyzer = analyzer_of(NULL);
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    assert_null(mynah_analyzer_check(analyzer, "", MYNAH_CODE_MAX + 1, &error));
    assert_int_equal(error.code, MYNAH_ERROR_LIMIT);
    mynah_analyzer_destroy(analyzer);
}

static void test_deep(void **state)
{
    (void)state;
    enum { DEPTH = 100000 };
    static const char brackets[] = "([{";
    char *code = mynah__alloc(DEPTH + 1);
    for (size_t i = 0; i < 3; i++) {
        memset(code, brackets[i], DEPTH);
        assert_verdict(code, DEPTH, MYNAH_VERDICT_RETRY, "syntax-error");
    }
    mynah__free(code);
}

// A long line of nonsense is too much work for the tree: how much it was is said, and what
// comes behind them is seen all the same.
static void test_what_is_not_looked_at_is_said(void **state)
{
    (void)state;
    enum { SIZE = 50000 };
    static const char rest[] = "\nimport epics\nepics.caput('A', 1)\n";
    char *code = mynah__alloc(SIZE + sizeof rest);
    memset(code, '@', SIZE);
    memcpy(code + SIZE, rest, sizeof rest);
    struct mynah_analyzer *analyzer = analyzer_of("");
    char *line = line_of(analyzer, code, SIZE + sizeof rest - 1);
    assert_non_null(strstr(line, "from here on 50001 bytes of code took too much work"));
    assert_non_null(strstr(line, "\"channel\":\"A\""));
    assert_non_null(strstr(line, "\"verdict\":\"retry\""));
    mynah_free(line);
    mynah_analyzer_destroy(analyzer);
    mynah__free(code);
}

static void test_sha256(void **state)
{
    (void)state;
    struct mynah_analyzer *analyzer = analyzer_of(NULL);
    struct mynah_report *report = mynah_analyzer_check(analyzer, "abc", 3, NULL);
    assert_string_equal(mynah_report_sha256(report),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    mynah_report_destroy(report);
    mynah_analyzer_destroy(analyzer);
}

// A report outlives the code and the analyzer.
static void test_report_stands_alone(void **state)
{
    (void)state;
    char code[] = "import epics\nepics.caput('A', 1)\nresults = {}\n";
    struct mynah_analyzer *analyzer = analyzer_of("policy: {free: ['B']}\n");
    struct mynah_report *report = mynah_analyzer_check(analyzer, code, sizeof code - 1, NULL);
    memset(code, '#', sizeof code);
    mynah_analyzer_destroy(analyzer);
    char *text = mynah_report_write(report, MYNAH_FORMAT_TEXT, NULL, NULL);
    assert_non_null(strstr(text, "epics.caput('A', 1)"));
    mynah_free(text);
    text = mynah_report_write(report, MYNAH_FORMAT_JSON, NULL, NULL);
    assert_non_null(strstr(text, "\"target_version\":\"3.13\""));
    mynah_free(text);
    mynah_report_destroy(report);
}

static void test_code_meets(void **state)
{
    (void)state;
    char why[1024];
    const struct mynah_property writes = { MYNAH_PROPERTY_WRITES_CHANNEL, "SR:MAG:SP" };
    assert_true(mynah_code_meets(snippets[4], writes, why, sizeof why));
    assert_false(mynah_code_meets(snippets[5], writes, why, sizeof why));
    assert_non_null(strstr(why, "it writes no channel; it reads \"A\" (line 3), \"B\" (line 3)"));
}

// ## Threads

struct worker {
    pthread_t thread;
    const struct mynah_analyzer *analyzer;
    char *const *expected;
    size_t different;
};

static void *work(void *argument)
{
    struct worker *worker = argument;
    for (size_t i = 0; i < 10 * (size_t)SNIPPET_COUNT; i++) {
        const char *code = snippets[i % SNIPPET_COUNT];
        char *line = line_of(worker->analyzer, code, strlen(code));
        worker->different += !line || strcmp(line, worker->expected[i % SNIPPET_COUNT]) != 0;
        mynah_free(line);
    }
    return NULL;
}

static void test_threads_share_an_analyzer(void **state)
{
    (void)state;
    enum { THREADS = 4 };
    struct worker workers[THREADS] = { { .different = 0 } };
    struct mynah_analyzer *analyzer = analyzer_of("policy: {protected: ['*:KILL']}\n");
    char *expected[SNIPPET_COUNT];
    for (size_t i = 0; i < SNIPPET_COUNT; i++) {
        expected[i] = line_of(analyzer, snippets[i], strlen(snippets[i]));
        assert_non_null(expected[i]);
    }
    for (size_t i = 0; i < THREADS; i++) {
        workers[i].analyzer = analyzer;
        workers[i].expected = expected;
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(workers[i].thread, NULL);
        assert_int_equal(workers[i].different, 0);
    }
    for (size_t i = 0; i < SNIPPET_COUNT; i++) {
        mynah_free(expected[i]);
    }
    mynah_analyzer_destroy(analyzer);
}

// ## Memory

static void test_out_of_memory_at_creation(void **state)
{
    (void)state;
    static const char yaml[] =
        "policy: {protected: ['*:KILL'], free: ['S*'], actions: {risk: deny}}\n"
        "analysis: {predefined: {np: numpy}}\n";
    struct mynah_config *config = mynah_config_parse(yaml, sizeof yaml - 1, NULL);
    const struct mynah_analyzer_options options = { .config = config };
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        struct mynah_analyzer *analyzer = mynah_analyzer_create(&options, &at.error);
        shortage_over(&at, analyzer != NULL);
        mynah_analyzer_destroy(analyzer);
    }
    mynah_config_destroy(config);
}

static void test_out_of_memory_while_checking(void **state)
{
    (void)state;
    struct mynah_analyzer *analyzer = analyzer_of(NULL);
    for (size_t i = 0; i < SNIPPET_COUNT; i++) {
        for (struct shortage at = { 0 }; shortage_next(&at);) {
            struct mynah_report *report =
                mynah_analyzer_check(analyzer, snippets[i], strlen(snippets[i]), &at.error);
            shortage_over(&at, report != NULL);
            mynah_report_destroy(report);
        }
    }
    mynah_analyzer_destroy(analyzer);
}

static void test_out_of_memory_in_a_property(void **state)
{
    (void)state;
    const struct mynah_property property = { MYNAH_PROPERTY_ALLOWED, NULL };
    for (struct shortage at = { .untold = true, .spares = true }; shortage_next(&at);) {
        char why[1024] = "";
        bool met = mynah_code_meets(snippets[1], property, why, sizeof why);
        shortage_over(&at, met);
        assert_true(met || strstr(why, "out of memory"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdicts),
        cmocka_unit_test(test_results),
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_deep),
        cmocka_unit_test(test_what_is_not_looked_at_is_said),
        cmocka_unit_test(test_sha256),
        cmocka_unit_test(test_report_stands_alone),
        cmocka_unit_test(test_code_meets),
        cmocka_unit_test(test_threads_share_an_analyzer),
        cmocka_unit_test(test_out_of_memory_at_creation),
        cmocka_unit_test(test_out_of_memory_while_checking),
        cmocka_unit_test(test_out_of_memory_in_a_property),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
