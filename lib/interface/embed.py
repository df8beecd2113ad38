# SPDX-License-Identifier: Apache-2.0
"""Write files as C arrays: `static const unsigned char <prefix><stem>[]`, ending with a NUL byte.

usage: embed.py PREFIX OUTPUT FILE...
"""

import pathlib
import sys


def array(name, source):
    lines = [source[at:at + 24] for at in range(0, len(source), 24)]
    rows = "\n".join("    " + ",".join(map(str, line)) + "," for line in lines)
    return f"static const unsigned char {name}[] = {{\n{rows}\n}};\n"


def main():
    prefix, output, *files = sys.argv[1:]
    parts = ["// Made by embed.py.\n"]
    for path in map(pathlib.Path, files):
        parts.append(array(prefix + path.stem, path.read_bytes() + b"\0"))
    pathlib.Path(output).write_text("\n".join(parts))


main()
