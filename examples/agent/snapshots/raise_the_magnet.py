# Mock: code that writes a control-system channel.
from osprey.runtime import read_channel, write_channel

old_value = read_channel('SR:MAG:SP')
new_value = old_value * 1.1

write_channel('SR:MAG:SP', new_value)

results = {
    'old_value': old_value,
    'new_value': new_value,
    'channel': 'SR:MAG:SP',
}
