// SPDX-License-Identifier: Apache-2.0
//
// Statements whose nodes are not simply their raws: assignments, `elif` chains, imports, `with`,
// `except`, and what Python 3 reads in a Python 2 `print`.

#include "tree/builder.h"

// An expression statement of the grammar is also what holds an assignment.
void mynah__build_expression_statement(struct builder *builder, struct place place)
{
    uint32_t first = mynah__raw_nth(builder, place.raw, 0);
    if (mynah__raw_is(builder, first, RAW_ASSIGNMENT) ||
        mynah__raw_is(builder, first, RAW_AUGMENTED_ASSIGNMENT)) {
        mynah__plan_through(builder, place);
        return;
    }
    mynah__open(builder, NODE_EXPR, place);
    mynah__plan_several(builder,
                        (struct several){ place.raw, 0, NODE_TUPLE, ROLE_VALUE, ROLE_VALUE });
    mynah__plan_close(builder);
}

// `a = b = c` is an assignment in an assignment for the grammar, and one with two targets here.
void mynah__build_assignment(struct builder *builder, struct place place)
{
    static const struct turn turns[] = { { RAW_ERROR, ROLE_TARGET },
                                         { RAW_COLON, ROLE_ANNOTATION },
                                         { RAW_EQUAL, ROLE_VALUE },
                                         { RAW_ERROR, ROLE_NONE } };
    if (mynah__raw_find(builder, place.raw, RAW_COLON) != UINT32_MAX) {
        mynah__open(builder, NODE_ANN_ASSIGN, place);
        mynah__plan_turns(builder, place.raw, turns);
        mynah__plan_close(builder);
        return;
    }
    const struct raw *raws = builder->raws;
    mynah__open(builder, NODE_ASSIGN, place);
    uint32_t raw = place.raw;
    while (raw != UINT32_MAX) {
        uint32_t inner = UINT32_MAX;
        enum node_role role = ROLE_TARGET;
        for (uint32_t child = raw + 1; child < raws[raw].after; child = raws[child].after) {
            bool chained = raws[child].kind == RAW_ASSIGNMENT && role == ROLE_VALUE &&
                           mynah__raw_find(builder, child, RAW_COLON) == UINT32_MAX;
            if (raws[child].kind == RAW_EQUAL) {
                role = ROLE_VALUE;
            } else if (chained) {
                inner = child;
            } else {
                mynah__plan_raw(builder, child, role);
            }
        }
        raw = inner;
    }
    mynah__plan_close(builder);
}

void mynah__build_delete(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    mynah__open(builder, NODE_DELETE, place);
    uint32_t list = mynah__raw_nth(builder, place.raw, 0);
    if (!mynah__raw_is(builder, list, RAW_EXPRESSION_LIST)) {
        list = place.raw;
    }
    for (uint32_t child = list + 1; child < raws[list].after; child = raws[child].after) {
        mynah__plan_flags(builder, child, ROLE_TARGET, FLAG_DEL);
    }
    mynah__plan_close(builder);
}

// An `elif` is an If in the `orelse` of the one before, and holds all that follows.
void mynah__build_if(struct builder *builder, struct place place)
{
    static const uint8_t roles[4] = { ROLE_TEST, ROLE_BODY };
    const struct raw *raws = builder->raws;
    uint32_t end = raws[place.raw].after;
    uint32_t open = 1;
    mynah__open(builder, NODE_IF, place);
    for (uint32_t child = place.raw + 1; child < end; child = raws[child].after) {
        if (raws[child].kind == RAW_ELIF_CLAUSE) {
            mynah__plan_open(builder, NODE_IF, ROLE_ORELSE, raws[child].start, raws[place.raw].end);
            mynah__plan_children(builder, (struct place){ .raw = child }, roles);
            open++;
        } else if (raws[child].kind == RAW_ELSE_CLAUSE) {
            mynah__plan_raw(builder, child, ROLE_ORELSE);
        } else {
            bool body = raws[child].kind == RAW_BLOCK;
            mynah__plan_raw(builder, child, body ? ROLE_BODY : ROLE_TEST);
        }
    }
    while (open--) {
        mynah__plan_close(builder);
    }
}

static enum node_role try_role(uint8_t kind)
{
    switch (kind) {
    case RAW_EXCEPT_CLAUSE:
        return ROLE_HANDLER;
    case RAW_ELSE_CLAUSE:
        return ROLE_ORELSE;
    case RAW_FINALLY_CLAUSE:
        return ROLE_FINALBODY;
    default:
        return ROLE_BODY;
    }
}

void mynah__build_try(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    struct node *node = mynah__open(builder, NODE_TRY, place);
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        if (raws[child].kind == RAW_EXCEPT_CLAUSE &&
            mynah__raw_find(builder, child, RAW_STAR) != UINT32_MAX) {
            node->flags |= FLAG_STAR;
        }
        mynah__plan_raw(builder, child, try_role(raws[child].kind));
    }
    mynah__plan_close(builder);
}

// `X as e`, of `except` and `with`.
static void plan_as(struct builder *builder, uint32_t raw, enum node_role target)
{
    uint32_t value = mynah__raw_nth(builder, raw, 0);
    const struct raw *raws = builder->raws;
    for (uint32_t child = raw + 1; child < raws[raw].after; child = raws[child].after) {
        mynah__plan_raw(builder, child, child == value ? ROLE_VALUE : target);
    }
}

void mynah__build_except(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    struct node *node = mynah__open(builder, NODE_EXCEPT_HANDLER, place);
    if (mynah__raw_find(builder, place.raw, RAW_STAR) != UINT32_MAX) {
        node->flags |= FLAG_STAR;
    }
    uint32_t first = mynah__raw_nth(builder, place.raw, 0);
    bool as = mynah__raw_is(builder, first, RAW_AS_PATTERN);
    if (!as) {
        mynah__plan_several(builder,
                            (struct several){ place.raw, 0, NODE_TUPLE, ROLE_VALUE, ROLE_VALUE });
    }
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        if (raws[child].kind == RAW_BLOCK) {
            mynah__plan_raw(builder, child, ROLE_BODY);
        } else if (as && child == first) {
            plan_as(builder, child, ROLE_ASNAME);
        } else if (as) {
            mynah__plan_raw(builder, child, ROLE_NONE);
        }
    }
    mynah__plan_close(builder);
}

void mynah__build_with_item(struct builder *builder, struct place place)
{
    mynah__open(builder, NODE_WITH_ITEM, place);
    uint32_t item = mynah__raw_nth(builder, place.raw, 0);
    uint32_t inner = UINT32_MAX;
    if (mynah__raw_is(builder, item, RAW_PARENTHESIZED_EXPRESSION)) {
        inner = mynah__raw_nth(builder, item, 0);
    }
    if (mynah__raw_is(builder, inner, RAW_AS_PATTERN)) {
        item = inner;
    }
    if (mynah__raw_is(builder, item, RAW_AS_PATTERN)) {
        plan_as(builder, item, ROLE_TARGET);
    } else {
        static const uint8_t roles[4] = { ROLE_VALUE };
        mynah__plan_children(builder, place, roles);
    }
    mynah__plan_close(builder);
}

void mynah__build_raise(struct builder *builder, struct place place)
{
    static const struct turn turns[] = { { RAW_ERROR, ROLE_VALUE },
                                         { RAW_FROM, ROLE_CAUSE },
                                         { RAW_ERROR, ROLE_NONE } };
    mynah__open(builder, NODE_RAISE, place);
    mynah__plan_turns(builder, place.raw, turns);
    mynah__plan_close(builder);
}

static uint8_t count_dots(const struct builder *builder, uint32_t raw)
{
    uint8_t dots = 0;
    const struct raw *it = &builder->raws[raw];
    for (uint32_t at = it->start; at < it->end; at++) {
        if (builder->source->text[at] == '.' && dots < UINT8_MAX) {
            dots++;
        }
    }
    return dots;
}

static void import_part(struct builder *builder, uint32_t child, struct node *node, bool *named)
{
    const struct raw *raw = &builder->raws[child];
    if (raw->kind == RAW_FUTURE) {
        mynah__plan_identifier(builder, ROLE_NAME, raw->start, raw->end);
        *named = true;
    } else if (raw->kind == RAW_RELATIVE_IMPORT) {
        uint32_t prefix = mynah__raw_find(builder, child, RAW_IMPORT_PREFIX);
        node->op = prefix == UINT32_MAX ? 0 : count_dots(builder, prefix);
        mynah__plan_raw(builder, child, ROLE_NAME);
        *named = true;
    } else if (raw->kind == RAW_WILDCARD_IMPORT) {
        node->flags |= FLAG_STAR;
    } else if (raw->kind < RAW_NAMED_COUNT) {
        mynah__plan_raw(builder, child, *named ? ROLE_ITEM : ROLE_NAME);
        *named = *named || raw->kind != RAW_ERROR;
    }
}

void mynah__build_import_from(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    struct node *node = mynah__open(builder, NODE_IMPORT_FROM, place);
    bool named = false;
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        import_part(builder, child, node, &named);
    }
    mynah__plan_close(builder);
}

// `print >>f, x` is a tuple with a shift to Python 3; any other print statement is an error.
void mynah__build_print(struct builder *builder, struct place place)
{
    enum { PRINT = 5 };
    static const uint8_t none[4] = { ROLE_NONE };
    const struct raw *raw = &builder->raws[place.raw];
    uint32_t chevron = mynah__raw_find(builder, place.raw, RAW_CHEVRON);
    if (chevron == UINT32_MAX) {
        mynah__open(builder, NODE_ERROR, place);
        mynah__plan_children(builder, place, none);
        mynah__plan_close(builder);
        return;
    }
    bool tuple = mynah__raw_find(builder, place.raw, RAW_COMMA) != UINT32_MAX;
    mynah__open(builder, NODE_EXPR, place);
    if (tuple) {
        mynah__plan_open(builder, NODE_TUPLE, ROLE_VALUE, raw->start, raw->end);
    }
    mynah__plan(builder, (struct task){ .what = TASK_OPEN,
                                        .raw = raw->start,
                                        .end = builder->raws[chevron].end,
                                        .kind = NODE_BIN_OP,
                                        .role = ROLE_VALUE,
                                        .op = OP_R_SHIFT });
    mynah__plan_open(builder, NODE_NAME, ROLE_LEFT, raw->start, raw->start + PRINT);
    mynah__plan_close(builder);
    mynah__plan_raw(builder, chevron, ROLE_RIGHT);
    mynah__plan_close(builder);
    for (uint32_t child = place.raw + 1; child < raw->after; child = builder->raws[child].after) {
        if (child != chevron) {
            mynah__plan_raw(builder, child, ROLE_VALUE);
        }
    }
    if (tuple) {
        mynah__plan_close(builder);
    }
    mynah__plan_close(builder);
}

void mynah__build_match(struct builder *builder, struct place place)
{
    mynah__open(builder, NODE_MATCH, place);
    mynah__plan_several(builder,
                        (struct several){ place.raw, 0, NODE_TUPLE, ROLE_SUBJECT, ROLE_VALUE });
    uint32_t block = mynah__raw_find(builder, place.raw, RAW_BLOCK);
    mynah__plan_raw(builder, block, ROLE_ITEM);
    mynah__plan_close(builder);
}
