// SPDX-License-Identifier: Apache-2.0
//
// Whether conditions make sense, and conditions that are kept.

#include "stand_in/match.h"

#include "core/alloc.h"
#include "core/words.h"
#include "stand_in/record.h"

#include <regex.h>
#include <string.h>

static const struct mynah_shape match_shape;

static const struct mynah_field match_fields[] = {
    { .name = "path", .kind = MYNAH_FIELD_TEXT, .offset = offsetof(struct mynah_match, path) },
    { .name = "text", .kind = MYNAH_FIELD_TEXT, .offset = offsetof(struct mynah_match, text) },
    { .name = "name", .kind = MYNAH_FIELD_TEXT, .offset = offsetof(struct mynah_match, name) },
    { .name = "terms",
      .kind = MYNAH_FIELD_RECORDS,
      .offset = offsetof(struct mynah_match, terms),
      .count_offset = offsetof(struct mynah_match, term_count),
      .shape = &match_shape },
};

static const struct mynah_shape match_shape = { .name = "condition",
                                                .size = sizeof(struct mynah_match),
                                                .fields = match_fields,
                                                .field_count = 4 };

// Which kinds of field a kind of condition can speak about: a set of bits.
enum {
    ON_TEXT = 1 << MYNAH_FIELD_TEXT | 1 << MYNAH_FIELD_JSON | 1 << MYNAH_FIELD_WORD,
    ON_COUNT = 1 << MYNAH_FIELD_RECORDS | 1 << MYNAH_FIELD_TEXTS,
    ON_NUMBER = 1 << MYNAH_FIELD_INT | 1 << MYNAH_FIELD_REAL | 1 << MYNAH_FIELD_BOOL | ON_COUNT |
                1 << MYNAH_FIELD_TEXT | 1 << MYNAH_FIELD_JSON | 1 << MYNAH_FIELD_BYTES,
    ON_EQUAL = ON_TEXT | ON_COUNT | 1 << MYNAH_FIELD_INT | 1 << MYNAH_FIELD_REAL |
               1 << MYNAH_FIELD_BOOL | 1 << MYNAH_FIELD_OPAQUE | 1 << MYNAH_FIELD_RECORD |
               1 << MYNAH_FIELD_POINTER,
    ON_ALL = ~0,
};

static const struct {
    int fields;
    bool text; // needs one
} kinds[] = {
    [MYNAH_MATCH_EQUAL] = { ON_EQUAL, false },
    [MYNAH_MATCH_NOT_EQUAL] = { ON_EQUAL, false },
    [MYNAH_MATCH_CONTAINS] = { ON_TEXT | 1 << MYNAH_FIELD_TEXTS, true },
    [MYNAH_MATCH_PREFIX] = { ON_TEXT, true },
    [MYNAH_MATCH_SUFFIX] = { ON_TEXT, true },
    [MYNAH_MATCH_REGEX] = { ON_TEXT, true },
    [MYNAH_MATCH_LESS] = { ON_NUMBER, false },
    [MYNAH_MATCH_AT_MOST] = { ON_NUMBER, false },
    [MYNAH_MATCH_GREATER] = { ON_NUMBER, false },
    [MYNAH_MATCH_AT_LEAST] = { ON_NUMBER, false },
    [MYNAH_MATCH_PRESENT] = { ON_ALL, false },
    [MYNAH_MATCH_ABSENT] = { ON_ALL, false },
    [MYNAH_MATCH_PREDICATE] = { ON_ALL, false },
    [MYNAH_MATCH_NEAR] = { 1 << MYNAH_FIELD_INT | 1 << MYNAH_FIELD_REAL, false },
    [MYNAH_MATCH_TYPE] = { ON_ALL, true },
    [MYNAH_MATCH_JSON] = { ON_ALL, true },
    [MYNAH_MATCH_INCLUDES] = { ON_ALL, true },
};

bool mynah__match_speaks(enum mynah_match_kind kind, enum mynah_field_kind field)
{
    return kinds[kind].fields & 1 << field;
}

static bool compile(const struct mynah_match *match, regex_t *regex, struct mynah_error *error)
{
    int code = regcomp(regex, match->text, REG_EXTENDED | REG_NOSUB);
    if (code == 0) {
        return true;
    }
    char shown[100];
    char reason[80];
    regerror(code, regex, reason, sizeof reason);
    mynah_text_show(match->text, 60, shown, sizeof shown);
    return mynah_error_set(error, code == REG_ESPACE ? MYNAH_ERROR_MEMORY : MYNAH_ERROR_ARGUMENT,
                           "the regular expression %s: %s", shown, reason);
}

static bool check_own(const struct mynah_match *match, struct mynah_error *error)
{
    const char *path = match->path ? match->path : "the record";
    if (kinds[match->kind].text && !match->text) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the condition on %s has no text",
                               path);
    }
    if (match->kind == MYNAH_MATCH_PREDICATE && !match->predicate) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the condition on %s has no predicate",
                               path);
    }
    if (match->kind == MYNAH_MATCH_NEAR && !(match->within >= 0)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "the condition on %s: `within` is negative", path);
    }
    if (match->kind >= MYNAH_MATCH_TYPE && !match->compiled) {
        return mynah__match_json_check(match, error);
    }
    regex_t regex;
    if (match->kind == MYNAH_MATCH_REGEX && !match->compiled) {
        if (!compile(match, &regex, error)) {
            return false;
        }
        regfree(&regex);
    }
    return true;
}

static bool word_known(const struct mynah_match *match, const struct mynah_field *field)
{
    if (field->kind != MYNAH_FIELD_WORD || !match->text || match->kind > MYNAH_MATCH_NOT_EQUAL) {
        return true;
    }
    for (size_t i = 0; field->words[i]; i++) {
        if (strcmp(field->words[i], match->text) == 0) {
            return true;
        }
    }
    return false;
}

static bool check_field(const struct mynah_match *match, const struct mynah_shape *shape,
                        struct mynah_error *error)
{
    struct mynah_field field;
    if (!mynah__path_check(shape, match->path, &field, error)) {
        return false;
    }
    if (!field.kind) {
        return true;
    }
    char shown[200];
    mynah_match_show(match, shown, sizeof shown);
    if (!mynah__match_speaks(match->kind, field.kind)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%s: the field is of another kind",
                               shown);
    }
    bool record = field.kind == MYNAH_FIELD_RECORD || field.kind == MYNAH_FIELD_POINTER;
    if (field.kind == MYNAH_FIELD_RECORD && match->kind <= MYNAH_MATCH_NOT_EQUAL &&
        !match->record) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "the condition on %s has no record to compare with", match->path);
    }
    if (record && match->kind <= MYNAH_MATCH_NOT_EQUAL && match->record &&
        match->shape != field.shape) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%s: the record is of another shape",
                               shown);
    }
    if (!word_known(match, &field)) {
        char words[160] = "";
        for (size_t i = 0; field.words[i]; i++) {
            mynah__list_add(words, sizeof words, field.words[i]);
        }
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "%s: there is no such word; there are: %s", shown, words);
    }
    return true;
}

// Without a shape only what needs none is checked.
static bool check(const struct mynah_match *match, const struct mynah_shape *shape, int depth,
                  struct mynah_error *error)
{
    if (depth > MYNAH_MATCH_DEPTH || (unsigned)match->kind > MYNAH_MATCH_NOT) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               depth > MYNAH_MATCH_DEPTH ? "the condition nests too deep"
                                                         : "the condition is of no known kind");
    }
    if (match->kind < MYNAH_MATCH_ALL) {
        return check_own(match, error) && (!shape || check_field(match, shape, error));
    }
    if (match->term_count && !match->terms) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the condition has no terms");
    }
    for (size_t i = 0; i < match->term_count; i++) {
        if (!check(&match->terms[i], shape, depth + 1, error)) {
            return false;
        }
    }
    return true;
}

bool mynah_match_check(const struct mynah_match *match, const struct mynah_shape *shape,
                       struct mynah_error *error)
{
    return !match || check(match, shape, 1, error);
}

static size_t terms_of(const struct mynah_match *match)
{
    return match->kind < MYNAH_MATCH_ALL ? 0 : match->term_count;
}

static void release_inside(struct mynah_match *match)
{
    if (match->compiled && match->kind == MYNAH_MATCH_REGEX) {
        regfree((regex_t *)match->compiled);
        mynah__free((void *)match->compiled);
    } else if (match->compiled) {
        mynah__match_json_release((void *)match->compiled);
    }
    if (match->shape) {
        mynah__free((void *)match->record);
    }
    for (size_t i = 0; i < terms_of(match); i++) {
        release_inside((struct mynah_match *)&match->terms[i]);
    }
}

// Forget what belongs to the original, so that a copy that is half made can be released.
static void forget_inside(struct mynah_match *match)
{
    match->compiled = NULL;
    match->record = match->shape ? NULL : match->record;
    for (size_t i = 0; i < terms_of(match); i++) {
        forget_inside((struct mynah_match *)&match->terms[i]);
    }
}

static bool compile_inside(struct mynah_match *match, const struct mynah_match *original,
                           struct mynah_error *error)
{
    if (match->kind == MYNAH_MATCH_REGEX) {
        regex_t *regex = mynah__alloc(sizeof *regex);
        if (!regex) {
            return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        }
        if (!compile(match, regex, error)) {
            mynah__free(regex);
            return false;
        }
        match->compiled = regex;
    }
    if (match->kind == MYNAH_MATCH_JSON || match->kind == MYNAH_MATCH_INCLUDES) {
        match->compiled = mynah__match_json_keep(match, error);
        if (!match->compiled) {
            return false;
        }
    }
    if (match->shape && original->record) {
        match->record = mynah_record_copy(match->shape, original->record, error);
        if (!match->record) {
            return false;
        }
    }
    for (size_t i = 0; i < terms_of(match); i++) {
        if (!compile_inside((struct mynah_match *)&match->terms[i], &original->terms[i], error)) {
            return false;
        }
    }
    return true;
}

struct mynah_match *mynah__match_compile(const struct mynah_match *match, struct mynah_error *error)
{
    if (!check(match, NULL, 1, error)) {
        return NULL;
    }
    struct mynah_match *copy = mynah_record_copy(&match_shape, match, error);
    if (!copy) {
        return NULL;
    }
    forget_inside(copy);
    if (!compile_inside(copy, match, error)) {
        mynah__match_release(copy);
        return NULL;
    }
    return copy;
}

void mynah__match_release(struct mynah_match *match)
{
    if (match) {
        release_inside(match);
        mynah__free(match);
    }
}
