import builtins
import os

builtins.open = print  # expect: builtins-changed
os.remove = print  # expect: builtins-changed


class Own:
    def __init__(self):
        self.remove = print  # ok: builtins-changed

# Each name that the rule has.
import aioca
import bluesky
import builtins
import caproto
import cothread
import epics
import importlib
import io
import ophyd
import os
import osprey
import p4p
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tango
import threading
import time
builtins.anything = "x"  # expect: builtins-changed
os.anything = "x"  # expect: builtins-changed
subprocess.anything = "x"  # expect: builtins-changed
epics.anything = "x"  # expect: builtins-changed
osprey.anything = "x"  # expect: builtins-changed
socket.anything = "x"  # expect: builtins-changed
shutil.anything = "x"  # expect: builtins-changed
pathlib.anything = "x"  # expect: builtins-changed
importlib.anything = "x"  # expect: builtins-changed
signal.anything = "x"  # expect: builtins-changed
tango.anything = "x"  # expect: builtins-changed
p4p.anything = "x"  # expect: builtins-changed
caproto.anything = "x"  # expect: builtins-changed
cothread.anything = "x"  # expect: builtins-changed
aioca.anything = "x"  # expect: builtins-changed
ophyd.anything = "x"  # expect: builtins-changed
bluesky.anything = "x"  # expect: builtins-changed
sys.exit = "x"  # expect: builtins-changed
sys.excepthook = "x"  # expect: builtins-changed
time.sleep = "x"  # expect: builtins-changed
threading.anything = "x"  # expect: builtins-changed
io.anything = "x"  # expect: builtins-changed
sys.modules["x"] = "x"  # expect: builtins-changed
sys.stdin = "x"  # expect: builtins-changed
