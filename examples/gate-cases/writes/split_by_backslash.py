# gate: ask -- the call goes over two lines
from osprey.runtime import write_channel

write_channel \
    ("SEPTUM:VOLTAGE", 8.1)
results = {"voltage": 8.1}
