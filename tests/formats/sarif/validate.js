// SPDX-License-Identifier: Apache-2.0
//
// usage: node validate.js DOCUMENT...
//
// Holds documents against the published schema of SARIF 2.1.0.  Ends with 77, which means skipped,
// when `npm ci` has not been run here.

"use strict";
const fs = require("fs");
const path = require("path");

const schemaPath = path.join(__dirname,
    "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
if (!fs.existsSync(schemaPath)) {
    console.log("the schema is not here: run `npm ci --ignore-scripts` in tests/formats/sarif");
    process.exit(77);
}
const Ajv = require("ajv");

const ajv = new Ajv({ schemaId: "auto", allErrors: true });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-04.json"));
const validate = ajv.compile(JSON.parse(fs.readFileSync(schemaPath, "utf8")));
for (const name of process.argv.slice(2)) {
    if (!validate(JSON.parse(fs.readFileSync(name, "utf8")))) {
        console.error(name + ": " + JSON.stringify(validate.errors.slice(0, 10), null, 1));
        process.exitCode = 1;
    }
}
