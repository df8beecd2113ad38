# SPDX-License-Identifier: Apache-2.0
"""Modules of the standard library that only compute must pass: at most one in a hundred may have a
finding of severity medium or higher.

usage: pure.py MYNAH [--all]

`--all` lists all findings.  The modules stand in pure.txt: not those that execute text, look into
frames, start processes, or write files, which are found rightly.  One that this Python does not
have is left out.
"""

import importlib.util
import json
import pathlib
import subprocess
import sys

GRAVE = ("medium", "high")


def paths():
    names = (pathlib.Path(__file__).parent / "pure.txt").read_text().split()
    for name in names:
        try:
            spec = importlib.util.find_spec(name)
        except ImportError:
            continue
        if spec and spec.origin and spec.origin.endswith(".py"):
            yield name, spec.origin


def main():
    mynah = sys.argv[1]
    modules = list(paths())
    done = subprocess.run(
        [mynah, "check", "--results", "optional", "--format", "ndjson", *(path for _, path in modules)],
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = {line["path"]: line for line in map(json.loads, done.stdout.splitlines())}
    wrong = 0
    for name, path in modules:
        grave = [f for f in verdicts[path]["findings"] if f["severity"] in GRAVE]
        wrong += bool(grave)
        for finding in grave[:3] if "--all" not in sys.argv else grave:
            print(f"# {name}:{finding['line']}: {finding['severity']}: {finding['rule']}: {finding['message']}")
    clean = len(modules) - wrong
    print(f"# {clean} of {len(modules)} modules that only compute have no finding of medium or higher")
    print("1..1")
    print("ok 1" if wrong * 100 <= len(modules) else "not ok 1", "pure modules pass")
    return 0


if __name__ == "__main__":
    sys.exit(main())
