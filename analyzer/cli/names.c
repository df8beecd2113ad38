// SPDX-License-Identifier: Apache-2.0
//
// Names of files: which are left out, and lists of them that another program made.

#include "cli/check.h"
#include "core/file.h"
#include "policy/glob.h"

#include <stdio.h>
#include <string.h>

enum { LIST_MOST = 64 << 20 };

// ## --exclude

static const char *bare(const char *path)
{
    while (path[0] == '.' && path[1] == '/') {
        path += 1 + strspn(path + 1, "/");
    }
    return path;
}

bool mynah__exclusions_read(struct session *session, struct list patterns)
{
    for (size_t i = 0; i < patterns.count; i++) {
        bool empty = !*bare(patterns.items[i]);
        const char *flaw = empty ? "it matches nothing" : mynah__glob_flaw(patterns.items[i]);
        if (flaw) {
            mynah__complain("--exclude '%.80s': %s", patterns.items[i], flaw);
            return false;
        }
        size_t size = strlen(bare(patterns.items[i]));
        while (size > 1 && bare(patterns.items[i])[size - 1] == '/') {
            size--;
        }
        patterns.items[i] = mynah__arena_copy(&session->arena, bare(patterns.items[i]), size);
        if (!patterns.items[i]) {
            mynah__complain("out of memory");
            return false;
        }
    }
    session->exclude = patterns;
    return true;
}

// Whether the pattern is the path, a folder that it is in, or, without a slash, one of its names.
static bool excludes(const char *pattern, char *path, size_t size)
{
    bool one = strchr(pattern, '/') == NULL;
    size_t name = 0;
    for (size_t end = 1; end <= size; end++) {
        if (path[end] != '/' && path[end] != '\0') {
            continue;
        }
        char kept = path[end];
        path[end] = '\0';
        bool matched =
            mynah__glob_match(pattern, path) || (one && mynah__glob_match(pattern, path + name));
        path[end] = kept;
        name = end + 1;
        if (matched) {
            return true;
        }
    }
    return false;
}

bool mynah__is_excluded(const struct session *session, const char *path)
{
    struct text copy = { 0 };
    bool found = false;
    mynah__text_add(&copy, bare(path));
    for (size_t i = 0; i < session->exclude.count && !copy.failed; i++) {
        found = found || excludes(session->exclude.items[i], copy.bytes, copy.size);
    }
    mynah__text_finish(&copy);
    return found;
}

// ## --files-from

static bool ends_with(const char *path, const char *end)
{
    size_t size = strlen(path);
    size_t end_size = strlen(end);
    return size > end_size && strcmp(path + size - end_size, end) == 0;
}

bool mynah__is_python(const char *path)
{
    return ends_with(path, ".py");
}

bool mynah__is_markdown(const char *path)
{
    return ends_with(path, ".md") || ends_with(path, ".markdown");
}

// git writes a name with odd bytes in quotes, with escapes as C has them.
static char *unquote(char *name)
{
    static const char letters[] = "abfnrtv\"\\";
    static const char bytes[] = "\a\b\f\n\r\t\v\"\\";
    size_t size = strlen(name);
    if (size < 2 || name[0] != '"' || name[size - 1] != '"') {
        return name;
    }
    char *to = name;
    for (char *at = name + 1; at < name + size - 1; at++) {
        const char *letter = at[0] == '\\' && at[1] ? strchr(letters, at[1]) : NULL;
        if (letter) {
            *to++ = bytes[letter - letters];
            at++;
        } else if (at[0] == '\\' && strspn(at + 1, "01234567") >= 3) {
            *to++ = (char)((at[1] - '0') * 64 + (at[2] - '0') * 8 + (at[3] - '0'));
            at += 3;
        } else {
            *to++ = *at;
        }
    }
    *to = '\0';
    return name;
}

static bool add_name(struct session *session, struct list *paths, char *name, bool quoted)
{
    size_t size = strlen(name);
    if (quoted && size && name[size - 1] == '\r') {
        name[size - 1] = '\0';
    }
    name = quoted ? unquote(name) : name;
    if (mynah__is_python(name) || (session->markdown && mynah__is_markdown(name))) {
        return mynah__path_add(session, paths, mynah__arena_text(&session->arena, name));
    }
    return true;
}

bool mynah__files_from(struct session *session, const char *path, struct list *paths)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct text names = { 0 };
    bool standard = strcmp(path, "-") == 0;
    bool done = standard ? mynah__read_stdin(&names, LIST_MOST, &error)
                         : mynah__file_read(path, LIST_MOST, &names, &error);
    if (!done) {
        mynah__complain_error(NULL, &error);
    }
    char separator = names.size && memchr(names.bytes, '\0', names.size) ? '\0' : '\n';
    for (size_t at = 0; done && at < names.size;) {
        char *name = names.bytes + at;
        char *end = memchr(name, separator, names.size - at);
        size_t size = end ? (size_t)(end - name) : names.size - at;
        name[size] = '\0'; // behind the last name, text has a NUL byte anyway
        done = add_name(session, paths, name, separator == '\n');
        at += size + 1;
    }
    mynah__text_finish(&names);
    return done;
}
