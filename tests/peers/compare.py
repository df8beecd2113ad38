# SPDX-License-Identifier: Apache-2.0
"""Hold Mynah beside Bandit and Ruff on the fixtures of its risk rules.

usage: compare.py MYNAH [FILE...]

The fixtures say what there is: a line that ends with `# expect: rule` is risky, one with
`# ok: rule` is a harmless look-alike.  They are Mynah's own, so they show what the others do not
look for, not how good they are at what they do.  A peer that is not there is left out, and said so.
"""

import collections
import json
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
FIXTURES = HERE.parent / "rules"
NOTE = re.compile(r"# (expect|ok): (.*)")


def of_mynah(mynah, files):
    done = subprocess.run(
        [mynah, "check", "--results", "optional", "--format", "ndjson", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    found = collections.defaultdict(set)
    for verdict in map(json.loads, done.stdout.splitlines()):
        for finding in verdict["findings"]:
            found[verdict["path"], finding["line"]].add(finding["rule"])
    version = subprocess.run([mynah, "--version"], capture_output=True, text=True, check=False)
    return version.stdout.split()[-1] if version.stdout else "", found


def of_bandit(files):
    if not shutil.which("bandit"):
        return None
    done = subprocess.run(
        ["bandit", "-q", "-f", "json", *files], capture_output=True, text=True, check=False
    )
    found = collections.defaultdict(set)
    for result in json.loads(done.stdout)["results"]:
        found[result["filename"], result["line_number"]].add(result["test_id"])
    version = subprocess.run(["bandit", "--version"], capture_output=True, text=True, check=False)
    return version.stdout.split()[1], found


def of_ruff(files, codes):
    if not shutil.which("node") or not (HERE / "node_modules").exists():
        return None
    done = subprocess.run(
        ["node", str(HERE / "ruff.js"), ",".join(codes), *files], capture_output=True, text=True, check=False
    )
    if done.returncode:
        return None
    lines = list(map(json.loads, done.stdout.splitlines()))
    found = collections.defaultdict(set)
    for line in lines[1:]:
        for row, code in line["findings"]:
            found[line["path"], row].add(code)
    return lines[0]["version"], found


def labels(files):
    """What the fixtures say: {(path, line): rules} that are there, and that only look like it."""
    there, like = collections.defaultdict(set), collections.defaultdict(set)
    for path in files:
        for number, line in enumerate(pathlib.Path(path).read_text("utf-8").splitlines(), 1):
            for kind, names in NOTE.findall(line):
                at = (path, number + (kind == "expect" and line.lstrip().startswith("#")))
                rules = {re.split(r"[:\[]", name)[0] for name in names.split(", ")}
                (there if kind == "expect" else like)[at] |= rules
    return there, like


def table(rows, head):
    widths = [max(len(str(row[i])) for row in [head, *rows]) for i in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(
            str(cell).ljust(width) if i == 0 else str(cell).rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths))
        ))


def main():
    mynah = sys.argv[1]
    listed = json.loads(subprocess.run(
        [mynah, "rules", "--format", "json"], capture_output=True, text=True, check=True).stdout)
    risks = {
        rule["rule"]: rule
        for rule in listed
        if rule.get("category") == "risk" and not rule["rule"].startswith("suppression-")
    }
    files = sys.argv[2:] or [str(FIXTURES / f"{name}.py") for name in sorted(risks)]
    files += [] if sys.argv[2:] else map(str, sorted(FIXTURES.glob("broken-*.py")))
    files = [path for path in files if pathlib.Path(path).exists()]
    there, like = labels(files)
    codes = sorted(set().union(*(rule["ruff"] for rule in risks.values())))
    tools = {
        "Mynah": of_mynah(mynah, files),
        "Bandit": of_bandit(files),
        "Ruff": of_ruff(files, codes),
    }
    for name in [name for name, result in tools.items() if result is None]:
        print(f"{name} is not there: left out")
        del tools[name]
    names = [f"{name} {result[0]}" for name, result in tools.items()]

    def knows(tool, rule):
        key = {"Bandit": "bandit", "Ruff": "ruff"}.get(tool)
        return {rule} if key is None else set(risks[rule][key])

    rows, shared, agreed = [], 0, 0
    missed, flagged, risky = collections.Counter(), collections.Counter(), 0
    for rule in sorted(risks):
        at = [place for place, rules in there.items() if rule in rules]
        hit = {tool: [bool(result[1][place] & knows(tool, rule)) for place in at]
               for tool, result in tools.items()}
        rows.append([rule, len(at)] + [sum(hit[tool]) if knows(tool, rule) else "-" for tool in tools])
        if all(knows(tool, rule) for tool in tools):
            shared += len(at)
            agreed += sum(len({hit[tool][i] for tool in tools}) == 1 for i in range(len(at)))
    for place, rules in there.items():
        if rules & set(risks):
            risky += 1
            for tool, result in tools.items():
                missed[tool] += not result[1][place]
    for place, rules in like.items():
        for tool, result in tools.items():
            ids = set().union(*(knows(tool, rule) for rule in rules & set(risks)))
            flagged[tool] += bool(result[1][place] & ids)
    print("Risky lines of the fixtures, found by each rule's counterpart (- : it has none)\n")
    table(rows, ["rule", "lines", *names])
    print(f"\nOf {shared} lines of rules that all have, all say the same about {agreed}"
          f" ({100 * agreed // max(shared, 1)} %).\n")
    table(
        [[f"risky lines of {risky} about which nothing is said", *(missed[t] for t in tools)],
         [f"look-alikes of {len(like)} that are reported", *(flagged[t] for t in tools)]],
        ["", *names])
    others = collections.Counter()
    for tool, result in tools.items():
        for place, ids in result[1].items():
            if tool != "Mynah" and not tools["Mynah"][1][place]:
                others.update(f"{tool} {one}" for one in ids)
    print("\nReported by others where Mynah says nothing: ", end="")
    print(", ".join(f"{name} {count}" for name, count in sorted(others.items())) or "nothing")
    return 0


if __name__ == "__main__":
    sys.exit(main())
