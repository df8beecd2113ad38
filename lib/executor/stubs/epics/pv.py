# SPDX-License-Identifier: Apache-2.0
"""epics.PV: a channel as an object."""

import _mynah
from epics import ca

_API = "epics.PV."


class PV:
    def __init__(self, pvname, callback=None, form="time", verbose=False, auto_monitor=None,
                 count=None, connection_callback=None, connection_timeout=None,
                 access_callback=None):
        self.pvname = pvname.strip()
        self.form = form
        self.verbose = verbose
        self.auto_monitor = auto_monitor
        self.connection_timeout = connection_timeout
        self.chid = ca.Channel(self.pvname)
        self.callbacks = {}
        self.put_complete = None
        if connection_callback:
            connection_callback(pvname=self.pvname, conn=self.connected, pv=self)
        for each in callback if isinstance(callback, (list, tuple)) else [callback]:
            if each:
                self.add_callback(each)

    @property
    def connected(self):
        return _mynah.exists(self.pvname)

    def wait_for_connection(self, timeout=None):
        return self.connected

    def connect(self, timeout=None):
        return self.connected

    def reconnect(self):
        return self.connected

    def disconnect(self, deepclean=True):
        self.callbacks.clear()

    def _read(self, api, timeout=None):
        return ca.read(self.pvname, _API + api, timeout)

    def get(self, count=None, as_string=False, as_numpy=True, timeout=None, with_ctrlvars=False,
            use_monitor=True):
        value = self._read("get", timeout)
        return str(value) if as_string and value is not None else value

    def get_with_metadata(self, count=None, as_string=False, as_numpy=True, timeout=None,
                          with_ctrlvars=False, form=None, use_monitor=True, as_namespace=False):
        value = self._read("get_with_metadata", timeout)
        return None if value is None else dict(self._fields(), value=value)

    def _fields(self):
        return {"status": 0, "severity": 0, "timestamp": 0.0, "posixseconds": 0, "nanoseconds": 0}

    def get_timevars(self, timeout=5, warn=True):
        return None if self._read("get_timevars", timeout) is None else self._fields()

    def get_ctrlvars(self, timeout=5, warn=True):
        if self._read("get_ctrlvars", timeout) is None:
            return None
        return {"status": 0, "severity": 0, "precision": 3, "units": "",
                "upper_ctrl_limit": 0.0, "lower_ctrl_limit": 0.0}

    def put(self, value, wait=False, timeout=30.0, use_complete=False, callback=None,
            callback_data=None):
        done = ca.write(self.pvname, value, _API + "put", timeout if wait else None)
        if use_complete:
            self.put_complete = done == 1
        if callback:
            callback(pvname=self.pvname, data=callback_data)
        if done == 1:
            self.run_callbacks()
        return done

    @property
    def value(self):
        return self._read("value")

    @value.setter
    def value(self, value):
        ca.write(self.pvname, value, _API + "value", None)
        self.run_callbacks()

    @property
    def char_value(self):
        return str(self._read("char_value"))

    @property
    def status(self):
        return 0 if self._read("status") is not None else None

    @property
    def severity(self):
        return 0 if self._read("severity") is not None else None

    @property
    def timestamp(self):
        return 0.0 if self._read("timestamp") is not None else None

    @property
    def posixseconds(self):
        return 0 if self._read("posixseconds") is not None else None

    @property
    def nanoseconds(self):
        return 0 if self._read("nanoseconds") is not None else None

    def add_callback(self, callback=None, index=None, run_now=False, with_ctrlvars=True, **kw):
        value = self._read("add_callback")
        index = 1 + max(self.callbacks, default=0) if index is None else index
        self.callbacks[index] = (callback, kw)
        if run_now and callback and value is not None:
            callback(pvname=self.pvname, value=value, char_value=str(value), **kw)
        return index

    def remove_callback(self, index=None):
        self.callbacks.pop(index, None)

    def clear_callbacks(self, with_access_callback=False, with_connect_callback=False):
        self.callbacks.clear()

    def run_callbacks(self):
        value = _mynah.peek(self.pvname)
        for callback, more in list(self.callbacks.values()):
            callback(pvname=self.pvname, value=value, char_value=str(value), **more)

    @property
    def count(self):
        return ca.element_count(self.pvname)

    nelm = count
    host = "localhost"
    access = "read/write"
    read_access = write_access = True
    type = "time_double"
    units = ""
    precision = 3
    enum_strs = None

    @property
    def info(self):
        return "== %s ==" % self.pvname

    def __repr__(self):
        return "<PV %r>" % self.pvname


def _limit(name):
    return property(lambda self: 0.0 if self._read(name) is not None else None)


for _name in ("disp", "ctrl", "alarm", "warning"):
    setattr(PV, "upper_%s_limit" % _name, _limit("upper_%s_limit" % _name))
    setattr(PV, "lower_%s_limit" % _name, _limit("lower_%s_limit" % _name))


def get_pv(pvname, form="time", connect=False, context=None, timeout=5.0,
           connection_callback=None, access_callback=None, callback=None, verbose=False,
           auto_monitor=None, count=None, connection_timeout=None):
    return PV(pvname, callback=callback, form=form, connection_callback=connection_callback)
