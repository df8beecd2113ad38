# SPDX-License-Identifier: Apache-2.0
"""Write the names that a module binds at its top as rows of C: the name, and where it is from.

usage: names.py MODULE TABLES OUTPUT

NULL: made there; "": a module; else the module that it is imported from.  What TABLES makes is
imported from there.
"""

import ast
import pathlib
import sys


def bindings(tree):
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.partition(".")[0], '""'
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield alias.name, f'"{node.module}"'
        elif isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.name, "NULL"
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                yield target.id, "NULL"


def parsed(path):
    return ast.parse(pathlib.Path(path).read_text())


def main():
    rows = set(bindings(parsed(sys.argv[1])))
    tables = pathlib.Path(sys.argv[2])
    rows |= {(name, f'"{tables.stem}"') for name, made in bindings(parsed(tables)) if made == "NULL"}
    text = "".join(f'{{ "{name}", {module} }},\n' for name, module in sorted(rows))
    pathlib.Path(sys.argv[3]).write_text(text)


main()
