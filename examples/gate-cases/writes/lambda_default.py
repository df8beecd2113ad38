# gate: ask -- it is the default of a parameter
import epics

zero = lambda name, put=epics.caput: put(name, 0)
zero("COR:V03:SP")
results = {}
