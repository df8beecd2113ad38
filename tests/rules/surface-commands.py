import asyncio
import ctypes
import ctypes.util
import os
import socket
import subprocess

os.system("caput -t SR:A 1")  # expect: channel-write[SR:A], shell-command
os.system("caput-callback SR:A 1")  # expect: channel-write[SR:A], shell-command
subprocess.run(["dbpf", "SR:A", "1"])  # expect: channel-write[SR:A], subprocess-call
subprocess.run(["/opt/epics/bin/pvput", "SR:A", "1"])  # expect: channel-write[SR:A], subprocess-call
subprocess.run("echo 1 && pvxput SR:A 1", shell=True)  # expect: channel-write[SR:A], subprocess-shell
subprocess.run(["tango_admin", "--add-server", "a/b/c"])  # expect: channel-write[a/b/c], subprocess-call
subprocess.run(["caget", "SR:A"])  # expect: channel-read[SR:A], subprocess-call
subprocess.Popen(["camonitor", "SR:A"])  # expect: channel-read[SR:A], subprocess-call
subprocess.check_output(["pvget", "SR:A"])  # expect: channel-read[SR:A], subprocess-call
subprocess.check_output(["pvmonitor", "SR:A"])  # expect: channel-read[SR:A], subprocess-call
subprocess.check_output(["pvxget", "SR:A"])  # expect: channel-read[SR:A], subprocess-call
subprocess.check_output(["pvxmonitor", "SR:A"])  # expect: channel-read[SR:A], subprocess-call
subprocess.run(["echo", "caputs"])  # expect: subprocess-call
subprocess.run(["ls", "/data/caput-results"])  # expect: subprocess-call

socket.create_connection(("ioc1", 5064))  # expect: channel-write[?], network-socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.sendto(b"\x00\x06", ("ioc1", 5065))  # expect: channel-write[?], network-socket
s.connect(("ioc1", 5075))  # expect: channel-write[?], network-socket
s.sendto(b"\xca", ("ioc1", 5076))  # expect: channel-write[?], network-socket
s.connect(("ioc1", 5063))  # expect: network-socket
asyncio.open_connection("ioc1", 5064)  # expect: channel-write[?], network-socket

ctypes.CDLL(ctypes.util.find_library("ca"))  # expect: channel-write[?], native-code
ctypes.CDLL("/usr/lib/epics/lib/libca.so.4")  # expect: channel-write[?], native-code
ctypes.CDLL("libpvAccess.so")  # expect: channel-write[?], native-code
ctypes.CDLL("libpvAccessCA.so")  # expect: channel-write[?], native-code
ctypes.CDLL("libpvaClient.so")  # expect: channel-write[?], native-code
ctypes.CDLL("libpvxs.so.1")  # expect: channel-write[?], native-code
ctypes.CDLL("libtango.so")  # expect: channel-write[?], native-code
ctypes.CDLL("pvAccess.dll")  # expect: channel-write[?], native-code
ctypes.CDLL("pvaClient.dll")  # expect: channel-write[?], native-code
ctypes.CDLL("pvxs.dll")  # expect: channel-write[?], native-code
ctypes.CDLL("tango.dll")  # expect: channel-write[?], native-code
ctypes.CDLL("libcairo.so")  # expect: native-code
ctypes.CDLL("libm.so.6")  # expect: native-code
results = {}

