import os
import sys

os.kill(1, 9)  # expect: process-kill
sys.maxsize  # ok: process-kill


def leave():
    os._exit(0)  # expect: process-kill

# Each name that the rule has.
import faulthandler
import os
import psutil
import signal
if thing(): os._exit()  # expect: process-kill
if thing(): os.abort()  # expect: process-kill
if thing(): os.kill(1, 9)  # expect: process-kill
if thing(): os.killpg()  # expect: process-kill
if thing(): signal.raise_signal()  # expect: process-kill
if thing(): signal.pthread_kill()  # expect: process-kill
if thing(): psutil.Process().kill()  # expect: process-kill
if thing(): psutil.Process().terminate()  # expect: process-kill
if thing(): psutil.Process().suspend()  # expect: process-kill
if thing(): faulthandler._sigsegv()  # expect: process-kill
for process in psutil.process_iter():
    process.kill()  # expect: process-kill
    process.terminate()  # expect: process-kill
    process.suspend()  # expect: process-kill
    process.send_signal(9)  # expect: process-kill
    process.name()  # ok: process-kill
