// SPDX-License-Identifier: Apache-2.0
//
// Finds the interpreter.  What PATH leads to may be a script that takes long to find the program,
// so the program is asked once where it really is.

#include "executor/interpreter.h"

#include "core/words.h"
#include "executor/spawn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

enum { PROBE_LINES = 5, PROBE_SECONDS = 30 };

static bool is_program(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode) && access(path, X_OK) == 0;
}

const char *mynah__program_find(const char *name, struct arena *arena)
{
    if (strchr(name, '/')) {
        return is_program(name) ? mynah__arena_text(arena, name) : NULL;
    }
    const char *path = getenv("PATH");
    path = path && *path ? path : "/usr/local/bin:/usr/bin:/bin";
    while (*path) {
        size_t size = strcspn(path, ":");
        char *whole = mynah__arena_format(arena, "%.*s/%s", (int)size, path, name);
        // A relative folder would mean another one once the child has gone to its own.
        if (whole && *whole == '/' && is_program(whole)) {
            return whole;
        }
        path += size + (path[size] == ':');
    }
    return NULL;
}

void mynah__words_add(struct words *words, struct arena *arena, const char *word)
{
    const char **moved =
        mynah__arena_grow(arena, words->items, words->count, &words->capacity, sizeof *moved);
    if (moved) {
        words->items = moved;
        words->items[words->count++] = word;
    }
}

// Take the answer of the probe apart, a line for each member.
static bool read_answer(struct interpreter *interpreter, const char *answer, struct arena *arena)
{
    const char *lines[PROBE_LINES];
    for (size_t i = 0; i < PROBE_LINES; i++) {
        size_t size = strcspn(answer, "\n");
        lines[i] = mynah__arena_copy(arena, answer, size);
        if (answer[size] != '\n' || !lines[i]) {
            return false;
        }
        answer += size + 1;
    }
    interpreter->path = lines[0];
    interpreter->version = lines[1];
    memcpy(interpreter->prefixes, lines + 2, sizeof interpreter->prefixes);
    return *lines[0] == '/';
}

static bool is_recent(const char *version)
{
    int major = 0, minor = 0;
    return sscanf(version, "%d.%d", &major, &minor) == 2 && major == 3 && minor >= 8;
}

bool mynah__interpreter_find(struct interpreter *interpreter, const char *name, struct arena *arena,
                             struct mynah_error *error)
{
    static const char probe[] =
        "import sys; print('\\n'.join((sys.executable, '%d.%d' % sys.version_info[:2], "
        "sys.prefix, sys.base_prefix, sys.exec_prefix)))";
    char clip[MYNAH__CLIP];
    const char *path = mynah__program_find(name, arena);
    if (arena->failed) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    if (!path) {
        return mynah_error_set(error, MYNAH_ERROR_CONFIG, "there is no Python interpreter '%s'",
                               mynah__clip(clip, name));
    }
    const char *const arguments[] = { path, "-I", "-c", probe, NULL };
    struct spawned spawned;
    bool done =
        mynah__spawn(&(struct spawn){ .arguments = arguments,
                                      .environment = (const char *const *)environ,
                                      .payload = -1,
                                      .limits = { .wall = (int64_t)PROBE_SECONDS * 1000000000 } },
                     &spawned, error);
    const struct text *answer = &spawned.streams[SPAWN_OUTPUT];
    if (done && (spawned.exit_code != 0 || !answer->bytes ||
                 !read_answer(interpreter, answer->bytes, arena))) {
        done = arena->failed ? mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory")
                             : mynah_error_set(error, MYNAH_ERROR_CONFIG,
                                               "'%s' does not work as a Python interpreter",
                                               mynah__clip(clip, name));
    }
    if (done && !is_recent(interpreter->version)) {
        done = mynah_error_set(error, MYNAH_ERROR_CONFIG,
                               "'%s' is Python %s, and 3.8 is the oldest that is worked with",
                               mynah__clip(clip, name), interpreter->version);
    }
    mynah__spawn_finish(&spawned);
    return done;
}
