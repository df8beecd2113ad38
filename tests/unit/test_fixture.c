// SPDX-License-Identifier: Apache-2.0
//
// Fixtures and tables: what they give, that nothing of them stays behind, what is refused.

#include <mynah/fixture.h>

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

static int create(void **state)
{
    *state = mynah_fixture_create(NULL, NULL);
    return *state ? 0 : -1;
}

static int destroy(void **state)
{
    mynah_fixture_destroy(*state);
    return 0;
}

static void write_file(const char *folder, const char *name, const char *text)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void test_a_fixture_has_a_world_and_a_request(void **state)
{
    struct mynah_fixture *fixture = *state;
    struct mynah_generator *mock = mynah_generator_create(
        fixture->world, &(struct mynah_generator_options){ .code = "pass\n" }, NULL);
    char *code = mynah_generator_generate(mock, &fixture->request, NULL, 0, NULL);
    assert_string_equal(code, "pass\n");
    mynah_free(code);
    assert_non_null(fixture->request.task_objective);
    assert_non_null(fixture->request.execution_folder_name);
    assert_null(fixture->row);
}

static void test_a_folder_goes_with_all_that_is_in_it(void **state)
{
    struct mynah_fixture *fixture = *state;
    char outside[] = "/tmp/mynah-outside-XXXXXX";
    char folder[128], path[256];
    assert_non_null(mkdtemp(outside));
    write_file(outside, "kept", "");
    snprintf(folder, sizeof folder, "%s", mynah_fixture_folder(fixture, NULL));
    assert_string_equal(mynah_fixture_folder(fixture, NULL), folder);
    write_file(folder, "a.py", "x = 1\n");
    snprintf(path, sizeof path, "%s/inner", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    write_file(path, ".hidden", "");
    snprintf(path, sizeof path, "%s/inner/link", folder);
    assert_int_equal(symlink(outside, path), 0);

    mynah_fixture_destroy(fixture);
    *state = NULL;
    assert_int_equal(access(folder, F_OK), -1);
    // A link is removed, what it leads to is not.
    snprintf(path, sizeof path, "%s/kept", outside);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(outside), 0);
}

static void test_the_folder_is_made_where_it_is_wanted(void **state)
{
    struct mynah_error error;
    setenv("TMPDIR", "/tmp/there/is/no/such", 1);
    assert_null(mynah_fixture_folder(*state, &error));
    assert_int_equal(error.code, MYNAH_ERROR_IO);
    unsetenv("TMPDIR");
    assert_non_null(mynah_fixture_folder(*state, &error));
}

static void test_what_behaviors_write(void **state)
{
    (void)state;
    struct mynah_table *table = mynah_table_of_behaviors(NULL);
    assert_non_null(table);
    size_t first = 0, after = 0;
    for (size_t i = 0; i < mynah_table_count(table); i++) {
        const struct mynah_row *row = mynah_table_row(table, i);
        assert_non_null(row->behavior);
        assert_int_equal(strlen(row->code), row->code_size);
        assert_null(row->path);
        first += row->failure == NULL;
        after += row->failure != NULL;
        if (!row->failure) {
            assert_string_equal(row->name, row->behavior->name);
        }
    }
    assert_int_equal(first, mynah_behavior_count());
    assert_true(after >= 9);
    assert_null(mynah_table_row(table, first + after));
    mynah_table_destroy(table);
}

static void test_the_files_of_a_folder(void **state)
{
    const char *folder = mynah_fixture_folder(*state, NULL);
    write_file(folder, "b.py", "b = 1\n");
    write_file(folder, "a&<\".py", "");
    write_file(folder, ".py", "");
    write_file(folder, ".hidden.py", "");
    write_file(folder, "notes.txt", "");
    struct mynah_table *table = mynah_table_of_folder(folder, NULL);
    assert_non_null(table);
    assert_int_equal(mynah_table_count(table), 2);
    assert_string_equal(mynah_table_row(table, 0)->name, "a___");
    assert_string_equal(mynah_table_row(table, 0)->code, "");
    assert_string_equal(mynah_table_row(table, 1)->name, "b");
    assert_string_equal(mynah_table_row(table, 1)->code, "b = 1\n");
    assert_non_null(strstr(mynah_table_row(table, 1)->path, "/b.py"));
    mynah_table_destroy(table);
}

static void test_folders_that_cannot_be_read(void **state)
{
    struct mynah_error error;
    char path[256];
    assert_null(mynah_table_of_folder("/tmp/there/is/no/such", &error));
    assert_int_equal(error.code, MYNAH_ERROR_IO);
    const char *folder = mynah_fixture_folder(*state, NULL);
    snprintf(path, sizeof path, "%s/a.py", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_null(mynah_table_of_folder(folder, &error));
    assert_int_equal(error.code, MYNAH_ERROR_IO);
    mynah_table_destroy(NULL);
    mynah_fixture_destroy(NULL);
}

static void test_out_of_memory(void **state)
{
    const char *folder = mynah_fixture_folder(*state, NULL);
    write_file(folder, "a.py", "a = 1\n");
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        struct mynah_table *behaviors = mynah_table_of_behaviors(&at.error);
        struct mynah_table *files = behaviors ? mynah_table_of_folder(folder, &at.error) : NULL;
        struct mynah_fixture *fixture = files ? mynah_fixture_create(NULL, &at.error) : NULL;
        shortage_over(&at, fixture && mynah_fixture_folder(fixture, &at.error));
        mynah_fixture_destroy(fixture);
        mynah_table_destroy(files);
        mynah_table_destroy(behaviors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, create, destroy)
        TEST(test_a_fixture_has_a_world_and_a_request),
        TEST(test_a_folder_goes_with_all_that_is_in_it),
        TEST(test_the_folder_is_made_where_it_is_wanted),
        TEST(test_what_behaviors_write),
        TEST(test_the_files_of_a_folder),
        TEST(test_folders_that_cannot_be_read),
        TEST(test_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
