# SPDX-License-Identifier: Apache-2.0
"""epics.Device: a record and its fields as attributes."""

import _mynah
from epics import ca
from epics.pv import PV as _PV

_API = "epics.Device."


class Device:
    def __init__(self, prefix="", attrs=None, nonpvs=None, delim="", timeout=None,
                 mutable=True, aliases=None, with_poll=True):
        self.__dict__.update(_prefix=prefix, _delim=delim, _aliases=aliases or {}, _pvs={},
                             _attributes=list(attrs or ()), _init=True)
        if delim == "" and prefix.endswith((".", ":")):
            self.__dict__["_prefix"], self.__dict__["_delim"] = prefix[:-1], prefix[-1]

    def _name(self, attr):
        attr = self._aliases.get(attr, attr)
        return self._prefix + (self._delim or ".") + attr

    def PV(self, attr, connect=True, **kw):
        if attr not in self._pvs:
            self._pvs[attr] = _PV(self._name(attr))
        return self._pvs[attr]

    def add_pv(self, pvname, attr=None, **kw):
        self._pvs[attr or pvname] = _PV(pvname)
        return self._pvs[attr or pvname]

    def put(self, attr, value, wait=False, use_complete=False, timeout=10):
        return ca.write(self._name(attr), value, _API + "put", timeout if wait else None)

    def get(self, attr, as_string=False, count=None, timeout=None):
        value = ca.read(self._name(attr), _API + "get", timeout)
        return str(value) if as_string and value is not None else value

    def get_all(self):
        return {attr: ca.read(self._name(attr), _API + "get_all", None)
                for attr in self._attributes}

    def save_state(self):
        return {attr: ca.read(self._name(attr), _API + "save_state", None)
                for attr in self._attributes}

    def restore_state(self, state):
        for attr, value in state.items():
            ca.write(self._name(attr), value, _API + "restore_state", None)

    def write_state(self, fname, state=None):
        import json
        with open(fname, "w") as saved:
            json.dump(self.save_state() if state is None else state, saved)

    def read_state(self, fname, restore=False):
        import json
        with open(fname) as saved:
            state = json.load(saved)
        if restore:
            self.restore_state(state)
        return state

    def add_callback(self, attr, callback, **kws):
        return self.PV(attr).add_callback(callback, **kws)

    def remove_callbacks(self, attr, index=None):
        self.PV(attr).remove_callback(index=index)

    def __getattr__(self, attr):
        if attr.startswith("__"):
            raise AttributeError(attr)
        name = self._name(attr)
        if not _mynah.exists(name):
            raise AttributeError("%s has no attribute %s" % (type(self).__name__, attr))
        return ca.read(name, _API + attr, None)

    def __setattr__(self, attr, value):
        if attr in self.__dict__:
            self.__dict__[attr] = value
        else:
            ca.write(self._name(attr), value, _API + attr, None)
