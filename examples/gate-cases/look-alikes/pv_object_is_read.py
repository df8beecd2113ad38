# gate: allow -- the object is only asked
from epics import PV

dcct = PV("SR:DCCT")
results = {"current": dcct.get(), "units": dcct.units}
