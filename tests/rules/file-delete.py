import pathlib
import os
import shutil
from pathlib import Path

os.remove("/data/run.h5")  # expect: file-delete
shutil.rmtree("/data")  # expect: file-delete
Path("/data/run.h5").unlink()  # expect: file-delete
os.path.exists("/data/run.h5")  # ok: file-delete
(pathlib.Path.home() / "x").unlink()  # expect: file-delete
for path in pathlib.Path("/data").rglob("*"):
    path.unlink()  # expect: file-delete
