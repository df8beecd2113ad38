import sys

import epics

function = getattr(epics, sys.argv[1])
function("SR:MAG:SP", 1.0)  # expect: opaque-call
globals()[sys.argv[1]]("SR:MAG:SP")  # expect: opaque-call

toolbox.run(vars(epics))  # expect: opaque-call
toolbox.run(lambda: epics.PV("SR:MAG:SP"))  # expect: opaque-call


class Holder:
    pass


holder = Holder()
holder.inner = Holder()
holder.inner.pv = epics.PV("SR:MAG:SP")
toolbox.run([{"holder": holder}])  # expect: opaque-call
toolbox.hook = holder  # ok: opaque-call
toolbox.pv = epics.PV("SR:MAG:SP")  # expect: opaque-call
toolbox.run(Holder)  # ok: opaque-call

setattr(epics.PV("SR:MAG:SP"), sys.argv[1], 1.0)  # expect: opaque-call


def call(function):
    function("SR:MAG:SP")  # ok: opaque-call


call(print)


class Visitor:
    def visit_a(self):
        return 1

    def visit(self, name):
        return getattr(self, "visit_" + name)()  # ok: opaque-call


def with_default(function=epics.caput):
    return function


with_default.__closure__[0].cell_contents("SR:MAG:SP")  # expect: opaque-call, dunder-gadget
epics.caput.__globals__["caput"]("SR:MAG:SP", 1.0)  # expect: opaque-call, dunder-gadget
lambdas = [print]
lambdas.insert(0, lambda text: text.strip())
lambdas[int(sys.argv[1])]("SR:MAG:SP")  # ok: opaque-call


class Parent:
    put = staticmethod(epics.caput)


class Child(Parent):
    pass


Child.__mro__[1].put("SR:MAG:SP", 1.0)  # expect: opaque-call, dunder-gadget
sys.modules[epics.__name__].caput("SR:MAG:SP", 1.0)  # expect: opaque-call
print(sys.modules[epics.__name__].__file__)  # ok: opaque-call
for module in sys.modules.values():
    module.put("SR:MAG:SP", 1.0)  # expect: opaque-call


def shadows(object):
    for value in object.__dict__.values():
        value.show()  # ok: opaque-call

import os
import multiprocessing
for name in os.environ:
    name.startswith("PIP_")  # ok: opaque-call
near, far = multiprocessing.Pipe(duplex=False)
near.close()  # ok: opaque-call
far.send_bytes(b"")  # ok: opaque-call
