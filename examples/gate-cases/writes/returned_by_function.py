# gate: ask -- a function gives it back
import epics


def writer(dry_run=False):
    if dry_run:
        return print
    return epics.caput


writer()("VAC:VALVE:7:CMD", 0)
results = {"valve": 7}
