# gate: allow -- an import, and then a bracket
from osprey.runtime import read_channel, write_channel
(low, high) = (0.0, 10.0)
results = {"inside": low <= read_channel("SR:MAG:RB") <= high}
