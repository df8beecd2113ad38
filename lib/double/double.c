// SPDX-License-Identifier: Apache-2.0
//
// Doubles: their methods, what each was told to answer and is expected to be asked, and their life.

#include "double/double.h"

#include "core/alloc.h"
#include "stand_in/match.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

// ## Methods

static bool no_memory(struct mynah_error *error)
{
    return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

static struct method *method_create(const struct mynah_double *self, const char *name,
                                    const struct signature *signature, struct mynah_error *error)
{
    size_t size = strlen(name) + 1;
    struct method *method = mynah__alloc(sizeof *method + size);
    if (!method || !mynah__cursor_init(&method->cursor)) {
        mynah__free(method);
        no_memory(error);
        return NULL;
    }
    memcpy(method->name, name, size);
    method->signature = signature;
    method->exhaustion = self->exhaustion;
    return method;
}

static void method_destroy(struct method *method)
{
    mynah__cursor_finish(&method->cursor);
    mynah_script_destroy(method->script);
    mynah__free(method);
}

// Return the method when it was mentioned before.  The list only grows, so it needs no lock.
static struct method *find_method(const struct mynah_double *self, const char *name)
{
    struct method *method = atomic_load(&self->methods);
    while (method && strcmp(method->name, name) != 0) {
        method = atomic_load(&method->next);
    }
    return method;
}

struct method *mynah__double_method(struct mynah_double *self, const char *name,
                                    struct mynah_error *error)
{
    const struct signature *signature;
    assert(self && name);
    struct method *method = find_method(self, name);
    if (method) {
        return method;
    }
    pthread_mutex_lock(&self->lock);
    method = find_method(self, name); // another thread may have been faster
    if (!method && mynah__signature_find(&self->signatures, name, &signature, error)) {
        method = method_create(self, name, signature, error);
        struct method *_Atomic *link = &self->methods;
        while (atomic_load(link)) {
            link = &atomic_load(link)->next;
        }
        atomic_store(link, method);
    }
    pthread_mutex_unlock(&self->lock);
    return method;
}

// ## What it was told

// Return the script that steps can be added to: a copy, when the one there is has been used.  The
// lock is held.
static struct mynah_script *open_script(struct method *method, struct mynah_error *error)
{
    static const struct mynah_reply nothing = { .value_count = 0 };
    const struct mynah_step fallback = { .shape = mynah_reply_shape(),
                                         .record = &nothing,
                                         .optional = true };
    if (method->script && !atomic_load(&method->script->frozen)) {
        return method->script;
    }
    const struct mynah_script_options options = { .exhaustion = method->exhaustion,
                                                  .fallback = &fallback };
    struct mynah_script *script = mynah_script_create(&options, error);
    for (size_t i = 0; script && method->script && i < method->script->count; i++) {
        if (!mynah_script_add(script, &method->script->steps[i].step, error)) {
            mynah_script_destroy(script);
            script = NULL;
        }
    }
    if (script) {
        mynah_script_destroy(method->script);
        method->script = script;
    }
    return script;
}

static bool add_step(struct mynah_double *self, const char *name, const struct mynah_step *step,
                     struct mynah_error *error)
{
    struct method *method = mynah__double_method(self, name, error);
    if (!method || !mynah_match_check(step->when, mynah_arguments_shape(), error) ||
        !mynah__signature_has(method->signature, step->when, error)) {
        return false;
    }
    pthread_mutex_lock(&self->lock);
    struct mynah_script *script = open_script(method, error);
    bool added = script && mynah_script_add(script, step, error);
    if (added) {
        atomic_store(&method->told, true);
        atomic_store(&method->changed, true);
    }
    pthread_mutex_unlock(&self->lock);
    return added;
}

bool mynah__double_follow(struct mynah_double *self, struct method *method,
                          struct mynah_error *error)
{
    if (!atomic_load(&method->changed)) {
        return true;
    }
    pthread_mutex_lock(&self->lock);
    bool followed = !atomic_load(&method->changed) ||
                    mynah__cursor_extend(&method->cursor, &method->cursor, method->script, error);
    if (followed) {
        atomic_store(&method->changed, false);
    }
    pthread_mutex_unlock(&self->lock);
    return followed;
}

static bool answer_of(struct arena *arena, const struct mynah_step *step, struct mynah_reply *reply,
                      struct mynah_error *error)
{
    if (step->record && step->shape != mynah_reply_shape()) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "a double answers with a reply, not with a %s",
                               step->shape ? step->shape->name : "record without a shape");
    }
    if (step->record) {
        *reply = *(const struct mynah_reply *)step->record;
        return reply->value_count < 2 ||
               mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "a double answers with one value, not with %zu: pass an object",
                               reply->value_count);
    }
    char *text = step->size ? mynah__arena_copy(arena, step->text, step->size) : NULL;
    return mynah__pack_json(arena, reply, text ? text : step->text ? step->text : "", error);
}

bool mynah_double_when(struct mynah_double *self, const char *method, const struct mynah_step *step,
                       struct mynah_error *error)
{
    struct mynah_step own = *step;
    struct mynah_reply reply;
    struct arena arena = { 0 };
    if (step->kind == MYNAH_STEP_STREAM || step->kind == MYNAH_STEP_MALFORMED) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "a double has no format to break, and no streams");
    }
    bool good = step->kind != MYNAH_STEP_REPLY || answer_of(&arena, step, &reply, error);
    if (good && step->kind == MYNAH_STEP_REPLY) {
        own.text = NULL;
        own.size = 0;
        own.shape = mynah_reply_shape();
        own.record = &reply;
    }
    own.optional = step->optional || step->times == MYNAH_ALWAYS;
    good = good && add_step(self, method, &own, error);
    mynah__arena_finish(&arena);
    return good;
}

// Take over what `how` says of when and how often.
static struct mynah_step step_of(const struct mynah_step *how)
{
    struct mynah_step step = { .kind = MYNAH_STEP_REPLY };
    if (how) {
        step.when = how->when;
        step.times = how->times;
        step.delay = how->delay;
        step.optional = how->optional;
        step.file = how->file;
        step.line = how->line;
    }
    return step;
}

bool mynah_double_returns(struct mynah_double *self, const char *method,
                          const struct mynah_step *how, struct mynah_error *error,
                          const char *format, ...)
{
    struct more more;
    struct arena arena = { 0 };
    struct mynah_reply reply;
    struct mynah_step step = step_of(how);
    va_start(more.list, format);
    bool good = mynah__pack_value(&arena, &reply, format, &more, error);
    va_end(more.list);
    step.shape = mynah_reply_shape();
    step.record = &reply;
    good = good && mynah_double_when(self, method, &step, error);
    mynah__arena_finish(&arena);
    return good;
}

bool mynah_double_fails(struct mynah_double *self, const char *method, const struct mynah_step *how,
                        const struct mynah_fault *fault, struct mynah_error *error)
{
    struct mynah_step step = step_of(how);
    assert(fault);
    step.kind = MYNAH_STEP_ERROR;
    step.text = fault->text;
    step.shape = mynah_fault_shape();
    step.record = fault;
    return mynah_double_when(self, method, &step, error);
}

bool mynah_double_set_exhaustion(struct mynah_double *self, const char *name,
                                 enum mynah_exhaustion exhaustion, struct mynah_error *error)
{
    if ((unsigned)exhaustion > MYNAH_EXHAUSTION_ERROR) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "the exhaustion policy is of no known kind");
    }
    struct method *method = mynah__double_method(self, name, error);
    if (!method) {
        return false;
    }
    pthread_mutex_lock(&self->lock);
    enum mynah_exhaustion before = method->exhaustion;
    method->exhaustion = exhaustion;
    // The policy is the script's, so this is a new one with the same steps.
    if (method->script) {
        atomic_store(&method->script->frozen, true);
    }
    bool set = !method->script || open_script(method, error);
    if (!set) {
        method->exhaustion = before;
    } else if (method->script) {
        atomic_store(&method->changed, true);
    }
    pthread_mutex_unlock(&self->lock);
    return set;
}

static void forget_expectations(struct mynah_double *self)
{
    while (self->expectations) {
        struct expectation *next = self->expectations->next;
        mynah__match_release(self->expectations->when);
        mynah__free(self->expectations);
        self->expectations = next;
    }
}

bool mynah_double_clear(struct mynah_double *self, struct mynah_error *error)
{
    bool cleared = true;
    pthread_mutex_lock(&self->lock);
    for (struct method *method = self->methods; method && cleared; method = method->next) {
        cleared = mynah__cursor_set(&method->cursor, NULL, error);
        if (cleared) {
            mynah_script_destroy(method->script);
            method->script = NULL;
            atomic_store(&method->told, false);
            atomic_store(&method->changed, false);
        }
    }
    if (cleared) {
        forget_expectations(self);
    }
    pthread_mutex_unlock(&self->lock);
    return cleared;
}

// ## What it is expected to be asked

bool mynah_double_expects(struct mynah_double *self, const struct mynah_expectation *given,
                          struct mynah_error *error)
{
    assert(given && given->method);
    if (given->least > given->most) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "at least %zu calls cannot be at most %zu", given->least,
                               given->most);
    }
    struct method *method = mynah__double_method(self, given->method, error);
    if (!method || !mynah_match_check(given->when, mynah_arguments_shape(), error) ||
        !mynah__signature_has(method->signature, given->when, error)) {
        return false;
    }
    const char *file = given->file ? given->file : "";
    size_t size = strlen(file) + 1;
    struct expectation *expectation = mynah__alloc(sizeof *expectation + size);
    if (!expectation) {
        return no_memory(error);
    }
    expectation->when = given->when ? mynah__match_compile(given->when, error) : NULL;
    if (given->when && !expectation->when) {
        mynah__free(expectation);
        return false;
    }
    memcpy(expectation->file, file, size);
    expectation->method = method;
    expectation->least = given->least;
    expectation->most = given->most;
    expectation->line = given->line;
    pthread_mutex_lock(&self->lock);
    struct expectation *_Atomic *link = &self->expectations;
    while (atomic_load(link)) {
        link = &atomic_load(link)->next;
    }
    atomic_store(link, expectation);
    pthread_mutex_unlock(&self->lock);
    return true;
}

static bool verify_expectation(const struct mynah_double *self,
                               const struct expectation *expectation, struct sink *why)
{
    size_t count = atomic_load(&expectation->count);
    if (count >= expectation->least && count <= expectation->most) {
        return true;
    }
    mynah__sink_format(why, "%s.%s: expected ", mynah__stand_in_name(&self->base),
                       expectation->method->name);
    mynah__show_range(why, expectation->least, expectation->most);
    if (expectation->when) {
        mynah__sink_add(why, " where ");
        mynah__match_describe(why, expectation->when);
    }
    mynah__sink_format(why, ", there %s %zu\n", count == 1 ? "was" : "were", count);
    if (*expectation->file) {
        mynah__sink_format(why, "%s:%d: note: expected here\n", expectation->file,
                           expectation->line);
    }
    return false;
}

static bool verify_method(struct mynah_double *self, struct method *method, struct sink *why)
{
    struct mynah_error error;
    char name[160];
    struct sink sink = mynah__sink(name, sizeof name);
    mynah__sink_format(&sink, "%s.%s", mynah__stand_in_name(&self->base), method->name);
    if (!mynah__double_follow(self, method, &error)) {
        mynah__sink_format(why, "%s: %s\n", name, error.text);
        return false;
    }
    return mynah__cursor_verify(&method->cursor, name, why);
}

static bool verify(const void *self, char *why, size_t size)
{
    // Constant to who verifies, but not what has not been looked at yet.
    struct mynah_double *own = (struct mynah_double *)self;
    struct sink sink = mynah__sink(why, size);
    bool all = true;
    for (struct method *method = own->methods; method; method = method->next) {
        all = verify_method(own, method, &sink) && all;
    }
    for (struct expectation *each = own->expectations; each; each = each->next) {
        all = verify_expectation(own, each, &sink) && all;
    }
    pthread_mutex_lock(&own->lock);
    if (own->complaints) {
        mynah__sink_format(&sink, "%s\n", own->complaint);
    }
    if (own->complaints > 1) {
        mynah__sink_format(&sink, "%s: and %zu more such call%s\n",
                           mynah__stand_in_name(&own->base), own->complaints - 1,
                           own->complaints == 2 ? "" : "s");
    }
    all = all && !own->complaints;
    pthread_mutex_unlock(&own->lock);
    return all;
}

bool mynah_double_verify(const struct mynah_double *self, char *why, size_t size)
{
    return verify(self, why, size);
}

void mynah__double_complain(struct mynah_double *self, const char *text)
{
    pthread_mutex_lock(&self->lock);
    if (self->complaints++ == 0) {
        struct sink sink = mynah__sink(self->complaint, sizeof self->complaint);
        mynah__sink_add(&sink, text);
    }
    pthread_mutex_unlock(&self->lock);
}

// ## What it was asked

size_t mynah_double_calls(const struct mynah_double *self, const char *name)
{
    const struct method *method = name ? find_method(self, name) : NULL;
    return method ? atomic_load(&method->calls) : name ? 0 : mynah__stand_in_calls(&self->base);
}

const char *mynah_double_name(const struct mynah_double *self)
{
    return mynah__stand_in_name(&self->base);
}

// ## Life

static void rewind_double(void *self)
{
    struct mynah_double *own = self;
    pthread_mutex_lock(&own->lock);
    for (struct method *method = own->methods; method; method = method->next) {
        mynah__cursor_reset(&method->cursor);
        atomic_store(&method->calls, 0);
    }
    for (struct expectation *each = own->expectations; each; each = each->next) {
        atomic_store(&each->count, 0);
    }
    own->complaints = 0;
    pthread_mutex_unlock(&own->lock);
}

static void destroy(void *self)
{
    struct mynah_double *own = self;
    mynah__stand_in_finish(&own->base);
    forget_expectations(own);
    while (own->methods) {
        struct method *next = own->methods->next;
        method_destroy(own->methods);
        own->methods = next;
    }
    mynah__arena_finish(&own->signatures.arena);
    pthread_mutex_destroy(&own->lock);
    mynah__free(own);
}

void mynah_double_reset(struct mynah_double *self)
{
    rewind_double(self);
    mynah__stand_in_reset(&self->base);
}

void mynah_double_destroy(struct mynah_double *self)
{
    if (self) {
        destroy(self);
    }
}

struct mynah_double *mynah_double_create(struct mynah_world *world,
                                         const struct mynah_double_options *given,
                                         struct mynah_error *error)
{
    const struct mynah_double_options options =
        given ? *given : (struct mynah_double_options){ .name = NULL };
    const struct mynah_member member = { .name = options.name ? options.name : "double",
                                         .verify = verify,
                                         .reset = rewind_double,
                                         .destroy = destroy };
    if ((unsigned)options.exhaustion > MYNAH_EXHAUSTION_ERROR) {
        mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the exhaustion policy is of no known kind");
        return NULL;
    }
    struct mynah_double *self = mynah__alloc(sizeof *self);
    if (!self || pthread_mutex_init(&self->lock, NULL) != 0) {
        mynah__free(self);
        no_memory(error);
        return NULL;
    }
    self->nice = options.nice;
    self->exhaustion = options.exhaustion;
    if (!mynah__signatures_read(&self->signatures, options.methods, "argument", error) ||
        !mynah__stand_in_init(&self->base, world, &member, error)) {
        destroy(self);
        return NULL;
    }
    return self;
}
