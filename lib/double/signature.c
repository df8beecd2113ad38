// SPDX-License-Identifier: Apache-2.0
//
// Declared methods: what a double can be told and asked at all, so that a slip of the pen in a
// test, or an interface that has changed, does not go unseen.

#include "double/double.h"

#include "core/words.h"
#include "stand_in/record.h"

#include <string.h>

static const char blank[] = " \t";
static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.";

static bool wrong(const char *text, const char *at, struct mynah_error *error)
{
    int column = (int)(at - text) + 1;
    return mynah_error_set_at(error, MYNAH_ERROR_ARGUMENT, 1, column,
                              "\"%.80s\", column %d: write name(first, second, last?)", text,
                              column);
}

// Read a name and return what is behind it and blanks; NULL when there is none.
static const char *read_name(struct arena *arena, const char *at, const char **name)
{
    at += strspn(at, blank);
    size_t size = strspn(at, letters);
    *name = mynah__arena_copy(arena, at, size);
    return size ? at + size + strspn(at + size, blank) : NULL;
}

static bool read_parameters(struct arena *arena, struct signature *signature, const char *text,
                            const char *at, struct mynah_error *error)
{
    size_t most = 1;
    for (const char *comma = at; (comma = strchr(comma, ',')); comma++) {
        most++;
    }
    signature->parameters = mynah__arena_alloc(arena, most * sizeof *signature->parameters);
    signature->optional = mynah__arena_alloc(arena, most * sizeof *signature->optional);
    bool more = at[strspn(at, blank)] != ')';
    while (more && !arena->failed) {
        const char *rest = read_name(arena, at, &signature->parameters[signature->count]);
        if (!rest) {
            return wrong(text, at, error);
        }
        signature->optional[signature->count++] = *rest == '?';
        at = rest + (*rest == '?');
        at += strspn(at, blank);
        more = *at == ',';
        at += more;
    }
    at += strspn(at, blank);
    return arena->failed || (*at == ')' && !at[1 + strspn(at + 1, blank)]) ||
           wrong(text, at, error);
}

static bool read_signature(struct arena *arena, struct signature *signature, const char *text,
                           struct mynah_error *error)
{
    const char *rest = read_name(arena, text, &signature->name);
    if (!rest) {
        return wrong(text, text, error);
    }
    signature->any = !*rest;
    return signature->any ||
           (*rest == '(' ? read_parameters(arena, signature, text, rest + 1, error)
                         : wrong(text, rest, error));
}

bool mynah__signatures_read(struct signatures *signatures, const char *const *texts,
                            const char *part, struct mynah_error *error)
{
    size_t count = 0;
    while (texts && texts[count]) {
        count++;
    }
    struct arena *arena = &signatures->arena;
    signatures->list = mynah__arena_alloc(arena, count * sizeof *signatures->list + 1);
    for (size_t i = 0; i < count && signatures->list; i++) {
        signatures->list[i].part = part;
        if (!read_signature(arena, &signatures->list[i], texts[i], error)) {
            return false;
        }
    }
    signatures->count = count;
    return !arena->failed || mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

static const char *did_you_mean(char buffer[64], const char *word, const void *names, size_t count,
                                size_t stride)
{
    const char *nearest = count ? mynah__nearest(word, names, count, stride) : NULL;
    struct sink sink = mynah__sink(buffer, 64);
    if (nearest) {
        mynah__sink_format(&sink, "; did you mean \"%.30s\"?", nearest);
    }
    return buffer;
}

bool mynah__signature_find(const struct signatures *signatures, const char *method,
                           const struct signature **found, struct mynah_error *error)
{
    *found = NULL;
    for (size_t i = 0; i < signatures->count; i++) {
        if (strcmp(signatures->list[i].name, method) == 0) {
            *found = &signatures->list[i];
            return true;
        }
    }
    char clip[MYNAH__CLIP], meant[64];
    return signatures->count == 0 ||
           mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "there is no method \"%s\"%s",
                           mynah__clip(clip, method),
                           did_you_mean(meant, method, &signatures->list[0].name, signatures->count,
                                        sizeof(struct signature)));
}

static bool is_parameter(const struct signature *signature, const char *name, size_t size,
                         struct mynah_error *error)
{
    for (size_t i = 0; i < signature->count; i++) {
        const char *parameter = signature->parameters[i];
        if (strlen(parameter) == size && memcmp(parameter, name, size) == 0) {
            return true;
        }
    }
    char word[64] = "", clip[MYNAH__CLIP], meant[64];
    memcpy(word, name, size < sizeof word - 1 ? size : sizeof word - 1);
    return mynah_error_set(
        error, MYNAH_ERROR_ARGUMENT, "%s has no %s \"%s\"%s", signature->name, signature->part,
        mynah__clip(clip, word),
        did_you_mean(meant, word, signature->parameters, signature->count, sizeof(const char *)));
}

bool mynah__signature_names(const struct signature *signature, const char *name,
                            struct mynah_error *error)
{
    return !signature || signature->any || is_parameter(signature, name, strlen(name), error);
}

bool mynah__signature_takes(const struct signature *signature,
                            const struct mynah_arguments *arguments, struct mynah_error *error)
{
    if (!signature || signature->any) {
        return true;
    }
    for (size_t i = 0; i < arguments->count; i++) {
        const char *name = mynah__named_name(&arguments->values[i]);
        if (!is_parameter(signature, name, strlen(name), error)) {
            return false;
        }
    }
    for (size_t i = 0; i < signature->count; i++) {
        if (!signature->optional[i] && !mynah_argument(arguments, signature->parameters[i])) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%s was called without \"%s\"",
                                   signature->name, signature->parameters[i]);
        }
    }
    return true;
}

bool mynah__signature_has(const struct signature *signature, const struct mynah_match *match,
                          struct mynah_error *error)
{
    if (!signature || signature->any || !match) {
        return true;
    }
    size_t count = match->kind >= MYNAH_MATCH_ALL ? match->term_count : 0;
    bool known = true;
    for (size_t i = 0; i < count && known; i++) {
        known = mynah__signature_has(signature, &match->terms[i], error);
    }
    size_t size = match->path && !count ? strcspn(match->path, ".[") : 0;
    return known && (!size || is_parameter(signature, match->path, size, error));
}
