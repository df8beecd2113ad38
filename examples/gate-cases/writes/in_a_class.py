# gate: ask -- the object is kept by another one
import epics


class Feedback:
    def __init__(self, actuator, gain):
        self.actuator = epics.PV(actuator)
        self.gain = gain

    def step(self, error):
        return self.actuator.put(self.actuator.get() - self.gain * error)


loop = Feedback("FB:X:ACT", 0.3)
results = {"steps": [loop.step(e) for e in (0.5, 0.2, 0.1)]}
