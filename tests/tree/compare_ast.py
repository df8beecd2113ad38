# SPDX-License-Identifier: Apache-2.0
"""Compare the analyzer's tree with CPython's own.

usage: compare_ast.py DUMP [--known FILE:LINE…] PATH…

For every file that this Python compiles, the nodes that DUMP shows must be those of `ast`: kind,
role, nesting, place, operator and context.  Prints the first difference of each file.
"""

import ast
import os
import subprocess
import sys

ROLES = """NONE BODY ORELSE FINALBODY HANDLER TEST TARGET VALUE ITER FUNC ARGS KEYWORD ATTR SLICE LOWER
UPPER STEP LEFT RIGHT KEY NAME ASNAME ANNOTATION RETURNS ARGUMENTS DECORATOR TYPE_PARAM ITEM CAUSE
SUBJECT PATTERN REST""".split()
OPS = """None Add Sub Mult MatMult Div FloorDiv Mod Pow LShift RShift BitOr BitXor BitAnd And Or Not
Invert UAdd USub Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn""".split()
CONSTANTS = ["str", "bytes", "int", "float", "complex", True, False, None, ...]
ARGS = ["posonly", "normal", "vararg", "kwonly", "kwarg"]
ASYNC, STAR, DOUBLE_STAR, STORE, DEL = 1, 2, 4, 8, 16
CONTEXTS = {ast.Load: 0, ast.Store: STORE, ast.Del: DEL}
WITH_CONTEXT = {"Name", "Attribute", "Subscript", "Starred", "List", "Tuple"}


class Expected:
    """The nodes of a module as the analyzer is to show them, from its `ast`."""

    def __init__(self, text):
        self.text = text
        self.lines = [0]
        for line in text.split(b"\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)
        self.nodes = []  # [parent, kind, role, start, end, op, flags, text]
        self.parent = -1
        self.placed = True

    def place(self, node):
        if not self.placed or not hasattr(node, "lineno"):
            return None, None
        return (self.lines[node.lineno - 1] + node.col_offset,
                self.lines[node.end_lineno - 1] + node.end_col_offset)

    def open(self, kind, role, node=None, op=0, flags=0, text=None):
        start, end = self.place(node) if node is not None else (None, None)
        self.nodes.append([self.parent, kind, role, start, end, op, flags, text])
        before, self.parent = self.parent, len(self.nodes) - 1
        return before

    def leaf(self, kind, role, node=None, text=None, **more):
        self.parent = self.open(kind, role, node, text=text, **more)

    def identifier(self, role, text):
        self.leaf("identifier", role, text=text)

    def all(self, role, nodes):
        for node in nodes:
            self.visit(role, node)

    def visit(self, role, node):
        if node is None:
            return
        kind = type(node).__name__
        method = getattr(self, "visit_" + kind, None)
        before = None
        if method is None:
            method = self.fields
        flags = CONTEXTS.get(type(getattr(node, "ctx", None)), 0)
        names = {"AsyncFunctionDef": "FunctionDef", "AsyncFor": "For", "AsyncWith": "With",
                 "TryStar": "Try"}
        flags |= ASYNC if kind.startswith("Async") else STAR if kind == "TryStar" else 0
        op = 0
        if hasattr(node, "op"):
            op = OPS.index(type(node.op).__name__)
        before = self.open(names.get(kind, kind), role, node, op=op, flags=flags)
        method(node)
        self.parent = before

    def fields(self, node):
        order = {
            "Return": ["value"], "Expr": ["value"], "Await": ["value"], "Yield": ["value"],
            "YieldFrom": ["value"], "Starred": ["value"], "MatchValue": ["value"],
            "Delete": ["targets:TARGET"], "AugAssign": ["target", "value"],
            "Assign": ["targets:TARGET", "value"],
            "AnnAssign": ["target", "annotation", "value"],
            "For": ["target", "iter", "body", "orelse"],
            "AsyncFor": ["target", "iter", "body", "orelse"],
            "While": ["test", "body", "orelse"], "If": ["test", "body", "orelse"],
            "With": ["items:ITEM", "body"], "AsyncWith": ["items:ITEM", "body"],
            "Match": ["subject", "cases:ITEM"], "Raise": ["exc:VALUE", "cause"],
            "Try": ["body", "handlers:HANDLER", "orelse", "finalbody"],
            "TryStar": ["body", "handlers:HANDLER", "orelse", "finalbody"],
            "Assert": ["test", "msg:VALUE"], "NamedExpr": ["target", "value"],
            "BinOp": ["left", "right"], "UnaryOp": ["operand:VALUE"],
            "Lambda": ["args:ARGUMENTS", "body"], "IfExp": ["body", "test", "orelse"],
            "Set": ["elts:VALUE"], "List": ["elts:VALUE"], "Tuple": ["elts:VALUE"],
            "ListComp": ["elt:VALUE", "generators:ITEM"],
            "SetComp": ["elt:VALUE", "generators:ITEM"],
            "GeneratorExp": ["elt:VALUE", "generators:ITEM"],
            "Subscript": ["value", "slice"], "Slice": ["lower", "upper", "step"],
            "MatchSequence": ["patterns:PATTERN"], "MatchOr": ["patterns:PATTERN"],
            "Import": ["names:ITEM"], "Module": ["body"],
            "Pass": [], "Break": [], "Continue": [],
        }[type(node).__name__]
        for field in order:
            name, _, role = field.partition(":")
            value = getattr(node, name)
            for one in value if isinstance(value, list) else [value]:
                self.visit(role or name.upper(), one)

    def definition(self, node):
        self.nodes[self.parent][3] = None if node.decorator_list else self.nodes[self.parent][3]
        for decorator in node.decorator_list:
            before = self.open("decorator", "DECORATOR")
            self.visit("VALUE", decorator)
            self.parent = before
        self.identifier("NAME", node.name)
        for parameter in getattr(node, "type_params", []):
            self.type_parameter(parameter)

    def type_parameter(self, node):
        flags = {"TypeVarTuple": STAR, "ParamSpec": DOUBLE_STAR}.get(type(node).__name__, 0)
        before = self.open("type_param", "TYPE_PARAM", node, flags=flags)
        self.identifier("NAME", node.name)
        self.visit("ANNOTATION", getattr(node, "bound", None))
        self.parent = before

    def visit_FunctionDef(self, node):
        self.definition(node)
        self.visit("ARGUMENTS", node.args)
        self.visit("RETURNS", node.returns)
        self.all("BODY", node.body)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node):
        self.definition(node)
        self.arguments(node.bases, node.keywords)
        self.all("BODY", node.body)

    def visit_TypeAlias(self, node):
        self.identifier("NAME", node.name.id)
        for parameter in node.type_params:
            self.type_parameter(parameter)
        self.visit("VALUE", node.value)

    def visit_arguments(self, node):
        plain = node.posonlyargs + node.args
        defaults = [None] * (len(plain) - len(node.defaults)) + node.defaults
        for i, arg in enumerate(plain):
            self.argument(arg, defaults[i], "posonly" if i < len(node.posonlyargs) else "normal")
        self.argument(node.vararg, None, "vararg")
        for arg, default in zip(node.kwonlyargs, node.kw_defaults):
            self.argument(arg, default, "kwonly")
        self.argument(node.kwarg, None, "kwarg")

    def argument(self, arg, default, kind):
        if arg is None:
            return
        before = self.open("arg", "ITEM", op=ARGS.index(kind))
        self.identifier("NAME", arg.arg)
        self.visit("ANNOTATION", arg.annotation)
        self.visit("VALUE", default)
        self.parent = before

    def arguments(self, args, keywords):
        def place(node):
            return node.lineno, node.col_offset
        if self.placed:
            items = sorted(args + keywords, key=place)
        else:
            items = args + keywords
        for item in items:
            if not isinstance(item, ast.keyword):
                self.visit("ARGS", item)
            elif item.arg is None:
                before = self.open("Starred", "KEYWORD", item, flags=DOUBLE_STAR)
                self.visit("VALUE", item.value)
                self.parent = before
            else:
                before = self.open("keyword", "KEYWORD", item)
                self.identifier("NAME", item.arg)
                self.visit("VALUE", item.value)
                self.parent = before

    def visit_Call(self, node):
        self.visit("FUNC", node.func)
        self.arguments(node.args, node.keywords)

    def visit_ImportFrom(self, node):
        self.nodes[self.parent][5] = node.level
        if node.module:
            self.identifier("NAME", node.module)
        if node.names[0].name == "*":
            self.nodes[self.parent][6] |= STAR
        else:
            self.all("ITEM", node.names)

    def visit_alias(self, node):
        self.identifier("NAME", node.name)
        if node.asname:
            self.identifier("ASNAME", node.asname)

    def visit_Global(self, node):
        for name in node.names:
            self.identifier("NAME", name)

    visit_Nonlocal = visit_Global

    def visit_ExceptHandler(self, node):
        star = self.nodes[self.nodes[self.parent][0]][6] & STAR
        self.nodes[self.parent][6] |= star
        self.visit("VALUE", node.type)
        if node.name:
            self.identifier("ASNAME", node.name)
        self.all("BODY", node.body)

    def visit_withitem(self, node):
        self.visit("VALUE", node.context_expr)
        self.visit("TARGET", node.optional_vars)

    def visit_BoolOp(self, node):
        op = self.nodes[self.parent][5]
        whole = self.parent
        for _ in node.values[2:]:
            self.open("BoolOp", "VALUE", op=op)
        inner = self.parent
        self.visit("VALUE", node.values[0])
        for value in node.values[1:]:
            self.parent = inner
            self.visit("VALUE", value)
            inner = self.nodes[inner][0] if inner != whole else inner

    def visit_Compare(self, node):
        self.nodes[self.parent][5] = OPS.index(type(node.ops[0]).__name__)
        self.visit("VALUE", node.left)
        self.all("VALUE", node.comparators)

    def visit_Dict(self, node):
        for key, value in zip(node.keys, node.values):
            if key is None:
                before = self.open("Starred", "ITEM", flags=DOUBLE_STAR)
            else:
                before = self.open("dict_item", "ITEM")
                self.visit("KEY", key)
            self.visit("VALUE", value)
            self.parent = before

    def visit_DictComp(self, node):
        before = self.open("dict_item", "VALUE")
        self.visit("KEY", node.key)
        self.visit("VALUE", node.value)
        self.parent = before
        self.all("ITEM", node.generators)

    def visit_comprehension(self, node):
        self.nodes[self.parent][6] |= ASYNC if node.is_async else 0
        self.visit("TARGET", node.target)
        self.visit("ITER", node.iter)
        self.all("TEST", node.ifs)

    def visit_JoinedStr(self, node):
        placed, self.placed = self.placed, False  # before 3.12 the places inside are wrong
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                self.visit("VALUE", value)
        self.placed = placed

    def visit_FormattedValue(self, node):
        self.visit("VALUE", node.value)
        if node.format_spec:
            for value in node.format_spec.values:
                if isinstance(value, ast.FormattedValue):
                    self.visit("ITEM", value)

    def visit_Constant(self, node):
        names = [True, False, None, ...]
        single = next((n for n in names if node.value is n), type(node.value).__name__)
        self.nodes[self.parent][5] = next(i for i, one in enumerate(CONSTANTS) if one is single
                                          or isinstance(one, str) and one == single)

    def visit_Attribute(self, node):
        self.visit("VALUE", node.value)
        self.identifier("ATTR", node.attr)

    def visit_Name(self, node):
        self.nodes[self.parent][7] = node.id

    def visit_match_case(self, node):
        self.visit("PATTERN", node.pattern)
        self.visit("TEST", node.guard)
        self.all("BODY", node.body)

    def visit_MatchSingleton(self, node):
        self.leaf("Constant", "VALUE", node, op=CONSTANTS.index(node.value, 5))

    def visit_MatchMapping(self, node):
        for key, pattern in zip(node.keys, node.patterns):
            self.visit("KEY", key)
            self.visit("PATTERN", pattern)
        if node.rest:
            self.identifier("REST", node.rest)

    def visit_MatchClass(self, node):
        self.visit("FUNC", node.cls)
        self.all("PATTERN", node.patterns)
        for name, pattern in zip(node.kwd_attrs, node.kwd_patterns):
            before = self.open("keyword", "KEYWORD")
            self.identifier("NAME", name)
            self.visit("PATTERN", pattern)
            self.parent = before

    def visit_MatchStar(self, node):
        if node.name:
            self.identifier("NAME", node.name)

    def visit_MatchAs(self, node):
        self.visit("PATTERN", node.pattern)
        if node.name:
            self.identifier("NAME", node.name)


def read(path):
    """The text as bytes of UTF-8 with LF, and the file's `ast`; None for what does not compile."""
    import io
    import tokenize
    with open(path, "rb") as file:
        data = file.read()
    try:
        coding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        if coding not in ("utf-8", "utf-8-sig", "ascii", "iso-8859-1"):
            return None
        text = data.decode(coding)
        compile(data, path, "exec", dont_inherit=True)
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        return text.encode(), ast.parse(text)
    except (SyntaxError, ValueError, LookupError, UnicodeError):
        return None


def normalise(text):
    import unicodedata
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def difference(text, expected, actual):
    for i, (want, got) in enumerate(zip(expected, actual)):
        parent, kind, role, start, end, op, flags = got
        got = [int(parent), kind, ROLES[int(role)], int(start), int(end), int(op), int(flags)]
        mask = ASYNC | STAR | DOUBLE_STAR | STORE | DEL
        got[6] &= mask
        if want[4] is not None and text[got[4]:want[4]].strip() == b";":
            got[4] = want[4]  # to `ast` a block ends behind the semicolon
        same = all(w is None or w == g for w, g in zip(want, got)) or (i == 0)
        if same and want[7] is not None:
            spelt = normalise(text[got[3]:got[4]].decode())
            if kind == "identifier" and role in ("20",):
                spelt = "".join(spelt.replace("\\\n", "").split())
            same = spelt == want[7]
        if not same:
            line = text[:got[3]].count(b"\n") + 1
            return f"{line}: node {i}: {got} where ast has {want}"
    if len(expected) != len(actual):
        return f"{len(actual)} nodes where ast has {len(expected)}"
    return None


def dumps(dump, paths):
    """Give the dump of each path, some hundred files at a time."""
    for i in range(0, len(paths), 200):
        done = subprocess.run([dump, "tree", *paths[i:i + 200]], capture_output=True)
        if done.returncode != 0:
            sys.exit(done.stderr.decode() or f"dump: exit {done.returncode}")
        for part in done.stdout.decode("utf-8", "surrogateescape").split("= ")[1:]:
            lines = part.splitlines()
            yield lines[0], [line.split() for line in lines[1:]]


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
    for path, actual in dumps(dump, list(python_files(paths))):
        parsed = read(path)
        if parsed is None:
            continue
        expected = Expected(parsed[0])
        expected.visit("NONE", parsed[1])
        compared += 1
        found = difference(parsed[0], expected.nodes, actual)
        if found:
            differing += 1
            print(f"{path}:{found}")
    print(f"# {compared} files compared, {differing} differ")
    return 1 if differing or not compared else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
