// SPDX-License-Identifier: Apache-2.0
//
// The table of behaviours and its templates: what each has to have in it, how parameters are put
// in, that nothing which is put in can become code, and folders of further behaviours.

#include <mynah/generator.h>

#include "generator/behaviors.h"
#include "generator/repair.h"
#include "generator/template.h"
#include "python.h"
#include "shortage.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/stat.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

// ## The table

static void test_rows_are_in_order_and_complete(void **state)
{
    (void)state;
    for (size_t i = 0; i < mynah_behavior_count(); i++) {
        struct mynah_error error = { 0 };
        const struct mynah_behavior *behavior = mynah_behavior_at(i);
        const struct mynah_label *label = &behavior->label;
        assert_true(i == 0 || strcmp(mynah_behavior_at(i - 1)->name, behavior->name) < 0);
        assert_ptr_equal(mynah_behavior_find(behavior->name), behavior);
        assert_true(strlen(behavior->summary) > 0);
        if (!mynah__template_check(behavior, &error)) {
            fail_msg("%s", error.text);
        }
        for (size_t rule = 1; rule < label->rule_count; rule++) {
            assert_true(strcmp(label->rules[rule - 1], label->rules[rule]) < 0);
        }
        bool broken = !label->parses || label->results != MYNAH_RESULTS_ALWAYS;
        assert_int_equal(label->verdict == MYNAH_VERDICT_RETRY, broken);
        assert_int_equal(label->results == MYNAH_RESULTS_UNKNOWN, !label->parses);
    }
    assert_null(mynah_behavior_at(mynah_behavior_count()));
    assert_null(mynah_behavior_find("succes"));
    assert_null(mynah_behavior_find(""));
}

static bool has_row(const char *stem)
{
    if (mynah_behavior_find(stem)) {
        return true;
    }
    for (size_t i = 0; i < mynah__repair_count(); i++) {
        if (strncmp(stem, "error_aware_", 12) == 0 &&
            strcmp(stem + 12, mynah__repair_at(i)->name) == 0) {
            return true;
        }
    }
    return false;
}

static void test_each_template_has_a_row(void **state)
{
    (void)state;
    char path[1024];
    const char *root = getenv("MYNAH_SOURCE_ROOT");
    if (!root) {
        print_message("skipped: MYNAH_SOURCE_ROOT is not set\n");
        skip();
    }
    snprintf(path, sizeof path, "%s/lib/generator/behaviors", root);
    DIR *directory = opendir(path);
    assert_non_null(directory);
    size_t count = 0;
    for (struct dirent *entry = readdir(directory); entry; entry = readdir(directory)) {
        char *end = strstr(entry->d_name, ".py");
        if (end && end[3] == '\0') {
            *end = '\0';
            count++;
            if (!has_row(entry->d_name)) {
                fail_msg("%s.py has no row in a table", entry->d_name);
            }
        }
    }
    closedir(directory);
    assert_int_equal(count, mynah_behavior_count() + mynah__repair_count());
}

static char *render(const char *name, const struct mynah_parameter *given, size_t count)
{
    struct mynah_error error = { 0 };
    char *code = mynah__template_render(mynah_behavior_find(name), given, count, &error);
    if (!code) {
        fail_msg("%s", error.text);
    }
    return code;
}

// What code that was written for these behaviours relies on.
// clang-format off
static const struct { const char *name; const char *has[8]; const char *lacks; } properties[] = {
    { "success", { "import json", "from datetime import datetime", "result_value = 42",
                   "datetime.now().isoformat()", "'value'", "'timestamp'", "'status': 'success'" }, "channel" },
    { "syntax_error", { "def broken_function(", "results = {'value': 42}" }, "import" },
    { "runtime_error", { "import json", "value = 100 / 0", "results = {'value'" }, "channel" },
    { "missing_results", { "import json", "value = 42 * 2", "results dictionary",
                           "print(f\"Value is {value}\")" }, "results =" },
    { "channel_write", { "from osprey.runtime import read_channel, write_channel",
                         "read_channel('DEVICE:PV:SETPOINT')", "old_value * 1.1",
                         "write_channel('DEVICE:PV:SETPOINT', new_value)", "'old_value'",
                         "'new_value'", "'channel'" }, "epics" },
    { "channel_read", { "from osprey.runtime import read_channel", "'DEVICE:PV:READBACK'",
                        "'DEVICE:STATUS'", "'value'", "'status'", "'operation': 'read_only'" }, "write_channel" },
    { "epics_write", { "from epics import", "caget('DEVICE:PV:SETPOINT')",
                       "caput('DEVICE:PV:SETPOINT', new_value", "'old_value'", "'new_value'" }, "osprey" },
    { "epics_read", { "import epics", "'DEVICE:PV:READBACK'", "'DEVICE:STATUS'",
                      "'operation': 'read_only'" }, "caput" },
    { "security_risk", { "import subprocess", "import os", "subprocess.run(['ls', '-la']",
                         "os.system(", "os.listdir('/')", "'output'", "'files'" }, "channel" },
    { "error_aware", { "'values': [1, 2, 3]", "sum(", "len(", "results['mean']" }, "import" },
};
// clang-format on

static void test_properties(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(properties); i++) {
        char *code = render(properties[i].name, NULL, 0);
        for (const char *const *part = properties[i].has; *part; part++) {
            if (!strstr(code, *part)) {
                fail_msg("%s lacks %s:\n%s", properties[i].name, *part, code);
            }
        }
        assert_null(strstr(code, properties[i].lacks));
        assert_null(strstr(code, "{{"));
        mynah_free(code);
    }
}

// ## Parameters

#define LONG "1234567890123456789012345678901234567890123456789012345678901234567890123456789012345"

// clang-format off
static const struct { const char *behavior, *name, *value, *has; } accepted[] = {
    { "channel_write", "channel", "SR:MAG:SP", "write_channel('SR:MAG:SP', new_value)" },
    { "channel_write", "channel", "123", "write_channel('123', new_value)" },
    { "channel_write", "channel", "", "write_channel('', new_value)" },
    { "channel_write", "channel", "SR:C01{BPM:1}X-I", "write_channel('SR:C01{BPM:1}X-I', new_value)" },
    { "channel_write", "channel", "it's", "write_channel('it\\'s', new_value)" },
    { "channel_write", "channel", "\"a\"", "write_channel('\"a\"', new_value)" },
    { "channel_write", "channel", "a\\", "write_channel('a\\\\', new_value)" },
    { "channel_write", "channel", "a\nb\rc\td\x01\x7f", "write_channel('a\\nb\\rc\\td\\x01\\x7f', new_value)" },
    { "channel_write", "channel", "caf\xc3\xa9", "write_channel('caf\xc3\xa9', new_value)" },
    { "channel_write", "channel", "a\xe2\x80\xa8" "b\xe2\x80\xae", "write_channel('a\\u2028b\\u202e', new_value)" },
    { "channel_write", "channel", "\xc2\x85\xf3\xa0\x80\x81", "write_channel('\\x85\\U000e0001', new_value)" },
    { "channel_write", "channel", "{{value}}", "write_channel('{{value}}', new_value)" },
    { "channel_write", "value", "1.5", "new_value = 1.5\n" },
    { "channel_write", "value", "-2e-3", "new_value = -2e-3\n" },
    { "channel_write", "value", "ON", "new_value = 'ON'\n" },
    { "channel_write", "value", "1 + 1", "new_value = '1 + 1'\n" },
    { "channel_write", "value", "007", "new_value = '007'\n" },
    { "channel_write", "value", "0x10", "new_value = '0x10'\n" },
    { "channel_write", "value", "nan", "new_value = 'nan'\n" },
    { "channel_write", "value", "1.", "new_value = '1.'\n" },
    { "channel_write", "value", "1e", "new_value = '1e'\n" },
    { "channel_write", "value", "-", "new_value = '-'\n" },
    { "runtime_error", "dividend", "0", "value = 0 / 0\n" },
    { "security_risk", "command", "echo hi", "os.system('echo hi')" },
};
static const struct { const char *behavior, *name, *value, *why; } refused[] = {
    { "channel_write", "chanel", "x", "behaviour 'channel_write' has no parameter 'chanel'; it takes channel, value" },
    { "channel_write", "", "x", "has no parameter ''" },
    { "syntax_error", "value", "1", "behaviour 'syntax_error' has no parameter 'value'; it takes none" },
    { "runtime_error", "dividend", "x", "parameter 'dividend' of 'runtime_error' must be a number" },
    { "runtime_error", "dividend", "", "must be a number" },
    { "runtime_error", "dividend", "1\n", "must be a number" },
    { "runtime_error", "dividend", " 1", "must be a number" },
    { "runtime_error", "dividend", LONG LONG LONG LONG, "must be a number" },
    { "channel_write", "channel", "\xff", "parameter 'channel' of 'channel_write' is not UTF-8" },
    { "channel_write", "channel", "\xed\xa0\x80", "is not UTF-8" },
};
// clang-format on

static void test_values_become_literals(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(accepted); i++) {
        const struct mynah_parameter given = { accepted[i].name, accepted[i].value };
        char *code = render(accepted[i].behavior, &given, 1);
        if (!strstr(code, accepted[i].has)) {
            fail_msg("%s=%s gives\n%s", given.name, given.value, code);
        }
        mynah_free(code);
    }
}

static void test_values_that_cannot_be_put_in(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct mynah_error error = { 0 };
        const struct mynah_parameter given = { refused[i].name, refused[i].value };
        const struct mynah_behavior *behavior = mynah_behavior_find(refused[i].behavior);
        assert_null(mynah__template_render(behavior, &given, 1, &error));
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
        if (!strstr(error.text, refused[i].why)) {
            fail_msg("%s", error.text);
        }
    }
    struct mynah_error error = { 0 };
    const struct mynah_parameter twice[] = { { "channel", "a" }, { "channel", "b" } };
    assert_null(mynah__template_render(mynah_behavior_find("channel_read"), twice, 2, &error));
    assert_non_null(strstr(error.text, "is given twice"));
}

// Compare, in Python, what the codes have as the channel with what was given.
static const char injection_check[] =
    "import ast, sys\n"
    "texts = [bytes.fromhex(text).decode() for text in sys.argv[1:]]\n"
    "assert len(texts) > 2 and len(texts) % 2 == 0\n"
    "for code, given in zip(texts[::2], texts[1::2]):\n"
    "    calls = [n for n in ast.walk(ast.parse(code)) if isinstance(n, ast.Call)]\n"
    "    assert [c.func.id for c in calls] == ['read_channel', 'write_channel'], code\n"
    "    assert all(ast.literal_eval(c.args[0]) == given for c in calls), code\n"
    "    assert ast.literal_eval(ast.parse(code).body[2].value) == given, code\n"
    "    assert len(ast.parse(code).body) == 5, code\n";

static void add_hex(char *hex, const char *bytes)
{
    for (; *bytes; bytes++) {
        hex += sprintf(hex, "%02x", (unsigned)(unsigned char)*bytes);
    }
}

static void test_values_cannot_become_code(void **state)
{
    (void)state;
    static const char *const hostile[] = {
        "'); __import__('os').system('id') #",
        "\\'); import os #",
        "\\\\'); import os #",
        "\n__import__('os')\n",
        "\r\nimport os\r\n",
        "'''",
        "\"\"\"",
        "{{value}}",
        "{{channel}}",
        "{evil()}",
        "%s%n",
        "\\N{DASH}\\x41",
        "\xe2\x80\xa8import os",
        "#",
        "\x0c import os",
        "a' + open('x').read() + 'b",
        "\xc2\xa0\xef\xbb\xbf",
    };
    if (!python_exists()) {
        print_message("skipped: there is no python3\n");
        skip();
    }
    char arguments[60000] = "";
    for (size_t i = 0; i < COUNT(hostile); i++) {
        const struct mynah_parameter given[] = { { "channel", hostile[i] },
                                                 { "value", hostile[i] } };
        char *code = render("channel_write", given, 2);
        add_hex(arguments + strlen(arguments), code);
        strcat(arguments, " ");
        add_hex(arguments + strlen(arguments), hostile[i]);
        strcat(arguments, " ");
        mynah_free(code);
    }
    struct python_run run = python_run(injection_check, arguments);
    if (run.status != 0) {
        fail_msg("%s", run.output);
    }
}

// ## Labels

// Run each code where the control system and other programs only write down what they are asked,
// and print what the label should say.  A code that raises says nothing about `results`.
static const char label_check[] =
    "import io, os, subprocess, sys, types\n"
    "seen = []\n"
    "def read(channel, *args, **kwargs):\n"
    "    seen.append('read ' + channel)\n"
    "    return 1.0\n"
    "def write(channel, value, *args, **kwargs):\n"
    "    seen.append('write ' + channel)\n"
    "def module(name, **members):\n"
    "    sys.modules[name] = types.ModuleType(name)\n"
    "    sys.modules[name].__dict__.update(members)\n"
    "module('osprey')\n"
    "module('osprey.runtime', read_channel=read, write_channel=write)\n"
    "module('epics', caget=read, caput=write)\n"
    "os.system = lambda command: 0\n"
    "subprocess.run = lambda *args, **kwargs: types.SimpleNamespace(stdout='')\n"
    "out, lines = sys.stdout, []\n"
    "sys.stdout = io.StringIO()\n"
    "for text in sys.argv[1:]:\n"
    "    seen.clear()\n"
    "    names, parses, raises = {}, True, False\n"
    "    try:\n"
    "        exec(compile(bytes.fromhex(text).decode(), 'code', 'exec'), names)\n"
    "    except SyntaxError:\n"
    "        parses = False\n"
    "    except ZeroDivisionError:\n"
    "        raises = True\n"
    "    results = ('unknown' if not parses else 'always' if 'results' in names or raises\n"
    "               else 'never')\n"
    "    lines.append(' '.join(['parses' if parses else 'broken', results, *sorted(set(seen))]))\n"
    "print('\\n'.join(lines), file=out)\n";

static void test_labels_are_true_of_code_that_runs(void **state)
{
    (void)state;
    char arguments[60000] = "", claims[8192] = "";
    if (!python_exists()) {
        print_message("skipped: there is no python3\n");
        skip();
    }
    for (size_t i = 0; i < mynah_behavior_count(); i++) {
        const struct mynah_behavior *behavior = mynah_behavior_at(i);
        const struct mynah_label *label = &behavior->label;
        char *code = render(behavior->name, NULL, 0);
        add_hex(arguments + strlen(arguments), code);
        strcat(arguments, " ");
        mynah_free(code);
        strcat(claims, label->parses ? "parses " : "broken ");
        strcat(claims, mynah_results_name(label->results));
        for (size_t j = 0; j < label->access_count; j++) { // reads first, as the rows have them
            strcat(strcat(claims, " "), mynah_direction_name(label->accesses[j].direction));
            strcat(strcat(claims, " "), label->accesses[j].channel);
        }
        strcat(claims, "\n");
    }
    struct python_run run = python_run(label_check, arguments);
    assert_int_equal(run.status, 0);
    assert_string_equal(run.output, claims);
}

// ## Placeholders

static void test_strings_and_comments_are_left_alone(void **state)
{
    (void)state;
    static const struct mynah_parameter parameters[] = { { "x", "'d'" } };
    static const char source[] = "a = {{x}} # {{x}} '\n"
                                 "b = f'{{x}}' + \"{{x}}\\\"{{x}}\" + {{x}}\n"
                                 "c = '''{{x}} ' {{x}}\n{{x}}''' + {{x}}\n"
                                 "d = 'never closed {{x}}\n"
                                 "e = {{x}} + {{ x }} + {{x} + {{1}}\n"
                                 "f = r'\\' {{x}}' \\";
    static const char expected[] = "a = 'v' # {{x}} '\n"
                                   "b = f'{{x}}' + \"{{x}}\\\"{{x}}\" + 'v'\n"
                                   "c = '''{{x}} ' {{x}}\n{{x}}''' + 'v'\n"
                                   "d = 'never closed {{x}}\n"
                                   "e = 'v' + {{ x }} + {{x} + {{1}}\n"
                                   "f = r'\\' {{x}}' \\";
    const struct mynah_behavior behavior = {
        .name = "t", .source = source, .parameters = parameters, .parameter_count = 1
    };
    const struct mynah_parameter given = { "x", "v" };
    char *code = mynah__template_render(&behavior, &given, 1, NULL);
    assert_string_equal(code, expected);
    mynah_free(code);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    const struct mynah_parameter given = { "channel", "SR:MAG:SP" };
    const struct mynah_behavior *behavior = mynah_behavior_find("channel_write");
    char *code = NULL;
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        code = mynah__template_render(behavior, &given, 1, &at.error);
        shortage_over(&at, code != NULL);
    }
    assert_non_null(strstr(code, "write_channel('SR:MAG:SP', new_value)"));
    mynah_free(code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_in_order_and_complete),
        cmocka_unit_test(test_each_template_has_a_row),
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_values_become_literals),
        cmocka_unit_test(test_values_that_cannot_be_put_in),
        cmocka_unit_test(test_values_cannot_become_code),
        cmocka_unit_test(test_labels_are_true_of_code_that_runs),
        cmocka_unit_test(test_strings_and_comments_are_left_alone),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("behaviors", tests, NULL, NULL);
}
