// SPDX-License-Identifier: Apache-2.0
//
// `mynah rules --format markdown`: the rules as a document; docs/rules.md of a build is made of it.

#include "cli/command.h"

#include <mynah/analyzer.h>

// Rules of others that have no row here, and why.
static const struct {
    const char *ids;
    const char *why;
} left_out[] = {
    { "B101, S101",
      "`assert` is there in every run that is not started with `-O`, and whoever runs generated "
      "code starts the interpreter." },
    { "B109, B111, B309, B410, S410, S320",
      "Bandit and Ruff have dropped them; parsers of lxml are among unsafe-xml." },
    { "B322, B325", "They are about Python 2: its `input()`; `os.tempnam()` is among temp-name." },
};

static void add_ids(struct text *text, const char *const *ids, const char *before)
{
    for (size_t i = 0; ids && ids[i]; i++) {
        mynah__text_add_format(text, "%s%s", i ? ", " : before, ids[i]);
    }
}

static void add_code(struct text *text, const char *title, const char *code)
{
    mynah__text_add_format(text, "\n%s\n\n```python\n%s```\n", title, code);
}

static void add_rule(struct text *text, const struct mynah_rule *rule)
{
    mynah__text_add_format(text, "\n## %s\n\n%s. %s\n\n%s, %s", rule->name, rule->summary,
                           rule->why, mynah_category_name(rule->category),
                           mynah_severity_name(rule->severity));
    add_ids(text, rule->bandit, "; Bandit ");
    add_ids(text, rule->ruff, "; Ruff ");
    if (rule->cwe) {
        mynah__text_add_format(text, "; CWE-%d", rule->cwe);
    }
    mynah__text_add(text, ".\n");
    add_code(text, "Reported:", rule->bad);
    add_code(text, "Not reported:", rule->good);
}

void mynah__rules_markdown(struct text *text)
{
    size_t count = mynah_rule_count();
    mynah__text_add(text, "# Rules\n\n| rule | category | severity | Bandit | Ruff | summary |\n"
                          "|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < count; i++) {
        const struct mynah_rule *rule = mynah_rule_at(i);
        mynah__text_add_format(text, "| [%s](#%s) | %s | %s | ", rule->name, rule->name,
                               mynah_category_name(rule->category),
                               mynah_severity_name(rule->severity));
        add_ids(text, rule->bandit, "");
        mynah__text_add(text, " | ");
        add_ids(text, rule->ruff, "");
        mynah__text_add_format(text, " | %s |\n", rule->summary);
    }
    for (size_t i = 0; i < count; i++) {
        add_rule(text, mynah_rule_at(i));
    }
    mynah__text_add(text, "\n## Rules of Bandit and Ruff that are not here\n\n");
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++) {
        mynah__text_add_format(text, "- %s: %s\n", left_out[i].ids, left_out[i].why);
    }
}
