// SPDX-License-Identifier: Apache-2.0
//
// The `mynah` command: finds the sub-command, reads its options, runs it.

#include "cli/command.h"
#include "core/alloc.h"

#include <jansson.h>
#include <signal.h>
#include <string.h>

static const struct command *const commands[] = {
    &mynah__command_check, &mynah__command_explain, &mynah__command_gate, &mynah__command_generate,
    &mynah__command_mock,  &mynah__command_rules,   &mynah__command_run,  &mynah__command_serve,
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static int print_overview(void)
{
    struct text text = { 0 };
    mynah__text_add(&text, "usage: mynah COMMAND [OPTION]... [ARGUMENT]...\n\n"
                           "Stand in for a model that writes Python, and judge the Python that "
                           "such a model writes.\n\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        mynah__text_add_format(&text, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    }
    mynah__text_add(&text, "\n'mynah COMMAND --help' tells more; 'mynah --version' names the "
                           "version.\n");
    return mynah__print_text(&text) ? EXIT_FINE : EXIT_TROUBLE;
}

static int print_version(void)
{
    struct text text = { 0 };
    mynah__text_add_format(&text, "mynah %s\n", mynah_version());
    return mynah__print_text(&text) ? EXIT_FINE : EXIT_TROUBLE;
}

static int run(const struct command *command, char *const *words)
{
    struct arena arena = { 0 };
    struct arguments arguments = { .next = words, .arena = &arena, .exit_code = EXIT_TROUBLE };
    arguments.options = mynah__arena_alloc(&arena, command->size);
    if (!arguments.options) {
        mynah__complain("out of memory");
    } else if (mynah__options_read(command, &arguments)) {
        arguments.exit_code = command->run(arguments.options, arguments.operands);
    }
    mynah__arena_finish(&arena);
    return arguments.exit_code;
}

static int dispatch(char *const *arguments)
{
    const char *name = *arguments;
    const char *names[COMMAND_COUNT];
    if (!name) {
        return mynah__complain("a command is wanted; see 'mynah --help'");
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
        return print_overview();
    }
    if (strcmp(name, "--version") == 0) {
        return print_version();
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        names[i] = commands[i]->name;
        if (strcmp(names[i], name) == 0) {
            return run(commands[i], arguments + 1);
        }
    }
    return mynah__complain_unknown("command", name, names, COMMAND_COUNT);
}

int main(int argc, char **argv)
{
    // A reader that is gone shows as a failed write, and that as the exit code.
    signal(SIGPIPE, SIG_IGN);
    json_set_alloc_funcs(mynah__alloc, mynah__free);
    int exit_code = dispatch(argc ? argv + 1 : argv);
    return mynah__flush() ? exit_code : EXIT_TROUBLE;
}
