// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CONFIG_DOCUMENT_H
#define MYNAH_CONFIG_DOCUMENT_H

// A YAML document as parse.c builds it and read.c reads it.  Texts and pairs are laid out for the
// structs of mynah/config.h, so that reading only borrows and needs no memory.

#include <mynah/config.h>

#include "core/arena.h"

enum config_shape { CONFIG_SCALAR, CONFIG_LIST, CONFIG_MAPPING };

struct config_node {
    enum config_shape shape;
    bool plain; // a scalar without quotes: may be a number, a bool or null
    int line;
    int column;
    const char *tag;                 // "!env", or NULL
    struct mynah_config_pair scalar; // of a scalar: its text is the value, the name is ""
    struct config_entry *entries;    // of a list or mapping
    size_t count;
    const char **texts;              // of a list: each item's text, NULL for what is no scalar
    struct mynah_config_pair *pairs; // of a mapping: likewise for keys and values
};

struct config_entry {
    const struct config_node *key; // NULL in a list
    const struct config_node *value;
    bool repeated; // the mapping has had this key before
};

struct mynah_config {
    struct arena arena;
    const struct config_node *root; // a mapping, or NULL for an empty document
    const char *path;               // of the file, or NULL for a text
};

// Whether the scalar says that there is no value: nothing at all, `~` or `null`.
bool mynah__config_is_null(const struct config_node *node);

#endif
