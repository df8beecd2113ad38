// SPDX-License-Identifier: Apache-2.0
//
// From operands to files.  Folders are walked in order of bytes, so that the output does not depend
// on the file system; links to folders are not followed, so the walk ends.

#include "cli/check.h"
#include "core/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEPTH_MOST = 200 };

struct walk {
    struct session *session;
    struct list *paths;
};

static bool add(struct session *session, struct list *list, const char *path)
{
    const char **moved = path ? mynah__arena_grow(&session->arena, list->items, list->count,
                                                  &list->capacity, sizeof *moved)
                              : NULL;
    if (!moved) {
        mynah__complain("out of memory");
        return false;
    }
    list->items = moved;
    list->items[list->count++] = path;
    return true;
}

bool mynah__path_add(struct session *session, struct list *paths, const char *path)
{
    return (path && mynah__is_excluded(session, path)) || add(session, paths, path);
}

static void trouble(struct walk *walk, const char *path, int reason)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    mynah__file_refuse(path, reason, &error);
    mynah__complain_error(NULL, &error);
    walk->session->trouble = true;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

// List the entries of `folder` in order; false when out of memory.
static bool list_folder(struct walk *walk, const char *folder, struct list *entries)
{
    DIR *stream = opendir(folder);
    if (!stream) {
        trouble(walk, folder, errno);
        return true;
    }
    bool done = true;
    const char *between = folder[0] && folder[strlen(folder) - 1] == '/' ? "" : "/";
    errno = 0;
    for (struct dirent *entry; done && (entry = readdir(stream)); errno = 0) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            done = add(walk->session, entries,
                       mynah__arena_format(&walk->session->arena, "%s%s%s", folder, between,
                                           entry->d_name));
        }
    }
    if (done && errno) {
        trouble(walk, folder, errno);
    }
    closedir(stream);
    if (entries->count) {
        qsort(entries->items, entries->count, sizeof *entries->items, by_name);
    }
    return done;
}

// The files of one folder, and those of the folders in it.
static bool walk_folder(struct walk *walk, const char *folder, int depth)
{
    struct list entries = { 0 };
    if (depth > DEPTH_MOST) {
        trouble(walk, folder, ENAMETOOLONG);
        return true;
    }
    bool done = list_folder(walk, folder, &entries);
    for (size_t i = 0; done && i < entries.count; i++) {
        const char *path = entries.items[i];
        struct stat status;
        if (mynah__is_excluded(walk->session, path)) {
            continue;
        }
        if (lstat(path, &status) != 0) {
            trouble(walk, path, errno);
        } else if (S_ISDIR(status.st_mode)) {
            done = walk_folder(walk, path, depth + 1);
        } else if (mynah__is_python(path) && stat(path, &status) != 0) {
            trouble(walk, path, errno);
        } else if (mynah__is_python(path) && S_ISREG(status.st_mode)) {
            done = add(walk->session, walk->paths, path);
        } else if (mynah__is_python(path)) {
            trouble(walk, path, S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
        }
    }
    return done;
}

bool mynah__walk(struct session *session, struct list operands, struct list *paths)
{
    struct walk walk = { session, paths };
    for (size_t i = 0; i < operands.count; i++) {
        struct stat status;
        bool standard = strcmp(operands.items[i], "-") == 0;
        bool folder = !standard && stat(operands.items[i], &status) == 0 && S_ISDIR(status.st_mode);
        bool done = folder     ? walk_folder(&walk, operands.items[i], 0)
                    : standard ? add(session, paths, "-")
                               : mynah__path_add(session, paths, operands.items[i]);
        if (!done) {
            return false;
        }
    }
    return true;
}
