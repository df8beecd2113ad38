// SPDX-License-Identifier: Apache-2.0
//
// The gate: what it takes for a case, what comes of a run, and that nothing which no longer agrees
// goes unnoticed.

#include "gate/gate.h"
#include "shortage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define A MYNAH_VERDICT_ALLOW
#define Q MYNAH_VERDICT_ASK
#define D MYNAH_VERDICT_DENY
#define R MYNAH_VERDICT_RETRY

static struct mynah_gate_cases *create(void)
{
    struct mynah_error error = { .text = "" };
    struct mynah_gate_cases *cases = mynah_gate_cases_create(&error);
    assert_non_null(cases);
    return cases;
}

static void add(struct mynah_gate_cases *cases, const char *name, const char *code,
                enum mynah_verdict expected)
{
    struct mynah_error error = { .text = "" };
    const struct mynah_gate_case added = {
        .name = name, .code = code, .size = strlen(code), .expected = expected
    };
    if (!mynah_gate_cases_add(cases, &added, &error)) {
        fail_msg("%s", error.text);
    }
}

// ## Running

// A gate that answers with the verdict that the code names, and with none for other code.
static bool obey(void *self, const char *code, size_t size, enum mynah_verdict *verdict,
                 struct mynah_error *error)
{
    size_t *calls = self;
    int found = mynah__verdict_find(code, size);
    assert_int_equal(code[size], '\0');
    (*calls)++;
    *verdict = (enum mynah_verdict)(found < 0 ? 99 : found);
    return found >= 0 ||
           (strcmp(code, "mad") != 0 ? mynah_error_set(error, MYNAH_ERROR_IO, "it said '%s'", code)
                                     : true);
}

static void test_misses_are_sorted(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *code;
        enum mynah_verdict expected;
    } rows[] = {
        { "fine", "ask", Q },     { "alarm", "ask", A },      { "let through", "allow", Q },
        { "crash", "boom", D },   { "worst", "allow", D },    { "also fine", "deny", D },
        { "broken", "allow", R }, { "no verdict", "mad", A }, { "let through 2", "allow", Q },
        { "weaker", "ask", D },
    };
    static const char *const misses[] = { "worst", "let through", "let through 2", "weaker",
                                          "crash", "broken",      "no verdict",    "alarm" };
    struct mynah_gate_cases *cases = create();
    for (size_t i = 0; i < COUNT(rows); i++) {
        add(cases, rows[i].name, rows[i].code, rows[i].expected);
    }
    size_t calls = 0;
    struct mynah_gate_matrix matrix;
    assert_false(mynah_gate_run(cases, obey, &calls, &matrix));
    assert_int_equal(calls, COUNT(rows));
    assert_int_equal(matrix.count, COUNT(rows));
    assert_int_equal(matrix.miss_count, COUNT(misses));
    for (size_t i = 0; i < COUNT(misses); i++) {
        assert_string_equal(matrix.misses[i]->about->name, misses[i]);
    }
    assert_int_equal(matrix.counts[Q][Q], 1);
    assert_int_equal(matrix.counts[Q][A], 2);
    assert_int_equal(matrix.counts[D][GATE_NONE], 1);
    assert_int_equal(matrix.counts[A][GATE_NONE], 1);
    assert_string_equal(matrix.outcomes[3].message, "it said 'boom'");
    assert_string_equal(matrix.outcomes[7].message, "99 is no verdict");
    mynah_gate_matrix_finish(&matrix);
    mynah_gate_cases_destroy(cases);
}

static void test_all_agree(void **state)
{
    (void)state;
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    struct mynah_gate_matrix matrix;
    assert_true(mynah_gate_run(NULL, mynah_gate_by_analyzer, analyzer, &matrix));
    assert_int_equal(matrix.count, mynah_behavior_count());
    assert_int_equal(matrix.miss_count, 0);
    mynah_gate_matrix_finish(&matrix);
    char why[1024] = "x";
    assert_true(mynah_gate_meets(mynah_gate_by_analyzer, analyzer, why, sizeof why));
    assert_string_equal(why, "");
    mynah_analyzer_destroy(analyzer);
}

static void test_no_cases_agree(void **state)
{
    (void)state;
    struct mynah_gate_cases *cases = create();
    size_t calls = 0;
    struct mynah_gate_matrix matrix;
    assert_true(mynah_gate_run(cases, obey, &calls, &matrix));
    assert_int_equal(matrix.count, 0);
    mynah_gate_matrix_finish(&matrix);
    mynah_gate_matrix_finish(&matrix); // once more is fine
    mynah_gate_cases_destroy(cases);
}

// ## Nothing that changes goes unnoticed

static struct mynah_gate_cases *behaviors_with(const char *yaml, struct mynah_error *error)
{
    struct mynah_gate_cases *cases = create();
    struct mynah_config *config = mynah_config_parse(yaml, strlen(yaml), error);
    if (!config || !mynah_gate_cases_add_behaviors(cases, config, error)) {
        mynah_gate_cases_destroy(cases);
        cases = NULL;
    }
    mynah_config_destroy(config);
    return cases;
}

static struct mynah_analyzer *analyzer_with(const char *yaml)
{
    struct mynah_error error = { .text = "" };
    struct mynah_config *config = mynah_config_parse(yaml, strlen(yaml), &error);
    struct mynah_analyzer *analyzer =
        mynah_analyzer_create(&(struct mynah_analyzer_options){ .config = config }, &error);
    mynah_config_destroy(config);
    if (!analyzer) {
        fail_msg("%s: %s", yaml, error.text);
    }
    return analyzer;
}

// Run the cases against the policy in `yaml`, and return how many miss; the first in `name`.
static size_t misses_under(const char *yaml, const struct mynah_gate_cases *cases, char name[64])
{
    struct mynah_analyzer *analyzer = analyzer_with(yaml);
    struct mynah_gate_matrix matrix;
    const struct gate_run run = { .ask = mynah__gate_ask_analyzer, .self = analyzer };
    bool agrees = mynah__gate_run(cases, &run, &matrix);
    size_t count = matrix.miss_count;
    assert_int_equal(agrees, count == 0);
    assert_int_equal(matrix.error.code, MYNAH_ERROR_NONE);
    snprintf(name, 64, "%s", count ? matrix.misses[0]->about->name : "");
    mynah_gate_matrix_finish(&matrix);
    mynah_analyzer_destroy(analyzer);
    return count;
}

static bool same_label(const struct mynah_gate_case *a, const struct mynah_gate_case *b)
{
    bool same = a->expected == b->expected && a->rule_count == b->rule_count;
    for (size_t i = 0; same && i < a->rule_count; i++) {
        same = strcmp(a->rules[i], b->rules[i]) == 0;
    }
    return same;
}

// A template that is another one's is noticed by what it is expected to be.
static void test_every_template_that_is_flipped_is_named(void **state)
{
    (void)state;
    struct mynah_error error;
    struct mynah_gate_cases *all = behaviors_with("{}\n", &error);
    size_t flips = 0;
    for (size_t i = 0; i < all->count; i++) {
        for (size_t j = 0; j < all->count; j++) {
            struct mynah_gate_cases *cases = create();
            if (same_label(all->items[i], all->items[j])) {
                mynah_gate_cases_destroy(cases);
                continue;
            }
            for (size_t k = 0; k < all->count; k++) {
                struct mynah_gate_case one = *all->items[k];
                one.code = k == i ? all->items[j]->code : one.code;
                one.size = strlen(one.code);
                assert_true(mynah_gate_cases_add(cases, &one, NULL));
            }
            char name[64];
            assert_int_equal(misses_under("{}\n", cases, name), 1);
            assert_string_equal(name, all->items[i]->name);
            mynah_gate_cases_destroy(cases);
            flips++;
        }
    }
    assert_true(flips >= 60);
    mynah_gate_cases_destroy(all);
}

// Give a rule another verdict than the case has because of it, if that makes a difference.
static void flip_rule(const struct mynah_gate_cases *all, const struct mynah_gate_case *about,
                      const char *rule, enum mynah_verdict verdict)
{
    char yaml[128], name[64];
    bool weaker = about->rule_count > 1 && verdict < about->expected;
    if (strcmp(rule, "syntax-error") == 0 || weaker || verdict == about->expected) {
        return;
    }
    snprintf(yaml, sizeof yaml, "policy: {actions: {%s: %s}}\n", rule, mynah_verdict_name(verdict));
    if (misses_under(yaml, all, name) == 0) {
        fail_msg("%s: nobody notices for %s", yaml, about->name);
    }
}

// A rule that no longer asks, or asks for something else.
static void test_every_rule_that_is_flipped_is_named(void **state)
{
    (void)state;
    struct mynah_error error;
    struct mynah_gate_cases *all = behaviors_with("{}\n", &error);
    for (size_t i = 0; i < all->count; i++) {
        const struct mynah_gate_case *about = all->items[i];
        for (size_t j = 0; j < about->rule_count * 4; j++) {
            flip_rule(all, about, about->rules[j / 4], (enum mynah_verdict)(j % 4));
        }
    }
    mynah_gate_cases_destroy(all);
}

static void test_expectations_do_not_follow_the_policy(void **state)
{
    (void)state;
    static const struct {
        const char *yaml;
        size_t misses;
        const char *name;
    } rows[] = {
        { "{}\n", 0, "" },
        { "approval: {global_mode: disabled}\n", 3, "channel_write" },
        { "approval: {capabilities: {python_execution: {mode: all_code}}}\n", 5, "channel_read" },
        { "control_system: {writes_enabled: false}\n", 2, "channel_write" },
        { "control_system: {writes_enabled: false}\n"
          "gate: {expect: {channel_write: deny, epics_write: deny}}\n",
          0, "" },
        { "policy: {free: ['DEVICE:*']}\n", 2, "channel_write" },
        { "policy: {free: ['DEVICE:*']}\ngate: {channel: 'SR:A'}\n", 0, "" },
        { "policy: {protected: ['*:KILL']}\n", 0, "" },
        { "policy: {protected: ['SR:*']}\ngate: {channel: 'SR:A'}\n", 2, "channel_write" },
        { "analysis: {results: optional}\n", 1, "missing_results" },
        { "analysis: {results: optional}\ngate: {expect: {missing_results: allow}}\n", 0, "" },
        { "policy: {actions: {risk: deny}}\n", 1, "security_risk" },
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mynah_error error = { .text = "" };
        struct mynah_gate_cases *cases = behaviors_with(rows[i].yaml, &error);
        if (!cases) {
            fail_msg("%s: %s", rows[i].yaml, error.text);
        }
        char name[64];
        size_t misses = misses_under(rows[i].yaml, cases, name);
        if (misses != rows[i].misses || strcmp(name, rows[i].name) != 0) {
            fail_msg("%s: %zu misses, the first is %s", rows[i].yaml, misses, name);
        }
        mynah_gate_cases_destroy(cases);
    }
}

static void test_settings_are_checked(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "gate: {expect: {channel_write: maybe}}\n",
        "gate: {expect: {no_such: ask}}\n",
        "gate: {channel: ''}\n",
        "gate: {cases: ''}\n",
        "gate: {chanel: A}\n",
        "gate: [ask]\n",
        "policy: {protected: ['[']}\n",
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct mynah_error error = { .code = MYNAH_ERROR_NONE };
        assert_null(behaviors_with(rows[i], &error));
        assert_int_equal(error.code, MYNAH_ERROR_CONFIG);
        assert_int_equal(error.line, 1);
    }
}

// ## Threads

static void count_progress(void *self, size_t done, size_t count)
{
    size_t *seen = self;
    assert_int_equal(done, ++*seen);
    assert_true(done <= count);
}

static char *run_with_jobs(const struct mynah_gate_cases *cases, int jobs)
{
    struct mynah_analyzer *analyzer = analyzer_with("{}\n");
    struct mynah_gate_matrix matrix;
    size_t seen = 0;
    const struct gate_run run = { .ask = mynah__gate_ask_analyzer,
                                  .self = analyzer,
                                  .jobs = jobs,
                                  .progress = count_progress,
                                  .progress_self = &seen };
    mynah__gate_run(cases, &run, &matrix);
    assert_int_equal(seen, cases->count);
    char *text = mynah_gate_matrix_write(&matrix, MYNAH_FORMAT_JSON, NULL, NULL);
    mynah_gate_matrix_finish(&matrix);
    mynah_analyzer_destroy(analyzer);
    return text;
}

static void test_threads_change_nothing(void **state)
{
    (void)state;
    struct mynah_gate_cases *cases = create();
    for (int i = 0; i < 60; i++) {
        char name[16], code[96];
        snprintf(name, sizeof name, "case-%d", i);
        snprintf(code, sizeof code, "import epics\nepics.caput('A', %d)\nresults = {}\n", i);
        add(cases, name, i % 3 ? code : "results = {}\n", i % 2 ? Q : A);
    }
    char *one = run_with_jobs(cases, 1);
    for (int jobs = 2; jobs < 100; jobs *= 3) {
        char *many = run_with_jobs(cases, jobs);
        assert_string_equal(one, many);
        mynah_free(many);
    }
    mynah_free(one);
    mynah_gate_cases_destroy(cases);
}

// ## Formats

static void test_formats_are_safe(void **state)
{
    (void)state;
    struct mynah_gate_cases *cases = create();
    add(cases, "\033[2J\xff\"]]>\n\xe2\x80\xae", "\033[31m\xff\x01\t# </script>\n\xe2\x80\xae", D);
    struct mynah_analyzer *analyzer = analyzer_with("{}\n");
    struct mynah_gate_matrix matrix;
    assert_false(mynah_gate_run(cases, mynah_gate_by_analyzer, analyzer, &matrix));
    char *text = mynah_gate_matrix_write(&matrix, MYNAH_FORMAT_TEXT,
                                         &(struct mynah_write_options){ .path = "a\033b" }, NULL);
    for (const char *at = text; *at; at++) {
        assert_true((unsigned char)*at >= ' ' || *at == '\n');
    }
    assert_non_null(strstr(text, "a?b: 1 cases, 1 does not agree"));
    mynah_free(text);
    text = mynah_gate_matrix_write(&matrix, MYNAH_FORMAT_JSON, NULL, NULL);
    json_error_t flaw;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &flaw);
    if (!root) {
        fail_msg("%d:%d %s\n%s", flaw.line, flaw.column, flaw.text, text);
    }
    assert_true(json_is_false(json_object_get(root, "agrees")));
    assert_int_equal(json_array_size(json_object_get(root, "cases")), 1);
    json_decref(root);
    mynah_free(text);
    mynah_gate_matrix_finish(&matrix);
    mynah_analyzer_destroy(analyzer);
    mynah_gate_cases_destroy(cases);
}

// ## Folders

// Write a file of the test's folder.
static void write_file(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

#define WRITE(path, bytes) write_file(path, bytes, sizeof(bytes) - 1)

static int enter_folder(void **state)
{
    static char folder[] = "/tmp/mynah-cases-XXXXXX";
    strcpy(folder + sizeof folder - 7, "XXXXXX");
    *state = mkdtemp(folder);
    return *state ? chdir(folder) : -1;
}

static int leave_folder(void **state)
{
    char command[64];
    snprintf(command, sizeof command, "rm -rf %s", (const char *)*state);
    return chdir("/") || system(command);
}

static void test_folders_are_read_in_order(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        enum mynah_verdict expected;
        const char *code;
        size_t size;
    } rows[] = {
        { "a", Q, "x = 1\n", 6 },  { "b/a", D, "", 0 },
        { "b/c/deep", R, "y", 1 }, { "bytes", A, "\xff\0\n", 3 },
        { "crlf", Q, "x\r\n", 3 }, { "mark", A, "# gate: deny\n", 13 },
    };
    mkdir("b", 0700);
    mkdir("b/c", 0700);
    mkdir(".hidden", 0700);
    WRITE("a.py", "# gate: ask\nx = 1\n");
    WRITE("b/a.py", "# gate: deny -- no line end");
    WRITE("b/c/deep.py", "# gate:   retry  --why\ny");
    WRITE("bytes.py", "# gate: allow\n\xff\0\n");
    WRITE("crlf.py", "# gate: ask\r\nx\r\n");
    WRITE("mark.py", "\xEF\xBB\xBF# gate: allow\n# gate: deny\n");
    WRITE("notes.txt", "no case");
    WRITE(".hidden/x.py", "no case");
    assert_int_equal(symlink(".", "loop"), 0);
    struct mynah_error error = { .text = "" };
    struct mynah_gate_cases *cases = create();
    if (!mynah_gate_cases_add_folder(cases, ".", &error)) {
        fail_msg("%s", error.text);
    }
    assert_int_equal(mynah_gate_cases_count(cases), COUNT(rows));
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct mynah_gate_case *about = mynah_gate_cases_at(cases, i);
        assert_string_equal(about->name, rows[i].name);
        assert_int_equal(about->expected, rows[i].expected);
        assert_int_equal(about->size, rows[i].size);
        assert_memory_equal(about->code, rows[i].code, rows[i].size + 1);
    }
    assert_null(mynah_gate_cases_at(cases, COUNT(rows)));
    // The same names once more.
    assert_false(mynah_gate_cases_add_folder(cases, ".", &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    mynah_gate_cases_destroy(cases);
}

static void refuse_folder(const char *folder, enum mynah_error_code code, const char *says)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_gate_cases *cases = create();
    assert_false(mynah_gate_cases_add_folder(cases, folder, &error));
    if (error.code != code || !strstr(error.text, says)) {
        fail_msg("%d: %s", error.code, error.text);
    }
    mynah_gate_cases_destroy(cases);
}

static void test_folders_that_are_no_cases(void **state)
{
    (void)state;
    static const char *const heads[] = {
        "",
        "x = 1\n",
        "# gate:\n",
        "# gate: maybe\n",
        "# gate: ask deny\n",
        "#gate: ask\n",
        " # gate: ask\n",
        "\n# gate: ask\n",
        "# gate: allow-\n",
        "# gate: ASK\n",
    };
    refuse_folder("nowhere", MYNAH_ERROR_IO, "no such file");
    refuse_folder(".", MYNAH_ERROR_ARGUMENT, "no snippets");
    for (size_t i = 0; i < COUNT(heads); i++) {
        write_file("x.py", heads[i], strlen(heads[i]));
        refuse_folder(".", MYNAH_ERROR_ARGUMENT, "x.py: the first line");
    }
    unlink("x.py");
    assert_int_equal(mkfifo("x.py", 0600), 0);
    refuse_folder(".", MYNAH_ERROR_IO, "no regular file");
    unlink("x.py");
    assert_int_equal(symlink("nothing", "x.py"), 0);
    refuse_folder(".", MYNAH_ERROR_IO, "x.py");
    unlink("x.py");
    char path[400] = ".";
    for (int i = 0; i < 40; i++) {
        strcat(path, "/d");
        assert_int_equal(mkdir(path, 0700), 0);
    }
    refuse_folder(".", MYNAH_ERROR_LIMIT, "deep");
}

// Do all of it; returns whether memory sufficed.
static bool do_all(struct mynah_error *error)
{
    static const char yaml[] = "gate: {channel: 'SR:A', expect: {success: ask}}\n";
    struct mynah_config *config = mynah_config_parse(yaml, sizeof yaml - 1, error);
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, error);
    struct mynah_gate_cases *cases = mynah_gate_cases_create(error);
    bool done = config && analyzer && cases &&
                mynah_gate_cases_add_behaviors(cases, config, error) &&
                mynah_gate_cases_add_folder(cases, ".", error);
    if (done) {
        struct mynah_gate_matrix matrix;
        const struct gate_run run = { .ask = mynah__gate_ask_analyzer, .self = analyzer };
        mynah__gate_run(cases, &run, &matrix);
        *error = matrix.error;
        done = error->code == MYNAH_ERROR_NONE;
        for (int i = 0; done && i < 2; i++) {
            char *text = mynah_gate_matrix_write(&matrix, i ? MYNAH_FORMAT_JSON : MYNAH_FORMAT_TEXT,
                                                 NULL, error);
            done = text != NULL;
            mynah_free(text);
        }
        mynah_gate_matrix_finish(&matrix);
    }
    mynah_gate_cases_destroy(cases);
    mynah_analyzer_destroy(analyzer);
    mynah_config_destroy(config);
    return done;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    WRITE("a.py", "# gate: ask\nx = 1\n");
    // Further on the allocations are those of the analyzer, which has its own test.
    for (struct shortage at = { .share = 20 }; shortage_next(&at);) {
        shortage_over(&at, do_all(&at.error));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_misses_are_sorted),
        cmocka_unit_test(test_all_agree),
        cmocka_unit_test(test_no_cases_agree),
        cmocka_unit_test(test_every_template_that_is_flipped_is_named),
        cmocka_unit_test(test_every_rule_that_is_flipped_is_named),
        cmocka_unit_test(test_expectations_do_not_follow_the_policy),
        cmocka_unit_test(test_settings_are_checked),
        cmocka_unit_test(test_threads_change_nothing),
        cmocka_unit_test(test_formats_are_safe),
        cmocka_unit_test_setup_teardown(test_folders_are_read_in_order, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(test_folders_that_are_no_cases, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(test_out_of_memory, enter_folder, leave_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
