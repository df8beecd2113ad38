# gate: ask -- a process variable is written by its attribute
import epics

pv = epics.PV("SR:TUNE:X:SP")
pv.value = pv.get() + 0.001
results = {"tune": pv.value}
