// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SALVAGE_H
#define MYNAH_SALVAGE_H

// What broken code would do, as far as its lines say so.

#include "checks/checks.h"

// Add to `report`, whose code does not parse, what is found in its lines one by one and was not
// found in the tree of the whole.  False only when out of memory.
bool mynah__salvage(struct mynah_report *report, int version, const struct check_options *options);

#endif
