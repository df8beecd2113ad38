# gate: ask -- it is called for its effect in a list
from p4p.client.thread import Context

with Context("pva") as pva:
    done = [pva.put("MOTOR:%d:VAL" % i, 0.0) for i in (1, 2, 3)]
results = {"moved": len(done)}
