import importlib
import sys

importlib.import_module(sys.argv[1])  # expect: opaque-import
__import__(sys.argv[1])  # expect: opaque-import
importlib.import_module("math")  # ok: opaque-import
importlib.import_module("ma" + "th")  # ok: opaque-import
