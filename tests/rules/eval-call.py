import builtins

eval("1 + 1")  # expect: eval-call
builtins.eval("1 + 1")  # expect: eval-call
builtins.__dict__["eval"]("1 + 1")  # expect: eval-call
list(map(eval, ["1", "2"]))  # expect: eval-call


def apply(eval, value):
    return eval(value)  # ok: eval-call


apply(len, [1])
model.eval()  # ok: eval-call

# Each name that the rule has.


