// SPDX-License-Identifier: Apache-2.0
//
// `from __future__ import …`: where it may stand, and what there is to import.

#include "syntax/compile.h"

#include <string.h>

static const char *const features[] = {
    "nested_scopes",  "generators",       "division",       "absolute_import", "with_statement",
    "print_function", "unicode_literals", "barry_as_FLUFL", "generator_stop",  "annotations",
};

// Before 3.13 a relative `from .__future__` counted too.
static bool is_future_import(const struct checker *checker, uint32_t node)
{
    if (checker->nodes[node].kind != NODE_IMPORT_FROM ||
        (checker->nodes[node].op != 0 && checker->version >= 313)) {
        return false;
    }
    uint32_t module = mynah__tree_child(checker->tree, node, ROLE_NAME);
    return module != NODE_NONE && mynah__is_text(checker, module, "__future__");
}

static bool check_feature(struct checker *checker, uint32_t import, const char *name)
{
    if (strcmp(name, "braces") == 0) {
        return CHECKER_RAISE(checker, import, MESSAGE_FUTURE_BRACES);
    }
    for (size_t i = 0; i < sizeof features / sizeof *features; i++) {
        if (strcmp(name, features[i]) == 0) {
            checker->deferred_annotations |= strcmp(name, "annotations") == 0;
            return true;
        }
    }
    return CHECKER_RAISE(checker, import, MESSAGE_FUTURE_UNKNOWN, name);
}

static bool check_features(struct checker *checker, uint32_t import)
{
    if (checker->nodes[import].flags & FLAG_STAR) {
        return CHECKER_RAISE(checker, import, MESSAGE_FUTURE_UNKNOWN, "*");
    }
    const struct node *nodes = checker->nodes;
    for (uint32_t child = import + 1; child < nodes[import].after; child = nodes[child].after) {
        uint32_t name = mynah__tree_child(checker->tree, child, ROLE_NAME);
        if (nodes[child].kind == NODE_ALIAS && name != NODE_NONE &&
            !check_feature(checker, import, mynah__checker_name(checker, name))) {
            return false;
        }
    }
    return true;
}

static bool is_docstring(const struct checker *checker, uint32_t statement)
{
    uint32_t value = statement + 1;
    return checker->nodes[statement].kind == NODE_EXPR && value < checker->nodes[statement].after &&
           checker->nodes[value].kind == NODE_CONSTANT && checker->nodes[value].op == CONSTANT_STR;
}

// The imports behind an optional docstring and before anything else.
bool mynah__check_future(struct checker *checker)
{
    const struct node *nodes = checker->nodes;
    checker->deferred_annotations = checker->version >= 314;
    uint32_t node = 1;
    if (node < nodes[0].after && is_docstring(checker, node)) {
        node = nodes[node].after;
    }
    for (; node < nodes[0].after && is_future_import(checker, node); node = nodes[node].after) {
        if (!check_features(checker, node)) {
            return false;
        }
        checker->future_end = node;
    }
    return true;
}

// An import from __future__ behind its place is the compiler's error.
bool mynah__check_future_place(struct checker *checker, uint32_t node)
{
    if (!is_future_import(checker, node) || node <= checker->future_end) {
        return true;
    }
    return CHECKER_RAISE(checker, node, MESSAGE_FUTURE_LATE);
}
