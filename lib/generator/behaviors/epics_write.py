# Mock: code that writes a process variable through pyepics.
from epics import caget, caput

old_value = caget({{channel}})
new_value = {{value}}

caput({{channel}}, new_value, wait=True)

results = {
    'old_value': old_value,
    'new_value': new_value,
    'channel': {{channel}},
}
