# SPDX-License-Identifier: Apache-2.0
"""Run the failing tests in cmocka's outputs for machines, and read those with real parsers.

usage: check_outputs.py PROGRAM GOLDEN_FOLDER [PREFIX]

Golden files whose names have the prefix are of tests that this build does not have.

Every explanation must arrive whole: in XML (read by ElementTree), in TAP (by meson's own parser,
the comments or the YAML behind a test's line being its text, the YAML read by PyYAML where there is
one), and in the protocol of subunit, version 1.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import textwrap
import xml.etree.ElementTree as ElementTree

from mesonbuild.mtest import TAPParser

try:
    import yaml
except ImportError:
    yaml = None


def run(program, output, **more):
    environment = dict(os.environ, CMOCKA_MESSAGE_OUTPUT=output, **more)
    done = subprocess.run([program], env=environment, check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return done.stdout


def read_xml(program):
    """Return the text of each test's failure, by the name of the test."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "failing.xml")
        run(program, "XML", CMOCKA_XML_FILE=str(path))
        root = ElementTree.parse(path).getroot()
    return {case.get("name"): "".join(case.itertext()) for case in root.iter("testcase")}


def tap_text(lines):
    """Return what the lines behind a test's line say: YAML from 2.0 on, comments before."""
    inner = textwrap.dedent("".join(lines))
    if not inner.startswith("---\n"):
        return "".join(re.sub(r"^# ?", "", line) for line in lines)
    document = inner.removeprefix("---\n").partition("\n...\n")[0] + "\n"
    if yaml:
        return yaml.safe_load(document)["message"] + "\n"
    message = document.partition("message: |-\n")[2].partition("\nseverity:")[0]
    return textwrap.dedent(message) + "\n"


def read_tap(program):
    text = run(program, "TAP")
    tests = [event for event in TAPParser().parse(iter(text.splitlines(keepends=True)))
             if isinstance(event, TAPParser.Test)]
    wrong = [event for event in TAPParser().parse(iter(text.splitlines(keepends=True)))
             if isinstance(event, (TAPParser.Error, TAPParser.Bailout))]
    if wrong or any(not test.result.is_bad() for test in tests):
        sys.exit(f"meson reads the TAP in another way: {wrong or tests}")
    found = {}
    for block in re.split(r"^(?=not ok )", text, flags=re.MULTILINE)[1:]:
        first, *rest = block.splitlines(keepends=True)
        found[re.sub(r"^not ok \d+ - ", "", first).strip()] = tap_text(rest)
    if sorted(found) != sorted(test.name.removeprefix("- ") for test in tests):
        sys.exit("meson finds other tests in the TAP")
    return found


def read_subunit(program):
    """Version 1: `failure: NAME [`, lines, and a line that is only `]`."""
    found, name = {}, None
    for line in run(program, "SUBUNIT").splitlines(keepends=True):
        start = re.match(r"(?:failure|error): (\S+) \[$", line)
        if name is None and start:
            name = start[1]
            found[name] = ""
        elif name is not None and line == "]\n":
            name = None
        elif name is not None:
            found[name] += line
        elif not re.match(r"(?:test|success): \S+$", line):
            sys.exit(f"this is no line of subunit: {line}")
    return found


def whole(path, text):
    """Return whether `text` has all of the golden file, which leaves out folder and line number."""
    file, _, rest = path.read_text(encoding="utf-8").partition(":*")
    place, found, _ = text.partition(rest)
    return found and re.search(re.escape(file) + r":\d+$", place) is not None


def main(program, folder, absent=()):
    golden = sorted(path for path in pathlib.Path(folder).glob("*.txt")
                    if not absent or not path.name.startswith(absent))
    for name, read in (("XML", read_xml), ("TAP", read_tap), ("SUBUNIT", read_subunit)):
        found = read(program)
        found.pop("answers_left_over")  # what cmocka says of it is its own affair
        wrong = [path.stem for path in golden if not whole(path, found.get(path.stem, ""))]
        if wrong or len(golden) != len(found):
            sys.exit(f"{name}: {len(golden)} expected, {len(found)} found; "
                     f"not whole: {', '.join(wrong)}")
        print(f"{len(found)} failures are whole in {name}")


main(*sys.argv[1:])
