# SPDX-License-Identifier: Apache-2.0
"""Hold the assertions against their tests, and what failures say against what they must say.

usage: check_asserts.py ROOT

Each assertion of the plugin's headers holds in a test_*.c(pp) here and fails in failing/.  Each
golden text says, in this order: where, and which assertion; what was expected; what there is, with
the reason; the line of code, for an assertion about code that is there.  All of that within 900
bytes of printable ASCII: cmocka 1.1.5 cuts what it prints to a terminal at 1023.
"""
import pathlib
import re
import sys

MOST = 900
PLACE = re.compile(r"\w+\.c:\*: error: ((?:assert|mynah|MYNAH)_\w+)\(")
# What may stand at the head of a line behind the first.
LABELS = (" message: ", "expected: ", "  actual: ", "    hint: ", " closest: ", "   calls: ",
          "  errors: ", "    code: ", "    diff: ", "  accept: ", "   steps: ", "  reason: ", " request: ", " history: ",
          "  writes: ")


def defined(root):
    for header in sorted((root / "plugin/mynah_cmocka").glob("*.h")):
        for name in re.findall(r"^#define (assert_\w+)\(", header.read_text("utf-8"), re.MULTILINE):
            yield name


def used(paths):
    text = "".join(path.read_text("utf-8") for path in paths)
    return set(re.findall(r"\bassert_\w+(?=\()", text))


def untested(root):
    tests = root / "tests/plugin"
    holding = used(tests.glob("test_*.c*"))
    failing = used(tests.glob("failing/*.c"))
    for name in defined(root):
        if name not in holding:
            yield f"{name} holds in no test_*.c"
        if name not in failing:
            yield f"{name} fails in no failing/*.c"


def wrong_with(text):
    """Say what a failure's text does not say."""
    lines = text.split("\n")
    place = PLACE.match(lines[0])
    heads = [line[:10] for line in lines]
    if not place:
        return "does not begin with file:line and the assertion"
    if len(text) > MOST or not all(" " <= each <= "~" or each == "\n" for each in text):
        return f"is more than {MOST} bytes, or not printable ASCII"
    if "expected: " not in heads or "  actual: " not in heads:
        return "does not say what was expected and what there is"
    if heads.index("expected: ") > heads.index("  actual: "):
        return "says what there is before what was expected"
    if any(re.match(r"\s{0,4}\w+: ", line) and line[:10] not in LABELS for line in lines[1:]):
        return "has a line with an unknown label"
    if place[1].startswith("assert_code_matches_snapshot"):
        return None if re.search(r"^  accept: ", text, re.MULTILINE) or "the name" in text \
            else "does not say how the code is accepted"
    if place[1].startswith("assert_code_") and "only NULL" not in text:
        if "    code: " not in heads or not re.search(r"^ .\s+\d+ \| ", text, re.MULTILINE):
            return "does not show the code"
        if re.search(r"\(line \d+\)|\bline \d+:", text) and "\n >" not in text:
            return "names a line of code and does not mark it"
    return None


def main(root):
    problems = list(untested(root))
    golden = sorted((root / "tests/plugin/golden").glob("*.txt"))
    for path in golden:
        problem = wrong_with(path.read_text("utf-8"))
        if problem:
            problems.append(f"{path.name} {problem}")
    if problems:
        sys.exit("\n".join(problems))
    print(f"{len(list(defined(root)))} assertions, {len(golden)} failures: all say what they must")


main(pathlib.Path(sys.argv[1]))
