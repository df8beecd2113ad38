import sys

import epics

function = getattr(epics, sys.argv[1])
function("SR:MAG:SP", 1.0)  # expect: opaque-call
globals()[sys.argv[1]]("SR:MAG:SP")  # expect: opaque-call


def call(function):
    function("SR:MAG:SP")  # ok: opaque-call


call(print)


class Visitor:
    def visit_a(self):
        return 1

    def visit(self, name):
        return getattr(self, "visit_" + name)()  # ok: opaque-call
