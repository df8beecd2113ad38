import os
exec("import epics; epics.caput('A', 1)")
os.system("ls")
results = {}
