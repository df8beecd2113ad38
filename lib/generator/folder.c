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
    static const char mark[] = "# mynah:";
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
                                  "%s.py: after '# mynah:' comes 'summary ...' or 'parameter NAME "
                                  "= DEFAULT', each name once",
                                  clip);
    }
    if (all->arena.failed || !mynah__template_check(behavior, error)) {
        if (error && error->line) {
            error->line += lines;
        }
        return false;
    }
    return true;
}

static bool load_file(struct behaviors *all, const char *folder, const char *file,
                      struct mynah_error *error)
{
    struct text path = { 0 }, content = { 0 };
    mynah__text_add_format(&path, "%s/%s", folder, file);
    char *full = mynah__text_detach(&path);
    if (!full) {
        return no_memory(error);
    }
    bool read = mynah__file_read(full, FILE_SIZE_MOST, &content, error);
    mynah__free(full);
    struct mynah_behavior *behavior = mynah__arena_alloc(&all->arena, sizeof *behavior);
    char *name = mynah__arena_copy(&all->arena, file, strlen(file) - 3);
    char *source = mynah__arena_copy(&all->arena, content.bytes, content.size);
    bool text = strlen(source ? source : "") == content.size;
    mynah__text_finish(&content);
    if (!read || !source) {
        return read ? no_memory(error) : false;
    }
    if (!text) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%s.py has a NUL byte", name);
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

// List the files that are behaviours, sorted.  Returns NULL with `error` filled.
static char **list_files(struct behaviors *all, const char *folder, size_t *count,
                         struct mynah_error *error)
{
    size_t capacity = 8;
    char **files = mynah__arena_alloc(&all->arena, capacity * sizeof *files);
    DIR *directory = opendir(folder);
    if (!directory) {
        mynah__file_refuse(folder, errno, error);
        return NULL;
    }
    struct dirent *entry;
    while (files && *count < FILES_MOST && (entry = readdir(directory))) {
        if (is_behavior(entry->d_name)) {
            files = mynah__arena_grow(&all->arena, files, *count, &capacity, sizeof *files);
            if (files) {
                files[(*count)++] = mynah__arena_text(&all->arena, entry->d_name);
            }
        }
    }
    closedir(directory);
    if (!files || all->arena.failed) {
        no_memory(error);
        return NULL;
    }
    qsort(files, *count, sizeof *files, compare_names);
    return files;
}

bool mynah__behaviors_load(struct behaviors *all, const char *folder, struct mynah_error *error)
{
    size_t count = 0;
    char **files = list_files(all, folder, &count, error);
    if (!files) {
        return false;
    }
    all->own = mynah__arena_alloc(&all->arena, (count + 1) * sizeof(struct mynah_behavior *));
    if (!all->own) {
        return no_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        if (!load_file(all, folder, files[i], error)) {
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
