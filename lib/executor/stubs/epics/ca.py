# SPDX-License-Identifier: Apache-2.0
"""The lower layer of pyepics, and what the upper one here shares."""

import _mynah


class ChannelAccessException(Exception):
    pass


class ChannelAccessGetFailure(ChannelAccessException):
    pass


class CASeverityException(ChannelAccessException):
    def __init__(self, fcn, msg):
        super().__init__(" %s returned '%s'" % (fcn, msg))
        self.fcn = fcn
        self.msg = msg


def read(name, api, timeout):
    """Return the value; None for a channel that does not answer, as pyepics does."""
    try:
        return _mynah.read(name, api, timeout)
    except (_mynah.Unreachable, _mynah.TooLate):
        return None
    except _mynah.Refused as why:
        raise CASeverityException("get", str(why)) from None


def write(name, value, api, timeout):
    """Return 1, -1 after a timeout, None for a channel that does not answer."""
    try:
        _mynah.write(name, value, api, timeout)
    except _mynah.Unreachable:
        return None
    except _mynah.TooLate:
        return -1
    except _mynah.Refused as why:
        raise CASeverityException("put", str(why)) from None
    return 1


class Channel(str):
    """What stands for a channel identifier: its name."""


def initialize_libca():
    return None


def finalize_libca(maxtime=10.0):
    return None


def create_channel(pvname, connect=False, auto_cb=True, callback=None):
    if callback:
        callback(pvname=pvname, chid=pvname, conn=_mynah.exists(pvname))
    return Channel(pvname)


def connect_channel(chid, timeout=None, verbose=False):
    return _mynah.exists(chid)


def isConnected(chid):
    return _mynah.exists(chid)


def name(chid):
    return str(chid)


def element_count(chid):
    value = _mynah.peek(chid)
    return len(value) if isinstance(value, (list, tuple)) else 1


def read_access(chid):
    return 1


def write_access(chid):
    return 1


def get(chid, ftype=None, count=None, wait=True, timeout=None, as_string=False, as_numpy=True):
    value = read(chid, "epics.ca.get", timeout)
    return str(value) if as_string and value is not None else value


def _getter(api, result):
    def get_some(chid, *_, timeout=None, **__):
        value = read(chid, "epics.ca." + api, timeout)
        return None if value is None else result(value)
    return get_some


def _fields(value):
    return {"value": value, "status": 0, "severity": 0, "timestamp": 0.0}


get_complete = _getter("get_complete", lambda value: value)
get_with_metadata = _getter("get_with_metadata", _fields)
get_complete_with_metadata = _getter("get_complete_with_metadata", _fields)
get_ctrlvars = _getter("get_ctrlvars", _fields)
get_timevars = _getter("get_timevars", _fields)
get_timestamp = _getter("get_timestamp", lambda value: 0.0)
get_severity = _getter("get_severity", lambda value: 0)
get_precision = _getter("get_precision", lambda value: 3)
get_enum_strings = _getter("get_enum_strings", lambda value: ())


def put(chid, value, wait=False, timeout=30, callback=None, callback_data=None):
    done = write(chid, value, "epics.ca.put", timeout if wait else None)
    if callback:
        callback(pvname=str(chid), data=callback_data)
    return done


def create_subscription(chid, use_time=False, use_ctrl=False, ftype=None, mask=None,
                        callback=None, count=0, timeout=None):
    value = read(chid, "epics.ca.create_subscription", timeout)
    if callback:
        callback(pvname=str(chid), value=value)
    return callback, None, None


def clear_subscription(event_id):
    return 1


def clear_channel(chid):
    return 1


def sg_create():
    return []


def sg_delete(gid):
    return 1


def sg_get(gid, chid, ftype=None, as_string=False, as_numpy=True):
    return read(chid, "epics.ca.sg_get", None)


def sg_put(gid, chid, value):
    return write(chid, value, "epics.ca.sg_put", None)


def sg_block(gid, timeout=10.0):
    return 1


def pend_io(timeout=1.0):
    return 1


def pend_event(timeout=1.e-5):
    return 1


def poll(evt=1.e-5, iot=1.0):
    return 1


def flush_io():
    return 1
