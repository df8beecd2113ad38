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
