import os
import stat

os.chmod("run.sh", 0o777)  # expect: file-permissions
os.chmod("run.sh", stat.S_IRWXU | stat.S_IRWXO)  # expect: file-permissions
os.chmod("run.sh", 0o600)  # ok: file-permissions
