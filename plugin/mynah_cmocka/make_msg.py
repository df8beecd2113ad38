# SPDX-License-Identifier: Apache-2.0
"""Write msg.h: each assertion of the other headers once more, with a text of the caller's.

usage: make_msg.py OUTPUT HEADER...

An assertion is a macro `assert_...` which has its expression as a string, "assert_x(" #a ")", and
behind that `NULL` for the message.  Its twin takes the message as the last argument, or before
`...`.
"""
import pathlib
import re
import sys

MACRO = re.compile(r"^#define (assert_\w+)\(([^)]*)\)((?:.*\\\n)*.*)", re.MULTILINE)
HEAD = """// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_MSG_H
#define MYNAH_CMOCKA_MSG_H

/*
 * Each assertion once more, with a text of yours that a failure shows below the first line: which
 * row of a table it was, which seed.  The text is the last argument; of an assertion that ends with
 * `...` it is the one before that.  Made by make_msg.py, included by mynah_cmocka.h.
 */
"""


def twin(name, parameters, body):
    """Return the definition of `name`_msg."""
    parameters = [parameter.strip() for parameter in parameters.split(",")]
    at = len(parameters) - (parameters[-1] == "...")
    parameters.insert(at, "message")
    shown = ' ", " '.join(f"#{'__VA_ARGS__' if each == '...' else each}" for each in parameters)
    expression = f'"{name}_msg(" {shown} ")"'
    body = re.sub(r"\s*\\\n\s*", " ", body).strip()
    pattern = re.compile(rf'"{name}\(" .*?"\)",\s*NULL\b')
    if not pattern.search(body):
        sys.exit(f"{name}: no `\"{name}(\" ... \")\", NULL` in: {body}")
    body = pattern.sub(lambda found: f"{expression}, (message)", body, count=1)
    return f"#define {name}_msg({', '.join(parameters)}) \\\n    {body}\n"


def main(output, *headers):
    text = HEAD
    for header in sorted(map(pathlib.Path, headers)):
        twins = [twin(*found.groups()) for found in MACRO.finditer(header.read_text("utf-8"))]
        if twins:
            text += f'\n#include "mynah_cmocka/{header.name}"\n\n' + "".join(twins)
    pathlib.Path(output).write_text(text + "\n#endif\n", encoding="utf-8")


main(*sys.argv[1:])
