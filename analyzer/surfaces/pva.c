// SPDX-License-Identifier: Apache-2.0
// EPICS PV Access: p4p and pvaPy.  p4p's clients are one in the table (values/known.c has the names
// that they go by).  Sources: the reference of each package.

#include "surfaces/rows.h"

#define CHANNEL_PUT(name) WRITE_OWN("pvaccess.Channel." name, AT(1, "value"))

// clang-format off
static const struct surface rows[] = {
    NOTHING("p4p.client.thread.Context"),
    WRITE("p4p.client.thread.Context.put", AT(1, "name"), AT(2, "values")),
    WRITE("p4p.client.thread.Context.rpc", AT(1, "name"), AT(2, "value")),
    READ("p4p.client.thread.Context.get", AT(1, "name")),
    READ("p4p.client.thread.Context.monitor", AT(1, "name")),
    NOTHING("p4p.client.thread.Context.close"),
    NOTHING("p4p.client.thread.Context.disconnect"),
    NOTHING("p4p.server.thread.SharedPV"),
    WRITE_ANY("p4p.server.thread.SharedPV.post"), WRITE_ANY("p4p.server.thread.SharedPV.open"),
    MAKES("pvaccess.Channel", AT(1, "name"), "pvaccess.Channel"),
    CHANNEL_PUT("put"), CHANNEL_PUT("putBoolean"), CHANNEL_PUT("putByte"), CHANNEL_PUT("putUByte"),
    CHANNEL_PUT("putShort"), CHANNEL_PUT("putUShort"), CHANNEL_PUT("putInt"), CHANNEL_PUT("putUInt"),
    CHANNEL_PUT("putLong"), CHANNEL_PUT("putULong"), CHANNEL_PUT("putFloat"),
    CHANNEL_PUT("putDouble"), CHANNEL_PUT("putString"), CHANNEL_PUT("putScalarArray"),
    CHANNEL_PUT("asyncPut"), CHANNEL_PUT("parsePut"), CHANNEL_PUT("parsePutGet"),
    CHANNEL_PUT("putGet"),
    READ_OWN("pvaccess.Channel.get"), READ_OWN("pvaccess.Channel.asyncGet"),
    READ_OWN("pvaccess.Channel.getPut"), READ_OWN("pvaccess.Channel.monitor"),
    READ_OWN("pvaccess.Channel.qMonitor"), READ_OWN("pvaccess.Channel.subscribe"),
    READ_OWN("pvaccess.Channel.startMonitor"), READ_OWN("pvaccess.Channel.getIntrospectionDict"),
    MAKES("pvaccess.MultiChannel", AT(1, "names"), "pvaccess.MultiChannel"),
    WRITE_OWN("pvaccess.MultiChannel.put", AT(1, NULL)),
    WRITE_OWN("pvaccess.MultiChannel.putAsDoubleArray", AT(1, NULL)),
    READ_OWN("pvaccess.MultiChannel.get"), READ_OWN("pvaccess.MultiChannel.getAsDoubleArray"),
    READ_OWN("pvaccess.MultiChannel.monitor"),
    READ_OWN("pvaccess.MultiChannel.monitorAsDoubleArray"),
    MAKES("pvaccess.RpcClient", AT(1, "channelName"), "pvaccess.RpcClient"),
    WRITE_OWN("pvaccess.RpcClient.invoke", AT(1, NULL)),
    WRITE_ANY("pvaccess.PvaServer.update"), WRITE_ANY("pvaccess.PvaServer.updateUnchecked"),
    WRITE_ANY("pvaccess.PvaMirrorServer.update"), WRITE_ANY("pvaccess.CaIoc.putField"),
    WRITE("pvaccess.CaIoc.dbpf", AT(1, NULL), AT(2, NULL)), WRITE_ANY("pvaccess.CaIoc.iocInit"),
    WRITE_ANY("pvaccess.CaIoc.start"),
    {.api = NULL},
};
// clang-format on

const struct surface_table mynah__surfaces_pva = { "EPICS PV Access", rows };
