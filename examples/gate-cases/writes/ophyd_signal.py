# gate: ask -- a signal is set
from ophyd import EpicsSignal

gain = EpicsSignal("DCM:PITCH:RBV", write_pv="DCM:PITCH:SP")
gain.set(0.35).wait()
results = {"pitch": gain.get()}
