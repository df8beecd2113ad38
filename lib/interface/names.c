// SPDX-License-Identifier: Apache-2.0
//
// The run-time support, and its names in the module that is emitted: a name that this module has
// for something else gets an underscore behind it.  In the text of the run-time support each of
// its names is a word that means nothing else.

#include "interface/emit.h"

#include <stdio.h>
#include <string.h>

#include "runtime_sources.h"

// clang-format off
static const char *const used[NAME_COUNT] = {
    [NAME_ANY] = "Any",
    [NAME_CACHED_PROPERTY] = "cached_property",
    [NAME_CAST] = "cast",
    [NAME_CLASS_WIDE] = "class_wide",
    [NAME_CLOSED] = "closed",
    [NAME_CONTROLLED] = "Controlled",
    [NAME_ELLIPSIS] = "ELLIPSIS",
    [NAME_GENERIC] = "Generic",
    [NAME_ITEM] = "Item",
    [NAME_LIKE] = "like",
    [NAME_METHOD] = "Method",
    [NAME_MOCK] = "Mock",
    [NAME_OPTIONAL] = "Optional",
    [NAME_OVERLOAD] = "overload",
    [NAME_PREFIXED_MOCK] = "PrefixedMock",
    [NAME_PROPERTY] = "Property",
    [NAME_R] = "R",
    [NAME_REGISTER] = "register",
    [NAME_RULE] = "Rule",
    [NAME_STATEFUL] = "Stateful",
    [NAME_STREAM] = "Stream",
    [NAME_TABLE_METHOD] = "TableMethod",
    [NAME_TYPE_CHECKING] = "TYPE_CHECKING",
    [NAME_TYPE_IMPORTS] = "TYPE_IMPORTS",
    [NAME_WORLD] = "World",
};

// All that the run-time support binds; behind each the module that it is imported from.
static const struct { const char *name, *module; } bound[] = {
#include "runtime_names.inc"
};
// clang-format on

enum { BOUND_COUNT = sizeof bound / sizeof *bound };

const char *mynah_interface_runtime(void)
{
    return (const char *)runtime_mynah_runtime;
}

static const char *bound_by(const struct mynah_interface_import *import, size_t *size)
{
    const char *name = import->as ? import->as : import->name ? import->name : import->module;
    *size = import->as || import->name ? strlen(name) : strcspn(name, ".");
    return name;
}

static bool is_the_same(const struct mynah_interface_import *import, size_t name)
{
    const char *module = bound[name].module;
    if (!module || import->as) {
        return false;
    }
    return import->name ? strcmp(module, import->module) == 0
                        : !*module && strcmp(bound[name].name, import->module) == 0;
}

bool mynah__runtime_imports(const struct emitter *emitter,
                            const struct mynah_interface_import *import)
{
    size_t size;
    const char *name = bound_by(import, &size);
    for (size_t i = 0; i < BOUND_COUNT; i++) {
        if (strlen(bound[i].name) == size && strncmp(bound[i].name, name, size) == 0) {
            bool typed = bound[i].module && *bound[i].module;
            return is_the_same(import, i) && (!emitter->options->shared_runtime || typed);
        }
    }
    return false;
}

static bool is_taken(const struct emitter *emitter, size_t name)
{
    for (size_t i = 0; i < emitter->module->import_count; i++) {
        size_t size;
        const struct mynah_interface_import *import = &emitter->module->imports[i];
        const char *other = bound_by(import, &size);
        if (strlen(bound[name].name) == size && strncmp(bound[name].name, other, size) == 0 &&
            !is_the_same(import, name)) {
            return true;
        }
    }
    return false;
}

bool mynah__names_choose(struct emitter *emitter, struct arena *arena)
{
    for (size_t i = 0; i < NAME_COUNT; i++) {
        emitter->names[i] = used[i];
        for (size_t j = 0; j < BOUND_COUNT; j++) {
            if (strcmp(bound[j].name, used[i]) == 0 && is_taken(emitter, j)) {
                emitter->names[i] = mynah__arena_format(arena, "%s_", used[i]);
            }
        }
    }
    return !arena->failed;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Return whether the word is a name that is taken.
static bool is_renamed(const struct emitter *emitter, const char *word, size_t size)
{
    for (size_t i = 0; i < BOUND_COUNT; i++) {
        if (strlen(bound[i].name) == size && strncmp(bound[i].name, word, size) == 0) {
            return is_taken(emitter, i);
        }
    }
    return false;
}

// Add a line of the run-time support; in an import a name that is taken is bound as another.
static void add_line(struct emitter *emitter, const char *line, size_t size, bool importing)
{
    for (size_t at = 0; at < size;) {
        size_t word = 0;
        while (at + word < size && is_word(line[at + word])) {
            word++;
        }
        bool attribute = at > 0 && line[at - 1] == '.';
        bool renamed = word > 0 && !attribute && is_renamed(emitter, line + at, word);
        if (renamed && importing) {
            mynah__text_add_bytes(&emitter->text, line + at, word);
            mynah__text_add(&emitter->text, " as ");
        }
        mynah__text_add_bytes(&emitter->text, line + at, word ? word : 1);
        mynah__text_add(&emitter->text, renamed ? "_" : "");
        at += word ? word : 1;
    }
}

const char *mynah__contract_support(void)
{
    return (const char *)runtime_mynah_contracts;
}

const char *mynah_interface_tables(void)
{
    return (const char *)runtime_mynah_tables;
}

static void embed(struct emitter *emitter, const char *at)
{
    // Without its docstring, a line and a blank one: the module has its own.
    at = strchr(at, '\n') + 2;
    bool inside = false;
    while (*at) {
        size_t size = strcspn(at, "\n");
        bool importing = strncmp(at, "import ", 7) == 0;
        inside = inside ? *at != ')' : strncmp(at, "from ", 5) == 0;
        add_line(emitter, at, size, importing || inside);
        mynah__text_add_char(&emitter->text, '\n');
        at += size + (at[size] == '\n');
    }
}

// Whether the text has the name as a word.
static bool mentions(const char *text, const char *name, size_t size)
{
    for (const char *at = text ? strstr(text, name) : NULL; at; at = strstr(at + 1, name)) {
        if (!(at > text && (is_word(at[-1]) || at[-1] == '.')) && !is_word(at[size])) {
            return true;
        }
    }
    return false;
}

// Import from `module` what `body` mentions; of the run-time support when `module` is NULL.
static void import_from(struct emitter *emitter, const char *module, const char *body)
{
    bool any = false;
    for (size_t i = 0; i < BOUND_COUNT; i++) {
        const char *from = bound[i].module;
        bool wanted = module ? from && strcmp(from, module) == 0 : !from;
        char called[64];
        bool taken = is_taken(emitter, i);
        size_t size = strlen(bound[i].name);
        snprintf(called, sizeof called, "%s%s", bound[i].name, taken ? "_" : "");
        if (!wanted || !mentions(body, called, size + taken)) {
            continue;
        }
        if (!any) {
            mynah__text_add_format(&emitter->text, "from %s import (\n",
                                   module ? module : "mynah_runtime");
        }
        any = true;
        mynah__text_add_format(&emitter->text, taken ? "    %s as %s,\n" : "    %s,\n",
                               bound[i].name, called);
    }
    mynah__text_add(&emitter->text, any ? ")\n" : "");
}

void mynah__emit_runtime(struct emitter *emitter, const char *body)
{
    if (!emitter->options->shared_runtime) {
        embed(emitter, mynah_interface_runtime());
        if (emitter->options->stateful) {
            mynah__text_add(&emitter->text, "\n\n");
            embed(emitter, strstr(mynah_interface_tables(), "\nclass Tables") - 1);
        }
        return;
    }
    import_from(emitter, "functools", body);
    import_from(emitter, "typing", body);
    mynah__emit_blank(emitter, 1);
    import_from(emitter, NULL, body);
    if (emitter->options->stateful) {
        import_from(emitter, "mynah_tables", body);
    }
}
