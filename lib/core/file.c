// SPDX-License-Identifier: Apache-2.0
//
// Reads a whole file that somebody named, up to a limit.  Reasons are in our own words, because
// those of strerror() depend on the locale.

#include "core/file.h"

#include "core/words.h"

#include <errno.h>
#include <stdio.h>

bool mynah__file_refuse(const char *path, int reason, struct mynah_error *error)
{
    static const struct {
        int number;
        const char *text;
    } reasons[] = {
        { ENOENT, "there is no such file" },      { EACCES, "permission is denied" },
        { EISDIR, "it is a directory" },          { ENOTDIR, "it is not a directory" },
        { ENAMETOOLONG, "the name is too long" }, { EINVAL, "it is no regular file" },
    };
    char clip[MYNAH__CLIP];
    const char *text = "it cannot be read";
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (reasons[i].number == reason) {
            text = reasons[i].text;
        }
    }
    return mynah_error_set(error, MYNAH_ERROR_IO, "cannot read '%s': %s", mynah__clip(clip, path),
                           text);
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
