# gate: allow -- it is imported and not used
from osprey.runtime import read_channel, write_channel

results = {"current": read_channel("SR:DCCT")}
