// SPDX-License-Identifier: Apache-2.0
//
// mynah_snapshot_meets(): what counts as the same, what is written and when nothing is, and the
// difference as it is shown.

#include <mynah/snapshot.h>

#include "core/file.h"
#include "shortage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[64];
static char why[4096];

static int setup(void **state)
{
    (void)state;
    unsetenv("CI");
    unsetenv("MYNAH_SNAPSHOT_UPDATE");
    strcpy(folder, "/tmp/mynah-snapshot-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
    static const char *const files[] = { "a.py", "a.py.new", "b.txt", "b.txt.new" };
    char path[128];
    (void)state;
    chmod(folder, 0700);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        unlink(path);
    }
    return rmdir(folder);
}

static bool meets(const char *name, const char *text)
{
    const struct mynah_snapshot snapshot = { .name = name, .folder = folder };
    return mynah_snapshot_meets(text, &snapshot, why, sizeof why);
}

static void write_file(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void assert_file(const char *name, const char *text)
{
    char path[128];
    struct text content = { 0 };
    snprintf(path, sizeof path, "%s/%s", folder, name);
    if (!text) {
        assert_int_equal(access(path, F_OK), -1);
        return;
    }
    assert_true(mynah__file_read(path, 1 << 20, &content, NULL));
    assert_string_equal(content.bytes ? content.bytes : "", text);
    mynah__text_finish(&content);
}

static void assert_why_has(const char *part)
{
    if (!strstr(why, part)) {
        fail_msg("\"%s\" is not in:\n%s", part, why);
    }
}

static void test_line_ends_and_blanks_make_no_difference(void **state)
{
    (void)state;
    write_file("a.py", "x = 1\n\ny = 2\n");
    assert_true(meets("a", "x = 1\n\ny = 2\n"));
    assert_true(meets("a", "x = 1  \r\n\t\r\ny = 2"));
    assert_true(meets("a", "x = 1\r\ry = 2\n\n\n"));
    assert_string_equal(why, "");
    assert_false(meets("a", "x = 1\ny = 2\n"));
    assert_false(meets("a", " x = 1\n\ny = 2\n"));
    write_file("b.txt", "");
    assert_true(meets("b.txt", "\n \n"));
}

static void test_what_differs_is_shown_and_kept(void **state)
{
    (void)state;
    char expected[1024];
    write_file("a.py", "a\nb\nc\nd\ne\nf\n");
    assert_false(meets("a", "a\nb\nC\nd\ne\nF\ng\n"));
    snprintf(expected, sizeof expected,
             "expected: the text of the snapshot %s/a.py\n"
             "  actual: from line 3 on it differs: 2 lines removed, 3 added\n"
             "    diff: - the snapshot, + what there is\n"
             "     2 | b\n"
             " -   3 | c\n"
             " +   3 | C\n"
             "     4 | d\n"
             "       ...\n"
             " -   6 | f\n"
             " +   6 | F\n"
             " +   7 | g\n"
             "  accept: mv '%s/a.py.new' '%s/a.py'\n",
             folder, folder, folder);
    assert_string_equal(why, expected);
    assert_file("a.py", "a\nb\nc\nd\ne\nf\n");
    assert_file("a.py.new", "a\nb\nC\nd\ne\nF\ng\n");
    // The command is what it says, and what is accepted holds from then on.
    char *command = strstr(why, "mv '");
    command[strcspn(command, "\n")] = '\0';
    assert_int_equal(system(command), 0);
    assert_true(meets("a", "a\nb\nC\nd\ne\nF\ng\n"));
}

static void test_a_new_snapshot_is_asked_for(void **state)
{
    (void)state;
    assert_false(meets("a", "x = 1"));
    assert_why_has("\n  actual: there is no such snapshot yet\n  accept: mv '");
    assert_file("a.py", NULL);
    assert_file("a.py.new", "x = 1\n");
}

static void test_an_update_writes_at_once(void **state)
{
    (void)state;
    assert_false(meets("a", "x = 1\n"));
    setenv("MYNAH_SNAPSHOT_UPDATE", "1", 1);
    assert_true(meets("a", "x = 2"));
    assert_string_equal(why, "");
    assert_file("a.py", "x = 2\n");
    assert_file("a.py.new", NULL);
    unsetenv("MYNAH_SNAPSHOT_UPDATE");
    assert_true(meets("a", "x = 2\n"));
}

// Whatever else is said: where CI is set nothing is written or removed.
static void test_nothing_is_written_in_ci(void **state)
{
    (void)state;
    setenv("CI", "true", 1);
    setenv("MYNAH_SNAPSHOT_UPDATE", "1", 1);
    assert_false(meets("a", "x = 1\n"));
    assert_why_has("\n  accept: not here, where CI is set");
    assert_file("a.py", NULL);
    assert_file("a.py.new", NULL);
    setenv("CI", "false", 1);
    assert_true(meets("a", "x = 1\n"));
    unsetenv("CI");
}

static void test_what_is_no_snapshot(void **state)
{
    (void)state;
    static const char *const names[] = { "", "../a", "a/b", ".a", "-a", "a b", "a\n", "\xC3\xA9" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_false(meets(names[i], "x\n"));
        assert_why_has(
            "\n  actual: the name of a snapshot has letters, digits, _, - and . in it\n");
    }
    assert_false(meets(NULL, "x\n"));
    assert_false(meets("a", NULL));
    assert_why_has("\n  actual: there is no text, only NULL\n");
    write_file("a.py", "x\n<<<<<<< HEAD\ny\n=======\nz\n>>>>>>> other\n");
    assert_false(meets("a", "x\n"));
    assert_why_has("\n  actual: line 2 of the snapshot is a conflict marker\n");
}

static void test_a_folder_that_nobody_may_write(void **state)
{
    (void)state;
    if (geteuid() == 0) {
        return; // everything may be written then
    }
    chmod(folder, 0500);
    assert_false(meets("a", "x\n"));
    assert_why_has("\n  accept: make the folder writable");
    setenv("MYNAH_SNAPSHOT_UPDATE", "1", 1);
    assert_false(meets("a", "x\n"));
    assert_why_has("\n  actual: cannot write '");
}

// Folders are made, and what cannot be one is said.
static void test_folders_are_made(void **state)
{
    (void)state;
    char deep[128];
    snprintf(deep, sizeof deep, "%s/one/two", folder);
    const struct mynah_snapshot snapshot = { .name = "a", .folder = deep };
    setenv("MYNAH_SNAPSHOT_UPDATE", "1", 1);
    assert_true(mynah_snapshot_meets("x\n", &snapshot, why, sizeof why));
    assert_int_equal(system("exit 0"), 0);
    char path[192];
    snprintf(path, sizeof path, "%s/a.py", deep);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(deep), 0);
    *strrchr(deep, '/') = '\0';
    assert_int_equal(rmdir(deep), 0);
    write_file("b.txt", "");
    snprintf(deep, sizeof deep, "%s/b.txt", folder);
    assert_false(mynah_snapshot_meets("x\n", &snapshot, why, sizeof why));
    assert_why_has("\n  actual: cannot write '");
}

static void test_hostile_text_is_shown_safely(void **state)
{
    (void)state;
    char long_line[5000];
    memset(long_line, 'x', sizeof long_line);
    long_line[sizeof long_line - 1] = '\0';
    write_file("a.py", "plain\n");
    assert_false(meets("a", "\033[31m\xFF]]>%n\n"));
    for (const char *at = why; *at; at++) {
        assert_true(*at == '\n' || (*at >= ' ' && *at < 0x7F));
    }
    assert_false(meets("a", long_line));
    assert_true(strlen(why) < 900);
    for (size_t size = 0; size < 300; size++) {
        char cut[301];
        const struct mynah_snapshot snapshot = { .name = "a", .folder = folder };
        memset(cut, '#', sizeof cut);
        assert_false(mynah_snapshot_meets("y\n", &snapshot, cut, size));
        assert_int_equal(cut[size], '#');
    }
}

// More lines than the table of common ones would hold: the work is bounded, and so is what is said.
static void test_very_many_lines(void **state)
{
    (void)state;
    static char old[80001], new[80001];
    for (size_t i = 0; i < 20000; i++) {
        char line[5];
        snprintf(line, sizeof line, "%c%c%c\n", 'a' + (char)(i % 26), 'a' + (char)(i / 26 % 26),
                 'a' + (char)(i / 676 % 26));
        memcpy(&old[i * 4], line, 4);
        memcpy(&new[(19999 - i) * 4], line, 4);
    }
    write_file("a.py", old);
    assert_false(meets("a", new));
    assert_true(strlen(why) < 900);
    assert_why_has(" lines more\n");
}

static void test_out_of_memory(void **state)
{
    (void)state;
    char whole[4096];
    setenv("CI", "1", 1); // so that nothing is written on the way
    write_file("a.py", "a\nb\n");
    assert_false(meets("a", "a\nc\n"));
    strcpy(whole, why);
    for (struct shortage at = { .untold = true }; shortage_next(&at);) {
        assert_false(meets("a", "a\nc\n"));
        bool same = strcmp(why, whole) == 0;
        shortage_over(&at, same);
        assert_true(same || strstr(why, "out of memory"));
    }
    unsetenv("CI");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        TEST(test_line_ends_and_blanks_make_no_difference),
        TEST(test_what_differs_is_shown_and_kept),
        TEST(test_a_new_snapshot_is_asked_for),
        TEST(test_an_update_writes_at_once),
        TEST(test_nothing_is_written_in_ci),
        TEST(test_what_is_no_snapshot),
        TEST(test_a_folder_that_nobody_may_write),
        TEST(test_folders_are_made),
        TEST(test_hostile_text_is_shown_safely),
        TEST(test_very_many_lines),
        TEST(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
