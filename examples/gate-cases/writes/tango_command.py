# gate: ask -- a Tango command switches something
from tango import DeviceProxy

modulator = DeviceProxy("linac/mod/1")
modulator.command_inout("Standby")
results = {"command": "Standby"}
