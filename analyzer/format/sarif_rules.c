// SPDX-License-Identifier: Apache-2.0
//
// The table of rules as SARIF has it: each with its help, in plain text and in Markdown.

#include "format/sarif.h"

#include "core/json.h"
#include "rules/rule.h"

#include <string.h>

const char *const mynah__sarif_levels[] = { "note", "note", "warning", "error" };

// GitHub ranks by this number: above 7.0 is "high" there, above 4.0 "medium".
static const char *const security_severities[] = { "1.0", "3.0", "5.5", "8.0" };

void mynah__sarif_message(struct text *text, const char *key, const char *message)
{
    mynah__text_add_format(text, ",\"%s\":{\"text\":", key);
    mynah__json_string(text, message);
    mynah__text_add_char(text, '}');
}

static void add_ids(struct text *text, const char *tool, const char *const *ids)
{
    for (; ids && *ids; ids++) {
        mynah__text_add_format(text, ",\"%s/%s\"", tool, *ids);
    }
}

static void add_properties(struct text *text, const struct mynah_rule *rule)
{
    bool risk = rule->category == MYNAH_CATEGORY_RISK;
    mynah__text_add_format(text, ",\"properties\":{\"tags\":[\"%s\"%s",
                           mynah_category_name(rule->category), risk ? ",\"security\"" : "");
    if (rule->cwe) {
        mynah__text_add_format(text, ",\"external/cwe/cwe-%03d\"", rule->cwe);
    }
    add_ids(text, "bandit", rule->bandit);
    add_ids(text, "ruff", rule->ruff);
    mynah__text_add_char(text, ']');
    if (risk) {
        mynah__add_member(text, "security-severity", security_severities[rule->severity]);
    }
    mynah__text_add_char(text, '}');
}

// Say why, then show code with `before` and `after` around it.
static char *help_of(const struct mynah_rule *rule, const char *before, const char *after)
{
    const char *const codes[] = { rule->bad, rule->good };
    static const char *const titles[] = { "Reported", "Not reported" };
    struct text help = { 0 };
    mynah__text_add(&help, rule->why);
    for (size_t i = 0; i < 2; i++) {
        size_t size = codes[i] ? strlen(codes[i]) : 0;
        if (size) {
            mynah__text_add_format(&help, "\n\n%s:\n\n%s%s%s%s", titles[i], before, codes[i],
                                   codes[i][size - 1] == '\n' ? "" : "\n", after);
        }
    }
    return mynah__text_detach(&help);
}

static void add_help(struct text *text, const struct mynah_rule *rule)
{
    char *plain = help_of(rule, "", "");
    char *marked = help_of(rule, "```python\n", "```");
    mynah__text_add(text, ",\"help\":{\"text\":");
    mynah__json_string(text, plain);
    mynah__add_member(text, "markdown", marked);
    mynah__text_add_char(text, '}');
    text->failed = text->failed || !plain || !marked;
    mynah_free(plain);
    mynah_free(marked);
}

static void add_rule(struct text *text, const struct mynah_rule *rule)
{
    mynah__text_add(text, "{\"id\":");
    mynah__json_string(text, rule->name);
    mynah__sarif_message(text, "shortDescription", rule->summary);
    mynah__sarif_message(text, "fullDescription", rule->why);
    mynah__text_add_format(text, ",\"defaultConfiguration\":{\"level\":\"%s\"}",
                           mynah__sarif_levels[rule->severity]);
    add_help(text, rule);
    add_properties(text, rule);
    mynah__text_add_char(text, '}');
}

// The names before it are counted: as quick as a search, for the families are not in order.
int mynah__sarif_rule_index(const char *name)
{
    int before = 0;
    bool found = false;
    for (const struct rule_family *const *family = mynah__rule_families; *family; family++) {
        for (const struct rule *row = (*family)->rows; row->about.name; row++) {
            int order = strcmp(row->about.name, name);
            before += order < 0;
            found = found || order == 0;
        }
    }
    return found ? before : -1;
}

void mynah__sarif_rules(struct text *text)
{
    enum { RULES_MOST = 512 };
    const struct mynah_rule *rules[RULES_MOST] = { NULL };
    for (const struct rule_family *const *family = mynah__rule_families; *family; family++) {
        for (const struct rule *row = (*family)->rows; row->about.name; row++) {
            int place = mynah__sarif_rule_index(row->about.name);
            text->failed = text->failed || place >= RULES_MOST;
            if (place < RULES_MOST) {
                rules[place] = &row->about;
            }
        }
    }
    mynah__text_add(text, "\"rules\":[\n");
    for (size_t i = 0; i < RULES_MOST && rules[i]; i++) {
        mynah__text_add(text, i ? ",\n" : "");
        add_rule(text, rules[i]);
    }
    mynah__text_add(text, "\n]");
}
