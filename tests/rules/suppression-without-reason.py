import os

# expect: suppression-without-reason
# mynah: allow shell-command
os.system("ls")  # expect: shell-command
# expect: suppression-without-reason
# mynah: allow shell-command --
os.system("ls")  # expect: shell-command
value = "# mynah: allow shell-command"  # ok: suppression-without-reason
