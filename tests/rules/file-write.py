import fileinput
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

(Path("/data") / "x").write_text("x")  # expect: file-write
(Path.home() / "x" / "y").touch()  # expect: file-write
Path("..").joinpath("x").mkdir()  # expect: file-write
(Path("data") / "x.csv").write_text("x")  # ok: file-write
(Path("data") / input() / "x.csv").write_text("x")  # ok: file-write
(Path("data") / "/etc/hosts").write_text("x")  # expect: file-write
for path in Path("/data").glob("*.csv"):
    path.write_text("x")  # expect: file-write
for path in Path("data").iterdir():
    path.write_text("x")  # ok: file-write
Path.cwd().joinpath("x.csv").write_text("x")  # ok: file-write
for number in range(1000):
    open(f"run_{number}.csv", "w")  # ok: file-write
    open("run_%d.csv" % number, "w")  # ok: file-write
    open("run_{}.csv".format(number), "w")  # ok: file-write
    open(os.path.join("data", str(number)), "w")  # ok: file-write
    name = "data/" + str(number)
    open(name, mode="w")  # ok: file-write
    open(f"/data/run_{number}.csv", "w")  # expect: file-write
    open("../run_" + str(number), "w")  # expect: file-write
open("data/" + input(), "w")  # expect: file-write:high

# Each name that the rule has.
import bz2
import cv2
import gzip
import h5py
import imageio
import joblib
import logging
import logging.handlers
import lzma
import matplotlib
import matplotlib.pyplot
import numpy
import os
import pandas
import pathlib
import scipy.io
import shutil
import soundfile
import tarfile
import torch
import zipfile
open("/data/x", "w")  # expect: file-write
gzip.open("/data/x", "w")  # expect: file-write
bz2.open("/data/x", "w")  # expect: file-write
lzma.open("/data/x", "w")  # expect: file-write
h5py.File("/data/x", "w")  # expect: file-write
os.open("/data/x", 0o101)  # expect: file-write
os.open("/data/x", input())  # expect: file-write:high
pathlib.Path("/data/x").open("w")  # expect: file-write
pathlib.Path("/data/x").write_text()  # expect: file-write
pathlib.Path("/data/x").write_bytes()  # expect: file-write
pathlib.Path("/data/x").touch()  # expect: file-write
pathlib.Path("/data/x").rename()  # expect: file-write
pathlib.Path("/data/x").replace()  # expect: file-write
pathlib.Path("/data/x").symlink_to()  # expect: file-write
pathlib.Path("/data/x").hardlink_to()  # expect: file-write
pathlib.Path("/data/x").mkdir()  # expect: file-write
os.rename(None, "/data/x")  # expect: file-write
os.replace(None, "/data/x")  # expect: file-write
os.link(None, "/data/x")  # expect: file-write
os.symlink(None, "/data/x")  # expect: file-write
shutil.move(None, "/data/x")  # expect: file-write
shutil.copy(None, "/data/x")  # expect: file-write
shutil.copy2(None, "/data/x")  # expect: file-write
shutil.copyfile(None, "/data/x")  # expect: file-write
shutil.copytree(None, "/data/x")  # expect: file-write
os.rename("/data/x")  # expect: file-write
os.replace("/data/x")  # expect: file-write
shutil.move("/data/x")  # expect: file-write
os.truncate("/data/x")  # expect: file-write
os.makedirs("/data/x")  # expect: file-write
os.mkdir("/data/x")  # expect: file-write
os.mkfifo("/data/x")  # expect: file-write
os.mknod("/data/x")  # expect: file-write
os.chown("/data/x")  # expect: file-write, privilege-change
shutil.chown("/data/x")  # expect: file-write, privilege-change
numpy.save("/data/x")  # expect: file-write
numpy.savez("/data/x")  # expect: file-write
numpy.savez_compressed("/data/x")  # expect: file-write
numpy.savetxt("/data/x")  # expect: file-write
torch.save({}, "/data/x")  # expect: file-write
joblib.dump({}, "/data/x")  # expect: file-write
thing().to_csv("/data/x")  # expect: file-write
thing().to_hdf("/data/x")  # expect: file-write
thing().to_pickle("/data/x")  # expect: file-write
thing().to_parquet("/data/x")  # expect: file-write
thing().to_excel("/data/x")  # expect: file-write
thing().to_json("/data/x")  # expect: file-write
thing().to_feather("/data/x")  # expect: file-write
thing().to_html("/data/x")  # expect: file-write
thing().to_stata("/data/x")  # expect: file-write
thing().savefig("/data/x")  # expect: file-write
matplotlib.pyplot.imsave("/data/x")  # expect: file-write
shutil.make_archive("/data/x")  # expect: file-write
logging.FileHandler("/data/x")  # expect: file-write
logging.handlers.RotatingFileHandler("/data/x")  # expect: file-write
imageio.imwrite("/data/x")  # expect: file-write
cv2.imwrite("/data/x")  # expect: file-write
scipy.io.savemat("/data/x")  # expect: file-write
soundfile.write("/data/x")  # expect: file-write
logging.basicConfig(filename="/data/x")  # expect: file-write
zipfile.ZipFile("/data/x", "w")  # expect: file-write
tarfile.open("/data/x", "w")  # expect: file-write
made = zipfile.ZipFile()
made.extractall("/data/x")  # expect: file-write
for line in fileinput.input("/etc/motd", inplace=True):  # expect: file-write
    print(line)
fileinput.FileInput("/etc/motd", True)  # expect: file-write
fileinput.input("/etc/motd")  # ok: file-write
fileinput.input("notes.txt", inplace=True)  # ok: file-write

import os
flags = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
folder = os.open("/data", flags)  # ok: file-write
nothing = os.open(os.devnull, os.O_RDWR)  # ok: file-write
open("/dev/null", "w")  # ok: file-write
back, front = os.pipe()
open(front, "wb")  # ok: file-write
open(os.open("data", os.O_RDONLY), "wb")  # ok: file-write
import io
import netCDF4
import PIL.Image
import tables
import tempfile
import tifffile
import xarray
torch.save(input(), f="/data/x")  # expect: file-write:high
joblib.dump({}, filename="/data/x")  # expect: file-write
torch.save(numpy.zeros(3), "x.pt")  # ok: file-write
joblib.dump(thing(), "x.joblib")  # ok: file-write
io.FileIO("/data/x", "w")  # expect: file-write
xarray.Dataset().to_netcdf("/data/x")  # expect: file-write
xarray.Dataset().to_zarr("/data/x")  # expect: file-write
xarray.Dataset().to_netcdf("x")  # ok: file-write
PIL.Image.open("x.png").save("/data/x.png")  # expect: file-write
PIL.Image.new("L", (1, 1)).save("/data/x.png")  # expect: file-write
PIL.Image.fromarray(thing()).save(fp="/data/x.png")  # expect: file-write
PIL.Image.open("x.png").save("x.png")  # ok: file-write
numpy.zeros(3).tofile("/data/x")  # expect: file-write
netCDF4.Dataset("/data/x", "w")  # expect: file-write
netCDF4.Dataset("/data/x", "r")  # ok: file-write
tables.open_file("/data/x", mode="a")  # expect: file-write
tifffile.imwrite("/data/x", [1])  # expect: file-write
zipfile.ZipFile("x.zip").extract("a", "/data")  # expect: file-write
with tempfile.TemporaryDirectory() as folder:
    open(folder + "/x", "w")  # ok: file-write
    open(os.path.join(folder, input()), "w")  # expect: file-write:high
    open(os.path.join(folder, "x"), "w")  # ok: file-write
    open(f"{folder}/x", "w")  # ok: file-write
    open(str(Path(folder) / "x"), "w")  # ok: file-write
    shutil.copy("x", os.path.join(folder, "x"))  # ok: file-write
other = tempfile.mkdtemp()
open(os.path.join(other, "x"), "w")  # ok: file-write
number, name = tempfile.mkstemp()
open(name, "w")  # ok: file-write
open(tempfile.NamedTemporaryFile(delete=False).name, "w")  # ok: file-write
open(os.path.join(tempfile.gettempdir(), "x"), "w")  # expect: file-write
