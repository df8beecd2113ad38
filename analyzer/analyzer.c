// SPDX-License-Identifier: Apache-2.0
//
// The way of the data: source, syntax, tree, scopes, flow, checks, policy.  Each stage fills its
// struct in one scratch arena; what the report points to lives in the report's own.

#include "checks/checks.h"
#include "core/alloc.h"
#include "core/hash.h"
#include "markdown.h"
#include "policy/policy.h"
#include "policy/suppress.h"
#include "salvage.h"
#include "syntax/syntax.h"
#include "tree/tree.h"

#include <stdlib.h>
#include <string.h>

struct mynah_analyzer {
    struct policy policy;
    int version; // 313 is 3.13
    struct tables *tables;
    struct rule_index *rules;
    struct check_options checks;
};

static const char *const versions[] = { "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14" };

static int version_number(const char *text)
{
    int version = PYTHON_OLDEST;
    while (version < PYTHON_NEWEST && strcmp(versions[version - PYTHON_OLDEST], text) != 0) {
        version++;
    }
    return version;
}

static const char *version_text(int version)
{
    return versions[version - PYTHON_OLDEST];
}

struct mynah_analyzer *mynah_analyzer_create(const struct mynah_analyzer_options *options,
                                             struct mynah_error *error)
{
    return mynah__analyzer_create(options, NULL, error);
}

struct mynah_analyzer *mynah__analyzer_create(const struct mynah_analyzer_options *options,
                                              const struct table_set *set,
                                              struct mynah_error *error)
{
    struct mynah_analyzer *analyzer = mynah__alloc(sizeof *analyzer);
    if (!analyzer) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    struct policy *policy = &analyzer->policy;
    if (!mynah__policy_read(policy, options, error)) {
        mynah_analyzer_destroy(analyzer);
        return NULL;
    }
    const struct table_set *used = set ? set : &policy->own.set;
    analyzer->tables = mynah__tables_create(used);
    analyzer->rules = mynah__rule_index_create(used->rules);
    if (!analyzer->tables || !analyzer->rules) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        mynah_analyzer_destroy(analyzer);
        return NULL;
    }
    analyzer->version = version_number(policy->target_version);
    analyzer->checks = (struct check_options){
        .tables = analyzer->tables,
        .rules = analyzer->rules,
        .version = analyzer->version,
        .results_name = policy->results_name,
        .results_optional = !policy->results_required,
        .predefined = policy->predefined.items,
        .predefined_count = policy->predefined.count,
    };
    return analyzer;
}

void mynah_analyzer_destroy(struct mynah_analyzer *analyzer)
{
    if (analyzer) {
        mynah__policy_finish(&analyzer->policy);
        mynah__tables_destroy(analyzer->tables);
        mynah__rule_index_destroy(analyzer->rules);
        mynah__free(analyzer);
    }
}

size_t mynah_analyzer_row_count(const struct mynah_analyzer *analyzer)
{
    return analyzer->policy.own.count;
}

const struct mynah_own_row *mynah_analyzer_row(const struct mynah_analyzer *analyzer, size_t index)
{
    return index < analyzer->policy.own.count ? &analyzer->policy.own.rows[index] : NULL;
}

const char *mynah__analyzer_version(const struct mynah_analyzer *analyzer)
{
    return analyzer->policy.target_version;
}

const char *mynah__analyzer_policy(const struct mynah_analyzer *analyzer)
{
    return analyzer->policy.fingerprint;
}

// Everything that is built on the way and let go at the end.
struct stages {
    struct arena arena;
    struct tree tree;
    struct scopes scopes;
    struct flow flow;
    struct syntax syntax;
};

static void add_syntax_error(struct mynah_report *report, const struct syntax_error *error)
{
    const char *message =
        mynah__arena_format(&report->arena, "%s: %s", error->type, error->message);
    struct finding finding = { .rule = "syntax-error",
                               .start = error->start,
                               .end = error->end,
                               .confidence = MYNAH_CONFIDENCE_HIGH,
                               .message = message };
    if (error->hint) {
        struct mynah_trace *hint = mynah__arena_alloc(&report->arena, sizeof *hint);
        if (hint) {
            *hint = (struct mynah_trace){ error->line, error->column,
                                          mynah__arena_text(&report->arena, error->hint) };
            finding.trace = hint;
            finding.trace_count = 1;
        }
    }
    mynah__report_add_finding(report, &finding);
}

static void add_opaque_code(struct mynah_report *report, uint32_t start, uint32_t end,
                            const char *message)
{
    mynah__report_add_finding(report, &(struct finding){ .rule = "opaque-code",
                                                         .start = start,
                                                         .end = end,
                                                         .confidence = MYNAH_CONFIDENCE_HIGH,
                                                         .message = message });
}

// The text is not what Python would read, so what is found in it does not count for much.
static void check_coding(struct mynah_report *report)
{
    if (report->source.state == SOURCE_OTHER_CODING) {
        add_opaque_code(report, 0, 0,
                        mynah__arena_format(&report->arena, "the code is encoded as `%.40s`",
                                            report->source.coding));
    }
}

static void conclude_syntax(struct mynah_report *report, const struct syntax *syntax)
{
    report->parses = syntax->accepted;
    if (syntax->accepted) {
        report->requires_python = version_text(syntax->requires_python);
    } else {
        add_syntax_error(report, &syntax->error);
    }
}

// Say what of the code was not looked at, also where it does not parse: the first place, and how
// much it is in all.
static void check_skipped(struct mynah_report *report, const struct tree *tree)
{
    uint32_t first = NODE_NONE;
    uint32_t bytes = 0;
    for (uint32_t node = 0; node < tree->count; node++) {
        if (tree->nodes[node].flags & FLAG_SKIPPED) {
            first = first == NODE_NONE ? node : first;
            bytes += tree->nodes[node].end - tree->nodes[node].start;
        }
    }
    if (first != NODE_NONE) {
        add_opaque_code(
            report, tree->nodes[first].start, tree->nodes[first].start,
            mynah__arena_format(&report->arena,
                                "from here on %u bytes of code took too much work to be followed",
                                bytes));
    }
}

static bool run_stages(const struct mynah_analyzer *analyzer, struct mynah_report *report,
                       struct stages *stages)
{
    struct arena *arena = &stages->arena;
    struct syntax *syntax = &stages->syntax;
    check_coding(report);
    enum tree_result built =
        mynah__syntax_read(syntax, &stages->tree, &report->source, analyzer->version, arena);
    if (built == TREE_NO_MEMORY || !mynah__scopes_build(&stages->scopes, &stages->tree, arena)) {
        return false;
    }
    if (built == TREE_TOO_MUCH) {
        check_skipped(report, &stages->tree);
    }
    if (syntax->accepted &&
        !mynah__syntax_compile(syntax, &stages->scopes, analyzer->version, arena)) {
        return false;
    }
    conclude_syntax(report, syntax);
    return mynah__flow_build(&stages->flow, &stages->scopes, arena) &&
           mynah__checks_run(report, &stages->flow, &analyzer->checks) &&
           (syntax->accepted || mynah__salvage(report, analyzer->version, &analyzer->checks));
}

static bool judge(const struct mynah_analyzer *analyzer, struct mynah_report *report)
{
    if (!mynah__report_finish(report)) {
        return false;
    }
    mynah__limits_check(&analyzer->policy.limits, report);
    return mynah__report_finish(report) &&
           mynah__suppress(&analyzer->policy, analyzer->version, report) &&
           mynah__report_finish(report) && mynah__policy_judge(&analyzer->policy, report);
}

// Judge the source of the report, or be NULL when out of memory.
static struct mynah_report *finish(const struct mynah_analyzer *analyzer,
                                   struct mynah_report *report, bool done,
                                   struct mynah_error *error)
{
    struct stages stages = { .arena = { 0 } };
    if (done) {
        report->target_version = mynah__arena_text(&report->arena, analyzer->policy.target_version);
        done = run_stages(analyzer, report, &stages) && judge(analyzer, report);
    }
    mynah__arena_finish(&stages.arena);
    if (!done) {
        mynah_report_destroy(report);
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    return report;
}

static bool is_small(size_t size, struct mynah_error *error)
{
    return size <= MYNAH_CODE_MAX ||
           mynah_error_set(error, MYNAH_ERROR_LIMIT, "code of %zu bytes is more than %zu", size,
                           MYNAH_CODE_MAX);
}

struct mynah_report *mynah_analyzer_check(const struct mynah_analyzer *analyzer, const char *code,
                                          size_t size, struct mynah_error *error)
{
    if (!is_small(size, error)) {
        return NULL;
    }
    struct mynah_report *report = mynah__alloc(sizeof *report);
    bool done = report && mynah__source_read(&report->source, code, size, &report->arena);
    if (done) {
        mynah__sha256(code, size, report->sha256);
    }
    return finish(analyzer, report, done, error);
}

// Make the program the report's source; the text is kept beside it.
static bool take_program(const struct mynah_analyzer *analyzer, struct mynah_report *report,
                         const struct source *text, struct markdown *markdown)
{
    struct source *source = &report->source;
    if (!mynah__markdown_read(markdown, text, analyzer->version, &report->arena) ||
        !mynah__source_read_text(source, markdown->program, markdown->size, &report->arena)) {
        return false;
    }
    if (text->state != SOURCE_READY) {
        // What is wrong with the bytes is reported on its line, whether that is code or not.
        int line, column;
        mynah__source_place(text, text->bad, &line, &column);
        source->state = text->state;
        source->bad = mynah__source_offset(source, line, column);
        source->bad_byte = text->bad_byte;
    }
    if (markdown->other_coding) {
        uint32_t start = source->lines[markdown->coding_line];
        add_opaque_code(report, start, start, "the block asks for another encoding than UTF-8");
    }
    return true;
}

struct mynah_report *mynah_analyzer_check_markdown(const struct mynah_analyzer *analyzer,
                                                   const char *text, size_t size,
                                                   struct mynah_error *error)
{
    if (!is_small(size, error)) {
        return NULL;
    }
    struct mynah_report *report = mynah__alloc(sizeof *report);
    struct source source;
    struct markdown markdown;
    bool done = report && mynah__source_read_text(&source, text, size, &report->arena) &&
                take_program(analyzer, report, &source, &markdown);
    if (done) {
        mynah__sha256(text, size, report->sha256);
    }
    report = finish(analyzer, report, done, error);
    if (report && !mynah__report_move(report, &source, markdown.shifts)) {
        mynah_report_destroy(report);
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    return report;
}
