import ctypes

ctypes.CDLL("libm.so.6")  # expect: native-code
ctypes.cdll.LoadLibrary("libm.so.6")  # expect: native-code
ctypes.c_int(3)  # ok: native-code
ctypes.memset(0, 0, 1)  # expect: native-code

# Each name that the rule has.
import cffi
import ctypes
import ctypes.cdll
import ctypes.pydll
import ctypes.pythonapi
import numpy.ctypeslib
ctypes.CDLL()  # expect: native-code
ctypes.PyDLL()  # expect: native-code
ctypes.WinDLL()  # expect: native-code
ctypes.OleDLL()  # expect: native-code
ctypes.CFUNCTYPE()  # expect: native-code
ctypes.memmove()  # expect: native-code
ctypes.memset()  # expect: native-code
ctypes.string_at()  # expect: native-code
ctypes.cast()  # expect: native-code
cffi.FFI().dlopen()  # expect: native-code
cffi.FFI().verify()  # expect: native-code
numpy.ctypeslib.load_library()  # expect: native-code
use = ctypes.cdll.anything  # expect: native-code
use = ctypes.pythonapi.anything  # expect: native-code
use = ctypes.pydll.anything  # expect: native-code

libraries = ctypes.cdll
getattr(libraries, input())("libm.so.6")  # expect: opaque-call
import sqlite3
sqlite3.connect("x.db").load_extension("./x")  # expect: native-code
def extend(data: sqlite3.Connection):
    data.load_extension("./x")  # expect: native-code
sqlite3.connect("x.db").enable_load_extension(False)  # ok: native-code
