import urllib.request

import requests

requests.get("http://example.org", timeout=5)  # expect: network-request
session = requests.Session()
session.post("http://example.org", json={}, timeout=5)  # expect: network-request
urllib.request.urlopen("http://example.org")  # expect: network-request
{"http": 1}.get("http")  # ok: network-request

# Each name that the rule has.
import aiohttp
import gdown
import grequests
import http.client
import httplib2
import httpx
import openai
import pycurl
import requests
import slack_sdk
import telegram
import treq
import twilio.rest
import urllib.request
import urllib3
import websocket
import websockets
import websockets.sync.client
import wget
import xmlrpc.client
requests.get("http://x")  # expect: network-request, request-without-timeout
requests.options("http://x")  # expect: network-request, request-without-timeout
requests.head("http://x")  # expect: network-request, request-without-timeout
requests.post("http://x")  # expect: network-request, request-without-timeout
requests.put("http://x")  # expect: network-request, request-without-timeout
requests.patch("http://x")  # expect: network-request, request-without-timeout
requests.delete("http://x")  # expect: network-request, request-without-timeout
requests.request("http://x")  # expect: network-request, request-without-timeout
requests.Session().get("http://x")  # expect: network-request
requests.Session().options("http://x")  # expect: network-request
requests.Session().head("http://x")  # expect: network-request
requests.Session().post("http://x")  # expect: network-request
requests.Session().put("http://x")  # expect: network-request
requests.Session().patch("http://x")  # expect: network-request
requests.Session().delete("http://x")  # expect: network-request
requests.Session().request("http://x")  # expect: network-request
requests.Session().send("http://x")  # expect: network-request
httpx.get("http://x")  # expect: network-request
httpx.options("http://x")  # expect: network-request
httpx.head("http://x")  # expect: network-request
httpx.post("http://x")  # expect: network-request
httpx.put("http://x")  # expect: network-request
httpx.patch("http://x")  # expect: network-request
httpx.delete("http://x")  # expect: network-request
httpx.request("http://x")  # expect: network-request
httpx.stream("http://x")  # expect: network-request
httpx.Client().get("http://x")  # expect: network-request
httpx.Client().options("http://x")  # expect: network-request
httpx.Client().head("http://x")  # expect: network-request
httpx.Client().post("http://x")  # expect: network-request
httpx.Client().put("http://x")  # expect: network-request
httpx.Client().patch("http://x")  # expect: network-request
httpx.Client().delete("http://x")  # expect: network-request
httpx.Client().request("http://x")  # expect: network-request
httpx.AsyncClient().get("http://x")  # expect: network-request
httpx.AsyncClient().options("http://x")  # expect: network-request
httpx.AsyncClient().head("http://x")  # expect: network-request
httpx.AsyncClient().post("http://x")  # expect: network-request
httpx.AsyncClient().put("http://x")  # expect: network-request
httpx.AsyncClient().patch("http://x")  # expect: network-request
httpx.AsyncClient().delete("http://x")  # expect: network-request
httpx.AsyncClient().request("http://x")  # expect: network-request
aiohttp.ClientSession().get()  # expect: network-request
aiohttp.ClientSession().options()  # expect: network-request
aiohttp.ClientSession().head()  # expect: network-request
aiohttp.ClientSession().post()  # expect: network-request
aiohttp.ClientSession().put()  # expect: network-request
aiohttp.ClientSession().patch()  # expect: network-request
aiohttp.ClientSession().delete()  # expect: network-request
aiohttp.ClientSession().request()  # expect: network-request
aiohttp.request()  # expect: network-request
urllib.request.urlopen()  # expect: network-request
urllib.request.urlretrieve()  # expect: network-request
urllib.request.URLopener()  # expect: network-request
urllib.request.FancyURLopener()  # expect: network-request
urllib.request.OpenerDirector().open()  # expect: network-request
http.client.HTTPConnection().request()  # expect: network-request
http.client.HTTPSConnection().request()  # expect: network-request
http.client.HTTPConnection().connect()  # expect: network-request
urllib3.PoolManager().request()  # expect: network-request
urllib3.request()  # expect: network-request
xmlrpc.client.ServerProxy()  # expect: network-request
websocket.create_connection()  # expect: network-request
websockets.connect()  # expect: network-request
pycurl.Curl().perform()  # expect: network-request
wget.download()  # expect: network-request
gdown.download()  # expect: network-request
openai.OpenAI()  # expect: network-request
slack_sdk.WebClient()  # expect: network-request
telegram.Bot()  # expect: network-request
twilio.rest.Client()  # expect: network-request
websockets.sync.client.connect()  # expect: network-request
aiohttp.ClientSession().ws_connect()  # expect: network-request
httplib2.Http().request()  # expect: network-request
treq.get()  # expect: network-request
treq.post()  # expect: network-request
grequests.get("http://x")  # expect: network-request
import git
import paho.mqtt.publish
http.client.HTTPSConnection("host").connect()  # expect: network-request
http.client.HTTPConnection("host").putrequest("GET", "/")  # expect: network-request
http.client.HTTPSConnection("host").putrequest("GET", "/")  # expect: network-request
git.Repo.clone_from("https://example.org/x", "x")  # expect: network-request
paho.mqtt.publish.single("a", "b", hostname="host")  # expect: network-request
paho.mqtt.publish.multiple([("a", "b")], hostname="host")  # expect: network-request
git.Repo("x").head  # ok: network-request
