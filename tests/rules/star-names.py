# What `import *` puts in the place of Python's own names.


def early():
    return compile("1", "a", "eval")  # expect: compile-call


early()
from re import *


def late():
    return compile("a+")  # ok: compile-call


found = late()
again = globals()["compile"]("a+")  # ok: compile-call
results = {}
