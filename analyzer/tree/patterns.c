// SPDX-License-Identifier: Apache-2.0
//
// What stands behind `case`.

#include "tree/builder.h"

// A number with a minus sign in front, which the grammar does not hold together.
static void plan_negative(struct builder *builder, uint32_t minus, uint32_t number,
                          enum node_role role)
{
    mynah__plan(builder, (struct task){ .what = TASK_OPEN,
                                        .raw = builder->raws[minus].start,
                                        .end = builder->raws[number].end,
                                        .kind = NODE_UNARY_OP,
                                        .role = (uint8_t)role,
                                        .op = OP_U_SUB });
    mynah__plan_raw(builder, number, ROLE_VALUE);
    mynah__plan_close(builder);
}

static bool is_number(const struct builder *builder, uint32_t raw)
{
    return mynah__raw_is(builder, raw, RAW_INTEGER) || mynah__raw_is(builder, raw, RAW_FLOAT);
}

// Plan the patterns in a raw, but for the child `without`.
static void plan_patterns(struct builder *builder, uint32_t raw, uint32_t without)
{
    const struct raw *raws = builder->raws;
    uint32_t end = raws[raw].after;
    for (uint32_t child = raw + 1; child < end; child = raws[child].after) {
        uint32_t next = raws[child].after;
        if (raws[child].kind == RAW_MINUS && next < end && is_number(builder, next)) {
            mynah__plan_open(builder, NODE_MATCH_VALUE, ROLE_PATTERN, raws[child].start,
                             raws[next].end);
            plan_negative(builder, child, next, ROLE_VALUE);
            mynah__plan_close(builder);
            child = next;
        } else if (child != without) {
            mynah__plan_raw(builder, child, ROLE_PATTERN);
        }
    }
}

static void build_group(struct builder *builder, struct place place, enum node_kind kind)
{
    mynah__open(builder, kind, place);
    plan_patterns(builder, place.raw, UINT32_MAX);
    mynah__plan_close(builder);
}

static void build_value(struct builder *builder, struct place place, enum node_kind kind)
{
    mynah__open(builder, kind, place);
    mynah__plan_raw(builder, place.raw, ROLE_VALUE);
    mynah__plan_close(builder);
}

// A name that is bound, a name with dots whose value is compared, or the wildcard.
static void build_name(struct builder *builder, struct place place)
{
    const struct raw *raw = &builder->raws[place.raw];
    if (mynah__raw_nth(builder, place.raw, 1) != UINT32_MAX) {
        build_value(builder, place, NODE_MATCH_VALUE);
        return;
    }
    mynah__open(builder, NODE_MATCH_AS, place);
    if (!mynah__raw_is_wildcard(builder, place.raw)) {
        mynah__plan_identifier(builder, ROLE_NAME, raw->start, raw->end);
    }
    mynah__plan_close(builder);
}

static void build_as(struct builder *builder, struct place place)
{
    static const uint8_t roles[4] = { ROLE_PATTERN, ROLE_NAME };
    mynah__open(builder, NODE_MATCH_AS, place);
    mynah__plan_children(builder, place, roles);
    mynah__plan_close(builder);
}

static void build_splat(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    bool rest = mynah__raw_find(builder, place.raw, RAW_DOUBLE_STAR) != UINT32_MAX;
    uint32_t name = mynah__raw_nth(builder, place.raw, 0);
    if (!rest) {
        mynah__open(builder, NODE_MATCH_STAR, place);
    }
    if (name != UINT32_MAX && !mynah__raw_is_wildcard(builder, name)) {
        mynah__plan_identifier(builder, rest ? ROLE_REST : ROLE_NAME, raws[name].start,
                               raws[name].end);
    }
    if (!rest) {
        mynah__plan_close(builder);
    }
}

static void build_class_pattern(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    uint32_t name = mynah__raw_nth(builder, place.raw, 0);
    mynah__open(builder, NODE_MATCH_CLASS, place);
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        mynah__plan_raw(builder, child, child == name ? ROLE_FUNC : ROLE_PATTERN);
    }
    mynah__plan_close(builder);
}

static void build_keyword(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    uint32_t name = mynah__raw_find(builder, place.raw, RAW_IDENTIFIER);
    place.role = ROLE_KEYWORD;
    mynah__open(builder, NODE_KEYWORD, place);
    if (name != UINT32_MAX) {
        mynah__plan_identifier(builder, ROLE_NAME, raws[name].start, raws[name].end);
    }
    plan_patterns(builder, place.raw, name);
    mynah__plan_close(builder);
}

static void build_mapping(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    uint32_t end = raws[place.raw].after;
    enum node_role role = ROLE_KEY;
    mynah__open(builder, NODE_MATCH_MAPPING, place);
    for (uint32_t child = place.raw + 1; child < end; child = raws[child].after) {
        uint32_t next = raws[child].after;
        if (raws[child].kind == RAW_COLON) {
            role = ROLE_PATTERN;
        } else if (raws[child].kind == RAW_COMMA) {
            role = ROLE_KEY;
        } else if (raws[child].kind == RAW_MINUS && next < end && is_number(builder, next)) {
            plan_negative(builder, child, next, role);
            child = next;
        } else if (raws[child].kind == RAW_SPLAT_PATTERN) {
            mynah__plan_raw(builder, child, ROLE_PATTERN);
        } else {
            mynah__plan_raw(builder, child, role);
        }
    }
    mynah__plan_close(builder);
}

// `(a)` is no sequence.
static void build_parentheses(struct builder *builder, struct place place)
{
    bool single = mynah__raw_find(builder, place.raw, RAW_COMMA) == UINT32_MAX;
    uint32_t only = single ? mynah__raw_nth(builder, place.raw, 0) : UINT32_MAX;
    if (only != UINT32_MAX && mynah__raw_nth(builder, place.raw, 1) == UINT32_MAX &&
        mynah__raw_find(builder, only, RAW_SPLAT_PATTERN) == UINT32_MAX) {
        plan_patterns(builder, place.raw, UINT32_MAX);
    } else {
        build_group(builder, place, NODE_MATCH_SEQUENCE);
    }
}

void mynah__build_pattern(struct builder *builder, struct place place)
{
    switch (builder->raws[place.raw].kind) {
    case RAW_CASE_PATTERN:
        plan_patterns(builder, place.raw, UINT32_MAX);
        break;
    case RAW_AS_PATTERN:
        build_as(builder, place);
        break;
    case RAW_UNION_PATTERN:
        build_group(builder, place, NODE_MATCH_OR);
        break;
    case RAW_LIST_PATTERN:
        build_group(builder, place, NODE_MATCH_SEQUENCE);
        break;
    case RAW_TUPLE_PATTERN:
        build_parentheses(builder, place);
        break;
    case RAW_DICT_PATTERN:
        build_mapping(builder, place);
        break;
    case RAW_CLASS_PATTERN:
        build_class_pattern(builder, place);
        break;
    case RAW_KEYWORD_PATTERN:
        build_keyword(builder, place);
        break;
    case RAW_SPLAT_PATTERN:
        build_splat(builder, place);
        break;
    case RAW_DOTTED_NAME:
    case RAW_IDENTIFIER:
    case RAW_UNDERSCORE:
        build_name(builder, place);
        break;
    case RAW_TRUE:
    case RAW_FALSE:
    case RAW_NONE:
        build_value(builder, place, NODE_MATCH_SINGLETON);
        break;
    default:
        build_value(builder, place, NODE_MATCH_VALUE);
        break;
    }
}

// `-1 + 2j`.
void mynah__build_complex_pattern(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    struct node *node = mynah__open(builder, NODE_BIN_OP, place);
    uint32_t minus = UINT32_MAX;
    enum node_role role = ROLE_LEFT;
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        if (is_number(builder, child)) {
            if (minus != UINT32_MAX) {
                plan_negative(builder, minus, child, role);
            } else {
                mynah__plan_raw(builder, child, role);
            }
            role = ROLE_RIGHT;
            minus = UINT32_MAX;
        } else if (raws[child].op != OP_NONE && role == ROLE_RIGHT) {
            node->op = raws[child].op;
        } else if (raws[child].kind == RAW_MINUS) {
            minus = child;
        } else {
            mynah__plan_raw(builder, child, ROLE_NONE);
        }
    }
    mynah__plan_close(builder);
}

void mynah__build_case(struct builder *builder, struct place place)
{
    mynah__open(builder, NODE_MATCH_CASE, place);
    mynah__plan_several(
        builder, (struct several){ place.raw, 0, NODE_MATCH_SEQUENCE, ROLE_PATTERN, ROLE_PATTERN });
    uint32_t guard = mynah__raw_find(builder, place.raw, RAW_IF_CLAUSE);
    uint32_t block = mynah__raw_find(builder, place.raw, RAW_BLOCK);
    mynah__plan_raw(builder, guard, ROLE_TEST);
    mynah__plan_raw(builder, block, ROLE_BODY);
    mynah__plan_close(builder);
}
