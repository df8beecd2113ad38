# gate: allow -- an array has put, too
import numpy as np

spectrum = np.zeros(16)
np.put(spectrum, [3, 4], [1.0, 0.5])
spectrum.put([0], 2.0)
results = {"peak": float(spectrum.max())}
