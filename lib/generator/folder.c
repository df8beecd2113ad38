// SPDX-License-Identifier: Apache-2.0
//
// Behaviours of one's own: the `*.py` files of a folder.  The first lines of a file may declare
// what it is, and are not part of the code:
//
//     # mynah: summary ramps a magnet in steps
//     # mynah: parameter channel = 'SR:MAG:SP'
//     # mynah: parameter steps = 10

#include "generator/behaviors.h"

#include "core/alloc.h"
#include "core/file.h"
#include "core/text.h"
#include "core/words.h"
#include "generator/template.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FILES_MOST = 1000, FILE_SIZE_MOST = 1 << 20 };

struct files {
    char **names;
    size_t count;
    size_t capacity;
};

static bool no_memory(struct mynah_error *error)
{
    return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

static bool is_name(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && (i == 0 || c < '0' || c > '9')) {
            return false;
        }
    }
    return size > 0;
}

// ## The declarations at the top of a file

static const char *after_spaces(const char *text)
{
    return text + strspn(text, " \t");
}

// Read `name = default`; the line ends with a NUL byte.
static bool declare_parameter(struct behaviors *all, struct mynah_behavior *behavior, char *line)
{
    size_t size = strcspn(line, " \t=");
    const char *equals = after_spaces(line + size);
    const char *value = after_spaces(equals + (*equals == '='));
    if (*equals != '=' || !is_name(line, size) || !*value) {
        return false;
    }
    line[size] = '\0';
    size_t count = behavior->parameter_count;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(behavior->parameters[i].name, line) == 0) {
            return false;
        }
    }
    struct mynah_parameter *parameters =
        mynah__arena_alloc(&all->arena, (count + 1) * sizeof *parameters);
    if (parameters) {
        if (count) {
            memcpy(parameters, behavior->parameters, count * sizeof *parameters);
        }
        parameters[count] = (struct mynah_parameter){ line, value };
        behavior->parameters = parameters;
        behavior->parameter_count = count + 1;
    }
    return true;
}

// Take the declarations off `source`.  `lines` says how many; false when the last one is wrong.
static bool declare(struct behaviors *all, struct mynah_behavior *behavior, char *source,
                    int *lines)
{
    static const char mark[] = "# mynah:", byte_order[] = "\xEF\xBB\xBF";
    if (strncmp(source, byte_order, sizeof byte_order - 1) == 0) {
        source += sizeof byte_order - 1;
    }
    while (strncmp(source, mark, sizeof mark - 1) == 0) {
        char *line = source + sizeof mark - 1, *end = line + strcspn(line, "\n");
        source = end + (*end == '\n');
        *end = '\0';
        while (end > line && (end[-1] == '\r' || end[-1] == ' ')) {
            *--end = '\0';
        }
        ++*lines;
        line += strspn(line, " \t");
        if (strncmp(line, "summary ", 8) == 0) {
            behavior->summary = after_spaces(line + 8);
        } else if (strncmp(line, "parameter ", 10) != 0 ||
                   !declare_parameter(all, behavior, line + 10 + strspn(line + 10, " \t"))) {
            return false;
        }
    }
    behavior->source = source;
    return true;
}

// ## Files

static bool add(struct behaviors *all, struct mynah_behavior *behavior, char *source,
                struct mynah_error *error)
{
    char clip[MYNAH__CLIP];
    mynah__clip(clip, behavior->name);
    if (mynah_behavior_find(behavior->name)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               "a behaviour called '%s' is built in; rename %s.py", clip, clip);
    }
    int lines = 0;
    if (!declare(all, behavior, source, &lines)) {
        return mynah_error_set_at(error, MYNAH_ERROR_ARGUMENT, lines, 1,
                                  "%s.py:%d: after '# mynah:' comes 'summary ...' or 'parameter "
                                  "NAME = DEFAULT', each name once",
                                  clip, lines);
    }
    struct mynah_error own = { .code = MYNAH_ERROR_NONE };
    if (all->arena.failed || mynah__template_check(behavior, &own)) {
        return !all->arena.failed;
    }
    if (own.line == 0) {
        return mynah_error_set(error, own.code, "%s", own.text);
    }
    own.line += lines;
    return mynah_error_set_at(error, own.code, own.line, 0, "%s.py:%d: %s", clip, own.line,
                              own.text);
}

// Return the content of the file, or NULL with `error`.
static char *read_source(struct behaviors *all, const char *folder, const char *file,
                         struct mynah_error *error)
{
    struct text path = { 0 }, content = { 0 };
    char clip[MYNAH__CLIP], *source = NULL;
    mynah__text_add_format(&path, "%s/%s", folder, file);
    char *full = mynah__text_detach(&path);
    if (!full) {
        no_memory(error);
    } else if (mynah__file_read(full, FILE_SIZE_MOST, &content, error)) {
        source = mynah__arena_copy(&all->arena, content.bytes, content.size);
        if (!source) {
            no_memory(error);
        } else if (strlen(source) != content.size) {
            mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%s has a NUL byte",
                            mynah__clip(clip, file));
            source = NULL;
        }
    }
    mynah__free(full);
    mynah__text_finish(&content);
    return source;
}

static bool load_file(struct behaviors *all, const char *folder, const char *file,
                      struct mynah_error *error)
{
    char *source = read_source(all, folder, file, error);
    if (!source) {
        return false;
    }
    struct mynah_behavior *behavior = mynah__arena_alloc(&all->arena, sizeof *behavior);
    char *name = mynah__arena_copy(&all->arena, file, strlen(file) - 3);
    if (!behavior || !name) {
        return no_memory(error);
    }
    behavior->name = name;
    behavior->summary = "";
    all->own[all->own_count++] = behavior;
    return add(all, behavior, source, error);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_behavior(const char *file)
{
    size_t size = strlen(file);
    return size > 3 && strcmp(file + size - 3, ".py") == 0 && file[0] != '_' &&
           is_name(file, size - 3);
}

// Add the file to the list, if it is a behaviour.
static void list_file(struct arena *arena, struct files *files, const char *name)
{
    if (is_behavior(name)) {
        files->names = mynah__arena_grow(arena, files->names, files->count, &files->capacity,
                                         sizeof *files->names);
        if (!arena->failed) {
            files->names[files->count++] = mynah__arena_text(arena, name);
        }
    }
}

// List the files that are behaviours, sorted.
static bool list_files(struct behaviors *all, const char *folder, struct files *files,
                       struct mynah_error *error)
{
    DIR *directory = opendir(folder);
    if (!directory) {
        return mynah__file_refuse(folder, errno, error);
    }
    struct dirent *entry;
    while (!all->arena.failed && files->count <= FILES_MOST && (entry = readdir(directory))) {
        list_file(&all->arena, files, entry->d_name);
    }
    closedir(directory);
    if (all->arena.failed) {
        return no_memory(error);
    }
    if (files->count > FILES_MOST) {
        return mynah_error_set(error, MYNAH_ERROR_LIMIT, "there are more than %d behaviours",
                               FILES_MOST);
    }
    if (files->count > 0) {
        qsort(files->names, files->count, sizeof *files->names, compare_names);
    }
    return true;
}

bool mynah__behaviors_load(struct behaviors *all, const char *folder, struct mynah_error *error)
{
    struct files files = { .count = 0 };
    if (!list_files(all, folder, &files, error)) {
        return false;
    }
    all->own = mynah__arena_alloc(&all->arena, (files.count + 1) * sizeof(struct mynah_behavior *));
    if (!all->own) {
        return no_memory(error);
    }
    for (size_t i = 0; i < files.count; i++) {
        if (!load_file(all, folder, files.names[i], error)) {
            return all->arena.failed ? no_memory(error) : false;
        }
    }
    return true;
}

void mynah__behaviors_finish(struct behaviors *all)
{
    mynah__arena_finish(&all->arena);
    *all = (struct behaviors){ .own = NULL };
}
