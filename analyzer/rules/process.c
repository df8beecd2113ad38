// SPDX-License-Identifier: Apache-2.0
// Starting and ending processes, and loading native code.  Any process is at least medium.

#include "rules/families.h"

#define NONE ((const char *const[]){ NULL })

// clang-format off
static const struct rule rows[] = {
    {.about.name = "native-code",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_HIGH,
     .about.summary = "Native code is loaded or called",
     .about.why = "Native code can do anything, control-system libraries included.",
     .about.bad = "import ctypes\n"
                  "library = ctypes.CDLL(\"libm.so.6\")\n",
     .about.good = "import ctypes\n"
                   "number = ctypes.c_int(3)\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .about.cwe = 114,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .sink = SINK_DATA,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("ctypes.CDLL", "ctypes.PyDLL", "ctypes.WinDLL", "ctypes.OleDLL",
                        "ctypes.CFUNCTYPE", "ctypes.memmove", "ctypes.memset", "ctypes.string_at",
                        "ctypes.cast",
                        "cffi.FFI.dlopen", "cffi.FFI.verify", "numpy.ctypeslib.load_library")},
         {.kind = TRIGGER_LOAD,
          .names = LIST("ctypes.cdll.*", "ctypes.pythonapi.*", "ctypes.pydll.*")})},
    {.about.name = "privilege-change",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "The process's user, root folder or limits, or a file's owner, is changed",
     .about.why = "What the program may do from then on is no longer what its host meant.",
     .about.bad = "import os\n"
                  "os.setuid(0)\n",
     .about.good = "import os\n"
                   "user = os.getuid()\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .about.cwe = 250,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("os.setuid", "os.seteuid", "os.setreuid", "os.setresuid", "os.setgid",
                        "os.setegid", "os.setregid", "os.setresgid", "os.setgroups",
                        "os.initgroups", "os.chroot", "os.chown", "os.fchown", "os.lchown",
                        "shutil.chown", "resource.setrlimit", "resource.prlimit")})},
    {.about.name = "process-kill",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "A process or the interpreter is ended at once",
     .about.why = "Nothing is cleaned up and no outcome is written.",
     .about.bad = "import os\n"
                  "os._exit(0)\n",
     .about.good = "import sys\n"
                   "limit = sys.maxsize\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .about.cwe = 382,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("os._exit", "os.abort", "os.kill", "os.killpg", "signal.raise_signal",
                        "signal.pthread_kill", "psutil.Process.kill", "psutil.Process.terminate",
                        "psutil.Process.suspend",
                        "faulthandler._sigsegv")})},
    {.about.name = "process-spawn",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "A process is started by the operating system's own calls",
     .about.why = "The process can do what this program may, and no check of this code sees "
              "it.",
     .about.bad = "import os\n"
                  "os.execv(\"/bin/ls\", [\"ls\"])\n",
     .about.good = "import os\n"
                   "pid = os.getpid()\n",
     .about.bandit = LIST("B606", "B607"),
     .about.ruff = LIST("S606", "S607"),
     .about.cwe = 78,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .sink = SINK_DATA,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("os.fork", "os.forkpty"),
          .when = {.predicate = PREDICATE_LOOP},
          .severity = MYNAH_SEVERITY_HIGH + 1},
         {.kind = TRIGGER_CALL,
          .names = LIST("os.execl", "os.execle", "os.execlp", "os.execlpe", "os.execv",
                        "os.execve", "os.execvp", "os.execvpe", "os.spawnl", "os.spawnle",
                        "os.spawnlp", "os.spawnlpe", "os.spawnv", "os.spawnve", "os.spawnvp",
                        "os.spawnvpe", "os.posix_spawn", "os.posix_spawnp", "os.fork",
                        "os.forkpty", "pty.spawn", "pty.fork",
                        "subprocess._posixsubprocess.fork_exec",
                        "asyncio.create_subprocess_exec",
                        "asyncio.AbstractEventLoop.subprocess_exec", "pexpect.spawn",
                        "pexpect.run", "wexpect.spawn", "invoke.run", "sh.*",
                        "plumbum.local.[]", "trio.run_process",
                        "trio.lowlevel.open_process", "anyio.open_process", "psutil.Popen", "docker.from_env",
                        "docker.DockerClient",
                        "win32api.ShellExecute", "plumbum.cmd.*", "ptyprocess.PtyProcess.spawn",
                        "subprocess32.Popen", "delegator.run", "trio.open_process",
                        "webbrowser.open", "git.Repo.git.*", "git.Git.*", "git.cmd.Git.*",
                        "crontab.CronTab.new", "crontab.CronTab.write",
                        "crontab.CronTab.write_to_user")})},
    {.about.name = "remote-command",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "A command is run on another machine",
     .about.why = "What it does there is beyond every check here.",
     .about.bad = "import paramiko\n"
                  "client = paramiko.SSHClient()\n"
                  "client.exec_command(\"reboot\")\n",
     .about.good = "import paramiko\n"
                   "error = paramiko.SSHException\n",
     .about.bandit = LIST("B601"),
     .about.ruff = LIST("S601"),
     .about.cwe = 78,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .sink = SINK_DATA,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("paramiko.SSHClient.exec_command", "paramiko.SSHClient.invoke_shell",
                        "paramiko.Transport.open_session.exec_command", "fabric.Connection.run",
                        "fabric.Connection.sudo", "fabric.Connection", "asyncssh.connect",
                        "fabric.api.run", "fabric.api.sudo", "pexpect.pxssh.pxssh")},
         {.kind = TRIGGER_METHOD,
          .names = LIST("exec_command"),
          .with = "paramiko"})},
    {.about.name = "shell-argument",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_LOW,
     .about.summary = "Something of unknown kind is called with shell=True",
     .about.why = "If it starts a process, a shell reads its text.",
     .about.bad = "def go(runner, command):\n"
                  "    runner.execute(command, shell=True)\n",
     .about.good = "def go(runner, command):\n"
                   "    runner.execute(command, shell=False)\n",
     .about.bandit = LIST("B604"),
     .about.ruff = LIST("S604"),
     .about.cwe = 78,
     .confidence = MYNAH_CONFIDENCE_LOW,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_KEYWORD,
          .names = LIST("shell"),
          .when = {.predicate = PREDICATE_TRUE, .keyword = "shell"}})},
    {.about.name = "shell-command",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_HIGH,
     .about.summary = "A command is run by a shell",
     .about.why = "The shell gives the text meanings of its own: one that is built from data "
              "runs what the data says.",
     .about.bad = "import os\n"
                  "os.system(\"ls\")\n",
     .about.good = "import os\n"
                   "files = os.listdir(\".\")\n",
     .about.bandit = LIST("B605", "B609"),
     .about.ruff = LIST("S605", "S609"),
     .about.cwe = 78,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .sink = SINK_DATA,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("os.system", "os.popen", "os.popen2", "os.popen3", "os.popen4",
                        "popen2.popen2", "popen2.popen3", "popen2.popen4", "popen2.Popen3",
                        "popen2.Popen4", "commands.getoutput", "commands.getstatusoutput",
                        "subprocess.getoutput", "subprocess.getstatusoutput",
                        "asyncio.create_subprocess_shell",
                        "asyncio.AbstractEventLoop.subprocess_shell", "os.startfile", "pexpect.runu",
                        "distutils.spawn.spawn", "fabric.api.local", "fabric.operations.local",
                        "anyio.run_process")})},
    {.about.name = "signal-handler",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "A signal is ignored, sent later, or handled by this code",
     .about.why = "Signals are how hosts stop a run; one that is ignored can not be "
                  "stopped kindly.",
     .about.bad = "import signal\n"
                  "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n",
     .about.good = "import signal\n"
                   "number = signal.SIGTERM\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .about.cwe = 364,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("signal.signal"),
          .when = {.predicate = PREDICATE_IS, .position = 2, .keyword = "handler",
           .words = LIST("signal.SIG_IGN")}},
         {.kind = TRIGGER_CALL,
          .names = LIST("signal.signal"),
          .severity = MYNAH_SEVERITY_LOW + 1},
         {.kind = TRIGGER_CALL,
          .names = LIST("signal.pthread_sigmask", "signal.siginterrupt", "signal.alarm",
                        "signal.setitimer", "signal.set_wakeup_fd"),
          .severity = MYNAH_SEVERITY_LOW + 1})},
    {.about.name = "subprocess-call",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "A process is started",
     .about.why = "The process can do what this program may, and no check of this code sees "
              "it.",
     .about.bad = "import subprocess\n"
                  "subprocess.run([\"ls\", \"-la\"])\n",
     .about.good = "import subprocess\n"
                   "error = subprocess.TimeoutExpired\n",
     .about.bandit = LIST("B603", "B607"),
     .about.ruff = LIST("S603", "S607"),
     .about.cwe = 78,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .sink = SINK_DATA,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("subprocess.run", "subprocess.Popen", "subprocess.call",
                        "subprocess.check_call", "subprocess.check_output"),
          .when = {.predicate = PREDICATE_UNSET, .position = 9, .keyword = "shell"}})},
    {.about.name = "subprocess-shell",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_HIGH,
     .about.summary = "A process is started by a shell",
     .about.why = "The shell gives the text meanings of its own: one that is built from data "
              "runs what the data says.",
     .about.bad = "import subprocess\n"
                  "subprocess.run(\"ls\", shell=True)\n",
     .about.good = "import subprocess\n"
                   "error = subprocess.TimeoutExpired\n",
     .about.bandit = LIST("B602", "B609"),
     .about.ruff = LIST("S602", "S609"),
     .about.cwe = 78,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .sink = SINK_DATA,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("subprocess.run", "subprocess.Popen", "subprocess.call",
                        "subprocess.check_call", "subprocess.check_output"),
          .when = {.predicate = PREDICATE_TRUE, .position = 9, .keyword = "shell"}})},
    {.about.name = "worker-process",
     .about.category = MYNAH_CATEGORY_RISK,
     .about.severity = MYNAH_SEVERITY_MEDIUM,
     .about.summary = "Processes are started that run this program again",
     .about.why = "They outlive a run that is stopped, and each can do what this "
                  "program may.",
     .about.bad = "import multiprocessing\n"
                  "multiprocessing.Process(target=print).start()\n",
     .about.good = "import multiprocessing\n"
                   "count = multiprocessing.cpu_count()\n",
     .about.bandit = NONE,
     .about.ruff = NONE,
     .about.cwe = 400,
     .confidence = MYNAH_CONFIDENCE_HIGH,
     .triggers = TRIGGERS(
         {.kind = TRIGGER_CALL,
          .names = LIST("multiprocessing.Process", "multiprocessing.Pool"),
          .when = {.predicate = PREDICATE_LOOP},
          .severity = MYNAH_SEVERITY_HIGH + 1},
         {.kind = TRIGGER_CALL,
          .names = LIST("multiprocessing.Process", "multiprocessing.Pool",
                        "multiprocessing.Manager", "multiprocessing.get_context.Process",
                        "multiprocessing.get_context.Pool",
                        "concurrent.futures.ProcessPoolExecutor", "billiard.Process")})},
    {.about.name = NULL},
};
// clang-format on

const struct rule_family mynah__rules_process = { rows };
