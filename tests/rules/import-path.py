import sys

sys.path.insert(0, input())  # expect: import-path
sys.path.append(input())  # expect: import-path
sys.path.insert(0, "lib")  # ok: import-path

# Each name that the rule has.
import site
import sys
site.addsitedir(input())  # expect: import-path
sys.path.insert(None, input())  # expect: import-path
sys.path.extend(input())  # expect: import-path
sys.meta_path = "x"  # expect: import-path
sys.path_hooks = "x"  # expect: import-path
sys.meta_path.append()  # expect: import-path
sys.meta_path.insert()  # expect: import-path
sys.path_hooks.append()  # expect: import-path
sys.path.append("/tmp/lib")  # expect: import-path
site.addsitedir("/var/tmp/lib")  # expect: import-path
sys.path.insert(0, "/dev/shm/lib")  # expect: import-path
sys.path.insert(0, "/tmp")  # expect: import-path
sys.path.insert(0, "/var/tmp")  # expect: import-path
sys.path.append("/dev/shm")  # expect: import-path
sys.path.append("/var/tmp")  # expect: import-path
site.addsitedir("/tmp")  # expect: import-path
sys.path.append("lib")  # ok: import-path
sys.path.insert(0, "tmp")  # ok: import-path
import os
import pathlib
sys.path.append(os.path.dirname(os.path.abspath(__file__)))  # ok: import-path
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))  # ok: import-path
here = os.path.dirname(__file__)
sys.path.insert(0, os.path.join(here, "..", "lib"))  # ok: import-path
sys.path.append(os.path.join(os.getcwd(), input()))  # expect: import-path
sys.path.append(os.path.join(input(), __file__))  # expect: import-path
