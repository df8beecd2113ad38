# SPDX-License-Identifier: Apache-2.0
"""osprey.runtime: what generated code is told to use.  Source: its public interface."""

import _mynah

__all__ = ["write_channel", "read_channel", "write_channels", "cleanup_runtime"]

_API = "osprey.runtime."
_TIMEOUT = 5.0
_limits_validator = None  # of no effect here: limits are kept below


def _read(name, api, timeout=None, **_):
    try:
        return _mynah.read(name, _API + api, _TIMEOUT if timeout is None else timeout)
    except _mynah.Unreachable:
        raise ConnectionError("Channel %s is not connected" % name) from None
    except _mynah.TooLate as late:
        raise TimeoutError("Timeout reading %s: %s" % (name, late)) from None
    except _mynah.Refused as why:
        raise RuntimeError("Read failed for %s: %s" % (name, why)) from None


def _write(name, value, api, timeout=None, verification_level=None, tolerance=None, **_):
    try:
        _mynah.write(name, value, _API + api, _TIMEOUT if timeout is None else timeout)
    except _mynah.Unreachable:
        raise ConnectionError("Channel %s is not connected" % name) from None
    except _mynah.TooLate as late:
        raise TimeoutError("Timeout writing %s: %s" % (name, late)) from None
    except _mynah.Refused as why:
        raise RuntimeError("Write failed for %s: %s" % (name, why)) from None


def read_channel(channel_address, **kwargs):
    return _read(channel_address, "read_channel", **kwargs)


def write_channel(channel_address, value, **kwargs):
    _write(channel_address, value, "write_channel", **kwargs)


def write_channels(channel_values, **kwargs):
    for name, value in channel_values.items():
        _write(name, value, "write_channels", **kwargs)


async def _read_channel_async(channel_address, **kwargs):
    return _read(channel_address, "_read_channel_async", **kwargs)


async def _write_channel_async(channel_address, value, **kwargs):
    _write(channel_address, value, "_write_channel_async", **kwargs)


async def _write_channels_async(channel_values, **kwargs):
    for name, value in channel_values.items():
        _write(name, value, "_write_channels_async", **kwargs)


async def _get_connector():
    from osprey.connectors.factory import ConnectorFactory
    return await ConnectorFactory.create_control_system_connector()


async def cleanup_runtime():
    return None


def configure_from_context(context):
    return None
