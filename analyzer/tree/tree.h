// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TREE_H
#define MYNAH_TREE_H

// From source that is not Python to nodes: tree-sitter parses, one cursor pass flattens,
// tree-sitter is let go.  (The tree of what the grammar accepts: syntax/syntax.h.)
//
// Long text is parsed in pieces cut between statements of the module, which makes no difference to
// their trees.  A piece that takes too much work is halved at a line that starts in column 0, as
// far as there is one, and left out where there is none.  All work together is at most in
// proportion to the size of the text.

#include "tree/node.h"

enum tree_result {
    TREE_DONE,
    TREE_NO_MEMORY,
    TREE_TOO_MUCH, // as done, but some text took too much work: it is ERRORs with FLAG_SKIPPED
};

// Build the tree of `source`; what it points to lives in `arena`.
enum tree_result mynah__tree_build(struct tree *tree, const struct source *source,
                                   struct arena *arena);

#endif
