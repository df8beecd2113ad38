# SPDX-License-Identifier: Apache-2.0
"""Write as C of which pieces the files of the run-time support are made.

usage: pieces.py OUTPUT FILE...

A piece is a statement at the top of a file with the comment above it: what it binds, and which
other pieces it needs.  Imports from outside are pieces without a text.
"""

import ast
import pathlib
import sys

# What is imported for the classes that are emitted only.
MORE = (
    ("TYPE_CHECKING", "typing"),
    ("asynccontextmanager", "contextlib"),
    ("cached_property", "functools"),
    ("contextmanager", "contextlib"),
    ("overload", "typing"),
)


def bound(node):
    if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
        return node.name
    return (node.targets[0] if isinstance(node, ast.Assign) else node.target).id


def annotated(node):
    """Return what may be text in place of an annotation."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return [node.returns]
    if isinstance(node, (ast.arg, ast.AnnAssign)):
        return [node.annotation]
    is_cast = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "cast"
    return node.args[:1] if is_cast else []


def mentioned(tree):
    """Return the names in a tree, those in annotations that are text included."""
    names, local = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Import):
            local.update(alias.name for alias in node.names)
        for hint in filter(None, annotated(node)):
            for part in ast.walk(hint):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    names |= mentioned(ast.parse(part.value, mode="eval"))
    return names - local


def parts(paths):
    """Return the imports, name -> module, and the pieces: (name, file, offset, size, tree)."""
    imports, pieces = dict(MORE), []
    for number, path in enumerate(paths):
        text = path.read_text()
        starts = [0]
        for line in text.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        before = 0
        for node in ast.parse(text).body:
            if isinstance(node, ast.ImportFrom) and not node.module.startswith("mynah_"):
                imports.update((alias.name, node.module) for alias in node.names)
            elif isinstance(node, ast.Import):
                imports.update((alias.name, "") for alias in node.names)
            elif not isinstance(node, (ast.ImportFrom, ast.Expr)):
                start = before
                while not text[starts[start]:].lstrip("\n") == text[starts[start]:]:
                    start += 1
                size = starts[node.end_lineno] - starts[start]
                pieces.append((bound(node), number, starts[start], size, node))
            before = node.end_lineno
    return imports, pieces


def main():
    output, *files = sys.argv[1:]
    paths = [pathlib.Path(file) for file in files]
    imports, pieces = parts(paths)
    rows = [(name, module) for name, module in sorted(imports.items(), key=lambda row: row[::-1])]
    place = {row[0]: index for index, row in enumerate([*rows, *pieces])}
    if len(place) != len(rows) + len(pieces):
        sys.exit("pieces.py: a name is bound twice")
    text, needs = ["// Made by pieces.py.\n"], []
    text.append("static const struct { const char *name, *text; } files[] = {\n"
                + "".join(f'    {{ "{path.name}", (const char *)runtime_{path.stem} }},\n'
                          for path in paths) + "};\n")
    lines = [f'    {{ .name = "{name}", .module = "{module}" }},\n' for name, module in rows]
    for name, number, offset, size, node in pieces:
        wanted = sorted({place[word] for word in mentioned(node) if word in place} - {place[name]})
        block = "true" if hasattr(node, "body") else "false"
        lines.append(f'    {{ .name = "{name}", .file = {number}, .offset = {offset},'
                     f' .size = {size}, .is_block = {block}, .needs = {len(needs)},'
                     f' .need_count = {len(wanted)} }},\n')
        needs += wanted
    text.append("static const struct piece pieces[] = {\n" + "".join(lines) + "};\n")
    text.append(f"static const unsigned short needed[] = {{ {', '.join(map(str, needs))} }};\n")
    names = sorted(place)
    text.append("static const unsigned short by_name[] = {"
                f" {', '.join(str(place[name]) for name in names)} }};\n")
    pathlib.Path(output).write_text("\n".join(text))


main()
