import asyncio
import collections
import functools
import itertools
import json
import logging
import re
import threading
import typing
from unittest.mock import Mock

import epics
import osprey.runtime as runtime
from epics import PV, caput
from osprey.runtime import write_channel, write_channels
from p4p.client.thread import Context
from tango import AttributeProxy, DeviceProxy

caput("SR:MAG:SP", 1.0)  # expect: channel-write
epics.caput("SR:MAG:SP", 1.0)  # expect: channel-write
write_channel("SR:MAG:SP", 1.0)  # expect: channel-write
runtime.write_channel("SR:MAG:SP", 1.0)  # expect: channel-write
write_channels({"SR:A": 1, "SR:B": 2})  # expect: channel-write
write = write_channel
write("SR:MAG:SP", 1.0)  # expect: channel-write
pv = PV("SR:MAG:SP")
pv.put(1.0)  # expect: channel-write
pv.value = 1.0  # expect: channel-write
context = Context("pva")
context.put("SR:MAG:SP", 1.0)  # expect: channel-write
device = DeviceProxy("sr/mag/1")
device.write_attribute("current", 1.0)  # expect: channel-write
device.current = 1.0  # expect: channel-write
device.On()  # expect: channel-write
device.ping()  # ok: channel-write
AttributeProxy("sr/mag/1/current").write(1.0)  # expect: channel-write
getattr(epics, "ca" + "put")("SR:MAG:SP", 1.0)  # expect: channel-write
functools.partial(caput, "SR:MAG:SP")(1.0)  # expect: channel-write
list(map(caput, ["SR:A", "SR:B"], [1, 2]))  # expect: channel-write
threading.Thread(target=caput, args=("SR:MAG:SP", 1.0)).start()  # expect: channel-write
asyncio.run(runtime._write_channel_async("SR:MAG:SP", 1.0))  # expect: channel-write
unknown(caput)  # expect: channel-write


class Servo:
    def __init__(self, name):
        self.actuator = epics.PV(name)

    def run(self):
        self.actuator.put(1.0)  # expect: channel-write


class FastServo(Servo):
    def __init__(self):
        self.second = epics.PV("SR:FAST:SP")


def never_called(servo: FastServo):
    servo.second.put(2.0)  # expect: channel-write


Servo("SR:SERVO:SP")


class Panel:
    pv: epics.PV

    def click(self):
        self.pv.put(1.0)  # expect: channel-write


def annotated(one: "Optional[epics.PV]", many: dict[str, list[epics.PV]], name: str | None):
    one.put(1.0)  # expect: channel-write
    many["a"][0].put(1.0)  # expect: channel-write
    name.put(1.0)  # ok: channel-write



class Sum:
    def __add__(self, other):
        return caput

    def __neg__(self):
        return caput


(Sum() + 1)("SR:MAG:SP", 1.0)  # expect: channel-write
(-Sum())("SR:MAG:SP", 1.0)  # expect: channel-write
PV("SR:MAG:SP").__setattr__("value", 1.0)  # expect: channel-write
object.__setattr__(PV("SR:MAG:SP"), "value", 1.0)  # expect: channel-write
if False:
    caput("SR:MAG:SP", 1.0)  # ok: channel-write
print("caput('SR:MAG:SP', 1.0)")  # ok: channel-write
# caput("SR:MAG:SP", 1.0)


def dry_run(caput):
    caput("SR:MAG:SP", 1.0)  # ok: channel-write


dry_run(print)
{}.get("caput")  # ok: channel-write

emptied = [1]
emptied.pop()
(print if emptied else caput)("SR:MAG:SP", 1.0)  # expect: channel-write
shifted = [print, caput]
shifted.pop(0)
shifted[0]("SR:MAG:SP", 1.0)  # expect: channel-write
deleted = {"first": 1}
del deleted["first"]
(deleted and print or caput)("SR:MAG:SP", 1.0)  # expect: channel-write
sliced = [print, print]
sliced[1:] = [caput]
sliced[-1]("SR:MAG:SP", 1.0)  # expect: channel-write
re.sub("x", caput, "x")  # expect: channel-write
typing.cast(object, caput)("SR:MAG:SP", 1.0)  # expect: channel-write
Mock(side_effect=caput)("SR:MAG:SP", 1.0)  # expect: channel-write
json.dumps({}, default=caput)  # expect: channel-write
logging.info("%s", caput)  # ok: channel-write
list(filter(callable, [caput]))[0]("SR:MAG:SP", 1.0)  # expect: channel-write
functools.reduce(lambda a, b: b, [print, caput])("SR:MAG:SP", 1.0)  # expect: channel-write
list(itertools.accumulate([caput]))[0]("SR:MAG:SP", 1.0)  # expect: channel-write


class Carrier(Exception):
    def __init__(self, function):
        self.function = function


def generate():
    got = yield
    got("SR:MAG:SP", 1.0)  # expect: channel-write
    return caput


def delegate():
    (yield from generate())("SR:MAG:SP", 1.0)  # expect: channel-write


generate().send(caput)
list(delegate())
try:
    raise Carrier(caput)
except Carrier as caught:
    caught.function("SR:MAG:SP", 1.0)  # expect: channel-write
match [print, caput]:
    case [*functions]:
        functions[1]("SR:MAG:SP", 1.0)  # expect: channel-write
match Carrier(caput):
    case Carrier(inner):
        inner("SR:MAG:SP", 1.0)  # expect: opaque-call
collections.defaultdict(lambda: caput)["x"]("SR:MAG:SP", 1.0)  # expect: channel-write


class Field:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        return caput

    def __set__(self, instance, value):
        caput("SR:" + self.name, value)  # expect: channel-write


class Meta(type):
    def __call__(cls):
        return caput

    def __getattr__(cls, name):
        return caput


class Described:
    put = Field()

    def __getattribute__(self, name):
        return object.__getattribute__(self, name)

    def __class_getitem__(cls, key):
        return caput


class Registered:
    def __init_subclass__(cls, function):
        function("SR:MAG:SP", 1.0)  # expect: channel-write


class Made(metaclass=Meta):
    def __new__(cls):
        return super().__new__(cls)


class Named(dict):
    __getattr__ = dict.__getitem__

    def __missing__(self, key):
        return caput


class Pair(collections.namedtuple("Pair", "put channel")):
    pass


class Registers(Registered, function=caput):
    pass


Described().put("SR:MAG:SP", 1.0)  # expect: channel-write
Described().put = 1.0
Described["x"]("SR:MAG:SP", 1.0)  # expect: channel-write
Made()("SR:MAG:SP", 1.0)  # expect: channel-write
Made.anything("SR:MAG:SP", 1.0)  # expect: channel-write
Named(put=caput).put("SR:MAG:SP", 1.0)  # expect: channel-write
Named()["x"]("SR:MAG:SP", 1.0)  # expect: channel-write
Pair(caput, "SR:MAG:SP").put("SR:MAG:SP", 1.0)  # expect: channel-write
PV.put(PV("SR:MAG:SP"), 1.0)  # expect: channel-write
PV("SR:MAG:SP").get.__self__.put(1.0)  # expect: channel-write


class Late:
    caput("SR:MAG:SP", 1.0)  # expect: channel-write
    caput = print


try:
    raise ValueError(caput)
except ValueError as given:
    given.args[0]("SR:MAG:SP", 1.0)  # expect: channel-write


class Indexed:
    def __getitem__(self, index):
        return caput


class Row(typing.NamedTuple):
    put: object


grown = []
alias = grown
grown += [caput]
alias[0]("SR:MAG:SP", 1.0)  # expect: channel-write
merged = {}
other = merged
merged |= {"put": caput}
other["put"]("SR:MAG:SP", 1.0)  # expect: channel-write
for indexed in Indexed():
    indexed("SR:MAG:SP", 1.0)  # expect: channel-write
Indexed()[1:2]("SR:MAG:SP", 1.0)  # expect: channel-write
(put,) = Row(caput)
put("SR:MAG:SP", 1.0)  # expect: opaque-call
for united in set().union({caput}):
    united("SR:MAG:SP", 1.0)  # expect: channel-write
for called in iter(caput, None):  # expect: channel-write
    break
try:
    raise RuntimeError() from ValueError(caput)
except RuntimeError as effect:
    effect.__cause__.args[0]("SR:MAG:SP", 1.0)  # expect: channel-write


def waiting():
    try:
        yield
    except ValueError as thrown:
        thrown.args[0]("SR:MAG:SP", 1.0)  # expect: channel-write


waiting().throw(ValueError(caput))


def show(window):
    from PyQt5.QtWidgets import QLabel, QPushButton

    window.pv = PV("SR:MAG:SP")
    QLabel("x", window)
    QPushButton("x", window).clicked.connect(window.pv.put)  # expect: channel-write


class Window:
    pass


show(Window())
