// SPDX-License-Identifier: Apache-2.0
// Secrets in code, and the environment.

#include "rules/families.h"

#define NONE ((const char *const[]){ NULL })

// clang-format off
static const struct rule rows[] = {
    {.about.name = "environment-change",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "A variable that changes what programs do is set",
     .about.why = "Programs that are started afterwards load or reach something else.",
     .about.bad = "import os\n"
                  "os.environ[\"LD_PRELOAD\"] = \"/tmp/x.so\"\n",
     .about.good = "import os\n"
                   "os.environ[\"RUN\"] = \"1\"\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .about.cwe = 426,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_STORE,
          .names = LIST("os.environ.LD_PRELOAD", "os.environ.LD_LIBRARY_PATH",
                        "os.environ.DYLD_INSERT_LIBRARIES", "os.environ.PATH",
                        "os.environ.PYTHONPATH", "os.environ.PYTHONSTARTUP",
                        "os.environ.PYTHONINSPECT", "os.environ.BASH_ENV",
                        "os.environ.EPICS_CA_ADDR_LIST", "os.environ.EPICS_CA_AUTO_ADDR_LIST",
                        "os.environ.EPICS_PVA_ADDR_LIST", "os.environ.TANGO_HOST",
                        "os.environ.LD_AUDIT", "os.environ.PYTHONHOME", "os.environ.HTTP_PROXY",
                        "os.environ.HTTPS_PROXY", "os.environ.http_proxy",
                        "os.environ.https_proxy", "os.environ.SSL_CERT_FILE",
                        "os.environ.REQUESTS_CA_BUNDLE")},
         {.kind = TRIGGER_CALL,
          .names = LIST("os.putenv", "os.unsetenv", "os.environ.clear")},
         {.kind = TRIGGER_CALL,
          .names = LIST("os.environ.update"),
          .when = {.predicate = PREDICATE_KEYS, .position = 1,
           .words = LIST("LD_PRELOAD", "LD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES", "PATH",
                         "PYTHONPATH", "PYTHONSTARTUP", "PYTHONINSPECT", "BASH_ENV",
                         "EPICS_CA_ADDR_LIST", "EPICS_CA_AUTO_ADDR_LIST", "EPICS_PVA_ADDR_LIST",
                         "TANGO_HOST", "LD_AUDIT", "PYTHONHOME", "HTTP_PROXY", "HTTPS_PROXY",
                         "http_proxy", "https_proxy", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")}},
         {.kind = TRIGGER_CALL,
          .names = LIST("os.environ.setdefault", "os.environ.__setitem__"),
          .when = {.predicate = PREDICATE_IS, .position = 1,
           .words = LIST("LD_PRELOAD", "LD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES", "PATH",
                         "PYTHONPATH", "PYTHONSTARTUP", "PYTHONINSPECT", "BASH_ENV",
                         "EPICS_CA_ADDR_LIST", "EPICS_CA_AUTO_ADDR_LIST", "EPICS_PVA_ADDR_LIST",
                         "TANGO_HOST", "LD_AUDIT", "PYTHONHOME", "HTTP_PROXY", "HTTPS_PROXY",
                         "http_proxy", "https_proxy", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")}})},
    {.about.name = "environment-dump",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "All of the environment is taken",
     .about.why = "Passwords and tokens are in it.",
     .about.bad = "import os\n"
                  "values = dict(os.environ)\n",
     .about.good = "import os\n"
                   "home = os.environ.get(\"HOME\")\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .about.cwe = 200,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_ARGUMENT,
          .names = LIST("os.environ", "os.environb")},
         {.kind = TRIGGER_CALL,
          .names = LIST("os.environ.copy", "os.environ.items", "os.environ.values", "os.environb.items")})},
    {.about.name = "hardcoded-key",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_HIGH,
     .about.summary = "A key of a known form stands in the code",
     .about.why = "Everybody who sees the code has it.",
     .about.bad = "key = \"AKIAIOSFODNN7EXAMPLE\"\n",
     .about.good = "key = \"AKI\"\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .about.cwe = 798,
     .confidence = MYNAH_CONFIDENCE_MEDIUM},
    {.about.name = "hardcoded-password",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "A password stands in the code",
     .about.why = "Everybody who sees the code has it.",
     .about.bad = "password = \"hunter2\"\n",
     .about.good = "import os\n"
                   "password = os.environ[\"DB_PASSWORD\"]\n",
     .about.bandit = LIST("B105", "B106", "B107"),
     .about.ruff = LIST("S105", "S106", "S107"),
     .about.cwe = 259,
     .confidence = MYNAH_CONFIDENCE_MEDIUM},
    {.about.name = NULL},
};
// clang-format on

const struct rule_family mynah__rules_secrets = { rows };
