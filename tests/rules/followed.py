# What is followed on its way to a write, and what is not mistaken for one.
import asyncio
import cProfile
import code
import concurrent.futures
import enum
import pdb
import trace

import epics
import helper  # expect: unknown-module

# Futures give what was called.
with concurrent.futures.ThreadPoolExecutor() as pool:
    pending = pool.submit(epics.PV, "SR:MAG:SP")
    pending.result().put(1)  # expect: channel-write[SR:MAG:SP = 1]
    pending.result().connect()  # ok: channel-write, opaque-call
    pending.add_done_callback(lambda done: done.result().put(2))  # expect: channel-write[SR:MAG:SP = 2]
    pool.submit(lambda: epics.caput).result()("A:B", 3)  # expect: channel-write[A:B = 3]
    many = {pool.submit(epics.PV, name): name for name in ["C:D"]}
    for each in concurrent.futures.as_completed(many):
        each.result().put(4)  # expect: channel-write[C:D = 4]


# The base of an Enum looks for names with underscores only.
class Tools(enum.Enum):  # ok: opaque-call, channel-write
    GO = (epics.PV,)
    PUT = (epics.caput,)


class Odd(enum.Enum):  # expect: channel-write
    _missing_ = epics.caput


Tools.GO.value[0]("A:B")  # ok: opaque-call
Tools.PUT.value[0]("A:B", 5)  # expect: channel-write[A:B = 5]

# Keys go where their dictionary goes.
for act in helper.order({epics.caput: "first"}):  # expect: channel-write
    act("A:B", 6)

# Profilers, debuggers and consoles run text.
cProfile.run("epics.caput('A:B', 7)")  # expect: code-runner, channel-write[A:B = 7]
cProfile.Profile().runctx("put('A:B', 8)", {"put": epics.caput}, {})  # expect: channel-write[A:B = 8]
pdb.run("put('A:B', 9)", {"put": epics.caput})  # expect: code-runner, channel-write[A:B = 9]
trace.Trace().run("epics.caput('A:B', 10)")  # expect: code-runner, channel-write[A:B = 10]
code.InteractiveInterpreter().runsource("epics.caput('A:B', 11)")  # expect: code-runner, channel-write[A:B = 11]
cProfile.run("helper.amount")  # expect: code-runner

# A function sees what its module has bound before it was made, and anything bound later.
put = epics.caput
put = print


def show():
    put("A:B", 12)  # ok: channel-write


show()
late = print


def write():
    late("A:B", 13)  # expect: channel-write[A:B = 13]


late = epics.caput
write()
perhaps = epics.caput
if helper:
    perhaps = print
both = lambda: perhaps("A:B", 14)  # expect: channel-write[A:B = 14]


def bind():
    global bound
    bound = epics.caput


bound = print


def use():
    bound("A:B", 15)  # expect: channel-write[A:B = 15]


bind()
use()
results = {}
