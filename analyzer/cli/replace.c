// SPDX-License-Identifier: Apache-2.0
//
// Files that are replaced as a whole: what is written goes beside the file, and takes its place
// when all of it is there.  Until then, and whatever goes wrong, the old one stays.

#define _XOPEN_SOURCE 700 // realpath()

#include "cli/check.h"
#include "core/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool refuse(const struct replacement *file)
{
    mynah__complain("cannot write '%.200s'", file->path);
    return false;
}

// Give the new file the rights of the old one, or those of any new file.
static bool set_mode(const struct replacement *file, const struct stat *old)
{
    mode_t mask = umask(0);
    umask(mask);
    return fchmod(file->fd, old ? old->st_mode & 0777 : 0666 & ~mask) == 0;
}

bool mynah__replace_begin(struct replacement *file, const char *path, struct arena *arena)
{
    struct stat status;
    bool there = stat(path, &status) == 0;
    char *real = there ? realpath(path, NULL) : NULL; // a link stays, what it leads to changes
    *file = (struct replacement){ .path = path, .fd = -1 };
    file->target = mynah__arena_text(arena, real ? real : path);
    file->beside = mynah__arena_format(arena, "%s.XXXXXX", file->target ? file->target : "");
    free(real);
    if (!file->target || !file->beside) {
        mynah__complain("out of memory");
        return false;
    }
    if (there && !S_ISREG(status.st_mode)) { // a device or a pipe has no whole
        file->beside = NULL;
        file->fd = open(path, O_WRONLY | O_CLOEXEC);
        return file->fd >= 0 || refuse(file);
    }
    file->fd = mkstemp(file->beside);
    if (file->fd < 0) {
        file->beside = NULL;
        return refuse(file);
    }
    if (!set_mode(file, there ? &status : NULL)) {
        mynah__replace_drop(file);
        return refuse(file);
    }
    return true;
}

bool mynah__replace_write(const struct replacement *file, const char *bytes, size_t size)
{
    return mynah__file_put(file->fd, bytes, size) || refuse(file);
}

bool mynah__replace_commit(struct replacement *file)
{
    bool done = !file->beside || fsync(file->fd) == 0;
    done = close(file->fd) == 0 && done;
    file->fd = -1;
    done = done && (!file->beside || rename(file->beside, file->target) == 0);
    if (done) {
        file->beside = NULL;
    } else {
        mynah__replace_drop(file);
        refuse(file);
    }
    return done;
}

void mynah__replace_drop(struct replacement *file)
{
    if (file->fd >= 0) {
        close(file->fd);
        file->fd = -1;
    }
    if (file->beside) {
        unlink(file->beside);
        file->beside = NULL;
    }
}

bool mynah__output_begin(struct replacement *file, const char *path, struct arena *arena)
{
    if (!mynah__replace_begin(file, path, arena)) {
        return false;
    }
    if (dup2(file->fd, STDOUT_FILENO) < 0) {
        mynah__replace_drop(file);
        return refuse(file);
    }
    return true;
}

bool mynah__output_end(struct replacement *file, bool whole)
{
    if (!mynah__flush() || !whole) {
        mynah__replace_drop(file);
        return false;
    }
    return mynah__replace_commit(file);
}
