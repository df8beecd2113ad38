// SPDX-License-Identifier: Apache-2.0
// EPICS PV Access by pvaPy.  Source: epics-base/pvaPy, src/pvaccess/pvaccess.{Channel,MultiChannel,
// PvaServer,CaIoc}.cpp, where each name and its arguments are declared.

#include "surfaces/rows.h"

#define CHANNEL "pvaccess.Channel."
#define PUT(name) WRITE_OWN("pvaccess.Channel." name, AT(1, "value"))
#define IOC "pvaccess.CaIoc."
#define TYPE(name) NOTHING("pvaccess." name)

// clang-format off
static const struct surface rows[] = {
    MAKES("pvaccess.Channel", AT(1, "name"), "pvaccess.Channel"),
    PUT("put"), PUT("putBoolean"), PUT("putByte"), PUT("putUByte"), PUT("putShort"),
    PUT("putUShort"), PUT("putInt"), PUT("putUInt"), PUT("putLong"), PUT("putULong"),
    PUT("putFloat"), PUT("putDouble"), PUT("putString"), PUT("putScalarArray"), PUT("asyncPut"),
    PUT("parsePut"), PUT("parsePutGet"), PUT("putGet"),
    READ_OWN(CHANNEL "get"), READ_OWN(CHANNEL "asyncGet"), READ_OWN(CHANNEL "getPut"),
    READ_OWN(CHANNEL "parseGetPut"), READ_OWN(CHANNEL "monitor"), READ_OWN(CHANNEL "qMonitor"),
    READ_OWN(CHANNEL "subscribe"), READ_OWN(CHANNEL "startMonitor"),
    READ_OWN(CHANNEL "getIntrospectionDict"),
    NOTHING(CHANNEL "stopMonitor"), NOTHING(CHANNEL "unsubscribe"),
    NOTHING(CHANNEL "isConnected"), NOTHING(CHANNEL "isMonitorActive"), NOTHING(CHANNEL "getName"),
    NOTHING(CHANNEL "getTimeout"), NOTHING(CHANNEL "setTimeout"),
    NOTHING(CHANNEL "setConnectionCallback"), NOTHING(CHANNEL "setMonitorMaxQueueLength"),
    NOTHING(CHANNEL "getMonitorMaxQueueLength"), NOTHING(CHANNEL "getMonitorCounters"),
    NOTHING(CHANNEL "resetMonitorCounters"),
    MAKES("pvaccess.MultiChannel", AT(1, "names"), "pvaccess.MultiChannel"),
    WRITE_OWN("pvaccess.MultiChannel.put", AT(1, "pvObjectList")),
    WRITE_OWN("pvaccess.MultiChannel.putAsDoubleArray", AT(1, NULL)),
    READ_OWN("pvaccess.MultiChannel.get"), READ_OWN("pvaccess.MultiChannel.getAsDoubleArray"),
    READ_OWN("pvaccess.MultiChannel.monitor"),
    READ_OWN("pvaccess.MultiChannel.monitorAsDoubleArray"),
    NOTHING("pvaccess.MultiChannel.stopMonitor"),
    MAKES("pvaccess.RpcClient", AT(1, "channelName"), "pvaccess.RpcClient"),
    WRITE_OWN("pvaccess.RpcClient.invoke", AT(1, NULL)),
    WRITE_ANY("pvaccess.PvaServer.update"), WRITE_ANY("pvaccess.PvaServer.updateUnchecked"),
    WRITE_ANY("pvaccess.PvaMirrorServer.update"), NOTHING("pvaccess.PvaServer.*"),
    NOTHING("pvaccess.PvaMirrorServer.*"), TYPE("RpcServer"),
    WRITE(IOC "putField", AT(1, "name"), AT(2, "value")),
    WRITE(IOC "dbpf", AT(1, "name"), AT(2, "value")),
    WRITE_ANY(IOC "iocInit"), WRITE_ANY(IOC "start"), WRITE_ANY(IOC "iocShutdown"),
    WRITE_ANY(IOC "stop"), WRITE_ANY(IOC "initAs"), WRITE_ANY(IOC "asInit"),
    WRITE_ANY(IOC "asSetFilename"), WRITE_ANY(IOC "asSetSubstitutions"),
    READ(IOC "getField", AT(1, "name")), READ(IOC "dbgf", AT(1, "name")),
    READ(IOC "dbpr", AT(1, "name")), READ(IOC "printRecord", AT(1, "name")),
    NOTHING(IOC "loadDatabase"), NOTHING(IOC "loadRecords"), NOTHING(IOC "dbLoadDatabase"),
    NOTHING(IOC "dbLoadRecords"), NOTHING(IOC "registerRecordDeviceDriver"),
    NOTHING(IOC "pvapyRegisterRecordDeviceDriver"), NOTHING(IOC "dbl"),
    NOTHING(IOC "getRecordNames"), NOTHING(IOC "isAsActive"), NOTHING(IOC "isRunning"),
    TYPE("PvObject"), TYPE("PvObjectQueue"), TYPE("NtTable"), TYPE("NtNdArray"), TYPE("NtScalar"),
    TYPE("NtEnum"), TYPE("NtAttribute"), TYPE("NtType"),
    TYPE("PvBoolean"), TYPE("PvByte"), TYPE("PvUByte"),
    TYPE("PvShort"), TYPE("PvUShort"), TYPE("PvInt"),
    TYPE("PvUInt"), TYPE("PvLong"), TYPE("PvULong"),
    TYPE("PvFloat"), TYPE("PvDouble"), TYPE("PvString"),
    TYPE("PvScalarArray"), TYPE("PvTimeStamp"), TYPE("PvAlarm"),
    TYPE("PvEnum"), TYPE("PvUnion"), TYPE("PvDimension"),
    TYPE("PvCodec"), TYPE("PvDisplay"), TYPE("PvControl"),
    TYPE("PvValueAlarm"),
    {.api = NULL},
};
// clang-format on

const struct surface_table mynah__surfaces_pvapy = { "EPICS PV Access by pvaPy", rows };
