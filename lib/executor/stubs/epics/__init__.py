# SPDX-License-Identifier: Apache-2.0
"""pyepics over the table of channels.  Source: the reference of pyepics 3.5."""

from epics import ca
from epics.alarm import Alarm
from epics.autosave import restore_pvs, save_pvs
from epics.device import Device
from epics.motor import Motor
from epics.pv import PV, get_pv

__version__ = "3.5.7"
__all__ = ["PV", "Alarm", "Device", "Motor", "ca", "caget", "caget_many", "cainfo", "camonitor",
           "camonitor_clear", "caput", "caput_many", "get_pv", "poll", "restore_pvs", "save_pvs"]

NO_ALARM, MINOR_ALARM, MAJOR_ALARM, INVALID_ALARM = 0, 1, 2, 3


def caget(pvname, as_string=False, count=None, as_numpy=True, use_monitor=False, timeout=5.0,
          connection_timeout=None):
    value = ca.read(pvname, "epics.caget", timeout)
    return str(value) if as_string and value is not None else value


def caput(pvname, value, wait=False, timeout=60):
    return ca.write(pvname, value, "epics.caput", timeout if wait else None)


def caget_many(pvlist, as_string=False, as_numpy=True, count=None, timeout=1.0, conn_timeout=1.0):
    values = [ca.read(name, "epics.caget_many", timeout) for name in pvlist]
    return [str(value) if as_string and value is not None else value for value in values]


def caput_many(pvlist, values, wait=False, connection_timeout=None, put_timeout=60):
    if len(pvlist) != len(values):
        raise ValueError("List of PV names must be equal to list of values.")
    timeout = put_timeout if wait else None
    return [ca.write(name, value, "epics.caput_many", timeout) or -1
            for name, value in zip(pvlist, values)]


def cainfo(pvname, print_out=True, timeout=5.0, connection_timeout=None):
    value = ca.read(pvname, "epics.cainfo", timeout)
    if value is None:
        return None
    text = "== %s ==\n   value      = %r\n" % (pvname, value)
    if print_out:
        print(text)
        return None
    return text


_monitors = {}


def camonitor(pvname, writer=None, callback=None, connection_timeout=None,
              monitor_delta=None):
    value = ca.read(pvname, "epics.camonitor", None)
    _monitors[pvname] = callback
    if callback:
        callback(pvname=pvname, value=value, char_value=str(value))
    elif writer:
        writer("%s %s" % (pvname, value))


def camonitor_clear(pvname):
    _monitors.pop(pvname, None)


def poll(evt=1.e-5, iot=1.0):
    return None
