import os

value = 1  # mynah: allow channel-write -- tuned by hand # expect: suppression-unused
os.system("ls")  # mynah: allow channel-write -- another rule # expect: shell-command, suppression-unused
value = 2  # a comment about channel-write # ok: suppression-unused
# mynah: allow channel-write -- behind it comes nothing # expect: suppression-unused
