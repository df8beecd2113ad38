# gate: allow -- it is never reached
from epics import caget, caput

if False:
    caput("SR:MAG:SP", 1.5)
results = {"value": caget("SR:MAG:RB")}
