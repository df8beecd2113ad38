import urllib.request

import requests

requests.get("http://example.org", timeout=5)  # expect: network-request
session = requests.Session()
session.post("http://example.org", json={}, timeout=5)  # expect: network-request
urllib.request.urlopen("http://example.org")  # expect: network-request
{"http": 1}.get("http")  # ok: network-request
