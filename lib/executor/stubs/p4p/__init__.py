# SPDX-License-Identifier: Apache-2.0
"""p4p's clients over the table of channels.  Source: the reference of p4p 4."""

__version__ = "4.2.0"


class Value(dict):
    """A structure with a `value`, as get() gives it when nothing is unwrapped."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


def set_debug(level):
    return None
