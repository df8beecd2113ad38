import ctypes

ctypes.CDLL("libm.so.6")  # expect: native-code
ctypes.cdll.LoadLibrary("libm.so.6")  # expect: native-code
ctypes.c_int(3)  # ok: native-code
ctypes.memset(0, 0, 1)  # expect: native-code
