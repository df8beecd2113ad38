// SPDX-License-Identifier: Apache-2.0
//
// The module of mocks: what it was made of, its imports, the run-time support, the interfaces.

#include "interface/emit.h"

#include "core/hash.h"

#include <string.h>

/* What it was made of */

static void add_hash(struct emitter *emitter, const char *indent, const char *name,
                     const char *json)
{
    char digits[65];
    mynah__sha256(json, strlen(json), digits);
    mynah__emit_line(emitter, "#%s%s %.16s", indent, name, digits);
}

// Add a line for the interface and one for each member, with a hash of what the model says of it.
static bool emit_interface_hashes(struct emitter *emitter, const struct mynah_interface *interface,
                                  struct mynah_error *error)
{
    struct text whole = { 0 };
    mynah__text_add_format(&whole, "%s %d", interface->name, interface->is_protocol);
    for (size_t i = 0; i < interface->type_parameter_count; i++) {
        mynah__text_add_format(&whole, " %s", interface->type_parameters[i]);
    }
    if (whole.failed) {
        mynah__text_finish(&whole);
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    add_hash(emitter, " interface ", interface->name, whole.bytes);
    mynah__text_finish(&whole);
    for (size_t i = 0; i < interface->member_count; i++) {
        struct mynah_interface_member member = interface->members[i];
        member.line = 0;
        char *json = mynah_record_to_json(&mynah__interface_member_shape, &member, error);
        if (!json) {
            return false;
        }
        add_hash(emitter, "   ", member.name, json);
        mynah_free(json);
    }
    return true;
}

bool mynah__emit_made_of(struct emitter *emitter, struct mynah_error *error)
{
    const struct mynah_interface_module *module = emitter->module;
    mynah__emit_line(emitter, "# Made by mynah %s: edit %s and make it again.", mynah_version(),
                     module->path ? module->path : module->name);
    for (size_t i = 0; i < module->interface_count; i++) {
        if (!emit_interface_hashes(emitter, &module->interfaces[i], error)) {
            return false;
        }
    }
    return true;
}

static bool emit_header(struct emitter *emitter, struct mynah_error *error)
{
    const struct mynah_interface_module *module = emitter->module;
    if (!mynah__emit_made_of(emitter, error)) {
        return false;
    }
    mynah__emit_line(emitter, "\"\"\"Mock classes for the interfaces of `%s`.\"\"\"", module->name);
    mynah__emit_blank(emitter, 1);
    if (module->postponed) {
        mynah__emit_line(emitter, "from __future__ import annotations");
        mynah__emit_blank(emitter, 1);
    }
    return true;
}

/* Imports */

static void emit_import(struct emitter *emitter, const struct mynah_interface_import *import)
{
    const char *as = import->as ? " as " : "";
    const char *other = import->as ? import->as : "";
    if (import->name) {
        mynah__emit_line(emitter, "from %s import %s%s%s", import->module, import->name, as, other);
    } else {
        mynah__emit_line(emitter, "import %s%s%s", import->module, as, other);
    }
}

// Emit those without a condition, then those with one.
static void emit_imports(struct emitter *emitter)
{
    const struct mynah_interface_module *module = emitter->module;
    const char *condition = NULL;
    for (size_t i = 0; i < module->import_count; i++) {
        const struct mynah_interface_import *import = &module->imports[i];
        if (!import->condition && !mynah__runtime_imports(emitter, import)) {
            emit_import(emitter, import);
        }
    }
    for (size_t i = 0; i < module->import_count; i++) {
        const struct mynah_interface_import *import = &module->imports[i];
        if (!import->condition || mynah__runtime_imports(emitter, import)) {
            continue;
        }
        if (!condition || strcmp(condition, import->condition) != 0) {
            mynah__emit_blank(emitter, condition ? 0 : 1);
            mynah__emit_line(emitter, "if %s:", import->condition);
        }
        condition = import->condition;
        emitter->indent += 4;
        emit_import(emitter, import);
        emitter->indent -= 4;
    }
    for (size_t i = 0; i < module->import_count; i++) {
        const struct mynah_interface_import *import = &module->imports[i];
        if (import->condition && strstr(import->condition, "TYPE_CHECKING") &&
            !strstr(import->condition, "not ")) {
            const char *name = import->as     ? import->as
                               : import->name ? import->name
                                              : import->module;
            mynah__emit_line(
                emitter, "%s[\"%.*s\"] = \"%s%s%s\"", emitter->names[NAME_TYPE_IMPORTS],
                (int)(import->name || import->as ? strlen(name) : strcspn(name, ".")), name,
                import->module, import->name ? ":" : "", import->name ? import->name : "");
        }
    }
}

/* Interfaces */

static bool has_member(const struct mynah_interface *interface, const char *name)
{
    for (size_t i = 0; i < interface->member_count; i++) {
        if (strcmp(interface->members[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void emit_interface(struct emitter *emitter, const struct mynah_interface *interface)
{
    static const char *const controls[] = { "calls", "call_count", "last_call_args",
                                            "on",    "reset",      "verify" };
    emitter->interface = interface;
    emitter->prefixed = false;
    for (size_t i = 0; i < sizeof controls / sizeof *controls; i++) {
        emitter->prefixed = emitter->prefixed || has_member(interface, controls[i]);
    }
    emitter->stateful = false;
    for (size_t i = 0; i < interface->member_count && emitter->options->stateful; i++) {
        char table[64];
        emitter->stateful = emitter->stateful || mynah__role(interface, i, table);
    }
    emitter->stateful = emitter->stateful && !has_member(interface, "tables");
    if (interface->condition) {
        mynah__emit_blank(emitter, 2);
        mynah__emit_line(emitter, "if %s:", interface->condition);
        emitter->indent += 4;
    }
    int apart = interface->condition ? 1 : 2;
    for (size_t i = 0; i < interface->member_count; i++) {
        const struct mynah_interface_member *member = &interface->members[i];
        if (!mynah__is_controlled(member)) {
            continue;
        }
        mynah__emit_blank(emitter, apart);
        if (member->condition) {
            mynah__emit_line(emitter, "if %s:", member->condition);
            mynah__emit_blank(emitter, 1);
            emitter->indent += 4;
        }
        mynah__emit_handle(emitter, i);
        emitter->indent -= member->condition ? 4 : 0;
    }
    mynah__emit_blank(emitter, apart);
    mynah__emit_on(emitter);
    mynah__emit_blank(emitter, apart);
    mynah__emit_class(emitter);
    emitter->indent -= interface->condition ? 4 : 0;
}

// The imports depend on what is used, so what uses it is emitted first.
static bool emit_module(struct emitter *emitter, struct mynah_error *error)
{
    for (size_t i = 0; i < emitter->module->interface_count; i++) {
        emit_interface(emitter, &emitter->module->interfaces[i]);
    }
    struct text body = emitter->text;
    emitter->text = (struct text){ 0 };
    bool done = emit_header(emitter, error);
    if (done) {
        struct text imports = { 0 };
        struct text before = emitter->text;
        emitter->text = imports;
        emit_imports(emitter);
        imports = emitter->text;
        emitter->text = before;
        // What is imported under a condition mentions the condition's names.
        mynah__text_add(&imports, body.bytes ? body.bytes : "");
        mynah__emit_runtime(emitter, imports.bytes);
        mynah__emit_blank(emitter, emitter->options->shared_runtime ? 1 : 2);
        mynah__text_add(&emitter->text, imports.bytes ? imports.bytes : "");
        emitter->text.failed = emitter->text.failed || imports.failed || body.failed;
        mynah__text_finish(&imports);
    }
    mynah__text_finish(&body);
    return done;
}

char *mynah_interfaces_emit(const struct mynah_interface_module *module,
                            const struct mynah_emit_options *options, struct mynah_error *error)
{
    static const struct mynah_emit_options defaults = { .shared_runtime = false };
    struct arena arena = { 0 };
    struct emitter emitter = { .module = module, .options = options ? options : &defaults };
    char *python = NULL;
    if (!module->interface_count) {
        mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "there is no interface to be mocked");
        return NULL;
    }
    if (!mynah__names_choose(&emitter, &arena)) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    } else if (emit_module(&emitter, error)) {
        python = mynah__text_detach(&emitter.text);
        if (!python) {
            mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        }
    }
    mynah__text_finish(&emitter.text);
    mynah__arena_finish(&arena);
    return python;
}
