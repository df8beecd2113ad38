// SPDX-License-Identifier: Apache-2.0
// Models of what makes texts and numbers: conversions, encodings, indentation and paths.

#include "core/text.h"
#include "core/utf8.h"
#include "values/constants.h"
#include "values/engine.h"

#include <string.h>

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

static bool number(struct engine *engine, uint32_t set, int64_t *result)
{
    uint32_t single = mynah__single(engine, set);
    if (single == UINT32_MAX || engine->values[single].kind != VALUE_INT) {
        return false;
    }
    *result = mynah__int(&engine->values[single]);
    return true;
}

uint32_t mynah__model_str(struct engine *engine, uint32_t value, const struct arguments *arguments,
                          uint32_t site)
{
    uint32_t set = mynah__argument(engine, arguments, 1, NULL);
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, set);
    (void)value;
    if (arguments->count == 0) {
        return mynah__set_text(engine, "");
    }
    if (arguments->count > 1) { // str(bytes, coding)
        uint32_t single = mynah__single(engine, set);
        if (single != UINT32_MAX && engine->values[single].kind == VALUE_BYTES) {
            struct arguments rest = { .positional = arguments->positional + 1, .count = 1 };
            return mynah__fold_method(engine, single, "decode", &rest, site);
        }
        return foreign(engine);
    }
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        result = mynah__set_union(engine, result, mynah__fold_str(engine, members[i]));
    }
    return result;
}

uint32_t mynah__model_chr(struct engine *engine, uint32_t value, const struct arguments *arguments,
                          uint32_t site)
{
    int64_t point;
    (void)value;
    (void)site;
    uint32_t set = mynah__argument(engine, arguments, 1, NULL);
    if (!number(engine, set, &point) || point < 0 || point > 0x10FFFF ||
        (point >= 0xD800 && point <= 0xDFFF)) {
        return set == SET_EMPTY ? SET_EMPTY : foreign(engine);
    }
    char utf8[4];
    struct text text = { 0 };
    mynah__text_add_bytes(&text, utf8, mynah__utf8_write((uint32_t)point, utf8));
    return mynah__fold_text(engine, &text, VALUE_STR);
}

uint32_t mynah__model_ord(struct engine *engine, uint32_t value, const struct arguments *arguments,
                          uint32_t site)
{
    (void)value;
    (void)site;
    uint32_t single = mynah__single(engine, mynah__argument(engine, arguments, 1, NULL));
    uint32_t point;
    if (single == UINT32_MAX || engine->values[single].kind != VALUE_STR) {
        return foreign(engine);
    }
    struct atom atom = *mynah__atom_at(engine, engine->values[single].a);
    if (atom.size == 0 || mynah__utf8_read(atom.bytes, atom.size, &point) != atom.size) {
        return foreign(engine);
    }
    return mynah__set_of(engine, mynah__value_int(engine, point));
}

uint32_t mynah__model_bytes(struct engine *engine, uint32_t value,
                            const struct arguments *arguments, uint32_t site)
{
    uint32_t set = mynah__argument(engine, arguments, 1, NULL);
    int64_t length = mynah__length(engine, set);
    struct text text = { 0 };
    uint32_t single = mynah__single(engine, set);
    (void)value;
    (void)site;
    if (single != UINT32_MAX && engine->values[single].kind <= VALUE_BYTES &&
        engine->values[single].kind >= VALUE_STR) {
        uint32_t atom = engine->values[single].a;
        return mynah__set_of(engine, mynah__value(engine, VALUE_BYTES, 0, atom, 0));
    }
    for (int64_t i = 0; i < length; i++) {
        int64_t byte;
        if (!number(engine, mynah__element(engine, set, i), &byte) || byte < 0 || byte > 255) {
            mynah__text_finish(&text);
            return foreign(engine);
        }
        mynah__text_add_char(&text, (char)byte);
    }
    return length < 0 ? foreign(engine) : mynah__fold_text(engine, &text, VALUE_BYTES);
}

uint32_t mynah__model_int(struct engine *engine, uint32_t value, const struct arguments *arguments,
                          uint32_t site)
{
    (void)value;
    int64_t known;
    uint32_t set = mynah__argument(engine, arguments, 1, NULL);
    if (arguments->count == 1 && number(engine, set, &known)) {
        return set;
    }
    return mynah__set_instance(engine, "builtins.int", site);
}

// Return the number that is not finite which float() makes of the text, or NULL.
static const char *not_finite(const char *text)
{
    static const char *const words[] = { "nan", "inf", "infinity" };
    static const char *const numbers[][2] = {
        { "float('nan')", "float('nan')" },
        { "float('inf')", "float('-inf')" },
        { "float('inf')", "float('-inf')" },
    };
    text += strspn(text, " \t\n");
    bool minus = *text == '-';
    text += minus || *text == '+';
    size_t size = strcspn(text, " \t\n");
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        size_t same = 0;
        while (same < size && (text[same] | 32) == words[i][same]) {
            same++;
        }
        if (same == size && words[i][same] == '\0') {
            return numbers[i][minus];
        }
    }
    return NULL;
}

uint32_t mynah__model_float(struct engine *engine, uint32_t value,
                            const struct arguments *arguments, uint32_t site)
{
    (void)value;
    uint32_t set = mynah__argument(engine, arguments, 1, NULL);
    uint32_t single = mynah__single(engine, set);
    struct value given = single == UINT32_MAX ? (struct value){ 0 } : engine->values[single];
    const char *text = given.kind == VALUE_STR ? mynah__atom_bytes(engine, given.a) : "";
    const char *made = single == UINT32_MAX ? NULL : not_finite(text);
    if (single != UINT32_MAX && (given.kind == VALUE_INT || given.kind == VALUE_NUMBER)) {
        return set;
    }
    if (!made && *text && strspn(text, "0123456789.") == strlen(text)) {
        made = text;
    }
    return made ? mynah__set_number(engine, made)
                : mynah__set_instance(engine, "builtins.float", site);
}

static int sextet(char c)
{
    if (c >= 'A' && c <= 'Z') {
        return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
        return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
        return c - '0' + 52;
    }
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static const struct atom *constant_text(struct engine *engine, const struct arguments *arguments)
{
    uint32_t single = mynah__single(engine, mynah__argument(engine, arguments, 1, NULL));
    if (single == UINT32_MAX ||
        (engine->values[single].kind != VALUE_STR && engine->values[single].kind != VALUE_BYTES)) {
        return NULL;
    }
    return mynah__atom_at(engine, engine->values[single].a);
}

uint32_t mynah__model_decode(struct engine *engine, uint32_t value,
                             const struct arguments *arguments, uint32_t site)
{
    const struct atom *atom = constant_text(engine, arguments);
    struct text text = { 0 };
    uint32_t bits = 0;
    int count = 0;
    (void)value;
    (void)site;
    for (uint32_t i = 0; atom && i < atom->size; i++) {
        int six = sextet(atom->bytes[i]);
        if (six < 0) {
            continue;
        }
        bits = (bits << 6 | (uint32_t)six) & 0xFFFFFF;
        count += 6;
        if (count >= 8) {
            count -= 8;
            mynah__text_add_char(&text, (char)(bits >> count & 255));
        }
    }
    return atom ? mynah__fold_text(engine, &text, VALUE_BYTES) : foreign(engine);
}

uint32_t mynah__model_unhex(struct engine *engine, uint32_t value,
                            const struct arguments *arguments, uint32_t site)
{
    const struct atom *atom = constant_text(engine, arguments);
    struct text text = { 0 };
    int high = -1;
    (void)value;
    (void)site;
    for (uint32_t i = 0; atom && i < atom->size; i++) {
        char c = (char)(atom->bytes[i] | 32);
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit >= 0 && high >= 0) {
            mynah__text_add_char(&text, (char)(high << 4 | digit));
            high = -1;
        } else if (digit >= 0) {
            high = digit;
        }
    }
    return atom ? mynah__fold_text(engine, &text, VALUE_BYTES) : foreign(engine);
}

static void rotate(struct text *text, const struct atom *atom)
{
    for (uint32_t i = 0; i < atom->size; i++) {
        char c = atom->bytes[i];
        int base = c >= 'a' && c <= 'z' ? 'a' : c >= 'A' && c <= 'Z' ? 'A' : 0;
        if (base) {
            c = (char)(base + (c - base + 13) % 26);
        }
        mynah__text_add_char(text, c);
    }
}

// codecs.decode and encode: the codings that are their own kind of spelling.
uint32_t mynah__model_recode(struct engine *engine, uint32_t value,
                             const struct arguments *arguments, uint32_t site)
{
    const struct atom *atom = constant_text(engine, arguments);
    uint32_t coding = mynah__single(engine, mynah__argument(engine, arguments, 2, "encoding"));
    if (!atom || coding == UINT32_MAX || engine->values[coding].kind != VALUE_STR) {
        return foreign(engine);
    }
    const char *name = mynah__atom_bytes(engine, engine->values[coding].a);
    if (strstr(name, "rot") && strstr(name, "13")) {
        struct text text = { 0 };
        rotate(&text, atom);
        return mynah__fold_text(engine, &text, VALUE_STR);
    }
    if (strcmp(name, "hex") == 0) {
        return mynah__model_unhex(engine, value, arguments, site);
    }
    if (strcmp(name, "base64") == 0) {
        return mynah__model_decode(engine, value, arguments, site);
    }
    uint32_t single = mynah__single(engine, arguments->positional[0]);
    struct arguments rest = { .positional = arguments->positional + 1, .count = 1 };
    return mynah__fold_method(engine, single, "decode", &rest, site);
}

// shlex.split(text) of a text without quotes: its words.
uint32_t mynah__model_words(struct engine *engine, uint32_t value,
                            const struct arguments *arguments, uint32_t site)
{
    const struct atom *found = constant_text(engine, arguments);
    uint32_t made = mynah__container_at(engine, CONTAINER_LIST, site);
    (void)value;
    if (!found || strpbrk(found->bytes, "'\"\\#")) {
        mynah__container_append(engine, made, foreign(engine));
        return mynah__set_of(engine, made);
    }
    const char *at = found->bytes;
    for (int64_t i = 0; i < KEYS_MAX; i++) {
        at += strspn(at, " \t\r\n");
        size_t size = strcspn(at, " \t\r\n");
        if (size == 0) {
            break;
        }
        uint32_t word = mynah__value(engine, VALUE_STR, 0, mynah__atom(engine, at, size), 0);
        mynah__container_put(engine, made, mynah__value_int(engine, i),
                             mynah__set_of(engine, word));
        at += size;
    }
    return mynah__set_of(engine, made);
}

// Return how many blanks all lines have in common at their beginning; lines of blanks do not count.
static size_t margin_of(const struct atom *atom, size_t *from)
{
    size_t margin = SIZE_MAX;
    for (size_t at = 0; at < atom->size;) {
        size_t end = at;
        while (end < atom->size && atom->bytes[end] != '\n') {
            end++;
        }
        size_t first = at;
        while (first < end && (atom->bytes[first] == ' ' || atom->bytes[first] == '\t')) {
            first++;
        }
        if (first < end) {
            size_t same = 0;
            while (same < first - at && (margin == SIZE_MAX || same < margin) &&
                   (margin == SIZE_MAX || atom->bytes[*from + same] == atom->bytes[at + same])) {
                same++;
            }
            *from = margin == SIZE_MAX ? at : *from;
            margin = same;
        }
        at = end + 1;
    }
    return margin == SIZE_MAX ? 0 : margin;
}

// textwrap.dedent(text)
uint32_t mynah__model_dedent(struct engine *engine, uint32_t value,
                             const struct arguments *arguments, uint32_t site)
{
    const struct atom *found = constant_text(engine, arguments);
    (void)value;
    (void)site;
    if (!found) {
        return mynah__model_first(engine, value, arguments, site);
    }
    struct atom atom = *found;
    struct text text = { 0 };
    size_t from = 0;
    size_t margin = margin_of(&atom, &from);
    for (size_t at = 0; at < atom.size;) {
        size_t end = at;
        size_t first = at;
        while (end < atom.size && atom.bytes[end] != '\n') {
            end++;
        }
        while (first < end && (atom.bytes[first] == ' ' || atom.bytes[first] == '\t')) {
            first++;
        }
        size_t begin = first == end ? end : at + margin;
        mynah__text_add_bytes(&text, atom.bytes + begin, end - begin);
        if (end < atom.size) {
            mynah__text_add_char(&text, '\n');
        }
        at = end + 1;
    }
    return mynah__fold_text(engine, &text,
                            engine->values[mynah__single(engine, arguments->positional[0])].kind);
}

uint32_t mynah__model_join_path(struct engine *engine, uint32_t value,
                                const struct arguments *arguments, uint32_t site)
{
    (void)value;
    uint32_t slash = mynah__set_text(engine, "/");
    uint32_t result = mynah__argument(engine, arguments, 1, NULL);
    for (uint32_t i = 1; i < arguments->count; i++) {
        result = mynah__fold_binary(engine, OP_ADD, result, slash, site);
        result = mynah__fold_binary(engine, OP_ADD, result, arguments->positional[i], site);
    }
    return result;
}
