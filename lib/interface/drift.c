// SPDX-License-Identifier: Apache-2.0
//
// What changed since mocks were made: the lines at their top that say what they were made of, held
// against those that would stand there now.

#include <mynah/interface.h>

#include "core/text.h"

#include <string.h>

enum { NAME_MOST = 200 };

// A line "# interface NAME HASH" or "#   MEMBER HASH", taken apart.
struct entry {
    char interface[NAME_MOST]; // that it is of
    char member[NAME_MOST];    // "" for the interface itself
    char hash[17];
};

struct entries {
    const char *at;
    char interface[NAME_MOST];
};

static void copy(char *to, const char *from, size_t size)
{
    size = size < NAME_MOST - 1 ? size : NAME_MOST - 1;
    memcpy(to, from, size);
    to[size] = '\0';
}

// Take the next entry; false behind the last.
static bool next(struct entries *entries, struct entry *entry)
{
    static const char interface[] = "# interface ";
    static const char member[] = "#   ";
    while (*entries->at == '#') {
        const char *line = entries->at;
        size_t size = strcspn(line, "\n");
        entries->at += size + (line[size] == '\n');
        bool whole = strncmp(line, interface, sizeof interface - 1) == 0;
        if (!whole && strncmp(line, member, sizeof member - 1) != 0) {
            continue;
        }
        const char *name = line + (whole ? sizeof interface : sizeof member) - 1;
        size_t length =
            size > 17 && name + 17 < line + size ? (size_t)(line + size - name) - 17 : 0;
        if (length == 0) {
            continue;
        }
        if (whole) {
            copy(entries->interface, name, length);
        }
        memcpy(entry->interface, entries->interface, NAME_MOST);
        copy(entry->member, name, whole ? 0 : length);
        memcpy(entry->hash, line + size - 16, 16);
        entry->hash[16] = '\0';
        return true;
    }
    return false;
}

// Whether there is one of that name, and of that hash.
static bool find(const char *text, const struct entry *wanted, bool *same)
{
    struct entries entries = { .at = text };
    struct entry entry;
    bool found = false;
    while (next(&entries, &entry)) {
        if (strcmp(entry.interface, wanted->interface) == 0 &&
            strcmp(entry.member, wanted->member) == 0) {
            *same = (found && *same) || strcmp(entry.hash, wanted->hash) == 0;
            found = true;
        }
    }
    return found;
}

static void add(struct text *report, const char *what, const struct entry *entry)
{
    mynah__text_add_format(report, "%s %s%s%s\n", what, entry->interface, *entry->member ? "." : "",
                           entry->member);
}

char *mynah_interfaces_drift(const struct mynah_interface_module *module, const char *mocks,
                             struct mynah_error *error)
{
    struct text report = { 0 };
    struct entry entry;
    bool same = false;
    if (strncmp(mocks, "# Made by mynah ", 16) != 0) {
        mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "these are no mocks that mynah made");
        return NULL;
    }
    char *now = mynah_interfaces_emit(module, NULL, error);
    if (!now) {
        return NULL;
    }
    for (struct entries entries = { .at = mocks }; next(&entries, &entry);) {
        if (!find(now, &entry, &same)) {
            add(&report, "removed", &entry);
        } else if (!same) {
            add(&report, "changed", &entry);
        }
    }
    for (struct entries entries = { .at = now }; next(&entries, &entry);) {
        if (!find(mocks, &entry, &same)) {
            add(&report, "added", &entry);
        }
    }
    mynah_free(now);
    mynah__text_add(&report, "");
    char *text = report.size ? mynah__text_detach(&report) : mynah_copy_text("");
    if (!text) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    mynah__text_finish(&report);
    return text;
}
