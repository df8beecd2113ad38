# SPDX-License-Identifier: Apache-2.0
"""Mocks of real interfaces: those of Python's library under this Python, and of typeshed in mypy.

usage: conformance.py MYNAH [TYPESHED]

Of the library every class is mocked that `mynah mock` finds; each mock can be made, is what it
mocks, and has its members: of the same kind, with the same signature and overloads, and as
asynchronous; attributes, and what calls give untold, are of the annotated types.
Typeshed's mocks pass `mypy --strict`.  What is known to be otherwise stands in EXCEPTIONS.
"""

import asyncio
import functools
import importlib
import inspect
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import typing
import warnings

LEFT_OUT = re.compile(r"(^|/)(test|tests|idlelib|lib2to3|site-packages|dist-packages|turtledemo"
                      r"|ensurepip|__pycache__|config-[^/]*)/")
UNMOCKED = {"__init__", "__new__", "__init_subclass__", "__class_getitem__", "__subclasshook__",
            "__del__", "__getattribute__", "__setattr__", "__delattr__"}
# They end iterations, or look attributes up.
UNCALLED = {"__next__", "__anext__", "__getattr__"}
EXCEPTIONS = {
    # The stub has a comment that this mypy does not need, and so has the mock.
    'mock_importlib_abc.py: error: Unused "type: ignore" comment',
    # It is what makes a class an interface, and none itself.
    "typing.Protocol: there is no mock",
}


def function_of(member):
    for part in ("fget", "func", "__func__"):
        member = getattr(member, part, None) or member
    return member


def differences(interface, mock):
    for name, theirs in vars(interface).items():
        real = function_of(theirs)
        if not inspect.isfunction(real) or name in UNMOCKED:
            continue
        ours = inspect.getattr_static(mock, name)
        made = function_of(ours)
        if not issubclass(type(theirs), type(ours)):
            yield f"{name} is a {type(ours).__name__}, not a {type(theirs).__name__}"
        elif real.__name__ == "_overload_dummy":
            continue  # overloads without an implementation have none in `typing`
        elif str(inspect.signature(made)) != str(inspect.signature(real)):
            yield f"{name}{inspect.signature(made)} is not {name}{inspect.signature(real)}"
        for kind in ("iscoroutinefunction", "isgeneratorfunction", "isasyncgenfunction"):
            if getattr(inspect, kind)(made) != getattr(inspect, kind)(real):
                yield f"{name} differs in {kind}"


def mocks_of(kind):
    for found in kind.__subclasses__():
        yield found
        yield from mocks_of(found)


def suits(value, hint):
    """Tell whether a value is of a type, as far as a class says it."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if hint in (None, type(None)):
        return value is None
    if origin is typing.Union or type(hint).__name__ == "UnionType":
        return any(suits(value, one) for one in args)
    if origin is typing.Literal:
        return value in args
    kind = origin or hint
    if getattr(kind, "__module__", "") == "typing":  # no value is of typing.BinaryIO
        return True
    if hint is typing.Any or not isinstance(kind, type) or getattr(kind, "_is_protocol", False):
        return True
    return isinstance(value, (int, float) if kind is float else kind)


def results(interface, mock, made):
    """Yield what is wrong with the values of attributes, and with what calls give untold."""
    for base in interface.__mro__:
        for name, hint in base.__dict__.get("__annotations__", {}).items():
            if not hasattr(made, name):
                yield f"{name} is not there"
            elif not isinstance(hint, str) and not suits(getattr(made, name), hint):
                yield f"{name} is {getattr(made, name)!r}, not of {hint!r}"
    for name, theirs in vars(interface).items():
        real = function_of(theirs)
        ours = inspect.getattr_static(mock, name)
        if not inspect.isfunction(real) or name in UNMOCKED | UNCALLED or ours is theirs:
            continue  # a function from elsewhere is the interface's own, too
        count = real.__code__.co_argcount - len(real.__defaults__ or ())
        given = {key: None for key in (real.__kwdefaults__ or {})}
        if real.__code__.co_kwonlyargcount > len(given):
            continue
        hint = real.__annotations__.get("return", typing.Any)
        if hint in (typing.NoReturn, "NoReturn"):
            continue
        bound = not isinstance(ours, staticmethod)
        is_value = isinstance(ours, (property, functools.cached_property))
        value = getattr(made, name)
        value = value if is_value else value(*[None] * (count - bound))
        if inspect.iscoroutine(value):
            value = asyncio.run(value)
        elif inspect.iscoroutinefunction(real):
            yield f"{name} gives no coroutine"
        if not isinstance(hint, str) and not suits(value, hint):
            yield f"{name}() is {value!r}, not of {hint!r}"


def overloads(interface, mock):
    if sys.version_info < (3, 11) or interface.__module__.startswith("typing"):
        return
    for name, theirs in vars(interface).items():
        real = function_of(theirs)
        if not inspect.isfunction(real) or name in UNMOCKED or real.__name__ == "_overload_dummy":
            continue
        wanted = typing.get_overloads(real)
        actual = typing.get_overloads(function_of(inspect.getattr_static(mock, name)))
        if [*map(inspect.signature, wanted)] != [*map(inspect.signature, actual)]:
            yield f"{name} has {len(actual)} overloads, not {len(wanted)}"


def missing(mocked):
    """Yield the interfaces in modules with mocked ones of which there is no mock."""
    for name in sorted({interface.__module__ for interface in mocked}):
        for kind in vars(sys.modules[name]).values():
            if isinstance(kind, type) and kind.__module__ == name and kind not in mocked:
                if inspect.isabstract(kind) or kind.__dict__.get("_is_protocol", False):
                    yield f"{name}.{kind.__qualname__}: there is no mock"


def check_module(path, runtime):
    """Yield what is wrong with each mock of a module, or None."""
    module = importlib.import_module(path.stem)
    for mock in mocks_of(runtime.Controlled):
        interface = mock.__bases__[0]
        if mock.__module__ != module.__name__:
            continue
        where = f"{interface.__module__}.{interface.__qualname__}"
        try:
            made = mock()
            assert not inspect.isabstract(mock) and interface in mock.__mro__
            if getattr(interface, "_is_runtime_protocol", True):
                assert isinstance(made, interface)
            found = [*differences(interface, mock), *results(interface, mock, made),
                     *overloads(interface, mock)]
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"]
        yield interface, [f"{where}: {text}" for text in found]


def library(mynah, folder):
    root = pathlib.Path(os.__file__).parent
    names = {}
    for path in sorted(root.rglob("*.py")):
        inside = str(path.relative_to(root))
        text = "" if LEFT_OUT.search("/" + inside) else path.read_text(errors="replace")
        if "Protocol" in text or "ABC" in text or "abstractmethod" in text:
            names[path] = inside
    subprocess.run([mynah, "mock", "--shared-runtime", "--output", folder, *map(str, names)],
                   check=False)
    sys.path.insert(0, folder)
    runtime = importlib.import_module("mynah_runtime")
    wrong, mocked = [], set()
    for path in sorted(pathlib.Path(folder).glob("mock_*.py")):
        try:
            importlib.import_module(re.search(r"^from (\S+) import \S+$", path.read_text(),
                                              re.MULTILINE).group(1))
            for interface, found in check_module(path, runtime):
                mocked.add(interface)
                wrong += found
        except ImportError as error:
            print(f"# {path.name}: {error}")
    wrong += missing(mocked)
    wrong = [text for text in wrong if text not in EXCEPTIONS]
    print(f"# library of Python {sys.version.split()[0]}: {len(mocked)} interfaces,"
          f" {len(wrong)} wrong")
    return wrong if len(mocked) > 20 else wrong + ["too few interfaces were found"]


def typeshed(mynah, root, folder):
    paths = [path for path in sorted(pathlib.Path(root, "stdlib").rglob("*.pyi"))
             if re.search("Protocol|ABC|abstractmethod", path.read_text())]
    subprocess.run([mynah, "mock", "--shared-runtime", "--output", folder, *map(str, paths)],
                   check=False)
    mocks = sum(len(re.findall(r"^ *class Mock[A-Z]", path.read_text(), re.MULTILINE))
                for path in pathlib.Path(folder).glob("mock_*.py"))
    done = subprocess.run(["mypy", "--strict", "--cache-dir", f"{folder}/.cache", "."], cwd=folder,
                          capture_output=True, text=True, check=False)
    lines = [re.sub(r":\d+:", ":", line) for line in done.stdout.splitlines() if "error:" in line]
    wrong = [line for line in lines if line not in EXCEPTIONS] + done.stderr.splitlines()
    print(f"# typeshed: {mocks} mocks, {len(wrong)} errors of mypy --strict,"
          f" {len(lines) - len(wrong)} known")
    return wrong


def main(mynah, root=None):
    warnings.simplefilter("ignore")
    sys.dont_write_bytecode = True
    failed = False
    print("1..2")
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        wrong = library(mynah, one)
        print(*(f"# {line}" for line in wrong), sep="\n", end="\n" if wrong else "")
        print(f"{'not ' if wrong else ''}ok 1 - library")
        failed = bool(wrong)
        if not root or not pathlib.Path(root).is_dir() or not shutil.which("mypy"):
            print("ok 2 - typeshed # SKIP mypy is not here")
        else:
            wrong = typeshed(mynah, root, two)
            print(*(f"# {line}" for line in wrong), sep="\n", end="\n" if wrong else "")
            print(f"{'not ' if wrong else ''}ok 2 - typeshed")
            failed = failed or bool(wrong)
    sys.exit(failed)


main(*sys.argv[1:])
