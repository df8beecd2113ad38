import os
import sys

os.kill(1, 9)  # expect: process-kill
sys.maxsize  # ok: process-kill
os._exit(0)  # expect: process-kill
