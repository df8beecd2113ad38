# SPDX-License-Identifier: Apache-2.0
"""Compare the analyzer's scopes with CPython's symbol table.

usage: compare_symtable.py DUMP PATH…

For every file that this Python compiles, each scope must have the symbols of `symtable`, with the
same properties.  Prints what differs.
"""

import os
import subprocess
import symtable
import sys
import tokenize

BOUND, USED, PARAMETER, GLOBAL, NONLOCAL, IMPORTED, ANNOTATED = 1, 2, 4, 8, 16, 32, 64
KINDS = {"Lambda": "lambda", "ListComp": "listcomp", "SetComp": "setcomp", "DictComp": "dictcomp",
         "GeneratorExp": "genexpr"}
COMPREHENSIONS = set(KINDS.values()) - {"lambda"}


def expected_scopes(table, scopes):
    kind = table.get_name() if table.get_type() == "function" else table.get_type()
    kind = kind if kind in KINDS.values() or kind in ("module", "class") else "function"
    symbols = {}
    for symbol in table.get_symbols():
        name = symbol.get_name()
        declared = symbol.is_declared_global() or symbol.is_nonlocal()
        if name.startswith(".") or name == "__class__":
            continue
        if kind in COMPREHENSIONS and declared and not symbol.is_referenced():
            continue  # where a walrus in it binds
        bound = symbol.is_assigned() or symbol.is_parameter() or symbol.is_imported()
        flags = ((BOUND if bound and not (kind in COMPREHENSIONS and declared) else 0)
                 | (USED if symbol.is_referenced() else 0)
                 | (PARAMETER if symbol.is_parameter() else 0)
                 | (IMPORTED if symbol.is_imported() else 0)
                 | (ANNOTATED if symbol.is_annotated() else 0))
        if flags == 0 and (not declared or kind == "module"):
            continue  # only passed through to an inner function, or declared without effect
        if kind not in COMPREHENSIONS and kind != "module":
            flags |= ((GLOBAL if symbol.is_declared_global() else 0)
                      | (NONLOCAL if symbol.is_nonlocal() else 0))
        symbols[name] = (flags, symbol.is_free())
    line = 1 if kind == "module" else table.get_lineno()
    scopes.append((line, kind, symbols))
    for child in table.get_children():
        expected_scopes(child, scopes)


def actual_scopes(lines):
    scopes = []
    for line in lines:
        if line.startswith("@ "):
            _, kind, node, at = line.split(" ")
            kind = {"0": "module", "1": "class", "2": "function"}.get(kind) or KINDS.get(node, node)
            scopes.append((int(at), kind, {}))
            continue
        name, flags, scope, owner = line.rsplit(" ", 3)
        if name == "__class__":
            continue
        flags = int(flags) & (127 if scopes[-1][1] != "module" else 127 & ~GLOBAL)
        free = owner not in ("-1", "0", scope)
        scopes[-1][2][name] = (flags, free)
    return scopes


def differences(expected, actual):
    def key(scope):
        return scope[0], scope[1], sorted(scope[2])
    module = actual[0][2]  # has what only functions bind, by `global`, too
    for name in set(module):
        if expected[0][2].get(name, (0, False))[0] & BOUND == 0 and module[name] == (BOUND, False):
            del module[name]
    expected.sort(key=key)
    actual.sort(key=key)
    if len(expected) != len(actual):
        yield f"0: {len(actual)} scopes where symtable has {len(expected)}"
    for want, got in zip(expected, actual):
        if want[:2] != got[:2]:
            yield f"{got[0]}: {got[:2]} where symtable has {want[:2]}"
            return
        for name in sorted(set(want[2]) | set(got[2])):
            if want[2].get(name) != got[2].get(name):
                yield (f"{got[0]}: {name} in {got[1]}: {got[2].get(name)} where symtable has "
                       f"{want[2].get(name)}")


def read(path):
    try:
        with tokenize.open(path) as file:
            text = file.read()
        compile(text, path, "exec", dont_inherit=True)
        if "import annotations" in text:
            return None  # their names are in tables of their own
        scopes = []
        expected_scopes(symtable.symtable(text, path, "exec"), scopes)
        return scopes
    except (SyntaxError, ValueError, LookupError, UnicodeError):
        return None


def python_files(paths):
    for path in paths:
        if os.path.isfile(path):
            yield path
        for folder, folders, names in os.walk(path):
            folders.sort()
            yield from (os.path.join(folder, n) for n in sorted(names) if n.endswith(".py"))


def main(dump, paths):
    sys.setrecursionlimit(100000)
    compared = differing = 0
    paths = list(python_files(paths))
    for i in range(0, len(paths), 200):
        done = subprocess.run([dump, "scopes", *paths[i:i + 200]], capture_output=True)
        if done.returncode != 0:
            sys.exit(done.stderr.decode() or f"dump: exit {done.returncode}")
        for part in ("\n" + done.stdout.decode("utf-8", "surrogateescape")).split("\n= ")[1:]:
            lines = part.rstrip("\n").split("\n")
            expected = read(lines[0])
            if expected is None:
                continue
            compared += 1
            found = list(differences(expected, actual_scopes(lines[1:])))
            differing += bool(found)
            for one in found[:3]:
                print(f"{lines[0]}:{one}")
    print(f"# {compared} files compared, {differing} differ")
    return 1 if differing or not compared else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
