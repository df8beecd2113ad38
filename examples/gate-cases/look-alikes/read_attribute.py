# gate: allow -- a Tango attribute is read
import tango

supply = tango.DeviceProxy("sr/ps/dipole-1")
reading = supply.read_attribute("current")
results = {"current": reading.value, "state": supply.ping()}
