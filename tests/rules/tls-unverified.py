import ssl

import requests

requests.get("https://example.org", verify=False, timeout=5)  # expect: network-request, tls-unverified
session = requests.Session()
session.verify = False  # expect: tls-unverified
session.verify = True  # ok: tls-unverified
context = ssl.create_default_context()
context.verify_mode = ssl.CERT_NONE  # expect: tls-unverified
