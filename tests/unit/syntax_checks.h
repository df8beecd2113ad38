// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TESTS_SYNTAX_CHECKS_H
#define MYNAH_TESTS_SYNTAX_CHECKS_H

// Shared by the tests of the recogniser: rows of code with CPython's answer, hostile text, and the
// loop over failing allocations.

#include "../recognise.h"
#include "core/alloc.h"
#include "shortage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

// A row is true from its version on, up to the next row with the same code.
struct row {
    int version;
    const char *code;
    const char *error; // "line:column message", with the exception when it is not SyntaxError
};

// What must hold of any tree: children lie within their parents and follow each other.
static inline void check_shape(const struct tree *tree)
{
    const struct node *nodes = tree->nodes;
    assert_int_equal(nodes[0].kind, NODE_MODULE);
    assert_int_equal(nodes[0].parent, NODE_NONE);
    assert_int_equal(nodes[0].after, tree->count);
    for (uint32_t i = 1; i < tree->count; i++) {
        const struct node *node = &nodes[i];
        const struct node *parent = &nodes[node->parent < i ? node->parent : 0];
        if (node->parent >= i || node->after <= i || node->after > parent->after ||
            node->start < parent->start || node->end > parent->end || node->start > node->end ||
            node->kind >= NODE_KIND_COUNT ||
            (node->role == ROLE_NONE && node->kind != NODE_ERROR)) {
            fail_msg("node %u", i);
        }
    }
}

static inline void check_error(const char *code, int version, const char *error)
{
    struct recognised it = { .arena = { 0 } };
    char text[1024] = "accepted";
    assert_true(recognise(&it, code, strlen(code), version));
    if (!it.syntax.accepted) {
        const struct syntax_error *found = &it.syntax.error;
        bool plain = strcmp(found->type, "SyntaxError") == 0;
        snprintf(text, sizeof text, "%d:%d %s%s%s", found->line, found->column,
                 plain ? "" : found->type, plain ? "" : ": ", found->message);
    } else {
        check_shape(&it.tree);
    }
    if (strcmp(text, error) != 0) {
        fail_msg("%d: %s\n  is:   %s\n  want: %s", version, code, text, error);
    }
    mynah__arena_finish(&it.arena);
}

static inline void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        check_error(rows[i].code, rows[i].version, rows[i].error);
    }
}

static inline void check_accepted(const char *const *codes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (int version = 311; version <= 313; version++) {
            check_error(codes[i], version, "accepted");
        }
    }
}

// Text that says the same thing over and over.
struct hostile {
    const char *head;
    const char *again;
    size_t times;
    const char *tail;
};

// Whatever it is, it ends soon and does not crash.
static inline void check_hostile(const struct hostile *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct hostile *text = &texts[i];
        size_t piece = strlen(text->again);
        size_t head = strlen(text->head);
        size_t size = head + piece * text->times + strlen(text->tail);
        char *code = mynah__alloc(size + 1);
        assert_non_null(code);
        memcpy(code, text->head, head);
        for (size_t k = 0; k < text->times; k++) {
            memcpy(code + head + k * piece, text->again, piece);
        }
        memcpy(code + head + text->times * piece, text->tail, strlen(text->tail));
        for (int version = 311; version <= 313; version += 2) {
            struct recognised it = { .arena = { 0 } };
            assert_true(recognise(&it, code, size, version));
            if (it.syntax.accepted) {
                check_shape(&it.tree);
            }
            mynah__arena_finish(&it.arena);
        }
        mynah__free(code);
    }
}

static inline void check_no_memory(const char *const *codes, size_t count, int version)
{
    for (size_t i = 0; i < count; i++) {
        for (struct shortage at = { .untold = true, .spares = true }; shortage_next(&at);) {
            struct recognised it = { .arena = { 0 } };
            shortage_over(&at, recognise(&it, codes[i], strlen(codes[i]), version));
            mynah__arena_finish(&it.arena);
        }
    }
}

#endif
