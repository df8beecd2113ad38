import concurrent.futures as tree
import os.path

import frobnicator  # expect: unknown-module
import frobnicator.parts as parts  # expect: unknown-module
import matplotlib.pyplot as plt  # ok: unknown-module
import numpy as np  # ok: unknown-module
from epics import PV, caput
from frobnicator import thing, other  # expect: unknown-module
from p4p.client.thread import Context  # ok: unknown-module

__import__("frobnicator")  # expect: unknown-module

# What it is handed goes where nobody can follow it.
thing.run(caput)  # expect: channel-write
thing.run("caput")  # ok: channel-write
frobnicator.hook = caput  # expect: channel-write
parts.Scanner(PV("A"))  # expect: opaque-call
other(lambda value: caput("A", value))  # expect: channel-write
frobnicator.read(["A", "B"])  # ok: opaque-call
results = {"path": os.path.join("a", "b"), "tree": tree, "plot": plt, "array": np.zeros(3)}
