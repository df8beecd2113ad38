import socket

link = socket.socket()
link.connect(("example.org", 80))  # expect: network-socket
link.connect(("ioc", 5064))  # expect: channel-write, network-socket
socket.gethostname()  # ok: network-socket
