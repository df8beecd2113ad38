# PV Access by pvaPy.
import pvaccess
channel = pvaccess.Channel("A")
channel.put(1)  # expect: channel-write[A = 1]
channel.putBoolean(1)  # expect: channel-write[A = 1]
channel.putByte(1)  # expect: channel-write[A = 1]
channel.putUByte(1)  # expect: channel-write[A = 1]
channel.putShort(1)  # expect: channel-write[A = 1]
channel.putUShort(1)  # expect: channel-write[A = 1]
channel.putInt(1)  # expect: channel-write[A = 1]
channel.putUInt(1)  # expect: channel-write[A = 1]
channel.putLong(1)  # expect: channel-write[A = 1]
channel.putULong(1)  # expect: channel-write[A = 1]
channel.putFloat(1)  # expect: channel-write[A = 1]
channel.putDouble(1)  # expect: channel-write[A = 1]
channel.putString(1)  # expect: channel-write[A = 1]
channel.putScalarArray(1)  # expect: channel-write[A = 1]
channel.asyncPut(1)  # expect: channel-write[A = 1]
channel.parsePut(1)  # expect: channel-write[A = 1]
channel.parsePutGet(1)  # expect: channel-write[A = 1]
channel.putGet(1)  # expect: channel-write[A = 1]
channel.get()  # expect: channel-read[A]
channel.asyncGet()  # expect: channel-read[A]
channel.getPut()  # expect: channel-read[A]
channel.parseGetPut()  # expect: channel-read[A]
channel.monitor()  # expect: channel-read[A]
channel.qMonitor()  # expect: channel-read[A]
channel.subscribe()  # expect: channel-read[A]
channel.startMonitor()  # expect: channel-read[A]
channel.getIntrospectionDict()  # expect: channel-read[A]
channel.stopMonitor(); channel.unsubscribe(); channel.isConnected()  # ok: opaque-call
channel.isMonitorActive(); channel.getName(); channel.getTimeout()  # ok: opaque-call
channel.setTimeout(); channel.setConnectionCallback()  # ok: opaque-call
channel.setMonitorMaxQueueLength(); channel.getMonitorMaxQueueLength()  # ok: opaque-call
channel.getMonitorCounters(); channel.resetMonitorCounters()  # ok: opaque-call
channel.putUnheardOf(1)  # expect: opaque-call
many = pvaccess.MultiChannel(["A", "B"])
many.put([1, 2])  # expect: channel-write[B]
many.putAsDoubleArray([1, 2])  # expect: channel-write[B]
many.get()  # expect: channel-read[B]
many.getAsDoubleArray()  # expect: channel-read[B]
many.monitor()  # expect: channel-read[B]
many.monitorAsDoubleArray()  # expect: channel-read[B]
many.stopMonitor()  # ok: opaque-call
pvaccess.RpcClient("A").invoke(None)  # expect: channel-write[A = None]
server = pvaccess.PvaServer(); mirror = pvaccess.PvaMirrorServer()  # ok: opaque-call
server.update("A", 1)  # expect: channel-write[?]
server.updateUnchecked("A", 1)  # expect: channel-write[?]
mirror.update("A", 1)  # expect: channel-write[?]
server.addRecord("A", None); server.start(); mirror.addMirrorRecord("A", "B")  # ok: opaque-call
ioc = pvaccess.CaIoc()  # ok: opaque-call
ioc.putField("A", 1)  # expect: channel-write[A = 1]
ioc.dbpf("A", 1)  # expect: channel-write[A = 1]
ioc.iocInit()  # expect: channel-write[?]
ioc.start()  # expect: channel-write[?]
ioc.getField("A")  # expect: channel-read[A]
ioc.loadDatabase(); ioc.loadRecords()  # ok: opaque-call
ioc.registerRecordDeviceDriver(); ioc.dbl()  # ok: opaque-call
keep(pvaccess.PvObject, pvaccess.PvObjectQueue, pvaccess.NtTable)  # ok: opaque-call
keep(pvaccess.NtNdArray, pvaccess.NtScalar, pvaccess.NtEnum)  # ok: opaque-call
keep(pvaccess.NtAttribute, pvaccess.NtType, pvaccess.PvBoolean)  # ok: opaque-call
keep(pvaccess.PvByte, pvaccess.PvUByte, pvaccess.PvShort)  # ok: opaque-call
keep(pvaccess.PvUShort, pvaccess.PvInt, pvaccess.PvUInt)  # ok: opaque-call
keep(pvaccess.PvLong, pvaccess.PvULong, pvaccess.PvFloat)  # ok: opaque-call
keep(pvaccess.PvDouble, pvaccess.PvString, pvaccess.PvScalarArray)  # ok: opaque-call
keep(pvaccess.PvTimeStamp, pvaccess.PvAlarm, pvaccess.PvEnum)  # ok: opaque-call
keep(pvaccess.PvUnion, pvaccess.PvDimension, pvaccess.PvCodec)  # ok: opaque-call
keep(pvaccess.PvDisplay, pvaccess.PvControl, pvaccess.PvValueAlarm)  # ok: opaque-call
keep(pvaccess.RpcServer)  # ok: opaque-call
pvaccess.PvObject({"value": pvaccess.DOUBLE}).setDouble(1.0)  # ok: opaque-call
ioc.putField(value=2, name="B")  # expect: channel-write[B = 2]
ioc.dbpf(name="B", value="2")  # expect: channel-write[B = '2']
ioc.iocShutdown()  # expect: channel-write[?]
ioc.stop()  # expect: channel-write[?]
ioc.initAs("all.acf")  # expect: channel-write[?]
ioc.asInit()  # expect: channel-write[?]
ioc.asSetFilename("all.acf")  # expect: channel-write[?]
ioc.asSetSubstitutions("UAG=me")  # expect: channel-write[?]
ioc.dbgf(name="A")  # expect: channel-read[A]
ioc.dbpr("A", 1)  # expect: channel-read[A]
ioc.printRecord("A", 1)  # expect: channel-read[A]
ioc.dbLoadDatabase(); ioc.dbLoadRecords()  # ok: opaque-call
ioc.pvapyRegisterRecordDeviceDriver(); ioc.getRecordNames()  # ok: opaque-call
ioc.isAsActive(); ioc.isRunning()  # ok: opaque-call
many.put(pvObjectList=[1])  # expect: channel-write[B]
