# SPDX-License-Identifier: Apache-2.0
"""Connectors, which code reaches around osprey.runtime."""

import _mynah

_API = "osprey.Connector."


class ChannelValue:
    def __init__(self, value):
        self.value = value
        self.timestamp = None
        self.metadata = {}


class ChannelWriteResult:
    def __init__(self, channel_address, value_written, success, error_message=None):
        self.channel_address = channel_address
        self.value_written = value_written
        self.success = success
        self.error_message = error_message


class Connector:
    async def read_channel(self, channel_address, timeout=5.0):
        return self._read(channel_address, "read_channel", timeout)

    def _read(self, name, api, timeout):
        try:
            return ChannelValue(_mynah.read(name, _API + api, timeout))
        except _mynah.TooLate as late:
            raise TimeoutError("%s: %s" % (name, late)) from None
        except (_mynah.Unreachable, _mynah.Refused) as why:
            raise ConnectionError("%s: %s" % (name, why)) from None

    async def write_channel(self, channel_address, value, timeout=5.0, **_):
        try:
            _mynah.write(channel_address, value, _API + "write_channel", timeout)
        except (_mynah.Unreachable, _mynah.Refused, _mynah.TooLate) as why:
            return ChannelWriteResult(channel_address, value, False, str(why))
        return ChannelWriteResult(channel_address, value, True)

    async def write_channel_checked(self, channel_address, value, timeout=5.0, **_):
        try:
            _mynah.write(channel_address, value, _API + "write_channel_checked", timeout)
        except (_mynah.Unreachable, _mynah.Refused, _mynah.TooLate) as why:
            raise RuntimeError("Write failed for %s: %s" % (channel_address, why)) from None
        return ChannelWriteResult(channel_address, value, True)

    async def read_multiple_channels(self, channel_addresses, timeout=5.0):
        return {name: self._read(name, "read_multiple_channels", timeout)
                for name in channel_addresses}

    async def write_multiple_channels(self, channel_values, timeout=5.0, **_):
        written = {}
        for name, value in channel_values.items():
            try:
                _mynah.write(name, value, _API + "write_multiple_channels", timeout)
                written[name] = ChannelWriteResult(name, value, True)
            except (_mynah.Unreachable, _mynah.Refused, _mynah.TooLate) as why:
                written[name] = ChannelWriteResult(name, value, False, str(why))
        return written

    async def get_metadata(self, channel_address):
        return {}

    async def subscribe(self, channel_address, callback):
        callback(self._read(channel_address, "subscribe", 5.0))
        return channel_address

    async def unsubscribe(self, subscription):
        return None

    async def validate_channel(self, channel_address):
        return _mynah.exists(channel_address)

    async def connect(self, config=None):
        return None

    async def disconnect(self):
        return None


class ConnectorFactory:
    @classmethod
    async def create_control_system_connector(cls, config=None):
        return Connector()
