# SPDX-License-Identifier: Apache-2.0
"""Normative types, as far as clients wrap values in them."""

from p4p import Value


class NTScalar:
    def __init__(self, valtype="d", extra=(), display=False, control=False, valueAlarm=False,
                 form=False):
        self.valtype = valtype

    def wrap(self, value, timestamp=None):
        return Value(value=value)

    @classmethod
    def unwrap(cls, value):
        return value["value"] if isinstance(value, dict) else value
