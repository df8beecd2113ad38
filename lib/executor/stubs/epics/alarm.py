# SPDX-License-Identifier: Apache-2.0
"""epics.Alarm: a comparison that calls back."""

from epics import ca

_OPERATORS = {"eq": lambda a, b: a == b, "==": lambda a, b: a == b,
              "ne": lambda a, b: a != b, "!=": lambda a, b: a != b,
              "le": lambda a, b: a <= b, "<=": lambda a, b: a <= b,
              "lt": lambda a, b: a < b, "<": lambda a, b: a < b,
              "ge": lambda a, b: a >= b, ">=": lambda a, b: a >= b,
              "gt": lambda a, b: a > b, ">": lambda a, b: a > b}


class Alarm:
    def __init__(self, pvname, comparison=None, trip_point=None, callback=None, alert_delay=10):
        value = ca.read(pvname, "epics.Alarm", None)
        test = _OPERATORS.get(comparison, comparison)
        if callback and value is not None and test(value, trip_point):
            callback(pvname=pvname, value=value, comparison=comparison, trip_point=trip_point)
