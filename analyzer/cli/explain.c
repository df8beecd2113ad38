// SPDX-License-Identifier: Apache-2.0
//
// `mynah explain`: all that is known of one rule.

#include "cli/command.h"

#include <mynah/analyzer.h>
#include <string.h>

enum { NAMES_MOST = 512 };

struct explain {
    char unused;
};

static const struct option_row options[] = { { 0 } };

static void add_ids(struct text *text, const char *kind, const char *const *ids)
{
    for (size_t i = 0; ids && ids[i]; i++) {
        mynah__text_add_format(text, "%s %s", i ? "," : kind, ids[i]);
    }
    mynah__text_add(text, ids && *ids ? "\n" : "");
}

// Add a paragraph of code, indented.
static void add_code(struct text *text, const char *title, const char *code)
{
    if (!code) {
        return;
    }
    mynah__text_add_format(text, "\n%s\n\n", title);
    while (*code) {
        size_t size = strcspn(code, "\n");
        mynah__text_add(text, size ? "    " : "");
        mynah__text_add_bytes(text, code, size);
        mynah__text_add_char(text, '\n');
        code += size + (code[size] == '\n');
    }
}

static void add_rule(struct text *text, const struct mynah_rule *rule)
{
    mynah__text_add_format(text, "%s: %s, severity %s\n", rule->name,
                           mynah_category_name(rule->category),
                           mynah_severity_name(rule->severity));
    add_ids(text, "bandit", rule->bandit);
    add_ids(text, "ruff", rule->ruff);
    if (rule->cwe) {
        mynah__text_add_format(text, "CWE-%d\n", rule->cwe);
    }
    mynah__text_add_format(text, "\n%s\n\n%s\n", rule->summary, rule->why ? rule->why : "");
    add_code(text, "Reported:", rule->bad);
    add_code(text, "Not reported:", rule->good);
}

static int complain(const char *name)
{
    const char *names[NAMES_MOST];
    size_t count = 0;
    for (; count < mynah_rule_count() && count < NAMES_MOST; count++) {
        names[count] = mynah_rule_at(count)->name;
    }
    return mynah__complain_unknown("rule", name, names, count);
}

static int run(void *filled, struct list operands)
{
    (void)filled;
    struct text text = { 0 };
    if (operands.count == 0) {
        return mynah__complain("explain: the name of a rule is wanted; see 'mynah rules'");
    }
    for (size_t i = 0; i < operands.count; i++) {
        const struct mynah_rule *rule = mynah_rule_find(operands.items[i]);
        if (!rule) {
            mynah__text_finish(&text);
            return complain(operands.items[i]);
        }
        mynah__text_add(&text, i ? "\n" : "");
        add_rule(&text, rule);
    }
    return mynah__print_text(&text) ? EXIT_FINE : EXIT_TROUBLE;
}

const struct command mynah__command_explain = {
    .name = "explain",
    .operands = "RULE...",
    .summary = "Explain a rule: why it matters, and code with and without it.",
    .details = "RULE is its name, or its id in Bandit or Ruff.",
    .options = options,
    .size = sizeof(struct explain),
    .run = run,
};
