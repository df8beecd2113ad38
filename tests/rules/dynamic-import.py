import importlib

__import__("subprocess")  # expect: dynamic-import
importlib.import_module("sub" + "process")  # expect: dynamic-import
importlib.import_module("json")  # ok: dynamic-import

# Each name that the rule has.
import importlib
importlib.import_module("subprocess")  # expect: dynamic-import
