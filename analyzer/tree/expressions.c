// SPDX-License-Identifier: Apache-2.0
//
// Expressions whose nodes are not simply their raws: calls, comprehensions, strings, subscripts,
// and the grammar's own forms for annotations.

#include "tree/builder.h"

void mynah__build_call(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    uint32_t callee = mynah__raw_nth(builder, place.raw, 0);
    mynah__open(builder, NODE_CALL, place);
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        if (raws[child].kind == RAW_ARGUMENT_LIST) {
            mynah__plan_arguments(builder, child);
        } else {
            mynah__plan_raw(builder, child, child == callee ? ROLE_FUNC : ROLE_ARGS);
        }
    }
    mynah__plan_close(builder);
}

// A clause, with the conditions that stand behind it; return the raw behind all.
static uint32_t plan_clause(struct builder *builder, uint32_t clause, uint32_t end)
{
    static const uint8_t roles[4] = { ROLE_TARGET, ROLE_ITER };
    const struct raw *raws = builder->raws;
    uint32_t last = clause;
    uint32_t next = raws[clause].after;
    for (; next < end && raws[next].kind != RAW_FOR_IN_CLAUSE; next = raws[next].after) {
        last = raws[next].kind == RAW_IF_CLAUSE ? next : last;
    }
    bool async = mynah__raw_find(builder, clause, RAW_ASYNC) != UINT32_MAX;
    mynah__plan(builder, (struct task){ .what = TASK_OPEN,
                                        .raw = raws[clause].start,
                                        .end = raws[last].end,
                                        .kind = NODE_COMPREHENSION,
                                        .role = ROLE_ITEM,
                                        .flags = async ? FLAG_ASYNC : 0 });
    uint32_t n = 0;
    for (uint32_t child = clause + 1; child < raws[clause].after; child = raws[child].after) {
        mynah__plan_raw(builder, child, roles[n]);
        n |= raws[child].kind < RAW_NAMED_COUNT && raws[child].kind != RAW_ERROR;
    }
    for (uint32_t test = raws[clause].after; test < next; test = raws[test].after) {
        mynah__plan_raw(builder, test, ROLE_TEST);
    }
    mynah__plan_close(builder);
    return next;
}

void mynah__build_comprehension(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    uint32_t end = raws[place.raw].after;
    mynah__open(builder, mynah__raw_becomes(builder, place.raw), place);
    for (uint32_t child = place.raw + 1; child < end;) {
        if (raws[child].kind == RAW_FOR_IN_CLAUSE) {
            child = plan_clause(builder, child, end);
            continue;
        }
        mynah__plan_raw(builder, child, ROLE_VALUE);
        child = raws[child].after;
    }
    mynah__plan_close(builder);
}

// The letters in front of a string literal's quotes, as flags.
enum { PREFIX_BYTES = 1, PREFIX_FORMAT = 2 };

static int string_prefix(const struct builder *builder, uint32_t raw)
{
    const struct raw *it = &builder->raws[raw];
    int prefix = 0;
    for (uint32_t at = it->start; at < it->end; at++) {
        char c = builder->source->text[at];
        if (c == '"' || c == '\'' || c == '`') {
            break;
        }
        prefix |= c == 'b' || c == 'B' ? PREFIX_BYTES : 0;
        prefix |= c == 'f' || c == 'F' || c == 't' || c == 'T' ? PREFIX_FORMAT : 0;
    }
    return prefix;
}

static void open_string(struct builder *builder, struct place place, int prefix)
{
    enum node_kind kind = prefix & PREFIX_FORMAT ? NODE_JOINED_STR : NODE_CONSTANT;
    struct node *node = mynah__open(builder, kind, place);
    if (kind == NODE_CONSTANT) {
        node->op = prefix & PREFIX_BYTES ? CONSTANT_BYTES : CONSTANT_STR;
    }
}

void mynah__build_string(struct builder *builder, struct place place)
{
    open_string(builder, place, string_prefix(builder, place.raw));
    mynah__plan_through(builder, (struct place){ place.raw, ROLE_VALUE, 0 });
    mynah__plan_close(builder);
}

void mynah__build_concatenated(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    int prefix = 0;
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        prefix |= raws[child].kind == RAW_STRING ? string_prefix(builder, child) : 0;
    }
    open_string(builder, place, prefix);
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        if (raws[child].kind == RAW_STRING) {
            mynah__plan_through(builder, (struct place){ child, ROLE_VALUE, 0 });
        } else {
            mynah__plan_raw(builder, child, ROLE_NONE);
        }
    }
    mynah__plan_close(builder);
}

void mynah__build_number(struct builder *builder, struct place place)
{
    const struct raw *raw = &builder->raws[place.raw];
    bool whole = raw->kind == RAW_INTEGER;
    char last = raw->end > raw->start ? builder->source->text[raw->end - 1] : '0';
    struct node *node = mynah__open(builder, NODE_CONSTANT, place);
    node->op = whole ? CONSTANT_INT : CONSTANT_FLOAT;
    if (last == 'j' || last == 'J') {
        node->op = CONSTANT_IMAGINARY;
    }
    mynah__plan_close(builder);
}

void mynah__build_unary(struct builder *builder, struct place place)
{
    static const uint8_t roles[4] = { ROLE_VALUE };
    struct node *node = mynah__open(builder, NODE_UNARY_OP, place);
    char sign = builder->source->text[builder->raws[place.raw].start];
    node->op = sign == '-' ? OP_U_SUB : sign == '+' ? OP_U_ADD : OP_INVERT;
    mynah__plan_children(builder, place, roles);
    mynah__plan_close(builder);
}

void mynah__build_slice(struct builder *builder, struct place place)
{
    static const struct turn turns[] = { { RAW_ERROR, ROLE_LOWER },
                                         { RAW_COLON, ROLE_UPPER },
                                         { RAW_COLON, ROLE_STEP },
                                         { RAW_ERROR, ROLE_NONE } };
    mynah__open(builder, NODE_SLICE, place);
    mynah__plan_turns(builder, place.raw, turns);
    mynah__plan_close(builder);
}

static void plan_slice(struct builder *builder, uint32_t raw, uint32_t skip)
{
    // A single `*x` is a tuple of one.
    uint32_t first = mynah__raw_nth(builder, raw, skip);
    uint32_t content = first;
    while (mynah__raw_is(builder, content, RAW_TYPE)) {
        content = mynah__raw_nth(builder, content, 0);
    }
    bool starred = mynah__raw_is(builder, content, RAW_LIST_SPLAT) ||
                   mynah__raw_is(builder, content, RAW_SPLAT_TYPE);
    bool alone = starred && mynah__raw_nth(builder, raw, skip + 1) == UINT32_MAX &&
                 mynah__raw_find(builder, raw, RAW_COMMA) == UINT32_MAX;
    if (alone) {
        mynah__plan_open(builder, NODE_TUPLE, ROLE_SLICE, builder->raws[first].start,
                         builder->raws[first].end);
        mynah__plan_raw(builder, first, ROLE_VALUE);
        mynah__plan_close(builder);
        return;
    }
    mynah__plan_several(builder, (struct several){ raw, skip, NODE_TUPLE, ROLE_SLICE, ROLE_VALUE });
}

void mynah__build_subscript(struct builder *builder, struct place place)
{
    uint32_t value = mynah__raw_nth(builder, place.raw, 0);
    mynah__open(builder, NODE_SUBSCRIPT, place);
    if (value != UINT32_MAX) {
        mynah__plan_raw(builder, value, ROLE_VALUE);
        plan_slice(builder, place.raw, 1);
    }
    mynah__plan_close(builder);
}

// `list[int]` in an annotation.
void mynah__build_generic_type(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    mynah__open(builder, NODE_SUBSCRIPT, place);
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        if (raws[child].kind == RAW_TYPE_PARAMETER) {
            plan_slice(builder, child, 0);
        } else {
            mynah__plan_raw(builder, child, ROLE_VALUE);
        }
    }
    mynah__plan_close(builder);
}

void mynah__build_yield(struct builder *builder, struct place place)
{
    static const uint8_t roles[4] = { ROLE_VALUE };
    bool from = mynah__raw_find(builder, place.raw, RAW_FROM) != UINT32_MAX;
    mynah__open(builder, from ? NODE_YIELD_FROM : NODE_YIELD, place);
    mynah__plan_children(builder, place, roles);
    mynah__plan_close(builder);
}

void mynah__build_parenthesized(struct builder *builder, struct place place)
{
    place.flags |= FLAG_PARENTHESIZED;
    mynah__plan_through(builder, place);
}

// As a target; `(a)` is no tuple.
void mynah__build_tuple_pattern(struct builder *builder, struct place place)
{
    static const uint8_t roles[4] = { ROLE_VALUE };
    bool single = mynah__raw_find(builder, place.raw, RAW_COMMA) == UINT32_MAX &&
                  mynah__raw_nth(builder, place.raw, 0) != UINT32_MAX;
    if (single) {
        mynah__build_parenthesized(builder, place);
        return;
    }
    mynah__open(builder, NODE_TUPLE, place);
    mynah__plan_children(builder, place, roles);
    mynah__plan_close(builder);
}

static bool is_spelling(uint8_t role)
{
    return role == ROLE_NAME || role == ROLE_ATTR || role == ROLE_ASNAME || role == ROLE_REST;
}

// In an import a spelling with its dots; elsewhere, in patterns, an expression.
void mynah__build_dotted_name(struct builder *builder, struct place place)
{
    const struct raw *raw = &builder->raws[place.raw];
    if (is_spelling(place.role)) {
        mynah__open(builder, NODE_IDENTIFIER, place);
        mynah__plan_close(builder);
        return;
    }
    if (place.role == ROLE_ITEM) {
        mynah__open(builder, NODE_ALIAS, place);
        mynah__plan_identifier(builder, ROLE_NAME, raw->start, raw->end);
        mynah__plan_close(builder);
        return;
    }
    uint32_t role = place.role;
    uint32_t count = 0;
    for (uint32_t child = place.raw + 1; child < raw->after; child = builder->raws[child].after) {
        count += builder->raws[child].kind == RAW_IDENTIFIER;
    }
    // a.b.c is (a.b).c: the last name's node comes first.
    for (uint32_t n = count; n > 1; n--) {
        uint32_t last = mynah__raw_nth(builder, place.raw, n - 1);
        mynah__plan_open(builder, NODE_ATTRIBUTE, (enum node_role)role, raw->start,
                         builder->raws[last].end);
        role = ROLE_VALUE;
    }
    uint32_t n = 0;
    for (uint32_t child = place.raw + 1; child < raw->after; child = builder->raws[child].after) {
        if (builder->raws[child].kind == RAW_IDENTIFIER) {
            mynah__plan_raw(builder, child, n ? ROLE_ATTR : (enum node_role)role);
            n += 1;
            if (n > 1) {
                mynah__plan_close(builder);
            }
        }
    }
}

void mynah__build_identifier(struct builder *builder, struct place place)
{
    mynah__open(builder, is_spelling(place.role) ? NODE_IDENTIFIER : NODE_NAME, place);
    mynah__plan_close(builder);
}
