// SPDX-License-Identifier: Apache-2.0
//
// Functions, classes, lambdas, type aliases, and their parameters of both sorts.

#include "tree/builder.h"

static enum node_role definition_role(uint8_t kind)
{
    switch (kind) {
    case RAW_IDENTIFIER:
        return ROLE_NAME;
    case RAW_TYPE_PARAMETER:
        return ROLE_TYPE_PARAM;
    case RAW_PARAMETERS:
        return ROLE_ARGUMENTS;
    case RAW_TYPE:
        return ROLE_RETURNS;
    case RAW_BLOCK:
        return ROLE_BODY;
    default:
        return ROLE_NONE;
    }
}

// What a call is given, or a class is derived from.
void mynah__plan_arguments(struct builder *builder, uint32_t list)
{
    const struct raw *raws = builder->raws;
    for (uint32_t child = list + 1; child < raws[list].after; child = raws[child].after) {
        bool keyword =
            raws[child].kind == RAW_KEYWORD_ARGUMENT || raws[child].kind == RAW_DICTIONARY_SPLAT;
        mynah__plan_raw(builder, child, keyword ? ROLE_KEYWORD : ROLE_ARGS);
    }
}

static void plan_definition(struct builder *builder, uint32_t raw, struct node *node)
{
    const struct raw *raws = builder->raws;
    for (uint32_t child = raw + 1; child < raws[raw].after; child = raws[child].after) {
        if (raws[child].kind == RAW_ASYNC) {
            node->flags |= FLAG_ASYNC;
        } else if (raws[child].kind == RAW_ARGUMENT_LIST) {
            mynah__plan_arguments(builder, child);
        } else {
            mynah__plan_raw(builder, child, definition_role(raws[child].kind));
        }
    }
    mynah__plan_close(builder);
}

void mynah__build_function(struct builder *builder, struct place place)
{
    struct node *node = mynah__open(builder, NODE_FUNCTION_DEF, place);
    plan_definition(builder, place.raw, node);
}

void mynah__build_class(struct builder *builder, struct place place)
{
    struct node *node = mynah__open(builder, NODE_CLASS_DEF, place);
    plan_definition(builder, place.raw, node);
}

void mynah__build_decorated(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    uint32_t function = mynah__raw_find(builder, place.raw, RAW_FUNCTION_DEFINITION);
    uint32_t definition = function == UINT32_MAX
                              ? mynah__raw_find(builder, place.raw, RAW_CLASS_DEFINITION)
                              : function;
    if (definition == UINT32_MAX) {
        static const uint8_t none[4] = { ROLE_NONE };
        mynah__open(builder, NODE_ERROR, place);
        mynah__plan_children(builder, place, none);
        mynah__plan_close(builder);
        return;
    }
    enum node_kind kind = function == UINT32_MAX ? NODE_CLASS_DEF : NODE_FUNCTION_DEF;
    struct node *node = mynah__open(builder, kind, place);
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        if (child != definition) {
            mynah__plan_raw(builder, child, ROLE_DECORATOR);
        }
    }
    plan_definition(builder, definition, node);
}

// The grammar reads `type(x).y = z` as the alias of a type `(x).y`.  Return the parentheses or
// brackets that are a call's or subscript's to Python, or UINT32_MAX when it is an alias.
static uint32_t find_type_call(const struct builder *builder, uint32_t left)
{
    const struct raw *raws = builder->raws;
    uint32_t raw = left;
    while (raws[raw].after > raw + 1 &&
           (raws[raw].kind == RAW_TYPE || raws[raw].kind == RAW_ATTRIBUTE ||
            raws[raw].kind == RAW_SUBSCRIPT || raws[raw].kind == RAW_CALL)) {
        raw++;
    }
    bool call = raws[raw].kind == RAW_PARENTHESIZED_EXPRESSION || raws[raw].kind == RAW_TUPLE ||
                raws[raw].kind == RAW_LIST;
    return call ? raw : UINT32_MAX;
}

// `type(x)` or `type[x]` where the grammar has only what is in the brackets.
void mynah__build_type_call(struct builder *builder, struct place place)
{
    enum { TYPE = 4 };
    const struct raw *raw = &builder->raws[place.raw];
    bool call = raw->kind == RAW_TYPE_CALL;
    mynah__open(builder, call ? NODE_CALL : NODE_SUBSCRIPT, place);
    mynah__plan_open(builder, NODE_NAME, call ? ROLE_FUNC : ROLE_VALUE, raw->start,
                     raw->start + TYPE);
    mynah__plan_close(builder);
    if (call) {
        mynah__plan_arguments(builder, place.raw);
    } else {
        mynah__plan_several(builder,
                            (struct several){ place.raw, 0, NODE_TUPLE, ROLE_SLICE, ROLE_VALUE });
    }
    mynah__plan_close(builder);
}

static void build_type_assignment(struct builder *builder, struct place place, uint32_t left,
                                  uint32_t call)
{
    struct raw *raws = builder->raws;
    raws[call].kind = raws[call].kind == RAW_LIST ? RAW_TYPE_ITEM : RAW_TYPE_CALL;
    for (uint32_t raw = left; raw <= call; raw++) {
        raws[raw].start = raws[place.raw].start;
    }
    mynah__open(builder, NODE_ASSIGN, place);
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        mynah__plan_raw(builder, child, child == left ? ROLE_TARGET : ROLE_VALUE);
    }
    mynah__plan_close(builder);
}

void mynah__build_type_alias(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    uint32_t left = mynah__raw_nth(builder, place.raw, 0);
    uint32_t inner = left == UINT32_MAX ? left : mynah__raw_nth(builder, left, 0);
    uint32_t call = left == UINT32_MAX ? left : find_type_call(builder, left);
    if (call != UINT32_MAX) {
        build_type_assignment(builder, place, left, call);
        return;
    }
    bool generic = mynah__raw_is(builder, inner, RAW_GENERIC_TYPE);
    mynah__open(builder, NODE_TYPE_ALIAS, place);
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        if (child == left && generic) {
            uint32_t name = mynah__raw_find(builder, inner, RAW_IDENTIFIER);
            uint32_t parameters = mynah__raw_find(builder, inner, RAW_TYPE_PARAMETER);
            mynah__plan_raw(builder, name, ROLE_NAME);
            mynah__plan_raw(builder, parameters, ROLE_TYPE_PARAM);
        } else {
            mynah__plan_raw(builder, child, child == left ? ROLE_NAME : ROLE_VALUE);
        }
    }
    mynah__plan_close(builder);
}

// One of `[T, U: int, *Ts, **P]`.
static void plan_type_parameter(struct builder *builder, uint32_t type)
{
    const struct raw *raws = builder->raws;
    uint32_t inner = mynah__raw_nth(builder, type, 0);
    struct task task = { .what = TASK_OPEN,
                         .raw = raws[type].start,
                         .end = raws[type].end,
                         .kind = NODE_TYPE_PARAM,
                         .role = ROLE_TYPE_PARAM };
    uint32_t name = inner;
    uint32_t bound = UINT32_MAX;
    if (mynah__raw_is(builder, inner, RAW_CONSTRAINED_TYPE)) {
        uint32_t left = mynah__raw_nth(builder, inner, 0);
        name = left == UINT32_MAX ? left : mynah__raw_nth(builder, left, 0);
        bound = mynah__raw_nth(builder, inner, 1);
    } else if (mynah__raw_is(builder, inner, RAW_SPLAT_TYPE) ||
               mynah__raw_is(builder, inner, RAW_LIST_SPLAT)) {
        bool two = mynah__raw_find(builder, inner, RAW_DOUBLE_STAR) != UINT32_MAX;
        task.flags = two ? FLAG_DOUBLE_STAR : FLAG_STAR;
        name = mynah__raw_nth(builder, inner, 0);
    }
    if (!mynah__raw_is(builder, name, RAW_IDENTIFIER)) {
        task.kind = NODE_ERROR;
        task.role = ROLE_NONE;
    }
    mynah__plan(builder, task);
    if (task.kind == NODE_ERROR) {
        mynah__plan_raw(builder, type, ROLE_NONE);
    } else {
        mynah__plan_raw(builder, name, ROLE_NAME);
    }
    if (task.kind != NODE_ERROR && bound != UINT32_MAX) {
        mynah__plan_raw(builder, bound, ROLE_ANNOTATION);
    }
    mynah__plan_close(builder);
}

void mynah__build_type_parameters(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        if (raws[child].kind == RAW_TYPE) {
            plan_type_parameter(builder, child);
        } else {
            mynah__plan_raw(builder, child, ROLE_NONE);
        }
    }
}

// The name of a parameter, which may have stars in front and, in Python 2, be a tuple.
static void plan_parameter_name(struct builder *builder, uint32_t raw)
{
    const struct raw *raws = builder->raws;
    bool starred =
        raws[raw].kind == RAW_LIST_SPLAT_PATTERN || raws[raw].kind == RAW_DICTIONARY_SPLAT_PATTERN;
    uint32_t name = starred ? mynah__raw_nth(builder, raw, 0) : raw;
    if (name == UINT32_MAX) {
        return;
    }
    bool plain = raws[name].kind == RAW_IDENTIFIER;
    if (!plain) {
        mynah__plan_open(builder, NODE_ERROR, ROLE_NONE, raws[name].start, raws[name].end);
    }
    mynah__plan_raw(builder, name, plain ? ROLE_NAME : ROLE_NONE);
    if (!plain) {
        mynah__plan_close(builder);
    }
}

static void plan_parameter(struct builder *builder, uint32_t raw, enum arg_kind kind)
{
    const struct raw *raws = builder->raws;
    bool whole = raws[raw].kind != RAW_DEFAULT_PARAMETER &&
                 raws[raw].kind != RAW_TYPED_DEFAULT_PARAMETER &&
                 raws[raw].kind != RAW_TYPED_PARAMETER;
    uint32_t name = whole ? raw : mynah__raw_nth(builder, raw, 0);
    mynah__plan(builder, (struct task){ .what = TASK_OPEN,
                                        .raw = raws[raw].start,
                                        .end = raws[raw].end,
                                        .kind = NODE_ARG,
                                        .role = ROLE_ITEM,
                                        .op = (uint8_t)kind });
    if (whole) {
        plan_parameter_name(builder, raw);
    }
    for (uint32_t child = raw + 1; !whole && child < raws[raw].after; child = raws[child].after) {
        if (child == name) {
            plan_parameter_name(builder, child);
        } else {
            bool type = raws[child].kind == RAW_TYPE;
            mynah__plan_raw(builder, child, type ? ROLE_ANNOTATION : ROLE_VALUE);
        }
    }
    mynah__plan_close(builder);
}

// `*` or `**` in front of a parameter's name, else RAW_LEFT_OUT.
static uint8_t parameter_star(const struct builder *builder, uint32_t raw)
{
    const struct raw *raws = builder->raws;
    uint32_t name = raws[raw].kind == RAW_TYPED_PARAMETER ? mynah__raw_nth(builder, raw, 0) : raw;
    if (mynah__raw_is(builder, name, RAW_LIST_SPLAT_PATTERN)) {
        return RAW_STAR;
    }
    return mynah__raw_is(builder, name, RAW_DICTIONARY_SPLAT_PATTERN) ? RAW_DOUBLE_STAR
                                                                      : RAW_LEFT_OUT;
}

void mynah__build_parameters(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    uint32_t end = raws[place.raw].after;
    uint32_t slash = mynah__raw_find(builder, place.raw, RAW_POSITIONAL_SEPARATOR);
    enum arg_kind kind = slash == UINT32_MAX ? ARG_NORMAL : ARG_POSITIONAL_ONLY;
    place.role = ROLE_ARGUMENTS;
    mynah__open(builder, NODE_ARGUMENTS, place);
    for (uint32_t child = place.raw + 1; child < end; child = raws[child].after) {
        uint8_t star = parameter_star(builder, child);
        if (raws[child].kind == RAW_POSITIONAL_SEPARATOR) {
            kind = ARG_NORMAL;
        } else if (raws[child].kind == RAW_KEYWORD_SEPARATOR) {
            kind = ARG_KEYWORD_ONLY;
        } else if (raws[child].kind == RAW_ERROR) {
            mynah__plan_raw(builder, child, ROLE_NONE);
        } else if (star == RAW_STAR) {
            plan_parameter(builder, child, ARG_VARARG);
            kind = ARG_KEYWORD_ONLY;
        } else if (raws[child].kind < RAW_NAMED_COUNT) {
            plan_parameter(builder, child, star == RAW_DOUBLE_STAR ? ARG_KWARG : kind);
        }
    }
    mynah__plan_close(builder);
}

void mynah__build_lambda(struct builder *builder, struct place place)
{
    enum { LAMBDA = 6 };
    const struct raw *raws = builder->raws;
    mynah__open(builder, NODE_LAMBDA, place);
    uint32_t parameters = mynah__raw_find(builder, place.raw, RAW_LAMBDA_PARAMETERS);
    if (parameters == UINT32_MAX) {
        uint32_t at = raws[place.raw].start + LAMBDA;
        mynah__plan_open(builder, NODE_ARGUMENTS, ROLE_ARGUMENTS, at, at);
        mynah__plan_close(builder);
    }
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        mynah__plan_raw(builder, child, child == parameters ? ROLE_ARGUMENTS : ROLE_BODY);
    }
    mynah__plan_close(builder);
}
