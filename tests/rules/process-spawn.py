import os
import pty

import sh
from plumbum import local

os.execv("/bin/ls", ["ls"])  # expect: process-spawn
os.spawnl(os.P_WAIT, "/bin/ls", "ls")  # expect: process-spawn
os.fork()  # expect: process-spawn
pty.spawn("/bin/sh")  # expect: process-spawn
os.getpid()  # ok: process-spawn
sh.rm("-rf", "/data")  # expect: process-spawn
local["ls"]()  # expect: process-spawn

# Each name that the rule has.
import anyio
import asyncio
import delegator
import invoke
import os
import pexpect
import plumbum
import plumbum.cmd
import psutil
import pty
import ptyprocess
import sh
import subprocess._posixsubprocess
import subprocess32
import trio
import trio.lowlevel
import webbrowser
import wexpect
import win32api
def loop_os_fork():
    while True:
        os.fork()  # expect: process-spawn:high
def loop_os_forkpty():
    while True:
        os.forkpty()  # expect: process-spawn:high
os.execl()  # expect: process-spawn:medium
os.execle()  # expect: process-spawn:medium
os.execlp()  # expect: process-spawn:medium
os.execlpe()  # expect: process-spawn:medium
os.execv()  # expect: process-spawn:medium
os.execve()  # expect: process-spawn:medium
os.execvp()  # expect: process-spawn:medium
os.execvpe()  # expect: process-spawn:medium
os.spawnl()  # expect: process-spawn:medium
os.spawnle()  # expect: process-spawn:medium
os.spawnlp()  # expect: process-spawn:medium
os.spawnlpe()  # expect: process-spawn:medium
os.spawnv()  # expect: process-spawn:medium
os.spawnve()  # expect: process-spawn:medium
os.spawnvp()  # expect: process-spawn:medium
os.spawnvpe()  # expect: process-spawn:medium
os.posix_spawn()  # expect: process-spawn:medium
os.posix_spawnp()  # expect: process-spawn:medium
os.forkpty()  # expect: process-spawn:medium
pty.spawn()  # expect: process-spawn:medium
pty.fork()  # expect: process-spawn:medium
subprocess._posixsubprocess.fork_exec()  # expect: process-spawn:medium
asyncio.create_subprocess_exec()  # expect: process-spawn:medium
asyncio.AbstractEventLoop().subprocess_exec()  # expect: process-spawn:medium
pexpect.spawn()  # expect: process-spawn:medium
pexpect.run()  # expect: process-spawn:medium
wexpect.spawn()  # expect: process-spawn:medium
invoke.run()  # expect: process-spawn:medium
sh.anything()  # expect: process-spawn:medium
plumbum.local["ls"]()  # expect: process-spawn:medium
trio.run_process()  # expect: process-spawn:medium
trio.lowlevel.open_process()  # expect: process-spawn:medium
anyio.open_process()  # expect: process-spawn:medium
psutil.Popen()  # expect: process-spawn:medium
win32api.ShellExecute()  # expect: process-spawn:medium
plumbum.cmd.anything()  # expect: process-spawn:medium
ptyprocess.PtyProcess().spawn()  # expect: process-spawn:medium
subprocess32.Popen()  # expect: process-spawn:medium
delegator.run()  # expect: process-spawn:medium
trio.open_process()  # expect: process-spawn:medium
webbrowser.open()  # expect: process-spawn:medium

import docker
docker.from_env()  # expect: process-spawn
docker.DockerClient()  # expect: process-spawn

import git
import git.cmd
repository = git.Repo(".")  # ok: process-spawn
repository.git.execute(["rm", "-rf", "."])  # expect: process-spawn:medium
repository.git.push("--force")  # expect: process-spawn:medium
git.Git(".").execute(["ls"])  # expect: process-spawn:medium
git.cmd.Git().execute(["ls"])  # expect: process-spawn:medium
keep(repository.head.commit.hexsha)  # ok: process-spawn

import crontab
table = crontab.CronTab(user=True)  # ok: process-spawn
for job in table.find_command("backup"):  # ok: process-spawn
    keep(job)
table.new(command="rm -rf /")  # expect: process-spawn:medium
table.write()  # expect: process-spawn:medium
table.write_to_user(user="root")  # expect: process-spawn:medium
import pydoc
import win32process
pydoc.pipepager("text", "less")  # expect: process-spawn
pydoc.tempfilepager("text", "less")  # expect: process-spawn
win32api.WinExec("calc")  # expect: process-spawn
win32process.CreateProcess(None, "calc", None, None, 0, 0, None, None, None)  # expect: process-spawn
pydoc.render_doc("json")  # ok: process-spawn
