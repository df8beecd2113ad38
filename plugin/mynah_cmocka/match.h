// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_MATCH_H
#define MYNAH_CMOCKA_MATCH_H

/*
 * Conditions in one word, for assertions and for scripts: each is a `struct mynah_match` (see
 * mynah/match.h), which explains itself when it is not met.  Included by mynah_cmocka.h.
 *
 *     assert_generator_any_call(generator, mynah_match_contains("request.user_query", "orders"));
 *     assert_code_accesses(code, mynah_match_all(mynah_match_is("channel", "SR:MAG:SP"),
 *                                                mynah_match_at_most("number", 5)));
 *
 * Texts that are given are not copied.
 */

#include <mynah/match.h>
#include <mynah/verdict.h>

#include "mynah_cmocka/raise.h"

static inline struct mynah_match mynah_match_text(const char *path, enum mynah_match_kind kind,
                                                  const char *text)
{
    struct mynah_match match = MYNAH_CMOCKA_ZERO;
    match.path = path;
    match.kind = kind;
    match.text = text;
    return match;
}

/** The field is this text or word. */
static inline struct mynah_match mynah_match_is(const char *path, const char *text)
{
    return mynah_match_text(path, MYNAH_MATCH_EQUAL, text);
}

static inline struct mynah_match mynah_match_is_not(const char *path, const char *text)
{
    return mynah_match_text(path, MYNAH_MATCH_NOT_EQUAL, text);
}

static inline struct mynah_match mynah_match_contains(const char *path, const char *text)
{
    return mynah_match_text(path, MYNAH_MATCH_CONTAINS, text);
}

static inline struct mynah_match mynah_match_prefix(const char *path, const char *text)
{
    return mynah_match_text(path, MYNAH_MATCH_PREFIX, text);
}

static inline struct mynah_match mynah_match_suffix(const char *path, const char *text)
{
    return mynah_match_text(path, MYNAH_MATCH_SUFFIX, text);
}

/** A POSIX extended regular expression matches in it. */
static inline struct mynah_match mynah_match_regex(const char *path, const char *text)
{
    return mynah_match_text(path, MYNAH_MATCH_REGEX, text);
}

static inline struct mynah_match mynah_match_present(const char *path)
{
    return mynah_match_text(path, MYNAH_MATCH_PRESENT, NULL);
}

static inline struct mynah_match mynah_match_absent(const char *path)
{
    return mynah_match_text(path, MYNAH_MATCH_ABSENT, NULL);
}

static inline struct mynah_match mynah_match_compare(const char *path, enum mynah_match_kind kind,
                                                     double number)
{
    struct mynah_match match = mynah_match_text(path, kind, NULL);
    match.number = (int64_t)number;
    match.real = number;
    return match;
}

/** The field is this number; an array: has so many elements.  0 is a number like others. */
static inline struct mynah_match mynah_match_number(const char *path, double number)
{
    return mynah_match_compare(path, MYNAH_MATCH_EQUAL, number);
}

static inline struct mynah_match mynah_match_at_least(const char *path, double number)
{
    return mynah_match_compare(path, MYNAH_MATCH_AT_LEAST, number);
}

static inline struct mynah_match mynah_match_at_most(const char *path, double number)
{
    return mynah_match_compare(path, MYNAH_MATCH_AT_MOST, number);
}

/** The field is a number at most `within` away from this one. */
static inline struct mynah_match mynah_match_near(const char *path, double number, double within)
{
    struct mynah_match match = mynah_match_compare(path, MYNAH_MATCH_NEAR, number);
    match.within = within;
    return match;
}

/** The field is of this type: "text", "integer", "number", "array" and others of mynah/match.h. */
static inline struct mynah_match mynah_match_type(const char *path, const char *type)
{
    return mynah_match_text(path, MYNAH_MATCH_TYPE, type);
}

/** The field is this JSON by value, or has all that this JSON has. */
static inline struct mynah_match mynah_match_json(const char *path, const char *json)
{
    return mynah_match_text(path, MYNAH_MATCH_JSON, json);
}

static inline struct mynah_match mynah_match_includes(const char *path, const char *json)
{
    return mynah_match_text(path, MYNAH_MATCH_INCLUDES, json);
}

/** `predicate` returns true; `name` is what it is called in explanations. */
static inline struct mynah_match
mynah_match_predicate(const char *path, const char *name,
                      bool (*predicate)(void *self, const struct mynah_value *value), void *self)
{
    struct mynah_match match = mynah_match_text(path, MYNAH_MATCH_PREDICATE, NULL);
    match.predicate = predicate;
    match.name = name;
    match.self = self;
    return match;
}

/** Of a finding: its severity is this one or above. */
static inline struct mynah_match mynah_match_severity(enum mynah_severity least)
{
    static const char *const words[] = { "info|low|medium|high", "low|medium|high", "medium|high",
                                         "high" };
    return mynah_match_regex("severity", words[least]);
}

static inline struct mynah_match mynah_match_terms(enum mynah_match_kind kind,
                                                   const struct mynah_match *terms, size_t count)
{
    struct mynah_match match = mynah_match_text(NULL, kind, NULL);
    match.terms = terms;
    match.term_count = count;
    return match;
}

/**
 * All of these conditions, any of them, none of them.  They live as long as the block that this
 * stands in; in C++ as long as the statement.
 */
#define mynah_match_all(...) MYNAH_CMOCKA_TERMS(MYNAH_MATCH_ALL, __VA_ARGS__)
#define mynah_match_any(...) MYNAH_CMOCKA_TERMS(MYNAH_MATCH_ANY, __VA_ARGS__)
#define mynah_match_none(...) MYNAH_CMOCKA_TERMS(MYNAH_MATCH_NOT, __VA_ARGS__)

#ifdef __cplusplus
#include <initializer_list>

static inline mynah_match mynah_match_list(mynah_match_kind kind,
                                           const std::initializer_list<mynah_match> &terms)
{
    return mynah_match_terms(kind, terms.begin(), terms.size());
}

#define MYNAH_CMOCKA_TERMS(kind, ...) mynah_match_list((kind), { __VA_ARGS__ })
#else
#define MYNAH_CMOCKA_TERMS(kind, ...)                                                              \
    mynah_match_terms((kind), (const struct mynah_match[]){ __VA_ARGS__ },                         \
                      sizeof((const struct mynah_match[]){ __VA_ARGS__ }) /                        \
                          sizeof(struct mynah_match))
#endif

#endif
