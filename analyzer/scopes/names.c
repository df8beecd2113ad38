// SPDX-License-Identifier: Apache-2.0
//
// Spellings: normalised, mangled, numbered.

#include "scopes/names.h"

#include "core/hash.h"

#include <utf8proc.h>

#include <string.h>

static bool grow_table(struct names *names)
{
    uint32_t mask = names->table ? names->mask * 2 + 1 : 63;
    uint32_t *table = mynah__arena_alloc(names->arena, ((size_t)mask + 1) * sizeof *table);
    if (!table) {
        return false;
    }
    for (uint32_t id = 0; id < names->count; id++) {
        uint32_t at = mynah__hash(names->names[id], strlen(names->names[id])) & mask;
        while (table[at]) {
            at = (at + 1) & mask;
        }
        table[at] = id + 1;
    }
    names->table = table;
    names->mask = mask;
    return true;
}

static bool is_name(const char *name, const char *text, size_t size)
{
    return strncmp(name, text, size) == 0 && name[size] == '\0';
}

uint32_t mynah__names_add(struct names *names, const char *text, size_t size)
{
    if ((!names->table || names->count * 2 > names->mask) && !grow_table(names)) {
        return UINT32_MAX;
    }
    uint32_t at = mynah__hash(text, size) & names->mask;
    while (names->table[at]) {
        uint32_t id = names->table[at] - 1;
        if (is_name(names->names[id], text, size)) {
            return id;
        }
        at = (at + 1) & names->mask;
    }
    const char **grown = mynah__arena_grow(names->arena, names->names, names->count,
                                           &names->capacity, sizeof *grown);
    const char *copy = grown ? mynah__arena_copy(names->arena, text, size) : NULL;
    if (!copy) {
        return UINT32_MAX;
    }
    names->names = grown;
    names->names[names->count] = copy;
    names->table[at] = ++names->count;
    return names->count - 1;
}

uint32_t mynah__names_find(const char *const *names, const uint32_t *table, uint32_t mask,
                           const char *text)
{
    size_t size = strlen(text);
    for (uint32_t at = mynah__hash(text, size) & mask; table && table[at]; at = (at + 1) & mask) {
        if (is_name(names[table[at] - 1], text, size)) {
            return table[at] - 1;
        }
    }
    return UINT32_MAX;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\f' || c == '\n' || c == '\\';
}

const char *mynah__names_normal(const char *text, size_t size, struct arena *arena)
{
    char *copy = mynah__arena_alloc(arena, size + 1);
    size_t count = 0;
    bool ascii = true;
    for (size_t i = 0; copy && i < size; i++) {
        if (!is_blank(text[i])) {
            ascii = ascii && (unsigned char)text[i] < 0x80;
            copy[count++] = text[i];
        }
    }
    if (!copy || ascii) {
        return copy;
    }
    const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)copy;
    utf8proc_ssize_t points = utf8proc_decompose(bytes, (utf8proc_ssize_t)count, NULL, 0, options);
    if (points < 0) {
        return copy;
    }
    utf8proc_int32_t *buffer = mynah__arena_alloc(arena, ((size_t)points + 1) * sizeof *buffer);
    if (!buffer) {
        return NULL;
    }
    utf8proc_decompose(bytes, (utf8proc_ssize_t)count, buffer, points, options);
    utf8proc_ssize_t written = utf8proc_reencode(buffer, points, options);
    return written < 0 ? copy : (const char *)buffer;
}

const char *mynah__names_mangled(const char *name, const char *class_name, struct arena *arena)
{
    size_t size = strlen(name);
    bool is_private =
        strncmp(name, "__", 2) == 0 && strcmp(name + size - 2, "__") != 0 && !strchr(name, '.');
    class_name += strspn(class_name, "_");
    if (!is_private || *class_name == '\0') {
        return name;
    }
    return mynah__arena_format(arena, "_%s%s", class_name, name);
}
