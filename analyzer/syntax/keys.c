// SPDX-License-Identifier: Apache-2.0
//
// Whether two keys of a mapping pattern are the same value to Python: 1, 1.0, 0x1 and True are.

#include "syntax/compile.h"

#include <stdlib.h>
#include <string.h>

struct key {
    const char *value; // the same text for the same value
    uint32_t node;
};

static char *copy_digits(struct checker *checker, const char *text, size_t size)
{
    char *copy = mynah__arena_alloc(checker->arena, size + 2);
    size_t count = 0;
    for (size_t i = 0; copy && i < size; i++) {
        if (text[i] != '_') {
            copy[count++] = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32) : text[i];
        }
    }
    return copy;
}

// 0x10 as 16, 007 as 7, 1.50 as 1.5, 2.0 as 2; numbers with exponents stay as they are written.
static const char *number_value(struct checker *checker, const char *text, size_t size)
{
    char *digits = copy_digits(checker, text, size);
    if (!digits) {
        return "";
    }
    bool radix = digits[0] == '0' && strchr("xob", digits[1]) && digits[1];
    if (radix && strlen(digits) <= 16) {
        int base = digits[1] == 'x' ? 16 : digits[1] == 'o' ? 8 : 2;
        return mynah__arena_format(checker->arena, "%llu", strtoull(digits + 2, NULL, base));
    }
    if (strspn(digits, "0.") + 1 == strlen(digits) && digits[strlen(digits) - 1] == 'j') {
        return "0";
    }
    if (radix || strpbrk(digits, "ej")) {
        return digits;
    }
    while (digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9') {
        digits++;
    }
    if (strchr(digits, '.')) {
        char *end = digits + strlen(digits);
        while (end[-1] == '0') {
            *--end = '\0';
        }
        if (end[-1] == '.') {
            end[-1] = '\0';
        }
    }
    return digits[0] ? digits : "0";
}

static const char *constant_value(struct checker *checker, const struct node *node)
{
    const char *text = checker->tree->source->text + node->start;
    size_t size = node->end - node->start;
    const char *quote;
    switch (node->op) {
    case CONSTANT_TRUE:
        return "1";
    case CONSTANT_FALSE:
        return "0";
    case CONSTANT_NONE:
        return "None";
    case CONSTANT_STR:
    case CONSTANT_BYTES:
        quote = strpbrk(text, "'\"");
        size -= (size_t)(quote - text);
        if (size > 1 && !memchr(quote, '\\', size)) { // quotes of either kind
            return mynah__arena_format(checker->arena, "%c%.*s",
                                       node->op == CONSTANT_STR ? 's' : 'b', (int)size - 2,
                                       quote + 1);
        }
        return mynah__arena_copy(checker->arena, text, node->end - node->start);
    default:
        return number_value(checker, text, size);
    }
}

// The value of a key, or NULL when it is not known: a name with dots.
static const char *key_value(struct checker *checker, uint32_t node)
{
    const struct node *nodes = checker->nodes;
    while (nodes[node].kind == NODE_MATCH_VALUE || nodes[node].kind == NODE_MATCH_SINGLETON) {
        node++;
    }
    if (nodes[node].kind == NODE_CONSTANT) {
        return constant_value(checker, &nodes[node]);
    }
    if (nodes[node].kind == NODE_UNARY_OP && nodes[node + 1].kind == NODE_CONSTANT) {
        const char *value = constant_value(checker, &nodes[node + 1]);
        return value && strcmp(value, "0") != 0 ? mynah__arena_format(checker->arena, "-%s", value)
                                                : value;
    }
    return NULL;
}

static int compare_keys(const void *left, const void *right)
{
    const struct key *one = left;
    const struct key *other = right;
    int order = strcmp(one->value, other->value);
    return order ? order : one->node < other->node ? -1 : one->node > other->node;
}

// The key as Python's repr() has it.
static const char *show(struct checker *checker, const struct key *key)
{
    uint32_t node = key->node;
    while (checker->nodes[node].kind != NODE_CONSTANT &&
           node + 1 < checker->nodes[key->node].after) {
        node++;
    }
    uint8_t op = checker->nodes[node].op;
    if ((op == CONSTANT_STR || op == CONSTANT_BYTES) &&
        (key->value[0] == 's' || op == CONSTANT_BYTES)) {
        char quote = strchr(key->value + 1, '\'') && !strchr(key->value + 1, '"') ? '"' : '\'';
        return mynah__arena_format(checker->arena, "%s%c%s%c", op == CONSTANT_BYTES ? "b" : "",
                                   quote, key->value + 1, quote);
    }
    if (op == CONSTANT_TRUE || op == CONSTANT_FALSE) {
        return op == CONSTANT_TRUE ? "True" : "False";
    }
    if (op == CONSTANT_FLOAT || op == CONSTANT_IMAGINARY) {
        const struct node *it = &checker->nodes[node];
        return mynah__arena_copy(checker->arena, checker->tree->source->text + it->start,
                                 it->end - it->start);
    }
    return key->value;
}

bool mynah__check_keys(struct checker *checker, uint32_t mapping, const char **repeated)
{
    const struct node *nodes = checker->nodes;
    size_t count = 0;
    for (uint32_t child = mapping + 1; child < nodes[mapping].after; child = nodes[child].after) {
        count += nodes[child].role == ROLE_KEY;
    }
    struct key *keys = mynah__arena_alloc(checker->arena, (count + 1) * sizeof *keys);
    size_t known = 0;
    for (uint32_t child = mapping + 1; keys && child < nodes[mapping].after;
         child = nodes[child].after) {
        const char *value = nodes[child].role == ROLE_KEY ? key_value(checker, child) : NULL;
        if (value) {
            keys[known++] = (struct key){ value, child };
        }
    }
    if (known > 1) {
        qsort(keys, known, sizeof *keys, compare_keys);
    }
    const struct key *found = NULL;
    for (size_t i = 1; i < known; i++) {
        if (strcmp(keys[i - 1].value, keys[i].value) == 0 &&
            (!found || keys[i].node < found->node)) {
            found = &keys[i];
        }
    }
    *repeated = found ? show(checker, found) : NULL;
    return !found;
}
