# gate: allow -- the name means something else by then
from epics import caput

caput = print
caput("SR:MAG:SP", 1.5)
results = {}
