# SPDX-License-Identifier: Apache-2.0
"""Run the CI set-ups of examples/ci and the commands of docs/batch.md as those would who use them.

usage: check_ci.py MYNAH ROOT

Ends with 77, skipped, where PyYAML is missing.
"""
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    print("there is no PyYAML")
    sys.exit(77)

MYNAH = pathlib.Path(sys.argv[1]).resolve()
ROOT = pathlib.Path(sys.argv[2]).resolve()
CI = ROOT / "examples" / "ci"
FINE = "results = {}\n"
BAD = "import os\nos.system('x')\nresults = {}\n"


def run(command, code=0, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == code, (command, done.returncode, done.stdout, done.stderr)
    return done.stdout


def make_project(folder):
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "generated").mkdir(parents=True)
    (folder / "generated" / "fine.py").write_text(FINE, encoding="utf-8")
    (folder / "mynah.yml").write_text("policy: {protected: ['*:KILL']}\n", encoding="utf-8")
    os.chdir(folder)


def add_bad():
    pathlib.Path("generated/bad.py").write_text(BAD, encoding="utf-8")


def check_github(folder):
    workflow = yaml.safe_load((CI / "github.yml").read_text(encoding="utf-8"))
    job = workflow["jobs"]["mynah"]
    assert workflow["permissions"]["security-events"] == "write"
    stubs = folder.parent / "stubs"
    stubs.mkdir()
    # A clone has a `dev` that builds: here the command is there already.
    (stubs / "git").write_text(
        "#!/bin/sh\n[ \"$1 $4\" = \"clone $MYNAH_URL\" ]\nmkdir -p \"$5\"\n"
        f"printf '#!/bin/sh\\n[ $1 = build ]; cd $(dirname $0); mkdir -p build; "
        f"ln -sf {MYNAH} build/mynah\\n' > \"$5/dev\"\nchmod +x \"$5/dev\"\n", encoding="utf-8")
    (stubs / "git").chmod(0o755)
    path = folder.parent / "path"
    path.write_text("", encoding="utf-8")
    for bad in (False, True):
        make_project(folder)
        if bad:
            add_bad()
        uploaded = []
        for step in job["steps"]:
            if "run" in step:
                added = ":".join(path.read_text(encoding="utf-8").split())
                environment = {**os.environ, **workflow["env"], "GITHUB_PATH": str(path),
                               "RUNNER_TEMP": str(folder.parent / "runner"),
                               "PATH": f"{added}:{stubs}:/usr/bin:/bin"}
                run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], env=environment,
                    code=int(bad and step["name"] == "Judge"))
            elif step["uses"].startswith("github/codeql-action/upload-sarif@"):
                assert step["if"] == "${{ !cancelled() }}"
                uploaded.append(json.loads(pathlib.Path(step["with"]["sarif_file"]).read_text()))
        (sarif,) = uploaded
        assert len(sarif["runs"][0]["results"]) == int(bad)


def check_gitlab(folder):
    job = yaml.safe_load((CI / "gitlab.yml").read_text(encoding="utf-8"))["mynah"]
    for bad in (False, True):
        make_project(folder)
        if bad:
            add_bad()
        run(["sh", "-e", "-c", "\n".join(job["script"])], code=int(bad))
        report = json.loads(pathlib.Path(job["artifacts"]["reports"]["codequality"]).read_text())
        assert [issue["location"]["path"] for issue in report] == ["generated/bad.py"] * bad


def check_pre_commit(folder):
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["id"] == "mynah" and hook["language"] == "system" and hook["types"] == ["python"]
    make_project(folder)
    add_bad()
    command = shlex.split(hook["entry"]) + ["--config", "mynah.yml"]
    run(command + ["generated/fine.py"])
    assert "shell-command" in run(command + ["generated/fine.py", "generated/bad.py"], code=1)


def check_make(folder):
    make_project(folder)
    shutil.copy(CI / "Makefile", "Makefile")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    run(["make", "check"])
    run(["git", "init", "-q"])
    run([*git, "add", "."])
    run([*git, "commit", "-q", "-m", "first"])
    run(["make", "changed"])
    add_bad()
    run(["make", "check"], code=2)
    run(["git", "add", "."])
    assert "generated/bad.py: ask" in run(["make", "changed"], code=2)
    run(["make", "report.html"])
    assert pathlib.Path("report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    run(["make", "baseline"])
    run(["make", "check"])


def snippets(count):
    for number in range(count):
        code = [FINE, BAD, "x = (\n"][number % 3] + "#" * (number % 50)
        yield json.dumps({"id": f"{number} \u20ac", "code": code})


def check_batch(folder):
    """Each way to spread the work has to give the lines that one process gives."""
    make_project(folder)
    lines = list(snippets(600))
    text = "".join(line + "\n" for line in lines)
    pathlib.Path("snippets.ndjson").write_text(text, encoding="utf-8")
    batch = ["mynah", "check", "--batch", "--fail-on", "none"]
    wanted = run(batch, input=text).splitlines()
    assert len(wanted) == len(lines)
    assert run([*batch, "--jobs", "2"], input=text).splitlines() == wanted
    if shutil.which("parallel"):
        os.environ["PARALLEL"] = "--will-cite --jobs 2 --block 10k"
        assert run([CI / "parallel.sh", "snippets.ndjson"]).splitlines() == wanted
    parts = []
    for task in range(3):
        environment = {**os.environ, "SLURM_ARRAY_TASK_ID": str(task), "SLURM_ARRAY_TASK_COUNT": "3"}
        run([CI / "slurm.sh", "snippets.ndjson", "verdicts"], env=environment)
        parts += pathlib.Path(f"verdicts.{task}").read_text(encoding="utf-8").splitlines()
    assert sorted(parts) == sorted(wanted)
    check_spark(wanted)


# What is used of Spark, as it does it: a process for each partition, and its lines.
PYSPARK = '''
import pathlib, shlex, subprocess
class Lines:
    def __init__(self, partitions): self.partitions = partitions
    def pipe(self, command, env=None, checkCode=False):
        done = [subprocess.run(shlex.split(command), input="".join(line + "\\n" for line in lines),
                               capture_output=True, text=True, check=checkCode)
                for lines in self.partitions]
        return Lines([one.stdout.splitlines() for one in done])
    def saveAsTextFile(self, path):
        pathlib.Path(path).write_text("".join(line + "\\n" for lines in self.partitions for line in lines))
class SparkContext:
    def textFile(self, path):
        lines = pathlib.Path(path).read_text().splitlines()
        return Lines([lines[:len(lines) // 2], lines[len(lines) // 2:]])
class SparkSession:
    sparkContext = SparkContext()
    class builder:
        @classmethod
        def appName(cls, name): return cls
        @classmethod
        def getOrCreate(cls): return SparkSession()
'''


def check_spark(wanted):
    package = pathlib.Path("stub/pyspark")
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "sql.py").write_text(PYSPARK, encoding="utf-8")
    run([sys.executable, CI / "spark.py", "snippets.ndjson", "out"],
        env={**os.environ, "PYTHONPATH": "stub"})
    assert pathlib.Path("out").read_text(encoding="utf-8").splitlines() == wanted


def check_document():
    """What docs/batch.md shows stands in the files that are run here."""
    text = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
    files = [path.read_text(encoding="utf-8") for path in CI.iterdir()]
    blocks = re.findall(r"^```\w+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        assert any(block in file for file in files), block


def check_memory():
    """Ten times the lines take no more memory."""
    def peak(count):
        program = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdin=sys.stdin,"
                   " stdout=subprocess.DEVNULL, check=True);"
                   "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        environment = {**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=1:detect_leaks=0",
                       "MALLOC_PERTURB_": ""}
        command = [sys.executable, "-c", program, MYNAH, "check", "--batch", "--fail-on", "none"]
        return int(run(command, input="".join(line + "\n" for line in snippets(count)),
                       env=environment))
    few, many = peak(500), peak(5000)
    assert many < few * 1.2 + 1024, (few, many)


def main():
    with tempfile.TemporaryDirectory() as top:
        folder = pathlib.Path(top, "project")
        commands = pathlib.Path(top, "bin")
        commands.mkdir()
        (commands / "mynah").symlink_to(MYNAH)
        os.environ["PATH"] = f"{commands}:{os.environ['PATH']}"
        for name in ("MYNAH_CONFIG", "MAKEFLAGS", "MAKELEVEL", "PARALLEL"):
            os.environ.pop(name, None)
        check_github(folder)
        check_gitlab(folder)
        check_pre_commit(folder)
        check_make(folder)
        check_batch(folder)
        check_document()
        check_memory()
        os.chdir("/")


main()
