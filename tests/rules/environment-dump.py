import json
import os

dict(os.environ)  # expect: environment-dump
os.environ.copy()  # expect: environment-dump
os.environ.get("HOME")  # ok: environment-dump
os.environ["HOME"]  # ok: environment-dump
