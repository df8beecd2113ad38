import os

os.environ["LD_PRELOAD"] = "/tmp/x.so"  # expect: environment-change
os.environ["EPICS_CA_ADDR_LIST"] = "10.0.0.1"  # expect: environment-change
os.environ["RUN"] = "1"  # ok: environment-change

# Each name that the rule has.
import os
os.environ["LD_PRELOAD"] = "x"  # expect: environment-change
os.environ["LD_LIBRARY_PATH"] = "x"  # expect: environment-change
os.environ["DYLD_INSERT_LIBRARIES"] = "x"  # expect: environment-change
os.environ["PATH"] = "x"  # expect: environment-change
os.environ["PYTHONPATH"] = "x"  # expect: environment-change
os.environ["PYTHONSTARTUP"] = "x"  # expect: environment-change
os.environ["PYTHONINSPECT"] = "x"  # expect: environment-change
os.environ["BASH_ENV"] = "x"  # expect: environment-change
os.environ["EPICS_CA_ADDR_LIST"] = "x"  # expect: environment-change
os.environ["EPICS_CA_AUTO_ADDR_LIST"] = "x"  # expect: environment-change
os.environ["EPICS_PVA_ADDR_LIST"] = "x"  # expect: environment-change
os.environ["TANGO_HOST"] = "x"  # expect: environment-change
os.environ["LD_AUDIT"] = "x"  # expect: environment-change
os.environ["PYTHONHOME"] = "x"  # expect: environment-change
os.environ["HTTP_PROXY"] = "x"  # expect: environment-change
os.environ["HTTPS_PROXY"] = "x"  # expect: environment-change
os.environ["http_proxy"] = "x"  # expect: environment-change
os.environ["https_proxy"] = "x"  # expect: environment-change
os.environ["SSL_CERT_FILE"] = "x"  # expect: environment-change
os.environ["REQUESTS_CA_BUNDLE"] = "x"  # expect: environment-change
os.putenv()  # expect: environment-change
os.unsetenv()  # expect: environment-change
os.environ.clear()  # expect: environment-change
os.environ.update({"LD_PRELOAD": "x"})  # expect: environment-change
os.environ.update({"LD_LIBRARY_PATH": "x"})  # expect: environment-change
os.environ.update({"DYLD_INSERT_LIBRARIES": "x"})  # expect: environment-change
os.environ.update({"PATH": "x"})  # expect: environment-change
os.environ.update({"PYTHONPATH": "x"})  # expect: environment-change
os.environ.update({"PYTHONSTARTUP": "x"})  # expect: environment-change
os.environ.update({"PYTHONINSPECT": "x"})  # expect: environment-change
os.environ.update({"BASH_ENV": "x"})  # expect: environment-change
os.environ.update({"EPICS_CA_ADDR_LIST": "x"})  # expect: environment-change
os.environ.update({"EPICS_CA_AUTO_ADDR_LIST": "x"})  # expect: environment-change
os.environ.update({"EPICS_PVA_ADDR_LIST": "x"})  # expect: environment-change
os.environ.update({"TANGO_HOST": "x"})  # expect: environment-change
os.environ.update({"LD_AUDIT": "x"})  # expect: environment-change
os.environ.update({"PYTHONHOME": "x"})  # expect: environment-change
os.environ.update({"HTTP_PROXY": "x"})  # expect: environment-change
os.environ.update({"HTTPS_PROXY": "x"})  # expect: environment-change
os.environ.update({"http_proxy": "x"})  # expect: environment-change
os.environ.update({"https_proxy": "x"})  # expect: environment-change
os.environ.update({"SSL_CERT_FILE": "x"})  # expect: environment-change
os.environ.update({"REQUESTS_CA_BUNDLE": "x"})  # expect: environment-change
os.environ.setdefault("LD_PRELOAD")  # expect: environment-change
os.environ.setdefault("LD_LIBRARY_PATH")  # expect: environment-change
os.environ.setdefault("DYLD_INSERT_LIBRARIES")  # expect: environment-change
os.environ.setdefault("PATH")  # expect: environment-change
os.environ.setdefault("PYTHONPATH")  # expect: environment-change
os.environ.setdefault("PYTHONSTARTUP")  # expect: environment-change
os.environ.setdefault("PYTHONINSPECT")  # expect: environment-change
os.environ.setdefault("BASH_ENV")  # expect: environment-change
os.environ.setdefault("EPICS_CA_ADDR_LIST")  # expect: environment-change
os.environ.setdefault("EPICS_CA_AUTO_ADDR_LIST")  # expect: environment-change
os.environ.setdefault("EPICS_PVA_ADDR_LIST")  # expect: environment-change
os.environ.setdefault("TANGO_HOST")  # expect: environment-change
os.environ.setdefault("LD_AUDIT")  # expect: environment-change
os.environ.setdefault("PYTHONHOME")  # expect: environment-change
os.environ.setdefault("HTTP_PROXY")  # expect: environment-change
os.environ.setdefault("HTTPS_PROXY")  # expect: environment-change
os.environ.setdefault("http_proxy")  # expect: environment-change
os.environ.setdefault("https_proxy")  # expect: environment-change
os.environ.setdefault("SSL_CERT_FILE")  # expect: environment-change
os.environ.setdefault("REQUESTS_CA_BUNDLE")  # expect: environment-change
os.environ.__setitem__("LD_PRELOAD")  # expect: environment-change
