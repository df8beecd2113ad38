# SPDX-License-Identifier: Apache-2.0
"""Mocks that the command makes, as Python sees them; prints TAP.

usage: check_mocks.py MYNAH EXAMPLES

The examples' files are current, Black leaves them alone, `mypy --strict` has nothing to say, and
the tests beside them pass.  A tool that is not here is skipped.
"""

import importlib
import pathlib
import shutil
import subprocess
import sys
import tempfile

CASES = []


def case(function):
    CASES.append(function)
    return function


def command(*words, cwd=None):
    done = subprocess.run(list(map(str, words)), cwd=cwd, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def expect(condition, message):
    if not condition:
        raise AssertionError(message)


def need(tool):
    if not shutil.which(tool):
        raise LookupError(f"there is no {tool} here")


@case
def current(mynah, examples):
    for name, *options in (("mock_service.py",), ("shared/mock_service.py", "--shared-runtime")):
        words = [mynah, "mock", "--check", "--output", examples / name, *options]
        code, output = command(*words, examples / "service.py")
        expect(code == 0, output)


@case
def black(mynah, examples):
    need("black")
    code, output = command("black", "--check", "-q", "mock_service.py", "shared", cwd=examples)
    expect(code == 0, output or "Black would change what is emitted")


@case
def mypy(mynah, examples):
    need("mypy")
    with tempfile.TemporaryDirectory() as cache:
        code, output = command("mypy", "--strict", "--cache-dir", cache, "mock_service.py",
                               "application.py", "test_application.py", cwd=examples)
    expect(code == 0, output)


@case
def tests(mynah, examples):
    sys.path.insert(0, str(examples))
    sys.dont_write_bytecode = True
    module = importlib.import_module("test_application")
    for name in [name for name in vars(module) if name.startswith("test_")]:
        getattr(module, name)()


def main():
    mynah, examples = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    failed = False
    print(f"1..{len(CASES)}")
    for number, function in enumerate(CASES, 1):
        try:
            function(mynah, examples)
            print(f"ok {number} - {function.__name__}")
        except LookupError as missing:
            print(f"ok {number} - {function.__name__} # SKIP {missing}")
        except Exception as error:
            failed = True
            text = str(error).replace("\n", "\n# ")
            print(f"# {type(error).__name__}: {text}\nnot ok {number} - {function.__name__}")
    sys.exit(failed)


main()
