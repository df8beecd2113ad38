// SPDX-License-Identifier: Apache-2.0
//
// `mynah generate --variant`: snippets with their labels, as text or as lines of JSON.

#include "cli/generate.h"
#include "core/alloc.h"

const char *const mynah__variant_formats[] = { "text", "ndjson", NULL };

enum { FORMAT_TEXT, FORMAT_NDJSON };

static bool write_json(const struct mynah_variant *variant)
{
    struct mynah_error error;
    char *json = mynah_variant_to_json(variant, &error);
    if (!json) {
        mynah__complain_error(NULL, &error);
        return false;
    }
    struct text line = { 0 };
    mynah__text_add(&line, json);
    mynah__text_add_char(&line, '\n');
    mynah__free(json);
    return mynah__print_text(&line);
}

// Of several snippets each has a line before it that says what it is.
static bool write_text(const struct mynah_variant *variant, bool several)
{
    const struct mynah_variant_choices *choices = &variant->choices;
    struct text text = { 0 };
    if (several) {
        mynah__text_add_format(&text, "# variant %llu of seed %llu: %s, %s, %s, %s: %s\n",
                               (unsigned long long)variant->number,
                               (unsigned long long)variant->seed, choices->payload,
                               choices->spelling, choices->carrier, choices->noise,
                               mynah_verdict_name(variant->label.verdict));
    }
    mynah__text_add_bytes(&text, variant->code, variant->size);
    if (variant->size && variant->code[variant->size - 1] != '\n') {
        mynah__text_add_char(&text, '\n');
    }
    mynah__text_add(&text, several ? "\n" : "");
    return mynah__print_text(&text);
}

int mynah__generate_variants(const struct generate_variants *asked, const char *behavior)
{
    struct mynah_error error;
    const struct mynah_variants_options options = {
        .behavior = behavior, .seed = asked->seed, .first = asked->first, .choices = asked->choices
    };
    struct mynah_variants *variants = mynah_variants_create(&options, &error);
    if (!variants) {
        return mynah__complain_error(NULL, &error);
    }
    uint64_t count = asked->count ? asked->count : 1;
    int exit_code = EXIT_FINE;
    for (uint64_t i = 0; i < count && exit_code == EXIT_FINE; i++) {
        struct mynah_variant variant;
        if (!mynah_variants_next(variants, &variant, &error)) {
            exit_code = mynah__complain_error(NULL, &error);
        } else if (!(asked->format == FORMAT_NDJSON ? write_json(&variant)
                                                    : write_text(&variant, count > 1))) {
            exit_code = EXIT_TROUBLE;
        }
    }
    mynah_variants_destroy(variants);
    return exit_code;
}

int mynah__list_variant_rows(void)
{
    static const char *const kinds[] = { "payload", "spelling", "carrier", "noise", "family" };
    struct text text = { 0 };
    for (int table = MYNAH_VARIANT_PAYLOADS; table <= MYNAH_VARIANT_FAMILIES; table++) {
        struct mynah_variant_row row;
        for (size_t i = 0; mynah_variant_row_at((enum mynah_variant_table)table, i, &row); i++) {
            const char *more = row.family ? row.family : row.behavior ? row.behavior : "";
            mynah__text_add_format(&text, "%-9s %s%s%s\n", kinds[table], row.name,
                                   *more ? "  " : "", more);
        }
    }
    return mynah__print_text(&text) ? EXIT_FINE : EXIT_TROUBLE;
}
