# gate: allow -- the function has returned before
from epics import caget, caput


def measure(channel):
    return caget(channel)
    caput(channel, 1.5)


results = {"value": measure("SR:MAG:RB")}
