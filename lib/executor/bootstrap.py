# SPDX-License-Identifier: Apache-2.0
"""Runs a snippet in a child process and reports what came of it.

Descriptor 3 holds what is to be run, in parts: a line "name size", then the bytes.  Descriptor 4
takes the report: a JSON object on each line.  Modules that cost milliseconds to import (json,
traceback) are left alone until something went wrong.
"""

import os
import sys

PAYLOAD, REPORT = 3, 4
PROCESSES = 256
SNIPPET = "snippet.py"
HERE = "<mynah>/"


def parts_of(data):
    parts, at = {}, 0
    while at < len(data):
        end = data.index(b"\n", at)
        name, size = data[at:end].decode().rsplit(" ", 1)
        at = end + 1 + int(size)
        parts[name] = data[end + 1:at]
    return parts


class NotJson(Exception):
    """Its text is the whole message."""


def number(value, where):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return int.__repr__(value)
    text = float.__repr__(value)
    if text in ("nan", "inf", "-inf"):
        raise NotJson("`%s` is %s, which JSON cannot hold" % (where, text))
    return text


def key_text(key, where):
    if isinstance(key, str):
        return key
    if key is None:
        return "null"
    if isinstance(key, (int, float)):
        return number(key, where)
    raise NotJson("`%s` has a key of type %s, which JSON cannot hold"
                  % (where, type(key).__name__))


def encode(value, quote, where):
    """Return the value as JSON; `where` is how the code would name it."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, (bool, int, float)):
        return number(value, where)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join([encode(element, quote, "%s[%d]" % (where, index))
                                for index, element in enumerate(value)]) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join([quote(key_text(key, where)) + ": " +
                                encode(value[key], quote, "%s[%.40r]" % (where, key))
                                for key in value]) + "}"
    raise NotJson("`%s` is of type %s, which JSON cannot hold" % (where, type(value).__name__))


class Reporter:
    def __init__(self):
        from _json import encode_basestring_ascii
        self.encode_string = encode_basestring_ascii
        self.process = os.getpid()

    def quote(self, text):
        if not text.isascii() or "\0" in text:
            # Half a surrogate pair, or a NUL byte, is nothing that others can read.
            text = text.encode("utf-8", "backslashreplace").decode().replace("\0", "\ufffd")
        return self.encode_string(text)

    def __call__(self, **event):
        line = (encode(event, self.quote, "event") + "\n").encode()
        while line:
            line = line[os.write(REPORT, line):]

    def text(self, value):
        """Return any value as JSON text; what has no JSON becomes a string that shows it."""
        try:
            return encode(value.tolist() if hasattr(value, "tolist") else value, self.quote, "it")
        except Exception:
            return self.quote("%.200r" % (value,))

    def place(self):
        """Return the line of the snippet that is being run."""
        frame = sys._getframe(1)
        while frame and frame.f_code.co_filename != SNIPPET:
            frame = frame.f_back
        return frame.f_lineno if frame else 0


class Stubs:
    """Finds our modules before any that is installed, and refuses what is not mocked."""

    def __init__(self, parts, report):
        self.sources = {}
        self.packages = set()
        self.report = report
        for name, source in parts.items():
            kind, _, path = name.partition(":")
            if kind == "module":
                module = path[:-3].replace("/", ".")
                if module.endswith(".__init__"):
                    module = module[:-9]
                    self.packages.add(module)
                self.sources[module] = source, HERE + path
        self.refused = set(parts["refused"].decode().split())
        self.tops = {name.partition(".")[0] for name in self.sources} | self.refused

    def find_spec(self, name, path=None, target=None):
        if name in self.sources:
            package = name in self.packages
            spec = ModuleSpec(name, self, origin=self.sources[name][1], is_package=package)
            spec.has_location = True
            if package:
                spec.submodule_search_locations = []
            return spec
        if name.partition(".")[0] not in self.tops:
            return None
        why = "not mocked: " + name
        self.report(event="access", write=False, channel=None, value=None, api=name,
                    line=self.report.place(), error=why)
        raise ImportError(why, name=name)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        source, path = self.sources[module.__name__]
        exec(compile(source, path, "exec", dont_inherit=True), module.__dict__)

    def get_source(self, name):
        return self.sources[name][0].decode()

    def is_package(self, name):
        return name in self.packages


def shown_traceback(error):
    """Return what Python would print, without our own frames."""
    import traceback
    shown = traceback.TracebackException(type(error), error, error.__traceback__)
    todo, seen = [shown], set()
    while todo:
        one = todo.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        one.stack[:] = [frame for frame in one.stack
                        if not frame.filename.startswith(("<mynah>", "<frozen importlib"))]
        todo += [one.__cause__, one.__context__]
    return "".join(shown.format())


def line_of(error):
    line, trace = 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == SNIPPET:
            line = trace.tb_lineno
        trace = trace.tb_next
    if not line and isinstance(error, SyntaxError) and error.filename == SNIPPET:
        line = error.lineno or 0
    return line


def say_raised(report, error):
    try:
        message = str(error)
    except Exception:
        message = ""
    try:
        text = shown_traceback(error)
    except Exception:
        text = None
    report(event="end", type=type(error).__name__, message=message, line=line_of(error),
           traceback=text)


def say_results(report, namespace, name, optional):
    if name not in namespace:
        if optional:
            report(event="end", results=None)
        else:
            report(event="end", type="missing-results", line=0,
                   message="the code came to its end without setting `%s`, a dictionary" % name)
        return
    results = namespace[name]
    if not isinstance(results, Mapping):
        kind = "None" if results is None else "of type " + type(results).__name__
        report(event="end", type="results-not-a-mapping", line=0,
               message="`%s` is %s, not a dictionary" % (name, kind))
        return
    try:
        text = encode(results, report.quote, name)
    except NotJson as wrong:
        report(event="end", type="results-not-json", line=0, message=str(wrong))
    except RecursionError:
        report(event="end", type="results-not-json", line=0,
               message="`%s` nests too deep, or contains itself" % name)
    else:
        report(event="end", results=text)


def remember_source(source):
    import linecache
    text = source.decode("utf-8", "replace")
    linecache.cache[SNIPPET] = (len(text), None, text.splitlines(True), SNIPPET)


def bound_processes():
    """Keep a container from filling the machine; outside of one others would be counted."""
    import resource
    most = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    most = PROCESSES if most < 0 else min(most, PROCESSES)
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))


def install(parts, report):
    """Put our modules, those of the host and the core of the channels in place."""
    sys.meta_path.insert(0, Stubs(parts, report))
    sys.path[:0] = parts["folders"].decode().split("\n")[:-1]
    core = ModuleType("_mynah_report")
    core.report, core.channels, core.limits = report, parts["channels"], parts["limits"]
    core.allow_unlisted = parts["allow_unlisted"] == b"1"
    core.writes_disabled = parts["writes_disabled"] == b"1"
    sys.modules["_mynah_report"] = core


def run(parts):
    os.set_inheritable(REPORT, False)
    report = Reporter()
    report(event="begin")
    if parts["confined"] == b"1":
        bound_processes()
    install(parts, report)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace", line_buffering=True)
    main = ModuleType("__main__")
    main.__file__, main.__builtins__ = SNIPPET, sys.modules["builtins"]
    sys.modules["__main__"] = main
    sys.argv[:] = [SNIPPET]
    source = parts["code"]
    try:
        try:
            code = compile(source, SNIPPET, "exec", dont_inherit=True)
            exec(code, main.__dict__)
        except SystemExit as end:
            if end.code not in (None, 0):
                raise
    except BaseException as error:
        if os.getpid() != report.process:
            raise
        remember_source(source)
        error.__traceback__ = error.__traceback__ and error.__traceback__.tb_next
        say_raised(report, error)
        return
    if os.getpid() == report.process:
        say_results(report, main.__dict__, parts["results_name"].decode(),
                    parts["results_optional"] == b"1")


Mapping = sys.modules["_collections_abc"].Mapping  # which `os` has loaded
ModuleType = type(sys)
ModuleSpec = sys.modules["_frozen_importlib"].ModuleSpec
with open(PAYLOAD, "rb") as payload:
    payload_parts = parts_of(payload.read())
run(payload_parts)
