// SPDX-License-Identifier: Apache-2.0
//
// Folders of behaviours of one's own: what is read, what is refused and where.

#include <mynah/generator.h>

#include "generator/behaviors.h"
#include "generator/template.h"
#include "shortage.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static char folder[] = "/tmp/mynah-behaviors-XXXXXX";

static void file_path(char path[512], const char *name)
{
    snprintf(path, 512, "%s/%s", folder, name);
}

static void write_file(const char *name, const char *content, size_t size)
{
    char path[512];
    file_path(path, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(content, 1, size, file);
    fclose(file);
}

static void remove_file(const char *name)
{
    char path[512];
    file_path(path, name);
    remove(path);
}

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder + strlen(folder) - 6, "XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    DIR *directory = opendir(folder);
    for (struct dirent *entry = readdir(directory); entry; entry = readdir(directory)) {
        if (entry->d_name[0] != '.') {
            remove_file(entry->d_name);
        }
    }
    closedir(directory);
    return rmdir(folder);
}

static const char ramp[] = "# mynah: summary ramps a magnet\n"
                           "# mynah:   parameter channel = 'SR:MAG:SP'\r\n"
                           "# mynah: parameter steps=10\n"
                           "from epics import caput\n"
                           "for step in range({{steps}}):\n"
                           "    caput({{channel}}, step)\n"
                           "results = {}\n";

static void test_folder(void **state)
{
    (void)state;
    struct behaviors all = { .own = NULL };
    struct mynah_error error = { 0 };
    write_file("ramp.py", ramp, strlen(ramp));
    write_file("aaa.py", "\xEF\xBB\xBF# mynah: summary by an editor\nresults = {}\n", 46);
    write_file("zzz.py", "", 0);
    write_file("notes.txt", "{{x}}", 5);
    write_file("__init__.py", "{{x}}", 5);
    write_file("not-a-name.py", "{{x}}", 5);
    if (!mynah__behaviors_load(&all, folder, &error)) {
        fail_msg("%s", error.text);
    }
    assert_int_equal(all.own_count, 3);
    assert_string_equal(mynah__behaviors_at(&all, 0)->name, "aaa");
    assert_string_equal(mynah__behaviors_at(&all, 0)->summary, "by an editor");
    assert_string_equal(mynah__behaviors_at(&all, 0)->source, "results = {}\n");
    size_t count = 0;
    while (mynah__behaviors_at(&all, count)) {
        count++;
        assert_true(count < 2 || strcmp(mynah__behaviors_at(&all, count - 2)->name,
                                        mynah__behaviors_at(&all, count - 1)->name) < 0);
    }
    assert_int_equal(count, mynah_behavior_count() + 3);
    const struct mynah_behavior *behavior = mynah__behaviors_find(&all, "ramp", NULL);
    assert_string_equal(behavior->summary, "ramps a magnet");
    assert_int_equal(behavior->parameter_count, 2);
    const struct mynah_parameter given = { "steps", "3" };
    char *code = mynah__template_render(behavior, &given, 1, NULL);
    assert_string_equal(code, "from epics import caput\nfor step in range(3):\n"
                              "    caput('SR:MAG:SP', step)\nresults = {}\n");
    mynah_free(code);
    assert_null(mynah__behaviors_find(&all, "rmap", &error));
    assert_non_null(strstr(error.text,
                           "unknown behaviour 'rmap' (did you mean 'ramp'?); there are: "
                           "aaa, "));
    assert_string_equal(mynah__behaviors_find(&all, "success", NULL)->name, "success");
    mynah__behaviors_finish(&all);
}

// clang-format off
static const struct { const char *name, *content; int line; const char *why; } broken[] = {
    { "success.py", "", 0, "a behaviour called 'success' is built in" },
    { "a.py", "# mynah: parameter x = 1\n# mynah: paramter y = 1\n", 2, "a.py:2: after '# mynah:' comes" },
    { "a.py", "# mynah: parameter x\n", 1, "comes" },
    { "a.py", "# mynah: parameter x = \n", 1, "comes" },
    { "a.py", "# mynah: parameter 1x = 1\n", 1, "comes" },
    { "a.py", "# mynah: parameter x = 1\n# mynah: parameter x = 2\n", 2, "comes" },
    { "a.py", "# mynah:", 1, "comes" },
    { "a.py", "# mynah: parameter x = 1\n\ny = {{z}}\n", 3, "a.py:3: behaviour 'a' has a placeholder for 'z'" },
    { "a.py", "# mynah: parameter x = 1\ny = '{{x}}'\n", 0, "has no placeholder for its parameter 'x'" },
};
// clang-format on

static void test_broken_folders(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(broken); i++) {
        struct behaviors all = { .own = NULL };
        struct mynah_error error = { 0 };
        write_file(broken[i].name, broken[i].content, strlen(broken[i].content));
        assert_false(mynah__behaviors_load(&all, folder, &error));
        mynah__behaviors_finish(&all);
        remove_file(broken[i].name);
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
        if (error.line != broken[i].line || !strstr(error.text, broken[i].why)) {
            fail_msg("%d: %s", error.line, error.text);
        }
    }
}

static void test_too_many_files(void **state)
{
    (void)state;
    struct behaviors all = { .own = NULL };
    struct mynah_error error = { 0 };
    char name[32];
    for (int i = 0; i <= 1000; i++) {
        snprintf(name, sizeof name, "b%d.py", i);
        write_file(name, "", 0);
    }
    assert_false(mynah__behaviors_load(&all, folder, &error));
    assert_int_equal(error.code, MYNAH_ERROR_LIMIT);
    mynah__behaviors_finish(&all);
    remove_file(name);
    assert_true(mynah__behaviors_load(&all, folder, &error));
    assert_int_equal(all.own_count, 1000);
    mynah__behaviors_finish(&all);
}

static void test_unreadable_folders(void **state)
{
    (void)state;
    struct behaviors all = { .own = NULL };
    struct mynah_error error = { 0 };
    char path[512];
    file_path(path, "gone");
    assert_false(mynah__behaviors_load(&all, path, &error));
    assert_int_equal(error.code, MYNAH_ERROR_IO);
    mynah__behaviors_finish(&all);
    write_file("plain", "x", 1);
    file_path(path, "plain");
    assert_false(mynah__behaviors_load(&all, path, &error));
    assert_non_null(strstr(error.text, "it is not a directory"));
    mynah__behaviors_finish(&all);
    write_file("nul.py", "x = 1\0y", 7);
    assert_false(mynah__behaviors_load(&all, folder, &error));
    assert_non_null(strstr(error.text, "has a NUL byte"));
    mynah__behaviors_finish(&all);
    remove_file("nul.py");
    file_path(path, "directory.py");
    mkdir(path, 0700);
    assert_false(mynah__behaviors_load(&all, folder, &error));
    assert_non_null(strstr(error.text, "it is a directory"));
    mynah__behaviors_finish(&all);
}

static void test_folder_out_of_memory(void **state)
{
    (void)state;
    write_file("ramp.py", ramp, strlen(ramp));
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        struct behaviors all = { .own = NULL };
        shortage_over(&at, mynah__behaviors_load(&all, folder, &at.error));
        mynah__behaviors_finish(&all);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_folder, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_broken_folders, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_too_many_files, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_unreadable_folders, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_folder_out_of_memory, make_folder, remove_folder),
    };
    return cmocka_run_group_tests_name("folders", tests, NULL, NULL);
}
