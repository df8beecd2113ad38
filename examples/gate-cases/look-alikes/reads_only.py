# gate: allow -- channels are read
import epics

names = ["BPM:%02d:X" % i for i in range(1, 6)]
results = {name: epics.caget(name) for name in names}
