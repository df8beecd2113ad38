// SPDX-License-Identifier: Apache-2.0
//
// Snippets: copies of variants, and what is read from NDJSON, one a line: that of `mynah generate
// --variant`, or anybody's, of which only `code` is wanted.

#include "soundness.h"

#include <string.h>

const char *const choice_names[CHOICES] = { "payload", "spelling", "carrier", "noise" };

static bool finish(const struct arena *arena, struct mynah_error *error)
{
    return !arena->failed || mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

// ## Variants

static const char *keep(struct arena *arena, const char *text)
{
    return text ? mynah__arena_text(arena, text) : NULL;
}

static void copy_label(struct mynah_variant_label *copy, const struct mynah_variant_label *label,
                       struct arena *arena)
{
    struct mynah_variant_access *accesses =
        mynah__arena_alloc(arena, (label->access_count + 1) * sizeof *accesses);
    const char **rules = mynah__arena_alloc(arena, (label->rule_count + 1) * sizeof *rules);
    *copy = *label;
    for (size_t i = 0; accesses && i < label->access_count; i++) {
        accesses[i] = label->accesses[i];
        accesses[i].channel = keep(arena, label->accesses[i].channel);
        accesses[i].value = keep(arena, label->accesses[i].value);
        accesses[i].api = keep(arena, label->accesses[i].api);
    }
    for (size_t i = 0; rules && i < label->rule_count; i++) {
        rules[i] = keep(arena, label->rules[i]);
    }
    copy->accesses = accesses;
    copy->rules = rules;
    copy->raises = keep(arena, label->raises);
    copy->module = keep(arena, label->module);
}

bool snippet_copy(struct snippet *snippet, const struct mynah_variant *variant, struct arena *arena,
                  struct mynah_error *error)
{
    const struct mynah_variant_choices *choices = &variant->choices;
    *snippet = (struct snippet){
        .code = mynah__arena_copy(arena, variant->code, variant->size),
        .size = variant->size,
        .name =
            mynah__arena_format(arena, "seed %llu, number %llu", (unsigned long long)variant->seed,
                                (unsigned long long)variant->number),
        .labelled = true,
        .choices = { keep(arena, choices->payload), keep(arena, choices->spelling),
                     keep(arena, choices->carrier), keep(arena, choices->noise) },
        .number = variant->number,
    };
    copy_label(&snippet->label, &variant->label, arena);
    return finish(arena, error);
}

// ## Lines

static const char *text_of(const json_t *object, const char *key, struct arena *arena)
{
    return keep(arena, json_string_value(json_object_get(object, key)));
}

static size_t read_accesses(struct mynah_variant_access *accesses, const json_t *list,
                            enum mynah_direction direction, struct arena *arena)
{
    size_t count = json_array_size(list);
    for (size_t i = 0; i < count; i++) {
        const json_t *one = json_array_get(list, i);
        accesses[i] = (struct mynah_variant_access){
            .direction = direction,
            .channel = text_of(one, "channel", arena),
            .value = text_of(one, "value", arena),
            .api = text_of(one, "api", arena),
            .line = (int)json_integer_value(json_object_get(one, "line")),
        };
    }
    return count;
}

// Return the value of the enumeration that has this name, or -1.
static int find_name(const char *name, const char *(*name_of)(int), int count)
{
    for (int i = 0; name && i < count; i++) {
        if (strcmp(name, name_of(i)) == 0) {
            return i;
        }
    }
    return -1;
}

static const char *verdict_name(int verdict)
{
    return mynah_verdict_name((enum mynah_verdict)verdict);
}

static const char *results_name(int results)
{
    const char *name = mynah_results_name((enum mynah_results)results);
    return name ? name : "";
}

static bool read_facts(struct mynah_variant_label *label, const json_t *from, struct arena *arena)
{
    const char *results = json_string_value(json_object_get(from, "results"));
    int verdict = find_name(json_string_value(json_object_get(from, "verdict")), verdict_name, 4);
    int known = results ? find_name(results, results_name, 4) : MYNAH_RESULTS_UNKNOWN;
    *label = (struct mynah_variant_label){
        .verdict = (enum mynah_verdict)verdict,
        .results = (enum mynah_results)known,
        .parses = json_is_true(json_object_get(from, "syntax_valid")),
        .resolvable = json_is_true(json_object_get(from, "resolvable")),
        .executes = json_is_true(json_object_get(from, "executes")),
        .line = (int)json_integer_value(json_object_get(from, "line")),
        .raises = text_of(from, "raises", arena),
        .module = text_of(from, "module", arena),
    };
    return verdict >= 0 && known >= 0;
}

static bool read_label(struct mynah_variant_label *label, const json_t *from, struct arena *arena)
{
    const json_t *writes = json_object_get(from, "writes");
    const json_t *reads = json_object_get(from, "reads");
    const json_t *rules = json_object_get(from, "rules");
    size_t count = json_array_size(writes) + json_array_size(reads);
    struct mynah_variant_access *accesses =
        mynah__arena_alloc(arena, (count + 1) * sizeof *accesses);
    const char **names = mynah__arena_alloc(arena, (json_array_size(rules) + 1) * sizeof *names);
    if (!read_facts(label, from, arena) || !accesses || !names) {
        return false;
    }
    label->accesses = accesses;
    label->access_count = read_accesses(accesses, writes, MYNAH_DIRECTION_WRITE, arena);
    label->access_count +=
        read_accesses(accesses + label->access_count, reads, MYNAH_DIRECTION_READ, arena);
    label->rules = names;
    for (size_t i = 0; i < json_array_size(rules); i++) {
        const char *name = json_string_value(json_array_get(rules, i));
        if (name) {
            names[label->rule_count++] = keep(arena, name);
        }
    }
    return true;
}

static const char *read_name(const json_t *line, struct arena *arena)
{
    const json_t *number = json_object_get(line, "number");
    const char *id = text_of(line, "id", arena);
    if (id) {
        return id;
    }
    return json_is_integer(number)
               ? mynah__arena_format(arena, "number %lld", (long long)json_integer_value(number))
               : "snippet";
}

bool snippet_read(struct snippet *snippet, const json_t *line, struct arena *arena,
                  struct mynah_error *error)
{
    const json_t *code = json_object_get(line, "code");
    const json_t *label = json_object_get(line, "label");
    const json_t *choices = json_object_get(line, "choices");
    if (!json_is_string(code)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "a line has no text `code`");
    }
    *snippet = (struct snippet){
        .code = mynah__arena_copy(arena, json_string_value(code), json_string_length(code)),
        .size = json_string_length(code),
        .name = read_name(line, arena),
        .labelled = label != NULL,
        .number = (uint64_t)json_integer_value(json_object_get(line, "number")),
    };
    for (int i = 0; i < CHOICES; i++) {
        snippet->choices[i] = text_of(choices, choice_names[i], arena);
    }
    if (label && !read_label(&snippet->label, label, arena)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%s: its label makes no sense",
                               snippet->name);
    }
    return finish(arena, error);
}
