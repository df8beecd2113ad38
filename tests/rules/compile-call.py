import re

compile("x = 1", "<text>", "exec")  # expect: compile-call
re.compile("x")  # ok: compile-call

# Each name that the rule has.
import codeop
import py_compile
compile()  # expect: compile-call
codeop.compile_command()  # expect: compile-call
py_compile.compile()  # expect: compile-call
