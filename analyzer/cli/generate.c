// SPDX-License-Identifier: Apache-2.0
//
// `mynah generate`: the code that the mock generator answers with, after any number of calls and
// errors.

#include "cli/generate.h"
#include "core/alloc.h"

#include <mynah/generator.h>
#include <stdlib.h>
#include <string.h>

struct generate {
    const char *behavior;
    struct list set;
    const char *code;
    struct list sequence;
    const char *behaviors;
    const char *config;
    const char *query;
    struct list errors;
    int call;
    bool list;
    bool variant;
    struct generate_variants variants;
};

// clang-format off
#define AT(member) offsetof(struct generate, member)

static const struct option_row options[] = {
    { "behavior", OPTION_TEXT, AT(behavior), "NAME", "answer by this behaviour", NULL },
    { "set", OPTION_LIST, AT(set), "KEY=VALUE", "set a parameter of the behaviour", NULL },
    { "code", OPTION_TEXT, AT(code), "CODE", "answer with this code", NULL },
    { "sequence", OPTION_LIST, AT(sequence), "CODE", "answer with these, one after the other", NULL },
    { "behaviors", OPTION_TEXT, AT(behaviors), "FOLDER", "take further behaviours from its *.py", NULL },
    { "config", OPTION_TEXT, AT(config), "FILE",
      "the configuration; else MYNAH_CONFIG, mynah.yml, config.yml", NULL },
    { "query", OPTION_TEXT, AT(query), "TEXT", "what the user asks for", NULL },
    { "error", OPTION_LIST, AT(errors), "TEXT",
      "an error of an earlier attempt, oldest first: \"NameError: ...\"", NULL },
    { "call", OPTION_NUMBER, AT(call), "N", "print what call number N gets (default 1)", NULL },
    { "list", OPTION_FLAG, AT(list), NULL,
      "list the behaviours and their parameters; with --variant the rows", NULL },
    { "variant", OPTION_FLAG, AT(variant), NULL,
      "write variants, of the behaviour or of all, with what is known of them", NULL },
    { "seed", OPTION_WIDE, AT(variants.seed), "N", "which variants (default 0)", NULL },
    { "first", OPTION_WIDE, AT(variants.first), "N", "begin with this number (default 0)", NULL },
    { "count", OPTION_WIDE, AT(variants.count), "N", "how many (default 1)", NULL },
    { "format", OPTION_WORD, AT(variants.format), "FORMAT", "text or ndjson (default text)",
      mynah__variant_formats },
    { "payload", OPTION_TEXT, AT(variants.choices.payload), "NAME",
      "only this payload, or family of them", NULL },
    { "spelling", OPTION_TEXT, AT(variants.choices.spelling), "NAME", "only this spelling", NULL },
    { "carrier", OPTION_TEXT, AT(variants.choices.carrier), "NAME", "only this carrier", NULL },
    { "noise", OPTION_TEXT, AT(variants.choices.noise), "NAME", "only this noise", NULL },
    { 0 },
};
// clang-format on

static int list_behaviors(const char *folder)
{
    struct text text = { 0 };
    struct mynah_error error;
    struct mynah_generator *mock = mynah_generator_create(
        NULL, &(struct mynah_generator_options){ .behavior_folder = folder }, &error);
    if (!mock) {
        return mynah__complain_error(NULL, &error);
    }
    const struct mynah_behavior *behavior;
    for (size_t i = 0; (behavior = mynah_generator_behavior(mock, i)); i++) {
        mynah__text_add_format(&text, "%-16s %s\n", behavior->name, behavior->summary);
        for (size_t j = 0; j < behavior->parameter_count; j++) {
            mynah__text_add_format(&text, "%-16s   %s=%s\n", "", behavior->parameters[j].name,
                                   behavior->parameters[j].value);
        }
    }
    mynah_generator_destroy(mock);
    return mynah__print_text(&text) ? EXIT_FINE : EXIT_TROUBLE;
}

// Make the generator of the options, or that of the configuration when they name none.
static bool make_generator(const struct generate *generate, struct arena *arena,
                           struct mynah_generator **mock, struct mynah_code_generator *generator)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_parameter *parameters = mynah__parameters_read(generate->set, arena);
    if (!parameters) {
        return false;
    }
    struct mynah_config *config = NULL;
    const char *used = NULL;
    bool told = generate->behavior || generate->code || generate->sequence.count;
    if (!told && !mynah__config_find(generate->config, &config, &used)) {
        return false;
    }
    bool done;
    if (config && (generate->set.count || generate->behaviors)) {
        mynah_config_destroy(config);
        mynah__complain("%s is for --behavior, and %s says what to answer",
                        generate->set.count ? "--set" : "--behaviors", used);
        return false;
    }
    if (config) {
        const struct mynah_generator_registry registry = { .choice = mynah__in_ci() ? "ci" : NULL };
        done = mynah_generator_from_config(config, &registry, generator, &error);
    } else {
        *mock = mynah_generator_create(
            NULL,
            &(struct mynah_generator_options){ .code = generate->code,
                                               .sequence = generate->sequence.items,
                                               .sequence_count = generate->sequence.count,
                                               .behavior = generate->behavior,
                                               .parameters = parameters,
                                               .parameter_count = generate->set.count,
                                               .behavior_folder = generate->behaviors },
            &error);
        done = *mock != NULL;
        *generator = done ? mynah_generator_interface(*mock) : *generator;
    }
    mynah_config_destroy(config);
    if (!done) {
        // Of other errors the place is in another file, which they name.
        bool ours = error.code == MYNAH_ERROR_CONFIG || error.code == MYNAH_ERROR_IO;
        mynah__complain_error(ours ? used : NULL, &error);
    }
    return done;
}

// Read the errors into one array, as copies of which `*chain` owns the blocks.
static bool read_errors(const struct generate *generate, struct mynah_failure **chain,
                        struct mynah_failure *failures)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    for (size_t i = 0; i < generate->errors.count; i++) {
        chain[i] = mynah_failure_from_text(generate->errors.items[i], &error);
        if (!chain[i]) {
            mynah__complain_error(NULL, &error);
            return false;
        }
        failures[i] = *chain[i];
        failures[i].attempt = (int64_t)i + 1;
    }
    return true;
}

static int call(const struct generate *generate, struct mynah_code_generator generator,
                const struct mynah_failure *failures)
{
    const struct mynah_request request = { .user_query = generate->query ? generate->query : "",
                                           .task_objective = "",
                                           .execution_folder_name = "" };
    int calls = generate->call ? generate->call : 1;
    for (int i = 1; i <= calls; i++) {
        struct mynah_error error = { .code = MYNAH_ERROR_NONE };
        char *code =
            generator.generate(generator.self, &request, failures, generate->errors.count, &error);
        if (!code && i == calls) {
            return mynah__complain_error(NULL, &error);
        }
        struct text text = { 0 };
        if (i == calls) {
            mynah__text_add(&text, code);
            size_t size = text.size;
            mynah__text_add(&text, size && code[size - 1] != '\n' ? "\n" : "");
            mynah__free(code);
            return mynah__print_text(&text) ? EXIT_FINE : EXIT_TROUBLE;
        }
        mynah_free(code);
    }
    return EXIT_FINE;
}

static int generate_code(const struct generate *generate, struct arena *arena)
{
    size_t count = generate->errors.count;
    struct mynah_failure **chain = mynah__arena_alloc(arena, (count + 1) * sizeof(void *));
    struct mynah_failure *failures = mynah__arena_alloc(arena, (count + 1) * sizeof *failures);
    struct mynah_generator *mock = NULL;
    struct mynah_code_generator generator = { .self = NULL };
    int exit_code = EXIT_TROUBLE;
    if (!chain || !failures) {
        return mynah__complain("out of memory");
    }
    if (read_errors(generate, chain, failures) &&
        make_generator(generate, arena, &mock, &generator)) {
        exit_code = call(generate, generator, failures);
    }
    for (size_t i = 0; i < count; i++) {
        mynah_failure_destroy(chain[i]);
    }
    mynah_generator_destroy(mock);
    if (!mock && generator.destroy) {
        generator.destroy(generator.self);
    }
    return exit_code;
}

static int run(void *filled, struct list operands)
{
    const struct generate *generate = filled;
    (void)operands;
    const struct generate_variants *asked = &generate->variants;
    const struct mynah_variant_choices *only = &asked->choices;
    bool of_variants = asked->seed || asked->first || asked->count || asked->format ||
                       only->payload || only->spelling || only->carrier || only->noise;
    if (!generate->variant && of_variants) {
        mynah__complain("generate: without --variant there is no seed, number, format or choice");
        return EXIT_TROUBLE;
    }
    if (generate->variant) {
        return generate->list ? mynah__list_variant_rows()
                              : mynah__generate_variants(&generate->variants, generate->behavior);
    }
    if (generate->list) {
        return list_behaviors(generate->behaviors);
    }
    struct arena arena = { 0 };
    int exit_code = generate_code(generate, &arena);
    mynah__arena_finish(&arena);
    return exit_code;
}

const struct command mynah__command_generate = {
    .name = "generate",
    .summary = "Write the code that the mock generator answers with.",
    .details =
        "Without --behavior, --code and --sequence the configuration says what to answer with.",
    .options = options,
    .size = sizeof(struct generate),
    .run = run,
};
