# gate: ask -- several attributes in one call
import tango

group = tango.DeviceProxy("sr/corr/all")
group.write_attributes([("h01", 0.1), ("h02", -0.1)])
results = {}
