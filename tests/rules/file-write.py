import os
from pathlib import Path

import numpy

open("/etc/hosts", "a")  # expect: file-write
open("/etc/hosts", mode="w")  # expect: file-write
mode = "w"
open("../data.csv", mode)  # expect: file-write
Path("/data/x").write_text("x")  # expect: file-write
os.replace("/data/a", "/data/b")  # expect: file-write
numpy.save("/data/a.npy", [1])  # expect: file-write
open("data.csv", "w")  # ok: file-write
open("/data/data.csv")  # ok: file-write
Path("data.csv").write_text("x")  # ok: file-write
