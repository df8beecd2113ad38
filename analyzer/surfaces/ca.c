// SPDX-License-Identifier: Apache-2.0
// EPICS Channel Access by caproto, aioca, cothread, epicscorelibs and CaChannel; DOOCS.  caproto's
// clients are one in the table (values/known.c has the names that they go by).
// Sources: the reference of each package; caproto/{sync,threading,asyncio}/client.py;
// DiamondLightSource/cothread, cothread/catools.py; programs of DESY's facilities for pydoocs, and
// Osprey's connector for doocs4py.

#include "surfaces/rows.h"

#define SYNC "caproto.sync.client."
#define CLIENT "caproto.threading.client."

// clang-format off
static const struct surface rows[] = {
    WRITE(SYNC "write", AT(1, "pv_name"), AT(2, "data")),
    WRITE(SYNC "write_read", AT(1, "pv_name"), AT(2, "data")),
    WRITE(SYNC "read_write_read", AT(1, "pv_name"), AT(2, "data")),
    WRITE(SYNC "put", AT(1, "pv_name"), AT(2, "data")),
    READ(SYNC "read", AT(1, "pv_name")), READ(SYNC "get", AT(1, "pv_name")),
    READ(SYNC "subscribe", AT(1, "pv_name")), READ(SYNC "monitor", AT(1, "pv_name")),
    NOTHING(SYNC "block"),
    NOTHING(CLIENT "SharedBroadcaster"),
    NOTHING(CLIENT "Context.disconnect"),
    MAKES(CLIENT "Context.get_pvs", AT(1, NULL), "[caproto.threading.client.PV"),
    WRITE_OWN(CLIENT "PV.write", AT(1, "data")),
    READ_OWN(CLIENT "PV.read"), READ_OWN(CLIENT "PV.subscribe"),
    NOTHING(CLIENT "PV.wait_for_connection"), NOTHING(CLIENT "PV.unsubscribe_all"),
    NOTHING(CLIENT "PV.go_idle"), NOTHING(CLIENT "PV.time_since_last_heard"),
    DATA(CLIENT "PV.name"), DATA(CLIENT "PV.connected"), DATA(CLIENT "PV.access_rights"),
    DATA(CLIENT "PV.timeout"),
    WRITE(CLIENT "Batch.write", AT(1, "pv"), AT(2, "data")),
    READ(CLIENT "Batch.read", AT(1, "pv")),
    NOTHING("caproto.ChannelType.*"), NOTHING("caproto.SubscriptionType.*"),
    NOTHING("caproto.config_caproto_logging"), NOTHING("caproto.set_handler"),
    NOTHING("caproto.get_address_list"), NOTHING("caproto.get_environment_variables"),
    WRITE_ANY("caproto.server.run"), WRITE_ANY("caproto.asyncio.server.run"),
    NOTHING("caproto.server.*"),
    // aioca, cothread
    WRITE("aioca.caput", AT(1, "pv"), AT(2, "value")),
    READ("aioca.caget", AT(1, "pv")), READ("aioca.camonitor", AT(1, "pv")),
    READ("aioca.cainfo", AT(1, "pv")), READ("aioca.connect", AT(1, "pv")), NOTHING("aioca.run"),
    NOTHING("aioca.purge_channel_caches"), NOTHING("aioca.get_channel_infos"),
    WRITE("cothread.catools.caput", AT(1, "pvs"), AT(2, "values")),
    READ("cothread.catools.caget", AT(1, "pvs")), READ("cothread.catools.camonitor", AT(1, "pvs")),
    READ("cothread.catools.connect", AT(1, "pvs")), READ("cothread.catools.cainfo", AT(1, "pvs")),
    WRITE_OWN("cothread.pv.PV.caput", AT(1, "value")), READ_OWN("cothread.pv.PV.caget"),
    READ_OWN("cothread.pv.PV.get"), READ_OWN("cothread.pv.PV.sync"),
    MAKES("cothread.pv.PV", AT(1, "pv"), "cothread.pv.PV"), NOTHING("cothread.pv.PV.close"),
    NOTHING("cothread.WaitForQuit"), NOTHING("cothread.Sleep"),
    NOTHING("cothread.Event"), NOTHING("cothread.Timer"), NOTHING("cothread.Yield"),
    NOTHING("cothread.Quit"), NOTHING("cothread.WaitForAll"), NOTHING("cothread.EventQueue"),
    NOTHING("cothread.iqt"),
    // bindings of the C libraries
    WRITE_ANY("epicscorelibs.ca.cadef.ca_array_put"),
    WRITE_ANY("epicscorelibs.ca.cadef.ca_array_put_callback"),
    READ_ANY("epicscorelibs.ca.cadef.ca_array_get"),
    READ_ANY("epicscorelibs.ca.cadef.ca_array_get_callback"),
    READ_ANY("epicscorelibs.ca.cadef.ca_create_subscription"),
    NOTHING("epicscorelibs.ca.cadef.ca_create_channel"),
    NOTHING("epicscorelibs.ca.cadef.ca_context_create"),
    NOTHING("epicscorelibs.ca.cadef.ca_pend_io"), NOTHING("epicscorelibs.ca.cadef.ca_pend_event"),
    NOTHING("epicscorelibs.path.*"), NOTHING("epicscorelibs.config.*"),
    MAKES("CaChannel.CaChannel", AT(1, "pvName"), "CaChannel.CaChannel"),
    WRITE_OWN("CaChannel.CaChannel.putw", AT(1, "value")),
    WRITE_OWN("CaChannel.CaChannel.put", AT(1, "value")),
    WRITE_OWN("CaChannel.CaChannel.array_put", AT(1, "value")),
    WRITE_OWN("CaChannel.CaChannel.array_put_callback", AT(1, "value")),
    READ_OWN("CaChannel.CaChannel.getw"), READ_OWN("CaChannel.CaChannel.get"),
    READ_OWN("CaChannel.CaChannel.array_get"), READ_OWN("CaChannel.CaChannel.getValue"),
    READ_OWN("CaChannel.CaChannel.add_masked_array_event"),
    NOTHING("CaChannel.CaChannel.searchw"), NOTHING("CaChannel.CaChannel.search"),
    NOTHING("CaChannel.CaChannel.pend_io"), NOTHING("CaChannel.CaChannel.pend_event"),
    NOTHING("CaChannel.CaChannel.setTimeout"), NOTHING("CaChannel.CaChannel.clear_channel"),
    NOTHING("CaChannel.CaChannel.clear_event"), NOTHING("CaChannel.CaChannel.flush_io"),
    NOTHING("CaChannel.CaChannel.state"), NOTHING("CaChannel.CaChannel.name"),
    // DOOCS
    WRITE("pydoocs.write", AT(1, "address"), AT(2, "value")),
    READ("pydoocs.read", AT(1, "address")), READ("pydoocs.getMacropulse", AT(1, "address")),
    NOTHING("pydoocs.names"), NOTHING("pydoocs.connect"), NOTHING("pydoocs.disconnect"),
    WRITE("doocs4py.set", AT(1, "address"), AT(2, "value")),
    READ("doocs4py.get", AT(1, "address")), NOTHING("doocs4py.names"),
    {.api = NULL},
};
// clang-format on

const struct surface_table mynah__surfaces_ca = { "EPICS Channel Access by other clients, DOOCS",
                                                  rows };
