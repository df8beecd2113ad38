import importlib.resources
import importlib.util

importlib.util.spec_from_file_location("m", "m.py")  # expect: module-loader
importlib.resources.files("json")  # ok: module-loader

# Each name that the rule has.
import imp
import importlib
import importlib.machinery
import importlib.util
import zipimport
importlib.util.spec_from_file_location()  # expect: module-loader
importlib.util.module_from_spec()  # expect: module-loader
importlib.machinery.SourceFileLoader()  # expect: module-loader
importlib.machinery.SourcelessFileLoader()  # expect: module-loader
importlib.machinery.ExtensionFileLoader()  # expect: module-loader
imp.load_source()  # expect: module-loader
imp.load_module()  # expect: module-loader
imp.load_compiled()  # expect: module-loader
imp.load_dynamic()  # expect: module-loader
zipimport.zipimporter()  # expect: module-loader
made = importlib.util.spec_from_file_location()  # expect: module-loader
made.loader.exec_module()  # expect: module-loader
importlib.reload()  # expect: module-loader
