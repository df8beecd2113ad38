// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_COMMAND_H
#define MYNAH_COMMAND_H

// The `mynah` command: each sub-command is one file that describes itself in a table of options and
// runs with the struct that the table filled.

#include "core/arena.h"
#include "core/text.h"

#include <mynah/config.h>
#include <mynah/generator.h>
#include <mynah/verdict.h>

// What the command exits with.  2 wins over all others.
enum { EXIT_FINE = 0, EXIT_VERDICT = 1, EXIT_TROUBLE = 2 };

// ## Options

enum option_kind {
    OPTION_FLAG = 1, // takes nothing: `bool`
    OPTION_TEXT,     // `const char *`
    OPTION_WORD,     // one of `words`, the index of which is stored: `int`
    OPTION_NUMBER,   // from 0 to 999999: `int`
    OPTION_WIDE,     // from 0 to 18446744073709551615: `uint64_t`
    OPTION_LIST,     // may be given several times: `struct list`
};

struct option_row {
    const char *name; // without the dashes; NULL ends the table
    enum option_kind kind;
    size_t offset;
    const char *argument; // what the help calls it
    const char *help;
    const char *const *words; // end with NULL
};

struct list {
    const char **items;
    size_t count;
    size_t capacity;
};

struct command {
    const char *name;
    const char *operands; // as the usage line has them; NULL: none are taken
    const char *summary;
    const char *details; // further lines of the help, or NULL
    const struct option_row *options;
    size_t size; // of the struct that the options fill
    // Run with the filled struct; returns what to exit with.
    int (*run)(void *options, struct list operands);
};

extern const struct command mynah__command_check;
extern const struct command mynah__command_explain;
extern const struct command mynah__command_gate;
extern const struct command mynah__command_generate;
extern const struct command mynah__command_mock;
extern const struct command mynah__command_rules;
extern const struct command mynah__command_run;
extern const struct command mynah__command_serve;

// The arguments of a command being read, and what comes of them.
struct arguments {
    char *const *next; // the one to be read; NULL is behind the last
    void *options;     // to be filled
    struct list operands;
    struct arena *arena;
    int exit_code;
};

// Read the arguments behind the command's name.  True when the command is to run; else `exit_code`
// is what to exit with.
bool mynah__options_read(const struct command *command, struct arguments *arguments);

// ## Speaking

// Print "mynah: " and one line to stderr, and return EXIT_TROUBLE.
int mynah__complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
// Complain about a word, with the nearest of `count` names if there is one.
int mynah__complain_unknown(const char *what, const char *word, const char *const *names,
                            size_t count);
// Complain about `error`; `path` is the file that its line and column belong to, if it has any.
int mynah__complain_error(const char *path, const struct mynah_error *error);

// Write to stdout.  False, once complained about, when the reader is gone or the disk full.
bool mynah__print(const char *bytes, size_t size);
// Print the text and let it go; false also when it failed for want of memory.
bool mynah__print_text(struct text *text);

// rules_markdown.c
void mynah__rules_markdown(struct text *text);
bool mynah__flush(void);

// ## Generators

// Take the items "key=value" of --set apart.  NULL, once complained about, when one is none.
struct mynah_parameter *mynah__parameters_read(struct list set, struct arena *arena);
// Whether this runs in CI, as CI systems say it: nothing, "false" and "0" mean that it does not.
bool mynah__in_ci(void);

// ## Finding the configuration

// Load `path`, else the file in MYNAH_CONFIG, else mynah.yml or config.yml of the current folder.
// `*config` stays NULL when there is none.  False, once complained about, when there is one that
// cannot be read; `*used` is its path.
bool mynah__config_find(const char *path, struct mynah_config **config, const char **used);

#endif
