# SPDX-License-Identifier: Apache-2.0
"""Hold docs/wire.md against the readers of scenarios: each key and each word that they take is there.

usage: check_keys.py ROOT
"""
import pathlib
import re
import sys

SOURCES = {
    "scenario.c": r'\.name = "([a-z_]+)"',  # keys
    "condition.c": r'^    \{ "([a-z_]+)",',  # words of `when`
    "duration.c": r'\{ "([a-z]+)", ',  # units
    "record.c": None,  # kinds of faults
}
LISTS = re.compile(r"const char \*const \w+\[\] = \{(.*?)\};", re.DOTALL)


def words(text, pattern):
    listed = (word for found in LISTS.findall(text) for word in re.findall(r'"([a-z0-9-]+)"', found))
    return {*listed, *(re.findall(pattern, text, re.MULTILINE) if pattern else ())}


def main(root):
    document = (root / "docs/wire.md").read_text(encoding="utf-8")
    quoted = set(re.findall(r"`([a-z0-9_-]+)`", document))
    found = {name: words((root / "lib/wire" / name).read_text(encoding="utf-8"), pattern)
             for name, pattern in SOURCES.items()}
    empty = [f"no words in {name}: it reads otherwise now" for name in found if not found[name]]
    missing = [f"docs/wire.md does not say what `{word}` is ({name})"
               for name in found for word in sorted(found[name] - quoted)]
    sys.exit("\n".join(empty + missing) or 0)


main(pathlib.Path(sys.argv[1]))
