// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VARIANT_BEHAVIOR_H
#define MYNAH_VARIANT_BEHAVIOR_H

#include "generator/variants/compose.h"

#include <mynah/generator.h>

// Fill in the variant that is the behaviour as it is; false when memory runs out.
bool mynah__variant_of_behavior(struct workshop *shop, const struct mynah_behavior *behavior,
                                struct mynah_variant *variant);

#endif
