# SPDX-License-Identifier: Apache-2.0
"""The channels that all mocked clients share: a table, limits, and a report of each access."""

import _mynah_report as _given

_JSON_NAMES = {"__builtins__": {}, "true": True, "false": False, "null": None}
_KNOWN = {
    "DEVICE:PV:SETPOINT": 100.0,
    "DEVICE:PV:READBACK": 100.0,
    "DEVICE:STATUS": "OK",
}


class Unreachable(Exception):
    """No such channel: nobody answers."""


class TooLate(Exception):
    """The channel answers, but not in time."""


class Refused(Exception):
    """The channel answers that it will not."""


def _from_json(text):
    # The parent has parsed and written it anew, and what is left is Python but for three names.
    return eval(text.decode(), dict(_JSON_NAMES)) if text else {}


class Channel:
    def __init__(self, entry):
        if not isinstance(entry, dict):
            entry = {"value": entry}
        self.entry = entry
        self.value = entry.get("value")
        self.delay = entry.get("delay", 0)


_channels = {name: Channel(entry)
             for name, entry in dict(_KNOWN, **_from_json(_given.channels)).items()}
_limits = _from_json(_given.limits)
_defaults = _limits.pop("defaults", {})
_has_limits = bool(_given.limits)


def _plain(name):
    """Return the name that the tables may have: `X.VAL` is `X`."""
    return name[:-4] if name.endswith(".VAL") else name


def _entry(table, name):
    return table.get(name) or table.get(_plain(name))


def _report(write, name, value, api, error):
    _given.report(event="access", write=write, channel=name,
                  value=None if value is None else _given.report.text(value), api=api,
                  line=_given.report.place(), error=error)


def _violation(name, value, kind, why, entry):
    from osprey.services.python_executor.exceptions import ChannelLimitsViolationError
    return ChannelLimitsViolationError(
        channel_address=name, value=value, violation_type=kind, violation_reason=why,
        min_value=entry.get("min_value"), max_value=entry.get("max_value"),
        max_step=entry.get("max_step"))


def _numbers(value):
    """Return all numbers that the value consists of, or None when it has others."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple)):
        found = [_numbers(element) for element in value]
        return None if None in found else [number for part in found for number in part]
    if isinstance(value, str):
        try:
            return [float(value)]
        except ValueError:
            return None
    return [value] if isinstance(value, (int, float)) else None


def _check_entry(name, value, entry, current):
    least, most, step = (entry.get(key) for key in ("min_value", "max_value", "max_step"))
    if entry.get("writable", True) is False:
        return _violation(name, value, "READ_ONLY_CHANNEL", "it may only be read", entry)
    if least is None and most is None and step is None:
        return None
    numbers = _numbers(value)
    if numbers is None or any(number != number for number in numbers):
        return _violation(name, value, "NOT_A_NUMBER", "it has limits, and this is no number",
                          entry)
    if least is not None and any(number < least for number in numbers):
        return _violation(name, value, "MIN_EXCEEDED", "the least is %r" % least, entry)
    if most is not None and any(number > most for number in numbers):
        return _violation(name, value, "MAX_EXCEEDED", "the most is %r" % most, entry)
    before = _numbers(current) if step is not None else []
    if before is None or (step is not None and len(before) != len(numbers)):
        return _violation(name, value, "STEP_CHECK_FAILED", "its present value is not comparable",
                          entry)
    if any(not abs(new - old) <= step for new, old in zip(numbers, before)):
        return _violation(name, value, "MAX_STEP_EXCEEDED", "the largest step is %r" % step, entry)
    return None


def _check_limits(name, value, channel):
    """Return what keeps the value from being written, or None."""
    if _given.writes_disabled:
        return _violation(name, value, "WRITES_DISABLED", "writes are disabled", {})
    if _has_limits:
        entry = _entry(_limits, name)
        if entry is None and not _given.allow_unlisted:
            return _violation(name, value, "UNLISTED_CHANNEL", "it is not in the limits database",
                              {})
        # What is not listed but allowed has no limits, not even the defaults.
        wrong = entry is not None and _check_entry(name, value, dict(_defaults, **entry),
                                                   channel and channel.value)
        if wrong:
            return wrong
    return channel and _check_entry(name, value, channel.entry, channel.value)


def _reach(channel, timeout, failure):
    """Return what keeps an access from taking place, or None."""
    if channel is None:
        return Unreachable("no such channel")
    if timeout is not None and channel.delay > timeout:
        return TooLate("it answers after %r seconds, later than %r" % (channel.delay, timeout))
    if channel.entry.get(failure):
        return Refused(channel.entry[failure])
    return None


def _refusal(api):
    def refused(*_, **__):
        why = "not mocked: " + api
        _given.report(event="access", write=True, channel=None, value=None, api=api,
                      line=_given.report.place(), error=why)
        raise NotImplementedError(why)
    return refused


def refuse(owner, prefix, names):
    """Let the functions of these names say that they are not mocked."""
    for name in names.split():
        setattr(owner, name, _refusal(prefix + name))


def exists(name):
    return _entry(_channels, name) is not None


def peek(name):
    """Return the value without it being an access; None for no such channel."""
    channel = _entry(_channels, name)
    return channel and channel.value


def read(name, api, timeout=None):
    channel = _entry(_channels, name)
    wrong = _reach(channel, timeout, "read_error")
    _report(False, name, None if wrong else channel.value, api, wrong and str(wrong))
    if wrong:
        raise wrong
    return channel.value


def write(name, value, api, timeout=None):
    channel = _entry(_channels, name)
    wrong = _check_limits(name, value, channel)
    if wrong:
        _report(True, name, value, api, "ChannelLimitsViolationError: " + wrong.violation_reason)
        raise wrong
    wrong = _reach(channel, timeout, "write_error")
    _report(True, name, value, api, wrong and str(wrong))
    if wrong:
        raise wrong
    channel.value = value.tolist() if hasattr(value, "tolist") else value
