// SPDX-License-Identifier: Apache-2.0
//
// What comes back from a run: results, errors with their places, output, and what was recorded.

#include "core/alloc.h"
#include "executor.h"
#include "shortage.h"

#include <jansson.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

static int setup(void **state)
{
    struct mynah_error error;
    *state = mynah_executor_create(NULL, NULL, &error);
    return *state ? 0 : -1;
}

static int teardown(void **state)
{
    mynah_executor_destroy(*state);
    return 0;
}

static void results_come_back_as_json(void **state)
{
    leaves(*state, "results = {}", "{}");
    leaves(*state, "results = {'a': [1, 2.5, None, True], 'b': {'c': 'd'}, 3: (4,)}",
           "{\"a\": [1, 2.5, null, true], \"b\": {\"c\": \"d\"}, \"3\": [4]}");
    leaves(*state, "from collections import OrderedDict\nresults = OrderedDict(x=1e-7)",
           "{\"x\": 1e-07}");
    leaves(*state, "results = {'t': 'caf\\xe9 \"q\" \\n'}",
           "{\"t\": \"caf\\u00e9 \\\"q\\\" \\n\"}");
    leaves(*state, "import sys\nresults = {'x': 1}\nsys.exit()", "{\"x\": 1}");
}

static void results_that_are_none_are_named(void **state)
{
    static const struct {
        const char *code;
        struct failing failing;
    } rows[] = {
        { "x = 1", { MYNAH_EXECUTION_RESULTS, "missing-results", 0, "without setting `results`" } },
        { "results = {}\ndel results", { MYNAH_EXECUTION_RESULTS, "missing-results", 0, "" } },
        { "def f():\n    results = {}\nf()",
          { MYNAH_EXECUTION_RESULTS, "missing-results", 0, "" } },
        { "results = None",
          { MYNAH_EXECUTION_RESULTS, "results-not-a-mapping", 0, "is None, not a dictionary" } },
        { "results = [1]",
          { MYNAH_EXECUTION_RESULTS, "results-not-a-mapping", 0, "of type list" } },
        { "results = {'a': {1}}",
          { MYNAH_EXECUTION_RESULTS, "results-not-json", 0, "`results['a']` is of type set" } },
        { "results = {'a': [0, float('inf')]}",
          { MYNAH_EXECUTION_RESULTS, "results-not-json", 0, "`results['a'][1]` is inf" } },
        { "results = {(1, 2): 3}",
          { MYNAH_EXECUTION_RESULTS, "results-not-json", 0, "a key of type tuple" } },
        { "results = {}\nresults['me'] = results",
          { MYNAH_EXECUTION_RESULTS, "results-not-json", 0, "contains itself" } },
        { "results = {'n': 10 ** 30}",
          { MYNAH_EXECUTION_RESULTS, "results-not-json", 0, "too big integer" } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        comes_to(*state, rows[i].code, &rows[i].failing);
    }
}

static void errors_come_back_with_their_place(void **state)
{
    static const struct {
        const char *code;
        struct failing failing;
    } rows[] = {
        { "x = 1\ny = x / 0\n",
          { MYNAH_EXECUTION_RAISED, "ZeroDivisionError", 2, "division by zero" } },
        { "def f(:\n", { MYNAH_EXECUTION_RAISED, "SyntaxError", 1, "" } },
        { "  x = 1", { MYNAH_EXECUTION_RAISED, "IndentationError", 1, "unexpected indent" } },
        { "import json\njson.loads('{')", { MYNAH_EXECUTION_RAISED, "JSONDecodeError", 2, "" } },
        { "raise SystemExit(3)", { MYNAH_EXECUTION_RAISED, "SystemExit", 1, "3" } },
        { "raise KeyboardInterrupt", { MYNAH_EXECUTION_RAISED, "KeyboardInterrupt", 1, "" } },
        { "class E(Exception):\n    def __str__(self): raise E\nraise E",
          { MYNAH_EXECUTION_RAISED, "E", 3, "" } },
        { "raise ValueError('\\udc80\\0')", { MYNAH_EXECUTION_RAISED, "ValueError", 1, "udc80" } },
        { "import os\nos._exit(0)",
          { MYNAH_EXECUTION_ENDED, "ProcessEnded", 0, "exit code 0 before" } },
        { "import os\nos.kill(os.getpid(), 11)",
          { MYNAH_EXECUTION_ENDED, "ProcessEnded", 0, "signal 11 ended the process" } },
        { "import atexit, os\nresults = {}\natexit.register(os._exit, 3)",
          { MYNAH_EXECUTION_ENDED, "ProcessEnded", 0, "exit code 3 after" } },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        comes_to(*state, rows[i].code, &rows[i].failing);
    }
}

static void tracebacks_are_those_of_the_code(void **state)
{
    struct mynah_execution *execution = execute(*state, "from osprey.runtime import read_channel\n"
                                                        "def f(name):\n"
                                                        "    return read_channel(name)\n"
                                                        "\n"
                                                        "f('NO:SUCH')\n");
    assert_non_null(strstr(execution->traceback, "Traceback (most recent call last):\n"
                                                 "  File \"snippet.py\", line 5, in <module>\n"
                                                 "    f('NO:SUCH')\n"));
    assert_non_null(strstr(execution->traceback, "  File \"snippet.py\", line 3, in f\n"
                                                 "    return read_channel(name)\n"));
    assert_null(strstr(execution->traceback, "<mynah>"));
    assert_int_equal(execution->line, 3);
    mynah_free(execution);
}

static void the_code_is_run_as_it_was_written(void **state)
{
    leaves(*state,
           "from __future__ import annotations\n"
           "text = '''a\n"
           "  b\n"
           "'''\n"
           "results = {'text': text, 'name': __name__, 'file': __file__}",
           "{\"text\": \"a\\n  b\\n\", \"name\": \"__main__\", \"file\": \"snippet.py\"}");
    leaves(*state, "import pickle\nclass C: pass\nresults = {'n': len(pickle.dumps(C())) > 0}",
           "{\"n\": true}");
    leaves(*state, "\xEF\xBB\xBFresults = {}\r\n", "{}");
    leaves(*state, "results = {'names': sorted(n for n in globals() if n[0] != '_')}",
           "{\"names\": []}");
}

static void output_is_kept_and_cut(void **state)
{
    (void)state;
    struct mynah_executor *executor =
        make_executor(NULL, &(struct mynah_executor_options){ .output_limit = 10 });
    struct mynah_execution *execution = execute(executor, "import sys, os\n"
                                                          "os.write(1, b'a\\0\\xff\\n')\n"
                                                          "print('x' * 100000)\n"
                                                          "print('err', file=sys.stderr)\n"
                                                          "results = {}\n");
    assert_string_equal(execution->output, "a\xEF\xBF\xBD\xEF\xBF\xBD\nxxxxxx");
    assert_true(execution->output_cut);
    assert_string_equal(execution->errors, "err\n");
    assert_false(execution->errors_cut);
    mynah_free(execution);
    mynah_executor_destroy(executor);
}

static void a_child_starts_with_nothing_of_ours(void **state)
{
    setenv("MYNAH_TEST_SECRET", "secret", 1);
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    leaves(*state,
           "import os\n" // that is how 3 is used while it is asked for
           "results = {'secret': 'MYNAH_TEST_SECRET' in os.environ,\n"
           "           'files': sorted(os.listdir('/proc/self/fd')),\n"
           "           'folder': os.listdir('.'), 'input': len(os.read(0, 9)),\n"
           "           'home': os.environ['HOME'] == os.getcwd(),\n"
           "           'leads': os.getpgid(0) == os.getpid()}\n",
           "{\"secret\": false, \"files\": [\"0\", \"1\", \"2\", \"3\", \"4\"], \"folder\": [], "
           "\"input\": 0, \"home\": true, \"leads\": true}");
    close(ends[0]);
    close(ends[1]);
    unsetenv("MYNAH_TEST_SECRET");
}

static void the_interpreter_is_the_one_that_was_asked_for(void **state)
{
    struct mynah_error error;
    const char *version = mynah_executor_python_version(*state);
    assert_true(version[0] == '3' && version[1] == '.');
    const struct mynah_executor_options missing = { .python = "no-such-python" };
    assert_null(mynah_executor_create(NULL, &missing, &error));
    assert_int_equal(error.code, MYNAH_ERROR_CONFIG);
    assert_string_equal(error.text, "there is no Python interpreter 'no-such-python'");
    const struct mynah_executor_options other = { .python = "true" };
    assert_null(mynah_executor_create(NULL, &other, &error));
    assert_string_equal(error.text, "'true' does not work as a Python interpreter");
}

static void there_is_no_falling_back_from_a_container(void **state)
{
    (void)state;
    struct mynah_error error;
    const struct mynah_executor_options options = { .bwrap = "no-such-bwrap" };
    struct mynah_executor *executor = make_executor(NULL, &options);
    leaves(executor, "results = {}", "{}");
    const struct mynah_job job = { .code = "results = {}", .confine = true };
    assert_null(mynah_executor_execute(executor, &job, &error));
    assert_int_equal(error.code, MYNAH_ERROR_CONFIG);
    assert_string_equal(error.text,
                        "a container needs bubblewrap, and there is no program 'no-such-bwrap'");
    mynah_executor_destroy(executor);
    const struct mynah_executor_options broken = { .method = MYNAH_EXECUTION_CONTAINER,
                                                   .bwrap = "false" };
    assert_null(mynah_executor_create(NULL, &broken, &error));
    assert_int_equal(error.code, MYNAH_ERROR_CONFIG);
    assert_non_null(strstr(error.text, "bubblewrap cannot make a container here"));
}

static void a_host_may_bring_modules_of_its_own(void **state)
{
    (void)state;
    char folder[] = "/tmp/mynah-modules-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/plant.py", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("name = 'ring'\n", file);
    fclose(file);
    struct mynah_executor *executor =
        make_executor(NULL, &(struct mynah_executor_options){
                                .module_folders = (const char *const[]){ folder, NULL } });
    leaves(executor, "import plant\nresults = {'name': plant.name}", "{\"name\": \"ring\"}");
    mynah_executor_destroy(executor);
    unlink(path);
    rmdir(folder);
}

static void accesses_are_calls_in_the_journal(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_executor *executor = make_executor(world, NULL);
    struct mynah_execution *execution =
        execute(executor, "from osprey.runtime import read_channel, write_channel\n"
                          "write_channel('DEVICE:PV:SETPOINT', 2 * "
                          "read_channel('DEVICE:PV:SETPOINT'))\n"
                          "results = {}\n");
    const struct mynah_match channel = { .path = "channel", .text = "DEVICE:PV:SETPOINT" };
    const struct mynah_query writes = { .stand_in = "executor",
                                        .method = "write",
                                        .request = &channel };
    const struct mynah_journal *journal = mynah_world_journal(world);
    struct mynah_entry entry;
    assert_int_equal(mynah_journal_count(journal, NULL), 2);
    assert_true(mynah_journal_at(journal, &writes, 0, &entry));
    const struct mynah_channel_access *access = entry.request;
    assert_int_equal(entry.number, 2);
    assert_string_equal(access->value, "200.0");
    assert_string_equal(access->api, "osprey.runtime.write_channel");
    assert_int_equal(access->line, 2);
    mynah_free(execution);
    mynah_world_destroy(world);
}

static void *run_some(void *executor)
{
    for (int i = 0; i < 3; i++) {
        leaves(executor, "results = {'x': 1}", "{\"x\": 1}");
    }
    return NULL;
}

static void threads_share_an_executor(void **state)
{
    pthread_t threads[4];
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, run_some, *state), 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
}

static void wrong_tables_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *channels;
        const char *limits;
        const char *why;
    } rows[] = {
        { "[]", NULL, "channels: an object is wanted" },
        { "{\"A\":", NULL, "channels: " },
        { "{\"A\": {\"valeu\": 1}}", NULL, "channels: 'A': there is no key 'valeu'" },
        { "{\"A\": {\"delay\": \"1\"}}", NULL, "channels: 'A': 'delay' has to be a number" },
        { "{\"A\": {\"writable\": 1}}", NULL, "'writable' has to be true or false" },
        { "{\"A\": {\"min_value\": 2, \"max_value\": 1}}", NULL, "'max_value' is below" },
        { "{\"A\": [[[[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]]]}", NULL, "too deep" },
        { NULL, "{\"A\": 1}", "limits: 'A': an object is wanted" },
        { NULL, "", "limits: " },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct mynah_error error;
        const struct mynah_executor_options options = { .channels = rows[i].channels,
                                                        .limits = rows[i].limits };
        assert_null(mynah_executor_create(NULL, &options, &error));
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
        if (!strstr(error.text, rows[i].why)) {
            fail_msg("%s", error.text);
        }
    }
}

// Every allocation fails once, and all behind it: there is an error, and nothing is lost.
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    json_set_alloc_funcs(mynah__alloc, mynah__free);
    const struct mynah_executor_options options = { .channels = "{\"A\": 1}", .limits = "{}" };
    const struct mynah_job job = { .code = "print(1)\nresults = {'x': [1]}" };
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        struct mynah_executor *executor = mynah_executor_create(NULL, &options, &at.error);
        struct mynah_execution *execution =
            executor ? mynah_executor_execute(executor, &job, &at.error) : NULL;
        shortage_over(&at, execution && execution->status == MYNAH_EXECUTION_SUCCEEDED);
        mynah_free(execution);
        mynah_executor_destroy(executor);
    }
    json_set_alloc_funcs(malloc, free);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_come_back_as_json),
        cmocka_unit_test(results_that_are_none_are_named),
        cmocka_unit_test(errors_come_back_with_their_place),
        cmocka_unit_test(tracebacks_are_those_of_the_code),
        cmocka_unit_test(the_code_is_run_as_it_was_written),
        cmocka_unit_test(output_is_kept_and_cut),
        cmocka_unit_test(a_child_starts_with_nothing_of_ours),
        cmocka_unit_test(the_interpreter_is_the_one_that_was_asked_for),
        cmocka_unit_test(there_is_no_falling_back_from_a_container),
        cmocka_unit_test(a_host_may_bring_modules_of_its_own),
        cmocka_unit_test(accesses_are_calls_in_the_journal),
        cmocka_unit_test(threads_share_an_executor),
        cmocka_unit_test(wrong_tables_are_refused),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
