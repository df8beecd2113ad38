// SPDX-License-Identifier: Apache-2.0
//
// How bubblewrap is called: no network, no other processes, nobody's user without a capability,
// the system read-only, and only the working folder to write to besides small folders in memory.

#include "executor/interpreter.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void add_all(struct words *words, struct arena *arena, const char *const *items,
                    size_t count)
{
    for (size_t i = 0; i < count; i++) {
        mynah__words_add(words, arena, items[i]);
    }
}

// On most systems /bin and the like are links into /usr, on some they are folders.
static void add_system(struct words *words, struct arena *arena)
{
    static const char *const folders[] = { "/bin", "/lib", "/lib32", "/lib64", "/libx32" };
    for (size_t i = 0; i < COUNT(folders); i++) {
        struct stat about;
        char target[64];
        if (lstat(folders[i], &about) != 0) {
            continue;
        }
        ssize_t size = S_ISLNK(about.st_mode) ? readlink(folders[i], target, sizeof target) : -1;
        if (size > 0 && (size_t)size < sizeof target) {
            const char *to = mynah__arena_copy(arena, target, (size_t)size);
            add_all(words, arena, (const char *const[]){ "--symlink", to, folders[i] }, 3);
        } else {
            add_all(words, arena, (const char *const[]){ "--ro-bind", folders[i], folders[i] }, 3);
        }
    }
}

static bool is_below(const char *path, const char *folder)
{
    size_t size = strlen(folder);
    return strncmp(path, folder, size) == 0 && (path[size] == '/' || path[size] == '\0');
}

// Show a folder that can be read; those of the system are there already.
static void add_shown(struct words *words, struct arena *arena, const char *folder)
{
    if (*folder == '/' && folder[1] && !is_below(folder, "/usr")) {
        add_all(words, arena, (const char *const[]){ "--ro-bind", folder, folder }, 3);
    }
}

// The folder above the one that the program is in: a virtual environment.
static const char *home_of(const char *program, struct arena *arena)
{
    const char *slash = strrchr(program, '/');
    size_t size = slash ? (size_t)(slash - program) : 0;
    while (size > 0 && program[size - 1] != '/') {
        size--;
    }
    char *home = mynah__arena_copy(arena, program, size > 1 ? size - 1 : 0);
    return home ? home : "";
}

// What a program needs beside the system, most of it empty.
// clang-format off
static const char *const places[] = {
    "--ro-bind-try", "/etc/alternatives", "/etc/alternatives",
    "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
    "--proc", "/proc",
    "--dev", "/dev",
    "--remount-ro", "/dev",
    "--size", "16777216", "--tmpfs", "/dev/shm",
    "--size", "67108864", "--tmpfs", "/tmp",
};
// clang-format on

void mynah__container_add(struct words *words, struct arena *arena,
                          const struct container *container)
{
    // Run by root bubblewrap leaves all capabilities unless they are dropped, hence --cap-drop;
    // with them the read-only system could be mounted anew.
    const char *const walls[] = {
        container->bwrap,
        "--unshare-all",
        "--unshare-user",
        "--uid",
        "65534",
        "--gid",
        "65534",
        "--cap-drop",
        "ALL",
        "--hostname",
        "mynah",
        "--disable-userns",
        "--new-session",
        "--ro-bind",
        "/usr",
        "/usr",
        "--die-with-parent",
    };
    add_all(words, arena, walls, COUNT(walls));
    add_system(words, arena);
    add_all(words, arena, places, COUNT(places));
    add_shown(words, arena, home_of(container->interpreter->path, arena));
    for (size_t i = 0; i < COUNT(container->interpreter->prefixes); i++) {
        add_shown(words, arena, container->interpreter->prefixes[i]);
    }
    for (const char *const *shown = container->shown; shown && *shown; shown++) {
        add_shown(words, arena, *shown);
    }
    // The root is closed last: before, the places for all of these are made in it.
    add_all(words, arena,
            (const char *const[]){ "--bind", container->folder, "/box", "--remount-ro", "/",
                                   "--chdir", "/box" },
            7);
}
