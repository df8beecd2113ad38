// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SUPPRESS_H
#define MYNAH_SUPPRESS_H

#include "policy/policy.h"

// Find the comments `# mynah: allow RULE -- reason` of the code, which compiles as Python of
// `version`, and report those that are wrong, of no use or, where the policy forbids them, there at
// all.  Where it lets them, what they allow is marked as suppressed.  `report` is in order before,
// not after.  False only when out of memory.
bool mynah__suppress(const struct policy *policy, int version, struct mynah_report *report);

#endif
