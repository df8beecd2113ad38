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
