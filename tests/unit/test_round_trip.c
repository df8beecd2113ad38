// SPDX-License-Identifier: Apache-2.0
//
// What the generator claims about its code and what the analyzer finds in it, held against each
// other: every behaviour by its defaults and with other channels, and every repair.

#include <mynah_cmocka.h>

#include "core/alloc.h"
#include "core/text.h"
#include "generator/repair.h"

#include <stdio.h>

static int make_analyzer(void **state)
{
    *state = mynah_analyzer_create(NULL, NULL);
    return *state ? 0 : -1;
}

static int destroy_analyzer(void **state)
{
    mynah_analyzer_destroy(*state);
    return 0;
}

static struct mynah_report *check(const struct mynah_analyzer *analyzer, const char *code)
{
    struct mynah_error error = { 0 };
    struct mynah_report *report = mynah_analyzer_check(analyzer, code, strlen(code), &error);
    if (!report) {
        fail_msg("%s", error.text);
    }
    return report;
}

static char *generate(const char *behavior, const struct mynah_parameter *parameters, size_t count)
{
    static const struct mynah_request request = { .user_query = "q",
                                                  .task_objective = "o",
                                                  .execution_folder_name = "f" };
    struct mynah_error error = { 0 };
    struct mynah_generator *mock = mynah_generator_create(
        NULL,
        &(struct mynah_generator_options){
            .behavior = behavior, .parameters = parameters, .parameter_count = count },
        &error);
    char *code = mock ? mynah_generator_generate(mock, &request, NULL, 0, &error) : NULL;
    mynah_generator_destroy(mock);
    if (!code) {
        fail_msg("%s: %s", behavior, error.text);
    }
    return code;
}

// ## Both sides as text: what differs is then read off at once

static void add_facts(struct text *text, bool parses, enum mynah_results results,
                      enum mynah_verdict verdict)
{
    mynah__text_add_format(text, "parses %d, results %s, verdict %s\n", parses,
                           mynah_results_name(results), mynah_verdict_name(verdict));
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

// Add the lines, sorted, each once.
static void add_lines(struct text *text, char **lines, size_t count)
{
    qsort(lines, count, sizeof *lines, compare_lines);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(lines[i - 1], lines[i]) != 0) {
            mynah__text_add(text, lines[i]);
        }
    }
    for (size_t i = 0; i < count; i++) {
        free(lines[i]);
    }
}

static char *line_of(const char *kind, const char *what)
{
    char *line = malloc(strlen(kind) + strlen(what) + 3);
    sprintf(line, "%s %s\n", kind, what);
    return line;
}

// Describe what the label claims; a channel equal to `from` is called `to`.
static char *claimed(const struct mynah_label *label, const char *from, const char *to)
{
    struct text text = { 0 };
    char *lines[64];
    size_t count = 0;
    add_facts(&text, label->parses, label->results, label->verdict);
    for (size_t i = 0; i < label->rule_count; i++) {
        lines[count++] = line_of("rule", label->rules[i]);
    }
    for (size_t i = 0; i < label->access_count; i++) {
        const char *channel = label->accesses[i].channel;
        lines[count++] = line_of(mynah_direction_name(label->accesses[i].direction),
                                 from && strcmp(channel, from) == 0 ? to : channel);
    }
    add_lines(&text, lines, count);
    return mynah__text_detach(&text);
}

static char *found(const struct mynah_report *report)
{
    struct text text = { 0 };
    char *lines[64];
    size_t count = 0;
    assert_true(mynah_report_finding_count(report) + mynah_report_access_count(report) <= 64);
    add_facts(&text, mynah_report_parses(report), mynah_report_results(report),
              mynah_report_verdict(report));
    for (size_t i = 0; i < mynah_report_finding_count(report); i++) {
        lines[count++] = line_of("rule", mynah_report_finding(report, i)->rule);
    }
    for (size_t i = 0; i < mynah_report_access_count(report); i++) {
        const struct mynah_access *access = mynah_report_access(report, i);
        const char *channel = access->channel ? access->channel : "(not known)";
        char *line = line_of(mynah_direction_name(access->direction), channel);
        lines[count++] = access->certain ? line : line_of("perhaps", line);
        if (!access->certain) {
            free(line);
        }
    }
    add_lines(&text, lines, count);
    return mynah__text_detach(&text);
}

static void holds(const struct mynah_analyzer *analyzer, const char *name, const char *code,
                  char *expected)
{
    struct mynah_report *report = check(analyzer, code);
    char *actual = found(report);
    if (strcmp(actual, expected) != 0) {
        fail_msg("%s\nclaimed:\n%s\nfound:\n%s\n%s", name, expected, actual, code);
    }
    mynah__free(actual);
    mynah__free(expected);
    mynah_report_destroy(report);
}

static void test_labels_hold(void **state)
{
    for (size_t i = 0; i < mynah_behavior_count(); i++) {
        const struct mynah_behavior *behavior = mynah_behavior_at(i);
        char *code = generate(behavior->name, NULL, 0);
        holds(*state, behavior->name, code, claimed(&behavior->label, NULL, NULL));
        mynah_free(code);
    }
}

static void test_labels_name_rules_that_there_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < mynah_behavior_count(); i++) {
        const struct mynah_label *label = &mynah_behavior_at(i)->label;
        for (size_t rule = 0; rule < label->rule_count; rule++) {
            const struct mynah_rule *row = mynah_rule_find(label->rules[rule]);
            assert_non_null(row);
            assert_string_equal(row->name, label->rules[rule]);
        }
    }
}

// Return the value of a default in quotes, or NULL when it is none.
static char *unquoted(const char *value)
{
    size_t size = strlen(value);
    if (*value != '\'' || size < 2) {
        return NULL;
    }
    char *text = calloc(1, size);
    memcpy(text, value + 1, size - 2);
    return text;
}

// A label says which channels are touched, so it has to follow the parameters that name them.
static void test_labels_follow_channels(void **state)
{
    static const char *const channels[] = { "SR:MAG:SP", "SR:C01{BPM:1}Pos-X", "it's", "a\\b\"c" };
    for (size_t i = 0; i < mynah_behavior_count(); i++) {
        const struct mynah_behavior *behavior = mynah_behavior_at(i);
        for (size_t p = 0; p < behavior->parameter_count; p++) {
            const char *name = behavior->parameters[p].name;
            char *from = unquoted(behavior->parameters[p].value);
            for (size_t c = 0; from && c < sizeof channels / sizeof *channels; c++) {
                const struct mynah_parameter given = { name, channels[c] };
                char *code = generate(behavior->name, &given, 1);
                holds(*state, behavior->name, code, claimed(&behavior->label, from, channels[c]));
                mynah_free(code);
            }
            free(from);
        }
    }
}

static void test_comments_do_not_count(void **state)
{
    for (size_t i = 0; i < mynah_behavior_count(); i++) {
        const struct mynah_behavior *behavior = mynah_behavior_at(i);
        char *code = generate(behavior->name, NULL, 0), *to = code;
        for (const char *from = code; *from;) {
            size_t size = strcspn(from, "\n") + 1;
            bool comment = from[strspn(from, " ")] == '#';
            if (!comment) {
                memmove(to, from, size);
                to += size;
            }
            from += size;
        }
        *to = '\0';
        assert_null(strchr(code, '#'));
        holds(*state, behavior->name, code, claimed(&behavior->label, NULL, NULL));
        mynah_free(code);
    }
}

static void test_repairs_are_allowed(void **state)
{
    const struct mynah_label fine = { .parses = true,
                                      .results = MYNAH_RESULTS_ALWAYS,
                                      .verdict = MYNAH_VERDICT_ALLOW };
    for (size_t i = 0; i < mynah__repair_count(); i++) {
        const struct repair *repair = mynah__repair_at(i);
        holds(*state, repair->name, repair->source, claimed(&fine, NULL, NULL));
    }
}

static void test_success_without_its_results_is_retried(void **state)
{
    (void)state;
    char *code = generate("success", NULL, 0);
    char *line = strstr(code, "results = ");
    assert_non_null(line);
    memcpy(line, "resultz", 7);
    assert_code_missing_results(code);
    assert_code_verdict(code, MYNAH_VERDICT_RETRY);
    mynah_free(code);
}

// What a behaviour writes to is what it was told, in every way of saying it.
static void test_values_and_channels_are_those_of_the_parameters(void **state)
{
    (void)state;
    const struct mynah_parameter channel = { "channel", "SR:KICK:SP" };
    char *code = generate("epics_write", &channel, 1);
    assert_code_writes_only(code, "SR:KICK:SP");
    assert_code_access_times(code, 2, mynah_match_is("channel", "SR:KICK:SP"));
    assert_code_any_access(code, mynah_match_all(mynah_match_is("direction", "write"),
                                                 mynah_match_is("api", "epics.caput")));
    assert_code_no_rule(code, "opaque-call");
    assert_code_needs_approval(code);
    mynah_free(code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels_hold),
        cmocka_unit_test(test_labels_name_rules_that_there_are),
        cmocka_unit_test(test_labels_follow_channels),
        cmocka_unit_test(test_comments_do_not_count),
        cmocka_unit_test(test_repairs_are_allowed),
        cmocka_unit_test(test_success_without_its_results_is_retried),
        cmocka_unit_test(test_values_and_channels_are_those_of_the_parameters),
    };
    return cmocka_run_group_tests_name("round_trip", tests, make_analyzer, destroy_analyzer);
}
