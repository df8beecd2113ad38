// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VARIANT_LABEL_H
#define MYNAH_VARIANT_LABEL_H

#include "generator/variants/compose.h"

// Collect the rules of which findings are due, in the part for them.
void mynah__label_rules(struct workshop *shop, const struct recipe *recipe);

// Fill in the label; `line` is where the payload stands.  The parts are complete.
void mynah__label(struct workshop *shop, const struct recipe *recipe, int line,
                  struct mynah_variant_label *label);

#endif
