# gate: ask -- the function is an element of a table
from epics import caget, caput

actions = {"read": caget, "write": caput}
value = actions["read"]("UND7:GAP:RBV")
actions["write"]("UND7:GAP:SP", value - 0.02)
results = {"gap": value}
