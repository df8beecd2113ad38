# SPDX-License-Identifier: Apache-2.0
"""Write the names that a module binds at its top as rows of C: the name, and where it is from.

usage: names.py MODULE OUTPUT

NULL: made there; "": a module; else the module that it is imported from.
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


def main():
    tree = ast.parse(pathlib.Path(sys.argv[1]).read_text())
    rows = "".join(f'{{ "{name}", {module} }},\n' for name, module in sorted(set(bindings(tree))))
    pathlib.Path(sys.argv[2]).write_text(rows)


main()
