import os
import resource
import shutil

os.setuid(0)  # expect: privilege-change
os.chroot("/data")  # expect: privilege-change
shutil.chown("data.csv", "root")  # expect: privilege-change
resource.setrlimit(resource.RLIMIT_CPU, (-1, -1))  # expect: privilege-change
os.getuid()  # ok: privilege-change
resource.getrlimit(resource.RLIMIT_CPU)  # ok: privilege-change

# Each name that the rule has.
import os
import resource
import shutil
os.setuid()  # expect: privilege-change
os.seteuid()  # expect: privilege-change
os.setreuid()  # expect: privilege-change
os.setresuid()  # expect: privilege-change
os.setgid()  # expect: privilege-change
os.setegid()  # expect: privilege-change
os.setregid()  # expect: privilege-change
os.setresgid()  # expect: privilege-change
os.setgroups()  # expect: privilege-change
os.initgroups()  # expect: privilege-change
os.chroot()  # expect: privilege-change
os.chown()  # expect: privilege-change
os.fchown()  # expect: privilege-change
os.lchown()  # expect: privilege-change
shutil.chown()  # expect: privilege-change
resource.setrlimit()  # expect: privilege-change
resource.prlimit()  # expect: privilege-change
