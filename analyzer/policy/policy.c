// SPDX-License-Identifier: Apache-2.0
//
// The sections of the configuration that say what may run, read into one struct.  A value that is
// not understood is an error: a slip must never make the policy weaker.

#include "policy/policy.h"

#include "core/hash.h"
#include "core/text.h"
#include "policy/glob.h"
#include "policy/table.h"

#include <mynah/executor.h>

#include <stddef.h>
#include <string.h>

// The sections as they are written; `mynah__policy_read()` draws the conclusions.
struct sections {
    int global_mode;
    bool enabled;
    int mode;
    bool writes_enabled;
    bool old_writes_enabled;
    bool limits_enabled;
    bool allow_unlisted;
    const char *database_path;
    int results;
    const char *results_name;
    const char *target_version;
    const char *python;
    struct mynah_config_pairs predefined;
    struct mynah_config_strings surfaces;
    struct mynah_config_strings rules;
    int unknown_modules; // an enum mynah_verdict
    struct mynah_config_strings protected_globs;
    struct mynah_config_strings free_globs;
    struct mynah_config_pairs actions;
    int suppressions;
};

static const char *const results_words[] = { "required", "optional", NULL };
static const char *const module_words[] = { "allow", "ask", "deny", NULL };
static const char *const suppression_words[] = { "forbid", "allow", NULL };
static const char *const versions[] = { // or "auto"
    "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14", NULL
};

// clang-format off
#define AT(member) offsetof(struct sections, member)

static const struct mynah_config_field python_execution_fields[] = {
    { .name = "enabled", .kind = MYNAH_CONFIG_BOOL, .offset = AT(enabled) },
    { .name = "mode", .kind = MYNAH_CONFIG_ENUM, .offset = AT(mode), .words = mynah__modes },
    { 0 },
};
static const struct mynah_config_field capabilities_fields[] = {
    { .name = "python_execution", .kind = MYNAH_CONFIG_SECTION, .fields = python_execution_fields },
    { 0 },
};
static const struct mynah_config_field approval_fields[] = {
    { .name = "global_mode", .kind = MYNAH_CONFIG_ENUM, .offset = AT(global_mode), .words = mynah__global_modes },
    { .name = "capabilities", .kind = MYNAH_CONFIG_OPEN, .fields = capabilities_fields },
    { 0 },
};
static const struct mynah_config_field limits_fields[] = {
    { .name = "enabled", .kind = MYNAH_CONFIG_BOOL, .offset = AT(limits_enabled) },
    { .name = "database_path", .kind = MYNAH_CONFIG_STRING, .offset = AT(database_path) },
    { .name = "allow_unlisted_channels", .kind = MYNAH_CONFIG_BOOL, .offset = AT(allow_unlisted) },
    { .name = "on_violation", .kind = MYNAH_CONFIG_IGNORED },
    { 0 },
};
static const struct mynah_config_field control_system_fields[] = {
    { .name = "type", .kind = MYNAH_CONFIG_IGNORED },
    { .name = "connector", .kind = MYNAH_CONFIG_IGNORED },
    { .name = "patterns", .kind = MYNAH_CONFIG_IGNORED },
    { .name = "write_verification", .kind = MYNAH_CONFIG_IGNORED },
    { .name = "writes_enabled", .kind = MYNAH_CONFIG_BOOL, .offset = AT(writes_enabled) },
    { .name = "limits_checking", .kind = MYNAH_CONFIG_SECTION, .fields = limits_fields },
    { 0 },
};
static const struct mynah_config_field analysis_fields[] = {
    { .name = "results", .kind = MYNAH_CONFIG_ENUM, .offset = AT(results), .words = results_words },
    { .name = "results_name", .kind = MYNAH_CONFIG_STRING, .offset = AT(results_name) },
    { .name = "target_version", .kind = MYNAH_CONFIG_STRING, .offset = AT(target_version) },
    { .name = "predefined", .kind = MYNAH_CONFIG_PAIRS, .offset = AT(predefined) },
    { .name = "surfaces", .kind = MYNAH_CONFIG_STRINGS, .offset = AT(surfaces) },
    { .name = "rules", .kind = MYNAH_CONFIG_STRINGS, .offset = AT(rules) },
    { .name = "unknown_modules", .kind = MYNAH_CONFIG_ENUM, .offset = AT(unknown_modules), .words = module_words },
    { 0 },
};
// The rest of the section is for those who run the code.
static const struct mynah_config_field execution_fields[] = {
    { .name = "python", .kind = MYNAH_CONFIG_STRING, .offset = AT(python) },
    { .kind = MYNAH_CONFIG_OPEN },
};
static const struct mynah_config_field policy_fields[] = {
    { .name = "protected", .kind = MYNAH_CONFIG_STRINGS, .offset = AT(protected_globs) },
    { .name = "free", .kind = MYNAH_CONFIG_STRINGS, .offset = AT(free_globs) },
    { .name = "actions", .kind = MYNAH_CONFIG_PAIRS, .offset = AT(actions) },
    { .name = "suppressions", .kind = MYNAH_CONFIG_ENUM, .offset = AT(suppressions), .words = suppression_words },
    { 0 },
};
// Where older versions of Osprey have `writes_enabled`; the rest of the section is not ours.
static const struct mynah_config_field old_epics_fields[] = {
    { .name = "writes_enabled", .kind = MYNAH_CONFIG_BOOL, .offset = AT(old_writes_enabled) },
    { 0 },
};
static const struct mynah_config_field old_control_fields[] = {
    { .name = "epics", .kind = MYNAH_CONFIG_OPEN, .fields = old_epics_fields },
    { .kind = MYNAH_CONFIG_OPEN },
};
// clang-format on

static const struct {
    const char *name;
    const struct mynah_config_field *fields;
} section_tables[] = {
    { "approval", approval_fields },
    { "control_system", control_system_fields },
    { "execution_control", old_control_fields },
    { "analysis", analysis_fields },
    { "execution", execution_fields },
    { "policy", policy_fields },
};

static bool read_sections(struct sections *sections, const struct mynah_config *config,
                          struct mynah_error *error)
{
    for (size_t i = 0; config && i < sizeof section_tables / sizeof *section_tables; i++) {
        if (!mynah_config_read(config, section_tables[i].name, section_tables[i].fields, sections,
                               error)) {
            return false;
        }
    }
    return true;
}

// Say what is wrong with the value at `path` of the configuration.
static bool refuse(const struct mynah_config *config, const char *path, struct mynah_error *error,
                   const char *what, const char *value)
{
    int line = 0;
    int column = 0;
    mynah_config_place(config, path, &line, &column);
    return mynah_error_set_at(error, MYNAH_ERROR_CONFIG, line, column, "%s: %s: `%.60s`", path,
                              what, value);
}

static const char *keep_text(struct policy *policy, const char *text)
{
    return mynah__arena_text(&policy->arena, text);
}

static const char *const *keep_globs(struct policy *policy, const struct mynah_config *config,
                                     struct mynah_config_strings globs, const char *path,
                                     struct mynah_error *error)
{
    const char **kept = mynah__arena_alloc(&policy->arena, (globs.count + 1) * sizeof *kept);
    for (size_t i = 0; kept && i < globs.count; i++) {
        const char *flaw = mynah__glob_flaw(globs.items[i]);
        if (flaw) {
            refuse(config, path, error, flaw, globs.items[i]);
            return NULL;
        }
        kept[i] = keep_text(policy, globs.items[i]);
    }
    if (policy->arena.failed) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    return kept;
}

static bool is_category(const char *name)
{
    for (int i = MYNAH_CATEGORY_SYNTAX; i <= (int)MYNAH_CATEGORY_OPAQUE; i++) {
        if (strcmp(name, mynah_category_name((enum mynah_category)i)) == 0) {
            return true;
        }
    }
    return false;
}

static int verdict_of(const char *word)
{
    for (int i = MYNAH_VERDICT_ALLOW; i <= (int)MYNAH_VERDICT_RETRY; i++) {
        if (strcmp(word, mynah_verdict_name((enum mynah_verdict)i)) == 0) {
            return i;
        }
    }
    return -1;
}

static bool keep_actions(struct policy *policy, const struct mynah_config *config,
                         struct mynah_config_pairs pairs, struct mynah_error *error)
{
    static const char path[] = "policy.actions";
    policy->actions = mynah__arena_alloc(&policy->arena, (pairs.count + 2) * sizeof(struct action));
    for (size_t i = 0; policy->actions && i < pairs.count; i++) {
        const char *name = pairs.items[i].name;
        const struct mynah_rule *rule = mynah_rule_find(name);
        rule = rule ? rule : mynah__own_rule(&policy->own, name);
        int verdict = verdict_of(pairs.items[i].value);
        if (!rule && !is_category(name)) {
            return refuse(config, path, error, "no rule and no category is called", name);
        }
        if (strcmp(name, "syntax") == 0 || (rule && rule->category == MYNAH_CATEGORY_SYNTAX)) {
            return refuse(config, path, error, "code that does not parse is always `retry`", name);
        }
        if (verdict < 0) {
            return refuse(config, path, error, "the verdicts are allow, ask, deny, retry; not",
                          pairs.items[i].value);
        }
        policy->actions[policy->action_count++] =
            (struct action){ rule ? rule->name : keep_text(policy, name),
                             (enum mynah_verdict)verdict };
    }
    return !policy->arena.failed || mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

static bool load_own(struct policy *policy, enum own_list list, const struct mynah_config *config,
                     struct mynah_config_strings files, struct mynah_error *error)
{
    struct mynah_error flaw = { .code = MYNAH_ERROR_NONE };
    bool done = true;
    for (size_t i = 0; done && i < files.count; i++) {
        char *path = mynah_config_path(config, files.items[i], &flaw);
        done = path && mynah__own_load(&policy->own, list, files.items[i], path, &flaw);
        mynah_free(path);
    }
    if (!done) {
        int line = 0;
        int column = 0;
        mynah_config_place(config, list == OWN_SURFACES ? "analysis.surfaces" : "analysis.rules",
                           &line, &column);
        bool memory = flaw.code == MYNAH_ERROR_MEMORY;
        mynah_error_set_at(error, memory ? flaw.code : MYNAH_ERROR_CONFIG, line, column, "%s",
                           flaw.text);
    }
    return done;
}

static bool keep_own(struct policy *policy, const struct sections *sections,
                     const struct mynah_config *config, struct mynah_error *error)
{
    policy->own.arena = &policy->arena;
    return load_own(policy, OWN_SURFACES, config, sections->surfaces, error) &&
           load_own(policy, OWN_RULES, config, sections->rules, error) &&
           (mynah__own_close(&policy->own) ||
            mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory"));
}

// `analysis.unknown_modules` is another way to say what `policy.actions` says.
static bool keep_modules(struct policy *policy, const struct sections *sections,
                         const struct mynah_config *config, struct mynah_error *error)
{
    static const char rule[] = "unknown-module";
    bool said = false;
    for (size_t i = 0; i < policy->action_count; i++) {
        said = said || strcmp(policy->actions[i].name, rule) == 0;
    }
    if (sections->unknown_modules == MYNAH_VERDICT_ALLOW) {
        return true;
    }
    if (said) {
        return refuse(config, "analysis.unknown_modules", error, "policy.actions says it, too",
                      rule);
    }
    policy->actions[policy->action_count++] =
        (struct action){ rule, (enum mynah_verdict)sections->unknown_modules };
    return true;
}

static bool keep_predefined(struct policy *policy, const struct mynah_config *config,
                            struct mynah_config_pairs pairs, struct mynah_error *error)
{
    struct mynah_config_pair *kept =
        mynah__arena_alloc(&policy->arena, (pairs.count + 1) * sizeof *kept);
    for (size_t i = 0; kept && i < pairs.count; i++) {
        if (!*pairs.items[i].name || !*pairs.items[i].value) {
            return refuse(config, "analysis.predefined", error, "a name without a module",
                          pairs.items[i].name);
        }
        kept[i].name = keep_text(policy, pairs.items[i].name);
        kept[i].value = keep_text(policy, pairs.items[i].value);
    }
    policy->predefined = (struct mynah_config_pairs){ kept, pairs.count };
    return !policy->arena.failed || mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

// Return the index of `word` among `words`, or -1.
static int index_of(const char *word, const char *const *words)
{
    for (int i = 0; words[i]; i++) {
        if (strcmp(word, words[i]) == 0) {
            return i;
        }
    }
    return -1;
}

// Ask the interpreter that is to run the code which version it is.  The executor runs it without a
// shell, and not for long.
static bool ask_version(struct policy *policy, const struct sections *sections,
                        const struct mynah_config *config, struct mynah_error *error)
{
    const struct mynah_executor_options options = { .python = sections->python };
    struct mynah_error trouble = { .code = MYNAH_ERROR_NONE };
    struct mynah_executor *executor = mynah_executor_create(NULL, &options, &trouble);
    const char *version = executor ? mynah_executor_python_version(executor) : "";
    int at = index_of(version, versions);
    int line = 0;
    int column = 0;
    if (config && sections->python) {
        mynah_config_place(config, "execution.python", &line, &column);
    }
    if (at >= 0) {
        policy->target_version = versions[at];
    } else if (executor) {
        mynah_error_set_at(error, MYNAH_ERROR_CONFIG, line, column,
                           "target version auto: `%.60s` is Python %.20s, not one from 3.8 to 3.14",
                           sections->python ? sections->python : "python3", version);
    } else {
        mynah_error_set_at(error, trouble.code, line, column, "target version auto: %s",
                           trouble.text);
    }
    mynah_executor_destroy(executor);
    return at >= 0;
}

static bool keep_version(struct policy *policy, const struct sections *sections,
                         const struct mynah_analyzer_options *options, struct mynah_error *error)
{
    const char *version = sections->target_version;
    if (version && index_of(version, versions) < 0 && strcmp(version, "auto") != 0) {
        return refuse(options->config, "analysis.target_version", error,
                      "`auto` or a version from 3.8 to 3.14 in quotes is wanted, not", version);
    }
    version = options->target_version ? options->target_version : version ? version : "3.13";
    if (strcmp(version, "auto") == 0) {
        return ask_version(policy, sections, options->config, error);
    }
    int at = index_of(version, versions);
    if (at < 0) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "target version `%.20s` is neither auto nor one from 3.8 to 3.14",
                               version);
    }
    policy->target_version = versions[at];
    return true;
}

static bool keep_analysis(struct policy *policy, const struct sections *sections,
                          const struct mynah_analyzer_options *options, struct mynah_error *error)
{
    int results = options->results ? index_of(options->results, results_words) : sections->results;
    if (results < 0) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "results are `required` or `optional`, not `%.20s`",
                               options->results);
    }
    if (!*sections->results_name) {
        return refuse(options->config, "analysis.results_name", error, "a name is wanted", "");
    }
    policy->results_required = results == 0;
    policy->results_name = keep_text(policy, sections->results_name);
    return keep_predefined(policy, options->config, sections->predefined, error) &&
           keep_version(policy, sections, options, error);
}

static bool keep_limits(struct policy *policy, const struct sections *sections,
                        const struct mynah_config *config, struct mynah_error *error)
{
    policy->limits.enabled = sections->limits_enabled;
    policy->limits.allow_unlisted = sections->allow_unlisted;
    if (!sections->limits_enabled) {
        return true;
    }
    if (!sections->database_path || !*sections->database_path) {
        return refuse(config, "control_system.limits_checking", error, "limits are enabled without",
                      "database_path");
    }
    char *path = mynah_config_path(config, sections->database_path, error);
    bool done = path && mynah__limits_load(&policy->limits, path, &policy->arena, error);
    mynah_free(path);
    return done;
}

static void render_text(struct text *text, const char *key, const char *value)
{
    mynah__text_add_format(text, "%s %zu %s\n", key, strlen(value), value);
}

// Hash all that decides about a verdict; each text with its size, so that no two policies render
// alike.
static bool fingerprint(struct policy *policy)
{
    struct text text = { 0 };
    mynah__text_add_format(&text, "approval %d\nwrites %d\nresults %d\nsuppressions %d\n",
                           (int)policy->approval, policy->writes_enabled, policy->results_required,
                           policy->suppressions);
    render_text(&text, "results_name", policy->results_name);
    render_text(&text, "target_version", policy->target_version);
    for (size_t i = 0; i < policy->predefined.count; i++) {
        render_text(&text, "predefined", policy->predefined.items[i].name);
        render_text(&text, "is", policy->predefined.items[i].value);
    }
    for (size_t i = 0; policy->protected_globs[i]; i++) {
        render_text(&text, "protected", policy->protected_globs[i]);
    }
    for (size_t i = 0; policy->free_globs[i]; i++) {
        render_text(&text, "free", policy->free_globs[i]);
    }
    for (size_t i = 0; i < policy->action_count; i++) {
        render_text(&text, "action", policy->actions[i].name);
        render_text(&text, "is", mynah_verdict_name(policy->actions[i].verdict));
    }
    mynah__text_add_format(&text, "limits %d %d %s\n", policy->limits.enabled,
                           policy->limits.allow_unlisted, policy->limits.sha256);
    mynah__text_add(&text, policy->own.hashes.bytes ? policy->own.hashes.bytes : "");
    char digits[65] = "";
    if (!text.failed) {
        mynah__sha256(text.bytes, text.size, digits);
    }
    memcpy(policy->fingerprint, digits, sizeof policy->fingerprint - 1);
    bool done = !text.failed;
    mynah__text_finish(&text);
    return done;
}

static bool has_key(const struct mynah_config *config, const char *path)
{
    int line = 0;
    int column = 0;
    if (config) {
        mynah_config_place(config, path, &line, &column);
    }
    return line > 0;
}

static void keep_modes(struct policy *policy, const struct sections *sections,
                       const struct mynah_config *config)
{
    policy->approval = mynah__approvals[sections->global_mode][sections->enabled][sections->mode];
    policy->suppressions = sections->suppressions == 1;
    policy->writes_enabled = has_key(config, "control_system.writes_enabled")
                                 ? sections->writes_enabled
                                 : sections->old_writes_enabled;
}

bool mynah__policy_read(struct policy *policy, const struct mynah_analyzer_options *options,
                        struct mynah_error *error)
{
    static const struct mynah_analyzer_options defaults;
    options = options ? options : &defaults;
    const struct mynah_config *config = options->config;
    struct sections sections = { .enabled = true,
                                 .writes_enabled = true,
                                 .old_writes_enabled = true,
                                 .results_name = "results" };
    *policy = (struct policy){ 0 };
    if (!read_sections(&sections, config, error)) {
        return false;
    }
    keep_modes(policy, &sections, config);
    policy->protected_globs =
        keep_globs(policy, config, sections.protected_globs, "policy.protected", error);
    policy->free_globs = policy->protected_globs
                             ? keep_globs(policy, config, sections.free_globs, "policy.free", error)
                             : NULL;
    if (!policy->free_globs || !keep_own(policy, &sections, config, error) ||
        !keep_actions(policy, config, sections.actions, error) ||
        !keep_modules(policy, &sections, config, error) ||
        !keep_analysis(policy, &sections, options, error) ||
        !keep_limits(policy, &sections, config, error)) {
        return false;
    }
    return (!policy->arena.failed && fingerprint(policy)) ||
           mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

void mynah__policy_finish(struct policy *policy)
{
    mynah__text_finish(&policy->own.hashes);
    mynah__arena_finish(&policy->arena);
}
