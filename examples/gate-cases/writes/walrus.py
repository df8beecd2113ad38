# gate: ask -- it is bound in an expression
import epics

if (put := epics.caput) and epics.caget("INJ:READY"):
    put("INJ:TRIGGER", 1)
results = {"injected": True}
