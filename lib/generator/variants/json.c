// SPDX-License-Identifier: Apache-2.0
//
// A variant as a line of JSON, in the words that `mynah check` uses for what it finds.

#include <mynah/variants.h>

#include "core/json.h"

static void add_member(struct text *text, const char *name, const char *value)
{
    mynah__text_add_format(text, "\"%s\":", name);
    mynah__json_string(text, value);
}

static void add_flag(struct text *text, const char *name, bool value)
{
    mynah__text_add_format(text, ",\"%s\":%s", name, value ? "true" : "false");
}

static void add_accesses(struct text *text, const struct mynah_variant_label *label,
                         enum mynah_direction direction)
{
    mynah__text_add(text, direction == MYNAH_DIRECTION_WRITE ? ",\"writes\":[" : ",\"reads\":[");
    const char *comma = "";
    for (size_t i = 0; i < label->access_count; i++) {
        const struct mynah_variant_access *access = &label->accesses[i];
        if (access->direction == direction) {
            mynah__text_add_format(text, "%s{", comma);
            add_member(text, "channel", access->channel);
            mynah__text_add_char(text, ',');
            add_member(text, "value", access->value);
            mynah__text_add_char(text, ',');
            add_member(text, "api", access->api);
            mynah__text_add_format(text, ",\"line\":%d}", access->line);
            comma = ",";
        }
    }
    mynah__text_add_char(text, ']');
}

static void add_label(struct text *text, const struct mynah_variant_label *label)
{
    mynah__text_add(text, ",\"label\":{");
    add_member(text, "verdict", mynah_verdict_name(label->verdict));
    add_flag(text, "syntax_valid", label->parses);
    mynah__text_add_char(text, ',');
    add_member(text, "results", label->parses ? mynah_results_name(label->results) : NULL);
    add_accesses(text, label, MYNAH_DIRECTION_WRITE);
    add_accesses(text, label, MYNAH_DIRECTION_READ);
    mynah__text_add(text, ",\"rules\":[");
    for (size_t i = 0; i < label->rule_count; i++) {
        mynah__text_add(text, i ? "," : "");
        mynah__json_string(text, label->rules[i]);
    }
    mynah__text_add_char(text, ']');
    add_flag(text, "resolvable", label->resolvable);
    add_flag(text, "executes", label->executes);
    mynah__text_add_format(text, ",\"line\":%d,", label->line);
    add_member(text, "raises", label->raises);
    mynah__text_add_char(text, ',');
    add_member(text, "module", label->module);
    mynah__text_add_char(text, ',');
    add_member(text, "packages", label->packages);
    mynah__text_add_char(text, '}');
}

char *mynah_variant_to_json(const struct mynah_variant *variant, struct mynah_error *error)
{
    struct text text = { 0 };
    const struct mynah_variant_choices *choices = &variant->choices;
    mynah__text_add_format(&text,
                           "{\"id\":\"%llu/%llu\",\"code\":", (unsigned long long)variant->seed,
                           (unsigned long long)variant->number);
    mynah__json_text(&text, variant->code, variant->size);
    add_label(&text, &variant->label);
    mynah__text_add(&text, ",\"choices\":{");
    add_member(&text, "payload", choices->payload);
    mynah__text_add_char(&text, ',');
    add_member(&text, "spelling", choices->spelling);
    mynah__text_add_char(&text, ',');
    add_member(&text, "carrier", choices->carrier);
    mynah__text_add_char(&text, ',');
    add_member(&text, "noise", choices->noise);
    mynah__text_add(&text, "},");
    add_member(&text, "behavior", variant->behavior);
    mynah__text_add_char(&text, ',');
    add_member(&text, "family", variant->family);
    mynah__text_add_format(&text, ",\"number\":%llu,\"seed\":%llu}",
                           (unsigned long long)variant->number, (unsigned long long)variant->seed);
    char *json = mynah__text_detach(&text);
    if (!json) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return json;
}
