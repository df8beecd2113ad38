// SPDX-License-Identifier: Apache-2.0
// What only the shape of the code shows: errors that are swallowed, where a call stands, and what
// its result is called.

#include "checks/internal.h"
#include "values/constants.h"

#include <string.h>

static bool is_endless(struct checks *checks, const struct unit *unit, uint32_t loop)
{
    struct engine *engine = checks->engine;
    uint32_t test = mynah__tree_child(unit->tree, loop, ROLE_TEST);
    if (unit->tree->nodes[loop].kind != NODE_WHILE || test == NODE_NONE) {
        return false;
    }
    return unit->sets[test] != SET_EMPTY && mynah__truth(engine, unit->sets[test]) == 1;
}

bool mynah__in_endless_loop(struct checks *checks, uint32_t site)
{
    const struct unit *unit = mynah__unit_of(checks->engine, site);
    const struct node *nodes = unit->tree->nodes;
    for (uint32_t node = site - unit->base; node != NODE_NONE; node = nodes[node].parent) {
        if (nodes[node].kind == NODE_FUNCTION_DEF || nodes[node].kind == NODE_CLASS_DEF) {
            return false;
        }
        if (is_endless(checks, unit, node)) {
            return true;
        }
    }
    return false;
}

static bool is_secret_name(struct checks *checks, const struct unit *unit, uint32_t node)
{
    static const char *const words[] = { "token",      "secret",      "password",  "passwd",
                                         "passphrase", "pwd",         "nonce",     "salt",
                                         "otp",        "csrf",        "apikey",    "secrets",
                                         "tokens",     "credentials", "secretkey", NULL };
    const struct node *at = &unit->tree->nodes[node];
    uint32_t spelling = at->kind == NODE_ATTRIBUTE ? mynah__tree_child(unit->tree, node, ROLE_ATTR)
                        : at->kind == NODE_NAME || at->kind == NODE_IDENTIFIER ? node
                                                                               : NODE_NONE;
    uint32_t atom = mynah__name(checks->engine, (struct unit *)unit, spelling);
    if (atom == ATOM_NONE) {
        return false;
    }
    const char *name = mynah__atom_bytes(checks->engine, atom);
    return mynah__has_part(name, words) || strstr(name, "_key") || strstr(name, "_KEY");
}

bool mynah__makes_secret(struct checks *checks, uint32_t site)
{
    const struct unit *unit = mynah__unit_of(checks->engine, site);
    const struct node *nodes = unit->tree->nodes;
    for (uint32_t node = site - unit->base; node != NODE_NONE; node = nodes[node].parent) {
        enum node_role role = ROLE_NONE;
        switch ((enum node_kind)nodes[node].kind) {
        case NODE_ASSIGN:
        case NODE_ANN_ASSIGN:
        case NODE_AUG_ASSIGN:
        case NODE_NAMED_EXPR:
            role = ROLE_TARGET;
            break;
        case NODE_FUNCTION_DEF:
            role = ROLE_NAME;
            break;
        default:
            break;
        }
        uint32_t target = role == ROLE_NONE ? NODE_NONE : mynah__tree_child(unit->tree, node, role);
        if (target != NODE_NONE && is_secret_name(checks, unit, target)) {
            return true;
        }
    }
    return false;
}

static bool catches_all(struct engine *engine, uint32_t set, int depth)
{
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        struct value value = engine->values[members[i]];
        const char *name = value.kind == VALUE_EXTERNAL ? mynah__atom_bytes(engine, value.a) : "";
        bool tuple = value.kind == VALUE_CONTAINER && depth > 0;
        if (strcmp(name, "builtins.Exception") == 0 ||
            strcmp(name, "builtins.BaseException") == 0 ||
            (tuple && catches_all(engine, mynah__container_all(engine, members[i]), 0))) {
            return true;
        }
    }
    return false;
}

// `except Exception: pass`, or with `continue`.
static bool swallows(struct checks *checks, const struct unit *unit, uint32_t handler)
{
    uint32_t body = mynah__tree_child(unit->tree, handler, ROLE_BODY);
    uint32_t type = mynah__tree_child(unit->tree, handler, ROLE_VALUE);
    uint8_t kind = body == NODE_NONE ? NODE_MODULE : unit->tree->nodes[body].kind;
    if ((kind != NODE_PASS && kind != NODE_CONTINUE) ||
        mynah__tree_next(unit->tree, body) != NODE_NONE) {
        return false;
    }
    if (type == NODE_NONE) {
        return true;
    }
    return catches_all(checks->engine, unit->sets[type], 1);
}

void mynah__check_shapes(struct checks *checks)
{
    const struct unit *unit = checks->engine->units[0];
    for (uint32_t node = 0; node < unit->tree->count; node++) {
        if (unit->tree->nodes[node].kind == NODE_EXCEPT_HANDLER && swallows(checks, unit, node)) {
            mynah__checks_add(checks, unit->base + node,
                              &(struct finding){ .rule = "swallowed-error",
                                                 .confidence = MYNAH_CONFIDENCE_HIGH });
        }
    }
}
