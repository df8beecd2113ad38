// SPDX-License-Identifier: Apache-2.0
//
// What is true of a snippet, by the rows that it is made of.

#include "generator/variants/label.h"

#include <string.h>

// Whether the payload is of any account: code under a literally false condition is not, where it is
// not about the text itself.
static bool counts(const struct recipe *recipe)
{
    return !recipe->carrier->dead || (recipe->payload->words & WORD_TEXT);
}

static bool resolvable(const struct recipe *recipe)
{
    return !recipe->payload->opaque && !recipe->spelling->opaque;
}

static const char *danger_rules(const struct recipe *recipe)
{
    return recipe->payload->words & WORD_DANGER ? recipe->spelling->danger_rules : NULL;
}

static bool is_dangerous(const struct recipe *recipe)
{
    const struct payload *payload = recipe->payload;
    bool acts = payload->kind == PAYLOAD_WRITE || payload->kind == PAYLOAD_RISK;
    bool hidden = !resolvable(recipe) && (payload->words & WORD_DANGER);
    return counts(recipe) && (acts || hidden || recipe->spelling->rules || danger_rules(recipe));
}

static enum mynah_verdict verdict_of(const struct recipe *recipe)
{
    const struct ending *ending = recipe->ending;
    if (recipe->payload->kind == PAYLOAD_BROKEN || ending->wrong ||
        ending->results == MYNAH_RESULTS_NEVER) {
        return MYNAH_VERDICT_RETRY;
    }
    return is_dangerous(recipe) ? MYNAH_VERDICT_ASK : MYNAH_VERDICT_ALLOW;
}

// ## Rules

static void add_rules(struct text *text, const char *rules)
{
    if (rules) {
        mynah__text_add(text, rules);
        mynah__text_add_char(text, ' ');
    }
}

void mynah__label_rules(struct workshop *shop, const struct recipe *recipe)
{
    struct text *text = &shop->parts[PART_RULES];
    if (counts(recipe)) {
        add_rules(text, recipe->payload->rules);
        add_rules(text, recipe->spelling->rules);
        add_rules(text, danger_rules(recipe));
        add_rules(text, recipe->carrier->rules);
    }
    if (recipe->payload->kind != PAYLOAD_BROKEN) {
        add_rules(text, recipe->ending->rules);
    }
}

// Add a name to the sorted rules, once.
static size_t insert(const char **rules, size_t count, const char *rule)
{
    size_t at = 0;
    while (at < count && strcmp(rules[at], rule) < 0) {
        at++;
    }
    if (count == VARIANT_RULES_MOST || (at < count && strcmp(rules[at], rule) == 0)) {
        return count;
    }
    memmove(rules + at + 1, rules + at, (count - at) * sizeof *rules);
    rules[at] = rule;
    return count + 1;
}

static size_t split_rules(struct workshop *shop)
{
    size_t count = 0;
    char *text = shop->parts[PART_RULES].bytes;
    for (char *end; (end = strchr(text, ' ')); text = end + 1) {
        *end = '\0';
        count = insert(shop->rules, count, text);
    }
    return count;
}

// ## The label

static const char *raised(const struct recipe *recipe)
{
    const struct carrier *carrier = recipe->carrier;
    if (recipe->payload->kind == PAYLOAD_BROKEN) {
        return "SyntaxError";
    }
    if (carrier->dead || carrier->uncalled || carrier->swallows) {
        return NULL;
    }
    return recipe->spelling->raises ? recipe->spelling->raises : recipe->payload->raises;
}

void mynah__label(struct workshop *shop, const struct recipe *recipe, int line,
                  struct mynah_variant_label *label)
{
    const struct payload *payload = recipe->payload;
    bool broken = payload->kind == PAYLOAD_BROKEN;
    bool touches = payload->kind == PAYLOAD_WRITE || payload->kind == PAYLOAD_READ;
    bool unreached = recipe->carrier->dead || recipe->carrier->uncalled;
    shop->accesses[0] = (struct mynah_variant_access){
        .direction = payload->kind == PAYLOAD_WRITE ? MYNAH_DIRECTION_WRITE : MYNAH_DIRECTION_READ,
        .channel = payload->channel ? shop->parts[PART_CHANNEL].bytes : NULL,
        .value = payload->value ? shop->parts[PART_WRITTEN].bytes : NULL,
        .api = payload->api,
        .line = line,
    };
    *label = (struct mynah_variant_label){
        .verdict = verdict_of(recipe),
        .parses = !broken,
        .results = broken ? MYNAH_RESULTS_UNKNOWN : recipe->ending->results,
        .accesses = shop->accesses,
        .access_count = touches && counts(recipe),
        .rules = shop->rules,
        .rule_count = split_rules(shop),
        .resolvable = resolvable(recipe),
        .executes = !broken && !unreached && !recipe->spelling->unbound && !payload->deferred,
        .line = line,
        .raises = raised(recipe),
        .module = payload->module,
        .packages = recipe->noise->packages,
    };
}
