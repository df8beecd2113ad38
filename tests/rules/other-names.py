# Things have several names: by way of any of them it is the same.
import _io
import _pickle
import _posixsubprocess
import _socket
import _thread
import asyncio.subprocess
import codecs
import concurrent.futures.process
import concurrent.futures.thread
import ctypes
import glob
import importlib
import importlib._bootstrap
import io
import logging
import multiprocessing.context
import multiprocessing.dummy
import multiprocessing.pool
import pathlib
import random
import shutil
import subprocess
import tempfile
import threading

import Cryptodome.Cipher.ARC4
import __builtin__
import aioca._catools
import asyncua.client
import asyncua.client.client
import asyncua.common.node
import asyncua.sync
import bluesky.run_engine
import cPickle
import caproto.asyncio.client
import caproto.curio.client
import caproto.trio.client
import epics
import epics.alarm
import epics.ca
import epics.device
import epics.motor
import epics.multiproc
import epics.pv
import nt
import opcua.client.client
import ophyd.device
import ophyd.epics_motor
import ophyd.mca
import ophyd.positioner
import ophyd.pv_positioner
import ophyd.quadem
import ophyd.scaler
import ophyd.signal
import pyOpenSSL.SSL
import p4p.client.Qt
import p4p.client.cothread
import p4p.server.asyncio
import p4p.server.cothread
import p4p.server.raw
import paramiko.client
import posix
import pymodbus.client.serial
import pymodbus.client.sync
import pymodbus.client.tcp
import pymodbus.client.tls
import pymodbus.client.udp
import requests.api
import requests.sessions
import six.moves.builtins
import six.moves.cPickle
import six.moves.urllib.request
import sklearn.externals.joblib
import snap7
import tango._tango
import torch.serialization
import urllib.request
import yaml.cyaml
import yaml.loader
from epics import caput

posix.system("ls")  # expect: shell-command
nt.system("dir")  # expect: shell-command
_pickle.loads(b"")  # expect: unsafe-pickle
cPickle.loads(b"")  # expect: unsafe-pickle
_posixsubprocess.fork_exec()  # expect: process-spawn
_io.open("/etc/motd", "w")  # expect: file-write
io.open("/etc/motd", "w")  # expect: file-write
codecs.open("/etc/motd", "w")  # expect: file-write
_socket.socket().connect(("h", 80))  # expect: network-socket
_thread.start_new_thread(caput, ("A", 1))  # expect: channel-write[A = 1]
__builtin__.eval("1")  # expect: eval-call
importlib.__import__("telnetlib")  # expect: dynamic-import
importlib._bootstrap._gcd_import("telnetlib")  # expect: dynamic-import
subprocess.os.system("ls")  # expect: shell-command
threading._start_new_thread(caput, ("A", 1))  # expect: channel-write[A = 1]
subprocess.sys.settrace(print)  # expect: code-runner
shutil.os.system("ls")  # expect: shell-command
pathlib.os.system("ls")  # expect: shell-command
tempfile._os.system("ls")  # expect: shell-command
glob.os.system("ls")  # expect: shell-command
logging.os.system("ls")  # expect: shell-command
random._os.system("ls")  # expect: shell-command
asyncio.subprocess.create_subprocess_exec("ls")  # expect: process-spawn
asyncio.subprocess.create_subprocess_shell("ls")  # expect: shell-command
six.moves.builtins.eval("1")  # expect: eval-call
six.moves.cPickle.loads(b"")  # expect: unsafe-pickle
six.moves.urllib.request.urlopen("http://example.org")  # expect: network-request
pathlib.PosixPath("/etc/motd").write_text("")  # expect: file-write
pathlib.WindowsPath("C:/motd").write_text("")  # expect: file-write
ctypes.windll.LoadLibrary("a.dll")  # expect: native-code
ctypes.oledll.LoadLibrary("a.dll")  # expect: native-code
requests.api.get("http://example.org", timeout=3)  # expect: network-request
requests.sessions.Session().get("http://example.org", timeout=3)  # expect: network-request
requests.session().get("http://example.org", timeout=3)  # expect: network-request
Cryptodome.Cipher.ARC4.new(key)  # expect: weak-cipher
paramiko.client.SSHClient().exec_command("ls")  # expect: remote-command
torch.serialization.load("m")  # expect: unsafe-pickle
sklearn.externals.joblib.load("m")  # expect: unsafe-pickle
yaml.load(text, Loader=yaml.loader.SafeLoader)
yaml.load(text, Loader=yaml.cyaml.CSafeLoader)
concurrent.futures.thread.ThreadPoolExecutor().submit(caput, "A", 1)  # expect: channel-write[A = 1]
concurrent.futures.process.ProcessPoolExecutor().submit(caput, "A", 1)  # expect: channel-write[A = 1], worker-process
multiprocessing.context.Process(target=caput, args=("A", 1))  # expect: channel-write[A = 1], worker-process
multiprocessing.pool.Pool().apply(caput, ("A", 1))  # expect: channel-write[A = 1], worker-process
multiprocessing.pool.ThreadPool().apply(caput, ("A", 1))  # expect: channel-write[A = 1]
with multiprocessing.dummy.Pool() as pool:
    pool.apply_async(caput, ("A", 1))  # expect: channel-write[A = 1]
    pool.apply(caput, ("A", 1))  # expect: channel-write[A = 1]
    pool.starmap(caput, [("A", 1)])  # expect: channel-write[A = 1]
    pool.starmap_async(caput, [("A", 1)])  # expect: channel-write[A = 1]
with multiprocessing.pool.ThreadPool(3) as pool:
    pool.map(epics.caget, ["A"])  # expect: channel-read[A]
    pool.imap(epics.caget, ["A"])  # expect: channel-read[A]
    pool.imap_unordered(epics.caget, ["A"])  # expect: channel-read[A]
    pool.map_async(epics.caget, ["A"])  # expect: channel-read[A]
    pool.map(len, ["A"])
epics.multiproc.CAProcess(target=caput, args=("A", 1))  # expect: channel-write[A = 1], worker-process
epics.CAProcess(target=caput, args=("A", 1))  # expect: channel-write[A = 1], worker-process
epics.CAThread(target=caput, args=("A", 1))  # expect: channel-write[A = 1]
epics.ca.CAThread(target=caput, args=("A", 1))  # expect: channel-write[A = 1]
epics.CAPool().apply(caput, ("A", 1))  # expect: channel-write[A = 1], worker-process
epics.multiproc.CAPool().apply(caput, ("A", 1))  # expect: channel-write[A = 1], worker-process
epics.pv.PV("A").put(1)  # expect: channel-write[A = 1]
epics.pv.get_pv("A").put(1)  # expect: channel-write[A = 1]
epics.device.Device("A").put("B", 1)  # expect: channel-write[AB = 1]
epics.motor.Motor("A").move(1)  # expect: channel-write[A.VAL = 1]
epics.alarm.Alarm("A").check_alarm()  # expect: channel-read[A]
aioca._catools.caput("A", 1)  # expect: channel-write[A = 1]
p4p.client.cothread.Context("pva").put("A", 1)  # expect: channel-write[A = 1]
p4p.client.Qt.Context("pva").put("A", 1)  # expect: channel-write[A = 1]
p4p.server.asyncio.SharedPV().post(1)  # expect: channel-write[?]
p4p.server.raw.SharedPV().post(1)  # expect: channel-write[?]
p4p.server.cothread.SharedPV().post(1)  # expect: channel-write[?]
tango._tango.DeviceProxy("a/b/c").write_attribute("v", 1)  # expect: channel-write[a/b/c/v = 1]
ophyd.signal.EpicsSignal("A").put(1)  # expect: channel-write[A = 1]
ophyd.epics_motor.EpicsMotor("A").move(1)  # expect: channel-write[A = 1]
ophyd.pv_positioner.PVPositioner("A").move(1)  # expect: channel-write[A = 1]
ophyd.positioner.SoftPositioner("A").move(1)
ophyd.device.Device("A").stage()  # expect: channel-write[A]
ophyd.scaler.EpicsScaler("A").trigger()  # expect: channel-write[A]
ophyd.mca.EpicsMCA("A").trigger()  # expect: channel-write[A]
ophyd.quadem.QuadEM("A").trigger()  # expect: channel-write[A]
bluesky.run_engine.RunEngine()(plan)  # expect: channel-write[?]
[pv.write(1) for pv in caproto.asyncio.client.Context().get_pvs("A")]  # expect: channel-write[A = 1]
[pv.write(1) for pv in caproto.trio.client.Context().get_pvs("A")]  # expect: channel-write[A = 1]
[pv.write(1) for pv in caproto.curio.client.Context().get_pvs("A")]  # expect: channel-write[A = 1]
pymodbus.client.sync.ModbusTcpClient("plc").write_coil(1, True)  # expect: channel-write[?]
pymodbus.client.tcp.ModbusTcpClient("plc").write_coil(1, True)  # expect: channel-write[?]
pymodbus.client.udp.ModbusUdpClient("plc").write_coil(1, True)  # expect: channel-write[?]
pymodbus.client.tls.ModbusTlsClient("plc").write_coil(1, True)  # expect: channel-write[?]
pymodbus.client.serial.ModbusSerialClient("plc").write_coil(1, True)  # expect: channel-write[?]
opcua.client.client.Client("opc.tcp://plc").get_node("ns=2;i=1").set_value(1)  # expect: channel-write[ns=2;i=1 = 1]
asyncua.client.client.Client("opc.tcp://plc").get_node("ns=2;i=1").write_value(1)  # expect: channel-write[ns=2;i=1 = 1]
asyncua.client.Client("opc.tcp://plc").get_node("ns=2;i=1").write_value(1)  # expect: channel-write[ns=2;i=1 = 1]
asyncua.sync.Client("opc.tcp://plc").get_node("ns=2;i=1").write_value(1)  # expect: channel-write[ns=2;i=1 = 1]
def tune(node: asyncua.common.node.Node):
    node.write_value(1)  # expect: channel-write[? = 1]
snap7.Client().db_write(1, 0, b"")  # expect: channel-write[?]
results = {}

from logging import os as theirs

theirs.system("ls")  # expect: shell-command
from . import os as own  # expect: unknown-module

own.system("ls")  # ok: shell-command
pyOpenSSL.SSL.Context(pyOpenSSL.SSL.TLSv1_METHOD)  # expect: tls-old-version

# Names of Python 2, and others of the same.
import BaseHTTPServer
import SimpleXMLRPCServer
import SocketServer
import httplib
import numpy.lib.npyio
import tensorflow.keras
import urllib
import urllib2
import xmlrpclib

urllib2.urlopen("http://example.org")  # expect: network-request
urllib.urlopen("http://example.org")  # expect: network-request
urllib.urlretrieve("http://example.org", "x")  # expect: network-request
urllib.URLopener().open("http://example.org")  # expect: network-request
urllib.FancyURLopener()  # expect: network-request
xmlrpclib.ServerProxy("http://example.org")  # expect: network-request
SimpleXMLRPCServer.SimpleXMLRPCServer(("localhost", 8000))  # expect: network-server
BaseHTTPServer.HTTPServer(("localhost", 8000), None)  # expect: network-server
SocketServer.TCPServer(("localhost", 8000), None)  # expect: network-server
httplib.HTTPConnection("host").request("GET", "/")  # expect: network-request
numpy.lib.npyio.load("x.npy", allow_pickle=True)  # expect: unsafe-pickle
tensorflow.keras.models.load_model("x", safe_mode=False)  # expect: unsafe-pickle
get_ipython().system("ls")  # expect: code-runner
get_ipython().run_line_magic("sx", "ls")  # expect: code-runner

import ophyd
ophyd.cl.caput("A", 1)  # expect: channel-write[A = 1]
import collections
import contextvars
collections.ChainMap({}, {"a": caput})["a"]("A", 1)  # expect: channel-write[A = 1]
collections.ChainMap({"a": caput}, {"a": epics.caget})["a"]("A")  # expect: channel-write[A], channel-read[A]
collections.UserDict({"a": caput})["a"]("A", 1)  # expect: channel-write[A = 1]
contextvars.copy_context().run(caput, "A", 1)  # expect: channel-write[A = 1]
type(epics).__getattribute__(epics, "caput")("A", 1)  # expect: channel-write[A = 1]
keep(type(epics).__name__, type(epics) is type(contextvars))
