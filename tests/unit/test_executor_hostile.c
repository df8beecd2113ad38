// SPDX-License-Identifier: Apache-2.0
//
// Code that does harm: it ends within the limits and leaves no process, file or descriptor, under
// both methods; what only a container can hold is only ever run in one.

#include "executor.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WALL = 2, PATIENCE = 60 }; // seconds

static char folder[] = "/tmp/mynah-hostile-XXXXXX";
static struct mynah_executor *executors[2][2]; // by method, and for what does not end by itself
static bool contained;                         // bubblewrap works here

struct row {
    const char *name;
    const char *code;
    enum mynah_execution_status status;
    const char *type; // NULL: of no importance
    bool any;         // so is the status
};

// Ended by what every run has.
static const struct row rows[] = {
    { "endless loop", "while True: pass", MYNAH_EXECUTION_TIMEOUT, "TimeoutError" },
    { "10 GB", "x = bytearray(10 * 2 ** 30)", MYNAH_EXECUTION_RAISED, "MemoryError" },
    { "1 GB of output", "import os\nfor i in range(1000): os.write(1, b'x' * 1000000)\nresults={}",
      MYNAH_EXECUTION_SUCCEEDED, NULL, true },
    { "no descriptors", "import os\nos.closerange(0, 1000)\nresults = {}", MYNAH_EXECUTION_ENDED,
      NULL },
    { "deaf to SIGTERM",
      "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(1000)",
      MYNAH_EXECUTION_TIMEOUT, NULL },
    { "a large file", "with open('x', 'wb') as f:\n    f.truncate(10 ** 10)\nresults = {}",
      MYNAH_EXECUTION_RAISED, "OSError" },
    { "a process left behind", "import subprocess\nsubprocess.Popen(['sleep', '1000'])\nresults={}",
      MYNAH_EXECUTION_SUCCEEDED, NULL },
    { "a process that holds the output",
      "import os, time\nif os.fork() == 0:\n    time.sleep(1000)\nresults = {}",
      MYNAH_EXECUTION_SUCCEEDED, NULL },
    { "folders without permissions",
      "import os\nfor i in range(200):\n    os.mkdir('d')\n    os.chdir('d')\nopen('f', "
      "'w').close()\n"
      "os.chmod('..', 0)\nos.chmod('.', 0)\nresults = {}",
      MYNAH_EXECUTION_SUCCEEDED, NULL },
    { "a link out of the folder", "import os\nos.symlink('/usr', 'link')\nresults = {}",
      MYNAH_EXECUTION_SUCCEEDED, NULL },
    { "garbage for a report", "import os\nos.write(4, b'{]\\n')\nos._exit(0)",
      MYNAH_EXECUTION_ENDED, NULL },
    { "a report without end", "import os\nwhile True: os.write(4, b'x' * 1000000)",
      MYNAH_EXECUTION_TIMEOUT, NULL },
    { "deep recursion", "import sys\nsys.setrecursionlimit(10 ** 6)\nf = lambda x: [f(x)]\nf(0)",
      MYNAH_EXECUTION_ENDED, NULL, true },
    { "many threads",
      "import threading, time\nfor i in range(100):\n"
      "    threading.Thread(target=time.sleep, args=(1000,), daemon=True).start()\nresults = {}",
      MYNAH_EXECUTION_SUCCEEDED, NULL },
};

// Root's processes are not counted by the kernel, so for root it is one that fills no machine.
static const char bomb[] = "import os\nwhile True: os.fork()";
static const char small_bomb[] = "import os, time\n"
                                 "while True:\n"
                                 "    if os.fork() == 0: time.sleep(1000)\n"
                                 "    time.sleep(0.01)\n";

// Never run outside of a container.
static const struct row contained_rows[] = {
    { "fork bomb", NULL, MYNAH_EXECUTION_TIMEOUT, NULL },
    { "a session of its own",
      "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
      "        time.sleep(1000)\n    os._exit(0)\nos.wait()\nresults = {}",
      MYNAH_EXECUTION_SUCCEEDED, NULL },
    { "killing the parent", "import os\nos.kill(os.getppid(), 9)\nresults = {}",
      MYNAH_EXECUTION_SUCCEEDED, NULL },
    { "killing everybody", "import os\nos.kill(-1, 9)\nresults = {}", MYNAH_EXECUTION_RAISED,
      "ProcessLookupError" },
    { "writing to the system", "open('/usr/mynah-was-here', 'w')", MYNAH_EXECUTION_RAISED,
      "OSError" },
    { "writing to the root", "open('/mynah-was-here', 'w')", MYNAH_EXECUTION_RAISED, "OSError" },
    { "mounting anew",
      "import subprocess\nsubprocess.run(['mount', '-o', 'remount,rw,bind', '/usr'], check=True)",
      MYNAH_EXECUTION_RAISED, NULL },
    { "reading secrets", "open('/etc/shadow')", MYNAH_EXECUTION_RAISED, "FileNotFoundError" },
    { "network", "import socket\nsocket.create_connection(('192.0.2.1', 80), 1)",
      MYNAH_EXECUTION_RAISED, "OSError" },
    { "filling memory by files",
      "with open('/tmp/x', 'wb') as f:\n    for i in range(200): f.write(b'x' * 2 ** 20)",
      MYNAH_EXECUTION_RAISED, "OSError" },
    { "filling shared memory",
      "with open('/dev/shm/x', 'wb') as f:\n    for i in range(200): f.write(b'x' * 2 ** 20)",
      MYNAH_EXECUTION_RAISED, "OSError" },
};

static int count_descriptors(void)
{
    int count = 0;
    DIR *entries = opendir("/proc/self/fd");
    assert_non_null(entries);
    while (readdir(entries)) {
        count++;
    }
    closedir(entries);
    return count;
}

static bool is_empty(const char *path)
{
    int count = 0;
    DIR *entries = opendir(path);
    assert_non_null(entries);
    while (readdir(entries)) {
        count++;
    }
    closedir(entries);
    return count == 2;
}

// Orphans become ours, so one that is left shows, for as long as it lives.
static bool all_are_gone(void)
{
    for (int i = 0; i < 100 * PATIENCE; i++) {
        pid_t found = waitpid(-1, NULL, WNOHANG);
        if (found < 0 && errno == ECHILD) {
            return true;
        }
        if (found == 0) {
            nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
        }
    }
    return false;
}

static void check_row(const struct row *row, enum mynah_execution_method method)
{
    bool endless = row->any || row->status == MYNAH_EXECUTION_TIMEOUT;
    struct mynah_executor *executor = executors[method][endless];
    const char *code = row->code ? row->code : geteuid() == 0 ? small_bomb : bomb;
    int before = count_descriptors();
    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    struct mynah_execution *execution = execute(executor, code);
    clock_gettime(CLOCK_MONOTONIC, &end);
    if (!row->any) {
        check_status(execution, row->status);
    }
    if (row->type) {
        assert_string_equal(execution->type, row->type);
    }
    assert_int_equal(execution->confined, method == MYNAH_EXECUTION_CONTAINER);
    mynah_free(execution);
    assert_true(end.tv_sec - start.tv_sec < 2 * PATIENCE);
    assert_int_equal(count_descriptors(), before);
    assert_true(is_empty(folder));
    assert_true(all_are_gone());
}

static void ends_locally(void **state)
{
    check_row(*state, MYNAH_EXECUTION_LOCAL);
}

static void ends_in_a_container(void **state)
{
    check_row(*state, MYNAH_EXECUTION_CONTAINER);
}

static void links_were_not_followed(void **state)
{
    (void)state;
    assert_int_equal(access("/usr/bin/env", X_OK), 0);
    assert_int_not_equal(access("/usr/mynah-was-here", F_OK), 0);
}

static void make_executors(void)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    for (int i = 0; i < 4; i++) {
        const struct mynah_executor_options options = {
            .method = (enum mynah_execution_method)(i / 2),
            .folder = folder,
            .wall_limit = (i % 2 ? WALL : PATIENCE) * MYNAH_SECOND,
            .memory_limit = (size_t)2 << 30,
        };
        executors[i / 2][i % 2] = mynah_executor_create(NULL, &options, &error);
    }
    contained = executors[1][0] && executors[1][1];
    if (!contained) {
        printf("# containers are skipped: %s\n", error.text);
    }
}

enum {
    ROWS = sizeof rows / sizeof *rows,
    CONTAINED = sizeof contained_rows / sizeof *contained_rows
};

int main(void)
{
    static struct CMUnitTest tests[2 * ROWS + CONTAINED + 1];
    static char names[2 * ROWS + CONTAINED][64];
    size_t count = 0;
    if (!mkdtemp(folder) || prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0) {
        return 1;
    }
    make_executors();
    // Without containers their tests are left out, and a line says so: readers of cmocka's TAP take
    // what it skips for failures.
    for (size_t i = 0; i < (contained ? 2 * ROWS + CONTAINED : ROWS); i++) {
        bool local = i < ROWS;
        const struct row *row = local          ? &rows[i]
                                : i < 2 * ROWS ? &rows[i - ROWS]
                                               : &contained_rows[i - 2 * ROWS];
        snprintf(names[i], sizeof names[i], "%s %s", row->name,
                 local ? "locally" : "in a container");
        tests[count++] = (struct CMUnitTest){ names[i], local ? ends_locally : ends_in_a_container,
                                              NULL, NULL, (void *)row };
    }
    tests[count++] = (struct CMUnitTest)cmocka_unit_test(links_were_not_followed);
    int failures = _cmocka_run_group_tests("executor_hostile", tests, count, NULL, NULL);
    for (int i = 0; i < 4; i++) {
        mynah_executor_destroy(executors[i / 2][i % 2]);
    }
    rmdir(folder);
    return failures;
}
