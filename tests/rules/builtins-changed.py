import io
import builtins
import os

builtins.open = print  # expect: builtins-changed
os.remove = print  # expect: builtins-changed


class Own:
    def __init__(self):
        self.remove = print  # ok: builtins-changed
UnsupportedOperation = io.UnsupportedOperation
io.UnsupportedOperation.__module__ = "io"  # ok: builtins-changed
exit.eof = "ctrl-d"  # ok: builtins-changed

# Each name that the rule has.
import aioca
import bluesky
import bluesky.plan_stubs
import builtins
import caproto
import caproto.threading.client
import concurrent.futures
import cothread
import epics
import epics.ca
import epics.pv
import importlib
import io
import ophyd
import os
import os.path
import osprey
import osprey.runtime
import p4p
import p4p.client.thread
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tango
import threading
import time
builtins.anything = "x"  # expect: builtins-changed:medium
os.anything = "x"  # expect: builtins-changed:medium
subprocess.anything = "x"  # expect: builtins-changed:medium
epics.anything = "x"  # expect: builtins-changed:medium
osprey.anything = "x"  # expect: builtins-changed:medium
socket.anything = "x"  # expect: builtins-changed:medium
shutil.anything = "x"  # expect: builtins-changed:medium
pathlib.anything = "x"  # expect: builtins-changed:medium
importlib.anything = "x"  # expect: builtins-changed:medium
signal.anything = "x"  # expect: builtins-changed:medium
tango.anything = "x"  # expect: builtins-changed:medium
p4p.anything = "x"  # expect: builtins-changed:medium
caproto.anything = "x"  # expect: builtins-changed:medium
cothread.anything = "x"  # expect: builtins-changed:medium
aioca.anything = "x"  # expect: builtins-changed:medium
ophyd.anything = "x"  # expect: builtins-changed:medium
bluesky.anything = "x"  # expect: builtins-changed:medium
sys.exit = "x"  # expect: builtins-changed:medium
time.sleep = "x"  # expect: builtins-changed:medium
threading.anything = "x"  # expect: builtins-changed:medium
io.anything = "x"  # expect: builtins-changed:medium
sys.modules["x"] = "x"  # expect: builtins-changed:medium
osprey.runtime.anything = "x"  # expect: builtins-changed:medium, channel-write
epics.pv.anything = "x"  # expect: builtins-changed:medium
epics.ca.anything = "x"  # expect: builtins-changed:medium
p4p.client.thread.anything = "x"  # expect: builtins-changed:medium
bluesky.plan_stubs.anything = "x"  # expect: builtins-changed:medium
caproto.threading.client.anything = "x"  # expect: builtins-changed:medium
os.path.anything = "x"  # expect: builtins-changed:medium
concurrent.futures.anything = "x"  # expect: builtins-changed:medium
sys.stdin = "x"  # expect: builtins-changed:low
sys.stdout = "x"  # expect: builtins-changed:low
sys.excepthook = "x"  # expect: builtins-changed:low
