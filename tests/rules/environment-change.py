import os

os.environ["LD_PRELOAD"] = "/tmp/x.so"  # expect: environment-change
os.environ["EPICS_CA_ADDR_LIST"] = "10.0.0.1"  # expect: environment-change
os.environ["RUN"] = "1"  # ok: environment-change
