// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TREE_H
#define MYNAH_TREE_H

// From source to nodes: tree-sitter parses, one cursor pass flattens, tree-sitter is let go.

#include "tree/node.h"

enum tree_result {
    TREE_DONE,
    TREE_NO_MEMORY,
    TREE_TOO_MUCH, // the parse went beyond its bound of work or memory; there is no tree
};

// Build the tree of `source`; everything lives in `arena`.
enum tree_result mynah__tree_build(struct tree *tree, const struct source *source,
                                   struct arena *arena);

#endif
