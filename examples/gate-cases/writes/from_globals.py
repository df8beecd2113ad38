# gate: ask -- the name is looked up in the module
from osprey.runtime import write_channel

task = "write_channel"
globals()[task]("GUN:HEATER:I", 1.15)
results = {"task": task}
