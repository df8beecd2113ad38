import os
import resource
import shutil

os.setuid(0)  # expect: privilege-change
os.chroot("/data")  # expect: privilege-change
shutil.chown("data.csv", "root")  # expect: privilege-change
resource.setrlimit(resource.RLIMIT_CPU, (-1, -1))  # expect: privilege-change
os.getuid()  # ok: privilege-change
resource.getrlimit(resource.RLIMIT_CPU)  # ok: privilege-change
