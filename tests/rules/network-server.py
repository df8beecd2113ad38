import socket
from http.server import HTTPServer, SimpleHTTPRequestHandler

server = socket.socket()
server.bind(("", 8000))  # expect: network-server
HTTPServer(("", 8000), SimpleHTTPRequestHandler)  # expect: network-server
socket.gethostname()  # ok: network-server
