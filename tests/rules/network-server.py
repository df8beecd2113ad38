import socket
from http.server import HTTPServer, SimpleHTTPRequestHandler

server = socket.socket()
server.bind(("", 8000))  # expect: network-server
HTTPServer(("", 8000), SimpleHTTPRequestHandler)  # expect: network-server
socket.gethostname()  # ok: network-server

# Each name that the rule has.
import aiohttp.web
import asyncio
import bottle
import flask
import gradio
import grpc
import http.server
import multiprocessing.connection
import socket
import socketserver
import tornado.web
import uvicorn
import waitress
import websockets
import werkzeug.serving
import wsgiref.simple_server
import xmlrpc.server
import zmq
socket.socket().bind(("0.0.0.0", 80))  # expect: network-server:high
socket.socket().bind(("", 80))  # expect: network-server:high
socket.socket().bind(("::", 80))  # expect: network-server:high
socket.create_server(("0.0.0.0", 80))  # expect: network-server:high
http.server.HTTPServer(("0.0.0.0", 80))  # expect: network-server:high
http.server.ThreadingHTTPServer(("0.0.0.0", 80))  # expect: network-server:high
socketserver.TCPServer(("0.0.0.0", 80))  # expect: network-server:high
socketserver.UDPServer(("0.0.0.0", 80))  # expect: network-server:high
socketserver.ThreadingTCPServer(("0.0.0.0", 80))  # expect: network-server:high
xmlrpc.server.SimpleXMLRPCServer(("0.0.0.0", 80))  # expect: network-server:high
wsgiref.simple_server.make_server(("0.0.0.0", 80))  # expect: network-server:high
asyncio.start_server(None, "0.0.0.0")  # expect: network-server:high
asyncio.start_server(None, "")  # expect: network-server:high
asyncio.start_server(None, "::")  # expect: network-server:high
uvicorn.run(host="0.0.0.0")  # expect: network-server:high
uvicorn.run(host="::")  # expect: network-server:high
aiohttp.web.run_app(host="0.0.0.0")  # expect: network-server:high
flask.Flask().run(host="0.0.0.0")  # expect: network-server:high
socket.socket().bind()  # expect: network-server:medium
socket.create_server()  # expect: network-server:medium
http.server.HTTPServer()  # expect: network-server:medium
http.server.ThreadingHTTPServer()  # expect: network-server:medium
socketserver.TCPServer()  # expect: network-server:medium
socketserver.UDPServer()  # expect: network-server:medium
socketserver.ThreadingTCPServer()  # expect: network-server:medium
asyncio.start_server()  # expect: network-server:medium
uvicorn.run()  # expect: network-server:medium
xmlrpc.server.SimpleXMLRPCServer()  # expect: network-server:medium
wsgiref.simple_server.make_server()  # expect: network-server:medium
aiohttp.web.run_app()  # expect: network-server:medium
zmq.Context().socket().bind()  # expect: network-server:medium
flask.Flask().run()  # expect: network-server:medium
asyncio.AbstractEventLoop().create_server()  # expect: network-server:medium
multiprocessing.connection.Listener()  # expect: network-server:medium
socketserver.ThreadingUDPServer()  # expect: network-server:medium
werkzeug.serving.run_simple()  # expect: network-server:medium
waitress.serve()  # expect: network-server:medium
tornado.web.Application().listen()  # expect: network-server:medium
grpc.server()  # expect: network-server:medium
bottle.run()  # expect: network-server:medium
websockets.serve()  # expect: network-server:medium
gradio.Interface().launch()  # expect: network-server:medium
