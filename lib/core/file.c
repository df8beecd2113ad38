// SPDX-License-Identifier: Apache-2.0
//
// Reads and writes whole files that somebody named.  Reasons are in our own words, because those of
// strerror() depend on the locale.

#include "core/file.h"

#include "core/words.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static bool refuse(const char *verb, const char *path, int reason, struct mynah_error *error)
{
    static const struct {
        int number;
        const char *text;
    } reasons[] = {
        { ENOENT, "there is no such file" },      { EACCES, "permission is denied" },
        { EISDIR, "it is a directory" },          { ENOTDIR, "it is not a directory" },
        { ENAMETOOLONG, "the name is too long" }, { EINVAL, "it is no regular file" },
        { ENOSPC, "no space is left" },           { EROFS, "nothing there can be changed" },
    };
    char clip[MYNAH__CLIP];
    const char *text = "the system does not let us";
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (reasons[i].number == reason) {
            text = reasons[i].text;
        }
    }
    return mynah_error_set(error, MYNAH_ERROR_IO, "cannot %s '%s': %s", verb,
                           mynah__clip(clip, path), text);
}

bool mynah__file_refuse(const char *path, int reason, struct mynah_error *error)
{
    return refuse("read", path, reason, error);
}

bool mynah__file_read(const char *path, size_t most, struct text *content,
                      struct mynah_error *error)
{
    char piece[4096], clip[MYNAH__CLIP];
    size_t count = 1;
    FILE *file = fopen(path, "rb");
    if (!file) {
        return mynah__file_refuse(path, errno, error);
    }
    errno = 0;
    while (count > 0 && content->size <= most && !content->failed) {
        count = fread(piece, 1, sizeof piece, file);
        mynah__text_add_bytes(content, piece, count);
    }
    int reason = ferror(file) ? errno : 0;
    bool broken = ferror(file) != 0;
    fclose(file);
    if (content->failed) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    if (broken) {
        return mynah__file_refuse(path, reason, error);
    }
    if (content->size > most) {
        return mynah_error_set(error, MYNAH_ERROR_LIMIT, "'%s' has more than %zu bytes",
                               mynah__clip(clip, path), most);
    }
    return true;
}

bool mynah__file_put(int file, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(file, bytes, size);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        bytes += written > 0 ? written : 0;
        size -= written > 0 ? (size_t)written : 0;
    }
    return true;
}

// Write to a file beside it, which then takes its place; `flush`: when it is on the disk.
static bool replace(const char *path, const char *bytes, size_t size, bool flush,
                    struct mynah_error *error)
{
    struct text other = { .bytes = NULL };
    struct stat old;
    mynah__text_add_format(&other, "%s.XXXXXX", path);
    if (other.failed) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    int file = mkstemp(other.bytes);
    bool written = file >= 0;
    if (written) {
        mode_t mode = stat(path, &old) == 0 ? old.st_mode & 0777 : 0644;
        written = fchmod(file, mode) == 0 && mynah__file_put(file, bytes, size) &&
                  (!flush || fsync(file) == 0);
        written = close(file) == 0 && written && rename(other.bytes, path) == 0;
    }
    int reason = written ? 0 : errno;
    if (!written && file >= 0) {
        unlink(other.bytes);
    }
    mynah__text_finish(&other);
    return written || refuse("write", path, reason, error);
}

bool mynah__file_write(const char *path, const char *bytes, size_t size, struct mynah_error *error)
{
    return replace(path, bytes, size, true, error);
}

bool mynah__file_make(const char *path, const char *bytes, size_t size, struct mynah_error *error)
{
    return replace(path, bytes, size, false, error);
}
