# PV Access by p4p.
import p4p
import p4p.client.asyncio
import p4p.client.raw
import p4p.nt
import p4p.rpc
import p4p.server
import p4p.util
import p4p.version
from p4p.client.thread import Cancelled, Context, Disconnected, LazyRepr, Subscription, timesout
from p4p.server.thread import SharedPV
context = Context("pva")  # ok: opaque-call
context.put("A", 1)  # expect: channel-write[A = 1]
context.put(["A", "B"], [1, 2])  # expect: channel-write[B = 2]
context.rpc("A", 1)  # expect: channel-write[A = 1]
context.get("A")  # expect: channel-read[A]
context.get(["A", "B"])  # expect: channel-read[B]
context.monitor("A", print)  # expect: channel-read[A]
p4p.client.asyncio.Context("pva").put("A", 1)  # expect: channel-write[A = 1]
p4p.client.raw.Context("pva").put("A", None, 1)  # expect: channel-write[A = None]
context.close(); context.disconnect(); context.providers()  # ok: opaque-call
context.makeRequest()  # ok: opaque-call
keep(context.name, context.conf)  # ok: opaque-call
context.unheard_of("A")  # expect: opaque-call
keep(Subscription, Disconnected, Cancelled, timesout, LazyRepr)  # ok: opaque-call
p4p.Value(p4p.Type([("value", "d")]), {})  # ok: opaque-call
p4p.nt.NTScalar("d").wrap(1)  # ok: opaque-call
p4p.util.ThreadedWorkQueue()  # ok: opaque-call
p4p.version.version_info(); p4p.set_debug(1); p4p.listRefs()  # ok: opaque-call
p4p.rpc.rpcproxy(object)  # expect: channel-write[?]
p4p.rpc.quickRPCServer("x", "y", None)  # expect: channel-write[?]
p4p.rpc.rpc(); p4p.rpc.rpccall(); p4p.rpc.NTURIDispatcher()  # ok: opaque-call
shared = SharedPV(nt=p4p.nt.NTScalar("d"), initial=0)  # ok: opaque-call
shared.post(1)  # expect: channel-write[?]
shared.open(1)  # expect: channel-write[?]
shared.close(); shared.isOpen(); shared.current(); shared.put()  # ok: opaque-call
shared.rpc(); shared.onFirstConnect(); shared.onLastDisconnect()  # ok: opaque-call
p4p.server.Server(); p4p.server.StaticProvider()  # ok: opaque-call
p4p.server.DynamicProvider(); p4p.server.ServerOperation()  # ok: opaque-call
p4p.server.installProvider(); p4p.server.removeProvider()  # ok: opaque-call
