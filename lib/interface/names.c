// SPDX-License-Identifier: Apache-2.0
//
// The run-time support, of which only the pieces that are needed are emitted, and its names in the
// module: a name that this module has for something else gets an underscore behind it.  In the
// text of the run-time support each of its names is a word that means nothing else.

#include "interface/emit.h"

#include <stdio.h>
#include <string.h>

// A statement at the top of a file of the run-time support, or an import from outside.
struct piece {
    const char *name;
    const char *module; // of an import, where from; "": it is a module itself
    unsigned offset, size;
    unsigned short file, needs, need_count;
    bool is_block; // a class or function
};

#include "runtime_sources.h"

#include "runtime_pieces.h"

enum {
    PIECE_COUNT = sizeof pieces / sizeof *pieces,
    FILE_COUNT = sizeof files / sizeof *files,
};

_Static_assert((int)PIECE_COUNT <= (int)PIECES_MOST, "room for a flag of each piece");

// clang-format off
static const char *const used[NAME_COUNT] = {
    [NAME_ANY] = "Any",
    [NAME_ASYNC_CONTEXT_MANAGER] = "asynccontextmanager",
    [NAME_CACHED_PROPERTY] = "cached_property",
    [NAME_CALL] = "Call",
    [NAME_CAST] = "cast",
    [NAME_CLASS_WIDE] = "class_wide",
    [NAME_CLASS_WIDE_MOCK] = "ClassWide",
    [NAME_CLOSED] = "closed",
    [NAME_CONTEXT_MANAGER] = "contextmanager",
    [NAME_CONTROLLED] = "Controlled",
    [NAME_DECLARE] = "declare",
    [NAME_DICT] = "Dict",
    [NAME_ELLIPSIS] = "ELLIPSIS",
    [NAME_GENERIC] = "Generic",
    [NAME_ITEM] = "Item",
    [NAME_LIKE] = "like",
    [NAME_LIMIT] = "Limit",
    [NAME_MADE] = "made",
    [NAME_METHOD] = "Method",
    [NAME_MOCK] = "Mock",
    [NAME_OPTIONAL] = "Optional",
    [NAME_OVERLOAD] = "overload",
    [NAME_PREFIXED_MOCK] = "PrefixedMock",
    [NAME_PROPERTY] = "Property",
    [NAME_R] = "R",
    [NAME_RULE] = "Rule",
    [NAME_STATEFUL] = "Stateful",
    [NAME_STREAM] = "Stream",
    [NAME_TABLE_METHOD] = "TableMethod",
    [NAME_TYPE_CHECKING] = "TYPE_CHECKING",
    [NAME_TYPE_IMPORTS] = "TYPE_IMPORTS",
    [NAME_WORLD] = "World",
};

// What those who write tests import.
static const char *const offered[] = {
    "ContractError", "Exhausted", "Unconfigured", "World", "match",
};
// clang-format on

const char *mynah_interface_support(size_t index, const char **name)
{
    if (name) {
        *name = index < FILE_COUNT ? files[index].name : NULL;
    }
    return index < FILE_COUNT ? files[index].text : NULL;
}

/* Names */

// Find the piece that binds a name; -1 if there is none.
static int find(const char *name, size_t size)
{
    int low = 0, high = PIECE_COUNT - 1;
    while (low <= high) {
        int middle = (low + high) / 2;
        const char *other = pieces[by_name[middle]].name;
        int order = strncmp(name, other, size);
        order = order == 0 && other[size] ? -1 : order;
        if (order == 0) {
            return by_name[middle];
        }
        low = order > 0 ? middle + 1 : low;
        high = order < 0 ? middle - 1 : high;
    }
    return -1;
}

// Find the piece that binds the name that an import binds; `same`: it imports the same.
static int find_import(const struct mynah_interface_import *import, bool *same)
{
    const char *name = import->as ? import->as : import->name ? import->name : import->module;
    int found = find(name, import->as || import->name ? strlen(name) : strcspn(name, "."));
    const char *module = found < 0 ? NULL : pieces[found].module;
    *same = module && !import->as &&
            (import->name ? strcmp(module, import->module) == 0
                          : !*module && strcmp(pieces[found].name, import->module) == 0);
    return found;
}

bool mynah__runtime_imports(struct emitter *emitter, const struct mynah_interface_import *import)
{
    bool same;
    int found = find_import(import, &same);
    if (found >= 0 && same) {
        emitter->wanted[found] = true;
    }
    return found >= 0 && same;
}

bool mynah__names_choose(struct emitter *emitter, struct arena *arena)
{
    for (size_t i = 0; i < emitter->module->import_count; i++) {
        bool same;
        int found = find_import(&emitter->module->imports[i], &same);
        if (found >= 0 && !same) {
            emitter->taken[found] = true;
        }
    }
    for (size_t i = 0; i < NAME_COUNT; i++) {
        int found = find(used[i], strlen(used[i]));
        emitter->names[i] = found >= 0 && emitter->taken[found]
                                ? mynah__arena_format(arena, "%s_", used[i])
                                : used[i];
    }
    return !arena->failed;
}

/* What is needed */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static size_t word_size(const char *at)
{
    size_t size = 0;
    while (is_word(at[size])) {
        size++;
    }
    return size;
}

static void want(struct emitter *emitter, int piece)
{
    if (emitter->wanted[piece]) {
        return;
    }
    emitter->wanted[piece] = true;
    for (size_t i = 0; i < pieces[piece].need_count; i++) {
        want(emitter, needed[pieces[piece].needs + i]);
    }
}

// Want the pieces that the text mentions; with `deep`, what these need, too.
static void want_mentioned(struct emitter *emitter, const char *text, bool deep)
{
    for (const char *at = text; *at;) {
        size_t size = word_size(at);
        bool attribute = at > text && at[-1] == '.';
        int found = size && !attribute ? find(at, size) : -1;
        if (found >= 0 && emitter->taken[found]) {
            found = -1;
        } else if (found < 0 && size > 1 && !attribute && at[size - 1] == '_') {
            found = find(at, size - 1);
            found = found >= 0 && emitter->taken[found] ? found : -1;
        }
        if (found >= 0 && deep) {
            want(emitter, found);
        } else if (found >= 0) {
            emitter->wanted[found] = true;
        }
        at += size ? size : 1;
    }
}

/* Emitting */

// Whether those who write tests import the name from the module of mocks.
static bool is_offered(const char *name)
{
    bool found = false;
    for (size_t i = 0; i < sizeof offered / sizeof *offered; i++) {
        found = found || strcmp(offered[i], name) == 0;
    }
    return found;
}

static void emit_name(struct emitter *emitter, int piece, const char *before, const char *after)
{
    const char *name = pieces[piece].name;
    mynah__text_add_format(&emitter->text, "%s%s", before, name);
    if (emitter->taken[piece] || is_offered(name)) {
        mynah__text_add_format(&emitter->text, " as %s%s", name, emitter->taken[piece] ? "_" : "");
    }
    mynah__text_add(&emitter->text, after);
}

static bool is_from(int piece, const char *module, size_t file)
{
    const char *from = pieces[piece].module;
    return module ? from && strcmp(from, module) == 0 : !from && pieces[piece].file == file;
}

// Emit the imports from a module, or, with none, from a file of the run-time support.
static void emit_imports_from(struct emitter *emitter, const char *module, size_t file)
{
    bool any = false;
    for (int i = 0; i < PIECE_COUNT; i++) {
        if (!emitter->wanted[i] || !is_from(i, module, file)) {
            continue;
        }
        if (module && !*module) {
            emit_name(emitter, i, "import ", "\n");
            continue;
        }
        if (!any) {
            const char *from = module ? module : files[file].name;
            mynah__text_add_format(&emitter->text, "from %.*s import (\n",
                                   (int)(module ? strlen(from) : strcspn(from, ".")), from);
        }
        any = true;
        emit_name(emitter, i, "    ", ",\n");
    }
    mynah__text_add(&emitter->text, any ? ")\n" : "");
}

static void emit_outside_imports(struct emitter *emitter)
{
    for (int i = 0; i < PIECE_COUNT && pieces[i].module; i++) {
        if (i == 0 || strcmp(pieces[i].module, pieces[i - 1].module) != 0) {
            emit_imports_from(emitter, pieces[i].module, 0);
        }
    }
}

// Emit the text of a piece, with the names that it has here.
static void emit_piece(struct emitter *emitter, const struct piece *piece)
{
    const char *text = files[piece->file].text + piece->offset;
    for (size_t at = 0; at < piece->size;) {
        size_t size = word_size(text + at);
        bool attribute = at > 0 && text[at - 1] == '.';
        int found = size && !attribute ? find(text + at, size) : -1;
        mynah__text_add_bytes(&emitter->text, text + at, size ? size : 1);
        mynah__text_add(&emitter->text, found >= 0 && emitter->taken[found] ? "_" : "");
        at += size ? size : 1;
    }
}

static void emit_pieces(struct emitter *emitter)
{
    const struct piece *before = NULL;
    for (size_t i = 0; i < PIECE_COUNT; i++) {
        const struct piece *piece = &pieces[i];
        if (piece->module || !emitter->wanted[i]) {
            continue;
        }
        bool apart = !before || files[piece->file].text[piece->offset] == '#';
        bool block = piece->is_block || (before && before->is_block);
        mynah__emit_blank(emitter, block ? 2 : apart ? 1 : 0);
        emit_piece(emitter, piece);
        before = piece;
    }
}

void mynah__emit_runtime(struct emitter *emitter, const char *body)
{
    bool shared = emitter->options->shared_runtime;
    want_mentioned(emitter, body ? body : "", !shared);
    for (size_t i = 0; i < sizeof offered / sizeof *offered; i++) {
        int piece = find(offered[i], strlen(offered[i]));
        emitter->wanted[piece] = emitter->wanted[piece] || shared;
        want(emitter, piece);
    }
    emit_outside_imports(emitter);
    if (!shared) {
        emit_pieces(emitter);
        return;
    }
    mynah__emit_blank(emitter, 1);
    for (size_t i = 0; i < FILE_COUNT; i++) {
        emit_imports_from(emitter, NULL, i);
    }
}

void mynah__emit_contract_support(struct emitter *emitter, const char *body)
{
    const char *text = files[FILE_COUNT - 1].text;
    const char *end = strstr(text + 3, "\"\"\"\n");
    mynah__text_add_bytes(&emitter->text, text, (size_t)(end - text) + 4);
    mynah__emit_blank(emitter, 1);
    want_mentioned(emitter, body ? body : "", true);
    emit_outside_imports(emitter);
    emit_pieces(emitter);
}
