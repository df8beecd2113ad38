import os
import subprocess
from os import system

os.system("ls")  # expect: shell-command
system("ls")  # expect: shell-command
os.popen("ls")  # expect: shell-command
subprocess.getoutput("ls")  # expect: shell-command
os.__dict__["system"]("ls")  # expect: shell-command
print("os.system('ls')")  # ok: shell-command


def local(system):
    system("ls")  # ok: shell-command


local(print)

import platform
platform.os.system("ls")  # expect: shell-command

# Each name that the rule has.
import anyio
import asyncio
import commands
import distutils.spawn
import fabric.api
import fabric.operations
import os
import pexpect
import popen2
import subprocess
os.system()  # expect: shell-command
os.popen()  # expect: shell-command
os.popen2()  # expect: shell-command
os.popen3()  # expect: shell-command
os.popen4()  # expect: shell-command
popen2.popen2()  # expect: shell-command
popen2.popen3()  # expect: shell-command
popen2.popen4()  # expect: shell-command
popen2.Popen3()  # expect: shell-command
popen2.Popen4()  # expect: shell-command
commands.getoutput()  # expect: shell-command
commands.getstatusoutput()  # expect: shell-command
subprocess.getoutput()  # expect: shell-command
subprocess.getstatusoutput()  # expect: shell-command
asyncio.create_subprocess_shell()  # expect: shell-command
asyncio.AbstractEventLoop().subprocess_shell()  # expect: shell-command
os.startfile()  # expect: shell-command
pexpect.runu()  # expect: shell-command
distutils.spawn.spawn()  # expect: shell-command
fabric.api.local()  # expect: shell-command
fabric.operations.local()  # expect: shell-command
anyio.run_process()  # expect: shell-command
