# gate: ask -- a loop over pairs of function and arguments
import epics

recipe = [
    (epics.caget, ("SR:CURRENT",)),
    (epics.caput, ("SR:TOPUP:ENABLE", 0)),
]
results = {"values": [call(*arguments) for call, arguments in recipe]}
