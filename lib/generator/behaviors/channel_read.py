# Mock: code that only reads control-system channels.
from osprey.runtime import read_channel

value = read_channel({{channel}})
status = read_channel({{status_channel}})

results = {
    'value': value,
    'status': status,
    'operation': 'read_only',
}
