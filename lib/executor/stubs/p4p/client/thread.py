# SPDX-License-Identifier: Apache-2.0
"""The blocking client of p4p."""

from p4p.client.raw import Base, Cancelled, Disconnected, Finished, RemoteError  # noqa: F401

TimeoutError = TimeoutError


class Subscription:
    def __init__(self, name):
        self.name = name
        self.done = self.empty = True

    def close(self):
        return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


class Context(Base):
    API = "p4p.client.thread.Context."

    def get(self, name, request=None, timeout=5.0, throw=True):
        return self._get(name, timeout, throw)

    def put(self, name, values, request=None, timeout=5.0, throw=True, process=None, wait=None,
            get=True):
        return self._put(name, values, timeout, throw)

    def rpc(self, name, value, request=None, timeout=5.0, throw=True):
        return self._put(name, value, timeout, throw, "rpc")

    def monitor(self, name, cb, request=None, notify_disconnect=False, queue=None):
        cb(self._get(name, None, False, "monitor"))
        return Subscription(name)

    def close(self):
        return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None
