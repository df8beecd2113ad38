# gate: ask -- the attribute is added to
from epics import PV

steerer = PV("COR:H01:SP")
steerer.value += 0.05
results = {}
