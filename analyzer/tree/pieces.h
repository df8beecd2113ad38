// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TREE_PIECES_H
#define MYNAH_TREE_PIECES_H

#include "source.h"

// Return where a piece that starts at `start` ends: between two statements of the module, soon
// behind `least` bytes, or at the end of the text.
//
// What is inside a string or brackets is told by their characters alone.  Should that ever be
// mistaken, the text in front of the cut ends within a string, a bracket or a statement, which the
// parser reports; only a backslash would not be noticed, so there is never a cut behind one.  A
// bracket that stays open for more than 2 KiB is taken for one that nobody closes.
uint32_t mynah__piece_end(const struct source *source, uint32_t start, uint32_t least);

// Return the place nearest to the middle of `start` and `end` where a line starts a statement of
// the module by its looks, or `start` when there is none.
uint32_t mynah__piece_middle(const struct source *source, uint32_t start, uint32_t end);

#endif
