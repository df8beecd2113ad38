import builtins

exec("x = 1")  # expect: exec-call
builtins.exec("x = 1")  # expect: exec-call
run = exec
run("x = 1")  # expect: exec-call
getattr(builtins, "ex" + "ec")("x = 1")  # expect: exec-call


class Query:
    def exec(self, text):
        return text


Query().exec("x = 1")  # ok: exec-call

__builtins__["exec"]("x = 1")  # expect: exec-call
globals()["__builtins__"]["exec"]("x = 1")  # expect: exec-call

# Each name that the rule has.

exec()  # expect: exec-call

# What one text binds is there for the next.
exec("from epics import caput as first_of_two")  # expect: exec-call
exec("first_of_two('SR:MAG:SP', 1.0)")  # expect: exec-call, channel-write[SR:MAG:SP = 1.0]
