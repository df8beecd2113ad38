# gate: ask -- many channels in one call
from epics import caput_many

names = ["QF:I:SP", "QD:I:SP"]
caput_many(names, [120.4, -98.7], wait="all")
results = {"names": names}
