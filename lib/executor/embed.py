# SPDX-License-Identifier: Apache-2.0
"""Write the Python sources of the executor as C: the table `stubs` and the arrays it points to.

usage: embed.py BOOTSTRAP FOLDER OUTPUT DEPFILE

The dependency file names the folders too, so that a new module is noticed without being listed.
"""

import pathlib
import sys


def array(name, source):
    lines = [source[at:at + 24] for at in range(0, len(source), 24)]
    rows = "\n".join("    " + ",".join(map(str, line)) + "," for line in lines)
    return f"static const unsigned char {name}[] = {{\n{rows}\n}};\n"


def main():
    bootstrap, folder, output, depfile = (pathlib.Path(argument) for argument in sys.argv[1:])
    sources = {"bootstrap": bootstrap, "refused": folder / "refused.txt"}
    sources.update(("module:" + str(path.relative_to(folder)), path)
                   for path in sorted(folder.rglob("*.py")))
    parts = [f"// Made by embed.py of {bootstrap.name} and {folder.name}/.\n"]
    rows = []
    for number, (name, path) in enumerate(sources.items()):
        source = path.read_bytes()
        parts.append(array(f"stub_{number}", source or b"\n"))
        rows.append(f'    {{ "{name}", stub_{number}, sizeof stub_{number} }},')
    parts.append("static const struct stub stubs[] = {\n" + "\n".join(rows) + "\n};\n")
    output.write_text("\n".join(parts))
    folders = [path for path in folder.rglob("*") if path.is_dir() and path.name != "__pycache__"]
    names = " ".join(str(path).replace(" ", "\\ ")
                     for path in [folder, *sorted(folders), *sources.values()])
    depfile.write_text(f"{output}: {names}\n")


main()
