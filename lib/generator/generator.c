// SPDX-License-Identifier: Apache-2.0
//
// The mock generator: a stand-in whose calls are `struct mynah_generation`s and whose replies are
// code.  Every way to answer is a script, so code, sequences and behaviours need no code of their
// own in a call; `error_aware` is a script with a condition.

#include "core/alloc.h"
#include "generator/behaviors.h"
#include "generator/repair.h"
#include "generator/template.h"
#include "stand_in/call.h"

#include <assert.h>
#include <string.h>

struct mynah_generator {
    struct stand_in base;
    struct behaviors behaviors;
    enum mynah_exhaustion exhaustion;
    char unset[256];      // the error of an unconfigured mock
    pthread_mutex_t lock; // of `setting`
    struct setting *setting;
};

// How the mock was told to answer, as its metadata shows it.
struct setting {
    const char *mode;
    const char *behavior;
    const struct mynah_parameter *parameters;
    size_t parameter_count;
};

struct metadata {
    const char *generator;
    const char *name;
    struct setting setting;
    int64_t calls;
    int64_t failures;
    const char *repair;
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define OF(type, label, member) .name = label, .offset = offsetof(struct type, member)

// clang-format off
static const struct mynah_field parameter_fields[] = {
    { OF(mynah_parameter, "name", name),   .kind = MYNAH_FIELD_TEXT },
    { OF(mynah_parameter, "value", value), .kind = MYNAH_FIELD_TEXT },
};
static const struct mynah_shape parameter_shape = {
    .name = "parameter", .size = sizeof(struct mynah_parameter),
    .fields = parameter_fields, .field_count = COUNT(parameter_fields),
};
static const struct mynah_field setting_fields[] = {
    { OF(setting, "mode", mode),             .kind = MYNAH_FIELD_TEXT },
    { OF(setting, "behavior", behavior),     .kind = MYNAH_FIELD_TEXT },
    { OF(setting, "parameters", parameters), .kind = MYNAH_FIELD_RECORDS, .shape = &parameter_shape,
      .count_offset = offsetof(struct setting, parameter_count) },
};
static const struct mynah_shape setting_shape = {
    .name = "setting", .size = sizeof(struct setting),
    .fields = setting_fields, .field_count = COUNT(setting_fields),
};
static const struct mynah_field metadata_fields[] = {
    { OF(metadata, "generator", generator),          .kind = MYNAH_FIELD_TEXT },
    { OF(metadata, "name", name),                    .kind = MYNAH_FIELD_TEXT },
    { OF(metadata, "mode", setting.mode),            .kind = MYNAH_FIELD_TEXT },
    { OF(metadata, "behavior", setting.behavior),    .kind = MYNAH_FIELD_TEXT },
    { OF(metadata, "parameters", setting.parameters), .kind = MYNAH_FIELD_RECORDS,
      .shape = &parameter_shape,
      .count_offset = offsetof(struct metadata, setting.parameter_count) },
    { OF(metadata, "calls", calls),                  .kind = MYNAH_FIELD_INT },
    { OF(metadata, "failures", failures),            .kind = MYNAH_FIELD_INT },
    { OF(metadata, "repair", repair),                .kind = MYNAH_FIELD_TEXT },
};
static const struct mynah_shape metadata_shape = {
    .name = "metadata", .size = sizeof(struct metadata),
    .fields = metadata_fields, .field_count = COUNT(metadata_fields),
};
// clang-format on

// ## Ways to answer

// Follow `script`, which may be NULL after an error, and release it.
static bool follow(struct mynah_generator *generator, struct mynah_script *script,
                   const struct setting *setting, struct mynah_error *error)
{
    struct setting *copy = script ? mynah_record_copy(&setting_shape, setting, error) : NULL;
    bool followed =
        copy && mynah__stand_in_follow(&generator->base, script, mynah_generation_shape(), error);
    mynah_script_destroy(script);
    if (followed) {
        pthread_mutex_lock(&generator->lock);
        struct setting *old = generator->setting;
        generator->setting = copy;
        copy = old;
        pthread_mutex_unlock(&generator->lock);
    }
    mynah_free(copy);
    return followed;
}

static struct mynah_script *script_start(enum mynah_exhaustion exhaustion,
                                         struct mynah_error *error)
{
    return mynah_script_create(&(struct mynah_script_options){ .exhaustion = exhaustion }, error);
}

// Return the script with one step more; NULL stays NULL, and comes of an error.
static struct mynah_script *with(struct mynah_script *script, const struct mynah_step *step,
                                 struct mynah_error *error)
{
    if (script && !mynah_script_add(script, step, error)) {
        mynah_script_destroy(script);
        script = NULL;
    }
    return script;
}

bool mynah_generator_set_code(struct mynah_generator *generator, const char *code,
                              struct mynah_error *error)
{
    assert(generator && code);
    const struct mynah_step step = { .text = code, .times = MYNAH_ALWAYS, .optional = true };
    struct mynah_script *script = script_start(MYNAH_EXHAUSTION_REPEAT_LAST, error);
    return follow(generator, with(script, &step, error), &(struct setting){ .mode = "code" },
                  error);
}

bool mynah_generator_set_sequence(struct mynah_generator *generator, const char *const *codes,
                                  size_t count, struct mynah_error *error)
{
    assert(generator && (codes || count == 0));
    if (count == 0) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "a sequence needs an element");
    }
    struct mynah_script *script = script_start(generator->exhaustion, error);
    for (size_t i = 0; i < count; i++) {
        script = with(script, &(struct mynah_step){ .text = codes[i] }, error);
    }
    return follow(generator, script, &(struct setting){ .mode = "sequence" }, error);
}

// The newest failure decides: an older one has been answered before.
static bool repair(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                   struct mynah_error *error)
{
    (void)self;
    const struct mynah_generation *generation = call->request;
    const struct repair *chosen =
        mynah__repair_of(&generation->failures[generation->failure_count - 1]);
    return mynah_answer_text(answer, chosen->source, 0, error);
}

bool mynah_generator_set_behavior(struct mynah_generator *generator, const char *name,
                                  const struct mynah_parameter *parameters, size_t count,
                                  struct mynah_error *error)
{
    assert(generator && name);
    const struct mynah_behavior *behavior =
        mynah__behaviors_find(&generator->behaviors, name, error);
    char *code = behavior ? mynah__template_render(behavior, parameters, count, error) : NULL;
    if (!code) {
        return false;
    }
    const struct mynah_match failed = { .path = "failures",
                                        .kind = MYNAH_MATCH_AT_LEAST,
                                        .number = 1 };
    const struct mynah_step after_failure = {
        .kind = MYNAH_STEP_CALLBACK,
        .callback = repair,
        .when = &failed,
        .times = MYNAH_ALWAYS,
        .optional = true,
    };
    const struct mynah_step always = { .text = code, .times = MYNAH_ALWAYS, .optional = true };
    const struct setting setting = { .mode = "behavior",
                                     .behavior = behavior->name,
                                     .parameters = parameters,
                                     .parameter_count = count };
    struct mynah_script *script = script_start(MYNAH_EXHAUSTION_REPEAT_LAST, error);
    if (behavior->adapts) {
        script = with(script, &after_failure, error);
    }
    bool set = follow(generator, with(script, &always, error), &setting, error);
    mynah_free(code);
    return set;
}

static const char text_wanted[] = "a code generator answers with text";

// Whether what a step or a callback answers with is code: text, not a stream or only a record.
static bool is_code(const struct reply *reply)
{
    return reply->kind == MYNAH_STEP_CALLBACK || reply->kind == MYNAH_STEP_ERROR ||
           (reply->kind != MYNAH_STEP_STREAM && reply->text);
}

bool mynah_generator_set_script(struct mynah_generator *generator,
                                const struct mynah_script *script, struct mynah_error *error)
{
    assert(generator && script);
    for (size_t i = 0; i < script->count; i++) {
        if (!is_code(script->steps[i].reply)) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                                   "step %zu: it has a stream or a record, but %s", i + 1,
                                   text_wanted);
        }
    }
    if (script->fallback.reply && !is_code(script->fallback.reply)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "the fallback has a stream or a record, but %s", text_wanted);
    }
    // Sharing only counts, so the share that follow() releases is made here.
    return follow(generator, (struct mynah_script *)mynah__script_share(script),
                  &(struct setting){ .mode = "script" }, error);
}

// ## Life

static void destroy(void *self)
{
    struct mynah_generator *generator = self;
    mynah__stand_in_finish(&generator->base);
    mynah__behaviors_finish(&generator->behaviors);
    pthread_mutex_destroy(&generator->lock);
    mynah_free(generator->setting);
    mynah__free(generator);
}

void mynah_generator_destroy(struct mynah_generator *generator)
{
    if (generator) {
        destroy(generator);
    }
}

// Do what the options say, of which at most one may be a way to answer.
static bool configure(struct mynah_generator *generator,
                      const struct mynah_generator_options *options, struct mynah_error *error)
{
    bool sequence = options->sequence != NULL || options->sequence_count > 0;
    if ((options->code != NULL) + sequence + (options->behavior != NULL) > 1) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "only one of code, sequence and behaviour can be set");
    }
    if (options->parameter_count > 0 && !options->behavior) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "parameters are for a behaviour, and there is none");
    }
    if (options->code) {
        return mynah_generator_set_code(generator, options->code, error);
    }
    if (sequence) {
        return mynah_generator_set_sequence(generator, options->sequence, options->sequence_count,
                                            error);
    }
    return !options->behavior ||
           mynah_generator_set_behavior(generator, options->behavior, options->parameters,
                                        options->parameter_count, error);
}

struct mynah_generator *mynah_generator_create(struct mynah_world *world,
                                               const struct mynah_generator_options *given,
                                               struct mynah_error *error)
{
    const struct mynah_generator_options options =
        given ? *given : (struct mynah_generator_options){ .name = NULL };
    const struct mynah_member member = { .name = options.name ? options.name : "mock",
                                         .verify = mynah__stand_in_verify,
                                         .reset = mynah__stand_in_rewind,
                                         .destroy = destroy };
    struct mynah_generator *generator = mynah__alloc(sizeof *generator);
    if (!generator || pthread_mutex_init(&generator->lock, NULL) != 0) {
        mynah__free(generator);
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    generator->exhaustion = options.exhaustion;
    if ((options.behavior_folder &&
         !mynah__behaviors_load(&generator->behaviors, options.behavior_folder, error)) ||
        !mynah__stand_in_init(&generator->base, world, &member, error) ||
        !configure(generator, &options, error)) {
        destroy(generator);
        return NULL;
    }
    strcpy(generator->unset, "it was not told what to answer: set code, a sequence, a script or a "
                             "behaviour; there are: ");
    size_t used = strlen(generator->unset);
    mynah__behaviors_list(&generator->behaviors, generator->unset + used,
                          sizeof generator->unset - used);
    return generator;
}

void mynah_generator_reset(struct mynah_generator *generator)
{
    mynah__stand_in_reset(&generator->base);
}

const struct mynah_behavior *mynah_generator_behavior(const struct mynah_generator *generator,
                                                      size_t index)
{
    return mynah__behaviors_at(&generator->behaviors, index);
}

// ## Calls

char *mynah_generator_generate(struct mynah_generator *generator,
                               const struct mynah_request *request,
                               const struct mynah_failure *failures, size_t failure_count,
                               struct mynah_error *error)
{
    assert(generator && request);
    const struct mynah_generation generation = { *request, failures, failure_count };
    const struct call call = { .method = "generate",
                               .shape = mynah_generation_shape(),
                               .request = &generation,
                               .unset = generator->unset };
    struct mynah_error own;
    struct mynah_error *told = error ? error : &own;
    struct reply *reply;
    struct entry *entry = mynah__call_open(&generator->base, &call, &reply, told);
    if (reply && !is_code(reply)) {
        mynah__reply_release(reply);
        reply = NULL;
        mynah_error_set(told, MYNAH_ERROR_ARGUMENT,
                        "%s: its callback answered with a stream or a record, but %s",
                        mynah__stand_in_name(&generator->base), text_wanted);
    }
    if (entry) {
        mynah__call_close(&generator->base, entry, reply, told);
    }
    char *code = NULL;
    if (reply && reply->kind != MYNAH_STEP_ERROR) {
        code = mynah_copy_text(reply->text);
        if (!code) {
            mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        }
    }
    mynah__reply_release(reply);
    return code;
}

size_t mynah_generator_calls(const struct mynah_generator *generator)
{
    return mynah__stand_in_calls(&generator->base);
}

const struct mynah_generation *mynah_generator_call(const struct mynah_generator *generator,
                                                    long index)
{
    struct mynah_entry entry;
    return mynah__stand_in_entry(&generator->base, index, &entry) ? entry.request : NULL;
}

const char *mynah_generator_reply(const struct mynah_generator *generator, long index)
{
    struct mynah_entry entry;
    bool answered = mynah__stand_in_entry(&generator->base, index, &entry) &&
                    entry.outcome == MYNAH_OUTCOME_ANSWERED;
    return answered ? entry.text : NULL;
}

// ## The interface

static char *generate(void *self, const struct mynah_request *request,
                      const struct mynah_failure *failures, size_t failure_count,
                      struct mynah_error *error)
{
    return mynah_generator_generate(self, request, failures, failure_count, error);
}

static char *metadata(void *self, struct mynah_error *error)
{
    struct mynah_generator *generator = self;
    struct metadata data = { .generator = "mock",
                             .name = mynah__stand_in_name(&generator->base),
                             .setting = { .mode = "unset" },
                             .calls = (int64_t)mynah_generator_calls(generator) };
    const struct mynah_generation *last = mynah_generator_call(generator, -1);
    pthread_mutex_lock(&generator->lock);
    if (generator->setting) {
        data.setting = *generator->setting;
    }
    const struct mynah_behavior *behavior =
        data.setting.behavior ? mynah_behavior_find(data.setting.behavior) : NULL;
    if (last && last->failure_count > 0) {
        data.failures = (int64_t)last->failure_count;
        if (behavior && behavior->adapts) {
            data.repair = mynah__repair_of(&last->failures[last->failure_count - 1])->name;
        }
    }
    char *json = mynah_record_to_json(&metadata_shape, &data, error);
    pthread_mutex_unlock(&generator->lock);
    return json;
}

struct mynah_code_generator mynah_generator_interface(struct mynah_generator *generator)
{
    assert(generator);
    return (struct mynah_code_generator){ .generate = generate,
                                          .metadata = metadata,
                                          .self = generator };
}
