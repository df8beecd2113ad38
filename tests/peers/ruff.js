// SPDX-License-Identifier: Apache-2.0
//
// usage: node ruff.js CODE,CODE... FILE...
//
// Prints what these rules of Ruff find, previewed ones included: a line of JSON for each file.  A
// rule is run by itself, because previewed output has names where the codes were.

const fs = require("fs");
const { Workspace, PositionEncoding } = require("@astral-sh/ruff-wasm-nodejs");

const workspaces = {};
for (const code of process.argv[2].split(",")) {
    try {
        const settings = { preview: true, lint: { select: [code] } };
        workspaces[code] = new Workspace(settings, PositionEncoding.Utf32);
    } catch (error) {
        console.error(`Ruff has no ${code}`);
    }
}

console.log(JSON.stringify({ version: Workspace.version() }));
for (const path of process.argv.slice(3)) {
    const findings = [];
    for (const [code, workspace] of Object.entries(workspaces)) {
        for (const one of workspace.check(fs.readFileSync(path, "utf8"))) {
            if (one.code !== "invalid-syntax") {
                findings.push([one.start_location.row, code]);
            }
        }
    }
    console.log(JSON.stringify({ path, findings }));
}
