# gate: allow -- names of functions are data
allowed = ["caget", "caput", "write_channel"]
forbidden = {name for name in allowed if name.endswith("put")}
results = {"forbidden": sorted(forbidden)}
