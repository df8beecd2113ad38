# SPDX-License-Identifier: Apache-2.0
"""Write the templates in a folder as C: one `static const char source_<stem>[]` for each.

usage: embed.py FOLDER OUTPUT DEPFILE

The dependency file names the folder too, so that a new template is noticed without being listed.
"""

import pathlib
import sys

# What a C11 compiler must accept as one string literal.
LITERAL_MOST = 4095


def literal(line):
    escaped = "".join(
        chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\?' else f"\\{byte:03o}"
        for byte in line
    )
    return f'    "{escaped}"'


def main():
    folder, output, depfile = (pathlib.Path(argument) for argument in sys.argv[1:])
    templates = sorted(folder.glob("*.py"))
    parts = [f"// Made by embed.py of the templates in {folder.name}/.\n"]
    for template in templates:
        source = template.read_bytes()
        if len(source) > LITERAL_MOST or b"\0" in source:
            sys.exit(f"{template}: more than {LITERAL_MOST} bytes, or a NUL byte")
        lines = "\n".join(literal(line) for line in source.splitlines(keepends=True))
        parts.append(f"static const char source_{template.stem}[] =\n{lines};\n")
    output.write_text("\n".join(parts))
    names = " ".join(str(path).replace(" ", "\\ ") for path in [folder, *templates])
    depfile.write_text(f"{output}: {names}\n")


main()
