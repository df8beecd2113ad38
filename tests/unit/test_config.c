// SPDX-License-Identifier: Apache-2.0
//
// mynah/config.h: every kind of value, every kind of mistake with its place, and hostile documents.

#include <mynah/config.h>

#include "shortage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct sample {
    bool on;
    int64_t retries;
    const char *name;
    int mode;
    struct mynah_config_strings list;
    struct mynah_config_pairs pairs;
    struct mynah_config_pairs choice;
    const char *inner;
    const char *open;
};

static const char *const modes[] = { "selective", "disabled", "all", NULL };

// clang-format off
static const struct mynah_config_field inner_fields[] = {
    { .name = "behavior", .kind = MYNAH_CONFIG_STRING, .offset = offsetof(struct sample, inner) },
    { 0 },
};
static const struct mynah_config_field open_fields[] = {
    { .name = "ours", .kind = MYNAH_CONFIG_STRING, .offset = offsetof(struct sample, open) },
    { 0 },
};
static const struct mynah_config_field fields[] = {
    { .name = "on", .kind = MYNAH_CONFIG_BOOL, .offset = offsetof(struct sample, on) },
    { .name = "retries", .kind = MYNAH_CONFIG_INT, .offset = offsetof(struct sample, retries) },
    { .name = "name", .kind = MYNAH_CONFIG_STRING, .offset = offsetof(struct sample, name) },
    { .name = "mode", .kind = MYNAH_CONFIG_ENUM, .offset = offsetof(struct sample, mode), .words = modes },
    { .name = "list", .kind = MYNAH_CONFIG_STRINGS, .offset = offsetof(struct sample, list) },
    { .name = "pairs", .kind = MYNAH_CONFIG_PAIRS, .offset = offsetof(struct sample, pairs) },
    { .name = "choice", .kind = MYNAH_CONFIG_CHOICE, .offset = offsetof(struct sample, choice) },
    { .name = "inner", .kind = MYNAH_CONFIG_SECTION, .fields = inner_fields },
    { .name = "open", .kind = MYNAH_CONFIG_OPEN, .fields = open_fields },
    { .name = "theirs", .kind = MYNAH_CONFIG_IGNORED },
    { 0 },
};
// clang-format on

static struct mynah_config *parse(const char *text)
{
    struct mynah_error error = { 0 };
    struct mynah_config *config = mynah_config_parse(text, strlen(text), &error);
    if (!config) {
        fail_msg("%d:%d: %s", error.line, error.column, error.text);
    }
    return config;
}

static struct sample read_sample(const struct mynah_config *config)
{
    struct mynah_error error = { 0 };
    struct sample sample = { 0 };
    if (!mynah_config_read(config, "us", fields, &sample, &error)) {
        fail_msg("%d:%d: %s", error.line, error.column, error.text);
    }
    return sample;
}

static void test_every_kind(void **state)
{
    (void)state;
    struct mynah_config *config = parse("them: {a: [1, {b: !odd c}], a: twice}\n"
                                        "us:\n"
                                        "  on: true\n"
                                        "  retries: -12\n"
                                        "  name: \"caf\xc3\xa9 \\u2603\"\n"
                                        "  mode: disabled\n"
                                        "  list: [a, 'b c', 3]\n"
                                        "  pairs: {channel: \"SR:MAG:SP\", value: 1.50}\n"
                                        "  choice: {ci: mock, default: real}\n"
                                        "  inner: {behavior: success}\n"
                                        "  open: {ours: x, whatever: [1], whatever: 2}\n"
                                        "  theirs: [[!a b]]\n");
    struct sample sample = read_sample(config);
    assert_true(sample.on);
    assert_int_equal(sample.retries, -12);
    assert_string_equal(sample.name, "caf\xc3\xa9 \xe2\x98\x83");
    assert_int_equal(sample.mode, 1);
    assert_int_equal(sample.list.count, 3);
    assert_string_equal(sample.list.items[1], "b c");
    assert_string_equal(sample.list.items[2], "3");
    assert_int_equal(sample.pairs.count, 2);
    assert_string_equal(sample.pairs.items[0].name, "channel");
    assert_string_equal(sample.pairs.items[1].value, "1.50");
    assert_int_equal(sample.choice.count, 2);
    assert_string_equal(sample.choice.items[1].name, "default");
    assert_string_equal(sample.inner, "success");
    assert_string_equal(sample.open, "x");
    mynah_config_destroy(config);
}

static void test_integers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } rows[] = {
        { "us: {retries: 0}", 0 },
        { "us: {retries: 9223372036854775807}", INT64_MAX },
        { "us: {retries: -9223372036854775808}", INT64_MIN },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct mynah_config *config = parse(rows[i].text);
        assert_true(read_sample(config).retries == rows[i].value);
        mynah_config_destroy(config);
    }
}

static void test_what_is_absent_keeps_its_value(void **state)
{
    (void)state;
    static const char *const documents[] = { "",        "# only a comment\n",
                                             "---\n",   "them: 1",
                                             "us:\n",   "us: {}\n",
                                             "us: ~\n", "us: {inner: }",
                                             "null\n",  "\xef\xbb\xbfus: {}\n" };
    for (size_t i = 0; i < sizeof documents / sizeof *documents; i++) {
        struct mynah_config *config = parse(documents[i]);
        struct sample sample = { .on = true, .retries = 3, .name = "kept", .inner = "kept" };
        assert_true(mynah_config_read(config, "us", fields, &sample, NULL));
        assert_true(sample.on);
        assert_int_equal(sample.retries, 3);
        assert_string_equal(sample.name, "kept");
        assert_string_equal(sample.inner, "kept");
        mynah_config_destroy(config);
    }
}

static void test_a_scalar_choice_has_no_name(void **state)
{
    (void)state;
    struct mynah_config *config = parse("us: {choice: mock, list: , pairs: }");
    struct sample sample = read_sample(config);
    assert_int_equal(sample.choice.count, 1);
    assert_string_equal(sample.choice.items[0].name, "");
    assert_string_equal(sample.choice.items[0].value, "mock");
    assert_int_equal(sample.list.count, 0);
    assert_int_equal(sample.pairs.count, 0);
    mynah_config_destroy(config);
}

static void test_aliases_share(void **state)
{
    (void)state;
    struct mynah_config *config = parse("base: &b {behavior: success}\n"
                                        "word: &b2 text\n"
                                        "us: {inner: *b, name: *b2, list: [*b2, *b2]}\n");
    struct sample sample = read_sample(config);
    assert_string_equal(sample.inner, "success");
    assert_string_equal(sample.name, "text");
    assert_ptr_equal(sample.list.items[0], sample.list.items[1]);
    mynah_config_destroy(config);
}

// Documents that are refused, by parsing or by reading, with the place and a part of the text.
// clang-format off
static const struct { const char *text; int line, column; const char *why; } refused[] = {
    { "us:\n  name: x\n  behaviour: y\n",     3, 3,  "unknown key 'behaviour'" },
    { "us: {nmae: x}\n",                      1, 6,  "unknown key 'nmae'; did you mean 'name'?" },
    { "us:\n  inner:\n    behaviour: y\n",    3, 5,  "unknown key 'behaviour'; did you mean 'behavior'?" },
    { "us: {zzz: x}",                         1, 6,  "unknown key 'zzz'" },
    { "us:\n  name: a\n  name: b\n",          3, 3,  "'name' is there twice" },
    { "us: {on: true}\nthem: 1\nus: {}\n",    3, 1,  "'us' is there twice" },
    { "us: {open: {ours: a, ours: b}}",       1, 22, "'ours' is there twice" },
    { "us: {pairs: {a: b, c: d, a: e}}",      1, 26, "'a' is there twice" },
    { "us: {on: maybe}",                      1, 10, "'on' must be true or false" },
    { "us: {on: yes}",                        1, 10, "'on' must be true or false" },
    { "us: {on: \"true\"}",                   1, 10, "'on' must be true or false" },
    { "us: {on: True}",                       1, 10, "'on' must be true or false" },
    { "us: {on: [true]}",                     1, 10, "'on' must be true or false" },
    { "us: {on: }",                           1, 10, "'on' has no value" },
    { "us:\n  name:\n  on: true\n",           2, 8,  "'name' has no value" },
    { "us: {name: null}",                     1, 12, "'name' has no value" },
    { "us: {list: [a, ~]}",                   1, 16, "'list' has no value" },
    { "us: {retries: 1.5}",                   1, 15, "'retries' must be a decimal integer" },
    { "us: {retries: '1'}",                   1, 15, "'retries' must be a decimal integer" },
    { "us: {retries: 010}",                   1, 15, "'retries' must be a decimal integer" },
    { "us: {retries: -0}",                    1, 15, "'retries' must be a decimal integer" },
    { "us: {retries: -}",                     1, 15, "'retries' must be a decimal integer" },
    { "us: {retries: 9223372036854775808}",   1, 15, "'retries' must be a decimal integer" },
    { "us: {retries: -9223372036854775809}",  1, 15, "'retries' must be a decimal integer" },
    { "us: {retries: 99999999999999999999999999999}", 1, 15, "'retries' must be a decimal" },
    { "us: {mode: selektive}",                1, 12, "'mode' cannot be 'selektive': it is one of selective, disabled, all" },
    { "us: {mode: {}}",                       1, 12, "'mode' must be a word" },
    { "us: {name: [x]}",                      1, 12, "'name' must be text" },
    { "us: {list: x}",                        1, 12, "'list' must be a list" },
    { "us: {list: {a: b}}",                   1, 12, "'list' must be a list" },
    { "us: {list: [a, [b]]}",                 1, 16, "'list' must be a list of texts" },
    { "us: {pairs: [x]}",                     1, 13, "'pairs' must be a mapping" },
    { "us: {pairs: {a: [b]}}",                1, 17, "'a' must be text" },
    { "us: {pairs: {[a]: b}}",                1, 14, "a key must be a word" },
    { "us: {choice: [a]}",                    1, 14, "'choice' must be text or a mapping" },
    { "us: {inner: x}",                       1, 13, "'inner' must be a mapping" },
    { "us: [x]",                              1, 5,  "'us' must be a mapping" },
    { "us: {? [a] : b}",                      1, 8,  "a key must be a word" },
    { "us: {name: !env HOME}",                1, 12, "'name' has a tag" },
    { "us: !include other.yml",               1, 5,  "'us' has a tag" },
    { "base: &b {name: x}\nus: {<<: *b}",     2, 6,  "'<<' is not supported" },
    { "[a, b]",                               1, 1,  "a configuration is a mapping of sections" },
    { "just text",                            1, 1,  "a configuration is a mapping of sections" },
    { "us: {}\n---\nus: {}\n",                2, 1,  "a configuration is one document" },
    { "us:\n\tname: x\n",                     2, 1,  "a tab cannot indent; use spaces" },
    { "us:\n  name: *gone\n",                 2, 9,  "has the anchor gone" },
    { "us: &a [*a]\n",                        1, 9,  "has the anchor a" },
    { "us: {name: \"a\\0b\"}",                1, 12, "text cannot contain a NUL character" },
    { "us:\n  name: \xff\n",                  2, 9,  "this is not UTF-8" },
    { "us:\n  # \xc3\xa9\n  \xc3\xa9\x80: 1", 3, 4,  "this is not UTF-8" },
    { "us:\n  name: \x01\n",                  2, 9,  "control characters are not allowed" },
    { "us: [a, b\nthem: c\n",                 2, 5,  "" },
    { "us: {name: \"never closed\n",          2, 1,  "" },
    { "%FOO bar\n---\na: 1\n",                1, 5,  "directive" },
};
// clang-format on

static void test_mistakes_have_a_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct mynah_error error = { 0 };
        struct sample sample = { 0 };
        const char *text = refused[i].text;
        struct mynah_config *config = mynah_config_parse(text, strlen(text), &error);
        if (config && mynah_config_read(config, "us", fields, &sample, &error)) {
            fail_msg("accepted: %s", text);
        }
        if (error.line != refused[i].line || error.column != refused[i].column ||
            !strstr(error.text, refused[i].why)) {
            fail_msg("%s\ngives %d:%d: %s", text, error.line, error.column, error.text);
        }
        assert_int_equal(error.code, MYNAH_ERROR_CONFIG);
        mynah_config_destroy(config);
    }
}

static void test_nul_bytes(void **state)
{
    (void)state;
    struct mynah_error error = { 0 };
    assert_null(mynah_config_parse("a: b\nc: \0d\n", 11, &error));
    assert_int_equal(error.line, 2);
    assert_int_equal(error.column, 4);
}

static void test_place(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        int line, column;
    } rows[] = {
        { "us", 2, 1 },
        { "us.inner", 3, 3 },
        { "us.inner.behavior", 4, 5 },
        { "us.x", 0, 0 },
        { "us.inner.x.y", 0, 0 },
        { "", 0, 0 },
        { "us.", 0, 0 },
        { "us.inner.behavior.x", 0, 0 },
        { "rows[0]", 6, 5 },
        { "rows[1].name", 7, 6 },
        { "rows[2]", 0, 0 },
        { "rows[1", 0, 0 },
        { "rows[99999999999999999999999]", 0, 0 },
        { "us[0]", 0, 0 },
    };
    struct mynah_config *config = parse("a: 1\nus:\n  inner:\n    behavior: x\n"
                                        "rows:\n  - {}\n  - {name: x}\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int line = -1, column = -1;
        mynah_config_place(config, rows[i].path, &line, &column);
        assert_int_equal(line, rows[i].line);
        assert_int_equal(column, rows[i].column);
    }
    mynah_config_destroy(config);
}

static void test_items_of_a_list(void **state)
{
    (void)state;
    struct mynah_error error = { 0 };
    struct sample sample = { 0 };
    struct mynah_config *config = parse("rows:\n  - {name: one}\n  - {nmae: two}\n  - three\n");
    assert_int_equal(mynah_config_count(config, "rows"), 3);
    assert_int_equal(mynah_config_count(config, "rows[0]"), 0);
    assert_int_equal(mynah_config_count(config, "none"), 0);
    assert_true(mynah_config_read(config, "rows[0]", fields, &sample, &error));
    assert_string_equal(sample.name, "one");
    assert_false(mynah_config_read(config, "rows[1]", fields, &sample, &error));
    assert_int_equal(error.line, 3);
    assert_int_equal(error.column, 6);
    assert_false(mynah_config_read(config, "rows[2]", fields, &sample, &error));
    assert_int_equal(error.line, 4);
    assert_true(mynah_config_read(config, "rows[3]", fields, &sample, &error));
    mynah_config_destroy(config);
}

// ## Hostile documents

// Parse `times` times `piece` behind `head`.  Returns the code of the error, or 0.
static enum mynah_error_code parse_repeated(const char *head, const char *piece, size_t times)
{
    struct mynah_error error = { 0 };
    size_t head_size = strlen(head), size = strlen(piece);
    char *text = malloc(head_size + size * times + 1);
    memcpy(text, head, head_size + 1);
    for (size_t i = 0; i < times; i++) {
        memcpy(text + head_size + i * size, piece, size);
    }
    struct mynah_config *config = mynah_config_parse(text, head_size + size * times, &error);
    free(text);
    struct sample sample = { 0 };
    if (config) {
        mynah_config_read(config, "us", fields, &sample, &error);
    }
    mynah_config_destroy(config);
    return error.code;
}

static void test_hostile_documents(void **state)
{
    (void)state;
    static const struct {
        const char *head, *piece;
        size_t times;
        enum mynah_error_code code;
    } rows[] = {
        { "", "[", 100000, MYNAH_ERROR_CONFIG },
        { "", "{", 100000, MYNAH_ERROR_CONFIG },
        { "", "- ", 100000, MYNAH_ERROR_CONFIG },
        { "", "? ", 100000, MYNAH_ERROR_CONFIG },
        { "", "a: &a\n", 100000, MYNAH_ERROR_CONFIG },
        { "", "%TAG !a! b\n", 90000, MYNAH_ERROR_CONFIG },
        { "a: &a x\nb: [", "*a,", 100000, MYNAH_ERROR_CONFIG }, // never closed
        { "us:\n  pairs:\n", "    k: v\n", 100000, MYNAH_ERROR_CONFIG },
        { "us:\n  list:\n", "   - v\n", 100000, MYNAH_ERROR_NONE },
        { "", "a: b\n", 200000, MYNAH_ERROR_NONE },
        { "", "#", (1 << 20) + 1, MYNAH_ERROR_LIMIT },
        { "", "#", 1 << 20, MYNAH_ERROR_NONE },
        { "us: \"", "x", 1000000, MYNAH_ERROR_CONFIG },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(parse_repeated(rows[i].head, rows[i].piece, rows[i].times), rows[i].code);
    }
}

static void test_alias_bomb(void **state)
{
    (void)state;
    char text[8192] = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 60; i++) {
        size_t size = strlen(text);
        snprintf(text + size, sizeof text - size, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d]\n", i,
                 i, i - 1, i - 1, i - 1, i - 1, i - 1);
    }
    strcat(text, "us: {name: fine, theirs: *a59}\n");
    struct mynah_config *config = parse(text);
    assert_string_equal(read_sample(config).name, "fine");
    mynah_config_destroy(config);
}

// ## Files

static void load_refused(const char *path, enum mynah_error_code code, const char *why)
{
    struct mynah_error error = { 0 };
    assert_null(mynah_config_load(path, &error));
    assert_int_equal(error.code, code);
    if (!strstr(error.text, why)) {
        fail_msg("%s", error.text);
    }
}

static void test_files(void **state)
{
    (void)state;
    struct mynah_error error = { 0 };
    char folder[] = "/tmp/mynah-config-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/mynah.yml", folder);
    load_refused(path, MYNAH_ERROR_IO, "there is no such file");
    load_refused(folder, MYNAH_ERROR_IO, "it is a directory");
    load_refused("/dev/zero", MYNAH_ERROR_LIMIT, "has more than 1048576 bytes");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("us: {name: loaded}\n", file);
    fclose(file);
    struct mynah_config *config = mynah_config_load(path, &error);
    assert_non_null(config);
    assert_string_equal(read_sample(config).name, "loaded");
    char *beside = mynah_config_path(config, "lab.yml", &error);
    char *absolute = mynah_config_path(config, "/lab.yml", &error);
    assert_memory_equal(beside, folder, strlen(folder));
    assert_string_equal(beside + strlen(folder), "/lab.yml");
    assert_string_equal(absolute, "/lab.yml");
    mynah_free(beside);
    mynah_free(absolute);
    mynah_config_destroy(config);
    if (geteuid() != 0) {
        chmod(path, 0);
        load_refused(path, MYNAH_ERROR_IO, "permission is denied");
    }
    unlink(path);
    rmdir(folder);
    mynah_config_destroy(NULL);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    static const char text[] = "a: &x [1, 2, 3]\nus: {pairs: {a: b, c: d}, list: *x}\n";
    struct mynah_config *config = NULL;
    struct shortage at = { 0 };
    while (shortage_next(&at)) {
        config = mynah_config_parse(text, sizeof text - 1, &at.error);
        shortage_over(&at, config != NULL);
    }
    shortage_came_behind(&at, 3);
    assert_int_equal(read_sample(config).list.count, 3);
    mynah_config_destroy(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind),
        cmocka_unit_test(test_integers),
        cmocka_unit_test(test_what_is_absent_keeps_its_value),
        cmocka_unit_test(test_a_scalar_choice_has_no_name),
        cmocka_unit_test(test_aliases_share),
        cmocka_unit_test(test_mistakes_have_a_place),
        cmocka_unit_test(test_nul_bytes),
        cmocka_unit_test(test_place),
        cmocka_unit_test(test_items_of_a_list),
        cmocka_unit_test(test_hostile_documents),
        cmocka_unit_test(test_alias_bomb),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
