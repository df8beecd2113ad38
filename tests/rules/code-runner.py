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
sys.settrace(None)  # ok: code-runner
sys.settrace(print)  # expect: code-runner

# Each name that the rule has.
import IPython
import _testcapi
import _xxsubinterpreters
import bdb
import cProfile
import code
import codeop
import concurrent.interpreters
import doctest
import jinja2
import js2py
import nbconvert.preprocessors
import numexpr
import pandas
import pdb
import profile
import runpy
import sympy
import sympy.parsing.sympy_parser
import sys
import threading
import timeit
import trace
import types
runpy.run_path()  # expect: code-runner
runpy.run_module()  # expect: code-runner
code.InteractiveInterpreter()  # expect: code-runner
code.InteractiveConsole()  # expect: code-runner
made = code.InteractiveInterpreter()  # expect: code-runner
made.runcode()  # expect: code-runner
made = code.InteractiveInterpreter()  # expect: code-runner
made.runsource()  # expect: code-runner
made = code.InteractiveConsole()  # expect: code-runner
made.push()  # expect: code-runner
cProfile.run()  # expect: code-runner
cProfile.runctx()  # expect: code-runner
profile.run()  # expect: code-runner
profile.runctx()  # expect: code-runner
pdb.run()  # expect: code-runner
pdb.runeval()  # expect: code-runner
bdb.Bdb().run()  # expect: code-runner
trace.Trace().run()  # expect: code-runner
trace.Trace().runctx()  # expect: code-runner
_xxsubinterpreters.run_string()  # expect: code-runner
_testcapi.run_in_subinterp()  # expect: code-runner
IPython.embed()  # expect: code-runner
IPython.start_ipython()  # expect: code-runner
doctest.script_from_examples()  # expect: code-runner
sys.addaudithook()  # expect: code-runner
sys.monitoring.register_callback()  # expect: code-runner
concurrent.interpreters.create()  # expect: code-runner
codeop.Compile()  # expect: code-runner
IPython.get_ipython().run_cell()  # expect: code-runner
IPython.get_ipython().system()  # expect: code-runner
IPython.get_ipython().run_line_magic()  # expect: code-runner
nbconvert.preprocessors.ExecutePreprocessor()  # expect: code-runner
js2py.eval_js()  # expect: code-runner
pdb.set_trace()  # expect: code-runner
timeit.repeat("1 + 1")  # expect: code-runner
timeit.Timer("1 + 1")  # expect: code-runner
pandas.eval(input())  # expect: code-runner:high
pandas.DataFrame().query(input())  # expect: code-runner:high
pandas.DataFrame().eval(input())  # expect: code-runner:high
pandas.read_csv().query(input())  # expect: code-runner:high
pandas.read_csv().eval(input())  # expect: code-runner:high
numexpr.evaluate(input())  # expect: code-runner:high
sympy.S(input())  # expect: code-runner:high
sympy.parsing.sympy_parser.parse_expr(input())  # expect: code-runner:high
sympy.parse_expr(input())  # expect: code-runner:high
jinja2.Template(input())  # expect: code-runner:high
types.FunctionType("x")  # expect: code-runner
types.CodeType("x")  # expect: code-runner
sys.setprofile(print)  # expect: code-runner
threading.settrace(print)  # expect: code-runner
threading.setprofile(print)  # expect: code-runner

import pip
import pip._internal
import pip._internal.cli.main
pip.main()  # expect: code-runner
pip._internal.main()  # expect: code-runner
pip._internal.cli.main.main()  # expect: code-runner
doctest.testfile("x.txt")  # expect: code-runner
getattr(timeit, input())("print()")  # expect: opaque-call

# What is timed is executed, with the set-up in front.
import epics
timeit.timeit("epics.caput('SR:MAG:SP', 1)", setup="import epics", number=1)  # expect: code-runner, channel-write[SR:MAG:SP = 1]
timeit.repeat("pass", "import epics\nepics.caput('SR:MAG:SP', 2)")  # expect: code-runner, channel-write[SR:MAG:SP = 2]
timeit.Timer("epics.caput('SR:KICK:SP', 3)", globals=globals()).timeit()  # expect: code-runner, channel-write[SR:KICK:SP = 3]
timeit.Timer("epics.caput('LINAC:GUN:HV', 4)", "", timeit.default_timer, globals()).timeit()  # expect: code-runner, channel-write[LINAC:GUN:HV = 4]
timeit.timeit(lambda: 1, setup=lambda: epics.caput('BR:RF:PHASE', 5))  # expect: channel-write[BR:RF:PHASE = 5]
timeit.timeit("open('/tmp/step.txt')")  # expect: code-runner, shared-temp-path
timeit.timeit(lambda: 1, setup=input())  # expect: code-runner:high
timeit.timeit(lambda: 1, lambda: 2)  # ok: code-runner
timeit.repeat(lambda: 1, setup=input())  # expect: code-runner:high
timeit.Timer(lambda: 1, setup=input())  # expect: code-runner:high
import distutils.core
import ensurepip
import logging.config
import pytest
import setuptools
import tkinter
tkinter.Tcl().eval("exec id")  # expect: code-runner
tkinter.Tcl().call("exec", "id")  # expect: code-runner
tkinter.Tk().tk.eval("source x.tcl")  # expect: code-runner
tkinter.Tk().tk.call("load", "x.so")  # expect: code-runner
tkinter.Tk().tk.call("winfo", "server", ".")  # ok: code-runner
tkinter.Tk().tk.call("exec", "id")  # expect: code-runner
pytest.main(["x"])  # expect: code-runner
setuptools.setup()  # expect: code-runner
distutils.core.setup()  # expect: code-runner
ensurepip.bootstrap()  # expect: code-runner
logging.config.dictConfig(thing.read())  # expect: code-runner:low
logging.config.fileConfig(input())  # expect: code-runner:medium
logging.config.dictConfig({"version": 1})  # ok: code-runner
tkinter.Tk().title("x")  # ok: code-runner
