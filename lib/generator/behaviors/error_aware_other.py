# Mock: the least that can be done, because the error was not recognised.
results = {
    'status': 'success',
    'value': 42,
    'message': 'Fixed after error',
}
