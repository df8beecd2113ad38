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
