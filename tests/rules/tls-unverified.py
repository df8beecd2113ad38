import ssl

import requests
from ssl import _create_unverified_context

requests.get("https://example.org", verify=False, timeout=5)  # expect: network-request, tls-unverified
session = requests.Session()
session.verify = False  # expect: tls-unverified
session.verify = True  # ok: tls-unverified
context = ssl.create_default_context()
context.verify_mode = ssl.CERT_NONE  # expect: tls-unverified
_create_unverified_context()  # expect: tls-unverified

# Each name that the rule has.
import aiohttp
import httpx
import requests
import requests.packages.urllib3
import ssl
import urllib3
requests.get("http://x", verify=False)  # expect: tls-unverified:high, network-request, request-without-timeout
requests.options("http://x", verify=False)  # expect: tls-unverified:high, network-request, request-without-timeout
requests.head("http://x", verify=False)  # expect: tls-unverified:high, network-request, request-without-timeout
requests.post("http://x", verify=False)  # expect: tls-unverified:high, network-request, request-without-timeout
requests.put("http://x", verify=False)  # expect: tls-unverified:high, network-request, request-without-timeout
requests.patch("http://x", verify=False)  # expect: tls-unverified:high, network-request, request-without-timeout
requests.delete("http://x", verify=False)  # expect: tls-unverified:high, network-request, request-without-timeout
requests.request("http://x", verify=False)  # expect: tls-unverified:high, network-request, request-without-timeout
requests.Session().get("http://x", verify=False)  # expect: tls-unverified:high, network-request
requests.Session().options("http://x", verify=False)  # expect: tls-unverified:high, network-request
requests.Session().head("http://x", verify=False)  # expect: tls-unverified:high, network-request
requests.Session().post("http://x", verify=False)  # expect: tls-unverified:high, network-request
requests.Session().put("http://x", verify=False)  # expect: tls-unverified:high, network-request
requests.Session().patch("http://x", verify=False)  # expect: tls-unverified:high, network-request
requests.Session().delete("http://x", verify=False)  # expect: tls-unverified:high, network-request
requests.Session().request("http://x", verify=False)  # expect: tls-unverified:high, network-request
requests.Session().send("http://x", verify=False)  # expect: tls-unverified:high, network-request
httpx.get("http://x", verify=False)  # expect: tls-unverified:high, network-request
httpx.options("http://x", verify=False)  # expect: tls-unverified:high, network-request
httpx.head("http://x", verify=False)  # expect: tls-unverified:high, network-request
httpx.post("http://x", verify=False)  # expect: tls-unverified:high, network-request
httpx.put("http://x", verify=False)  # expect: tls-unverified:high, network-request
httpx.patch("http://x", verify=False)  # expect: tls-unverified:high, network-request
httpx.delete("http://x", verify=False)  # expect: tls-unverified:high, network-request
httpx.request("http://x", verify=False)  # expect: tls-unverified:high, network-request
httpx.stream("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.Client()
made.get("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.Client()
made.options("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.Client()
made.head("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.Client()
made.post("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.Client()
made.put("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.Client()
made.patch("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.Client()
made.delete("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.Client()
made.request("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.AsyncClient()
made.get("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.AsyncClient()
made.options("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.AsyncClient()
made.head("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.AsyncClient()
made.post("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.AsyncClient()
made.put("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.AsyncClient()
made.patch("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.AsyncClient()
made.delete("http://x", verify=False)  # expect: tls-unverified:high, network-request
made = httpx.AsyncClient()
made.request("http://x", verify=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().get(verify=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().options(verify=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().head(verify=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().post(verify=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().put(verify=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().patch(verify=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().delete(verify=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().request(verify=False)  # expect: tls-unverified:high, network-request
aiohttp.request(verify=False)  # expect: tls-unverified:high, network-request
ssl._create_unverified_context()  # expect: tls-unverified:high
ssl._https_verify_certificates()  # expect: tls-unverified:high
use = ssl._create_unverified_context  # expect: tls-unverified:high
requests.Session().verify = False  # expect: tls-unverified:high
httpx.Client().verify = False  # expect: tls-unverified:high
ssl.SSLContext().verify_mode = ssl.CERT_NONE  # expect: tls-unverified:high
ssl.create_default_context().verify_mode = ssl.CERT_NONE  # expect: tls-unverified:high
ssl.SSLContext().check_hostname = False  # expect: tls-unverified:high
ssl.create_default_context().check_hostname = False  # expect: tls-unverified:high
ssl._create_default_https_context = "x"  # expect: tls-unverified:high
aiohttp.ClientSession().get(ssl=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().options(ssl=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().head(ssl=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().post(ssl=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().put(ssl=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().patch(ssl=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().delete(ssl=False)  # expect: tls-unverified:high, network-request
aiohttp.ClientSession().request(ssl=False)  # expect: tls-unverified:high, network-request
ssl.wrap_socket()  # expect: tls-unverified:high, tls-old-version:medium
httpx.Client(verify=False)  # expect: tls-unverified:high
httpx.AsyncClient(verify=False)  # expect: tls-unverified:high
aiohttp.TCPConnector(ssl=False)  # expect: tls-unverified:high
aiohttp.TCPConnector(verify_ssl=False)  # expect: tls-unverified:high
urllib3.PoolManager(cert_reqs="CERT_NONE")  # expect: tls-unverified:high
urllib3.PoolManager(cert_reqs=ssl.CERT_NONE)  # expect: tls-unverified:high
urllib3.HTTPSConnectionPool(cert_reqs="CERT_NONE")  # expect: tls-unverified:high
urllib3.disable_warnings()  # expect: tls-unverified:low
requests.packages.urllib3.disable_warnings("http://x")  # expect: tls-unverified:low
httpx.AsyncClient().verify = False  # expect: tls-unverified:high
