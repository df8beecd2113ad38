// SPDX-License-Identifier: Apache-2.0
//
// Makes the executor that a configuration describes: its method and interpreter, and the limits
// that hold at run time as they do when code is checked.

#include <mynah/executor.h>

#include "core/file.h"

#include <string.h>

struct sections {
    int method;
    const char *python;
    int64_t timeout;
    bool writes_enabled;
    bool limits_enabled;
    const char *database_path;
    bool allow_unlisted;
    int results;
    const char *results_name;
};

enum { DATABASE_MOST = 64 << 20, TIMEOUT_MOST = 1000000 };

// In the order of enum mynah_execution_method.
static const char *const methods[] = { "local", "container", NULL };
static const char *const results_words[] = { "required", "optional", NULL };

#define AT(member) .offset = offsetof(struct sections, member)

// clang-format off
// The end of a table says that it is read openly: whether the other keys are right is for those to
// say whose they are.
#define OTHERS { .name = NULL, .kind = MYNAH_CONFIG_OPEN }

static const struct mynah_config_field execution_fields[] = {
    { .name = "execution_method",          .kind = MYNAH_CONFIG_ENUM, AT(method), .words = methods },
    { .name = "execution_timeout_seconds", .kind = MYNAH_CONFIG_INT, AT(timeout) },
    { .name = "python",                    .kind = MYNAH_CONFIG_STRING, AT(python) },
    OTHERS,
};
static const struct mynah_config_field limits_fields[] = {
    { .name = "enabled",                 .kind = MYNAH_CONFIG_BOOL, AT(limits_enabled) },
    { .name = "database_path",           .kind = MYNAH_CONFIG_STRING, AT(database_path) },
    { .name = "allow_unlisted_channels", .kind = MYNAH_CONFIG_BOOL, AT(allow_unlisted) },
    OTHERS,
};
static const struct mynah_config_field control_system_fields[] = {
    { .name = "writes_enabled",  .kind = MYNAH_CONFIG_BOOL, AT(writes_enabled) },
    { .name = "limits_checking", .kind = MYNAH_CONFIG_OPEN, .fields = limits_fields },
    OTHERS,
};
static const struct mynah_config_field analysis_fields[] = {
    { .name = "results",      .kind = MYNAH_CONFIG_ENUM, AT(results), .words = results_words },
    { .name = "results_name", .kind = MYNAH_CONFIG_STRING, AT(results_name) },
    OTHERS,
};
// clang-format on

static bool refuse_at(const struct mynah_config *config, const char *path, const char *why,
                      struct mynah_error *error)
{
    int line = 0, column = 0;
    mynah_config_place(config, path, &line, &column);
    return mynah_error_set_at(error, MYNAH_ERROR_CONFIG, line, column, "%s", why);
}

static bool read_sections(const struct mynah_config *config, struct sections *sections,
                          struct mynah_error *error)
{
    if (!mynah_config_read(config, "execution", execution_fields, sections, error) ||
        !mynah_config_read(config, "control_system", control_system_fields, sections, error) ||
        !mynah_config_read(config, "analysis", analysis_fields, sections, error)) {
        return false;
    }
    if (sections->timeout < 0 || sections->timeout > TIMEOUT_MOST) {
        return refuse_at(config, "execution.execution_timeout_seconds",
                         "a timeout has from 1 to 1000000 seconds", error);
    }
    return !sections->limits_enabled || sections->database_path ||
           refuse_at(config, "control_system.limits_checking",
                     "limits are checked, but 'database_path' does not say by which", error);
}

// Take from the configuration what the caller has left open.
static void merge(struct mynah_executor_options *options, const struct sections *sections)
{
    if (sections->method == MYNAH_EXECUTION_CONTAINER) {
        options->method = MYNAH_EXECUTION_CONTAINER;
    }
    options->python = options->python ? options->python : sections->python;
    if (!options->wall_limit) {
        options->wall_limit = sections->timeout * MYNAH_SECOND;
    }
    options->writes_disabled = options->writes_disabled || !sections->writes_enabled;
    options->allow_unlisted = options->allow_unlisted || sections->allow_unlisted;
    options->results_optional = options->results_optional || sections->results;
    if (!options->results_name) {
        options->results_name = sections->results_name;
    }
}

static bool read_limits(const struct mynah_config *config, const char *name, struct text *limits,
                        struct mynah_error *error)
{
    char *path = mynah_config_path(config, name, error);
    bool done = path && mynah__file_read(path, DATABASE_MOST, limits, error);
    mynah_free(path);
    return done;
}

struct mynah_executor *mynah_executor_from_config(struct mynah_world *world,
                                                  const struct mynah_config *config,
                                                  const struct mynah_executor_options *given,
                                                  struct mynah_error *error)
{
    struct mynah_executor_options options =
        given ? *given : (struct mynah_executor_options){ .name = NULL };
    struct sections sections = { .writes_enabled = true };
    struct text limits = { 0 };
    struct mynah_executor *executor = NULL;
    bool done = !config || read_sections(config, &sections, error);
    if (done) {
        merge(&options, &sections);
    }
    if (done && !options.limits && sections.limits_enabled) {
        done = read_limits(config, sections.database_path, &limits, error);
        options.limits = limits.bytes ? limits.bytes : "";
    }
    if (done) {
        executor = mynah_executor_create(world, &options, error);
    }
    mynah__text_finish(&limits);
    return executor;
}
