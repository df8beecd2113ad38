// SPDX-License-Identifier: Apache-2.0
//
// `mynah mock`: mock classes for the interfaces in a file of Python.

#define _XOPEN_SOURCE 700 // realpath()

#include "cli/check.h"
#include "cli/command.h"
#include "core/file.h"

#include <mynah/interface_reader.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SOURCE_MOST = 16 << 20, PATH_SIZE = 4096, SUPPORT_MOST = 8 };

struct mock {
    const char *output;
    const char *module;
    struct list classes;
    struct list paths;
    const char *mocks;
    bool contract_tests;
    bool shared_runtime;
    bool stateful;
    bool check;
    bool many;                  // the output is a folder
    bool written[SUPPORT_MOST]; // files of the run-time support
};

// clang-format off
#define AT(member) offsetof(struct mock, member)

static const struct option_row options[] = {
    { "output", OPTION_TEXT, AT(output), "PATH",
      "write the mocks to this file, or, for several, each to a file in this folder", NULL },
    { "module", OPTION_TEXT, AT(module), "NAME", "what the file is imported as (default: by its path)", NULL },
    { "class", OPTION_LIST, AT(classes), "NAME", "mock this class, whatever it is; may be repeated", NULL },
    { "path", OPTION_LIST, AT(paths), "FOLDER", "look for other modules there, too; may be repeated", NULL },
    { "contract-tests", OPTION_FLAG, AT(contract_tests), NULL,
      "write tests for pytest that hold the mocks and the real ones to the same promises", NULL },
    { "mocks", OPTION_TEXT, AT(mocks), "NAME",
      "what those tests import the mocks as (default: mock_ and the name of the file)", NULL },
    { "shared-runtime", OPTION_FLAG, AT(shared_runtime), NULL,
      "write the run-time support once, in files beside the output", NULL },
    { "stateful", OPTION_FLAG, AT(stateful), NULL,
      "let methods that create, get, list, update, delete the same share a table", NULL },
    { "check", OPTION_FLAG, AT(check), NULL,
      "only say what changed since the output was written; exit with 1 if it is not current", NULL },
    { 0 },
};
// clang-format on

/* Modules and their files */

// Where modules are looked for: the folder above the package that the file is in, and --path.
struct search {
    const struct mock *mock;
    char root[PATH_SIZE];
    char module[PATH_SIZE];
};

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool is_package(const char *folder)
{
    char path[PATH_SIZE];
    return (snprintf(path, sizeof path, "%s/__init__.py", folder) < (int)sizeof path &&
            is_file(path)) ||
           (snprintf(path, sizeof path, "%s/__init__.pyi", folder) < (int)sizeof path &&
            is_file(path));
}

// Cut the last part of a path off; `part` is it.
static bool cut(char *path, char part[PATH_SIZE])
{
    char *slash = strrchr(path, '/');
    if (!slash) {
        snprintf(part, PATH_SIZE, "%s", path);
        return false;
    }
    snprintf(part, PATH_SIZE, "%s", slash + 1);
    *slash = '\0';
    return *part != '\0';
}

// Find out what the file is imported as, and from which folder.
static void locate(struct search *search, const char *path)
{
    char part[PATH_SIZE], name[PATH_SIZE];
    char *resolved = realpath(path, NULL);
    snprintf(search->root, sizeof search->root, "%s", resolved ? resolved : path);
    free(resolved);
    cut(search->root, part);
    char *dot = strrchr(part, '.');
    if (dot) {
        *dot = '\0';
    }
    snprintf(search->module, sizeof search->module, "%s",
             strcmp(part, "__init__") == 0 ? "" : part);
    while (is_package(search->root) && cut(search->root, part)) {
        snprintf(name, sizeof name, "%s", search->module);
        size_t used = strlen(part);
        if (used + strlen(name) + 2 < sizeof search->module) {
            memcpy(search->module, part, used);
            snprintf(search->module + used, sizeof search->module - used, "%s%s", *name ? "." : "",
                     name);
        }
    }
    if (search->mock->module) {
        snprintf(search->module, sizeof search->module, "%s", search->mock->module);
    }
}

static char *read_module(const char *folder, const char *module, bool *package)
{
    static const char *const endings[] = { "/__init__.py", "/__init__.pyi", ".py", ".pyi" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        char path[PATH_SIZE];
        int size = snprintf(path, sizeof path, "%s/%s", folder, module);
        for (char *at = path + strlen(folder) + 1; size < PATH_SIZE && *at; at++) {
            *at = *at == '.' ? '/' : *at;
        }
        size_t used = size < PATH_SIZE ? (size_t)size : PATH_SIZE;
        if (used + strlen(endings[i]) >= PATH_SIZE) {
            return NULL;
        }
        memcpy(path + used, endings[i], strlen(endings[i]) + 1);
        struct text content = { 0 };
        if (is_file(path) && mynah__file_read(path, SOURCE_MOST, &content, NULL)) {
            mynah__text_add(&content, "\n");
            *package = i < 2;
            return mynah__text_detach(&content);
        }
        mynah__text_finish(&content);
    }
    return NULL;
}

static char *load(void *self, const char *module, bool *package)
{
    const struct search *search = self;
    char *code = read_module(search->root, module, package);
    for (size_t i = 0; !code && i < search->mock->paths.count; i++) {
        code = read_module(search->mock->paths.items[i], module, package);
    }
    return code;
}

/* Reading and writing */

static bool complain_problems(const char *path, const struct mynah_interface_module *module)
{
    for (size_t i = 0; i < module->problem_count; i++) {
        const struct mynah_interface_problem *problem = &module->problems[i];
        mynah__complain("%s:%d:%d: %s", path, (int)problem->line, (int)problem->column,
                        problem->text);
    }
    return module->problem_count > 0;
}

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text), length = strlen(end);
    return size >= length && strcmp(text + size - length, end) == 0;
}

static struct mynah_interface_module *read_file(const struct mock *mock, const char *path)
{
    struct search search = { .mock = mock };
    struct text code = { 0 };
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_interface_module *module = NULL;
    bool standard = strcmp(path, "-") == 0;
    locate(&search, standard ? "./interfaces.py" : path);
    if (standard ? mynah__read_stdin(&code, SOURCE_MOST, &error)
                 : mynah__file_read(path, SOURCE_MOST, &code, &error)) {
        const char *slash = strrchr(path, '/');
        const struct mynah_interface_options chosen = {
            .module = search.module,
            .path = standard ? NULL
                    : slash  ? slash + 1
                             : path,
            .package = ends_with(path, "__init__.py") || ends_with(path, "__init__.pyi"),
            .stub = ends_with(path, ".pyi"),
            .classes = mock->classes.items,
            .class_count = mock->classes.count,
            .load = load,
            .self = &search,
        };
        module = mynah_interfaces_read(code.bytes ? code.bytes : "", code.size, &chosen, &error);
    }
    mynah__text_finish(&code);
    if (!module) {
        mynah__complain("%s: %s", path, error.text);
    }
    return module;
}

static bool write_beside(const char *output, const char *name, const char *text,
                         struct mynah_error *error)
{
    char path[PATH_SIZE];
    const char *slash = strrchr(output, '/');
    int folder = slash ? (int)(slash - output) + 1 : 0;
    if (snprintf(path, sizeof path, "%.*s%s", folder, output, name) >= (int)sizeof path) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the path is too long");
    }
    return mynah__file_make(path, text, strlen(text), error);
}

// Write the files of the run-time support that the Python imports, and those that these import.
static bool write_support(struct mock *mock, const char *output, const char *python,
                          struct mynah_error *error)
{
    const char *name, *text;
    bool written = true;
    for (size_t i = 0; i < SUPPORT_MOST && (text = mynah_interface_support(i, &name)); i++) {
        char line[PATH_SIZE];
        snprintf(line, sizeof line, "\nfrom %.*s import", (int)strcspn(name, "."), name);
        if (written && !mock->written[i] && strstr(python, line)) {
            mock->written[i] = true;
            written =
                write_beside(output, name, text, error) && write_support(mock, output, text, error);
        }
    }
    return written;
}

static int write_mocks(struct mock *mock, const char *output, const char *python)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    if (!output) {
        return mynah__print(python, strlen(python)) ? EXIT_FINE : EXIT_TROUBLE;
    }
    if (!mynah__file_make(output, python, strlen(python), &error) ||
        (mock->shared_runtime && !write_support(mock, output, python, &error))) {
        return mynah__complain_error(NULL, &error);
    }
    return EXIT_FINE;
}

// Say in what the output is not what would be written now.
static int check(const char *output, const struct mynah_interface_module *module,
                 const char *python)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct text text = { 0 };
    int exit_code = EXIT_TROUBLE;
    char *drift = NULL;
    if (!mynah__file_read(output, SOURCE_MOST, &text, &error) ||
        !(drift = mynah_interfaces_drift(module, text.bytes ? text.bytes : "", &error))) {
        mynah__complain("%s: %s", output, error.text);
    } else {
        bool current = strcmp(text.bytes ? text.bytes : "", python) == 0;
        bool named = *drift != '\0';
        const char *other = named || current ? "" : "made by another version or edited\n";
        bool printed = mynah__print(drift, strlen(drift)) && mynah__print(other, strlen(other));
        exit_code = !printed ? EXIT_TROUBLE : current ? EXIT_FINE : EXIT_VERDICT;
    }
    mynah_free(drift);
    mynah__text_finish(&text);
    return exit_code;
}

// Name the file of the mocks: in a folder `mock_package_service.py`,
// or `test_package_service.py`.
static const char *name_output(const struct mock *mock, const char *module, char path[PATH_SIZE])
{
    if (!mock->many) {
        return mock->output;
    }
    const char *prefix = mock->contract_tests ? "test" : "mock";
    int folder = snprintf(path, PATH_SIZE, "%s/%s_", mock->output, prefix);
    if (folder < PATH_SIZE) {
        snprintf(path + folder, PATH_SIZE - (size_t)folder, "%s.py", module);
        for (char *at = path + folder; *at && strcmp(at, ".py") != 0; at++) {
            *at = *at == '.' ? '_' : *at;
        }
    }
    return path;
}

static int mock_module(struct mock *mock, const char *path,
                       const struct mynah_interface_module *module)
{
    char output[PATH_SIZE];
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    bool problems = complain_problems(path, module);
    const struct mynah_emit_options chosen = { .shared_runtime = mock->shared_runtime,
                                               .stateful = mock->stateful };
    if (mock->many && !module->interface_count) {
        return problems ? EXIT_VERDICT : EXIT_FINE;
    }
    char *python = mock->contract_tests
                       ? mynah_interfaces_emit_contracts(module, mock->mocks, &error)
                       : mynah_interfaces_emit(module, &chosen, &error);
    const char *file = name_output(mock, module->name, output);
    int exit_code;
    if (!python) {
        exit_code = mynah__complain("%s: %s", path, error.text);
    } else if (mock->check) {
        exit_code = check(file, module, python);
    } else {
        exit_code = write_mocks(mock, file, python);
    }
    mynah_free(python);
    return problems && exit_code == EXIT_FINE ? EXIT_VERDICT : exit_code;
}

static int run(void *filled, struct list operands)
{
    struct mock *mock = filled;
    struct stat status;
    mock->many = operands.count > 1 ||
                 (mock->output && stat(mock->output, &status) == 0 && S_ISDIR(status.st_mode));
    if (operands.count == 0) {
        return mynah__complain("mock: a file is wanted; see 'mynah mock --help'");
    }
    if ((mock->check || mock->shared_runtime || mock->many) && !mock->output) {
        return mynah__complain("mock: %s --output",
                               mock->check            ? "--check checks the file of"
                               : mock->shared_runtime ? "--shared-runtime writes beside the file of"
                                                      : "several files want a folder as");
    }
    int exit_code = EXIT_FINE;
    for (size_t i = 0; i < operands.count; i++) {
        struct mynah_interface_module *module = read_file(mock, operands.items[i]);
        int code = module ? mock_module(mock, operands.items[i], module) : EXIT_TROUBLE;
        mynah_interfaces_destroy(module);
        exit_code = code > exit_code ? code : exit_code;
    }
    return exit_code;
}

const struct command mynah__command_mock = {
    .name = "mock",
    .operands = "FILE...",
    .summary = "Write mock classes for the Protocols and abstract classes in files of Python.",
    .details =
        "When there are several files, or the output is a folder, each gets a file of its own\n"
        "there: mock_package_module.py, or, with --contract-tests, test_package_module.py.\n"
        "- is standard input, for which --module says what it is imported as.\n\n"
        "Files are read, never run.  Exit codes: 0 all was written, or is current; 1 some\n"
        "of the file could not be read, or the output is not current; 2 there are no mocks\n"
        "of some file.",
    .options = options,
    .size = sizeof(struct mock),
    .run = run,
};
