# SPDX-License-Identifier: Apache-2.0
"""Hold what documents quote against what is there, so that they cannot rot.

usage: check_quotes.py ROOT BUILD DOCUMENT...

Every fenced block of a document is checked by its language:
  c, python, yaml  stands like this, in one piece, in a file of examples/ or tests/
  golden           is one of the plugin's failures as a test keeps it
  console          each `$ command` prints the lines below it, in one piece; it is run in ROOT, and
                   build/ or build-test/ in front of a program means BUILD
  sh               every `./dev word` is listed by `./dev help`
  text             a picture: not checked
And every link to a file of the tree leads somewhere.
"""
import os
import pathlib
import re
import subprocess
import sys

BLOCK = re.compile(r"^```(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")


def quoted(root, block):
    if any(block in path.read_text(encoding="utf-8")
           for folder, names in (("examples", "*"), ("tests", "*.[ch]"), ("tests/mocks", "*.py"))
           for path in sorted((root / folder).rglob(names)) if path.is_file()):
        return None
    return "stands in no file of examples/ or tests/"


def golden(root, block):
    if any(block == path.read_text(encoding="utf-8")
           for path in (root / "tests/plugin/golden").glob("*.txt")):
        return None
    return "is no failure in tests/plugin/golden/"


def output_of(command, root, build):
    environment = dict(os.environ)
    environment.pop("CMOCKA_MESSAGE_OUTPUT", None)
    done = subprocess.run(re.sub(r"\bbuild(-test)?/", f"{build}/", command), shell=True, cwd=root,
                          env=environment, text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    # A test names its source as the build folder sees it.
    return re.sub(r"\S*/examples/", "examples/", done.stdout)


def lines(text):
    return "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"


def printed(root, build, block):
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, wanted = part.partition("\n")
        output = output_of(command, root, build)
        if not wanted.strip() or lines(wanted) not in lines(output):
            return f"does not show what `{command}` prints:\n{output}"
    return None


def known(root, block):
    listed = subprocess.run(["./dev", "help"], cwd=root, capture_output=True, text=True, check=True)
    unknown = [word for word in re.findall(r"\./dev (\w+)", block)
               if f"./dev {word} " not in listed.stdout]
    return f"./dev knows no {', '.join(unknown)}" if unknown else None


def problems(root, build, document):
    text = document.read_text(encoding="utf-8")
    checks = {
        "c": lambda block: quoted(root, block),
        "python": lambda block: quoted(root, block),
        "yaml": lambda block: quoted(root, block),
        "golden": lambda block: golden(root, block),
        "console": lambda block: printed(root, build, block),
        "sh": lambda block: known(root, block),
        "text": lambda block: None,
    }
    for found in BLOCK.finditer(text):
        language, block = found.groups()
        line = text.count("\n", 0, found.start()) + 1
        check = checks.get(language, lambda block: "has a language that nobody checks")
        problem = check(block)
        if problem:
            yield f"{document.name}:{line}: this {language} block {problem}"
    for target in LINK.findall(text):
        if "://" not in target and not (document.parent / target).exists():
            yield f"{document.name}: the link to {target} leads nowhere"


def main(root, build, *documents):
    found = [problem for document in documents
             for problem in problems(pathlib.Path(root), pathlib.Path(build),
                                     pathlib.Path(root, document))]
    sys.exit("\n".join(found) or 0)


main(*sys.argv[1:])
