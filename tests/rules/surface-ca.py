# Channel Access by caproto, aioca, cothread and bindings; DOOCS.
import aioca
import caproto
import caproto.asyncio.server
import caproto.server
import cothread
import doocs4py
import pydoocs
from CaChannel import CaChannel
from caproto.sync import client as sync
from caproto.threading.client import Batch, Context, SharedBroadcaster
from cothread import catools
from cothread.pv import PV
from epicscorelibs.ca import cadef
sync.write("A", 1)  # expect: channel-write[A = 1]
sync.write_read("A", 1)  # expect: channel-write[A = 1]
sync.read_write_read("A", 1)  # expect: channel-write[A = 1]
sync.put("A", 1)  # expect: channel-write[A = 1]
sync.read("A")  # expect: channel-read[A]
sync.get("A")  # expect: channel-read[A]
sync.subscribe("A")  # expect: channel-read[A]
sync.monitor("A")  # expect: channel-read[A]
sync.block()  # ok: opaque-call
context = Context(SharedBroadcaster())  # ok: opaque-call
context.disconnect()  # ok: opaque-call
pv, other = context.get_pvs("A", "B")
pv.write(1)  # expect: channel-write[A = 1]
pv.read()  # expect: channel-read[A]
pv.subscribe()  # expect: channel-read[A]
pv.wait_for_connection(); pv.unsubscribe_all(); pv.go_idle()  # ok: opaque-call
pv.time_since_last_heard()  # ok: opaque-call
keep(pv.name, pv.connected, pv.access_rights, pv.timeout)  # ok: opaque-call
pv.channel.write(1)  # expect: opaque-call
batch = Batch()  # ok: opaque-call
batch.write(pv, 1)  # expect: channel-write[A = 1]
batch.read(pv)  # expect: channel-read[A]
keep(caproto.ChannelType.Float, caproto.SubscriptionType.Value)  # ok: opaque-call
caproto.config_caproto_logging(); caproto.set_handler()  # ok: opaque-call
caproto.get_address_list(); caproto.get_environment_variables()  # ok: opaque-call
caproto.server.run({})  # expect: channel-write[?]
caproto.asyncio.server.run({})  # expect: channel-write[?]
caproto.server.ioc_arg_parser()  # ok: opaque-call
aioca.caput("A", 1)  # expect: channel-write[A = 1]
aioca.caget("A")  # expect: channel-read[A]
aioca.camonitor("A")  # expect: channel-read[A]
aioca.cainfo("A")  # expect: channel-read[A]
aioca.connect("A")  # expect: channel-read[A]
aioca.run(); aioca.purge_channel_caches(); aioca.get_channel_infos()  # ok: opaque-call
catools.caput("A", 1)  # expect: channel-write[A = 1]
catools.caget("A")  # expect: channel-read[A]
catools.camonitor("A")  # expect: channel-read[A]
catools.cainfo("A")  # expect: channel-read[A]
catools.connect("A")  # expect: channel-read[A]
pv = PV("A")
pv.caput(1)  # expect: channel-write[A = 1]
pv.caget()  # expect: channel-read[A]
pv.get()  # expect: channel-read[A]
pv.sync()  # expect: channel-read[A]
pv.close()  # ok: opaque-call
cothread.WaitForQuit(); cothread.Sleep(); cothread.Spawn()  # ok: opaque-call
cothread.Event(); cothread.Timer(); cothread.Yield(); cothread.Quit()  # ok: opaque-call
cothread.WaitForAll(); cothread.EventQueue(); cothread.iqt()  # ok: opaque-call
cadef.ca_array_put(1)  # expect: channel-write[?]
cadef.ca_array_put_callback(1)  # expect: channel-write[?]
cadef.ca_array_get(1)  # expect: channel-read[?]
cadef.ca_array_get_callback(1)  # expect: channel-read[?]
cadef.ca_create_subscription(1)  # expect: channel-read[?]
cadef.ca_create_channel(); cadef.ca_context_create()  # ok: opaque-call
cadef.ca_pend_io(); cadef.ca_pend_event()  # ok: opaque-call
import epicscorelibs.path
import epicscorelibs.config
epicscorelibs.path.get_lib("ca"); epicscorelibs.config.get_config_var("X")  # ok: opaque-call
channel = CaChannel("A")
channel.putw(1)  # expect: channel-write[A = 1]
channel.put(1)  # expect: channel-write[A = 1]
channel.array_put(1)  # expect: channel-write[A = 1]
channel.array_put_callback(1)  # expect: channel-write[A = 1]
channel.getw()  # expect: channel-read[A]
channel.get()  # expect: channel-read[A]
channel.array_get()  # expect: channel-read[A]
channel.getValue()  # expect: channel-read[A]
channel.add_masked_array_event()  # expect: channel-read[A]
channel.searchw(); channel.search(); channel.pend_io()  # ok: opaque-call
channel.pend_event(); channel.setTimeout(); channel.clear_channel()  # ok: opaque-call
channel.clear_event(); channel.flush_io(); channel.state()  # ok: opaque-call
channel.name()  # ok: opaque-call
pydoocs.write("A", 1)  # expect: channel-write[A = 1]
pydoocs.read("A")  # expect: channel-read[A]
pydoocs.getMacropulse("A")  # expect: channel-read[A]
pydoocs.names(); pydoocs.connect(); pydoocs.disconnect()  # ok: opaque-call
doocs4py.set("A", 1)  # expect: channel-write[A = 1]
doocs4py.get("A")  # expect: channel-read[A]
doocs4py.names()  # ok: opaque-call
catools.caput(pvs="C", values=2)  # expect: channel-write[C = 2]
catools.caget(pvs=["C", "D"])  # expect: channel-read[C], channel-read[D]
