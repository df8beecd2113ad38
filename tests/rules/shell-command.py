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
