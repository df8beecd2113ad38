# gate: ask -- a decorator wraps it
import functools

import epics


def logged(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        print(function.__name__, args)
        return function(*args, **kwargs)

    return inner


put = logged(epics.caput)
put("CRYO:HEATER:PWR", 15)
results = {"power": 15}
