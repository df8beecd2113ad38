// SPDX-License-Identifier: Apache-2.0
//
// Snapshots: files that texts are held against, and how a new text takes the place of the old.

#include <mynah/snapshot.h>

#include "core/alloc.h"
#include "core/file.h"
#include "testing/lines.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SNAPSHOT_MOST = 4 << 20, NAME_MOST = 100, LINES_SHOWN = 8, PATH_SHOWN = 200 };

// All that a comparison needs; a zeroed struct is released by finish().
struct snapshot {
    struct text path;
    struct text pending; // <path>.new
    struct text folder;
    struct text expected; // what the file has
    struct text actual;
    bool exists;
};

static void finish(struct snapshot *snapshot)
{
    mynah__text_finish(&snapshot->path);
    mynah__text_finish(&snapshot->pending);
    mynah__text_finish(&snapshot->folder);
    mynah__text_finish(&snapshot->expected);
    mynah__text_finish(&snapshot->actual);
}

static const char *bytes(const struct text *text)
{
    return text->bytes ? text->bytes : "";
}

// Whether a variable of the environment says yes.
static bool is_on(const char *name)
{
    const char *value = getenv(name);
    return value && *value && strcmp(value, "0") != 0 && strcmp(value, "false") != 0;
}

static bool is_name(const char *name)
{
    static const char good[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";
    size_t size = strlen(name);
    return size > 0 && size <= NAME_MOST && name[0] != '.' && name[0] != '-' &&
           strspn(name, good) == size;
}

// Find out which files are meant, and read the snapshot if there is one.
static bool open_snapshot(struct snapshot *snapshot, const struct mynah_snapshot *what,
                          struct mynah_error *error)
{
    const char *folder = what->folder ? what->folder : getenv("MYNAH_SNAPSHOTS");
    mynah__text_add(&snapshot->folder, folder && *folder ? folder : "snapshots");
    mynah__text_add_format(&snapshot->path, "%s/%s%s", bytes(&snapshot->folder), what->name,
                           strchr(what->name, '.') ? "" : ".py");
    mynah__text_add_format(&snapshot->pending, "%s.new", bytes(&snapshot->path));
    if (snapshot->folder.failed || snapshot->path.failed || snapshot->pending.failed) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    snapshot->exists = access(snapshot->path.bytes, F_OK) == 0;
    struct text raw = { 0 };
    bool done =
        !snapshot->exists || mynah__file_read(snapshot->path.bytes, SNAPSHOT_MOST, &raw, error);
    mynah__lines_normal(&snapshot->expected, bytes(&raw));
    mynah__text_finish(&raw);
    if (done && snapshot->expected.failed) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return done;
}

/* Writing */

// Make the folder and those above it, as far as they are missing.
static void make_folders(char *folder)
{
    for (char *at = folder + 1; *at; at++) {
        if (*at == '/') {
            *at = '\0';
            mkdir(folder, 0777);
            *at = '/';
        }
    }
    mkdir(folder, 0777);
}

static bool write_snapshot(struct snapshot *snapshot, const char *path, struct mynah_error *error)
{
    make_folders(snapshot->folder.bytes);
    return mynah__file_write(path, bytes(&snapshot->actual), snapshot->actual.size, error);
}

/* Saying why */

static void copy_cut(char *why, size_t size, const struct text *text)
{
    const char *from = text->failed ? "out of memory\n" : bytes(text);
    if (size > 0) {
        size_t length = strlen(from);
        length = length < size ? length : size - 1;
        memcpy(why, from, length);
        why[length] = '\0';
    }
}

static void add_path(struct text *why, const char *path)
{
    for (size_t shown = 0; *path && shown < PATH_SHOWN; path++, shown++) {
        mynah__text_add_char(why, *path >= ' ' && *path < 0x7F ? *path : '?');
    }
}

// Return the line of the first conflict marker that a merge has left; 0 when there is none.
static size_t conflict_line(const char *text)
{
    size_t line = 1;
    while (*text) {
        if (strncmp(text, "<<<<<<< ", 8) == 0) {
            return line;
        }
        text += strcspn(text, "\n");
        text += *text != '\0';
        line++;
    }
    return 0;
}

static bool add_difference(struct text *why, const struct snapshot *snapshot)
{
    struct lines old = { 0 }, new = { 0 };
    struct text shown = { 0 };
    struct difference difference;
    bool done = mynah__lines_split(&old, bytes(&snapshot->expected)) &&
                mynah__lines_split(&new, bytes(&snapshot->actual)) &&
                mynah__lines_compare(&shown, &old, &new, LINES_SHOWN, &difference);
    if (done) {
        mynah__text_add_format(why,
                               "  actual: from line %zu on it differs: %zu line%s removed, %zu "
                               "added\n    diff: - the snapshot, + what there is\n%s",
                               difference.first, difference.removed,
                               difference.removed == 1 ? "" : "s", difference.added, bytes(&shown));
    }
    mynah__text_finish(&shown);
    mynah__free(old.at);
    mynah__free(new.at);
    return done;
}

// Say how to accept what there is, and keep that for it.
static void add_accept(struct text *why, struct snapshot *snapshot)
{
    const char *path = snapshot->path.bytes;
    if (is_on("CI")) {
        mynah__text_add(why, "  accept: not here, where CI is set; run the test elsewhere\n");
    } else if (write_snapshot(snapshot, snapshot->pending.bytes, NULL)) {
        mynah__text_add(why, "  accept: mv '");
        add_path(why, snapshot->pending.bytes);
        mynah__text_add(why, "' '");
        add_path(why, path);
        mynah__text_add(why, "'\n");
    } else {
        mynah__text_add(why, "  accept: make the folder writable and run the test with "
                             "MYNAH_SNAPSHOT_UPDATE=1\n");
    }
}

static void explain(struct text *why, struct snapshot *snapshot)
{
    size_t conflict = conflict_line(bytes(&snapshot->expected));
    if (!snapshot->exists) {
        mynah__text_add(why, "  actual: there is no such snapshot yet\n");
    } else if (conflict > 0) {
        mynah__text_add_format(why, "  actual: line %zu of the snapshot is a conflict marker\n",
                               conflict);
    } else if (!add_difference(why, snapshot)) {
        why->failed = true;
    }
    add_accept(why, snapshot);
}

// Compare, update when that is wanted, else explain.
static bool compare(struct snapshot *snapshot, const char *text, struct text *why,
                    struct mynah_error *error)
{
    mynah__lines_normal(&snapshot->actual, text);
    if (snapshot->actual.failed) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    bool writes = !is_on("CI");
    if (snapshot->exists && strcmp(bytes(&snapshot->expected), bytes(&snapshot->actual)) == 0) {
        if (writes) {
            unlink(snapshot->pending.bytes);
        }
        return true;
    }
    if (writes && is_on("MYNAH_SNAPSHOT_UPDATE")) {
        unlink(snapshot->pending.bytes);
        return write_snapshot(snapshot, snapshot->path.bytes, error);
    }
    explain(why, snapshot);
    return false;
}

bool mynah_snapshot_meets(const char *text, const struct mynah_snapshot *snapshot, char *why,
                          size_t size)
{
    struct snapshot own = { .exists = false };
    struct text answer = { 0 };
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    bool met = false;
    mynah__text_add(&answer, "expected: the text of the snapshot ");
    if (!snapshot->name || !is_name(snapshot->name)) {
        add_path(&answer, snapshot->name ? snapshot->name : "without a name");
        mynah__text_add(&answer, "\n");
        mynah_error_set(&error, MYNAH_ERROR_ARGUMENT,
                        "the name of a snapshot has letters, digits, _, - and . in it");
    } else if (open_snapshot(&own, snapshot, &error)) {
        add_path(&answer, own.path.bytes);
        mynah__text_add(&answer, "\n");
        if (text) {
            met = compare(&own, text, &answer, &error);
        } else {
            mynah__text_add(&answer, "  actual: there is no text, only NULL\n");
        }
    } else {
        mynah__text_add(&answer, "\n");
    }
    if (error.code != MYNAH_ERROR_NONE) {
        mynah__text_add_format(&answer, "  actual: %s\n", error.text);
    }
    copy_cut(why, size, met ? &(struct text){ 0 } : &answer);
    mynah__text_finish(&answer);
    finish(&own);
    return met;
}
