# gate: ask -- the name is assigned twice
import epics

apply = epics.caput
send = apply
results = {"sent": send("LINAC:GUN:HV", 92.5)}
