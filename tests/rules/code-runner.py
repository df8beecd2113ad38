import code
import runpy
import sys
import timeit

import sympy

runpy.run_path("other.py")  # expect: code-runner
code.interact()  # expect: code-runner
timeit.timeit("1 + 1")  # expect: code-runner
timeit.timeit(lambda: 1 + 1)  # ok: code-runner
sys.addaudithook(print)  # expect: code-runner
breakpoint()  # expect: code-runner
sympy.sympify(input())  # expect: code-runner
sympy.sympify("x + 1")  # ok: code-runner
