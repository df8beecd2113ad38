// SPDX-License-Identifier: Apache-2.0
//
// The engine that turns raws into nodes, and the table that says what becomes of each kind of raw.

#include "tree/builder.h"

#include "core/alloc.h"

enum { CONTEXT = FLAG_STORE | FLAG_DEL };

// What a raw becomes: a node of `kind` whose children have the roles in order, the last for all
// that are left; or what the function builds.
struct shape {
    build_function *build;
    uint8_t kind;
    uint8_t roles[4];
    uint8_t op;
    uint8_t flags;
};

// clang-format off
static const struct shape shapes[RAW_KIND_COUNT] = {
    [RAW_ERROR] = { .kind = NODE_ERROR },
    [RAW_ALIASED_IMPORT] = { .kind = NODE_ALIAS, .roles = { ROLE_NAME, ROLE_ASNAME } },
    [RAW_ARGUMENT_LIST] = { .build = mynah__plan_through },
    [RAW_AS_PATTERN] = { .kind = NODE_ERROR },
    [RAW_AS_PATTERN_TARGET] = { .build = mynah__plan_through },
    [RAW_ASSERT_STATEMENT] = { .kind = NODE_ASSERT, .roles = { ROLE_TEST, ROLE_VALUE } },
    [RAW_ASSIGNMENT] = { .build = mynah__build_assignment },
    [RAW_ATTRIBUTE] = { .kind = NODE_ATTRIBUTE, .roles = { ROLE_VALUE, ROLE_ATTR } },
    [RAW_AUGMENTED_ASSIGNMENT] = { .kind = NODE_AUG_ASSIGN, .roles = { ROLE_TARGET, ROLE_VALUE } },
    [RAW_AWAIT] = { .kind = NODE_AWAIT, .roles = { ROLE_VALUE } },
    [RAW_BINARY_OPERATOR] = { .kind = NODE_BIN_OP, .roles = { ROLE_LEFT, ROLE_RIGHT } },
    [RAW_BLOCK] = { .build = mynah__plan_through },
    [RAW_BOOLEAN_OPERATOR] = { .kind = NODE_BOOL_OP, .roles = { ROLE_VALUE } },
    [RAW_BREAK_STATEMENT] = { .kind = NODE_BREAK },
    [RAW_CALL] = { .build = mynah__build_call },
    [RAW_CASE_CLAUSE] = { .build = mynah__build_case },
    [RAW_CASE_PATTERN] = { .build = mynah__plan_through },
    [RAW_CHEVRON] = { .build = mynah__plan_through },
    [RAW_CLASS_DEFINITION] = { .build = mynah__build_class },
    [RAW_CLASS_PATTERN] = { .build = mynah__build_pattern },
    [RAW_COMPARISON_OPERATOR] = { .kind = NODE_COMPARE, .roles = { ROLE_VALUE } },
    [RAW_COMPLEX_PATTERN] = { .build = mynah__build_complex_pattern },
    [RAW_CONCATENATED_STRING] = { .build = mynah__build_concatenated },
    [RAW_CONDITIONAL_EXPRESSION] = { .kind = NODE_IF_EXP,
                                     .roles = { ROLE_BODY, ROLE_TEST, ROLE_ORELSE } },
    [RAW_CONSTRAINED_TYPE] = { .kind = NODE_SLICE, .roles = { ROLE_LOWER, ROLE_UPPER } },
    [RAW_CONTINUE_STATEMENT] = { .kind = NODE_CONTINUE },
    [RAW_DECORATED_DEFINITION] = { .build = mynah__build_decorated },
    [RAW_DECORATOR] = { .kind = NODE_DECORATOR, .roles = { ROLE_VALUE } },
    [RAW_DEFAULT_PARAMETER] = { .kind = NODE_ARG, .roles = { ROLE_NAME, ROLE_VALUE } },
    [RAW_DELETE_STATEMENT] = { .build = mynah__build_delete },
    [RAW_DICT_PATTERN] = { .build = mynah__build_pattern },
    [RAW_DICTIONARY] = { .kind = NODE_DICT, .roles = { ROLE_ITEM } },
    [RAW_DICTIONARY_COMPREHENSION] = { .build = mynah__build_comprehension,
                                       .kind = NODE_DICT_COMP },
    [RAW_DICTIONARY_SPLAT] = { .kind = NODE_STARRED, .roles = { ROLE_VALUE },
                               .flags = FLAG_DOUBLE_STAR },
    [RAW_DICTIONARY_SPLAT_PATTERN] = { .kind = NODE_STARRED, .roles = { ROLE_VALUE },
                                       .flags = FLAG_DOUBLE_STAR },
    [RAW_DOTTED_NAME] = { .build = mynah__build_dotted_name },
    [RAW_ELIF_CLAUSE] = { .kind = NODE_IF, .roles = { ROLE_TEST, ROLE_BODY } },
    [RAW_ELLIPSIS] = { .kind = NODE_CONSTANT, .op = CONSTANT_ELLIPSIS },
    [RAW_ELSE_CLAUSE] = { .build = mynah__plan_through },
    [RAW_EXCEPT_CLAUSE] = { .build = mynah__build_except },
    [RAW_EXEC_STATEMENT] = { .kind = NODE_ERROR },
    [RAW_EXPRESSION_LIST] = { .kind = NODE_TUPLE, .roles = { ROLE_VALUE } },
    [RAW_EXPRESSION_STATEMENT] = { .build = mynah__build_expression_statement },
    [RAW_FALSE] = { .kind = NODE_CONSTANT, .op = CONSTANT_FALSE },
    [RAW_FINALLY_CLAUSE] = { .build = mynah__plan_through },
    [RAW_FLOAT] = { .build = mynah__build_number },
    [RAW_FOR_IN_CLAUSE] = { .kind = NODE_COMPREHENSION, .roles = { ROLE_TARGET, ROLE_ITER } },
    [RAW_FOR_STATEMENT] = { .kind = NODE_FOR,
                            .roles = { ROLE_TARGET, ROLE_ITER, ROLE_BODY, ROLE_ORELSE } },
    [RAW_FORMAT_EXPRESSION] = { .kind = NODE_FORMATTED_VALUE, .roles = { ROLE_VALUE, ROLE_ITEM } },
    [RAW_FORMAT_SPECIFIER] = { .build = mynah__plan_through },
    [RAW_FUNCTION_DEFINITION] = { .build = mynah__build_function },
    [RAW_FUTURE_IMPORT_STATEMENT] = { .build = mynah__build_import_from },
    [RAW_GENERATOR_EXPRESSION] = { .build = mynah__build_comprehension,
                                    .kind = NODE_GENERATOR_EXP },
    [RAW_GENERIC_TYPE] = { .build = mynah__build_generic_type },
    [RAW_GLOBAL_STATEMENT] = { .kind = NODE_GLOBAL, .roles = { ROLE_NAME } },
    [RAW_IDENTIFIER] = { .build = mynah__build_identifier },
    [RAW_IF_CLAUSE] = { .build = mynah__plan_through },
    [RAW_IF_STATEMENT] = { .build = mynah__build_if },
    [RAW_IMPORT_FROM_STATEMENT] = { .build = mynah__build_import_from },
    [RAW_IMPORT_PREFIX] = { .build = mynah__plan_through },
    [RAW_IMPORT_STATEMENT] = { .kind = NODE_IMPORT, .roles = { ROLE_ITEM } },
    [RAW_INTEGER] = { .build = mynah__build_number },
    [RAW_INTERPOLATION] = { .kind = NODE_FORMATTED_VALUE, .roles = { ROLE_VALUE, ROLE_ITEM } },
    [RAW_KEYWORD_ARGUMENT] = { .kind = NODE_KEYWORD, .roles = { ROLE_NAME, ROLE_VALUE } },
    [RAW_KEYWORD_PATTERN] = { .build = mynah__build_pattern },
    [RAW_KEYWORD_SEPARATOR] = { .build = mynah__plan_through },
    [RAW_LAMBDA] = { .build = mynah__build_lambda },
    [RAW_LAMBDA_PARAMETERS] = { .build = mynah__build_parameters },
    [RAW_LIST] = { .kind = NODE_LIST, .roles = { ROLE_VALUE } },
    [RAW_LIST_COMPREHENSION] = { .build = mynah__build_comprehension, .kind = NODE_LIST_COMP },
    [RAW_LIST_PATTERN] = { .kind = NODE_LIST, .roles = { ROLE_VALUE } },
    [RAW_LIST_SPLAT] = { .kind = NODE_STARRED, .roles = { ROLE_VALUE } },
    [RAW_LIST_SPLAT_PATTERN] = { .kind = NODE_STARRED, .roles = { ROLE_VALUE } },
    [RAW_MATCH_STATEMENT] = { .build = mynah__build_match },
    [RAW_MEMBER_TYPE] = { .kind = NODE_ATTRIBUTE, .roles = { ROLE_VALUE, ROLE_ATTR } },
    [RAW_MODULE] = { .build = mynah__plan_through },
    [RAW_NAMED_EXPRESSION] = { .kind = NODE_NAMED_EXPR, .roles = { ROLE_TARGET, ROLE_VALUE } },
    [RAW_NONE] = { .kind = NODE_CONSTANT, .op = CONSTANT_NONE },
    [RAW_NONLOCAL_STATEMENT] = { .kind = NODE_NONLOCAL, .roles = { ROLE_NAME } },
    [RAW_NOT_OPERATOR] = { .kind = NODE_UNARY_OP, .roles = { ROLE_VALUE }, .op = OP_NOT },
    [RAW_PAIR] = { .kind = NODE_DICT_ITEM, .roles = { ROLE_KEY, ROLE_VALUE } },
    [RAW_PARAMETERS] = { .build = mynah__build_parameters },
    [RAW_PARENTHESIZED_EXPRESSION] = { .build = mynah__build_parenthesized },
    [RAW_PARENTHESIZED_LIST_SPLAT] = { .build = mynah__build_parenthesized },
    [RAW_PASS_STATEMENT] = { .kind = NODE_PASS },
    [RAW_PATTERN_LIST] = { .kind = NODE_TUPLE, .roles = { ROLE_VALUE } },
    [RAW_POSITIONAL_SEPARATOR] = { .build = mynah__plan_through },
    [RAW_PRINT_STATEMENT] = { .build = mynah__build_print },
    [RAW_RAISE_STATEMENT] = { .build = mynah__build_raise },
    [RAW_RELATIVE_IMPORT] = { .build = mynah__plan_through },
    [RAW_RETURN_STATEMENT] = { .kind = NODE_RETURN, .roles = { ROLE_VALUE } },
    [RAW_SET] = { .kind = NODE_SET, .roles = { ROLE_VALUE } },
    [RAW_SET_COMPREHENSION] = { .build = mynah__build_comprehension, .kind = NODE_SET_COMP },
    [RAW_SLICE] = { .build = mynah__build_slice },
    [RAW_SPLAT_PATTERN] = { .build = mynah__build_pattern },
    [RAW_SPLAT_TYPE] = { .kind = NODE_STARRED, .roles = { ROLE_VALUE } },
    [RAW_STRING] = { .build = mynah__build_string },
    [RAW_SUBSCRIPT] = { .build = mynah__build_subscript },
    [RAW_TRUE] = { .kind = NODE_CONSTANT, .op = CONSTANT_TRUE },
    [RAW_TRY_STATEMENT] = { .build = mynah__build_try },
    [RAW_TUPLE] = { .kind = NODE_TUPLE, .roles = { ROLE_VALUE } },
    [RAW_TUPLE_PATTERN] = { .build = mynah__build_tuple_pattern },
    [RAW_TYPE] = { .build = mynah__plan_through },
    [RAW_TYPE_ALIAS_STATEMENT] = { .build = mynah__build_type_alias },
    [RAW_TYPE_PARAMETER] = { .build = mynah__build_type_parameters },
    [RAW_TYPED_DEFAULT_PARAMETER] = { .kind = NODE_ARG,
                                      .roles = { ROLE_NAME, ROLE_ANNOTATION, ROLE_VALUE } },
    [RAW_TYPED_PARAMETER] = { .kind = NODE_ARG, .roles = { ROLE_NAME, ROLE_ANNOTATION } },
    [RAW_UNARY_OPERATOR] = { .build = mynah__build_unary },
    [RAW_UNION_PATTERN] = { .build = mynah__build_pattern },
    [RAW_UNION_TYPE] = { .kind = NODE_BIN_OP, .roles = { ROLE_LEFT, ROLE_RIGHT } },
    [RAW_WHILE_STATEMENT] = { .kind = NODE_WHILE, .roles = { ROLE_TEST, ROLE_BODY, ROLE_ORELSE } },
    [RAW_WILDCARD_IMPORT] = { .build = mynah__plan_through },
    [RAW_WITH_CLAUSE] = { .build = mynah__plan_through },
    [RAW_WITH_ITEM] = { .build = mynah__build_with_item },
    [RAW_WITH_STATEMENT] = { .kind = NODE_WITH, .roles = { ROLE_ITEM, ROLE_BODY } },
    [RAW_YIELD] = { .build = mynah__build_yield },
    [RAW_TYPE_CALL] = { .build = mynah__build_type_call },
    [RAW_TYPE_ITEM] = { .build = mynah__build_type_call },
    [RAW_UNDERSCORE] = { .build = mynah__build_pattern },
};
// clang-format on

static bool has_context(uint8_t kind)
{
    return kind == NODE_NAME || kind == NODE_ATTRIBUTE || kind == NODE_SUBSCRIPT ||
           kind == NODE_STARRED || kind == NODE_LIST || kind == NODE_TUPLE;
}

static bool has_operator(uint8_t kind)
{
    return kind == NODE_BIN_OP || kind == NODE_BOOL_OP || kind == NODE_COMPARE ||
           kind == NODE_AUG_ASSIGN;
}

static bool has_body(uint8_t kind)
{
    return (kind >= NODE_FOR && kind <= NODE_MATCH) || kind == NODE_TRY ||
           kind == NODE_FUNCTION_DEF || kind == NODE_CLASS_DEF || kind == NODE_MATCH_CASE ||
           kind == NODE_EXCEPT_HANDLER;
}

static struct node *add_node(struct builder *builder, struct task task)
{
    struct node *nodes =
        mynah__grow(builder->nodes, builder->count, &builder->capacity, sizeof *nodes);
    if (!nodes) {
        builder->failed = true;
        return NULL;
    }
    builder->nodes = nodes;
    if (!has_context(task.kind)) {
        task.flags &= (uint8_t)~CONTEXT;
    }
    nodes[builder->count] = (struct node){
        .start = task.raw,
        .end = task.end,
        .parent = builder->open,
        .kind = task.kind,
        .role = task.role,
        .op = task.op,
        .flags = task.flags,
    };
    builder->open = builder->count++;
    return &nodes[builder->open];
}

static void close_node(struct builder *builder)
{
    struct node *node = &builder->nodes[builder->open];
    node->after = builder->count;
    builder->open = node->parent;
    if (node->parent == NODE_NONE) {
        return;
    }
    // The grammar's blocks reach over the blank lines behind them; Python's statements do not.
    struct node *parent = &builder->nodes[node->parent];
    if (has_body(parent->kind)) {
        parent->end = node->end;
    }
}

struct node *mynah__open(struct builder *builder, enum node_kind kind, struct place place)
{
    const struct raw *raw = &builder->raws[place.raw];
    bool missing = raw->flags & (RAW_FLAG_MISSING | RAW_FLAG_BROKEN);
    struct task task = {
        .raw = raw->start,
        .end = raw->end,
        .role = place.role,
        .flags = place.flags | (missing ? FLAG_MISSING : 0),
        .kind = (uint8_t)kind,
    };
    struct node *node = add_node(builder, task);
    return node ? node : &builder->nothing;
}

void mynah__plan(struct builder *builder, struct task task)
{
    struct task *tasks =
        mynah__grow(builder->tasks, builder->task_count, &builder->task_capacity, sizeof task);
    if (!tasks) {
        builder->failed = true;
        return;
    }
    builder->tasks = tasks;
    tasks[builder->task_count++] = task;
}

// A token is no node, but for the one that is a pattern.
static bool is_token(const struct raw *raw)
{
    return raw->kind >= RAW_NAMED_COUNT && raw->kind != RAW_UNDERSCORE;
}

static uint8_t with_context(enum node_role role, int flags)
{
    return (uint8_t)(role == ROLE_TARGET && !(flags & FLAG_DEL) ? flags | FLAG_STORE : flags);
}

void mynah__plan_flags(struct builder *builder, uint32_t raw, enum node_role role, int flags)
{
    if (raw == UINT32_MAX || is_token(&builder->raws[raw])) {
        return;
    }
    if (builder->raws[raw].kind == RAW_ERROR && role != ROLE_BODY) {
        role = ROLE_NONE;
    }
    mynah__plan(builder, (struct task){ .what = TASK_BUILD,
                                        .raw = raw,
                                        .role = (uint8_t)role,
                                        .flags = with_context(role, flags) });
}

void mynah__plan_raw(struct builder *builder, uint32_t raw, enum node_role role)
{
    mynah__plan_flags(builder, raw, role, 0);
}

void mynah__plan_open(struct builder *builder, enum node_kind kind, enum node_role role,
                      uint32_t start, uint32_t end)
{
    mynah__plan(builder, (struct task){ .what = TASK_OPEN,
                                        .raw = start,
                                        .end = end,
                                        .kind = (uint8_t)kind,
                                        .role = (uint8_t)role });
}

void mynah__plan_close(struct builder *builder)
{
    mynah__plan(builder, (struct task){ .what = TASK_CLOSE });
}

void mynah__plan_identifier(struct builder *builder, enum node_role role, uint32_t start,
                            uint32_t end)
{
    mynah__plan_open(builder, NODE_IDENTIFIER, role, start, end);
    mynah__plan_close(builder);
}

// Take from a token what it says about the node that it stands in.
static void take_token(struct builder *builder, const struct raw *token)
{
    if (builder->failed) {
        return;
    }
    struct node *node = &builder->nodes[builder->open];
    if (token->kind == RAW_ASYNC) {
        node->flags |= FLAG_ASYNC;
    }
    if (token->op != OP_NONE && node->op == OP_NONE && has_operator(node->kind)) {
        node->op = token->op;
    }
}

void mynah__plan_children(struct builder *builder, struct place place, const uint8_t roles[4])
{
    const struct raw *raws = builder->raws;
    uint8_t kind = builder->failed ? 0 : builder->nodes[builder->open].kind;
    // The elements of what is assigned to are assigned to.
    bool passes = kind == NODE_TUPLE || kind == NODE_LIST || kind == NODE_STARRED;
    uint8_t flags = passes ? place.flags & CONTEXT : 0;
    uint32_t n = 0;
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        if (is_token(&raws[child])) {
            take_token(builder, &raws[child]);
        } else {
            mynah__plan_flags(builder, child, roles[n], flags);
            n += raws[child].kind != RAW_ERROR && n < 3 && roles[n + 1] != ROLE_NONE;
        }
    }
}

void mynah__plan_through(struct builder *builder, struct place place)
{
    const struct raw *raws = builder->raws;
    if (raws[place.raw].flags & RAW_FLAG_BROKEN) {
        builder->nodes[builder->open].flags |= FLAG_MISSING;
    }
    for (uint32_t child = place.raw + 1; child < raws[place.raw].after; child = raws[child].after) {
        mynah__plan_flags(builder, child, place.role, place.flags);
    }
}

void mynah__plan_turns(struct builder *builder, uint32_t raw, const struct turn *turns)
{
    const struct raw *raws = builder->raws;
    const struct turn *now = turns;
    for (uint32_t child = raw + 1; child < raws[raw].after; child = raws[child].after) {
        const struct turn *turn = now + 1;
        while (turn->role != ROLE_NONE && turn->token != raws[child].kind) {
            turn++;
        }
        if (turn->role != ROLE_NONE) {
            now = turn;
        } else {
            mynah__plan_raw(builder, child, now->role);
        }
    }
}

static bool is_part(const struct raw *raw)
{
    return !is_token(raw) && raw->kind != RAW_BLOCK && raw->kind != RAW_IF_CLAUSE;
}

void mynah__plan_several(struct builder *builder, struct several several)
{
    const struct raw *raws = builder->raws;
    uint32_t end = raws[several.raw].after;
    uint32_t first = several.raw + 1;
    for (uint32_t skip = several.skip; first < end && (skip || !is_part(&raws[first]));
         first = raws[first].after) {
        skip -= is_part(&raws[first]);
    }
    uint32_t last = first;
    uint32_t count = 0;
    bool comma = false;
    for (uint32_t child = first; child < end; child = raws[child].after) {
        bool part = is_part(&raws[child]);
        count += part;
        comma = comma || raws[child].kind == RAW_COMMA;
        last = part || raws[child].kind == RAW_COMMA ? child : last;
    }
    bool wraps = count > 1 || (count == 1 && comma);
    if (wraps) {
        mynah__plan_open(builder, several.wrap, several.role, raws[first].start, raws[last].end);
    }
    for (uint32_t child = first; child < end; child = raws[child].after) {
        if (is_part(&raws[child])) {
            mynah__plan_raw(builder, child, wraps ? several.each : several.role);
        }
    }
    if (wraps) {
        mynah__plan_close(builder);
    }
}

uint32_t mynah__raw_nth(const struct builder *builder, uint32_t raw, uint32_t n)
{
    const struct raw *raws = builder->raws;
    for (uint32_t child = raw + 1; child < raws[raw].after; child = raws[child].after) {
        if (!is_token(&raws[child]) && raws[child].kind != RAW_ERROR && n-- == 0) {
            return child;
        }
    }
    return UINT32_MAX;
}

uint32_t mynah__raw_find(const struct builder *builder, uint32_t raw, enum raw_kind kind)
{
    const struct raw *raws = builder->raws;
    for (uint32_t child = raw + 1; child < raws[raw].after; child = raws[child].after) {
        if (raws[child].kind == kind) {
            return child;
        }
    }
    return UINT32_MAX;
}

bool mynah__raw_is(const struct builder *builder, uint32_t raw, enum raw_kind kind)
{
    return raw != UINT32_MAX && builder->raws[raw].kind == kind;
}

bool mynah__raw_is_wildcard(const struct builder *builder, uint32_t raw)
{
    const struct raw *it = &builder->raws[raw];
    return it->end == it->start + 1 && builder->source->text[it->start] == '_';
}

enum node_kind mynah__raw_becomes(const struct builder *builder, uint32_t raw)
{
    return (enum node_kind)shapes[builder->raws[raw].kind].kind;
}

static void build_raw(struct builder *builder, struct place place)
{
    const struct shape *shape = &shapes[builder->raws[place.raw].kind];
    bool error = builder->raws[place.raw].kind == RAW_ERROR;
    if (place.role == ROLE_PATTERN && !error) {
        mynah__build_pattern(builder, place);
    } else if (shape->build) {
        shape->build(builder, place);
    } else {
        struct node *node = mynah__open(builder, (enum node_kind)shape->kind, place);
        node->op = shape->op;
        node->flags |= shape->flags;
        mynah__plan_children(builder, place, shape->roles);
        mynah__plan_close(builder);
    }
}

static void reverse(struct task *tasks, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct task task = tasks[i];
        tasks[i] = tasks[count - 1 - i];
        tasks[count - 1 - i] = task;
    }
}

void mynah__build_piece(struct builder *builder)
{
    builder->task_count = 0;
    mynah__plan_flags(builder, 0, ROLE_BODY, 0);
    while (builder->task_count && !builder->failed) {
        struct task task = builder->tasks[--builder->task_count];
        size_t planned = builder->task_count;
        if (task.what == TASK_BUILD) {
            build_raw(builder, (struct place){ task.raw, task.role, task.flags });
            reverse(builder->tasks + planned, builder->task_count - planned);
        } else if (task.what == TASK_OPEN) {
            add_node(builder, task);
        } else {
            close_node(builder);
        }
    }
}

void mynah__build_start(struct builder *builder)
{
    builder->open = NODE_NONE;
    add_node(builder, (struct task){ .end = builder->source->size, .kind = NODE_MODULE });
}

void mynah__build_skipped(struct builder *builder, uint32_t start, uint32_t end)
{
    struct task task = {
        .raw = start, .end = end, .kind = NODE_ERROR, .role = ROLE_BODY, .flags = FLAG_SKIPPED
    };
    if (add_node(builder, task)) {
        close_node(builder);
    }
}

void mynah__build_finish(struct builder *builder)
{
    if (!builder->failed) {
        close_node(builder);
    }
}
