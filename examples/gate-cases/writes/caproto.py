# gate: ask -- another client library
from caproto.sync.client import read, write

before = read("ION:PUMP:3:I").data[0]
write("ION:PUMP:3:RESET", 1)
results = {"before": before}
