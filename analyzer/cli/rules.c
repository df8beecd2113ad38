// SPDX-License-Identifier: Apache-2.0
//
// `mynah rules`: the table of rules, for people or for programs.

#include "cli/command.h"
#include "core/json.h"
#include "format/format.h"

enum { AS_TEXT, AS_JSON };

struct rules {
    int format;
};

static const char *const formats[] = { "text", "json", NULL };

static const struct option_row options[] = {
    { "format", OPTION_WORD, offsetof(struct rules, format), "FORMAT", "text (default) or json",
      formats },
    { 0 },
};

static size_t add_ids(struct text *text, const char *const *ids, size_t before)
{
    for (; ids && *ids; ids++) {
        mynah__text_add_format(text, "%s%s", before++ ? " " : " (", *ids);
    }
    return before;
}

static void add_text(struct text *text, const struct mynah_rule *rule)
{
    mynah__text_add_format(text, "%-28s %-8s %-7s %s", rule->name,
                           mynah_category_name(rule->category), mynah_severity_name(rule->severity),
                           rule->summary);
    size_t count = add_ids(text, rule->ruff, add_ids(text, rule->bandit, 0));
    mynah__text_add(text, count ? ")\n" : "\n");
}

static void add_json_ids(struct text *text, const char *key, const char *const *ids)
{
    mynah__text_add_format(text, ",\"%s\":[", key);
    for (size_t i = 0; ids && ids[i]; i++) {
        mynah__text_add(text, i ? "," : "");
        mynah__json_string(text, ids[i]);
    }
    mynah__text_add_char(text, ']');
}

static void add_json(struct text *text, const struct mynah_rule *rule)
{
    mynah__text_add(text, "{\"rule\":");
    mynah__json_string(text, rule->name);
    mynah__text_add_format(text, ",\"category\":\"%s\",\"severity\":\"%s\"",
                           mynah_category_name(rule->category),
                           mynah_severity_name(rule->severity));
    add_json_ids(text, "bandit", rule->bandit);
    add_json_ids(text, "ruff", rule->ruff);
    mynah__text_add(text, ",\"summary\":");
    mynah__json_string(text, rule->summary);
    mynah__text_add_char(text, '}');
}

static int run(void *filled, struct list operands)
{
    const struct rules *rules = filled;
    (void)operands;
    struct text text = { 0 };
    size_t count = mynah_rule_count();
    mynah__text_add(&text, rules->format == AS_JSON ? "[\n" : "");
    for (size_t i = 0; i < count; i++) {
        if (rules->format == AS_JSON) {
            add_json(&text, mynah_rule_at(i));
            mynah__text_add(&text, i + 1 < count ? ",\n" : "\n]\n");
        } else {
            add_text(&text, mynah_rule_at(i));
        }
    }
    return mynah__print_text(&text) ? EXIT_FINE : EXIT_TROUBLE;
}

const struct command mynah__command_rules = {
    .name = "rules",
    .summary = "List the rules with their category, severity, summary and ids elsewhere.",
    .options = options,
    .size = sizeof(struct rules),
    .run = run,
};
