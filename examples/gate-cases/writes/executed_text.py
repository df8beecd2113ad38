# gate: ask -- the call is in a text that is executed
source = """
from epics import caput
caput("BEAM:STOPPER", {})
"""
exec(source.format(0))
results = {"stopper": 0}
