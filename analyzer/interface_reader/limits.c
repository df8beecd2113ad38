// SPDX-License-Identifier: Apache-2.0
//
// Conditions on parameters: what the documentation says of each, where it is said, and which
// exception it names for it.  What is not plain gives none.

#include "interface_reader/docstring.h"

#include "core/text.h"
#include "interface_reader/phrases.h"

#include <string.h>

// More is nobody's documentation.
enum { LIMITS_MOST = 64, PARAMETERS_MOST = 32, WORDS_MOST = 3000 };

struct limits {
    struct docstring *doc;
    struct mynah_interface_member *member;
    struct mynah_interface_limit *items;
    enum demand_family families[LIMITS_MOST];
    size_t count;
    size_t words; // that were read so far
};

static bool is_annotated(const struct mynah_interface_parameter *parameter, const char *type)
{
    const char *annotation = parameter->annotation ? parameter->annotation : "";
    size_t size = strlen(type);
    annotation += *annotation == '"';
    return strncmp(annotation, type, size) == 0 && (!annotation[size] || annotation[size] == '"');
}

/* Keeping them */

// Say what is repeated to be so long: a letter, or anything.
static const char *unit_of(const struct mynah_interface_parameter *parameter,
                           const struct demand *demand)
{
    const char *annotation = parameter->annotation ? parameter->annotation : "str";
    annotation += *annotation == '"';
    bool text = demand->of_text || strncmp(annotation, "str", 3) == 0 ||
                strncmp(annotation, "Optional[str", 12) == 0;
    return text ? "\"x\"" : strncmp(annotation, "bytes", 5) == 0 ? "b\"x\"" : "[None]";
}

static const char *example_of(struct arena *arena,
                              const struct mynah_interface_parameter *parameter,
                              const struct demand *demand)
{
    const char *times = demand->example + 1;
    if (*demand->example != '*') {
        return *demand->example ? demand->example : "None";
    }
    const char *unit = unit_of(parameter, demand);
    return strcmp(times, "1") == 0 ? unit : mynah__arena_format(arena, "%s * %s", unit, times);
}

// Keep a condition, unless there is one of that kind already.
static void add_limit(struct limits *limits, const struct mynah_interface_parameter *parameter,
                      const struct demand *demand, const char *type)
{
    struct arena *arena = limits->doc->reader->arena;
    for (size_t i = 0; i < limits->count; i++) {
        if (limits->families[i] == demand->family &&
            strcmp(limits->items[i].parameter, parameter->name) == 0) {
            return;
        }
    }
    const char *guard = demand->of_text ? "str" : demand->of_numbers ? "int" : NULL;
    const char *test = demand->test;
    if (guard && !is_annotated(parameter, guard)) {
        test = mynah__arena_format(arena, "not isinstance(%s, %s) or %s", parameter->name, guard,
                                   test);
    }
    const char *example = example_of(arena, parameter, demand);
    if (!test || !example) {
        limits->doc->reader->failed = true;
    } else if (limits->count < LIMITS_MOST) {
        limits->families[limits->count] = demand->family;
        limits->items[limits->count++] =
            (struct mynah_interface_limit){ parameter->name, test, example, type };
    }
}

/* Texts */

// Return whether the text has the parameter's name as a word.
static bool mentions(const char *text, const char *name)
{
    size_t size = strlen(name);
    for (const char *at = strstr(text, name); at; at = strstr(at + 1, name)) {
        bool before = at > text && (at[-1] == '_' || (at[-1] >= 'a' && at[-1] <= 'z'));
        bool behind = at[size] == '_' || (at[size] >= 'a' && at[size] <= 'z');
        if (!before && !behind) {
            return true;
        }
    }
    return false;
}

static bool is_about_validity(const char *when)
{
    static const char *const words[] = { "invalid", "not valid",    "malformed", "bad ",
                                         "illegal", "out of range", "incorrect", "wrong" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strstr(when, words[i])) {
            return true;
        }
    }
    return false;
}

// Return the only exception that the documentation names for the parameter being wrong, or NULL.
static const char *error_of(const struct mynah_interface_member *member, const char *name)
{
    const char *type = NULL;
    for (size_t i = 0; i < member->raise_count; i++) {
        const struct mynah_interface_raise *one = &member->raises[i];
        if (one->when && mentions(one->when, name) && is_about_validity(one->when)) {
            if (type) {
                return NULL;
            }
            type = one->is_known ? one->type : NULL;
        }
    }
    return type;
}

static bool take_apart(struct limits *limits, const char *text, struct phrases *phrases)
{
    *phrases = (struct phrases){ .arena = limits->doc->reader->arena };
    if (limits->words > WORDS_MOST) {
        return false;
    }
    bool read = mynah__phrases_read(phrases, text);
    limits->doc->reader->failed = limits->doc->reader->failed || !read;
    limits->words += phrases->count;
    return read;
}

// Whether what is said around [at, end), in its sentence or in another one, takes it back.
static bool is_taken_back(const struct phrases *phrases, size_t sentence, size_t at, size_t end,
                          bool reasons)
{
    size_t last = end;
    bool more = reasons && mynah__phrases_is(phrases, end, "or");
    while (!mynah__phrases_sentence_end(phrases, last)) {
        last++;
    }
    return mynah__phrases_hedged(phrases, sentence, at, reasons ? HEDGE_REASON : HEDGE_SENTENCE) ||
           mynah__phrases_hedged(phrases, end, last, more ? HEDGE_REASON : HEDGE_SENTENCE) ||
           mynah__phrases_hedged(phrases, 0, sentence, HEDGE_ELSEWHERE) ||
           mynah__phrases_hedged(phrases, last, phrases->count, HEDGE_ELSEWHERE);
}

// Keep the conditions on a parameter in a text that was taken apart.
static void read_phrases(struct limits *limits, struct phrases *phrases,
                         const struct mynah_interface_parameter *parameter, const enum lead *leads,
                         const char *type)
{
    size_t sentence = 0;
    bool reasons = *leads == LEAD_RAISES;
    phrases->parameter = parameter->name;
    for (size_t at = 0; at < phrases->count; at++) {
        bool starts = at == 0 || mynah__phrases_boundary(phrases, at - 1) ||
                      (reasons && mynah__phrases_is(phrases, at - 1, "or"));
        struct demands demands = { .count = 0 };
        size_t end = 0;
        if (at > 0 && mynah__phrases_sentence_end(phrases, at - 1)) {
            sentence = at;
        }
        for (const enum lead *lead = leads; starts && !end && *lead != LEAD_COUNT; lead++) {
            end = mynah__phrases_demand(phrases, at, *lead, &demands);
        }
        if (!end || is_taken_back(phrases, sentence, at, end, reasons)) {
            continue;
        }
        for (size_t i = 0; i < demands.count; i++) {
            add_limit(limits, parameter, &demands.items[i], type);
        }
        at = end - 1;
    }
}

static const struct mynah_interface_parameter *
find_parameter(const struct mynah_interface_member *member, const char *name, size_t size)
{
    for (size_t i = 0; i < member->signature.parameter_count; i++) {
        const struct mynah_interface_parameter *parameter = &member->signature.parameters[i];
        bool single =
            parameter->kind != MYNAH_PARAMETER_VARARG && parameter->kind != MYNAH_PARAMETER_KWARG;
        single = single && !mynah__is_private(parameter->name);
        if (single && strlen(parameter->name) == size &&
            strncmp(parameter->name, name, size) == 0) {
            return is_annotated(parameter, "bool") ? NULL : parameter;
        }
    }
    return NULL;
}

/* Where parameters are described */

static const enum lead described[] = { LEAD_NAMED, LEAD_MUST, LEAD_NONE, LEAD_COUNT };
static const enum lead asserted[] = { LEAD_NAMED, LEAD_COUNT };
static const enum lead raised[] = { LEAD_RAISES, LEAD_NAMED, LEAD_COUNT };

// What is said of a parameter: `text`, and the lines from `at` up to `end`.
struct description {
    const char *name;
    size_t size;
    const char *text;
    size_t at, end;
};

static void read_description(struct limits *limits, const struct description *said)
{
    const struct mynah_interface_parameter *parameter =
        find_parameter(limits->member, said->name, said->size);
    struct text whole = { 0 };
    struct phrases phrases;
    if (!parameter) {
        return;
    }
    mynah__text_add(&whole, said->text);
    for (size_t at = said->at; at < said->end; at++) {
        mynah__text_add_format(&whole, " %s", limits->doc->lines[at].text);
    }
    if (whole.failed) {
        limits->doc->reader->failed = true;
    } else if (whole.size && take_apart(limits, whole.bytes, &phrases)) {
        read_phrases(limits, &phrases, parameter, described,
                     error_of(limits->member, parameter->name));
    }
    mynah__text_finish(&whole);
}

// Google has "name (type): text", NumPy "name : type" and the text below it.
static void read_section(struct limits *limits, const char *title)
{
    const struct docstring *doc = limits->doc;
    size_t end;
    size_t at = mynah__docstring_section(doc, title, &end);
    bool numpy = at > 1 && strspn(doc->lines[at - 1].text, "-") > 2;
    size_t indent = at < end ? doc->lines[at].indent : 0;
    while (at < end) {
        const char *line = doc->lines[at].text;
        size_t size = strcspn(line, " :(,");
        size_t next = at + 1;
        while (next < end && (!*doc->lines[next].text || doc->lines[next].indent > indent)) {
            next++;
        }
        const char *rest = line + size + strspn(line + size, " ");
        if (!numpy && *rest == '(') {
            rest += strcspn(rest, ")");
            rest += *rest == ')';
        }
        if (doc->lines[at].indent == indent && *rest == ':') {
            rest += 1 + strspn(rest + 1, " ");
            read_description(
                limits, &(struct description){ line, size, rest, numpy ? next : at + 1, next });
            if (numpy) {
                read_description(limits, &(struct description){ line, size, "", at + 1, next });
            }
        } else if (numpy && doc->lines[at].indent == indent) {
            read_description(limits, &(struct description){ line, size, "", at + 1, next });
        }
        at = next;
    }
}

// reST has ":param type name: text", with more lines up to the next field.
static void read_fields(struct limits *limits)
{
    static const char *const words[] = { ":param ",    ":parameter ", ":arg ",
                                         ":argument ", ":key ",       ":keyword " };
    const struct docstring *doc = limits->doc;
    for (size_t at = 0; at < doc->count; at++) {
        const char *line = doc->lines[at].text;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
            size_t start = strlen(words[i]);
            size_t size = strcspn(line + 1, ":") + 1;
            size_t end = at + 1;
            if (strncmp(line, words[i], start) != 0 || line[size] != ':' || size <= start) {
                continue;
            }
            const char *name = line + size;
            while (name > line + start && name[-1] != ' ') {
                name--;
            }
            while (end < doc->count && *doc->lines[end].text && *doc->lines[end].text != ':') {
                end++;
            }
            const char *text = line + size + 1 + strspn(line + size + 1, " ");
            read_description(limits, &(struct description){ name, (size_t)(line + size - name),
                                                            text, at + 1, end });
        }
    }
}

/* Where they are named elsewhere */

static void read_of_all(struct limits *limits, const char *text, const enum lead *leads,
                        const char *type)
{
    const struct mynah_interface_signature *signature = &limits->member->signature;
    struct phrases phrases;
    if (!take_apart(limits, text, &phrases)) {
        return;
    }
    for (size_t i = 0; i < signature->parameter_count && i < PARAMETERS_MOST; i++) {
        const char *name = signature->parameters[i].name;
        const struct mynah_interface_parameter *parameter =
            find_parameter(limits->member, name, strlen(name));
        if (parameter) {
            read_phrases(limits, &phrases, parameter, leads,
                         type ? type : error_of(limits->member, name));
        }
    }
}

// Read the paragraphs before the first section or field.
static void read_prose(struct limits *limits)
{
    const struct docstring *doc = limits->doc;
    struct text prose = { 0 };
    for (size_t at = 0; at < doc->count; at++) {
        const char *line = doc->lines[at].text;
        size_t size = strlen(line);
        bool heading = size > 1 && line[size - 1] == ':' && !strchr(line, ' ');
        bool underlined = at + 1 < doc->count && strspn(doc->lines[at + 1].text, "-") > 2;
        if (*line == ':' || heading || underlined) {
            break;
        }
        mynah__text_add_format(&prose, "%s ", *line ? line : ".");
    }
    limits->doc->reader->failed = limits->doc->reader->failed || prose.failed;
    if (!prose.failed && prose.size) {
        read_of_all(limits, prose.bytes, asserted, NULL);
    }
    mynah__text_finish(&prose);
}

void mynah__limits_read(struct docstring *doc, struct mynah_interface_member *member)
{
    static const char *const titles[] = {
        "Args",         "Arguments",         "Parameters",       "Params",
        "Keyword Args", "Keyword Arguments", "Other Parameters",
    };
    struct limits limits = { .doc = doc, .member = member };
    limits.items = mynah__arena_alloc(doc->reader->arena, LIMITS_MOST * sizeof *limits.items);
    if (!limits.items) {
        doc->reader->failed = true;
        return;
    }
    for (size_t i = 0; i < member->raise_count; i++) {
        const struct mynah_interface_raise *one = &member->raises[i];
        if (one->when && one->is_known) {
            read_of_all(&limits, one->when, raised, one->type);
        }
    }
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        read_section(&limits, titles[i]);
    }
    read_fields(&limits);
    read_prose(&limits);
    member->limits = limits.items;
    member->limit_count = limits.count;
}
