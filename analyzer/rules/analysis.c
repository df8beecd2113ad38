// SPDX-License-Identifier: Apache-2.0
// What other stages report: syntax, results, channels, and what could not be followed.

#include "rules/families.h"

#define NONE ((const char *const[]){ NULL })

// clang-format off
static const struct rule rows[] = {
    {.about.name = "channel-limit",
     .about.category = MYNAH_CATEGORY_CHANNEL,
     .about.severity = MYNAH_SEVERITY_HIGH,
     .about.summary = "A write violates the limits of its channel",
     .about.why = "The limits database says that this channel or this value is not allowed.",
     .about.bad = "from epics import caput\n"
                  "caput(\"SR:MAG:SP\", 1e9)\n",
     .about.good = "from epics import caget\n"
                   "value = len(\"SR:MAG:SP\")\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .confidence = MYNAH_CONFIDENCE_HIGH},
    {.about.name = "channel-read",
     .about.category = MYNAH_CATEGORY_CHANNEL,
     .about.severity = MYNAH_SEVERITY_INFO,
     .about.summary = "A control-system channel is read",
     .about.why = "A read does not move anything; it is reported so that one sees what the "
              "code depends on.",
     .about.bad = "from epics import caget\n"
                  "value = caget(\"SR:MAG:RB\")\n",
     .about.good = "value = {\"SR:MAG:RB\": 1}.get(\"SR:MAG:RB\")\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .confidence = MYNAH_CONFIDENCE_HIGH},
    {.about.name = "channel-write",
     .about.category = MYNAH_CATEGORY_CHANNEL,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "A control-system channel is written",
     .about.why = "A write moves hardware; a person has to approve it unless the policy says "
              "that the channel is free.",
     .about.bad = "from epics import caput\n"
                  "caput(\"SR:MAG:SP\", 1.0)\n",
     .about.good = "from epics import caget\n"
                   "value = len(\"SR:MAG:SP\")\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .confidence = MYNAH_CONFIDENCE_HIGH},
    {.about.name = "maybe-missing-results",
     .about.category = MYNAH_CATEGORY_RESULTS,
     .about.severity = MYNAH_SEVERITY_LOW,
     .about.summary = "Some way through the code does not bind `results`",
     .about.why = "On that way the run ends without an outcome.",
     .about.bad = "import time\n"
                  "if time.time() > 0.5:\n"
                  "    results = {}\n",
     .about.good = "import time\n"
                   "results = {}\n"
                   "if time.time() > 0.5:\n"
                   "    results = {\"high\": True}\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .confidence = MYNAH_CONFIDENCE_HIGH},
    {.about.name = "missing-results",
     .about.category = MYNAH_CATEGORY_RESULTS,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "The code never binds `results`",
     .about.why = "What runs generated code reads its outcome from the mapping `results`; "
              "without it the run is lost.",
     .about.bad = "value = 42\n",
     .about.good = "results = {\"value\": 42}\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .confidence = MYNAH_CONFIDENCE_HIGH},
    {.about.name = "opaque-call",
     .about.category = MYNAH_CATEGORY_OPAQUE,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "Something is called that could not be followed, and it can touch the "
              "control system or run code",
     .about.why = "The analyzer answers for what it can follow; what it can not follow is "
              "judged as if it were a write.",
     .about.bad = "import sys\n"
                  "import epics\n"
                  "function = getattr(epics, sys.argv[1])\n"
                  "function(\"SR:MAG:SP\", 1.0)\n",
     .about.good = "import math\n"
                   "function = getattr(math, \"sqrt\")\n"
                   "value = function(2.0)\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .confidence = MYNAH_CONFIDENCE_MEDIUM},
    {.about.name = "opaque-code",
     .about.category = MYNAH_CATEGORY_OPAQUE,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "Code is executed that is not known",
     .about.why = "Text that becomes code at run time can do anything that this program may.",
     .about.bad = "import sys\n"
                  "exec(sys.argv[1])\n",
     .about.good = "import ast\n"
                   "value = ast.literal_eval(\"[1, 2]\")\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .about.cwe = 95,
     .confidence = MYNAH_CONFIDENCE_HIGH},
    {.about.name = "opaque-import",
     .about.category = MYNAH_CATEGORY_OPAQUE,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "A module of unknown name is imported",
     .about.why = "What it is, and so what it can do, is only known when the code runs.",
     .about.bad = "import importlib\n"
                  "import sys\n"
                  "module = importlib.import_module(sys.argv[1])\n",
     .about.good = "import importlib\n"
                   "module = importlib.import_module(\"math\")\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .about.cwe = 706,
     .confidence = MYNAH_CONFIDENCE_HIGH},
    {.about.name = "results-not-a-mapping",
     .about.category = MYNAH_CATEGORY_RESULTS,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "`results` is bound to something that is no mapping",
     .about.why = "What reads the outcome expects a mapping from names to values.",
     .about.bad = "results = [1, 2]\n",
     .about.good = "results = {\"values\": [1, 2]}\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .confidence = MYNAH_CONFIDENCE_HIGH},
    {.about.name = "suppression-of-unknown-rule",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_LOW,
     .about.summary = "A comment allows a rule that there is not",
     .about.why = "What a comment is meant to allow has to be named, by the name that `mynah "
              "rules` lists; a slip must not allow anything.",
     .about.bad = "value = 1  # mynah: allow chanel-write -- tuned by hand\n",
     .about.good = "value = 1  # a comment\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .confidence = MYNAH_CONFIDENCE_HIGH},
    {.about.name = "suppression-refused",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_LOW,
     .about.summary = "A comment allows what is found here, and the policy forbids such comments",
     .about.why = "Code that excuses itself is not excused: only `policy.suppressions: allow` "
              "lets comments change a verdict.",
     .about.bad = "from epics import caput\n"
                  "caput(\"SR:MAG:SP\", 1.0)  # mynah: allow channel-write -- tuned by hand\n",
     .about.good = "from epics import caput\n"
                  "caput(\"SR:MAG:SP\", 1.0)  # a comment\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .confidence = MYNAH_CONFIDENCE_HIGH},
    {.about.name = "suppression-unused",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_LOW,
     .about.summary = "A comment allows what is not found here",
     .about.why = "It has outlived what it was about, and would allow the next such thing "
              "unseen.",
     .about.bad = "value = 1  # mynah: allow channel-write -- tuned by hand\n",
     .about.good = "value = 1  # a comment\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .confidence = MYNAH_CONFIDENCE_HIGH},
    {.about.name = "suppression-without-reason",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_LOW,
     .about.summary = "A comment allows something and does not say why",
     .about.why = "Who reads the code later has to know; without a reason behind ` -- ` nothing "
              "is allowed.",
     .about.bad = "value = 1  # mynah: allow channel-write\n",
     .about.good = "value = 1  # a comment\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .confidence = MYNAH_CONFIDENCE_HIGH},
    {.about.name = "syntax-error",
     .about.category = MYNAH_CATEGORY_SYNTAX,
     .about.severity = MYNAH_SEVERITY_HIGH,
     .about.summary = "Python would not compile this code",
     .about.why = "Code that does not compile can not run at all; it goes back to the "
              "generator with the place and the message.",
     .about.bad = "results = {\n",
     .about.good = "results = {}\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .confidence = MYNAH_CONFIDENCE_HIGH},
    {.about.name = "unknown-module",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_LOW,
     .about.summary = "A module is imported that is in no table",
     .about.why = "What it does is not known here: it may move hardware like those that are. A "
                  "row for its functions says so, or that they are harmless; "
                  "`analysis.unknown_modules` says what such code gets.",
     .about.bad = "import frobnicator\n",
     .about.good = "import numpy\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .confidence = MYNAH_CONFIDENCE_HIGH},
    {.about.name = NULL},
};
// clang-format on

const struct rule_family mynah__rules_analysis = { rows };
