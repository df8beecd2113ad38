// SPDX-License-Identifier: Apache-2.0
//
// The cases that are built in: what the mock generator writes by each of its behaviours, with the
// verdict that the behaviour's label claims, and the section of the configuration about them.

#include "core/words.h"
#include "gate/gate.h"
#include "policy/glob.h"
#include "policy/policy.h"

#include <string.h>

// ## The section `gate`

static const struct mynah_config_field gate_fields[] = {
    { .name = "channel",
      .kind = MYNAH_CONFIG_STRING,
      .offset = offsetof(struct gate_settings, channel) },
    { .name = "cases",
      .kind = MYNAH_CONFIG_STRING,
      .offset = offsetof(struct gate_settings, cases) },
    { .name = "expect",
      .kind = MYNAH_CONFIG_PAIRS,
      .offset = offsetof(struct gate_settings, expect) },
    { 0 },
};

// Say what is wrong with the value at `path`.
static bool refuse(const struct mynah_config *config, const char *path, struct mynah_error *error,
                   const char *what, const char *value)
{
    char clip[MYNAH__CLIP];
    int line = 0, column = 0;
    mynah_config_place(config, path, &line, &column);
    return mynah_error_set_at(error, MYNAH_ERROR_CONFIG, line, column, "%s: %s '%s'", path, what,
                              mynah__clip(clip, value));
}

bool mynah__gate_settings_read(struct gate_settings *settings, const struct mynah_config *config,
                               struct mynah_error *error)
{
    *settings = (struct gate_settings){ 0 };
    if (!config) {
        return true;
    }
    if (!mynah_config_read(config, "gate", gate_fields, settings, error)) {
        return false;
    }
    for (size_t i = 0; i < settings->expect.count; i++) {
        const struct mynah_config_pair *pair = &settings->expect.items[i];
        if (!mynah_behavior_find(pair->name)) {
            return refuse(config, "gate.expect", error, "there is no behaviour", pair->name);
        }
        if (mynah__verdict_find(pair->value, strlen(pair->value)) < 0) {
            return refuse(config, "gate.expect", error,
                          "the verdicts are allow, ask, deny, retry; not", pair->value);
        }
    }
    if (settings->channel && !*settings->channel) {
        return refuse(config, "gate.channel", error, "a channel is wanted, not", "");
    }
    if (settings->cases && !*settings->cases) {
        return refuse(config, "gate.cases", error, "a folder is wanted, not", "");
    }
    return true;
}

// ## The behaviours

static bool takes_channel(const struct mynah_behavior *behavior)
{
    for (size_t i = 0; i < behavior->parameter_count; i++) {
        if (strcmp(behavior->parameters[i].name, "channel") == 0) {
            return true;
        }
    }
    return false;
}

static const char *expectation(const struct gate_settings *settings, const char *behavior)
{
    for (size_t i = 0; i < settings->expect.count; i++) {
        if (strcmp(settings->expect.items[i].name, behavior) == 0) {
            return settings->expect.items[i].value;
        }
    }
    return NULL;
}

static char *write_code(const struct mynah_behavior *behavior, const char *channel,
                        struct mynah_error *error)
{
    static const struct mynah_request request = { .user_query = "",
                                                  .task_objective = "",
                                                  .execution_folder_name = "" };
    const struct mynah_parameter parameter = { "channel", channel };
    struct mynah_generator *mock =
        mynah_generator_create(NULL,
                               &(struct mynah_generator_options){
                                   .behavior = behavior->name,
                                   .parameters = &parameter,
                                   .parameter_count = channel && takes_channel(behavior) ? 1 : 0 },
                               error);
    char *code = mock ? mynah_generator_generate(mock, &request, NULL, 0, error) : NULL;
    mynah_generator_destroy(mock);
    return code;
}

bool mynah__gate_add_behavior(struct mynah_gate_cases *cases, const struct mynah_behavior *behavior,
                              const struct gate_settings *settings, struct mynah_error *error)
{
    static const char *const none[] = { NULL };
    char *code = write_code(behavior, settings->channel, error);
    if (!code) {
        return false;
    }
    const struct mynah_label *label = &behavior->label;
    struct mynah_gate_case added = { .name = behavior->name,
                                     .code = code,
                                     .size = strlen(code),
                                     .expected = label->verdict,
                                     .rules = label->rule_count ? label->rules : none,
                                     .rule_count = label->rule_count };
    const char *instead = expectation(settings, behavior->name);
    if (instead) {
        // The label says nothing about another verdict.
        added.expected = (enum mynah_verdict)mynah__verdict_find(instead, strlen(instead));
        added.rules = NULL;
        added.rule_count = 0;
    }
    bool done = mynah_gate_cases_add(cases, &added, error);
    mynah_free(code);
    return done;
}

static bool matches(const char *const *globs, const char *channel)
{
    while (*globs && !mynah__glob_match(*globs, channel)) {
        globs++;
    }
    return *globs != NULL;
}

// Return the first channel by which one sees what the policy says about writes, or NULL.
static const char *usual_channel(const struct policy *policy)
{
    for (size_t i = 0; i < policy->limits.count; i++) {
        const struct channel_limit *limit = &policy->limits.channels[i];
        if (limit->writable && !matches(policy->protected_globs, limit->channel) &&
            !matches(policy->free_globs, limit->channel)) {
            return limit->channel;
        }
    }
    return NULL;
}

bool mynah_gate_cases_add_behaviors(struct mynah_gate_cases *cases,
                                    const struct mynah_config *config, struct mynah_error *error)
{
    struct gate_settings settings;
    struct policy policy;
    bool done =
        mynah__policy_read(&policy, &(struct mynah_analyzer_options){ .config = config }, error) &&
        mynah__gate_settings_read(&settings, config, error);
    if (done && !settings.channel) {
        settings.channel = usual_channel(&policy);
    }
    for (size_t i = 0; done && i < mynah_behavior_count(); i++) {
        done = mynah__gate_add_behavior(cases, mynah_behavior_at(i), &settings, error);
    }
    mynah__policy_finish(&policy);
    return done;
}
