// SPDX-License-Identifier: Apache-2.0
//
// A verdict is about what code does, not how it is spelt: the code of every behaviour keeps its
// verdict when comments go, locals are renamed, imports move into a function, `results` is built by
// dict(), or another channel is named.

#include <mynah/analyzer.h>
#include <mynah/generator.h>

#include "core/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

// One way to write the same program otherwise; adds it to `to`.
typedef void rewrite(const char *code, struct text *to);

static size_t line_size(const char *line)
{
    const char *end = strchr(line, '\n');
    return end ? (size_t)(end - line) + 1 : strlen(line);
}

static void as_it_is(const char *code, struct text *to)
{
    mynah__text_add(to, code);
}

static void without_comments(const char *code, struct text *to)
{
    for (size_t size; *code; code += size) {
        size = line_size(code);
        if (code[strspn(code, " ")] != '#') {
            mynah__text_add_bytes(to, code, size);
        }
    }
}

static void with_locals_renamed(const char *code, struct text *to)
{
    static const char *const locals[] = { "value",      "timestamp", "result_value", "old_value",
                                          "new_value",  "listing",   "files",        "status",
                                          "mean_value", NULL };
    static const char word[] = "abcdefghijklmnopqrstuvwxyz_";
    while (*code) {
        size_t size = strspn(code, word);
        for (const char *const *local = locals; size && *local; local++) {
            if (strlen(*local) == size && strncmp(code, *local, size) == 0) {
                mynah__text_add(to, "qq_");
            }
        }
        size += size == 0;
        mynah__text_add_bytes(to, code, size);
        code += size;
    }
}

// All of it inside a function, its imports too; `results` is what that returns.
static void inside_a_function(const char *code, struct text *to)
{
    bool has_results = strstr(code, "\nresults = ") || strncmp(code, "results = ", 10) == 0;
    mynah__text_add(to, "def main():\n");
    for (size_t size; *code; code += size) {
        size = line_size(code);
        mynah__text_add(to, "    ");
        mynah__text_add_bytes(to, code, size);
    }
    mynah__text_add(to, has_results ? "\n    return results\n\n\nresults = main()\n"
                                    : "\n\n\nmain()\n");
}

static void with_results_by_dict(const char *code, struct text *to)
{
    static const char head[] = "results = {";
    bool open = false;
    for (size_t size; *code; code += size) {
        size = line_size(code);
        const char *rest = code;
        if (strncmp(code, head, sizeof head - 1) == 0) {
            mynah__text_add(to, "results = dict({");
            rest += sizeof head - 1;
            open = true;
        }
        const char *end = code + size;
        bool closes =
            open && end - rest >= 2 && end[-2] == '}' && (rest == code ? *code == '}' : 1);
        mynah__text_add_bytes(to, rest, (size_t)(end - rest) - (closes ? 1 : 0));
        if (closes) {
            mynah__text_add(to, ")\n");
            open = false;
        }
    }
}

static const struct {
    const char *how;
    rewrite *rewrite;
} rewrites[] = {
    { "as it is", as_it_is },
    { "without comments", without_comments },
    { "locals renamed", with_locals_renamed },
    { "inside a function", inside_a_function },
    { "results by dict()", with_results_by_dict },
};

static struct mynah_report *check(const char *code)
{
    struct mynah_analyzer *analyzer = mynah_analyzer_create(NULL, NULL);
    struct mynah_report *report = mynah_analyzer_check(analyzer, code, strlen(code), NULL);
    mynah_analyzer_destroy(analyzer);
    assert_non_null(report);
    return report;
}

static bool has_access(const struct mynah_report *report, enum mynah_direction direction,
                       const char *channel)
{
    for (size_t i = 0; i < mynah_report_access_count(report); i++) {
        const struct mynah_access *access = mynah_report_access(report, i);
        if (access->direction == direction && access->channel &&
            strcmp(access->channel, channel) == 0) {
            return true;
        }
    }
    return false;
}

static char *generate(const char *behavior, const struct mynah_parameter *parameters, size_t count)
{
    struct mynah_error error = { 0 };
    struct mynah_generator *generator = mynah_generator_create(
        NULL,
        &(struct mynah_generator_options){
            .behavior = behavior, .parameters = parameters, .parameter_count = count },
        &error);
    struct mynah_request request = { "Compute", "Test", "folder", .retries = 3 };
    char *code = generator ? mynah_generator_generate(generator, &request, NULL, 0, &error) : NULL;
    mynah_generator_destroy(generator);
    if (!code) {
        fail_msg("%s: %s", behavior, error.text);
    }
    return code;
}

static void expect_label(const struct mynah_behavior *behavior, const char *how, const char *code)
{
    struct mynah_report *report = check(code);
    if (mynah_report_verdict(report) != behavior->label.verdict) {
        fail_msg("%s, %s: %s instead of %s:\n%s", behavior->name, how,
                 mynah_verdict_name(mynah_report_verdict(report)),
                 mynah_verdict_name(behavior->label.verdict), code);
    }
    for (size_t i = 0; i < behavior->label.access_count; i++) {
        const struct mynah_label_access *access = &behavior->label.accesses[i];
        if (!has_access(report, access->direction, access->channel)) {
            fail_msg("%s, %s: no %s of %s:\n%s", behavior->name, how,
                     mynah_direction_name(access->direction), access->channel, code);
        }
    }
    mynah_report_destroy(report);
}

static void test_verdicts_survive_rewriting(void **state)
{
    (void)state;
    for (size_t i = 0; i < mynah_behavior_count(); i++) {
        const struct mynah_behavior *behavior = mynah_behavior_at(i);
        char *code = generate(behavior->name, NULL, 0);
        for (size_t how = 0; how < sizeof rewrites / sizeof *rewrites; how++) {
            struct text text = { 0 };
            rewrites[how].rewrite(code, &text);
            expect_label(behavior, rewrites[how].how, text.bytes);
            mynah__text_finish(&text);
        }
        mynah_free(code);
    }
}

static void test_another_channel_is_named(void **state)
{
    (void)state;
    static const struct mynah_parameter parameter = { "channel", "SR07:MAG:QD1.SP" };
    static const struct {
        const char *behavior;
        enum mynah_direction direction;
        enum mynah_verdict verdict;
    } cases[] = {
        { "channel_write", MYNAH_DIRECTION_WRITE, MYNAH_VERDICT_ASK },
        { "channel_read", MYNAH_DIRECTION_READ, MYNAH_VERDICT_ALLOW },
        { "epics_write", MYNAH_DIRECTION_WRITE, MYNAH_VERDICT_ASK },
        { "epics_read", MYNAH_DIRECTION_READ, MYNAH_VERDICT_ALLOW },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *code = generate(cases[i].behavior, &parameter, 1);
        struct mynah_report *report = check(code);
        assert_int_equal(mynah_report_verdict(report), cases[i].verdict);
        assert_true(has_access(report, cases[i].direction, parameter.value));
        mynah_report_destroy(report);
        mynah_free(code);
    }
}

static void test_without_its_results_success_is_retried(void **state)
{
    (void)state;
    char *code = generate("success", NULL, 0);
    char *results = strstr(code, "results = {");
    assert_non_null(results);
    struct text text = { 0 };
    mynah__text_add_bytes(&text, code, (size_t)(results - code));
    mynah__text_add(&text, "# results are gone\n");
    struct mynah_report *report = check(text.bytes);
    assert_int_equal(mynah_report_verdict(report), MYNAH_VERDICT_RETRY);
    assert_int_equal(mynah_report_results(report), MYNAH_RESULTS_NEVER);
    mynah_report_destroy(report);
    mynah__text_finish(&text);
    mynah_free(code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_verdicts_survive_rewriting),
        cmocka_unit_test(test_another_channel_is_named),
        cmocka_unit_test(test_without_its_results_success_is_retried),
    };
    return cmocka_run_group_tests_name("survival", tests, NULL, NULL);
}
