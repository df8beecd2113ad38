# SPDX-License-Identifier: Apache-2.0
"""The proxies of PyTango's asyncio mode: calls are awaited."""

import tango


class _Given:
    """A result that can be awaited once more."""

    def __init__(self, value):
        self._value = value

    def __await__(self):
        return self._value
        yield


class DeviceProxy(tango.DeviceProxy):
    """`await DeviceProxy(name)`, then `await proxy.read_attribute(...)`."""

    def __await__(self):
        return self
        yield

    async def read_attribute(self, *args, **kwargs):
        return super().read_attribute(*args, **kwargs)

    async def read_attributes(self, *args, **kwargs):
        return super().read_attributes(*args, **kwargs)

    async def write_attribute(self, *args, **kwargs):
        return super().write_attribute(*args, **kwargs)

    async def write_attributes(self, *args, **kwargs):
        return super().write_attributes(*args, **kwargs)

    async def write_read_attribute(self, *args, **kwargs):
        return super().write_read_attribute(*args, **kwargs)

    async def command_inout(self, *args, **kwargs):
        return super().command_inout(*args, **kwargs)

    async def state(self, *args, **kwargs):
        return super().state(*args, **kwargs)

    async def status(self, *args, **kwargs):
        return super().status(*args, **kwargs)

    def __getattr__(self, name):
        return _Given(super().__getattr__(name))
