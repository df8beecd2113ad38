import os
import shutil
from pathlib import Path

os.remove("/data/run.h5")  # expect: file-delete
shutil.rmtree("/data")  # expect: file-delete
Path("/data/run.h5").unlink()  # expect: file-delete
os.path.exists("/data/run.h5")  # ok: file-delete
