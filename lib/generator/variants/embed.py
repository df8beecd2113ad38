# SPDX-License-Identifier: Apache-2.0
"""Write the tables of variants as C.

usage: embed.py FOLDER OUTPUT DEPFILE

`payloads/*.txt` have one payload a line; blocks.txt, spellings.txt, carriers.txt, noise.txt,
endings.txt and families.txt have one row a section.  docs/variants.md says what is in them.
"""

import ast
import pathlib
import re
import sys

SHAPES = "call method load store block".split()
WORDS = SHAPES + ("danger await preloaded builtin dotted statement top unlisted named single star "
                  "arguments broken raising prepared lines setting source "
                  "tended exiting text class").split()
KINDS = {"write": "WRITE", "read": "READ", "harmless": "PLAIN", "risk": "RISK", "low": "LOW",
         "raises": "PLAIN", "plain": "PLAIN", "broken": "BROKEN"}
RAW_KEYS = "kind words opaque deferred edition".split()
RULE = {"write": "channel-write", "read": "channel-read"}
# What a column of a C struct is made of.
TEXT, FLAG, WORD_SET, NUMBER, RAW = range(5)
COLUMNS = {
    "blocks": {"family": TEXT, "kind": RAW, "module": TEXT, "api": TEXT, "rules": TEXT,
               "raises": TEXT, "deferred": FLAG, "ending": TEXT, "channel": TEXT, "value": TEXT, "words": WORD_SET,
               "opaque": FLAG, "edition": NUMBER, "use": TEXT},
    "spellings": {"group": TEXT, "head": TEXT, "root": TEXT, "bind": TEXT, "setup": TEXT, "use": TEXT, "rules": TEXT,
                  "danger-rules": TEXT, "raises": TEXT, "takes": WORD_SET, "needs": WORD_SET, "rejects": WORD_SET,
                  "has": WORD_SET, "hides": WORD_SET, "opaque": FLAG, "unbound": FLAG,
                  "edition": NUMBER},
    "carriers": {"group": TEXT, "head": TEXT, "text": TEXT, "needs": WORD_SET, "rejects": WORD_SET,
                 "dead": FLAG, "uncalled": FLAG, "swallows": FLAG, "rules": TEXT,
                 "edition": NUMBER},
    "noise": {"packages": TEXT, "before": TEXT, "after": TEXT, "edition": NUMBER},
    "endings": {"text": TEXT, "results": RAW, "wrong": FLAG, "rules": TEXT, "edition": NUMBER},
    "families": {"behavior": TEXT},
}


class Wrong(Exception):
    pass


def literal(text):
    if text is None:
        return "NULL"
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return '"' + "".join(chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\?'
                         else f"\\{byte:03o}" for byte in text.encode()) + '"'


def words_of(text):
    unknown = set(text.split()) - set(WORDS)
    if unknown:
        raise Wrong("unknown words: " + " ".join(sorted(unknown)))
    return " | ".join("WORD_" + word.upper() for word in text.split()) or "0"


def column(kind, value):
    if kind == TEXT:
        return literal(value)
    return words_of(value) if kind == WORD_SET else "true" if kind == FLAG else value


def sections(path):
    """Yield the name and the keys of each section: `key: text`, or lines below it, indented.
    A line `= name` begins a group of sections."""
    name, keys, key, group = None, {}, None, None
    for line in path.read_text().splitlines():
        if line.startswith("    ") and key or not line and key and keys[key].endswith("\n"):
            keys[key] += line[4:] + "\n"
        elif line.startswith("["):
            if name:
                yield name, keys
            name, key = line.strip("[]"), None
            keys = {"group": group} if group else {}
        elif line.startswith("= "):
            group, key = line[2:], None
        elif line and not line.startswith("#"):
            key, colon, text = line.partition(":")
            if not colon or not name or key in keys:
                raise Wrong(line)
            keys[key] = text.strip()
            key = None if keys[key] else key
            if key:
                keys[key] = ""
    yield name, keys


def section_rows(path):
    columns = COLUMNS[path.stem]
    for name, keys in sections(path):
        unknown = set(keys) - set(columns)
        if unknown:
            raise Wrong(f"[{name}]: unknown {' '.join(sorted(unknown))}")
        row = {"name": literal(name)}
        for key, value in keys.items():
            value = value.strip("\n") if "\n" in value else value
            row[key.replace("-", "_")] = column(columns[key], value)
        if "{here}" in keys.get("setup", ""):
            row["has"] = row.get("has", "0") + " | WORD_PREPARED"
        yield name, row


# Payloads of one line

def shape_of(use, owner):
    if re.match(r"[\w.]+ = ", use):
        return "store"
    return ("method" if owner else "call") if use.endswith(")") else "load"


def words_of_call(use):
    """Return what is to be known about the arguments of a call."""
    call = ast.parse(re.sub(r"\{\w\}", "hole", use), mode="eval").body
    words = {"arguments"} if call.args or call.keywords else set()
    words |= {"named"} if call.keywords else set()
    return words | ({"single"} if len(call.args) == 1 and not call.keywords else set())


def payload(kind, detail, use, place, options):
    """Return the row of a payload; `place` is the module, the owner, the prefix of its name, the
    lines that come before, and what the owner is called with before."""
    module, owner, prefix, lines, tend = place
    shape = shape_of(use, owner) if module else "block"
    if module and not owner and "." in re.split(r"[ (=]", use)[0]:
        raise Wrong(f"{use}: what has a dot is an attribute of something")
    member = re.match(r"\w+", use)[0] if module else re.findall(r"\.(\w+)\b", use)[-1]
    words = {shape} | ({"statement"} if shape in ("store", "block") else set())
    words |= set(options.get("has", "").split())
    words |= {"await"} if "asyncio.run(" in lines else set()
    words |= {"lines"} if lines and module else set()
    words |= {"tended"} if tend else set()
    words |= {"danger"} if kind not in ("plain", "raises", "low") else set()
    words |= {"dotted"} if "." in (module or "") else set()
    words |= {"builtin"} if module == "builtins" else set()
    if shape in ("call", "method"):
        words |= words_of_call(use)
    raises = detail if kind == "raises" else options.get("raises")
    words |= {"raising"} if raises else set()
    touches = kind in ("write", "read")
    channel = "{C}" if touches and "{c}" in owner + use + lines else None
    value = "{v}" if kind == "write" and "{v}" in use else None
    channel = options.get("channel", channel)
    value = options.get("value", value)
    api = options.get("api", prefix + member)
    return {
        "name": options.get("name", api), "api": api, "module": module, "owner": owner or "",
        "family": "runtime-error" if kind == "raises" else
        kind if kind == "low" else f"{kind}-{shape}",
        "use": use if module else lines + "{here}" + use,
        "prepare": lines if lines and module else None, "tend": tend, "channel": None if channel == "?" else channel,
        "value": None if value == "?" else value,
        "rules": detail if kind in ("risk", "low") else RULE.get(kind),
        "raises": raises,
        "kind": "PAYLOAD_" + KINDS[kind], "words": words_of(" ".join(sorted(words))),
        "opaque": "true" if "opaque" in options else None,
        "deferred": "true" if "deferred" in options else None, "edition": options.get("edition"),
    }


def split_options(text):
    options = {}
    while True:
        found = re.search(r"\s+<(\w+)(?: ([^<>]*))?>$", text)
        if not found:
            return text, options
        options[found[1]] = " ".join(filter(None, (found[2], options.get(found[1]))))
        text = text[:found.start()]


def payload_lines(path):
    place = None
    for line in path.read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("@"):
            head, _, prefix = line[1:].partition(" = ")
            module, _, owner = head.strip().partition(" ")
            module = None if module == "-" else module
            made = re.sub(r"\(.*|\[.*", "", owner)
            prefix = prefix.strip() or module + ("." + made if owner else "")
            place = module, owner.strip(), prefix + ".", "", None
            continue
        if line.startswith("+ "):
            place = (*place[:3], place[3] + line[2:] + "\n", place[4])
            continue
        if line.startswith(". "):
            place = (*place[:4], line[2:])
            continue
        kind, _, text = line.partition(" ")
        if kind not in KINDS:
            raise Wrong(line)
        text, options = split_options(text.strip())
        detail = None
        if kind in ("risk", "low", "raises"):
            detail, _, text = text.partition(" ")
            detail = detail.replace(",", " ")
        for use in text.split(" | "):
            yield payload(kind, detail, use.strip(), place, options)


def payload_rows(folder):
    seen = {}
    for path in sorted((folder / "payloads").glob("*.txt")):
        try:
            for row in payload_lines(path):
                count = seen[row["name"]] = seen.get(row["name"], 0) + 1
                name = row["name"] + (f"/{count}" if count > 1 else "")
                row.update(name=name)
                yield name, {key: value if key in RAW_KEYS else literal(value)
                             for key, value in row.items() if value is not None}
        except (Wrong, TypeError) as wrong:
            sys.exit(f"{path}: {wrong}")
    for name, row in section_rows(folder / "blocks.txt"):
        row.setdefault("words", "0")
        row["words"] += " | WORD_BLOCK | WORD_STATEMENT" + (
            " | WORD_RAISING" if "raises" in row else "")
        row["kind"] = "PAYLOAD_" + row.get("kind", "plain").upper()
        yield name, row


def table(struct, plural, rows):
    names = [name for name, _ in rows]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        sys.exit(f"{plural}: more than one row called {', '.join(sorted(twice))}")
    lines = "\n".join("    { " + ", ".join(f".{key} = {value}" for key, value in row.items())
                      + " }," for _, row in rows)
    return (f"static const struct {struct} {plural}_rows[] = {{\n{lines}\n}};\n"
            f"const struct {struct} *const mynah__{plural} = {plural}_rows;\n"
            f"const size_t mynah__{struct}_count = sizeof {plural}_rows / "
            f"sizeof *{plural}_rows;\n")


def main():
    folder, output, depfile = (pathlib.Path(argument) for argument in sys.argv[1:])
    parts = ["// Made by embed.py of the tables in variants/.\n"
             "// NOLINTBEGIN(misc-misleading-bidirectional): one payload is just that\n", table(
        "payload", "payloads", list(payload_rows(folder)))]
    for struct, plural, stem in (("spelling", "spellings", "spellings"),
                                 ("carrier", "carriers", "carriers"),
                                 ("noise", "noises", "noise"), ("ending", "endings", "endings"),
                                 ("family", "families", "families")):
        path = folder / (stem + ".txt")
        try:
            rows = list(section_rows(path))
        except Wrong as wrong:
            sys.exit(f"{path}: {wrong}")
        for _, row in rows:
            if "results" in row:
                row["results"] = "MYNAH_RESULTS_" + row["results"].upper()
        parts.append(table(struct, plural, rows))
    parts.append("// NOLINTEND(misc-misleading-bidirectional)\n")
    output.write_text("\n".join(parts))
    files = [folder, folder / "payloads", *sorted(folder.rglob("*.txt"))]
    names = " ".join(str(path).replace(" ", "\\ ") for path in files)
    depfile.write_text(f"{output}: {names}\n")


main()
