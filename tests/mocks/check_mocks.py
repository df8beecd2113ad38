# SPDX-License-Identifier: Apache-2.0
"""Mocks that the command makes, as Python sees them; prints TAP.

usage: check_mocks.py MYNAH EXAMPLES

The examples' files are current, Black leaves them alone, `mypy --strict` has nothing to say, and
the tests beside them pass; so it is with mocks of interfaces.py, which behave as behaviour.py says
under every Python that is here.  A tool that is not here is skipped.
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
    for name, *options in (("mock_service.py", "--stateful"),
                           ("shared/mock_service.py", "--shared-runtime"),
                           ("test_service.py", "--contract-tests")):
        words = [mynah, "mock", "--check", "--output", examples / name, *options]
        code, output = command(*words, examples / "service.py")
        expect(code == 0, output)


@case
def black(mynah, examples):
    need("black")
    code, output = command("black", "--check", "-q", "mock_service.py", "shared",
                           "test_service.py", cwd=examples)
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


def contracts(folder, *files):
    for name in files:
        shutil.copy(name, folder)
    return command("pytest-3", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", cwd=folder)


@case
def contracts_hold(mynah, examples):
    need("pytest-3")
    files = [examples / name for name in ("conftest.py", "service.py", "mock_service.py",
                                          "test_service.py")]
    with tempfile.TemporaryDirectory() as folder:
        code, output = contracts(folder, *files)
    expect(code == 0 and "17 passed, 7 skipped" in output, output)


@case
def contracts_are_broken(mynah, examples):
    need("pytest-3")
    text = (examples / "conftest.py").read_text()
    for old, new, test in (("subject: str, body", "body: str, subject", "signature"),
                           ('"queued"}', '"lost"}', "send_email_result"),
                           ('"delivered_at": ""', '"delivered_at": 1.5', "delivery_status_result"),
                           ("raise ValueError", "raise KeyError", "raises_value_error")):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "conftest.py").write_text(text.replace(old, new))
            files = [examples / name for name in ("service.py", "mock_service.py",
                                                  "test_service.py")]
            code, output = contracts(folder, *files)
        expect(code == 1 and f"{test}[real]" in output and "1 failed" in output, output)


@case
def contracts_of_everything(mynah, examples):
    need("pytest-3")
    with tempfile.TemporaryDirectory() as folder:
        interfaces = pathlib.Path(__file__).parent / "interfaces.py"
        for name, options in (("mock_interfaces.py", ()),
                              ("test_interfaces.py", ("--contract-tests",))):
            code, output = command(mynah, "mock", interfaces, "--output",
                                   pathlib.Path(folder, name), *options)
            expect(code == 0, output)
        code, output = contracts(folder, interfaces)
    expect(code == 0 and "failed" not in output, output)


def make(mynah, folder, *options):
    here = pathlib.Path(__file__).parent
    for name in ("interfaces.py", "behaviour.py"):
        shutil.copy(here / name, folder)
    for name, more in ("mocks.py", ()), ("stateful.py", ("--stateful",)):
        output = pathlib.Path(folder, name)
        code, text = command(mynah, "mock", "interfaces.py", "--output", output, *options, *more,
                             cwd=folder)
        expect(code == 0, text)
        long = [line for line in output.read_text().splitlines() if len(line) > 100]
        expect(not long, long)


@case
def everything_in_types(mynah, examples):
    need("mypy")
    for options in (), ("--shared-runtime",):
        with tempfile.TemporaryDirectory() as folder:
            make(mynah, folder, *options)
            code, output = command("mypy", "--strict", "--cache-dir", folder, "mocks.py",
                                   "stateful.py", cwd=folder)
        expect(code == 0, output)


@case
def types_find_misuse(mynah, examples):
    need("mypy")
    lines = (examples.parent.parent / "tests/mocks/misuse.py").read_text().splitlines()
    with tempfile.TemporaryDirectory() as folder:
        make(mynah, folder)
        pathlib.Path(folder, "misuse.py").write_text("\n".join(lines))
        code, output = command("mypy", "--strict", "--cache-dir", folder, "misuse.py", cwd=folder)
    wrong = {number for number, line in enumerate(lines, 1) if line.endswith("# wrong")}
    found = {int(line.split(":")[1]) for line in output.splitlines() if ": error:" in line}
    expect(wrong and found == wrong, f"lines {sorted(wrong)} are wrong:\n{output}")


@case
def everything_laid_out(mynah, examples):
    need("black")
    for options in (), ("--shared-runtime",):
        with tempfile.TemporaryDirectory() as folder:
            make(mynah, folder, *options)
            code, output = command("black", "--check", "-q", ".", "--extend-exclude",
                                   "behaviour|interfaces", cwd=folder)
            expect(code == 0, "Black would change what is emitted")


@case
def everything_behaves(mynah, examples):
    found = {shutil.which(f"python3.{minor}") for minor in range(8, 15)} - {None}
    pythons = [path for path in sorted(found) if command(path, "-c", "")[0] == 0]
    runs = [(sys.executable, "10000"), (sys.executable, "100", "--shared-runtime")]
    for python, calls, *options in runs + [(path, "100") for path in pythons]:
        with tempfile.TemporaryDirectory() as folder:
            make(mynah, folder, *options)
            if python.endswith("3.8"):
                # It has no types of collections.abc with brackets.
                path = pathlib.Path(folder, "interfaces.py")
                path.write_text(path.read_text().replace("from collections.abc", "from typing"))
            code, output = command(python, "behaviour.py", calls, cwd=folder)
        expect(code == 0, f"{python} {' '.join(options)}:\n{output}")


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
