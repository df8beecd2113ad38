import tempfile

open("/tmp/data.txt").read()  # expect: shared-temp-path
open("data/tmp/x.txt").read()  # ok: shared-temp-path
tempfile.NamedTemporaryFile(dir="/tmp")  # ok: shared-temp-path
name = "/tmp/data.txt"  # ok: shared-temp-path

# Each name that the rule has.
import os
import pathlib
open("/tmp/x")  # expect: shared-temp-path
open("/var/tmp/x")  # expect: shared-temp-path
open("/dev/shm/x")  # expect: shared-temp-path
pathlib.Path("/tmp/x")  # expect: shared-temp-path
os.open("/tmp/x")  # expect: shared-temp-path
os.listdir("/tmp/x")  # expect: shared-temp-path
os.scandir("/tmp/x")  # expect: shared-temp-path
os.chdir("/tmp/x")  # expect: shared-temp-path
os.mkdir("/tmp/x")  # expect: shared-temp-path, file-write
os.makedirs("/tmp/x")  # expect: shared-temp-path, file-write
