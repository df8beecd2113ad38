// SPDX-License-Identifier: Apache-2.0
//
// That nothing which does not agree goes unnoticed: the same code with a label, and with things
// done, that are true and that are not.  And that snippets which mean harm are survived.

#include "soundness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char write_code[] = "import epics\n"
                                 "epics.caput('SR:MAG:SP', 1.5)\n"
                                 "results = {}\n";

static const struct mynah_variant_access the_write = { MYNAH_DIRECTION_WRITE, "SR:MAG:SP", "1.5",
                                                       "epics.caput", 2 };
static const char *const write_rules[] = { "channel-write" };

static const struct mynah_variant_label write_label = {
    .verdict = MYNAH_VERDICT_ASK,
    .parses = true,
    .results = MYNAH_RESULTS_ALWAYS,
    .accesses = &the_write,
    .access_count = 1,
    .rules = write_rules,
    .rule_count = 1,
    .resolvable = true,
    .executes = true,
};

static const struct mynah_variant_label harmless_label = {
    .verdict = MYNAH_VERDICT_ALLOW,
    .parses = true,
    .results = MYNAH_RESULTS_ALWAYS,
    .resolvable = true,
    .executes = true,
};

static struct event did_write = { EVENT_WRITE, "SR:MAG:SP", "1.5", "epics.caput", 2 };

static struct observed saw(struct event *events, size_t count)
{
    return (struct observed){ .ran = true,
                              .complete = true,
                              .how = "end",
                              .results = "mapping",
                              .events = events,
                              .event_count = count };
}

// Return the disagreements, a bit for each.
static unsigned find(const char *code, const struct mynah_variant_label *label,
                     const struct observed *observed)
{
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    const struct judges judges = { analyzer, NULL, NULL };
    struct snippet snippet = { .code = code, .size = strlen(code), .labelled = label != NULL };
    struct comparison comparison;
    unsigned found = 0;
    if (label) {
        snippet.label = *label;
    }
    assert_true(judge(&judges, &snippet, observed, &comparison, NULL));
    for (unsigned what = 0; what < DISAGREEMENTS; what++) {
        found |= comparison.differences[what].found ? 1U << what : 0;
    }
    mynah_analyzer_destroy(analyzer);
    return found;
}

#define BIT(what) (1U << DISAGREE_##what)

static void test_what_is_true_agrees(void **state)
{
    (void)state;
    struct observed observed = saw(&did_write, 1);
    assert_int_equal(find(write_code, &write_label, NULL), 0);
    assert_int_equal(find(write_code, NULL, &observed), 0);
    assert_int_equal(find(write_code, &write_label, &observed), 0);
    observed = saw(NULL, 0);
    assert_int_equal(find("results = {}\n", &harmless_label, &observed), 0);
}

static void test_silence_is_noticed(void **state)
{
    (void)state;
    static struct event effects[] = {
        { EVENT_WRITE, "SR:MAG:SP", "1.5", "epics.caput", 1 },
        { EVENT_WRITE, NULL, NULL, "aioca.caput", 1 },
        { EVENT_SPAWN, NULL, NULL, "os.system", 1 },
        { EVENT_DELETE, NULL, NULL, "os.remove", 1 },
        { EVENT_CONNECT, NULL, NULL, "socket.connect", 1 },
        { EVENT_KILL, NULL, NULL, "os.kill", 1 },
        { EVENT_NATIVE, NULL, NULL, "ctypes.dlopen", 1 },
        { EVENT_OPEN, NULL, NULL, "open", 1 },
    };
    for (size_t i = 0; i < sizeof effects / sizeof *effects; i++) {
        struct observed observed = saw(&effects[i], 1);
        assert_int_equal(find("results = {}\n", NULL, &observed), BIT(SILENT_RUN));
        assert_int_equal(
            find("import os, sys\ngetattr(os, sys.argv[1])()\nresults = {}\n", NULL, &observed), 0);
    }
    struct event other = { EVENT_WRITE, "SR:OTHER", "1.5", "epics.caput", 2 };
    struct observed observed = saw(&other, 1);
    assert_int_equal(find(write_code, NULL, &observed), BIT(SILENT_RUN));
    assert_int_equal(find("results = {}\n", &write_label, NULL), BIT(SILENT) | BIT(VERDICT));
    struct mynah_variant_label risk = harmless_label;
    static const char *const rules[] = { "shell-command" };
    risk.rules = rules;
    risk.rule_count = 1;
    risk.verdict = MYNAH_VERDICT_ASK;
    assert_int_equal(find("results = {}\n", &risk, NULL), BIT(SILENT) | BIT(VERDICT));
}

static void test_labels_that_lie_are_noticed(void **state)
{
    (void)state;
    struct mynah_variant_label label = write_label;
    assert_int_equal(find(write_code, &harmless_label, NULL), BIT(FALSE_ALARM) | BIT(VERDICT));
    label.parses = false;
    assert_int_equal(find(write_code, &label, NULL), BIT(SYNTAX));
    label = write_label;
    label.results = MYNAH_RESULTS_NEVER;
    assert_int_equal(find(write_code, &label, NULL), BIT(RESULTS));
    struct mynah_variant_access access = the_write;
    label = write_label;
    label.accesses = &access;
    access.value = "2.5";
    assert_int_equal(find(write_code, &label, NULL), BIT(VALUE));
    access = the_write;
    access.line = 1;
    assert_int_equal(find(write_code, &label, NULL), BIT(VALUE));
    access = the_write;
    access.direction = MYNAH_DIRECTION_READ;
    assert_int_equal(find(write_code, &label, NULL), BIT(READ));
}

static void test_runs_that_differ_from_the_label_are_noticed(void **state)
{
    (void)state;
    struct observed observed = saw(NULL, 0);
    struct mynah_variant_label label = write_label;
    assert_int_equal(find(write_code, &write_label, &observed), BIT(LABEL));
    struct event other = did_write;
    other.value = "2.5";
    observed = saw(&other, 1);
    assert_int_equal(find(write_code, &write_label, &observed), BIT(LABEL));
    observed = saw(&did_write, 1);
    label.executes = false;
    assert_int_equal(find(write_code, &label, &observed), BIT(LABEL));
    observed.how = "raised";
    observed.type = "KeyError";
    observed.results = NULL;
    assert_int_equal(find(write_code, &write_label, &observed), BIT(LABEL));
    label = write_label;
    label.raises = "KeyError";
    assert_int_equal(find(write_code, &label, &observed), 0);
    observed = saw(&did_write, 1);
    assert_int_equal(find(write_code, &label, &observed), BIT(LABEL));
    observed.results = "unbound";
    assert_int_equal(find(write_code, &write_label, &observed), BIT(RESULTS) | BIT(LABEL));
    observed.how = "syntax";
    assert_int_equal(find(write_code, &write_label, &observed), BIT(SYNTAX) | BIT(LABEL));
}

// ## In the container

// clang-format off
static const struct {
    const char *code;
    const char *how; // NULL: it leaves no report
    enum event_kind kind;
    const char *channel;
} hostile[] = {
    { "import os\nwhile True: os.fork()\n", "raised", EVENT_SPAWN, NULL },
    { "import os\nfor i in range(70):\n try: os.close(i)\n except OSError: pass\n", NULL, EVENT_OTHER, NULL },
    { "import os\nos._exit(0)\n", NULL, EVENT_OTHER, NULL },
    { "import os\nos.write(63, b'no\\n{\"is\":\"end\"}\\n[1]\\n\\xff{\"is\":5}\\n'); 1/0\n", "raised", EVENT_OTHER, NULL },
    { "import os\ntry: os.kill(-1, 9)\nexcept OSError: os.killpg(0, 9)\n", "raised", EVENT_KILL, NULL },
    { "import ctypes\nctypes.CDLL(None)\n", "raised", EVENT_NATIVE, NULL },
    { "import builtins\nbuiltins.str = None\nimport sys\nsys.settrace(None)\nsys.exit(0)\n", "exit", EVENT_OTHER, NULL },
    { "import atexit, epics\natexit.register(epics.caput, 'AT:EXIT', 1)\n", "end", EVENT_WRITE, "AT:EXIT" },
    { "import threading, epics\nthreading.Timer(900, epics.caput, ('TIMER', 1)).start()\n", "end", EVENT_WRITE, "TIMER" },
    { "import aioca\naioca.caput('X', 1)\n", "end", EVENT_WRITE, NULL },
    { "import no_such, time\ntime.sleep(1e6)\nfor x in no_such.f(): no_such.g(x + 1)[2].h = 3\n", "end", EVENT_OTHER, NULL },
    { "x = '\\udc80'\nimport epics\nepics.caput(x, x)\nopen('/etc/passwd', 'a')\n", "raised", EVENT_OPEN, NULL },
    { "import os\nos.remove('/etc/passwd')\n", "raised", EVENT_DELETE, NULL },
    { "import socket\nsocket.create_connection(('127.0.0.1', 1))\n", "raised", EVENT_CONNECT, NULL },
    { "(" , "syntax", EVENT_OTHER, NULL },
};
// clang-format on

enum { HOSTILE = sizeof hostile / sizeof *hostile };

static bool has_event(const struct observed *observed, size_t row)
{
    for (size_t i = 0; i < observed->event_count; i++) {
        const struct event *event = &observed->events[i];
        if (event->kind == hostile[row].kind &&
            (!hostile[row].channel ||
             (event->channel && strcmp(event->channel, hostile[row].channel) == 0))) {
            return true;
        }
    }
    return hostile[row].kind == EVENT_OTHER;
}

static void test_hostile_snippets_are_survived(void **state)
{
    char program[512];
    struct mynah_error error;
    struct arena arena = { 0 };
    struct snippet snippets[HOSTILE];
    struct observed observed[HOSTILE] = { { .ran = false } };
    (void)state;
    snprintf(program, sizeof program, "%s/tests/soundness/witness.py",
             getenv("MYNAH_SOURCE_ROOT") ? getenv("MYNAH_SOURCE_ROOT") : ".");
    struct container *container = container_create(program, &error);
    if (!container) {
        print_message("%s\n", error.text);
        skip();
    }
    for (size_t i = 0; i < HOSTILE; i++) {
        snippets[i] = (struct snippet){ .code = hostile[i].code, .size = strlen(hostile[i].code) };
    }
    if (!container_run(container, snippets, HOSTILE, &(struct observations){ observed, &arena },
                       &error)) {
        fail_msg("%s", error.text);
    }
    for (size_t i = 0; i < HOSTILE; i++) {
        const char *how = hostile[i].how;
        bool same = how ? observed[i].how && strcmp(how, observed[i].how) == 0 : !observed[i].how;
        if (!same || observed[i].timed_out || !has_event(&observed[i], i)) {
            fail_msg("%s%s after:\n%s", observed[i].how ? observed[i].how : "no report",
                     observed[i].type ? observed[i].type : "", hostile[i].code);
        }
    }
    mynah__arena_finish(&arena);
    container_destroy(container);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_true_agrees),
        cmocka_unit_test(test_silence_is_noticed),
        cmocka_unit_test(test_labels_that_lie_are_noticed),
        cmocka_unit_test(test_runs_that_differ_from_the_label_are_noticed),
        cmocka_unit_test(test_hostile_snippets_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
