# Mock: the value was outside of the channel's limits, so no channel is touched.
results = {
    'status': 'not_written',
    'value': None,
    'message': 'the requested value violates the limits of the channel',
}
