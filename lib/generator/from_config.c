// SPDX-License-Identifier: Apache-2.0
//
// Makes the generator that a configuration names: the mock, or one of the caller's registry.

#include "core/alloc.h"
#include "core/words.h"

#include <assert.h>
#include <mynah/generator.h>
#include <stdio.h>
#include <string.h>

struct execution {
    struct mynah_config_pairs code_generator;
    const char *behavior;
    const char *code;
    struct mynah_config_strings sequence;
    struct mynah_config_pairs parameters;
    const char *behavior_folder;
    int exhaustion;
};

// In the order of enum mynah_exhaustion.
static const char *const exhaustions[] = { "repeat-last", "cycle", "default", "error", NULL };

#define AT(member) .offset = offsetof(struct execution, member)

// clang-format off
static const struct mynah_config_field mock_fields[] = {
    { .name = "behavior",        .kind = MYNAH_CONFIG_STRING,  AT(behavior) },
    { .name = "code",            .kind = MYNAH_CONFIG_STRING,  AT(code) },
    { .name = "sequence",        .kind = MYNAH_CONFIG_STRINGS, AT(sequence) },
    { .name = "parameters",      .kind = MYNAH_CONFIG_PAIRS,   AT(parameters) },
    { .name = "behavior_folder", .kind = MYNAH_CONFIG_STRING,  AT(behavior_folder) },
    { .name = "exhaustion",      .kind = MYNAH_CONFIG_ENUM,    AT(exhaustion), .words = exhaustions },
    { 0 },
};
static const struct mynah_config_field generators_fields[] = {
    { .name = "mock", .kind = MYNAH_CONFIG_SECTION, .fields = mock_fields },
    { 0 },
};
// Hosts keep keys of their own in this section, and other parts of Mynah read some of these.
static const struct mynah_config_field execution_fields[] = {
    { .name = "code_generator",            .kind = MYNAH_CONFIG_CHOICE, AT(code_generator) },
    { .name = "generators",                .kind = MYNAH_CONFIG_OPEN, .fields = generators_fields },
    { .name = "execution_method",          .kind = MYNAH_CONFIG_IGNORED },
    { .name = "execution_timeout_seconds", .kind = MYNAH_CONFIG_IGNORED },
    { .name = "limits",                    .kind = MYNAH_CONFIG_IGNORED },
    { .name = "max_execution_retries",     .kind = MYNAH_CONFIG_IGNORED },
    { .name = "max_generation_retries",    .kind = MYNAH_CONFIG_IGNORED },
    { .name = "modes",                     .kind = MYNAH_CONFIG_IGNORED },
    { .name = "python",                    .kind = MYNAH_CONFIG_IGNORED },
    { .name = "python_env_path",           .kind = MYNAH_CONFIG_IGNORED },
    { 0 },
};
// clang-format on

// Fill `error` for the key at `path`.
static bool refuse_at(const struct mynah_config *config, const char *path,
                      struct mynah_error *error, const char *why)
{
    int line = 0, column = 0;
    mynah_config_place(config, path, &line, &column);
    return mynah_error_set_at(error, MYNAH_ERROR_CONFIG, line, column, "%s", why);
}

// ## The mock

// At most one way to answer, and parameters for a behaviour only.
static bool check_mock(const struct mynah_config *config, const struct execution *execution,
                       struct mynah_error *error)
{
    static const char *const ways[] = { "execution.generators.mock.behavior",
                                        "execution.generators.mock.code",
                                        "execution.generators.mock.sequence" };
    size_t set = 0;
    int line = 0, column = 0;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        int at_line, at_column;
        mynah_config_place(config, ways[i], &at_line, &at_column);
        set += at_line > 0;
        if (at_line > line || (at_line == line && at_column > column)) {
            line = at_line;
            column = at_column;
        }
    }
    if (set > 1) {
        return mynah_error_set_at(error, MYNAH_ERROR_CONFIG, line, column,
                                  "only one of 'behavior', 'code' and 'sequence' can be set");
    }
    if (set == 1 && !execution->behavior && !execution->code && execution->sequence.count == 0) {
        return mynah_error_set_at(error, MYNAH_ERROR_CONFIG, line, column,
                                  "'sequence' has no element");
    }
    return execution->behavior || execution->parameters.count == 0 ||
           refuse_at(config, "execution.generators.mock.parameters", error,
                     "'parameters' are for a 'behavior', and there is none");
}

static void destroy_mock(void *self)
{
    mynah_generator_destroy(self);
}

// Tell the new mock its behaviour; apart from its creation, so that mistakes have their place.
static bool set_behavior(struct mynah_generator *mock, const struct mynah_config *config,
                         const struct execution *execution, struct mynah_error *error)
{
    struct mynah_error own = { .code = MYNAH_ERROR_NONE };
    size_t count = execution->parameters.count;
    struct mynah_parameter *parameters = mynah__alloc((count + 1) * sizeof *parameters);
    if (!parameters) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        parameters[i].name = execution->parameters.items[i].name;
        parameters[i].value = execution->parameters.items[i].value;
    }
    // Alone first: an error is then about the behaviour, a later one about the parameters.
    const char *wrong = NULL;
    if (!mynah_generator_set_behavior(mock, execution->behavior, NULL, 0, &own)) {
        wrong = "execution.generators.mock.behavior";
    } else if (count &&
               !mynah_generator_set_behavior(mock, execution->behavior, parameters, count, &own)) {
        wrong = "execution.generators.mock.parameters";
    }
    mynah__free(parameters);
    if (wrong && own.code == MYNAH_ERROR_ARGUMENT) {
        refuse_at(config, wrong, error, own.text);
    } else if (wrong && error) {
        *error = own;
    }
    return !wrong;
}

static bool create_mock(const struct mynah_config *config, const struct execution *execution,
                        struct mynah_world *world, struct mynah_code_generator *generator,
                        struct mynah_error *error)
{
    if (!check_mock(config, execution, error)) {
        return false;
    }
    const struct mynah_generator_options options = {
        .code = execution->code,
        .sequence = execution->sequence.items,
        .sequence_count = execution->sequence.count,
        .behavior_folder = execution->behavior_folder,
        .exhaustion = (enum mynah_exhaustion)execution->exhaustion,
    };
    struct mynah_generator *mock = mynah_generator_create(world, &options, error);
    if (!mock && error && error->code == MYNAH_ERROR_IO) {
        mynah_config_place(config, "execution.generators.mock.behavior_folder", &error->line,
                           &error->column);
    }
    if (mock && execution->behavior && !set_behavior(mock, config, execution, error)) {
        mynah_generator_destroy(mock);
        mock = NULL;
    }
    if (mock) {
        *generator = mynah_generator_interface(mock);
        generator->destroy = destroy_mock;
    }
    return mock != NULL;
}

// ## The choice

static const char *choose(const struct mynah_config_pairs *names, const char *choice)
{
    const char *by_default = NULL;
    for (size_t i = 0; i < names->count; i++) {
        const struct mynah_config_pair *pair = &names->items[i];
        if (!*pair->name || (choice && strcmp(pair->name, choice) == 0)) {
            return pair->value;
        }
        if (strcmp(pair->name, "default") == 0) {
            by_default = pair->value;
        }
    }
    return by_default;
}

// Say that there is no such generator, or none named, and which there are.
static bool refuse_name(const struct mynah_config *config,
                        const struct mynah_generator_registry *registry, const char *name,
                        struct mynah_error *error)
{
    char clip[MYNAH__CLIP], why[sizeof error->text], list[128] = "mock";
    int line = 0, column = 0;
    for (size_t i = 0; registry && i < registry->factory_count; i++) {
        mynah__list_add(list, sizeof list, registry->factories[i].name);
    }
    mynah_config_place(config, "execution.code_generator", &line, &column);
    if (name) {
        snprintf(why, sizeof why, "there is no code generator '%s'; there are: %s",
                 mynah__clip(clip, name), list);
    } else if (line == 0) {
        snprintf(why, sizeof why, "'execution.code_generator' is not set; there are: %s", list);
    } else if (registry && registry->choice) {
        snprintf(why, sizeof why, "'code_generator' has neither '%s' nor 'default'; there are: %s",
                 mynah__clip(clip, registry->choice), list);
    } else {
        snprintf(why, sizeof why, "'code_generator' has no 'default'; there are: %s", list);
    }
    return refuse_at(config, "execution.code_generator", error, why);
}

bool mynah_generator_from_config(const struct mynah_config *config,
                                 const struct mynah_generator_registry *registry,
                                 struct mynah_code_generator *generator, struct mynah_error *error)
{
    assert(config && generator);
    struct execution execution = { .behavior = NULL };
    *generator = (struct mynah_code_generator){ .self = NULL };
    if (!mynah_config_read(config, "execution", execution_fields, &execution, error)) {
        return false;
    }
    const char *name = choose(&execution.code_generator, registry ? registry->choice : NULL);
    for (size_t i = 0; name && registry && i < registry->factory_count; i++) {
        const struct mynah_generator_factory *factory = &registry->factories[i];
        if (strcmp(factory->name, name) == 0) {
            return factory->create(factory->self, config, generator, error);
        }
    }
    if (name && strcmp(name, "mock") == 0) {
        return create_mock(config, &execution, registry ? registry->world : NULL, generator, error);
    }
    return refuse_name(config, registry, name, error);
}
