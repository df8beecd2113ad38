// SPDX-License-Identifier: Apache-2.0
// Methods of text and bytes, and formatting, on constants.

#include "core/text.h"
#include "values/constants.h"
#include "values/engine.h"

#include <string.h>

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

// Give the text of an argument that is one text constant; NULL otherwise.
static const struct atom *text_argument(struct engine *engine, const struct arguments *arguments,
                                        uint32_t position)
{
    uint32_t set = position < arguments->count ? arguments->positional[position] : SET_EMPTY;
    uint32_t single = mynah__single(engine, set);
    if (single == UINT32_MAX ||
        (engine->values[single].kind != VALUE_STR && engine->values[single].kind != VALUE_BYTES)) {
        return NULL;
    }
    return mynah__atom_at(engine, engine->values[single].a);
}

static uint32_t change_case(struct engine *engine, const struct value *value, const char *name)
{
    struct atom atom = *mynah__atom_at(engine, value->a);
    struct text text = { 0 };
    bool lower = strcmp(name, "lower") == 0 || strcmp(name, "casefold") == 0;
    bool swap = strcmp(name, "swapcase") == 0;
    bool title = strcmp(name, "title") == 0;
    bool first = true;
    for (uint32_t i = 0; i < atom.size; i++) {
        char c = atom.bytes[i];
        bool is_lower = c >= 'a' && c <= 'z';
        bool is_upper = c >= 'A' && c <= 'Z';
        bool up = strcmp(name, "upper") == 0 || (swap && is_lower) || (!swap && !lower && first);
        if (is_lower && up) {
            c = (char)(c - 32);
        } else if (is_upper && !up) {
            c = (char)(c + 32);
        }
        first = title ? !(is_lower || is_upper) : false;
        if ((unsigned char)c > 127) {
            mynah__text_finish(&text);
            return foreign(engine);
        }
        mynah__text_add_char(&text, c);
    }
    return mynah__fold_text(engine, &text, (enum value_kind)value->kind);
}

static uint32_t strip(struct engine *engine, const struct value *value, const char *name,
                      const struct arguments *arguments)
{
    struct atom atom = *mynah__atom_at(engine, value->a);
    const struct atom *given = text_argument(engine, arguments, 0);
    const char *letters = given ? given->bytes : " \t\n\r\f\v";
    uint32_t start = 0;
    uint32_t end = atom.size;
    if (arguments->count > 0 && !given) {
        return foreign(engine);
    }
    while (name[0] != 'r' && start < end && atom.bytes[start] &&
           strchr(letters, atom.bytes[start])) {
        start++;
    }
    while (name[0] != 'l' && end > start && atom.bytes[end - 1] &&
           strchr(letters, atom.bytes[end - 1])) {
        end--;
    }
    struct text text = { 0 };
    mynah__text_add_bytes(&text, atom.bytes + start, end - start);
    return mynah__fold_text(engine, &text, (enum value_kind)value->kind);
}

static const char *find(const struct atom *in, uint32_t from, const struct atom *what)
{
    for (uint32_t i = from; what->size > 0 && i + what->size <= in->size; i++) {
        if (memcmp(in->bytes + i, what->bytes, what->size) == 0) {
            return in->bytes + i;
        }
    }
    return NULL;
}

static uint32_t replace(struct engine *engine, const struct value *value,
                        const struct arguments *arguments)
{
    const struct atom *old = text_argument(engine, arguments, 0);
    const struct atom *new = text_argument(engine, arguments, 1);
    struct atom atom = *mynah__atom_at(engine, value->a);
    if (!old || !new || old->size == 0 || arguments->count > 2) {
        return foreign(engine);
    }
    struct text text = { 0 };
    uint32_t at = 0;
    for (const char *hit; (hit = find(&atom, at, old)) && text.size <= TEXT_MAX;) {
        mynah__text_add_bytes(&text, atom.bytes + at, (size_t)(hit - atom.bytes) - at);
        mynah__text_add_bytes(&text, new->bytes, new->size);
        at = (uint32_t)(hit - atom.bytes) + old->size;
    }
    mynah__text_add_bytes(&text, atom.bytes + at, atom.size - at);
    return mynah__fold_text(engine, &text, (enum value_kind)value->kind);
}

static uint32_t join(struct engine *engine, const struct value *value,
                     const struct arguments *arguments)
{
    uint32_t set = arguments->count == 1 ? arguments->positional[0] : SET_EMPTY;
    int64_t length = mynah__length(engine, set);
    struct atom between = *mynah__atom_at(engine, value->a);
    struct text text = { 0 };
    uint32_t lone = mynah__single(engine, set);
    if (lone != UINT32_MAX && engine->values[lone].kind == VALUE_STR && between.size == 0) {
        return set;
    }
    if (length < 0 || length > 4096) {
        return set == SET_EMPTY ? SET_EMPTY : foreign(engine);
    }
    for (int64_t i = 0; i < length; i++) {
        uint32_t single = mynah__single(engine, mynah__element(engine, set, i));
        if (single == UINT32_MAX || engine->values[single].kind != value->kind) {
            mynah__text_finish(&text);
            return foreign(engine);
        }
        struct atom part = *mynah__atom_at(engine, engine->values[single].a);
        mynah__text_add_bytes(&text, between.bytes, i > 0 ? between.size : 0);
        mynah__text_add_bytes(&text, part.bytes, part.size);
    }
    return mynah__fold_text(engine, &text, (enum value_kind)value->kind);
}

static uint32_t split(struct engine *engine, uint32_t receiver, const struct arguments *arguments,
                      uint32_t site)
{
    struct value value = engine->values[receiver];
    struct atom atom = *mynah__atom_at(engine, value.a);
    const struct atom *by = text_argument(engine, arguments, 0);
    uint32_t made = mynah__container_at(engine, CONTAINER_LIST, site);
    uint32_t at = 0;
    int64_t index = 0;
    if ((arguments->count > 0 && (!by || by->size == 0)) || arguments->count > 1 ||
        arguments->keyword_count > 0) {
        mynah__container_append(engine, made, foreign(engine));
        return mynah__set_of(engine, made);
    }
    while (at <= atom.size) {
        if (index >= KEYS_MAX) { // the rest is like what is there
            mynah__container_append(engine, made, foreign(engine));
            break;
        }
        const char *hit = by ? find(&atom, at, by) : NULL;
        uint32_t end = hit ? (uint32_t)(hit - atom.bytes) : atom.size;
        for (end = by ? end : at; !by && end < atom.size && !strchr(" \t\n\r", atom.bytes[end]);) {
            end++;
        }
        if (by || end > at) {
            uint32_t part = mynah__atom(engine, atom.bytes + at, end - at);
            part = mynah__value(engine, (enum value_kind)value.kind, 0, part, 0);
            mynah__container_put(engine, made, mynah__value_int(engine, index++),
                                 mynah__set_of(engine, part));
        }
        at = end + (by ? by->size : 1);
    }
    return mynah__set_of(engine, made);
}

static uint32_t recode(struct engine *engine, const struct value *value,
                       const struct arguments *arguments)
{
    static const char *const same[] = { "utf-8", "utf8", "ascii", "latin-1", "latin1", "UTF-8" };
    const struct atom *coding = text_argument(engine, arguments, 0);
    bool plain = arguments->count == 0;
    for (size_t i = 0; coding && i < sizeof(same) / sizeof(*same); i++) {
        plain = plain || strcmp(coding->bytes, same[i]) == 0;
    }
    if (!plain) {
        return foreign(engine);
    }
    int kind = value->kind == VALUE_STR ? VALUE_BYTES : VALUE_STR;
    return mynah__set_of(engine, mynah__value(engine, (enum value_kind)kind, 0, value->a, 0));
}

static uint32_t affix(struct engine *engine, const struct value *value, const char *name,
                      const struct arguments *arguments)
{
    struct atom atom = *mynah__atom_at(engine, value->a);
    const struct atom *part = text_argument(engine, arguments, 0);
    if (!part || arguments->count > 1) {
        return foreign(engine);
    }
    bool starts = strstr(name, "starts") || strstr(name, "prefix");
    bool fits = part->size <= atom.size;
    const char *at = fits && !starts ? atom.bytes + atom.size - part->size : atom.bytes;
    bool match = fits && memcmp(at, part->bytes, part->size) == 0;
    if (name[0] != 'r') {
        return mynah__boolean(engine, match);
    }
    struct text text = { 0 };
    uint32_t cut = match ? part->size : 0;
    mynah__text_add_bytes(&text, atom.bytes + (starts ? cut : 0), atom.size - cut);
    return mynah__fold_text(engine, &text, (enum value_kind)value->kind);
}

// Give the set that a replacement field `name` of str.format() stands for.
static uint32_t format_field(struct engine *engine, const char *name, size_t size, uint32_t *next,
                             const struct arguments *arguments)
{
    if (size == 0) {
        uint32_t at = (*next)++;
        return at < arguments->count ? arguments->positional[at] : SET_EMPTY;
    }
    if (name[0] >= '0' && name[0] <= '9') {
        uint32_t at = (uint32_t)(name[0] - '0');
        return size == 1 && at < arguments->count ? arguments->positional[at] : SET_EMPTY;
    }
    for (uint32_t i = 0; i < arguments->keyword_count; i++) {
        struct atom keyword = *mynah__atom_at(engine, arguments->keywords[i].name);
        if (keyword.size == size && memcmp(keyword.bytes, name, size) == 0) {
            return arguments->keywords[i].set;
        }
    }
    return SET_EMPTY;
}

static bool add_plain(struct engine *engine, struct text *text, uint32_t set, const char *spec,
                      size_t size)
{
    uint32_t single = mynah__single(engine, set);
    uint32_t shown =
        single == UINT32_MAX ? SET_EMPTY : mynah__format_value(engine, single, spec, size);
    uint32_t value = mynah__single(engine, shown);
    if (value == UINT32_MAX || engine->values[value].kind != VALUE_STR) {
        return false;
    }
    struct atom atom = *mynah__atom_at(engine, engine->values[value].a);
    mynah__text_add_bytes(text, atom.bytes, atom.size);
    return true;
}

uint32_t mynah__fold_format(struct engine *engine, uint32_t receiver,
                            const struct arguments *arguments)
{
    struct atom atom = *mynah__atom_at(engine, engine->values[receiver].a);
    struct text text = { 0 };
    uint32_t next = 0;
    for (uint32_t i = 0; i < atom.size; i++) {
        char c = atom.bytes[i];
        bool twice = i + 1 < atom.size && atom.bytes[i + 1] == c;
        if (c != '{' || twice) {
            mynah__text_add_char(&text, c);
            i += (c == '{' || c == '}') && twice;
            continue;
        }
        const char *close = memchr(atom.bytes + i, '}', atom.size - i);
        size_t size = close ? (size_t)(close - atom.bytes) - i - 1 : 0;
        const char *spec = size ? memchr(atom.bytes + i + 1, ':', size) : NULL;
        size_t name = spec ? (size_t)(spec - atom.bytes) - i - 1 : size;
        uint32_t set =
            close ? format_field(engine, atom.bytes + i + 1, name, &next, arguments) : SET_EMPTY;
        if (!close ||
            !add_plain(engine, &text, set, spec ? spec + 1 : "", spec ? size - name - 1 : 0)) {
            mynah__text_finish(&text);
            return foreign(engine);
        }
        i += (uint32_t)size + 1;
    }
    return mynah__fold_text(engine, &text, VALUE_STR);
}

// What `%(name)s` stands for; at `*at` is what follows the parenthesis.
static uint32_t percent_item(struct engine *engine, const struct atom *text, uint32_t *at,
                             const struct arguments *arguments)
{
    const char *name = text->bytes + *at + 1;
    const char *end = strchr(name, ')');
    uint32_t single =
        arguments->count == 1 ? mynah__single(engine, arguments->positional[0]) : UINT32_MAX;
    if (!end || single == UINT32_MAX || engine->values[single].kind != VALUE_CONTAINER) {
        return SET_EMPTY;
    }
    uint32_t atom = mynah__atom(engine, name, (size_t)(end - name));
    *at = (uint32_t)(end + 1 - text->bytes);
    return mynah__container_get(engine, single, mynah__value(engine, VALUE_STR, 0, atom, 0));
}

static uint32_t percent(struct engine *engine, const struct value *value,
                        const struct arguments *arguments)
{
    struct atom atom = *mynah__atom_at(engine, value->a);
    struct text text = { 0 };
    uint32_t next = 0;
    bool known = true;
    for (uint32_t i = 0; i < atom.size && known; i++) {
        char c = atom.bytes[i];
        if (c != '%') {
            mynah__text_add_char(&text, c);
            continue;
        }
        bool item = i + 1 < atom.size && atom.bytes[i + 1] == '(';
        i++;
        uint32_t set = item                      ? percent_item(engine, &atom, &i, arguments)
                       : next < arguments->count ? arguments->positional[next]
                                                 : SET_EMPTY;
        uint32_t spec = i;
        while (i < atom.size && atom.bytes[i] >= '0' && atom.bytes[i] <= '9') {
            i++;
        }
        char mark = i < atom.size ? atom.bytes[i] : 0;
        if (mark == '%') {
            mynah__text_add_char(&text, '%');
        } else {
            known = (mark == 's' || mark == 'd' || mark == 'i') && set != SET_EMPTY &&
                    add_plain(engine, &text, set, atom.bytes + spec, i - spec);
            next += !item;
        }
    }
    if (!known) {
        mynah__text_finish(&text);
        return foreign(engine);
    }
    return mynah__fold_text(engine, &text, VALUE_STR);
}

static bool named(const char *name, const char *const *names)
{
    for (; *names; names++) {
        if (name[0] == (*names)[0] && strcmp(name, *names) == 0) {
            return true;
        }
    }
    return false;
}

static uint32_t fold_one(struct engine *engine, uint32_t receiver, const char *name,
                         const struct arguments *arguments, uint32_t site)
{
    static const char *const cases[] = { "lower",    "upper", "casefold", "capitalize",
                                         "swapcase", "title", NULL };
    static const char *const strips[] = { "strip", "lstrip", "rstrip", NULL };
    static const char *const affixes[] = { "startswith", "endswith", "removeprefix", "removesuffix",
                                           NULL };
    struct value value = engine->values[receiver];
    if (named(name, cases)) {
        return change_case(engine, &value, name);
    }
    if (named(name, strips)) {
        return strip(engine, &value, name, arguments);
    }
    if (named(name, affixes)) {
        return affix(engine, &value, name, arguments);
    }
    if (strcmp(name, "replace") == 0) {
        return replace(engine, &value, arguments);
    }
    if (strcmp(name, "join") == 0) {
        return join(engine, &value, arguments);
    }
    if (strcmp(name, "split") == 0) {
        return split(engine, receiver, arguments, site);
    }
    if (strcmp(name, "format") == 0) {
        return mynah__fold_format(engine, receiver, arguments);
    }
    if (strcmp(name, "%") == 0) {
        return percent(engine, &value, arguments);
    }
    if (strcmp(name, "encode") == 0 || strcmp(name, "decode") == 0) {
        return recode(engine, &value, arguments);
    }
    return foreign(engine);
}

// A method of a constant that is called at a place.
struct method {
    uint32_t receiver;
    const char *name;
    uint32_t site;
};

// Fold for each value of the first argument that may be several.
static uint32_t fold_each(struct engine *engine, const struct method *method,
                          const struct arguments *arguments, int depth)
{
    uint32_t positional[8];
    uint32_t at = 0;
    while (at < arguments->count && mynah__set_size(engine, arguments->positional[at]) < 2) {
        at++;
    }
    if (at == arguments->count || depth == 0 || arguments->count > 8) {
        return fold_one(engine, method->receiver, method->name, arguments, method->site);
    }
    struct arguments one = *arguments;
    uint32_t several = arguments->positional[at];
    uint32_t result = SET_EMPTY;
    memcpy(positional, arguments->positional, arguments->count * sizeof(*positional));
    one.positional = positional;
    const uint32_t *members = mynah__members(engine, several);
    for (uint32_t i = 0; i < mynah__set_size(engine, several); i++) {
        positional[at] = mynah__set_of(engine, members[i]);
        result = mynah__set_union(engine, result, fold_each(engine, method, &one, depth - 1));
    }
    return result;
}

uint32_t mynah__fold_method(struct engine *engine, uint32_t receiver, const char *name,
                            const struct arguments *arguments, uint32_t site)
{
    return fold_each(engine, &(struct method){ receiver, name, site }, arguments, 2);
}

uint32_t mynah__fold_percent(struct engine *engine, uint32_t left, uint32_t right, uint32_t site)
{
    uint32_t single = mynah__single(engine, right);
    uint32_t positional[8] = { right };
    struct arguments arguments = { .positional = positional, .count = 1 };
    if (single != UINT32_MAX && engine->values[single].kind == VALUE_CONTAINER &&
        engine->values[single].sub == CONTAINER_TUPLE) {
        int64_t length = mynah__length(engine, right);
        arguments.count = length < 0 || length > 8 ? 0 : (uint32_t)length;
        for (uint32_t i = 0; i < arguments.count; i++) {
            positional[i] = mynah__element(engine, right, i);
        }
    }
    return fold_each(engine, &(struct method){ left, "%", site }, &arguments, 2);
}
