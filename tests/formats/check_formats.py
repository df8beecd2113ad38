# SPDX-License-Identifier: Apache-2.0
"""Read what `mynah check` writes for other programs with parsers that are not ours, for code and
names that try to break out.

usage: check_formats.py MYNAH
"""
import html.parser
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import xml.dom.minidom
import xml.etree.ElementTree as ElementTree

MYNAH = os.path.realpath(sys.argv[1])
VERDICTS = {"allow", "ask", "deny", "retry"}

SNIPPETS = {
    "plain.py": b"import os\nos.system('ls')\nresults = {}\n",
    "fine.py": b"results = {}\n",
    "empty.py": b"",
    "trace.py": b"from epics import caput as put\nname = 'A'\nput(name, 1)\nput(name, 2)\nresults = {}\n",
    "a&b<c>\"d'.py": b"import os\nos.system(']]> <!-- </script> &amp; \"')\nresults = {}\n",
    "::error ::x%0A,file=b.py": b"results = {}\n",
    "::set-output name=a::b.py": b"import os\nos.system('::stop-commands::x\\n##[add-mask]y')\n",
    "##[group]x.py": b"import os\nos.system('x')\nresults = {}\n",
    "new\nline.py": b"import os\nos.system('x')\nresults = {}\n",
    "esc\x1b[2J.py": b"# \x1b]0;title\x07\nimport os\nos.system('\x1b[31m')\nresults = {}\n",
    "bidi\u202e.py": "caput('\u202e\u2066evil', 1)  # \u200b\nresults = {}\n".encode(),
    "wide\u4e2d\U0001f426.py": "caput('\u4e2d\u6587', 1); x = '\U0001f426'\nresults = {}\n".encode(),
    "link.py": b"import epics\nepics.caput('[click](http://evil) {0}', 1)\nresults = {}\n",
    "control.py": b"import epics\nepics.caput('\\x00\\x08\\ufffe\\ud800', 1)\nresults = {}\n",
    "latin.py": b"# coding: latin-1\nimport os\nos.system('\xe9\x80')\nresults = {}\n",
    "broken.py": b"x = '\xff\xfe'\nimport os\n\tos.system('x')\n(\n",
    "nul.py": b"x = 1\0\nimport os; os.system('x')\n",
    "crlf.py": b"import os\r\nos.system('x')\r\nresults = {}\r\n",
    "long.py": b"import os\nx = '" + b"a" * 100000 + b"'; os.system(x)\nresults = {}\n",
    "tabs.py": b"import os\nif x:\n\tos.system('\t')\nresults = {}\n",
    "multi.py": b"import os\nos.system('''a\nb\n\n''' +\n  'c')\nresults = {}\n",
    "noend.py": b"import os\nresults = {}\nos.system('x')",
    "answer.md": b"* list\n\n  ```python\n  import os  # c\n  os.system('''\n  # no\n  ''')\n  ```\n",
    "\udcff.py": b"import os\nos.system('x')\nresults = {}\n",
    "-dash.py": b"results = {}\n",
}


def check(*arguments, code=1):
    done = subprocess.run([MYNAH, "check", *arguments], capture_output=True, check=False)
    assert done.returncode == code, (arguments, done.returncode, done.stderr)
    done.stdout.decode("utf-8")  # whatever went in, what comes out is UTF-8
    return done.stdout.decode("utf-8")


def names():
    return ["./" + name if name.startswith("-") else name for name in SNIPPETS]


def facts():
    """What `json` says, which the other formats have to say as well."""
    document = json.loads(check("--format", "json", "--", *names()))
    files = document["files"]
    assert [file["verdict"] in VERDICTS for file in files] and len(files) == len(SNIPPETS)
    return files


def check_text(files):
    text = check("--", *names())
    for character in text:
        assert character == "\n" or (character.isprintable() or character == "\ufffd"), ascii(character)
    findings = sum(len(file["findings"]) for file in files)
    traces = sum(len(finding["trace"]) for file in files for finding in file["findings"])
    assert text.count("\n      | ") == findings
    # A place, code, caret for each finding; a line for each step and each verdict.
    assert text.count("\n") == findings * 3 + traces + len(files)


def check_ndjson(files):
    lines = check("--format", "ndjson", "--", *names()).splitlines()
    assert [json.loads(line) for line in lines] == files


def sarif_places(result):
    yield from result["locations"]
    yield from result.get("relatedLocations", [])
    for flow in result.get("codeFlows", []):
        for thread in flow["threadFlows"]:
            yield from (step["location"] for step in thread["locations"])


def path_of(artifact):
    uri = artifact["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%:-]*", uri), uri
    return os.fsdecode(urllib.parse.unquote_to_bytes(uri))


def check_sarif(files):
    document = json.loads(check("--format", "sarif", "--", *names()))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules) > 40
    for rule in rules:
        assert rule["help"]["text"] and "```python\n" in rule["help"]["markdown"], rule["id"]
        assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"]
    assert [path_of(file["location"]) for file in run["artifacts"]] == list(SNIPPETS)
    results = iter(run["results"])
    for name, file in zip(SNIPPETS, files):
        fingerprints = set()
        for finding in file["findings"]:
            result = next(results)
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["rule"]
            region = result["locations"][0]["physicalLocation"]["region"]
            assert region == {"startLine": finding["line"], "startColumn": finding["column"],
                              "endLine": finding["end_line"], "endColumn": finding["end_column"]}
            assert len(result.get("relatedLocations", [])) == len(finding["trace"])
            for place in sarif_places(result):
                assert path_of(place["physicalLocation"]["artifactLocation"]) == name
            assert not re.search(r"(?<!\\)\]\(", result["message"]["text"])
            fingerprints.add(result["partialFingerprints"]["mynah/v1"])
        assert len(fingerprints) == len(file["findings"])
    assert next(results, None) is None
    assert run["invocations"][0] == {"executionSuccessful": True, "toolExecutionNotifications": []}


def check_sarif_states():
    pathlib.Path("old.py").write_bytes(SNIPPETS["plain.py"])
    check("--write-baseline", "known.json", "old.py", code=0)
    pathlib.Path("old.py").write_bytes(SNIPPETS["plain.py"] + b"os.system('new')\n")
    pathlib.Path("allow.yml").write_text("policy: {suppressions: allow}\n", encoding="utf-8")
    pathlib.Path("in.py").write_bytes(
        b"import os\nos.system('x')  # mynah: allow shell-command -- a \"beep\" is fine\nresults = {}\n")
    document = json.loads(check("--format", "sarif", "--baseline", "known.json", "--config",
                                "allow.yml", "old.py", "in.py", "gone.py", code=2))
    (run,) = document["runs"]
    assert [result.get("baselineState") for result in run["results"]] == ["unchanged", "new", "new"]
    assert [[(one["kind"], one["justification"]) for one in result["suppressions"]]
            for result in run["results"]] == [
                [("external", "it is in the baseline")], [], [("inSource", "a \"beep\" is fine")]]
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    (notification,) = invocation["toolExecutionNotifications"]
    assert "gone.py" in notification["message"]["text"]


# As the runner reads a line: actions/runner, src/Runner.Common/ActionCommand.cs.
COMMAND = re.compile(r"^\s*::(\w[\w-]*)( (?P<properties>.*?))?::(?P<data>.*)$")


def check_github(files):
    lines = check("--format", "github", "--", *names()).split("\n")
    assert lines.pop() == ""
    lines = iter(lines)
    for name, file in zip(SNIPPETS, files):
        for finding in file["findings"]:
            command = COMMAND.match(next(lines))
            assert command and command[1] in {"notice", "warning", "error"}
            properties = dict(pair.split("=", 1) for pair in command["properties"].split(","))
            assert int(properties["line"]) == finding["line"]
            assert properties["title"] == finding["rule"]
            if name.isprintable():
                assert urllib.parse.unquote(properties["file"]) == name, properties
            assert "\x1b" not in command["data"]
        line = next(lines)
        assert not COMMAND.match(line) and "##[" not in line
        assert line.startswith("mynah: ") and f": {file['verdict']}" in line
    assert next(lines, None) is None


def check_gitlab(files):
    issues = json.loads(check("--format", "gitlab", "--", *names()))
    assert len(issues) == sum(len(file["findings"]) for file in files)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1 and issue["description"]
        assert not issue["location"]["path"].startswith("./")


def check_junit(files):
    text = check("--format", "junit", "--", *names())
    (suite,) = ElementTree.fromstring(text.encode())
    assert xml.dom.minidom.parseString(text.encode()).documentElement.tagName == "testsuites"
    failing = [file for file in files if file["verdict"] != "allow"]
    assert (suite.get("tests"), suite.get("failures")) == (str(len(files)), str(len(failing)))
    for name, case, file in itertools.zip_longest(SNIPPETS, suite, files):
        kinds = [child.tag for child in case]
        assert kinds == ["system-out" if file["verdict"] == "allow" else "failure"]
        if name.isprintable() and not name.startswith("-"):
            assert case.get("name") == name
        assert f": {file['verdict']}" in case[0].text


def check_gate():
    """The gate's cases are JUnit's, too: a gate that lets all through, one that cannot be asked."""
    folder = pathlib.Path("cases")
    folder.mkdir()
    for number, (name, code) in enumerate(SNIPPETS.items()):
        verdict = b"ask" if b"os.system" in code else b"allow"
        (folder / f"{number}{name[:8].replace('/', '')}.py").write_bytes(
            b"# gate: " + verdict + b"\n" + code.replace(b"\0", b""))
    for program, child in (("exit 0", "failure"), ("echo ']]>\033'; exit 9", "error")):
        done = subprocess.run([MYNAH, "gate", "--format", "junit", "--cases", "cases", "--", "sh",
                               "-c", program], capture_output=True, check=False)
        assert done.returncode == 1, done.stderr
        (suite,) = ElementTree.fromstring(done.stdout)
        missed = [case for case in suite if len(case)]
        assert {case[0].tag for case in missed} == {child}
        assert int(suite.get(child + "s")) == len(missed) > 5
        assert len(suite) == int(suite.get("tests")) == len(SNIPPETS)
        assert "os.system" in missed[0][0].text


class Page(html.parser.HTMLParser):
    """The code lines of the page, and which elements there are."""

    def __init__(self):
        super().__init__()
        self.tags, self.lines, self.inside, self.attributes = set(), [], 0, []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.add(tag)
        self.attributes += attributes
        if tag == "div" and attributes.get("class") == "l":
            self.lines.append("")
        if self.lines and tag == "code" and not self.inside and not self.lines[-1]:
            self.inside = 1

    def handle_endtag(self, tag):
        if tag == "code":
            self.inside = 0

    def handle_data(self, data):
        if self.inside:
            self.lines[-1] += data


def contrast(first, second):
    """WCAG 2.1, 1.4.3."""
    def light(color):
        parts = [int(color[at:at + 2], 16) / 255 for at in (1, 3, 5)]
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
                 for part in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    low, high = sorted([light(first), light(second)])
    return (high + 0.05) / (low + 0.05)


def check_contrast(page):
    themes = re.findall(r":root\{([^}]*)\}", page)
    assert len(themes) == 3
    for theme in themes:
        colors = dict(re.findall(r"--(\w+):(#[0-9a-f]{6});", theme))
        pairs = [(front, back) for front in ("text", "dim", "link", "w1", "w2", "w3", "w4")
                 for back in ("ground", "soft")]
        pairs += [(front, back) for front in "ksncd" for back in ("ground", "m1", "m2", "m3", "m4")]
        pairs += [("on", verdict) for verdict in ("allow", "ask", "deny", "retry", "error")]
        for front, back in pairs:
            assert contrast(colors[front], colors[back]) >= 4.5, (front, back)


def check_html(files):
    text = check("--format", "html", "--", *names())
    ElementTree.fromstring(text.encode())  # well-formed
    page = Page()
    page.feed(text)
    page.close()
    assert not page.tags & {"script", "img", "link", "iframe", "object", "a:"}, page.tags
    assert not [name for name in page.attributes if name.startswith("on") or name == "src"]
    assert "url(" not in text and "@import" not in text
    for character in text:
        assert character in "\n\ufffd" or character.isprintable(), ascii(character)
    shown = page.lines
    plain = SNIPPETS["plain.py"].decode().splitlines()
    assert shown[:len(plain)] == plain
    assert text.count('<div class="note ') == sum(len(file["findings"]) for file in files)
    ids = re.findall(r' id="([^"]*)"', text)
    links = re.findall(r' href="#([^"]*)"', text)
    assert len(set(ids)) == len(ids) and set(links) <= set(ids)
    check_contrast(text)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ.pop("MYNAH_CONFIG", None)
        for name, code in SNIPPETS.items():
            pathlib.Path(name).write_bytes(code)
        if os.environ.get("ASAN_OPTIONS") is None:
            os.environ["ASAN_OPTIONS"] = "detect_leaks=1"
        files = facts()
        check_text(files)
        check_ndjson(files)
        check_sarif(files)
        check_sarif_states()
        check_github(files)
        check_gitlab(files)
        check_junit(files)
        check_html(files)
        check_gate()
        os.chdir("/")


main()
