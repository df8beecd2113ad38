// SPDX-License-Identifier: Apache-2.0
//
// Arguments read by a table, and the help written from the same table.

#include "cli/command.h"
#include "core/words.h"

#include <stdio.h>
#include <string.h>

enum { NUMBER_DIGITS = 6, HELP_COLUMN = 28, OPTIONS_MOST = 32 };

static void add_help_line(struct text *text, const struct option_row *row)
{
    size_t start = text->size;
    mynah__text_add_format(text, "  --%s%s%s", row->name, row->argument ? " " : "",
                           row->argument ? row->argument : "");
    size_t used = text->size - start;
    if (used + 2 > HELP_COLUMN) {
        mynah__text_add_char(text, '\n');
        used = 0;
    }
    mynah__text_add_repeat(text, ' ', HELP_COLUMN - used);
    mynah__text_add_format(text, "%s\n", row->help);
}

static int print_help(const struct command *command)
{
    struct text text = { 0 };
    mynah__text_add_format(&text, "usage: mynah %s [OPTION]...%s%s\n\n%s\n\n", command->name,
                           command->operands ? " " : "", command->operands ? command->operands : "",
                           command->summary);
    for (const struct option_row *row = command->options; row->name; row++) {
        add_help_line(&text, row);
    }
    add_help_line(&text, &(struct option_row){ .name = "help", .help = "show this text" });
    if (command->details) {
        mynah__text_add_format(&text, "\n%s\n", command->details);
    }
    return mynah__print_text(&text) ? EXIT_FINE : EXIT_TROUBLE;
}

static const struct option_row *find(const struct command *command, const char *name, size_t size)
{
    for (const struct option_row *row = command->options; row->name; row++) {
        if (strlen(row->name) == size && strncmp(row->name, name, size) == 0) {
            return row;
        }
    }
    return NULL;
}

static bool complain_option(const struct command *command, const char *name)
{
    const char *names[OPTIONS_MOST];
    size_t count = 0;
    for (const struct option_row *row = command->options; row->name; row++) {
        names[count++] = row->name;
    }
    char clip[MYNAH__CLIP];
    char bare[64] = "";
    size_t dashes = strspn(name, "-");
    size_t size = strcspn(name + dashes, "=");
    if (size < sizeof bare) {
        memcpy(bare, name + dashes, size);
    }
    const char *nearest = mynah__nearest(bare, names, count, sizeof *names);
    if (nearest) {
        mynah__complain("%s: there is no option '%s', did you mean '--%s'?", command->name,
                        mynah__clip(clip, name), nearest);
    } else {
        mynah__complain("%s: there is no option '%s'; see 'mynah %s --help'", command->name,
                        mynah__clip(clip, name), command->name);
    }
    return false;
}

static bool read_word(const struct option_row *row, const char *value, int *index)
{
    for (*index = 0; row->words[*index]; (*index)++) {
        if (strcmp(row->words[*index], value) == 0) {
            return true;
        }
    }
    char clip[MYNAH__CLIP];
    char known[128] = "";
    for (size_t i = 0; row->words[i]; i++) {
        size_t used = strlen(known);
        snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "", row->words[i]);
    }
    mynah__complain("--%s is one of %s, not '%s'", row->name, known, mynah__clip(clip, value));
    return false;
}

static bool read_number(const struct option_row *row, const char *value, int *number)
{
    size_t digits = strspn(value, "0123456789");
    *number = 0;
    for (size_t i = 0; i < digits && i < NUMBER_DIGITS; i++) {
        *number = *number * 10 + (value[i] - '0');
    }
    if (digits == 0 || digits > NUMBER_DIGITS || value[digits]) {
        char clip[MYNAH__CLIP];
        mynah__complain("--%s takes a number of at most %d digits, not '%s'", row->name,
                        NUMBER_DIGITS, mynah__clip(clip, value));
        return false;
    }
    return true;
}

static bool read_wide(const struct option_row *row, const char *value, uint64_t *number)
{
    size_t digits = strspn(value, "0123456789");
    bool fits = digits > 0 && !value[digits];
    *number = 0;
    for (size_t i = 0; fits && i < digits; i++) {
        uint64_t digit = (uint64_t)(value[i] - '0');
        fits = *number <= (UINT64_MAX - digit) / 10;
        *number = *number * 10 + digit;
    }
    if (!fits) {
        char clip[MYNAH__CLIP];
        mynah__complain("--%s takes a number below 2^64, not '%s'", row->name,
                        mynah__clip(clip, value));
    }
    return fits;
}

static bool add_item(struct list *list, const char *item, struct arena *arena)
{
    const char **moved =
        mynah__arena_grow(arena, list->items, list->count, &list->capacity, sizeof *moved);
    if (!moved) {
        mynah__complain("out of memory");
        return false;
    }
    list->items = moved;
    list->items[list->count++] = item;
    return true;
}

static bool store(const struct arguments *arguments, const struct option_row *row,
                  const char *value)
{
    void *target = (char *)arguments->options + row->offset;
    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)target = true;
        return true;
    case OPTION_TEXT:
        *(const char **)target = value;
        return true;
    case OPTION_WORD:
        return read_word(row, value, target);
    case OPTION_NUMBER:
        return read_number(row, value, target);
    case OPTION_WIDE:
        return read_wide(row, value, target);
    case OPTION_LIST:
        return add_item(target, value, arguments->arena);
    }
    return false;
}

// Read `--name`, `--name value` or `--name=value`.
static bool read_option(const struct command *command, struct arguments *arguments,
                        const char *argument)
{
    const char *name = argument + 2;
    const char *value = strchr(name, '=');
    size_t size = value ? (size_t)(value - name) : strlen(name);
    const struct option_row *row = argument[1] == '-' ? find(command, name, size) : NULL;
    if (!row) {
        return complain_option(command, argument);
    }
    if (row->kind == OPTION_FLAG && value) {
        mynah__complain("--%s takes no value", row->name);
        return false;
    }
    value = value ? value + 1 : NULL;
    if (row->kind != OPTION_FLAG && !value) {
        value = *arguments->next;
        if (!value) {
            mynah__complain("--%s wants a value", row->name);
            return false;
        }
        arguments->next++;
    }
    return store(arguments, row, value);
}

static bool read_operand(const struct command *command, struct arguments *arguments,
                         const char *argument)
{
    if (!command->operands) {
        char clip[MYNAH__CLIP];
        mynah__complain("%s: '%s' is one argument too many; see 'mynah %s --help'", command->name,
                        mynah__clip(clip, argument), command->name);
        return false;
    }
    return add_item(&arguments->operands, argument, arguments->arena);
}

bool mynah__options_read(const struct command *command, struct arguments *arguments)
{
    bool only_operands = false;
    arguments->exit_code = EXIT_TROUBLE;
    while (*arguments->next) {
        const char *argument = *arguments->next++;
        bool dashed = !only_operands && argument[0] == '-' && argument[1] != '\0';
        if (dashed && strcmp(argument, "--") == 0) {
            only_operands = true;
        } else if (dashed && (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0)) {
            arguments->exit_code = print_help(command);
            return false;
        } else if (!(dashed ? read_option(command, arguments, argument)
                            : read_operand(command, arguments, argument))) {
            return false;
        }
    }
    return true;
}
