// SPDX-License-Identifier: Apache-2.0
// EPICS PV Access by p4p.  Its clients are one in the table, and so are its servers (values/known.c
// has the names that they go by).  Posting to a PV of a server of one's own counts as a write:
// others act on it.  Source: p4p's reference and src/p4p/{client,server}.

#include "surfaces/rows.h"

#define CONTEXT "p4p.client.thread.Context."
#define SHARED "p4p.server.thread.SharedPV."

// clang-format off
static const struct surface rows[] = {
    WRITE(CONTEXT "put", AT(1, "name"), AT(2, "values")),
    WRITE(CONTEXT "rpc", AT(1, "name"), AT(2, "value")),
    READ(CONTEXT "get", AT(1, "name")), READ(CONTEXT "monitor", AT(1, "name")),
    NOTHING(CONTEXT "close"), NOTHING(CONTEXT "disconnect"), NOTHING(CONTEXT "providers"),
    NOTHING(CONTEXT "makeRequest"), DATA(CONTEXT "name"), DATA(CONTEXT "conf"),
    NOTHING("p4p.client.thread.Subscription"), NOTHING("p4p.client.thread.Disconnected"),
    NOTHING("p4p.client.thread.Cancelled"), NOTHING("p4p.client.thread.timesout"),
    NOTHING("p4p.client.thread.LazyRepr"),
    NOTHING("p4p.Value"), NOTHING("p4p.Type"),
    NOTHING("p4p.nt.*"), NOTHING("p4p.util.*"), NOTHING("p4p.version.*"),
    NOTHING("p4p.set_debug"), NOTHING("p4p.listRefs"),
    WRITE_ANY("p4p.rpc.rpcproxy"), WRITE_ANY("p4p.rpc.quickRPCServer"),
    NOTHING("p4p.rpc.rpc"), NOTHING("p4p.rpc.rpccall"), NOTHING("p4p.rpc.NTURIDispatcher"),
    WRITE_ANY(SHARED "post"), WRITE_ANY(SHARED "open"),
    NOTHING(SHARED "close"), NOTHING(SHARED "isOpen"), NOTHING(SHARED "current"),
    NOTHING(SHARED "put"), NOTHING(SHARED "rpc"), NOTHING(SHARED "onFirstConnect"),
    NOTHING(SHARED "onLastDisconnect"),
    NOTHING("p4p.server.Server"),
    NOTHING("p4p.server.StaticProvider"),
    NOTHING("p4p.server.DynamicProvider"),
    NOTHING("p4p.server.ServerOperation"), NOTHING("p4p.server.installProvider"),
    NOTHING("p4p.server.removeProvider"),
    {.api = NULL},
};
// clang-format on

const struct surface_table mynah__surfaces_pva = { "EPICS PV Access by p4p", rows };
