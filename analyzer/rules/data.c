// SPDX-License-Identifier: Apache-2.0
// Reading data in forms that can run code, and queries built from data.

#include "rules/families.h"

#define NONE ((const char *const[]){ NULL })

// clang-format off
static const struct rule rows[] = {
    {.about.name = "sql-injection",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "A query is built from text and data",
     .about.why = "Data that is pasted into a query is read as a part of it; parameters are "
              "not.",
     .about.bad = "def find(cursor, name):\n"
                  "    cursor.execute(f\"SELECT * FROM t WHERE n = '{name}'\")\n",
     .about.good = "def find(cursor, name):\n"
                   "    cursor.execute(\"SELECT * FROM t WHERE n = ?\", (name,))\n",
     .about.bandit = LIST("B608"),
     .about.ruff = LIST("S608"),
     .about.cwe = 89,
     .confidence = MYNAH_CONFIDENCE_MEDIUM,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_METHOD,
          .names = LIST("execute", "executemany", "executescript", "raw"),
          .when = {.predicate = PREDICATE_SQL, .position = 1}})},
    {.about.name = "unsafe-marshal",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "Marshalled code objects are loaded",
     .about.why = "They are code, and malformed ones crash the interpreter.",
     .about.bad = "import marshal\n"
                  "value = marshal.loads(b\"\")\n",
     .about.good = "import json\n"
                   "value = json.loads(\"[]\")\n",
     .about.bandit = LIST("B302"),
     .about.ruff = LIST("S302"),
     .about.cwe = 502,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("marshal.load", "marshal.loads")})},
    {.about.name = "unsafe-pickle",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "Pickled data is loaded",
     .about.why = "Loading a pickle runs what is in it.",
     .about.bad = "import pickle\n"
                  "value = pickle.loads(b\"\")\n",
     .about.good = "import pickle\n"
                   "data = pickle.dumps([1])\n",
     .about.bandit = LIST("B301", "B614"),
     .about.ruff = LIST("S301"),
     .about.cwe = 502,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("pickle.load", "pickle.loads", "pickle.Unpickler",
                        "pickle.Unpickler.load", "dill.load", "dill.loads", "dill.Unpickler",
                        "shelve.open", "shelve.DbfilenameShelf", "jsonpickle.decode",
                        "jsonpickle.unpickler.decode", "jsonpickle.unpickler.Unpickler",
                        "pandas.read_pickle", "cloudpickle.load", "cloudpickle.loads",
                        "joblib.load", "multiprocessing.connection.Client",
                        "multiprocessing.connection.Listener")},
         {.kind = TRIGGER_CALL,
          .names = LIST("numpy.load"),
          .when = {.predicate = PREDICATE_TRUE, .position = 3, .keyword = "allow_pickle"}},
         {.kind = TRIGGER_CALL,
          .names = LIST("torch.load"),
          .when = {.predicate = PREDICATE_NOT, .keyword = "weights_only",
          .words = LIST("True")}},
         {.kind = TRIGGER_CALL,
          .names = LIST("keras.models.load_model", "tensorflow.keras.models.load_model"),
          .when = {.predicate = PREDICATE_FALSE, .keyword = "safe_mode"}})},
    {.about.name = "unsafe-xml",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "XML is parsed by a parser that expands entities",
     .about.why = "A small document can exhaust memory or read files.",
     .about.bad = "import xml.etree.ElementTree as ET\n"
                  "tree = ET.parse(\"a.xml\")\n",
     .about.good = "import xml.etree.ElementTree as ET\n"
                   "root = ET.Element(\"a\")\n",
     .about.bandit = LIST("B313", "B314", "B315", "B316", "B317", "B318", "B319"),
     .about.ruff = LIST("S313", "S314", "S315", "S316", "S317", "S318", "S319"),
     .about.cwe = 20,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("xml.etree.ElementTree.parse", "xml.etree.ElementTree.iterparse",
                        "xml.etree.ElementTree.fromstring", "xml.etree.ElementTree.XML",
                        "xml.etree.ElementTree.XMLParser", "xml.etree.cElementTree.parse",
                        "xml.etree.cElementTree.iterparse", "xml.etree.cElementTree.fromstring",
                        "xml.etree.cElementTree.XMLParser", "xml.sax.parse",
                        "xml.sax.parseString", "xml.sax.make_parser",
                        "xml.sax.expatreader.create_parser", "xml.dom.expatbuilder.parse",
                        "xml.dom.expatbuilder.parseString", "xml.dom.minidom.parse",
                        "xml.dom.minidom.parseString", "xml.dom.pulldom.parse",
                        "xml.dom.pulldom.parseString", "lxml.etree.parse",
                        "lxml.etree.fromstring")})},
    {.about.name = "unsafe-yaml",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "YAML is loaded by a loader that makes objects",
     .about.why = "Such a document can run code; yaml.safe_load() reads data only.",
     .about.bad = "import yaml\n"
                  "value = yaml.load(\"a: 1\", Loader=yaml.Loader)\n",
     .about.good = "import yaml\n"
                   "value = yaml.load(\"a: 1\", Loader=yaml.SafeLoader)\n",
     .about.bandit = LIST("B506"),
     .about.ruff = LIST("S506"),
     .about.cwe = 502,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("yaml.unsafe_load", "yaml.unsafe_load_all", "yaml.full_load",
                        "yaml.full_load_all")},
         {.kind = TRIGGER_CALL,
          .names = LIST("yaml.load", "yaml.load_all"),
          .when = {.predicate = PREDICATE_NOT, .position = 2, .keyword = "Loader",
          .words = LIST("yaml.SafeLoader", "yaml.CSafeLoader", "yaml.BaseLoader", "yaml.CBaseLoader")}},
         {.kind = TRIGGER_CALL,
          .names = LIST("ruamel.yaml.YAML"),
          .when = {.predicate = PREDICATE_IS, .position = 1, .keyword = "typ",
          .words = LIST("unsafe", "base")}})},
    {.about.name = NULL},
};
// clang-format on

const struct rule_family mynah__rules_data = { rows };
