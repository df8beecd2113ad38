// SPDX-License-Identifier: Apache-2.0
//
// The audit.  A line is added in one piece at the end of the file, while no other process that
// takes the lock writes, and is on the disk before the verdict is given out.  There is no time in
// it: the same verdicts give the same lines.

#include "cli/audit.h"

#include "cli/command.h"
#include "core/file.h"
#include "core/json.h"
#include "core/utf8.h"
#include "core/words.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

bool mynah__audit_open(struct audit *audit, const char *path)
{
    char clip[MYNAH__CLIP];
    *audit = (struct audit){ .path = path, .fd = -1 };
    if (path) {
        audit->fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0640);
    }
    if (path && audit->fd < 0) {
        mynah__complain("the audit '%s' cannot be opened", mynah__clip(clip, path));
        return false;
    }
    return true;
}

void mynah__audit_close(struct audit *audit)
{
    if (audit->path && audit->fd >= 0) {
        close(audit->fd);
    }
    *audit = (struct audit){ .path = NULL, .fd = -1 };
}

bool mynah__audit_has(enum mynah_verdict verdict)
{
    return verdict == MYNAH_VERDICT_ASK || verdict == MYNAH_VERDICT_DENY;
}

void mynah__audit_source(struct text *line, const char *code, size_t size)
{
    bool text = mynah__utf8_valid(code, size) == size;
    mynah__text_add(line, text ? ",\"source\":" : ",\"source_base64\":");
    if (text) {
        mynah__json_text(line, code, size);
    } else {
        mynah__json_base64(line, code, size);
    }
    mynah__text_add(line, "}\n");
}

void mynah__audit_unit(struct text *line, const struct format_unit *unit, const char *code,
                       size_t size)
{
    struct format_parts parts = { 0 };
    if (!unit->report || !mynah__audit_has(unit->report->verdict)) {
        return;
    }
    mynah__format_ndjson.unit(&parts, unit, &(struct format_options){ .color = false });
    const struct text *object = &parts.texts[PART_BODY];
    const char *end = object->failed || !object->bytes ? NULL : strrchr(object->bytes, '}');
    line->failed = line->failed || !end;
    if (end) {
        mynah__text_add_bytes(line, object->bytes, (size_t)(end - object->bytes));
        mynah__audit_source(line, code, size);
    }
    mynah__parts_finish(&parts);
}

// ## Writing

static bool lock(int fd, short kind)
{
    struct flock about = { .l_type = kind, .l_whence = SEEK_SET };
    int result;
    do {
        result = fcntl(fd, F_SETLKW, &about);
    } while (result != 0 && errno == EINTR);
    // A pipe or a terminal has no lock, and needs none for one line.
    return result == 0 || errno == EINVAL || errno == EBADF || errno == ENOLCK;
}

static bool write_through(int fd, const char *bytes, size_t size)
{
    bool done = lock(fd, F_WRLCK) && mynah__file_put(fd, bytes, size);
    done = done && (fsync(fd) == 0 || errno == EINVAL || errno == EROFS);
    return lock(fd, F_UNLCK) && done;
}

bool mynah__audit_write(const struct audit *audit, struct text *lines)
{
    char clip[MYNAH__CLIP];
    bool done = !audit->path || !(lines->size || lines->failed) ||
                (!lines->failed && write_through(audit->fd, lines->bytes, lines->size));
    if (!done) {
        mynah__complain("the audit '%s' could not be written", mynah__clip(clip, audit->path));
    }
    mynah__text_finish(lines);
    return done;
}
