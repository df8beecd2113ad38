import os

os.system("ls")  # mynah: allow shell-comand -- a slip # expect: shell-command, suppression-of-unknown-rule
# expect: suppression-of-unknown-rule
# mynah: allow
os.system("ls")  # expect: shell-command
os.system("ls")  # mynah: allow -- no rule # expect: shell-command, suppression-of-unknown-rule
value = 1  # mynah: alow shell-command -- no comment of ours # ok: suppression-of-unknown-rule
