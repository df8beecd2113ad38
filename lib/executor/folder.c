// SPDX-License-Identifier: Apache-2.0
//
// Private working folders: made, and removed whatever was done in them.  Folders within are moved
// up before they are emptied, so that no path becomes too long and no stack too deep.

#define _GNU_SOURCE // realpath

#include "executor/folder.h"

#include "core/file.h"
#include "core/words.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Somebody may still be writing who got away; then there is an end to patience.
enum { ROUNDS_MOST = 200000 };

bool mynah__folder_create(const char *parent, char path[FOLDER_PATH], struct mynah_error *error)
{
    char clip[MYNAH__CLIP];
    const char *given = parent ? parent : getenv("TMPDIR");
    given = given && *given ? given : "/tmp";
    char whole[FOLDER_PATH];
    if (!realpath(given, whole) || strlen(whole) + 16 > FOLDER_PATH) {
        return mynah_error_set(error, MYNAH_ERROR_IO, "there is no folder '%s' to work in",
                               mynah__clip(clip, given));
    }
    strcpy(path, whole);
    strcat(path, "/mynah-XXXXXX");
    if (!mkdtemp(path)) {
        return mynah_error_set(error, MYNAH_ERROR_IO, "no folder can be made in '%s'",
                               mynah__clip(clip, given));
    }
    return true;
}

static int open_folder(int above, const char *name)
{
    return openat(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

// Remove what is in the folder `name` of `top`, but move folders that are not empty up to `top`.
// Returns whether it is gone.
static bool clear(int top, const char *name, unsigned *moved)
{
    fchmodat(top, name, 0700, 0);
    int folder = open_folder(top, name);
    DIR *entries = folder >= 0 ? fdopendir(folder) : NULL;
    if (!entries) {
        if (folder >= 0) {
            close(folder);
        }
        return unlinkat(top, name, 0) == 0;
    }
    struct dirent *entry;
    while ((entry = readdir(entries))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            unlinkat(folder, entry->d_name, 0) == 0 ||
            unlinkat(folder, entry->d_name, AT_REMOVEDIR) == 0) {
            continue;
        }
        char up[32];
        snprintf(up, sizeof up, "mynah-%u", (*moved)++);
        // A folder that is moved gets another "..", so it has to be writable itself.
        fchmodat(folder, entry->d_name, 0700, 0);
        renameat(folder, entry->d_name, top, up);
    }
    closedir(entries);
    return unlinkat(top, name, AT_REMOVEDIR) == 0;
}

void mynah__folder_remove(const char *path)
{
    unsigned moved = 0;
    int top = open_folder(AT_FDCWD, path);
    DIR *entries = top >= 0 ? fdopendir(top) : NULL;
    bool again = entries != NULL;
    for (int rounds = 0; again && rounds < ROUNDS_MOST;) {
        again = false;
        rewinddir(entries);
        struct dirent *entry;
        while ((entry = readdir(entries)) && rounds < ROUNDS_MOST) {
            if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
                bool gone =
                    unlinkat(top, entry->d_name, 0) == 0 || clear(top, entry->d_name, &moved);
                again = true;
                rounds += gone ? 1 : 100;
            }
        }
    }
    if (entries) {
        closedir(entries);
    } else if (top >= 0) {
        close(top);
    }
    rmdir(path);
}

int mynah__folder_payload(const char *folder, const void *bytes, size_t size,
                          struct mynah_error *error)
{
    char path[FOLDER_PATH + 16];
    snprintf(path, sizeof path, "%s/XXXXXX", folder);
    int file = mkstemp(path);
    if (file >= 0) {
        unlink(path);
        // For reading only once the child has it, and at its start.
        if (fcntl(file, F_SETFD, FD_CLOEXEC) == 0 && mynah__file_put(file, bytes, size) &&
            lseek(file, 0, SEEK_SET) == 0) {
            return file;
        }
        close(file);
    }
    mynah_error_set(error, MYNAH_ERROR_IO, "the code cannot be handed over: no file for it");
    return -1;
}
