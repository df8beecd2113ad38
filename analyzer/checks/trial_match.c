// SPDX-License-Identifier: Apache-2.0
// Patterns of `match` in a trial, and which handler catches what.

#include "checks/trial.h"
#include "values/constants.h"

#include <string.h>

static void bind(struct trial *trial, uint32_t name, struct thing thing)
{
    uint32_t atom = name == NODE_NONE ? ATOM_NONE : mynah__name(trial->engine, trial->unit, name);
    if (atom != ATOM_NONE &&
        strcmp(mynah__atom_bytes(trial->engine, atom), trial->walk->name) == 0) {
        mynah__trial_give_up(trial); // it is bound also where the rest does not match
    }
    if (name != NODE_NONE) {
        mynah__trial_assign(trial, name, thing);
    }
}

static int both(int a, int b)
{
    return a == 0 || b == 0 ? 0 : a < 0 || b < 0 ? -1 : 1;
}

static int sequence(struct trial *trial, uint32_t pattern, struct thing subject)
{
    const struct tree *tree = trial->unit->tree;
    const struct box *box = mynah__box(trial, subject);
    uint32_t count = 0;
    bool starred = false;
    for (uint32_t part = mynah__tree_child(tree, pattern, ROLE_PATTERN); part != NODE_NONE;
         part = mynah__tree_next(tree, part)) {
        starred = starred || tree->nodes[part].kind == NODE_MATCH_STAR;
        count++;
    }
    if (subject.kind != THING_UNKNOWN && subject.kind != THING_NAMED &&
        !(box && box->kind <= BOX_TUPLE)) {
        return 0;
    }
    bool unknown = !box || box->unknown;
    if (!unknown && (starred ? box->count + 1 < count : box->count != count)) {
        return 0;
    }
    int all = unknown ? -1 : 1;
    uint32_t index = 0;
    struct box items = unknown ? (struct box){ .unknown = true } : *box;
    for (uint32_t part = mynah__tree_child(tree, pattern, ROLE_PATTERN); part != NODE_NONE;
         part = mynah__tree_next(tree, part)) {
        if (tree->nodes[part].kind == NODE_MATCH_STAR) {
            struct thing rest = mynah__thing_box(trial, BOX_LIST);
            mynah__box_forget(trial, rest);
            bind(trial, mynah__tree_child(tree, part, ROLE_NAME), rest);
            index = unknown ? 0 : index + items.count - (count - 1);
        } else {
            struct thing item = unknown ? mynah__thing_unknown(trial) : items.items[index++];
            all = both(all, mynah__trial_match(trial, part, item));
        }
    }
    return all;
}

static int mapping(struct trial *trial, uint32_t pattern, struct thing subject)
{
    const struct tree *tree = trial->unit->tree;
    const struct box *box = mynah__box(trial, subject);
    if (subject.kind != THING_UNKNOWN && subject.kind != THING_NAMED &&
        !(box && box->kind == BOX_DICT)) {
        return 0;
    }
    int all = box ? 1 : -1;
    uint32_t value = mynah__tree_child(tree, pattern, ROLE_PATTERN);
    for (uint32_t key = mynah__tree_child(tree, pattern, ROLE_KEY);
         key != NODE_NONE && value != NODE_NONE;
         key = mynah__tree_next(tree, key), value = mynah__tree_next(tree, value)) {
        int at = box ? mynah__box_find(trial, subject, mynah__trial_eval(trial, key)) : -2;
        struct thing item =
            at >= 0 ? trial->boxes[subject.at].items[at] : mynah__thing_unknown(trial);
        all =
            at == -1 ? 0 : both(all, both(at < 0 ? -1 : 1, mynah__trial_match(trial, value, item)));
    }
    uint32_t rest = mynah__tree_child(tree, pattern, ROLE_REST);
    if (rest != NODE_NONE) {
        struct thing left = mynah__thing_box(trial, BOX_DICT);
        mynah__box_forget(trial, left);
        bind(trial, rest, left);
    }
    return all;
}

// `int()`, `str()` …: 1, 0, -1 for a type or a thing that is not known.
static int is_of_type(struct trial *trial, struct thing type, struct thing subject)
{
    static const struct {
        const char *name;
        uint8_t kinds[3];
        uint8_t count;
        int box; // or -1
    } rows[] = {
        { "int", { VALUE_INT, VALUE_TRUE, VALUE_FALSE }, 3, -1 },
        { "str", { VALUE_STR }, 1, -1 },
        { "bytes", { VALUE_BYTES }, 1, -1 },
        { "bool", { VALUE_TRUE, VALUE_FALSE }, 2, -1 },
        { "list", { 0 }, 0, BOX_LIST },
        { "tuple", { 0 }, 0, BOX_TUPLE },
        { "dict", { 0 }, 0, BOX_DICT },
        { "set", { 0 }, 0, BOX_SET },
    };
    const char *name = mynah__thing_name(trial, type);
    const struct box *box = mynah__box(trial, subject);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        if (strncmp(name, "builtins.", 9) != 0 || strcmp(name + 9, rows[i].name) != 0) {
            continue;
        }
        if (box) {
            return (int)box->kind == rows[i].box;
        }
        if (subject.kind != THING_CONSTANT) {
            return subject.kind == THING_UNKNOWN || subject.kind == THING_NAMED ? -1 : 0;
        }
        uint8_t kind = trial->engine->values[subject.at].kind;
        for (uint8_t k = 0; k < rows[i].count; k++) {
            if (kind == rows[i].kinds[k]) {
                return 1;
            }
        }
        return 0;
    }
    return -1;
}

static int of_class(struct trial *trial, uint32_t pattern, struct thing subject)
{
    const struct tree *tree = trial->unit->tree;
    uint32_t type = mynah__tree_child(tree, pattern, ROLE_FUNC);
    int all = type == NODE_NONE ? -1 : is_of_type(trial, mynah__trial_eval(trial, type), subject);
    uint32_t part = mynah__tree_child(tree, pattern, ROLE_PATTERN);
    bool alone = part != NODE_NONE && mynah__tree_next(tree, part) == NODE_NONE;
    for (; part != NODE_NONE; part = mynah__tree_next(tree, part)) {
        struct thing item = alone && all == 1 ? subject : mynah__thing_unknown(trial);
        all = both(all, mynah__trial_match(trial, part, item));
    }
    for (part = mynah__tree_child(tree, pattern, ROLE_KEYWORD); part != NODE_NONE;
         part = mynah__tree_next(tree, part)) {
        uint32_t inner = mynah__tree_child(tree, part, ROLE_PATTERN);
        all = both(all, -1);
        if (inner != NODE_NONE) {
            mynah__trial_match(trial, inner, mynah__thing_unknown(trial));
        }
    }
    return all;
}

static int any_of(struct trial *trial, uint32_t pattern, struct thing subject)
{
    const struct tree *tree = trial->unit->tree;
    int any = 0;
    for (uint32_t part = mynah__tree_child(tree, pattern, ROLE_PATTERN);
         part != NODE_NONE && any != 1; part = mynah__tree_next(tree, part)) {
        int one = mynah__trial_match(trial, part, subject);
        any = one == 1 ? 1 : one < 0 ? -1 : any;
    }
    return any;
}

int mynah__trial_match(struct trial *trial, uint32_t pattern, struct thing subject)
{
    const struct tree *tree = trial->unit->tree;
    uint32_t inner = mynah__tree_child(tree, pattern, ROLE_PATTERN);
    uint32_t value = mynah__tree_child(tree, pattern, ROLE_VALUE);
    int fits = 1;
    if (!mynah__trial_step(trial)) {
        return -1;
    }
    switch ((enum node_kind)tree->nodes[pattern].kind) {
    case NODE_MATCH_VALUE:
        return value == NODE_NONE
                   ? -1
                   : mynah__thing_equal(trial, subject, mynah__trial_eval(trial, value), 3);
    case NODE_MATCH_SINGLETON: {
        struct thing singleton = value == NODE_NONE ? subject : mynah__trial_eval(trial, value);
        bool unknown = subject.kind == THING_UNKNOWN || subject.kind == THING_NAMED;
        return unknown ? -1 : subject.kind == THING_CONSTANT && subject.at == singleton.at;
    }
    case NODE_MATCH_SEQUENCE:
        return sequence(trial, pattern, subject);
    case NODE_MATCH_MAPPING:
        return mapping(trial, pattern, subject);
    case NODE_MATCH_CLASS:
        return of_class(trial, pattern, subject);
    case NODE_MATCH_OR:
        return any_of(trial, pattern, subject);
    case NODE_MATCH_AS:
        fits = inner == NODE_NONE ? 1 : mynah__trial_match(trial, inner, subject);
        if (fits != 0) {
            bind(trial, mynah__tree_child(tree, pattern, ROLE_NAME), subject);
        }
        return fits;
    default:
        mynah__trial_give_up(trial);
        return -1;
    }
}

static const char *base_of(const char *type)
{
    static const char *const rows[][2] = {
        { "ZeroDivisionError", "ArithmeticError" },
        { "OverflowError", "ArithmeticError" },
        { "FloatingPointError", "ArithmeticError" },
        { "IndexError", "LookupError" },
        { "KeyError", "LookupError" },
        { "ModuleNotFoundError", "ImportError" },
        { "UnboundLocalError", "NameError" },
        { "NotImplementedError", "RuntimeError" },
        { "RecursionError", "RuntimeError" },
        { "UnicodeError", "ValueError" },
        { "UnicodeDecodeError", "UnicodeError" },
        { "UnicodeEncodeError", "UnicodeError" },
        { "FileNotFoundError", "OSError" },
        { "FileExistsError", "OSError" },
        { "PermissionError", "OSError" },
        { "IsADirectoryError", "OSError" },
        { "NotADirectoryError", "OSError" },
        { "TimeoutError", "OSError" },
        { "InterruptedError", "OSError" },
        { "ConnectionError", "OSError" },
        { "BrokenPipeError", "ConnectionError" },
        { "ConnectionResetError", "ConnectionError" },
        { "ConnectionRefusedError", "ConnectionError" },
        { "IndentationError", "SyntaxError" },
        { "UserWarning", "Warning" },
        { "DeprecationWarning", "Warning" },
        { "RuntimeWarning", "Warning" },
        { "SystemExit", "BaseException" },
        { "KeyboardInterrupt", "BaseException" },
        { "GeneratorExit", "BaseException" },
        { "Exception", "BaseException" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        if (strcmp(type, rows[i][0]) == 0) {
            return rows[i][1];
        }
    }
    return strcmp(type, "BaseException") == 0 ? NULL : "Exception";
}

// Return the one name of a type that has another, too.
static const char *one_name(const char *type)
{
    return strcmp(type, "IOError") == 0 || strcmp(type, "EnvironmentError") == 0 ? "OSError" : type;
}

int mynah__trial_catches(struct trial *trial, struct thing type)
{
    const struct box *box = mynah__box(trial, type);
    const char *name = mynah__thing_name(trial, type);
    if (box && box->kind == BOX_TUPLE && !box->unknown) {
        int any = 0;
        for (uint32_t i = 0; i < box->count && any != 1; i++) {
            int one = mynah__trial_catches(trial, box->items[i]);
            any = one == 1 ? 1 : one < 0 ? -1 : any;
        }
        return any;
    }
    if (strncmp(name, "builtins.", 9) != 0) {
        return -1;
    }
    name = one_name(name + 9);
    if (!trial->raised) { // hardly what ends a program
        return strcmp(name, "Exception") == 0 || strcmp(name, "BaseException") == 0 ? 1 : -1;
    }
    for (const char *at = one_name(trial->raised); at; at = base_of(at)) {
        if (strcmp(at, name) == 0) {
            return 1;
        }
    }
    return 0;
}
