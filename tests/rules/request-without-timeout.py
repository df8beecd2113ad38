import httpx
import requests

requests.get("https://example.org")  # expect: request-without-timeout, network-request
requests.get("https://example.org", timeout=5)  # expect: network-request
httpx.Client(timeout=None)  # expect: request-without-timeout
httpx.Client()  # ok: request-without-timeout

# Each name that the rule has.
import httpx
import requests
requests.get("x")  # expect: request-without-timeout, network-request
requests.options("x")  # expect: request-without-timeout, network-request
requests.head("x")  # expect: request-without-timeout, network-request
requests.post("x")  # expect: request-without-timeout, network-request
requests.put("x")  # expect: request-without-timeout, network-request
requests.patch("x")  # expect: request-without-timeout, network-request
requests.delete("x")  # expect: request-without-timeout, network-request
requests.request("x")  # expect: request-without-timeout, network-request
httpx.get("http://x", timeout=None)  # expect: request-without-timeout, network-request
httpx.options("http://x", timeout=None)  # expect: request-without-timeout, network-request
httpx.head("http://x", timeout=None)  # expect: request-without-timeout, network-request
httpx.post("http://x", timeout=None)  # expect: request-without-timeout, network-request
httpx.put("http://x", timeout=None)  # expect: request-without-timeout, network-request
httpx.patch("http://x", timeout=None)  # expect: request-without-timeout, network-request
httpx.delete("http://x", timeout=None)  # expect: request-without-timeout, network-request
httpx.request("http://x", timeout=None)  # expect: request-without-timeout, network-request
httpx.stream("http://x", timeout=None)  # expect: request-without-timeout, network-request
httpx.AsyncClient(timeout=None)  # expect: request-without-timeout
