# SPDX-License-Identifier: Apache-2.0
"""The asyncio client of p4p."""

from p4p.client.raw import Base, Cancelled, Disconnected, Finished, RemoteError  # noqa: F401

TimeoutError = TimeoutError


class Subscription:
    def __init__(self, name):
        self.name = name

    def close(self):
        return None

    async def wait_closed(self):
        return None


class Context(Base):
    API = "p4p.client.asyncio.Context."

    async def get(self, name, request=None, timeout=None):
        return self._get(name, timeout, True)

    async def put(self, name, values, request=None, process=None, wait=None, get=True,
                  timeout=None):
        return self._put(name, values, timeout, True)

    async def rpc(self, name, value, request=None, timeout=None):
        return self._put(name, value, timeout, True, "rpc")

    def monitor(self, name, cb, request=None, notify_disconnect=False):
        import asyncio
        result = cb(self._get(name, None, False, "monitor"))
        if asyncio.iscoroutine(result):
            asyncio.get_event_loop().create_task(result)
        return Subscription(name)

    def close(self):
        return None

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


def timesout(deftimeout=5.0):
    return lambda function: function
