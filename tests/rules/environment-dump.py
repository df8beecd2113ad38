import json
import os

dict(os.environ)  # expect: environment-dump
os.environ.copy()  # expect: environment-dump
os.environ.get("HOME")  # ok: environment-dump
os.environ["HOME"]  # ok: environment-dump

# Each name that the rule has.
import os
thing(os.environ)  # expect: environment-dump
thing(os.environb)  # expect: environment-dump
os.environ.items()  # expect: environment-dump
os.environ.values()  # expect: environment-dump
os.environb.items()  # expect: environment-dump
count = len(os.environ)  # ok: environment-dump
kind = isinstance(os.environ, dict)  # ok: environment-dump
values = {**os.environ, "A": "1"}  # expect: environment-dump
names = [*os.environ]  # expect: environment-dump
text = f"{os.environ}"  # expect: environment-dump
text = f"{os.environ['HOME']}"  # ok: environment-dump
def show(values=os.environ):  # ok: environment-dump
    return values["HOME"]
