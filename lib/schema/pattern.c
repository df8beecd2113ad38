// SPDX-License-Identifier: Apache-2.0
//
// Parsing regular expressions of ECMA 262, as far as a set of places can follow them: no references
// to groups, no assertions but the two ends.

#include "schema/pattern_tree.h"

#include "core/utf8.h"

#include <string.h>

enum { DEPTH_MOST = 40, TIMES_MOST = 1000, POINT_MOST = 0x10FFFF };

struct parser {
    struct arena *arena;
    const char *at;
    const char *why;
    int depth;
};

static struct pattern *refuse(struct parser *parser, const char *why)
{
    if (!parser->why) {
        parser->why = why;
    }
    return NULL;
}

static struct pattern *node(struct parser *parser, enum pattern_kind kind)
{
    struct pattern *made = mynah__arena_alloc(parser->arena, sizeof *made);
    if (made) {
        made->kind = kind;
    }
    return made;
}

static void add_range(struct parser *parser, struct pattern *set, uint32_t first, uint32_t last)
{
    struct pattern_range *ranges = mynah__arena_grow(parser->arena, set->ranges, set->range_count,
                                                     &set->range_capacity, sizeof *ranges);
    if (ranges) {
        set->ranges = ranges;
        ranges[set->range_count++] = (struct pattern_range){ first, last };
    }
}

// ## Classes

static const struct class
{
    char letter;
    size_t count;
    struct pattern_range ranges[6]; // in order
} classes[] = {
    { 'd', 1, { { '0', '9' } } },
    { 'w', 4, { { '0', '9' }, { 'A', 'Z' }, { '_', '_' }, { 'a', 'z' } } },
    { 's',
      6,
      { { '\t', '\r' },
        { ' ', ' ' },
        { 0xA0, 0xA0 },
        { 0x2000, 0x200A },
        { 0x2028, 0x2029 },
        { 0xFEFF, 0xFEFF } } },
};

// Add what `\d`, `\W` and so on stand for; false when the letter is none of them.
static bool add_class(struct parser *parser, struct pattern *set, char letter)
{
    bool outside = letter >= 'A' && letter <= 'Z';
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        const struct class *class = &classes[i];
        if (class->letter != (outside ? letter - 'A' + 'a' : letter)) {
            continue;
        }
        uint32_t from = 0;
        for (size_t k = 0; k < class->count; k++) {
            const struct pattern_range range = class->ranges[k];
            if (!outside) {
                add_range(parser, set, range.first, range.last);
            } else if (from < range.first) {
                add_range(parser, set, from, range.first - 1);
            }
            from = range.last + 1;
        }
        if (outside) {
            add_range(parser, set, from, POINT_MOST);
        }
        return true;
    }
    return false;
}

static uint32_t read_point(struct parser *parser)
{
    uint32_t point = (unsigned char)*parser->at;
    size_t size = mynah__utf8_read(parser->at, strlen(parser->at), &point);
    parser->at += size ? size : 1;
    return point;
}

static bool read_hex(struct parser *parser, int digits, uint32_t *point)
{
    *point = 0;
    for (int i = 0; i < digits; i++) {
        static const char all[] = "0123456789abcdefABCDEF";
        const char *digit = *parser->at ? strchr(all, *parser->at) : NULL;
        if (!digit) {
            return false;
        }
        size_t value = (size_t)(digit - all);
        *point = *point * 16 + (uint32_t)(value < 16 ? value : value - 6);
        parser->at++;
    }
    return true;
}

// Read what follows a backslash as one code point.
static bool read_escape(struct parser *parser, uint32_t *point)
{
    static const char letters[] = "tnvfr0", bytes[] = "\t\n\v\f\r";
    char letter = *parser->at;
    const char *found = letter ? strchr(letters, letter) : NULL;
    if (letter == 'x' || letter == 'u') {
        parser->at++;
        return read_hex(parser, letter == 'x' ? 2 : 4, point) ||
               refuse(parser, "an escape without its digits");
    }
    if (!letter) {
        return refuse(parser, "a backslash at the end");
    }
    bool plain = (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
                 (letter >= 'a' && letter <= 'z');
    if (plain && !found) {
        return refuse(parser, "an escape that is not known");
    }
    *point = found ? (uint32_t)bytes[found - letters] : read_point(parser);
    parser->at += found != NULL;
    return true;
}

// Read one end of a range; false for a class, which was added.
static bool read_end(struct parser *parser, struct pattern *set, uint32_t *point)
{
    if (*parser->at != '\\') {
        *point = read_point(parser);
        return true;
    }
    parser->at++;
    if (add_class(parser, set, *parser->at)) {
        parser->at++;
        return false;
    }
    if (*parser->at == 'b') {
        parser->at++;
        *point = '\b';
        return true;
    }
    return read_escape(parser, point);
}

static struct pattern *parse_class(struct parser *parser)
{
    struct pattern *set = node(parser, PATTERN_SET);
    if (!set) {
        return NULL;
    }
    if (*parser->at == '^') {
        set->negated = true;
        parser->at++;
    }
    while (*parser->at != ']') {
        uint32_t first, last;
        if (!*parser->at) {
            return refuse(parser, "a class without `]`");
        }
        bool one = read_end(parser, set, &first);
        if (parser->why || parser->arena->failed) {
            return NULL;
        }
        if (!one) {
            continue;
        }
        last = first;
        if (parser->at[0] == '-' && parser->at[1] && parser->at[1] != ']') {
            parser->at++;
            if (!read_end(parser, set, &last) || last < first) {
                return refuse(parser, "a range whose ends are not in order");
            }
        }
        add_range(parser, set, first, last);
    }
    parser->at++;
    return set;
}

// ## Terms

static struct pattern *parse_choice(struct parser *parser);

static struct pattern *parse_group(struct parser *parser)
{
    if (*parser->at == '?') {
        bool named = parser->at[1] == '<' && parser->at[2] != '=' && parser->at[2] != '!';
        if (parser->at[1] != ':' && !named) {
            return refuse(parser, "a group that looks ahead or behind");
        }
        parser->at += named ? strcspn(parser->at, ">") : 2;
        parser->at += named && *parser->at;
    }
    struct pattern *inside = parse_choice(parser);
    if (inside && *parser->at != ')') {
        return refuse(parser, "a group without `)`");
    }
    parser->at += inside != NULL;
    return inside;
}

static struct pattern *parse_escape(struct parser *parser)
{
    struct pattern *set = node(parser, PATTERN_SET);
    if (set && add_class(parser, set, *parser->at)) {
        parser->at++;
        return set;
    }
    uint32_t point;
    if (!set || !read_escape(parser, &point)) {
        return NULL;
    }
    add_range(parser, set, point, point);
    return set;
}

static struct pattern *parse_point(struct parser *parser)
{
    struct pattern *set = node(parser, PATTERN_SET);
    uint32_t point = read_point(parser);
    if (set && point == '.') {
        set->negated = true;
        add_range(parser, set, '\n', '\n');
        add_range(parser, set, '\r', '\r');
        add_range(parser, set, 0x2028, 0x2029);
    } else if (set) {
        add_range(parser, set, point, point);
    }
    return set;
}

static struct pattern *parse_atom(struct parser *parser)
{
    char first = *parser->at;
    if (strchr("*+?{", first)) {
        return refuse(parser, "a repetition of nothing");
    }
    parser->at += strchr("([\\^$", first) != NULL;
    switch (first) {
    case '(':
        return parse_group(parser);
    case '[':
        return parse_class(parser);
    case '\\':
        return parse_escape(parser);
    case '^':
        return node(parser, PATTERN_START);
    case '$':
        return node(parser, PATTERN_END);
    default:
        return parse_point(parser);
    }
}

static bool read_number(struct parser *parser, size_t *number)
{
    size_t digits = strspn(parser->at, "0123456789");
    *number = 0;
    for (size_t i = 0; i < digits && *number <= TIMES_MOST; i++) {
        *number = *number * 10 + (size_t)(parser->at[i] - '0');
    }
    parser->at += digits;
    return digits > 0;
}

// Read how often; false when there is nothing of the kind.
static bool read_times(struct parser *parser, size_t *least, size_t *most)
{
    char mark = *parser->at;
    if (mark == '*' || mark == '+' || mark == '?') {
        *least = mark == '+';
        *most = mark == '?' ? 1 : SIZE_MAX;
        parser->at++;
        return true;
    }
    if (mark != '{') {
        return false;
    }
    parser->at++;
    bool good = read_number(parser, least);
    *most = *least;
    if (good && *parser->at == ',') {
        parser->at++;
        if (!read_number(parser, most)) {
            *most = SIZE_MAX;
        }
    }
    if (!good || *parser->at != '}' || *most < *least) {
        return refuse(parser, "a repetition that is not understood");
    }
    parser->at++;
    if (*least > TIMES_MOST || (*most > TIMES_MOST && *most != SIZE_MAX)) {
        return refuse(parser, "a repetition of more than 1000 times");
    }
    return true;
}

static struct pattern *parse_term(struct parser *parser)
{
    struct pattern *atom = parse_atom(parser);
    size_t least, most;
    if (!atom || !read_times(parser, &least, &most)) {
        return parser->why ? NULL : atom;
    }
    parser->at += *parser->at == '?'; // taking as little as possible is the same language
    struct pattern *repeat = node(parser, PATTERN_REPEAT);
    if (repeat) {
        repeat->child = atom;
        repeat->least = least;
        repeat->most = most;
    }
    return repeat;
}

static struct pattern *parse_sequence(struct parser *parser)
{
    struct pattern *sequence = node(parser, PATTERN_SEQUENCE);
    struct pattern **link = sequence ? &sequence->child : NULL;
    while (link && *parser->at && *parser->at != '|' && *parser->at != ')') {
        *link = parse_term(parser);
        link = *link ? &(*link)->next : NULL;
    }
    return link ? sequence : NULL;
}

static struct pattern *parse_choice(struct parser *parser)
{
    struct pattern *choice = node(parser, PATTERN_CHOICE);
    struct pattern **link = choice ? &choice->child : NULL;
    if (++parser->depth > DEPTH_MOST) {
        return refuse(parser, "groups that nest more than 40 deep");
    }
    while (link) {
        *link = parse_sequence(parser);
        link = *link ? &(*link)->next : NULL;
        if (!link || *parser->at != '|') {
            break;
        }
        parser->at++;
    }
    parser->depth--;
    return link ? choice : NULL;
}

struct pattern *mynah__pattern_parse(const char *text, struct arena *arena, const char **why)
{
    struct parser parser = { .arena = arena, .at = text };
    struct pattern *pattern = parse_choice(&parser);
    if (pattern && *parser.at == ')') {
        pattern = refuse(&parser, "a `)` without a group");
    }
    *why = parser.why ? parser.why : "out of memory";
    return arena->failed ? NULL : pattern;
}

bool mynah__pattern_accepts(const struct pattern *set, uint32_t point)
{
    for (size_t i = 0; i < set->range_count; i++) {
        if (point >= set->ranges[i].first && point <= set->ranges[i].last) {
            return !set->negated;
        }
    }
    return set->negated;
}
