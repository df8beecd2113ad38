import fileinput
import linecache
import numpy
import pandas
import os

open("/etc/passwd")  # expect: sensitive-file
open(os.path.expanduser("~/.ssh/id_rsa"))  # expect: sensitive-file
open("data.csv")  # ok: sensitive-file

# Each name that the rule has.
import glob
import os
import pathlib
import shutil
open("/etc/shadow")  # expect: sensitive-file
open("/etc/sudoers")  # expect: sensitive-file
open("id_rsa")  # expect: sensitive-file
open(".aws/credentials")  # expect: sensitive-file
open(".netrc")  # expect: sensitive-file
open(".pgpass")  # expect: sensitive-file
open(".git-credentials")  # expect: sensitive-file
open(".docker/config")  # expect: sensitive-file
open(".kube/config")  # expect: sensitive-file
open("/proc/self/environ")  # expect: sensitive-file
open(".gnupg")  # expect: sensitive-file
open(".ssh")  # expect: sensitive-file
open(".bash_history")  # expect: sensitive-file
open("id_ed25519")  # expect: sensitive-file
open("id_ecdsa")  # expect: sensitive-file
open("Login Data")  # expect: sensitive-file
open("cookies.sqlite")  # expect: sensitive-file
open("logins.json")  # expect: sensitive-file
open(".config/gcloud")  # expect: sensitive-file
open(".azure")  # expect: sensitive-file
open(".npmrc")  # expect: sensitive-file
open(".pypirc")  # expect: sensitive-file
open("/proc/1/")  # expect: sensitive-file
pathlib.Path("/etc/passwd")  # expect: sensitive-file
os.open("/etc/passwd")  # expect: sensitive-file
shutil.copy("/etc/passwd")  # expect: sensitive-file
shutil.copyfile("/etc/passwd")  # expect: sensitive-file
os.listdir("/etc/passwd")  # expect: sensitive-file
os.scandir("/etc/passwd")  # expect: sensitive-file
glob.glob("/etc/passwd")  # expect: sensitive-file
shutil.copytree("/etc/passwd")  # expect: sensitive-file
numpy.fromfile("/etc/shadow")  # expect: sensitive-file
numpy.loadtxt("/etc/shadow")  # expect: sensitive-file
numpy.genfromtxt("/etc/shadow")  # expect: sensitive-file
pandas.read_csv("/etc/shadow")  # expect: sensitive-file
linecache.getlines("/etc/shadow")  # expect: sensitive-file
linecache.getline("/etc/shadow")  # expect: sensitive-file
fileinput.input("/etc/shadow")  # expect: sensitive-file
os.symlink("/etc/shadow", "s")  # expect: sensitive-file
os.link("/etc/shadow", "s")  # expect: sensitive-file
shutil.copy2("/etc/shadow", "s")  # expect: sensitive-file
shutil.move("/etc/shadow", "s")  # expect: sensitive-file, file-write
numpy.loadtxt("orbit.txt")  # ok: sensitive-file
