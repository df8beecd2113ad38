// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_EXECUTOR_INTERPRETER_H
#define MYNAH_EXECUTOR_INTERPRETER_H

// The Python that runs the code, and the container that it may run in.

#include <mynah/base.h>

#include "core/arena.h"
#include "core/text.h"

struct interpreter {
    const char *path;        // of the program itself, not of a script that finds it
    const char *version;     // "3.11"
    const char *prefixes[3]; // folders that it needs
};

// Return the path of the program `name`, which is looked for on PATH, or NULL.
const char *mynah__program_find(const char *name, struct arena *arena);

// Find the interpreter `name` and ask it about itself.
bool mynah__interpreter_find(struct interpreter *interpreter, const char *name, struct arena *arena,
                             struct mynah_error *error);

// A list of words that ends with NULL; failure is that of the arena.
struct words {
    const char **items;
    size_t count;
    size_t capacity;
};

void mynah__words_add(struct words *words, struct arena *arena, const char *word);

// What a container is made of.
struct container {
    const char *bwrap; // the path of bubblewrap
    const struct interpreter *interpreter;
    const char *folder;       // becomes /box, where the program starts
    const char *const *shown; // further folders that can be read; ends with NULL
};

// Add what runs a program in the container.
void mynah__container_add(struct words *words, struct arena *arena,
                          const struct container *container);

#endif
