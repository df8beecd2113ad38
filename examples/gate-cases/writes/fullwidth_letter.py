# gate: ask -- Python reads the name as another one
from osprey.runtime import write_channel

writｅ_channel("KICKER:DELAY", 17)
results = {}
