import epics
epics.caput('SR:MAG:SP', 1.5)
epics.caput('SR:KICK:SP', 25)
results = {}
