// SPDX-License-Identifier: Apache-2.0
//
// Snippets of a folder as cases.  Their first line says what is expected of a gate and is taken
// off, so that no gate can read it there.

#include "core/alloc.h"
#include "core/file.h"
#include "core/words.h"
#include "gate/gate.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FILES_MOST = 10000, DEPTH_MOST = 32, FILE_SIZE_MOST = 16 << 20 };

struct names {
    char **items;
    size_t count;
    size_t capacity;
};

struct walk {
    struct mynah_gate_cases *cases;
    const char *folder;
    struct arena arena; // for paths and names
    size_t files;
    struct mynah_error *error;
};

static bool no_memory(struct mynah_error *error)
{
    return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

// ## The first line

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

// Read `# gate: ask -- why`.  Returns how many bytes the line has with its end; 0 if it is none.
static size_t read_head(const char *code, size_t size, enum mynah_verdict *expected)
{
    static const char mark[] = "# gate:", byte_order[] = "\xEF\xBB\xBF", dashes[] = "--";
    const char *end = memchr(code, '\n', size);
    const char *next = end ? end + 1 : code + size;
    end = end ? end : code + size;
    const char *at = code;
    if (end - at >= 3 && memcmp(at, byte_order, 3) == 0) {
        at += 3;
    }
    if ((size_t)(end - at) < sizeof mark - 1 || memcmp(at, mark, sizeof mark - 1) != 0) {
        return 0;
    }
    for (at += sizeof mark - 1; at < end && is_blank(*at); at++) {
    }
    const char *word = at;
    while (at < end && !is_blank(*at)) {
        at++;
    }
    int verdict = mynah__verdict_find(word, (size_t)(at - word));
    while (at < end && is_blank(*at)) {
        at++;
    }
    bool ends = at == end || (end - at >= 2 && memcmp(at, dashes, 2) == 0);
    *expected = (enum mynah_verdict)(verdict < 0 ? 0 : verdict);
    return verdict >= 0 && ends ? (size_t)(next - code) : 0;
}

static bool add_file(struct walk *walk, const char *path, const char *name)
{
    struct text content = { 0 };
    if (!mynah__file_read(path, FILE_SIZE_MOST, &content, walk->error)) {
        mynah__text_finish(&content);
        return false;
    }
    struct mynah_gate_case added = { .path = path };
    const char *code = content.bytes ? content.bytes : "";
    size_t head = read_head(code, content.size, &added.expected);
    char clip[MYNAH__CLIP];
    bool done = head > 0 || mynah_error_set(walk->error, MYNAH_ERROR_ARGUMENT,
                                            "%s: the first line is '# gate: VERDICT', with allow, "
                                            "ask, deny or retry",
                                            mynah__clip(clip, path));
    if (done) {
        added.name = mynah__arena_copy(&walk->arena, name, strlen(name) - 3);
        added.code = code + head;
        added.size = content.size - head;
        done = added.name ? mynah_gate_cases_add(walk->cases, &added, walk->error)
                          : no_memory(walk->error);
    }
    mynah__text_finish(&content);
    return done;
}

// ## The folder

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool list(struct walk *walk, const char *path, struct names *names)
{
    DIR *directory = opendir(path);
    if (!directory) {
        return mynah__file_refuse(path, errno, walk->error);
    }
    struct dirent *entry;
    while (!walk->arena.failed && (entry = readdir(directory))) {
        if (entry->d_name[0] == '.') {
            continue;
        }
        names->items = mynah__arena_grow(&walk->arena, names->items, names->count, &names->capacity,
                                         sizeof *names->items);
        if (names->items) {
            names->items[names->count++] = mynah__arena_text(&walk->arena, entry->d_name);
        }
    }
    closedir(directory);
    if (walk->arena.failed) {
        return no_memory(walk->error);
    }
    if (names->items) {
        qsort(names->items, names->count, sizeof *names->items, compare_names);
    }
    return true;
}

static bool is_python(const char *name)
{
    size_t size = strlen(name);
    return size > 3 && strcmp(name + size - 3, ".py") == 0;
}

static bool walk_folder(struct walk *walk, const char *below, int depth);

// Take what is called `name`, a path in the folder.
static bool visit(struct walk *walk, const char *name, int depth) // NOLINT(misc-no-recursion)
{
    const char *path = mynah__arena_format(&walk->arena, "%s/%s", walk->folder, name);
    struct stat about;
    if (!path) {
        return no_memory(walk->error);
    }
    if (lstat(path, &about) != 0) {
        return mynah__file_refuse(path, errno, walk->error);
    }
    if (S_ISDIR(about.st_mode)) {
        return walk_folder(walk, name, depth + 1);
    }
    if (!is_python(name) ||
        (S_ISLNK(about.st_mode) && stat(path, &about) == 0 && S_ISDIR(about.st_mode))) {
        return true;
    }
    if (!S_ISREG(about.st_mode)) {
        return mynah__file_refuse(path, EINVAL, walk->error);
    }
    if (walk->files++ == FILES_MOST) {
        return mynah_error_set(walk->error, MYNAH_ERROR_LIMIT, "there are more than %d snippets",
                               FILES_MOST);
    }
    return add_file(walk, path, name);
}

// Walk the folder at `below` of the top one, "" for that; `depth` folders down.
static bool walk_folder(struct walk *walk, const char *below,
                        int depth) // NOLINT(misc-no-recursion)
{
    struct names names = { 0 };
    const char *folder =
        *below ? mynah__arena_format(&walk->arena, "%s/%s", walk->folder, below) : walk->folder;
    if (depth > DEPTH_MOST) {
        return mynah_error_set(walk->error, MYNAH_ERROR_LIMIT, "folders are more than %d deep",
                               DEPTH_MOST);
    }
    bool done = folder ? list(walk, folder, &names) : no_memory(walk->error);
    for (size_t i = 0; done && i < names.count; i++) {
        const char *name =
            mynah__arena_format(&walk->arena, "%s%s%s", below, *below ? "/" : "", names.items[i]);
        done = name ? visit(walk, name, depth) : no_memory(walk->error);
    }
    return done;
}

bool mynah_gate_cases_add_folder(struct mynah_gate_cases *cases, const char *folder,
                                 struct mynah_error *error)
{
    struct walk walk = { .cases = cases, .folder = folder, .error = error };
    bool done = walk_folder(&walk, "", 0);
    if (done && walk.files == 0) {
        char clip[MYNAH__CLIP];
        done = mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%s: there are no snippets, *.py",
                               mynah__clip(clip, folder));
    }
    mynah__arena_finish(&walk.arena);
    return done;
}
