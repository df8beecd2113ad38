// SPDX-License-Identifier: Apache-2.0
// The list of tables of surfaces.

#include "surfaces/rows.h"

const struct surface_table *const mynah__surface_tables[] = {
    &mynah__surfaces_osprey,
    &mynah__surfaces_epics,
    &mynah__surfaces_pva,
    &mynah__surfaces_tango,
    &mynah__surfaces_bluesky,
    &mynah__surfaces_plc,
    NULL,
};
