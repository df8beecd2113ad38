# SPDX-License-Identifier: Apache-2.0
"""Run the failing tests with XML output and read that with a real parser.

usage: check_xml.py PROGRAM GOLDEN_FOLDER: every explanation must arrive whole.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree


def failures(program):
    """Return the text of each test's failure, by the name of the test."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "failing.xml")
        environment = dict(os.environ, CMOCKA_MESSAGE_OUTPUT="XML", CMOCKA_XML_FILE=str(path))
        subprocess.run([program], env=environment, check=False)
        root = ElementTree.parse(path).getroot()
    return {case.get("name"): "".join(case.itertext()) for case in root.iter("testcase")}


def whole(path, text):
    """Return whether `text` has all of the golden file, which leaves out folder and line number."""
    file, _, rest = path.read_text(encoding="utf-8").partition(":*")
    place, found, after = text.partition(rest)
    return found and re.search(re.escape(file) + r":\d+$", place) is not None


def main(program, folder):
    found = failures(program)
    golden = sorted(pathlib.Path(folder).glob("*.txt"))
    wrong = [path.stem for path in golden if not whole(path, found.get(path.stem, ""))]
    if wrong or len(golden) != len(found):
        sys.exit(f"{len(golden)} expected, {len(found)} found; not whole: {', '.join(wrong)}")
    print(f"{len(found)} failures are whole in XML")


main(*sys.argv[1:])
