# gate: ask -- the class inherits the method
from epics import PV


class Magnet(PV):
    def degauss(self):
        for amplitude in (10, -5, 2, -1, 0):
            self.put(amplitude)


Magnet("SEXT:S1:SP").degauss()
results = {"degaussed": True}
