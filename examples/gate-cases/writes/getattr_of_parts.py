# gate: ask -- the attribute is put together of parts
import epics

verb = "".join(["ca", "put"])
getattr(epics, verb)("RF:CAVITY1:PHASE", 12.0)
results = {"phase": 12.0}
