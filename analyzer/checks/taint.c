// SPDX-License-Identifier: Apache-2.0
// Where the data in the arguments of a call comes from: the keyboard, the command line, the
// environment, the network.  It makes a risk graver and is never a condition of one, so it may
// miss ways; it is asked only where a risk was found.

#include "checks/internal.h"

#include <string.h>

enum { DEPTH_MAX = 8, WORK_FLOOR = 20000, WORK_FACTOR = 4 };

// What brings data, and all below it.
static const struct {
    const char *name;
    const char *shown;
    bool code; // only what is executed: an encoding hides what it is
} sources[] = {
    { "builtins.input", "input()", false },
    { "sys.argv", "the command line", false },
    { "sys.orig_argv", "the command line", false },
    { "argparse.ArgumentParser", "the command line", false },
    { "os.environ", "the environment", false },
    { "os.environb", "the environment", false },
    { "os.getenv", "the environment", false },
    { "sys.stdin", "standard input", false },
    { "requests", "the network", false },
    { "httpx", "the network", false },
    { "aiohttp", "the network", false },
    { "urllib.request", "the network", false },
    { "urllib3", "the network", false },
    { "http.client", "the network", false },
    { "socket", "the network", false },
    { "asyncio.open_connection", "the network", false },
    { "websocket", "the network", false },
    { "websockets", "the network", false },
    { "ftplib", "the network", false },
    { "telnetlib", "the network", false },
    { "xmlrpc", "the network", false },
    { "flask.request", "the network", false },
    { "base64", "an encoding", true },
    { "zlib", "an encoding", true },
    { "bz2", "an encoding", true },
    { "lzma", "an encoding", true },
    { "gzip", "an encoding", true },
    { "binascii", "an encoding", true },
    { "codecs.decode", "an encoding", true },
    { "builtins.bytes.fromhex", "an encoding", true },
    { "marshal", "an encoding", true },
};

struct hunt {
    struct checks *checks;
    bool code;
    const char *found;
};

static const char *source_name(const char *name, bool code)
{
    for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++) {
        size_t size = strlen(sources[i].name);
        bool same = strncmp(name, sources[i].name, size) == 0;
        if (same && (name[size] == 0 || name[size] == '.') && (code || !sources[i].code)) {
            return sources[i].shown;
        }
    }
    return NULL;
}

static void look_at_set(struct hunt *hunt, uint32_t set)
{
    struct engine *engine = hunt->checks->engine;
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set) && !hunt->found; i++) {
        struct value value = engine->values[members[i]];
        uint32_t name =
            value.kind == VALUE_INSTANCE ? value.a : mynah__qualified(engine, members[i]);
        if (name != ATOM_NONE) {
            hunt->found = source_name(mynah__atom_bytes(engine, name), hunt->code);
        }
    }
}

static bool work_left(struct hunt *hunt)
{
    struct checks *checks = hunt->checks;
    uint64_t most = WORK_FLOOR + (uint64_t)checks->engine->units[0]->tree->count * WORK_FACTOR;
    return ++checks->hunted <= most;
}

static void look(struct hunt *hunt, const struct unit *unit, uint32_t node, int depth);

// The arguments that calls of the function around give its parameter.
static void look_at_calls(struct hunt *hunt, const struct unit *unit, uint32_t parameter, int depth)
{
    const struct node *nodes = unit->tree->nodes;
    uint32_t list = nodes[parameter].parent;
    uint32_t function = nodes[list].parent;
    uint32_t position = 0;
    for (uint32_t arg = list + 1; arg < parameter; arg = nodes[arg].after) {
        position++;
    }
    uint32_t wanted =
        mynah__value(hunt->checks->engine, VALUE_FUNCTION, 0, 0, unit->base + function);
    for (uint32_t node = 0; node < unit->tree->count && !hunt->found && work_left(hunt); node++) {
        uint32_t callee = nodes[node].kind == NODE_CALL
                              ? mynah__tree_child(unit->tree, node, ROLE_FUNC)
                              : NODE_NONE;
        if (callee == NODE_NONE ||
            mynah__single(hunt->checks->engine, unit->sets[callee]) != wanted) {
            continue;
        }
        uint32_t argument = mynah__tree_child(unit->tree, node, ROLE_ARGS);
        for (uint32_t i = 0; i < position && argument != NODE_NONE; i++) {
            argument = mynah__tree_next(unit->tree, argument);
        }
        if (argument != NODE_NONE) {
            look(hunt, unit, argument, depth);
        }
    }
}

static void look_at_name(struct hunt *hunt, const struct unit *unit, uint32_t node, int depth)
{
    const struct flow *flow = unit->flow;
    for (uint32_t i = 0; i < flow->reaching_count[node] && !hunt->found && work_left(hunt); i++) {
        const struct definition *definition =
            &flow->definitions[flow->reaching[flow->first_reaching[node] + i]];
        if (definition->kind == DEFINITION_PARAMETER) {
            look_at_calls(hunt, unit, definition->value, depth - 1);
        } else if (definition->kind <= DEFINITION_WITH && definition->value < unit->tree->count) {
            look(hunt, unit, definition->value, depth - 1);
        }
    }
}

// Look at an expression and all that it is made of.
static void look(struct hunt *hunt, const struct unit *unit, uint32_t node, int depth)
{
    const struct node *nodes = unit->tree->nodes;
    for (uint32_t at = node; depth > 0 && at < nodes[node].after && !hunt->found && work_left(hunt);
         at++) {
        look_at_set(hunt, unit->sets[at]);
        if (!hunt->found && nodes[at].kind == NODE_NAME) {
            look_at_name(hunt, unit, at, depth);
        }
    }
}

const char *mynah__tainted(struct checks *checks, uint32_t site, bool code)
{
    const struct unit *unit = mynah__unit_of(checks->engine, site);
    const struct node *nodes = unit->tree->nodes;
    uint32_t call = site - unit->base;
    struct hunt hunt = { .checks = checks, .code = code };
    if (nodes[call].kind != NODE_CALL) {
        return NULL;
    }
    for (uint32_t child = call + 1; child < nodes[call].after; child = nodes[child].after) {
        if (nodes[child].role != ROLE_FUNC) {
            look(&hunt, unit, child, DEPTH_MAX);
        }
    }
    return hunt.found;
}
