# gate: ask -- the function has another name
from epics import caput as set_current

for step in range(3):
    set_current("BOOSTER:DIPOLE:I:SET", 410.0 + step)
results = {"steps": 3}
