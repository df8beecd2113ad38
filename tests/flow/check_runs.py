# SPDX-License-Identifier: Apache-2.0
"""Hold the analyzer's flow against runs of small random programs.

usage: check_runs.py DUMP [PROGRAMS [SEED]]

Each program binds every name to the place of the binding, decides by chance where to go, and records
what each use sees.  What CPython saw in any of many runs must be among what DUMP says may be seen.
"""

import contextlib
import os
import random
import subprocess
import sys
import tempfile

NAMES = "abc"
RUNS = 60


class Writer:
    """Writes one random program."""

    def __init__(self, chance):
        self.chance = chance
        self.lines = []
        self.loops = 0

    def put(self, depth, text):
        # Places are filled in below: a binding is `name = @`, a use is `use(name, #)`.
        self.lines.append("    " * depth + text)

    def block(self, depth, size):
        for _ in range(self.chance.randint(1, size)):
            self.statement(depth)

    def body(self, depth):
        self.block(depth + 1, 3)

    def statement(self, depth):
        kinds = ["bind", "use", "use", "walrus", "delete"]
        if depth < 4:
            kinds += ["if", "if", "while", "for", "try", "try", "with", "match"]
        if self.loops:
            kinds += ["break", "continue"]
        kinds += ["raise"] * (depth > 0)
        getattr(self, "write_" + self.chance.choice(kinds))(depth)

    def write_bind(self, depth):
        self.put(depth, f"{self.chance.choice(NAMES)} = @")

    def write_use(self, depth):
        self.put(depth, f"use(lambda: #, {self.chance.choice(NAMES)!r}, ~)")

    def write_walrus(self, depth):
        name = self.chance.choice(NAMES)
        self.put(depth, self.chance.choice([
            f"c0() and ({name} := @)", f"({name} := @) if c0() else 0",
            f"[({name} := @) for _ in c1()]", f"x0 = ({name} := @)"]))

    def write_delete(self, depth):
        if self.chance.random() < 0.3:
            self.put(depth, f"del {self.chance.choice(NAMES)}")
        else:
            self.write_use(depth)

    def write_if(self, depth):
        self.put(depth, self.chance.choice(["if c0():", "if c0():", "if False:", "if 1:"]))
        self.body(depth)
        if self.chance.random() < 0.4:
            self.put(depth, "elif c0():")
            self.body(depth)
        if self.chance.random() < 0.5:
            self.put(depth, "else:")
            self.body(depth)

    def loop(self, depth, head):
        self.put(depth, head)
        self.loops += 1
        self.body(depth)
        self.loops -= 1
        if self.chance.random() < 0.4:
            self.put(depth, "else:")
            self.body(depth)

    def write_while(self, depth):
        self.loop(depth, self.chance.choice(["while c0():", "while True:"]))

    def write_for(self, depth):
        self.loop(depth, f"for {self.chance.choice(NAMES)} in c2(@):")

    def write_try(self, depth):
        self.put(depth, "try:")
        self.body(depth)
        handlers = self.chance.randint(0, 2)
        for i in range(handlers):
            name = self.chance.choice(["", f" as {self.chance.choice(NAMES)}"])
            self.put(depth, f"except {['KeyError', 'Exception'][i]}{name}:")
            self.body(depth)
        if handlers and self.chance.random() < 0.4:
            self.put(depth, "else:")
            self.body(depth)
        if not handlers or self.chance.random() < 0.4:
            self.put(depth, "finally:")
            loops, self.loops = self.loops, 0
            self.body(depth)
            self.loops = loops

    def write_with(self, depth):
        self.put(depth, self.chance.choice(["with plain():", "with suppress(Exception):"]))
        self.body(depth)

    def write_match(self, depth):
        self.put(depth, "match c3():")
        for pattern in ["1", "[2, *_]", self.chance.choice(["_", "3"])]:
            self.put(depth + 1, f"case {pattern}:")
            self.body(depth + 1)

    def write_raise(self, depth):
        self.put(depth, self.chance.choice(["raise KeyError", "risk()", "risk()"]))

    def write_break(self, depth):
        self.put(depth, "break")

    def write_continue(self, depth):
        self.put(depth, "continue")


def program(chance):
    """A program as the analyzer reads it and, line by line alike, as it is run."""
    writer = Writer(chance)
    writer.block(0, 8)
    for name in NAMES:  # what the end sees
        writer.put(0, f"use(lambda: #, {name!r}, ~)")
    shown, run = [], []
    for number, line in enumerate(writer.lines, 1):
        if "use(" in line:
            name = line.split("'")[1]
            indent = line[:len(line) - len(line.lstrip())]
            shown.append(f"{indent}{name}")
            run.append(f"{indent}try: see({number}, {name})\n"
                       f"{indent}except NameError: see({number}, None)")
        else:
            shown.append(line.replace("@", "0"))
            run.append(line.replace("@", str(number)).replace("while True", "while endless()"))
    return shown, run


def observe(run, chance):
    """What each use saw in a run."""
    seen = set()
    steps = 0

    def tick():
        nonlocal steps
        steps += 1
        if steps > 300:
            raise SystemExit

    def see(line, value):
        tick()
        value = "E" if isinstance(value, Exception) else value
        seen.add((line, value))

    def risk():
        if chance.random() < 0.4:
            raise chance.choice([KeyError, ValueError])

    def choose(*values):
        tick()
        return chance.choice(values)

    class Plain:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

    def endless():
        tick()
        return True

    space = {"see": see, "endless": endless, "risk": risk, "plain": Plain, "suppress": contextlib.suppress,
             "c0": lambda: choose(True, False), "c1": lambda: choose([], [1]),
             "c2": lambda value: choose([], [value], [value, value]),
             "c3": lambda: choose(1, [2], 3, 4)}
    with contextlib.suppress(Exception, SystemExit):
        exec(run, space)
    return seen


def allowed(lines, shown):
    """What the analyzer says that each use may see."""
    may = {}
    handlers = {n for n, line in enumerate(shown, 1) if line.lstrip().startswith("except")}
    for line in lines:
        words = line.split()
        name = words[1]
        if name not in NAMES:
            continue
        key = int(words[0].split(":")[0])
        values = set()
        for word in words[2:]:
            place = int(word.split(":")[0]) if ":" in word else None
            values.add("E" if place in handlers else place if place else
                       None if word == "?" else "dead")
        may[key] = values
    return may


def main(dump, programs=300, seed=1):
    chance = random.Random(int(seed))
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, "program.py")
    uses = wrong = 0
    for _ in range(int(programs)):
        shown, run = program(chance)
        try:
            code = compile("\n".join(run), "program", "exec")
        except SyntaxError:
            continue
        with open(path, "w") as file:
            file.write("\n".join(shown) + "\n")
        done = subprocess.run([dump, "flow", path], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr)
        may = allowed(done.stdout.splitlines()[1:], shown)
        seen = set()
        for _ in range(RUNS):
            seen |= observe(code, chance)
        uses += len(seen)
        for key, value in sorted(seen, key=str):
            if key in may and (value not in may[key] or "dead" in may[key]):
                wrong += 1
                print(f"{key} saw {value}, may see {sorted(may[key], key=str)}:")
                print("\n".join(f"{n:4} {line}" for n, line in enumerate(shown, 1)))
                break
    os.unlink(path)
    os.rmdir(folder)
    print(f"# {uses} observations, {wrong} programs with one that was not foreseen")
    return 1 if wrong or not uses else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
