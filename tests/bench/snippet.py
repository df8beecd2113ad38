"""Ramp a corrector magnet and watch the beam follow."""

import time
from datetime import datetime

import numpy as np
from osprey.runtime import read_channel, write_channel

CORRECTOR = "SR:C01:HCM:SP"
MONITOR = "SR:C01:BPM:X"
STEPS = 5


def settle(channel, target, tolerance=0.01):
    for _ in range(20):
        value = read_channel(channel)
        if abs(value - target) < tolerance:
            return value
        time.sleep(0.1)
    raise TimeoutError(f"{channel} did not reach {target}")


start = read_channel(CORRECTOR)
positions = []
for setpoint in np.linspace(start, start + 0.5, STEPS):
    write_channel(CORRECTOR, float(setpoint))
    settle(CORRECTOR, setpoint)
    positions.append(read_channel(MONITOR))

results = {"positions": positions, "slope": float(np.polyfit(range(STEPS), positions, 1)[0]),
           "timestamp": datetime.now().isoformat()}
