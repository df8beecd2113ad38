# Mock: code that Python refuses to compile.
def broken_function(
    # nobody closes the parameter list
results = {'value': 42}
