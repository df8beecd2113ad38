import epics
from epics import PV, caget
from osprey.runtime import read_channel
from p4p.client.thread import Context
from tango import DeviceProxy

caget("SR:MAG:RB")  # expect: channel-read
epics.caget("SR:MAG:RB")  # expect: channel-read
read_channel("SR:MAG:RB")  # expect: channel-read
PV("SR:MAG:RB").get()  # expect: channel-read
current = PV("SR:MAG:RB").value  # expect: channel-read
Context("pva").get("SR:MAG:RB")  # expect: channel-read
device = DeviceProxy("sr/mag/1")
device.read_attribute("current")  # expect: channel-read
current = device.current  # expect: channel-read
names = [caget(name) for name in ("SR:A", "SR:B")]  # expect: channel-read
{"SR:MAG:RB": 1}.get("SR:MAG:RB")  # ok: channel-read
