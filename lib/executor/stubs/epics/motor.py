# SPDX-License-Identifier: Apache-2.0
"""epics.Motor: the motor record."""

from epics import ca
from epics.device import Device

_API = "epics.Motor."


class MotorException(Exception):
    pass


class Motor(Device):
    _FIELDS = {"drive": "VAL", "readback": "RBV", "description": "DESC", "slew_speed": "VELO",
               "high_limit": "HLM", "low_limit": "LLM", "moving": "MOVN", "done_moving": "DMOV",
               "stop_go": "SPMG", "tweak_val": "TWV", "offset": "OFF", "units": "EGU",
               "dial_drive": "DVAL", "stop": "STOP", "acceleration": "ACCL", "backlash": "BDST",
               "back_accel": "BACC", "back_speed": "BVEL", "base_speed": "VBAS",
               "jog_accel": "JAR", "jog_speed": "JVEL", "max_speed": "VMAX",
               "settle_time": "DLY"}

    def __init__(self, name=None, timeout=3.0):
        if not name:
            raise MotorException("must supply motor name")
        super().__init__(name[:-4] if name.endswith(".VAL") else name, delim=".",
                         aliases=self._FIELDS)

    def move(self, val=None, relative=False, wait=False, timeout=300.0, dial=False, raw=False,
             step=False, ignore_limits=False, confirm_move=False):
        if relative:
            val += ca.read(self._prefix, _API + "move", None)
        done = ca.write(self._prefix, val, _API + "move", timeout if wait else None)
        return 0 if done == 1 else done

    def tweak(self, direction="forward", wait=False, timeout=300.0):
        step = ca.read(self._name("TWV"), _API + "tweak", None) or 0
        step = -step if direction.startswith("rev") else step
        now = ca.read(self._prefix, _API + "tweak", None)
        return ca.write(self._prefix, now + step, _API + "tweak", None)

    def get_position(self, dial=False, readback=False, step=False, raw=False):
        return ca.read(self._name("RBV") if readback else self._prefix, _API + "get_position",
                       None)

    def set_position(self, position, dial=False, step=False, raw=False):
        return ca.write(self._prefix, position, _API + "set_position", None)

    def stop(self):
        return ca.write(self._name("STOP"), 1, _API + "stop", None)

    def check_limits(self):
        for field, why in (("LVIO", "Motor VAL outside limits"), ("HLS", "high limit switch"),
                           ("LLS", "low limit switch")):
            if ca.read(self._name(field), _API + "check_limits", None):
                raise MotorException(why)

    def get_info(self):
        return {name: ca.read(self._name(field), _API + "get_info", None)
                for name, field in self._FIELDS.items()}

    def show_info(self):
        for name, value in self.get_info().items():
            print("%s = %s" % (name, value))

    show_all = show_info

    def set_callback(self, attr="drive", callback=None, kws=None):
        return self.PV(attr).add_callback(callback, **(kws or {}))

    def refresh(self):
        self.get_info()

    def within_limits(self, val, dial=False):
        return True
