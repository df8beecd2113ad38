// SPDX-License-Identifier: Apache-2.0
//
// `mynah rules`: the table of rules, and the rows of the user's own files, for people or for
// programs.

#include "cli/command.h"
#include "core/json.h"
#include "format/format.h"

enum { AS_TEXT, AS_JSON, AS_MARKDOWN };

struct rules {
    int format;
    const char *config;
};

static const char *const formats[] = { "text", "json", "markdown", NULL };

static const struct option_row options[] = {
    { "format", OPTION_WORD, offsetof(struct rules, format), "FORMAT",
      "text (default), json, or markdown, of the rules alone", formats },
    { "config", OPTION_TEXT, offsetof(struct rules, config), "FILE",
      "the configuration; else MYNAH_CONFIG, mynah.yml, config.yml", NULL },
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

static void add_own_text(struct text *text, const struct mynah_own_row *row)
{
    mynah__text_add_format(text, "%-28s %-8s %-7s %s (%s:%d)\n", row->rule ? row->rule : row->name,
                           row->rule ? "risk" : "surface",
                           row->rule ? mynah_severity_name(row->severity) : row->access,
                           row->rule ? row->message : "", row->file, row->line);
}

static void add_own_json(struct text *text, const struct mynah_own_row *row)
{
    mynah__text_add(text, row->rule ? "{\"rule\":" : "{\"surface\":");
    mynah__json_string(text, row->rule ? row->rule : row->name);
    if (row->rule) {
        mynah__text_add_format(text, ",\"category\":\"risk\",\"severity\":\"%s\",\"summary\":",
                               mynah_severity_name(row->severity));
        mynah__json_string(text, row->message);
        mynah__text_add(text, ",\"of\":");
        mynah__json_string(text, row->name);
    } else {
        mynah__text_add_format(text, ",\"direction\":\"%s\"", row->access);
    }
    mynah__text_add(text, ",\"file\":");
    mynah__json_string(text, row->file);
    mynah__text_add_format(text, ",\"line\":%d}", row->line);
}

static void add_rows(struct text *text, int format, const struct mynah_analyzer *analyzer)
{
    size_t count = mynah_rule_count();
    size_t own = mynah_analyzer_row_count(analyzer);
    mynah__text_add(text, format == AS_JSON ? "[\n" : "");
    for (size_t i = 0; i < count + own; i++) {
        if (format != AS_JSON && i < count) {
            add_text(text, mynah_rule_at(i));
        } else if (format != AS_JSON) {
            add_own_text(text, mynah_analyzer_row(analyzer, i - count));
        } else {
            i < count ? add_json(text, mynah_rule_at(i))
                      : add_own_json(text, mynah_analyzer_row(analyzer, i - count));
            mynah__text_add(text, i + 1 < count + own ? ",\n" : "\n]\n");
        }
    }
}

static int run(void *filled, struct list operands)
{
    const struct rules *rules = filled;
    (void)operands;
    struct text text = { 0 };
    if (rules->format == AS_MARKDOWN) {
        mynah__rules_markdown(&text);
        return mynah__print_text(&text) ? EXIT_FINE : EXIT_TROUBLE;
    }
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_config *config = NULL;
    const char *used;
    if (!mynah__config_find(rules->config, &config, &used)) {
        return EXIT_TROUBLE;
    }
    struct mynah_analyzer *analyzer =
        mynah_analyzer_create(&(struct mynah_analyzer_options){ .config = config }, &error);
    mynah_config_destroy(config);
    if (!analyzer) {
        return mynah__complain_error(error.code == MYNAH_ERROR_CONFIG ? used : NULL, &error);
    }
    add_rows(&text, rules->format, analyzer);
    bool done = mynah__print_text(&text);
    mynah_analyzer_destroy(analyzer);
    return done ? EXIT_FINE : EXIT_TROUBLE;
}

const struct command mynah__command_rules = {
    .name = "rules",
    .summary = "List the rules with their category, severity, summary and ids elsewhere; and your "
               "own rows.",
    .options = options,
    .size = sizeof(struct rules),
    .run = run,
};
