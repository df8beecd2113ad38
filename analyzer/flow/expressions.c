// SPDX-License-Identifier: Apache-2.0
//
// Uses and bindings within expressions, in the order of evaluation as far as it matters: a walrus
// binds behind its value, and only perhaps where its operand may not be evaluated.

#include "flow/flow_build.h"

#include <string.h>

enum { PENDING_MOST = 64, CLIMB_MOST = 64, CONSTANT_DEPTH = 32 };

uint32_t mynah__flow_symbol(const struct walker *walker, uint32_t definition)
{
    const struct scopes *scopes = walker->scopes;
    const struct definition *it = &walker->flow->definitions[definition];
    uint32_t scope = scopes->symbols[it->symbol].scope;
    bool own = walker->region_of[scope] == walker->region &&
               walker->region_of[scopes->scope_of[it->node]] == walker->region &&
               scopes->scopes[scope].kind != SCOPE_COMPREHENSION;
    return own ? it->symbol : SYMBOL_NONE;
}

uint32_t mynah__flow_definition_from(const struct walker *walker, uint32_t node)
{
    const struct flow *flow = walker->flow;
    uint32_t low = 0;
    uint32_t high = flow->definition_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (flow->definitions[middle].node < node) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void define(struct walker *walker, uint32_t definition, bool perhaps)
{
    uint32_t symbol = mynah__flow_symbol(walker, definition);
    if (symbol == SYMBOL_NONE) {
        return;
    }
    bool deleted = walker->flow->definitions[definition].kind == DEFINITION_DELETE;
    uint32_t value = deleted ? VALUE_UNBOUND : definition + 1;
    if (perhaps) {
        uint32_t join = mynah__join_new(walker, walker->state[symbol]);
        mynah__join_add(walker, join, value);
        value = join;
    }
    mynah__state_define(walker, symbol, value);
}

void mynah__flow_define(struct walker *walker, uint32_t node)
{
    uint32_t definition = walker->definition_of[node];
    if (definition != NOTHING) {
        define(walker, definition, false);
    }
}

void mynah__flow_blur(struct walker *walker, uint32_t from, uint32_t to)
{
    const struct flow *flow = walker->flow;
    uint32_t i = mynah__flow_definition_from(walker, from);
    for (; i < flow->definition_count && flow->definitions[i].node < to; i++) {
        define(walker, i, true);
        walker->fuzzy[flow->definitions[i].symbol] = true;
    }
}

void mynah__flow_bind(struct walker *walker, uint32_t from, uint32_t to)
{
    const struct node *nodes = walker->tree->nodes;
    uint32_t i = mynah__flow_definition_from(walker, from);
    const struct flow *flow = walker->flow;
    for (; i < flow->definition_count && flow->definitions[i].node < to; i++) {
        uint32_t parent = nodes[flow->definitions[i].node].parent;
        if (nodes[parent].kind != NODE_NAMED_EXPR) {
            define(walker, i, false);
        }
    }
}

static bool is_comprehension(uint8_t kind)
{
    return kind == NODE_LIST_COMP || kind == NODE_SET_COMP || kind == NODE_DICT_COMP ||
           kind == NODE_GENERATOR_EXP;
}

// Whether a node in an expression may be passed over when that is evaluated.
static bool is_optional(const struct walker *walker, uint32_t node, uint32_t root)
{
    const struct node *nodes = walker->tree->nodes;
    for (int i = 0; i < CLIMB_MOST; i++) {
        uint32_t parent = nodes[node].parent;
        if (parent == NODE_NONE || parent < root) {
            return false;
        }
        uint8_t kind = nodes[parent].kind;
        bool later = node != parent + 1;
        if ((kind == NODE_BOOL_OP && later) || is_comprehension(kind) ||
            (kind == NODE_IF_EXP && nodes[node].role != ROLE_TEST) ||
            (kind == NODE_COMPARE && later && node != nodes[parent + 1].after)) {
            return true;
        }
        node = parent;
    }
    return true;
}

// Walruses in comprehensions and conditions may have bound their names before text that stands in
// front of them is evaluated.
static void bind_ahead(struct walker *walker, uint32_t from, uint32_t to)
{
    const struct flow *flow = walker->flow;
    const struct node *nodes = walker->tree->nodes;
    uint32_t i = mynah__flow_definition_from(walker, from);
    for (; i < flow->definition_count && flow->definitions[i].node < to; i++) {
        if (nodes[nodes[flow->definitions[i].node].parent].kind == NODE_NAMED_EXPR) {
            define(walker, i, true);
        }
    }
}

static bool is_dead(const struct walker *walker, uint32_t node)
{
    const struct node *nodes = walker->tree->nodes;
    uint32_t parent = nodes[node].parent;
    if (nodes[parent].kind == NODE_IF_EXP) {
        uint8_t role = nodes[node].role;
        uint32_t test = mynah__tree_child(walker->tree, parent, ROLE_TEST);
        int known = test == NODE_NONE ? -1 : mynah__flow_constant(walker, test);
        return (role == ROLE_BODY && known == 0) || (role == ROLE_ORELSE && known == 1);
    }
    if (nodes[parent].kind == NODE_BOOL_OP && node != parent + 1) {
        int known = mynah__flow_constant(walker, parent + 1);
        return known == (nodes[parent].op == OP_AND ? 0 : 1);
    }
    return false;
}

void mynah__flow_use(struct walker *walker, uint32_t node)
{
    const struct scopes *scopes = walker->scopes;
    uint32_t symbol = scopes->symbol_of[node];
    uint32_t scope = scopes->scope_of[node];
    if (symbol == SYMBOL_NONE || walker->region_of[scope] != walker->region) {
        return;
    }
    uint32_t owner = scopes->symbols[symbol].owner;
    if (owner == SYMBOL_NONE) {
        return;
    }
    uint32_t home = scopes->symbols[owner].scope;
    enum scope_kind kind = scopes->scopes[home].kind;
    bool followed = walker->region_of[home] == walker->region && !walker->lazy[scope] &&
                    kind != SCOPE_COMPREHENSION && kind != SCOPE_TYPE_PARAMS;
    if (followed) {
        walker->use[node] = walker->state[owner];
    }
}

void mynah__flow_scan(struct walker *walker, uint32_t from, uint32_t to)
{
    const struct node *nodes = walker->tree->nodes;
    uint32_t pending[PENDING_MOST];
    uint32_t count = 0;
    for (uint32_t i = from; i < to || count; i++) {
        while (count && (i >= to || nodes[pending[count - 1]].after <= i)) {
            uint32_t walrus = pending[--count];
            uint32_t definition = walker->definition_of[walrus + 1];
            if (definition != NOTHING) {
                define(walker, definition, is_optional(walker, walrus, from));
            }
        }
        if (i >= to) {
            break;
        }
        if (i > from && is_dead(walker, i)) {
            memset(walker->flow->reachable + i, 0, nodes[i].after - i);
            i = nodes[i].after - 1;
        } else if (nodes[i].kind == NODE_NAMED_EXPR && count < PENDING_MOST) {
            pending[count++] = i;
        } else if (nodes[i].kind == NODE_NAMED_EXPR) {
            mynah__flow_blur(walker, i, nodes[i].after);
        } else if (nodes[i].kind == NODE_IF_EXP || is_comprehension(nodes[i].kind)) {
            bind_ahead(walker, i, nodes[i].after);
        } else if (nodes[i].kind == NODE_NAME && !(nodes[i].flags & (FLAG_STORE | FLAG_DEL))) {
            mynah__flow_use(walker, i);
        }
    }
}

static int constant_value(const struct walker *walker, uint32_t node)
{
    const struct node *it = &walker->tree->nodes[node];
    const char *text = walker->tree->source->text;
    switch (it->op) {
    case CONSTANT_TRUE:
    case CONSTANT_ELLIPSIS:
        return 1;
    case CONSTANT_FALSE:
    case CONSTANT_NONE:
        return 0;
    case CONSTANT_INT:
        for (uint32_t at = it->start; at < it->end; at++) {
            bool base = at == it->start + 1 && strchr("xXoObB", text[at]);
            if (!base && text[at] != '0' && text[at] != '_') {
                return 1;
            }
        }
        return 0;
    default:
        return -1;
    }
}

int mynah__flow_constant(const struct walker *walker, uint32_t node)
{
    const struct node *nodes = walker->tree->nodes;
    int sign = 0;
    for (int i = 0; i < CONSTANT_DEPTH; i++) {
        const struct node *it = &nodes[node];
        bool has_child = it->after > node + 1;
        if (it->kind == NODE_UNARY_OP && it->op == OP_NOT && has_child) {
            sign ^= 1;
            node++;
        } else if (it->kind == NODE_CONSTANT) {
            int value = constant_value(walker, node);
            return value < 0 ? value : value ^ sign;
        } else if (it->kind == NODE_BOOL_OP && has_child) {
            // Only what the first operand decides.
            int decided = it->op == OP_AND ? 0 : 1;
            const struct node *first = &nodes[node + 1];
            bool plain = first->kind == NODE_CONSTANT;
            int value = plain ? constant_value(walker, node + 1) : -1;
            return value == decided ? value ^ sign : -1;
        } else {
            return -1;
        }
    }
    return -1;
}
