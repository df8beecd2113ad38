import os
import stat

os.chmod("run.sh", 0o777)  # expect: file-permissions
os.chmod("run.sh", stat.S_IRWXU | stat.S_IRWXO)  # expect: file-permissions
os.chmod("run.sh", 0o600)  # ok: file-permissions

# Each name that the rule has.
import os
import pathlib
os.chmod(None, 0o777)  # expect: file-permissions
os.fchmod(None, 0o777)  # expect: file-permissions
os.lchmod(None, 0o777)  # expect: file-permissions
pathlib.Path().chmod(0o777)  # expect: file-permissions
