// SPDX-License-Identifier: Apache-2.0
//
// What a failing assertion prints.  Each test of `failing` runs in a process of its own; its text
// is compared with golden/<test>.txt (UPDATE=1 rewrites those).  In a sanitizer's build none may
// leak.  check_outputs.py finds the same texts in TAP, XML and subunit.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { ESSENTIAL = 900 }; // cmocka 1.1.5 cuts what it prints to a terminal at 1023 bytes

static char captured[1 << 20];
static char wanted[1 << 16];

// The arguments: the program, the folder of its sources, that of the golden files.
static const char *program;
static const char *sources;
static const char *folder;

// Read all of `stream` into `text`, and close it.
static void read_all(FILE *stream, char *text, size_t size)
{
    size_t length = fread(text, 1, size - 1, stream);
    text[length] = '\0';
    fclose(stream);
}

// Run the test `name`, or all, with its output of kind `output` in `captured`; return its status.
static int run_failing(const char *name, const char *output)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        setenv("CMOCKA_MESSAGE_OUTPUT", output, 1);
        execl(program, program, name, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    read_all(fdopen(ends[0], "r"), captured, sizeof captured);
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_null(strstr(captured, "Sanitizer:")); // a leak, above all
    return WEXITSTATUS(status);
}

// Cut the explanation out of what cmocka prints to a terminal.
static char *explanation(char *text)
{
    static const char mark[] = "[  ERROR   ] --- ";
    char *start = strstr(text, mark);
    assert_non_null(start);
    start += strlen(mark);
    char *end = strstr(start, "[   LINE   ]");
    assert_non_null(end);
    *end = '\0';
    return start;
}

// Read line `number` of the source `name`.
static void source_line(const char *name, long number, char *line, size_t size)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", sources, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    line[0] = '\0';
    while (number-- > 0) {
        assert_non_null(fgets(line, (int)size, file));
    }
    fclose(file);
}

// The place comes first and is the caller's: `path:line: error: assert_...`, and in that line of
// the source stands that assertion.  Shorten the place to `file.c:*`; return the text from there
// on.
static char *check_place(char *text)
{
    static const char error[] = ": error: ";
    char *expression = strstr(text, error);
    assert_non_null(expression);
    *expression = '\0';
    char *number = strrchr(text, ':');
    assert_non_null(number);
    *number = '\0';
    char *file = strrchr(text, '/');
    file = file != NULL ? file + 1 : text;
    char line[512];
    source_line(file, strtol(number + 1, NULL, 10), line, sizeof line);
    char name[64];
    size_t size = strcspn(expression + strlen(error), "(") + 1;
    assert_true(size < sizeof name);
    memcpy(name, expression + strlen(error), size);
    name[size] = '\0';
    if ((strncmp(name, "assert_", 7) != 0 && strncmp(name, "mynah_", 6) != 0 &&
         strncmp(name, "MYNAH_", 6) != 0) ||
        strstr(line, name) == NULL) {
        fail_msg("%s is not in line %s: %s", name, number + 1, line);
    }
    // The place can only become shorter.
    size_t kept = strlen(file);
    *expression = ':';
    memmove(text, file, kept);
    memcpy(text + kept, ":*", 2);
    memmove(text + kept + 2, expression, strlen(expression) + 1);
    return text;
}

static void compare_with_golden(const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s.txt", folder, name);
    if (getenv("UPDATE") != NULL) {
        FILE *golden = fopen(path, "w");
        assert_non_null(golden);
        fputs(text, golden);
        fclose(golden);
    }
    FILE *golden = fopen(path, "r");
    if (golden == NULL) {
        fail_msg("%s is missing: UPDATE=1 writes it", path);
    }
    read_all(golden, wanted, sizeof wanted);
    if (strcmp(wanted, text) != 0) {
        fail_msg("%s differs; UPDATE=1 rewrites it.  Now:\n%s", path, text);
    }
}

static void check_case(void **state)
{
    const char *name = *state;
    assert_int_equal(run_failing(name, "STDOUT"), 1);
    char *text = explanation(captured);
    assert_true(strlen(text) < ESSENTIAL);
    text = check_place(text);
    assert_non_null(strstr(text, "\nexpected: "));
    assert_non_null(strstr(text, "\n  actual: "));
    compare_with_golden(name, text);
}

static void cmocka_reports_what_is_left_over(void **state)
{
    (void)state;
    assert_int_equal(run_failing("answers_left_over", "STDOUT"), 1);
    assert_non_null(strstr(captured, "remaining"));
}

static void all_fail_in_one_process(void **state)
{
    int count = 1; // answers_left_over
#define CASE(name) count++;
#include "cases.h"
#undef CASE
    (void)state;
    assert_int_equal(run_failing(NULL, "STDOUT"), count);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: test_failing PROGRAM SOURCE_FOLDER GOLDEN_FOLDER\n");
        return 2;
    }
    program = argv[1];
    sources = argv[2];
    folder = argv[3];
    static const struct CMUnitTest tests[] = {
#define CASE(name) { #name, check_case, NULL, NULL, (void *)#name },
#include "cases.h"
#undef CASE
        cmocka_unit_test(cmocka_reports_what_is_left_over),
        cmocka_unit_test(all_fail_in_one_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
