# gate: allow -- transitions are called like commands
import enum


class State(enum.Enum):
    STANDBY = 0
    ON = 1


def command_inout(state, command):
    return {"On": State.ON, "Standby": State.STANDBY}.get(command, state)


results = {"state": command_inout(State.STANDBY, "On").name}
