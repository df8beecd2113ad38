// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VARIANT_FILL_H
#define MYNAH_VARIANT_FILL_H

// Templates: text with holes, `{name}` or `{name:way}`, where the way says how the value is
// written, `{member:reversed}`.  Braces around anything else are text.

#include "core/text.h"

#include <stdbool.h>

// Stands in a text before the place that a label's line is about.
#define FILL_MARK '\001'

struct hole {
    const char *name;
    const char *value; // NULL: there is no such hole here
};

// Add the template to `out`.  `holes` end with a row without name.  Lines of a value stand below
// each other; a line with nothing but a hole whose value is "" is left out.
void mynah__fill(struct text *out, const char *template, const struct hole *holes);

// Return whether the template has the hole.
bool mynah__fill_has(const char *template, const char *name);

#endif
