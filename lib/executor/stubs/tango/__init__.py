# SPDX-License-Identifier: Apache-2.0
"""PyTango over the table of channels: `device/attribute`.  Source: the reference of PyTango 9."""

from enum import IntEnum

import _mynah

__version__ = "9.5.0"


class DevState(IntEnum):
    ON, OFF, CLOSE, OPEN, INSERT, EXTRACT, MOVING, STANDBY, FAULT, INIT, RUNNING, ALARM, \
        DISABLE, UNKNOWN = range(14)


class AttrQuality(IntEnum):
    ATTR_VALID, ATTR_INVALID, ATTR_ALARM, ATTR_CHANGING, ATTR_WARNING = range(5)


class GreenMode(IntEnum):
    Synchronous, Futures, Gevent, Asyncio = range(4)


class ErrSeverity(IntEnum):
    WARN, ERR, PANIC = range(3)


class EventType(IntEnum):
    CHANGE_EVENT, QUALITY_EVENT, PERIODIC_EVENT, ARCHIVE_EVENT, USER_EVENT, \
        ATTR_CONF_EVENT, DATA_READY_EVENT = range(7)


class DevError:
    def __init__(self, reason, desc, origin=""):
        self.reason = reason
        self.desc = desc
        self.origin = origin
        self.severity = ErrSeverity.ERR


class DevFailed(Exception):
    def __init__(self, reason="", desc="", origin=""):
        super().__init__(DevError(reason, desc, origin))

    def __str__(self):
        return "%s: %s" % (self.args[0].reason, self.args[0].desc)


class ConnectionFailed(DevFailed):
    pass


class CommunicationFailed(DevFailed):
    pass


class DeviceAttribute:
    def __init__(self, name, value):
        self.name = name
        self.value = self.w_value = value
        self.quality = AttrQuality.ATTR_VALID
        self.has_failed = False
        self.is_empty = value is None
        self.time = None


def _raised(name, why):
    """Return the exception for what kept an access from taking place."""
    if isinstance(why, _mynah.Unreachable):
        return DevFailed("API_AttrNotFound", "%s: %s" % (name, why), name)
    if isinstance(why, _mynah.TooLate):
        return CommunicationFailed("API_DeviceTimedOut", "%s: %s" % (name, why), name)
    return DevFailed("API_AttrNotAllowed", str(why), name)


_FAILURES = (_mynah.Unreachable, _mynah.TooLate, _mynah.Refused)


def _read(name, api, timeout):
    try:
        return _mynah.read(name, api, timeout)
    except _FAILURES as why:
        raise _raised(name, why) from None


def _write(name, value, api, timeout):
    try:
        _mynah.write(name, value, api, timeout)
    except _FAILURES as why:
        raise _raised(name, why) from None


class DeviceProxy:
    """Attributes of the device are attributes of the object, as in PyTango."""

    _API = "tango.DeviceProxy."

    def __init__(self, dev_name, green_mode=None, wait=True, timeout=True, need_check_acc=True):
        self.__dict__.update(_name=str(dev_name), _timeout=3.0, _replies={}, _green=green_mode)

    def _of(self, attribute):
        return self._name + "/" + str(attribute)

    def read_attribute(self, attr_name, extract_as=None, green_mode=None, wait=True, timeout=None):
        return self._read(attr_name, "read_attribute")

    def _read(self, attr_name, api):
        return DeviceAttribute(str(attr_name), _read(self._of(attr_name), self._API + api,
                                                     self._timeout))

    def read_attributes(self, attr_names, extract_as=None, green_mode=None, wait=True,
                        timeout=None):
        return [self._read(name, "read_attributes") for name in attr_names]

    def write_attribute(self, attr_name, value, green_mode=None, wait=True, timeout=None):
        _write(self._of(attr_name), value, self._API + "write_attribute", self._timeout)

    def write_attributes(self, name_val, green_mode=None, wait=True, timeout=None):
        for name, value in name_val:
            _write(self._of(name), value, self._API + "write_attributes", self._timeout)

    def write_read_attribute(self, attr_name, value, extract_as=None, green_mode=None, wait=True,
                             timeout=None):
        _write(self._of(attr_name), value, self._API + "write_read_attribute", self._timeout)
        return self._read(attr_name, "write_read_attribute")

    def write_read_attributes(self, name_val, attr_names, extract_as=None, green_mode=None,
                              wait=True, timeout=None):
        for name, value in name_val:
            _write(self._of(name), value, self._API + "write_read_attributes", self._timeout)
        return [self._read(name, "write_read_attributes") for name in attr_names]

    def _later(self, call):
        """Begin what is asked for its reply later; it fails then, as in PyTango."""
        try:
            reply = call(), None
        except DevFailed as error:
            reply = None, error
        self._replies[len(self._replies) + 1] = reply
        return len(self._replies)

    def _reply(self, number, timeout=None):
        value, error = self._replies[number]
        if error:
            raise error
        return value

    def read_attribute_asynch(self, attr_name, cb=None, **_):
        return self._later(lambda: self._read(attr_name, "read_attribute_asynch"))

    def read_attributes_asynch(self, attr_names, cb=None, **_):
        return self._later(lambda: [self._read(name, "read_attributes_asynch")
                                    for name in attr_names])

    def write_attribute_asynch(self, attr_name, value, cb=None, **_):
        return self._later(lambda: _write(self._of(attr_name), value,
                                          self._API + "write_attribute_asynch", self._timeout))

    def write_attributes_asynch(self, attr_values, cb=None, **_):
        return self._later(lambda: [_write(self._of(name), value,
                                           self._API + "write_attributes_asynch", self._timeout)
                                    for name, value in attr_values])

    read_attribute_reply = read_attributes_reply = write_attribute_reply = _reply
    write_attributes_reply = command_inout_reply = _reply

    def command_inout(self, cmd_name, cmd_param=None, green_mode=None, wait=True, timeout=None):
        return self._command(cmd_name, cmd_param, "command_inout")

    def _command(self, cmd_name, cmd_param, api):
        if str(cmd_name).lower() == "state":
            return self.state()
        if str(cmd_name).lower() == "status":
            return self.status()
        _write(self._of(cmd_name), cmd_param, self._API + api, self._timeout)
        return _mynah.peek(self._of(cmd_name))

    def command_inout_asynch(self, cmd_name, cmd_param=None, cb=None, **_):
        return self._later(lambda: self._command(cmd_name, cmd_param, "command_inout_asynch"))

    def read_pipe(self, pipe_name, **_):
        return _read(self._of(pipe_name), self._API + "read_pipe", self._timeout)

    def write_pipe(self, pipe_name, blob=None, **_):
        if blob is None:  # its name is the first part of the blob
            pipe_name, blob = pipe_name[0], pipe_name
        _write(self._of(pipe_name), blob, self._API + "write_pipe", self._timeout)

    def state(self, green_mode=None, **_):
        value = _read(self._of("State"), self._API + "state", self._timeout)
        return DevState[value] if isinstance(value, str) else DevState(value)

    def status(self, green_mode=None, **_):
        return _read(self._of("Status"), self._API + "status", self._timeout)

    State, Status = state, status

    def subscribe_event(self, attr_name, event_type=None, cb=None, *more, **_):
        value = self._read(attr_name, "subscribe_event")
        if callable(cb):
            cb(value)
        return 1

    def unsubscribe_event(self, event_id):
        return None

    def put_property(self, value, **_):
        for name, content in dict(value).items():
            _write(self._of(name), content, self._API + "put_property", self._timeout)

    def delete_property(self, value, **_):
        for name in [value] if isinstance(value, str) else value:
            _write(self._of(name), None, self._API + "delete_property", self._timeout)

    def get_property(self, propname, value=None, **_):
        names = [propname] if isinstance(propname, str) else propname
        return {name: [_mynah.peek(self._of(name))] for name in names}

    def get_property_list(self, filter="*", **_):
        return []

    def set_attribute_config(self, attr_info, **_):
        _write(self._name, None, self._API + "set_attribute_config", self._timeout)

    def get_attribute_config(self, value, **_):
        return None

    get_attribute_list = attribute_list_query = get_command_list = command_list_query = \
        lambda self: []
    attribute_query = command_query = get_attribute_config

    def ping(self, **_):
        return 1

    def info(self):
        return None

    def name(self):
        return self._name

    dev_name = name

    def alias(self):
        raise DevFailed("DB_AliasNotDefined", "no alias for " + self._name)

    def description(self):
        return "mocked"

    def set_timeout_millis(self, timeout):
        self.__dict__["_timeout"] = timeout / 1000

    def get_timeout_millis(self):
        return int(self._timeout * 1000)

    def set_source(self, source):
        return None

    def get_green_mode(self):
        return self._green or GreenMode.Synchronous

    def set_green_mode(self, green_mode=None):
        self.__dict__["_green"] = green_mode

    def is_attribute_polled(self, attr_name):
        return False

    def get_tango_lib_version(self):
        return 950

    def lock(self, lock_validity=10):
        return None

    def unlock(self, force=False):
        return None

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        if not _mynah.exists(self._of(name)):
            raise AttributeError(name)
        return _read(self._of(name), self._API + name, self._timeout)

    def __setattr__(self, name, value):
        if not _mynah.exists(self._of(name)):
            raise AttributeError("Tried to set non-existent attr '%s'" % name)
        _write(self._of(name), value, self._API + name, self._timeout)

    def __getitem__(self, name):
        return self._read(name, "read_attribute")

    def __setitem__(self, name, value):
        self.write_attribute(name, value)


def get_device_proxy(*args, **kwargs):
    return DeviceProxy(*args, **kwargs)


class AttributeProxy:
    _API = "tango.AttributeProxy."

    def __init__(self, attr_name, *_, **__):
        self._name = str(attr_name)
        self._pending = None

    def name(self):
        return self._name.rsplit("/", 1)[-1]

    def get_device_proxy(self):
        return DeviceProxy(self._name.rsplit("/", 1)[0])

    def read(self, *_, **__):
        return DeviceAttribute(self.name(), _read(self._name, self._API + "read", 3.0))

    def write(self, value, *_, **__):
        _write(self._name, value, self._API + "write", 3.0)

    def write_read(self, value, *_, **__):
        _write(self._name, value, self._API + "write_read", 3.0)
        return self.read()

    def read_asynch(self, *_, **__):
        self._pending = DeviceAttribute(self.name(),
                                        _read(self._name, self._API + "read_asynch", 3.0))
        return 1

    def write_asynch(self, value, *_, **__):
        _write(self._name, value, self._API + "write_asynch", 3.0)
        return 1

    def read_reply(self, *_, **__):
        return self._pending

    def write_reply(self, *_, **__):
        return None

    def put_property(self, value, *_, **__):
        for name, content in dict(value).items():
            _write(self._name + "/" + name, content, self._API + "put_property", 3.0)

    def state(self):
        return self.get_device_proxy().state()

    def status(self):
        return self.get_device_proxy().status()

    def ping(self):
        return 1


class GroupReply:
    def __init__(self, device, name, data):
        self._device, self._name, self._data = device, name, data

    def has_failed(self):
        return False

    def dev_name(self):
        return self._device

    def obj_name(self):
        return self._name

    def get_data(self):
        return self._data


class Group:
    _API = "tango.Group."

    def __init__(self, name):
        self._name = str(name)
        self._devices = []
        self._replies = []

    def add(self, patterns, timeout_ms=-1):
        self._devices += [patterns] if isinstance(patterns, str) else list(patterns)

    def get_name(self):
        return self._name

    def get_size(self, forward=True):
        return len(self._devices)

    def get_device_list(self, forward=True):
        return list(self._devices)

    def _each(self, name, call):
        return [GroupReply(device, name, call(device + "/" + name)) for device in self._devices]

    def read_attribute(self, attr_name, forward=True):
        return self._each(attr_name, lambda full: DeviceAttribute(
            attr_name, _read(full, self._API + "read_attribute", 3.0)))

    def read_attributes(self, attr_names, forward=True):
        return [reply for name in attr_names
                for reply in self._each(name, lambda full: DeviceAttribute(
                    full.rsplit("/", 1)[-1], _read(full, self._API + "read_attributes", 3.0)))]

    def write_attribute(self, attr_name, value, forward=True, multi=False):
        return self._each(attr_name, lambda full: _write(
            full, value, self._API + "write_attribute", 3.0))

    def write_attribute_asynch(self, attr_name, value, forward=True, multi=False):
        self._replies.append(self._each(attr_name, lambda full: _write(
            full, value, self._API + "write_attribute_asynch", 3.0)))
        return len(self._replies)

    def write_attribute_reply(self, request_id, timeout_ms=0):
        return self._replies[request_id - 1]

    def command_inout(self, cmd_name, param=None, forward=True):
        return self._each(cmd_name, lambda full: _write(
            full, param, self._API + "command_inout", 3.0))

    def command_inout_asynch(self, cmd_name, param=None, forget=False, forward=True):
        self._replies.append(self._each(cmd_name, lambda full: _write(
            full, param, self._API + "command_inout_asynch", 3.0)))
        return len(self._replies)

    def command_inout_reply(self, request_id, timeout_ms=0):
        return self._replies[request_id - 1]


class Database:
    _API = "tango.Database."

    def __init__(self, *_):
        self._properties = {}

    def put_device_property(self, dev_name, value):
        for name, content in dict(value).items():
            _write(dev_name + "/" + name, content, self._API + "put_device_property", 3.0)

    def put_property(self, obj_name, value):
        for name, content in dict(value).items():
            _write(obj_name + "/" + name, content, self._API + "put_property", 3.0)

    def get_device_property(self, dev_name, value):
        names = [value] if isinstance(value, str) else value
        return {name: [_mynah.peek(dev_name + "/" + name)] for name in names}

    def get_device_exported(self, filter="*"):
        return []


# What administers devices rather than reading or writing them.
_mynah.refuse(DeviceProxy, "tango.DeviceProxy.", """
    set_pipe_config poll_attribute poll_command stop_poll_attribute stop_poll_command
    command_inout_raw attribute_history command_history get_events""")
_mynah.refuse(AttributeProxy, "tango.AttributeProxy.", """
    delete_property set_config poll stop_poll history subscribe_event""")
_mynah.refuse(Group, "tango.Group.", "read_attribute_asynch read_attributes_asynch")
_mynah.refuse(Database, "tango.Database.", """
    put_class_property put_device_attribute_property put_class_attribute_property put_device_alias
    put_attribute_alias put_server_info delete_property delete_device_property
    delete_class_property delete_device_attribute_property delete_class_attribute_property
    delete_device_alias delete_attribute_alias delete_server_info delete_device_attribute
    delete_all_device_attribute_property add_device add_server delete_device delete_server
    rename_server export_device export_server export_event unexport_device unexport_server
    unexport_event register_service unregister_service set_access_checked""")
