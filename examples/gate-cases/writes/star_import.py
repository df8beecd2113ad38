# gate: ask -- it comes with a star
from epics import *

caput("TIMING:EVG:RATE", 10)
results = {"rate": 10}
