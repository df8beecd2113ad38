# Mock: code that writes a control-system channel.
from osprey.runtime import read_channel, write_channel

old_value = read_channel({{channel}})
new_value = {{value}}

write_channel({{channel}}, new_value)

results = {
    'old_value': old_value,
    'new_value': new_value,
    'channel': {{channel}},
}
