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

# Each name that the rule has.
import distutils.dir_util
import os
import pathlib
import send2trash
import shutil
os.remove()  # expect: file-delete
os.unlink()  # expect: file-delete
os.rmdir()  # expect: file-delete
os.removedirs()  # expect: file-delete
shutil.rmtree()  # expect: file-delete
pathlib.Path().unlink()  # expect: file-delete
pathlib.Path().rmdir()  # expect: file-delete
send2trash.send2trash()  # expect: file-delete
distutils.dir_util.remove_tree()  # expect: file-delete
