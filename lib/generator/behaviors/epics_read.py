# Mock: code that only reads process variables through pyepics.
import epics

value = epics.caget({{channel}})
status = epics.caget({{status_channel}})

results = {
    'value': value,
    'status': status,
    'operation': 'read_only',
}
