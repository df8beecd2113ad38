import os

open("/etc/passwd")  # expect: sensitive-file
open(os.path.expanduser("~/.ssh/id_rsa"))  # expect: sensitive-file
open("data.csv")  # ok: sensitive-file
