# SPDX-License-Identifier: Apache-2.0
"""What the clients of p4p share."""

import _mynah
from p4p import Value


class RemoteError(RuntimeError):
    pass


class Disconnected(RuntimeError):
    pass


class Cancelled(RuntimeError):
    pass


class Finished(Disconnected):
    pass


def _told(value):
    """Return what is to be written: a plain value, or that of a structure."""
    return value["value"] if isinstance(value, dict) and "value" in value else value


class Base:
    """Reads and writes; the fronts say how results and errors are given."""

    API = "p4p.client.raw.Context."

    def __init__(self, provider="pva", conf=None, useenv=True, nt=None, unwrap=None, maxsize=0,
                 queue=None, workers=None):
        self.name = provider
        self.raw = nt is False

    @staticmethod
    def providers():
        return ["pva"]

    def _read(self, name, api, timeout):
        try:
            value = _mynah.read(name, self.API + api, timeout)
        except (_mynah.Unreachable, _mynah.TooLate) as why:
            raise TimeoutError("%s: %s" % (name, why)) from None
        except _mynah.Refused as why:
            raise RemoteError(str(why)) from None
        return Value(value=value) if self.raw else value

    def _write(self, name, value, api, timeout):
        try:
            _mynah.write(name, _told(value), self.API + api, timeout)
        except (_mynah.Unreachable, _mynah.TooLate) as why:
            raise TimeoutError("%s: %s" % (name, why)) from None
        except _mynah.Refused as why:
            raise RemoteError(str(why)) from None

    def _many(self, call, names, throw):
        results = []
        for name in names:
            try:
                results.append(call(name))
            except (TimeoutError, RemoteError) as error:
                if throw:
                    raise
                results.append(error)
        return results

    def _get(self, name, timeout, throw, api="get"):
        if isinstance(name, (list, tuple)):
            return self._many(lambda each: self._read(each, api, timeout), name, throw)
        return self._many(lambda each: self._read(each, api, timeout), [name], throw)[0]

    def _put(self, name, values, timeout, throw, api="put"):
        if isinstance(name, (list, tuple)):
            told = dict(zip(name, values))
            return self._many(lambda each: self._write(each, told[each], api, timeout), name, throw)
        return self._many(lambda each: self._write(each, values, api, timeout), [name], throw)[0]

    def disconnect(self, *names):
        return None

    def set_debug(self, level):
        return None


class Context(Base):
    def get(self, name, handler, request=None):
        handler(self._get(name, None, False))

    def put(self, name, handler, builder=None, request=None, get=True):
        value = Value(value=_mynah.peek(name))
        built = builder(value) if callable(builder) else builder
        handler(self._put(name, value if built is None else built, None, False))

    def rpc(self, name, handler, value, request=None):
        handler(self._put(name, value, None, False, "rpc"))

    def monitor(self, name, handler, request=None, **_):
        handler(self._get(name, None, False, "monitor"))

    def close(self):
        return None
