// SPDX-License-Identifier: Apache-2.0
// The list of tables of surfaces, and all tables that are built in.

#include "surfaces/rows.h"
#include "table_set.h"

const struct surface_table *const mynah__surface_tables[] = {
    &mynah__surfaces_osprey,   &mynah__surfaces_epics,   &mynah__surfaces_ca,
    &mynah__surfaces_pva,      &mynah__surfaces_pvapy,   &mynah__surfaces_tango,
    &mynah__surfaces_ophyd,    &mynah__surfaces_bluesky, &mynah__surfaces_plc,
    &mynah__surfaces_hardware, &mynah__surfaces_buses,   NULL,
};

const struct table_set mynah__builtin_tables = { mynah__surface_tables, mynah__rule_families,
                                                 NULL };
