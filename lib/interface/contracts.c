// SPDX-License-Identifier: Apache-2.0
//
// The module of contract tests: a fixture for each interface, which gives the mock or what it
// stands in for, and a test for each promise of a member.

#include "interface/emit.h"

#include <string.h>

static bool is_value(const struct mynah_interface_member *member)
{
    return member->kind >= MYNAH_MEMBER_PROPERTY && member->kind != MYNAH_MEMBER_ALIAS;
}

// Begin a test, "test_email_service_send_email_result", and its block.
static void open_test(struct emitter *emitter, const char *subject, const char *member,
                      const char *what)
{
    mynah__emit_blank(emitter, 2);
    mynah__emit_line(emitter, "def test_%s_%s_%s(%s: Subject) -> None:", subject, member, what,
                     subject);
    emitter->indent += 4;
}

static void emit_errors(struct emitter *emitter, const struct mynah_interface_member *member,
                        const char *subject, const char *control)
{
    for (size_t i = 0; i < member->raise_count; i++) {
        struct text snake = { 0 }, what = { 0 };
        const char *type = member->raises[i].type;
        if (!member->raises[i].is_known) {
            continue;
        }
        mynah__add_snake(&snake, type);
        const char *name = snake.bytes ? snake.bytes : "";
        mynah__text_add_format(&what, "raises_%s", name);
        open_test(emitter, subject, control, what.bytes ? what.bytes : "");
        mynah__emit_line(emitter, "%s.check_raises(\"%s\", \"%s\", \"%s\", \"fail_with_%s\")",
                         subject, member->name, control, type, name);
        emitter->indent -= 4;
        emitter->text.failed = emitter->text.failed || snake.failed || what.failed;
        mynah__text_finish(&snake);
        mynah__text_finish(&what);
    }
}

static void emit_result(struct emitter *emitter, const struct mynah_interface_member *member,
                        const char *subject, const char *control)
{
    struct text errors = { 0 };
    size_t count = 0;
    for (size_t i = 0; i < member->raise_count; i++) {
        if (member->raises[i].is_known) {
            mynah__text_add_format(&errors, "%s\"%s\"", count++ ? ", " : "",
                                   member->raises[i].type);
        }
    }
    open_test(emitter, subject, control, "result");
    mynah__emit_line(emitter, "%s.check_result(\"%s\", \"%s\", (%s%s))", subject, member->name,
                     control, errors.bytes ? errors.bytes : "", count == 1 ? "," : "");
    emitter->indent -= 4;
    emitter->text.failed = emitter->text.failed || errors.failed;
    mynah__text_finish(&errors);
}

static void emit_member(struct emitter *emitter, size_t index, const char *subject)
{
    const struct mynah_interface_member *member = &emitter->interface->members[index];
    const char *returns = member->signature.returns ? member->signature.returns : "";
    bool never = strstr(returns, "NoReturn") || strstr(returns, "Never");
    char control[128];
    bool private = strncmp(member->name, "_", 1) == 0 && strcmp(member->name, "__call__") != 0;
    if (is_value(member) && !private) {
        open_test(emitter, subject, member->name, "value");
        mynah__emit_line(emitter, "%s.check_value(\"%s\")", subject, member->name);
        emitter->indent -= 4;
    }
    if (private || !mynah__is_controlled(member) || is_value(member)) {
        return;
    }
    mynah__handle_name(emitter->interface, index, control);
    if (!member->overload_count) {
        open_test(emitter, subject, control, "signature");
        mynah__emit_line(emitter, "%s.check_signature(\"%s\")", subject, member->name);
        emitter->indent -= 4;
        if (!never && !member->managed) {
            emit_result(emitter, member, subject, control);
        }
    }
    if (!member->managed) {
        emit_errors(emitter, member, subject, control);
    }
}

static void emit_subject(struct emitter *emitter, const struct mynah_interface *interface)
{
    struct text subject = { 0 };
    mynah__add_snake(&subject, interface->mock_name + strlen("Mock"));
    const char *name = subject.bytes ? subject.bytes : "";
    emitter->interface = interface;
    mynah__emit_blank(emitter, 2);
    mynah__emit_line(emitter, "@pytest.fixture(params=[\"mock\", \"real\"])");
    mynah__emit_line(emitter, "def %s(request: Any) -> Subject:", name);
    emitter->indent += 4;
    mynah__emit_line(emitter, "return Subject(request, \"%s\", \"%s\", \"real_%s\")",
                     interface->name, interface->mock_name, name);
    emitter->indent -= 4;
    for (size_t i = 0; i < interface->member_count; i++) {
        // Overloads and definitions under several conditions are several members of one name.
        bool again = false;
        for (size_t j = 0; j < i && !again; j++) {
            again = strcmp(interface->members[i].name, interface->members[j].name) == 0;
        }
        if (!again) {
            emit_member(emitter, i, name);
        }
    }
    emitter->text.failed = emitter->text.failed || subject.failed;
    mynah__text_finish(&subject);
}

// What the mocks are imported as: "mock_package_service".
static void emit_modules(struct emitter *emitter, const char *mocks)
{
    struct text name = { 0 };
    mynah__text_add_format(&name, "%s%s", mocks ? "" : "mock_",
                           mocks ? mocks : emitter->module->name);
    for (char *at = name.bytes; at && !mocks && *at; at++) {
        *at = *at == '.' ? '_' : *at;
    }
    mynah__emit_line(emitter, "INTERFACES = \"%s\"", emitter->module->name);
    mynah__emit_line(emitter, "MOCKS = \"%s\"", name.bytes ? name.bytes : "");
    emitter->text.failed = emitter->text.failed || name.failed;
    mynah__text_finish(&name);
}

char *mynah_interfaces_emit_contracts(const struct mynah_interface_module *module,
                                      const char *mocks, struct mynah_error *error)
{
    static const struct mynah_emit_options defaults = { .shared_runtime = false };
    struct emitter emitter = { .module = module, .options = &defaults };
    char *python = NULL;
    if (!module->interface_count) {
        mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "there is no interface to be tested");
        return NULL;
    }
    emit_modules(&emitter, mocks);
    for (size_t i = 0; i < module->interface_count; i++) {
        emit_subject(&emitter, &module->interfaces[i]);
    }
    struct text body = emitter.text;
    emitter.text = (struct text){ 0 };
    if (mynah__emit_made_of(&emitter, error)) {
        mynah__emit_contract_support(&emitter, body.bytes);
        mynah__emit_blank(&emitter, 2);
        mynah__text_add(&emitter.text, body.bytes ? body.bytes : "");
        emitter.text.failed = emitter.text.failed || body.failed;
        python = mynah__text_detach(&emitter.text);
        if (!python) {
            mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        }
    }
    mynah__text_finish(&body);
    mynah__text_finish(&emitter.text);
    return python;
}
