import re

compile("x = 1", "<text>", "exec")  # expect: compile-call
re.compile("x")  # ok: compile-call
