import importlib.resources
import importlib.util

importlib.util.spec_from_file_location("m", "m.py")  # expect: module-loader
importlib.resources.files("json")  # ok: module-loader
