# SPDX-License-Identifier: Apache-2.0
"""Hold the names in documents against the headers, so that what is pinned there exists.

usage: check_names.py ROOT DOCUMENT...

Every `mynah_...` and `assert_...` in backquotes is declared in a public header.
"""
import pathlib
import re
import sys

NAME = re.compile(r"`((?:mynah|assert)_[a-z0-9_]+)(?:\(|`)")
FOLDERS = ("lib/include", "analyzer/include", "plugin")


def main(root, *documents):
    headers = "".join(path.read_text(encoding="utf-8") for folder in FOLDERS
                      for path in sorted((root / folder).rglob("*.h")))
    declared = set(re.findall(r"\b(?:mynah|assert)_[a-z0-9_]+", headers))
    missing = [f"{document}: no header has `{name}`" for document in documents
               for name in NAME.findall((root / document).read_text(encoding="utf-8"))
               if name not in declared and not name.endswith("_")]
    if missing:
        sys.exit("\n".join(missing))


main(pathlib.Path(sys.argv[1]), *sys.argv[2:])
