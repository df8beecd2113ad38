# SPDX-License-Identifier: Apache-2.0
"""What a test pays for the plugin when it is compiled: gcc -O0, cmocka alone against the plugin.

usage: include.py COMPILER INCLUDE_FOLDER...

Both programs have thirty assertions.  Of each the fastest of some rounds counts, taken in turn; the
difference of the processor times must stay below 150 ms.
"""
import pathlib
import resource
import subprocess
import sys
import tempfile

ROUNDS = 9
MOST = 0.150
SKIPPED = 77  # to meson
HEADERS = ("setjmp.h", "stdarg.h", "stddef.h", "stdint.h", "cmocka.h")
PLAIN = "    assert_string_equal(code, code);\n"
OURS = (
    '    assert_code_parses(code);\n',
    '    assert_code_defines_results(code);\n',
    '    assert_code_writes_value(code, "A", "1.5");\n',
    '    assert_code_any_access(code, mynah_match_all(mynah_match_is("channel", "A"),\n'
    '                                                 mynah_match_at_most("number", 2)));\n',
    '    assert_generator_called_times(generator, 1);\n',
    '    assert_generator_last_request(generator, &(struct mynah_request){ .user_query = code });\n',
)
BODY = """%s
struct mynah_generator;
void test(void **state, const char *code, struct mynah_generator *generator);
void test(void **state, const char *code, struct mynah_generator *generator)
{
    (void)state;
    (void)generator;
%s}
"""


def seconds(command):
    """Return the processor time that a command takes, whatever else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def has_cmocka(compiler):
    text = "".join(f"#include <{name}>\n" for name in HEADERS)
    done = subprocess.run([compiler, "-x", "c", "-fsyntax-only", "-"], input=text, text=True,
                          stderr=subprocess.DEVNULL, check=False)
    return done.returncode == 0


def main(compiler, *folders):
    if not has_cmocka(compiler):
        print("there is no cmocka here: not measured")
        sys.exit(SKIPPED)
    plain = BODY % ("\n".join(f"#include <{name}>" for name in HEADERS), PLAIN * 30)
    ours = BODY % ("#include <mynah_cmocka.h>", "".join(OURS) * 5)
    with tempfile.TemporaryDirectory() as folder:
        commands = {}
        for name, text in (("cmocka", plain), ("plugin", ours)):
            source = pathlib.Path(folder, f"{name}.c")
            source.write_text(text, encoding="utf-8")
            commands[name] = [compiler, "-O0", "-std=gnu11", "-c", str(source), "-o",
                              f"{source}.o", *(f"-I{each}" for each in folders)]
        best = dict.fromkeys(commands, float("inf"))
        for _ in range(ROUNDS):
            for name, command in commands.items():
                best[name] = min(best[name], seconds(command))
    added = best["plugin"] - best["cmocka"]
    print(f"compiling a test with 30 assertions: cmocka {best['cmocka'] * 1e3:.0f} ms, plugin "
          f"{best['plugin'] * 1e3:.0f} ms, added {added * 1e3:.0f} ms of {MOST * 1e3:.0f}")
    sys.exit(added >= MOST and "TOO SLOW")


main(*sys.argv[1:])
