# SPDX-License-Identifier: Apache-2.0
"""Hold the README's table of examples/osprey_regexes against what comes out today.

usage: check_osprey.py ROOT MYNAH

The gate runs a process for each of 2000 snippets, which takes minutes; so its program is called
here instead, on the same variants, and what it answers is counted as the gate counts.  That both
count alike is seen on a few.  With UPDATE=1 the README gets what is counted.
"""
import json
import os
import pathlib
import re
import runpy
import subprocess
import sys
import textwrap

COUNT, FEW = 2000, 12
COLUMNS = "stopped missed passed alarms other none".split()
GATE = ["--behavior", "channel_write", "--map", "allow=allow,ask=ask,deny=deny,retry=retry"]
END = re.compile(r"^family  .*?^examples/osprey_regexes: [^`]*?without an answer$", re.M | re.S)


def kind(expected, verdict):
    if verdict == expected:
        return "passed" if expected == "allow" else "stopped"
    return "alarms" if expected == "allow" else "missed" if verdict == "allow" else "other"


def names(root, table):
    text = (root / f"lib/generator/variants/{table}.txt").read_text(encoding="utf-8")
    return re.findall(r"^\[(.*)\]$", text, re.M)


def row(name, width, cells):
    return name.ljust(width) + "".join("  " + str(cell or ".").rjust(7) for cell in cells)


def counted(root, mynah, count):
    """Return the parts of the gate's text that the README shows."""
    answer = runpy.run_path(str(root / "examples/osprey_regexes"))["answer"]
    lines = subprocess.run([mynah, "generate", "--variant", *GATE[:2], "--count", str(count),
                            "--format", "ndjson"], check=True, capture_output=True).stdout
    spellings, families = names(root, "spellings"), names(root, "families") + ["behavior"]
    of = {name: dict.fromkeys(COLUMNS, 0) for name in ["all", *families]}
    by_spelling = {name: set() for name in [*spellings, "template"]}
    for line in map(json.loads, lines.splitlines()):
        found = kind(line["label"]["verdict"], answer(line["code"]))
        by_spelling[line["choices"]["spelling"]].add(found)
        for name in ("all", line["family"]):
            of[name][found] += 1
    width = max(map(len, [*spellings, *names(root, "carriers"), *families]))
    table = [row("family", width, COLUMNS)]
    table += [row(name, width, of[name].values()) for name in families if any(of[name].values())]
    caught = [name for name, kinds in by_spelling.items()
              if kinds & {"stopped", "other"} and "missed" not in kinds]
    total = of["all"]
    return ("\n".join(table), "nothing is missed of: " + ", ".join(caught),
            f"examples/osprey_regexes: {count} variants of seed 0: {total['missed']} missed, "
            f"{total['alarms']} stopped without need, {total['other']} with another verdict, "
            f"0 without an answer")


def main(root, mynah):
    few = subprocess.run([mynah, "gate", "--variants", str(FEW), "--jobs", "2", *GATE, "--",
                          sys.executable, "examples/osprey_regexes"], cwd=root,
                         capture_output=True, text=True).stdout
    for part in counted(root, mynah, FEW)[:2]:
        if part not in few:
            sys.exit(f"the gate counts otherwise than this test:\n{part}\nis not in\n{few}")
    readme = root / "README.md"
    text = readme.read_text(encoding="utf-8")
    table, caught, total = counted(root, mynah, COUNT)
    shown = "\n\n".join([table, *(textwrap.fill(part, 98, break_on_hyphens=False)
                                  for part in (caught, total))])
    if os.environ.get("UPDATE"):
        readme.write_text(END.sub(lambda _: shown, text), encoding="utf-8")
    elif shown not in text:
        sys.exit("README.md shows another table than\n\n" + shown + "\n\n(UPDATE=1 mends it)")


main(pathlib.Path(sys.argv[1]), str(pathlib.Path(sys.argv[2]).resolve()))
