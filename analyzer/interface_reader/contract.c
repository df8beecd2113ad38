// SPDX-License-Identifier: Apache-2.0
//
// Results as documentation writes them: Python literals, with `|` between what is possible.  What
// does not look like that says nothing.

#include "interface_reader/docstring.h"

#include "core/text.h"

#include <string.h>

enum { NESTING_MOST = 8, VALUES_MOST = 32 };

struct contract {
    struct reader *reader;
    const char *at;
    struct text example;
    struct mynah_interface_choice *choices;
    size_t count, capacity;
};

static bool read_value(struct contract *contract, const char *key, int depth);

static void pass_blanks(struct contract *contract)
{
    contract->at += strspn(contract->at, " ");
}

// Take one literal that is no container, as canonical Python; NULL when there is none.
static const char *read_atom(struct contract *contract)
{
    static const char *const words[] = { "True", "False", "None" };
    size_t size = 0;
    pass_blanks(contract);
    const char *at = contract->at;
    if (*at == '"' || *at == '\'') {
        size = strcspn(at + 1, *at == '"' ? "\"\\" : "'\"\\") + 1;
        if (at[size] != *at) {
            return NULL;
        }
        contract->at += size + 1;
        return mynah__arena_format(contract->reader->arena, "\"%.*s\"", (int)size - 1, at + 1);
    }
    size = strspn(at, "-0123456789.");
    for (size_t i = 0; i < sizeof words / sizeof *words && size == 0; i++) {
        size_t length = strlen(words[i]);
        char next = strncmp(at, words[i], length) == 0 ? at[length] : 'x';
        size = strchr(" ,|]}", next) ? length : 0;
    }
    bool number = size > 0 && size < 20 && (*at == '-' ? size > 1 : *at != '.') &&
                  at[size - 1] != '.' && !memchr(at + 1, '-', size - 1);
    bool word = size > 0 && strchr("TFN", *at);
    bool zero = number && *at == '0' && size > 1 && at[1] != '.';
    const char *point = number ? memchr(at, '.', size) : NULL;
    bool points = point && memchr(point + 1, '.', size - (size_t)(point - at) - 1);
    if ((!number && !word) || zero || points) {
        return NULL;
    }
    contract->at += size;
    return mynah__arena_copy(contract->reader->arena, at, size);
}

static void add_choice(struct contract *contract, const char *key, const char *const *values,
                       size_t count)
{
    struct mynah_interface_choice *moved =
        mynah__arena_grow(contract->reader->arena, contract->choices, contract->count,
                          &contract->capacity, sizeof *moved);
    const char **copy = mynah__arena_alloc(contract->reader->arena, count * sizeof *copy);
    if (!moved || !copy) {
        contract->reader->failed = true;
        return;
    }
    memcpy(copy, values, count * sizeof *copy);
    contract->choices = moved;
    contract->choices[contract->count++] = (struct mynah_interface_choice){ key, copy, count };
}

static bool read_alternatives(struct contract *contract, const char *key)
{
    const char *values[VALUES_MOST];
    size_t count = 0;
    for (bool more = true; more; more = contract->at[-1] == '|') {
        const char *value = read_atom(contract);
        if (!value || count == VALUES_MOST) {
            return false;
        }
        values[count++] = value;
        pass_blanks(contract);
        contract->at += *contract->at == '|';
    }
    mynah__text_add(&contract->example, values[0]);
    if (count > 1) {
        add_choice(contract, key, values, count);
    }
    return true;
}

static bool read_items(struct contract *contract, bool dict, int depth)
{
    char close = dict ? '}' : ']';
    mynah__text_add_char(&contract->example, *contract->at++);
    for (size_t count = 0;; count++) {
        const char *key = NULL;
        pass_blanks(contract);
        if (*contract->at == close) {
            break;
        }
        mynah__text_add(&contract->example, count ? ", " : "");
        if (dict) {
            key = read_atom(contract);
            pass_blanks(contract);
            if (!key || *contract->at++ != ':') {
                return false;
            }
            mynah__text_add_format(&contract->example, "%s: ", key);
        }
        // Only what is right inside of the result is checked.
        if (!read_value(contract, depth == 0 ? key : NULL, depth + 1)) {
            return false;
        }
        pass_blanks(contract);
        if (*contract->at != ',' && *contract->at != close) {
            return false;
        }
        contract->at += *contract->at == ',';
    }
    mynah__text_add_char(&contract->example, *contract->at++);
    return true;
}

static bool read_value(struct contract *contract, const char *key, int depth)
{
    pass_blanks(contract);
    if (*contract->at == '{' || *contract->at == '[') {
        return depth < NESTING_MOST && read_items(contract, *contract->at == '{', depth);
    }
    size_t before = contract->count;
    bool read = read_alternatives(contract, key);
    if (depth > 0 && !key) {
        contract->count = before;
    }
    return read;
}

void mynah__contract_result(struct reader *reader, const char *text,
                            struct mynah_interface_member *member)
{
    struct contract contract = { .reader = reader, .at = text };
    bool read = read_value(&contract, NULL, 0);
    pass_blanks(&contract);
    if (read && (!*contract.at || *contract.at == '.') && !contract.example.failed) {
        member->example =
            mynah__arena_copy(reader->arena, contract.example.bytes, contract.example.size);
        member->choices = contract.choices;
        member->choice_count = contract.count;
        reader->failed = reader->failed || !member->example;
    }
    reader->failed = reader->failed || contract.example.failed;
    mynah__text_finish(&contract.example);
}
