# gate: ask -- a Tango attribute is set
import tango

supply = tango.DeviceProxy("sr/ps/dipole-1")
supply.current = 398.2
results = {"state": str(supply.state())}
