import os
import stat

os.chmod("run.sh", 0o777)  # expect: file-permissions
os.chmod("run.sh", stat.S_IRWXU | stat.S_IRWXO)  # expect: file-permissions
os.chmod("run.sh", 0o600)  # ok: file-permissions

# Each name that the rule has.
import os
import pathlib
os.chmod(None, 0o777)  # expect: file-permissions:high
os.fchmod(None, 0o777)  # expect: file-permissions:high
os.lchmod(None, 0o777)  # expect: file-permissions:high
os.chmod(None, 0o755)  # expect: file-permissions:medium
os.fchmod(None, 0o755)  # expect: file-permissions:medium
os.lchmod(None, 0o755)  # expect: file-permissions:medium
os.chmod(None, input())  # expect: file-permissions:low
os.fchmod(None, input())  # expect: file-permissions:low
os.lchmod(None, input())  # expect: file-permissions:low
pathlib.Path().chmod(0o777)  # expect: file-permissions:high
pathlib.Path().chmod(0o755)  # expect: file-permissions:medium
pathlib.Path().chmod(input())  # expect: file-permissions:low
os.umask(0)  # expect: file-permissions:medium
pathlib.Path("f").lchmod(0o777)  # expect: file-permissions:high
pathlib.Path("f").lchmod(0o750)  # expect: file-permissions
pathlib.Path("f").lchmod(0o600)  # ok: file-permissions
pathlib.Path("f").lchmod(input())  # expect: file-permissions:low
