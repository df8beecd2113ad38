// SPDX-License-Identifier: Apache-2.0
//
// Methods that belong together, by their names: what creates, gets, lists, updates and deletes the
// same kind of thing shares a table.

#include "interface/emit.h"

#include <string.h>

enum { NOUN_MOST = 64 };

// clang-format off
static const struct { const char *verb, *role; } verbs[] = {
    { "add", "create" },    { "all", "list" },      { "change", "update" }, { "create", "create" },
    { "delete", "delete" }, { "drop", "delete" },   { "edit", "update" },   { "fetch", "get" },
    { "find", "get" },      { "get", "get" },       { "insert", "create" }, { "list", "list" },
    { "load", "get" },      { "modify", "update" }, { "post", "create" },   { "put", "create" },
    { "query", "list" },    { "read", "get" },      { "register", "create" }, { "remove", "delete" },
    { "save", "create" },   { "search", "list" },   { "select", "list" },   { "send", "create" },
    { "store", "create" },  { "submit", "create" }, { "update", "update" },
};
// clang-format on

// Take a name apart: its role, or NULL, and what it is about, in the singular.
static const char *take_apart(const char *name, char noun[NOUN_MOST])
{
    size_t size = strcspn(name, "_");
    noun[0] = '\0';
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (strlen(verbs[i].verb) != size || strncmp(verbs[i].verb, name, size) != 0) {
            continue;
        }
        const char *rest = name + size + (name[size] == '_');
        size_t length = strlen(rest);
        if (length >= NOUN_MOST) {
            return NULL;
        }
        memcpy(noun, rest, length + 1);
        if (length > 1 && noun[length - 1] == 's' && noun[length - 2] != 's') {
            noun[length - 1] = '\0';
        }
        return verbs[i].role;
    }
    return NULL;
}

static const struct mynah_interface_parameter *
first_parameter(const struct mynah_interface_member *member)
{
    size_t count;
    const struct mynah_interface_parameter *given = mynah__given_parameters(member, &count);
    return count > 0 ? given : NULL;
}

// Whether the example of what `maker` returns has the key that `member` is asked by: then both are
// about the same thing, whatever they are called.
static bool asks_for(const struct mynah_interface_member *member,
                     const struct mynah_interface_member *maker)
{
    const struct mynah_interface_parameter *first = first_parameter(member);
    const char *key = first && maker->example ? strstr(maker->example, first->name) : NULL;
    size_t size = first ? strlen(first->name) : 0;
    return key && size > 3 && strcmp(first->name + size - 3, "_id") == 0 && key[-1] == '"' &&
           key[size] == '"';
}

static bool can_have_role(const struct mynah_interface_member *member)
{
    return member->kind == MYNAH_MEMBER_METHOD && !member->item && !member->managed &&
           !member->overload_count;
}

const char *mynah__role(const struct mynah_interface *interface, size_t index, char table[64])
{
    const struct mynah_interface_member *member = &interface->members[index];
    char noun[NOUN_MOST];
    const char *role = can_have_role(member) ? take_apart(member->name, table) : NULL;
    bool makes = role && strcmp(role, "create") == 0;
    bool found = false;
    if (!role || (strcmp(role, "list") != 0 && !first_parameter(member))) {
        return NULL;
    }
    for (size_t i = 0; i < interface->member_count && !found; i++) {
        const struct mynah_interface_member *other = &interface->members[i];
        const char *its = i != index && can_have_role(other) ? take_apart(other->name, noun) : NULL;
        bool partner = its && (strcmp(its, "create") == 0) != makes;
        if (partner && strcmp(noun, table) == 0) {
            found = true;
        } else if (partner && !makes && asks_for(member, other)) {
            strcpy(table, noun);
            found = true;
        } else if (partner && makes && asks_for(other, member)) {
            found = true;
        }
    }
    if (!*table) {
        strcpy(table, "items");
    }
    return found ? role : NULL;
}
