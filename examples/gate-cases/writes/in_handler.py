# gate: ask -- only when something goes wrong
import epics

try:
    pressure = epics.caget("VAC:GAUGE:5", as_string=False)
    results = {"pressure": float(pressure)}
except (TypeError, ValueError):
    epics.caput("VAC:VALVE:5:CLOSE", 1)
    results = {"pressure": None}
