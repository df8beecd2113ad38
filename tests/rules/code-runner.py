import code
import runpy
import timeit

runpy.run_path("other.py")  # expect: code-runner
code.interact()  # expect: code-runner
timeit.timeit("1 + 1")  # expect: code-runner
timeit.timeit(lambda: 1 + 1)  # ok: code-runner
