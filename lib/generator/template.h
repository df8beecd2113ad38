// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_GENERATOR_TEMPLATE_H
#define MYNAH_GENERATOR_TEMPLATE_H

// Templates are Python with placeholders: `{{channel}}` in the code stands for a parameter.  In
// strings and comments the same characters are only text, so what is put in can never end the
// string around it.
//
// Defaults are Python source.  One in quotes makes a parameter of text: whatever value is given
// becomes a Python string.  One that is a number takes numbers only.  Any other is an expression,
// and takes both: numbers as they are, everything else as a string.

#include <mynah/generator.h>

// Return the code that the behaviour's template gives with `given`, the caller's (mynah_free).
char *mynah__template_render(const struct mynah_behavior *behavior,
                             const struct mynah_parameter *given, size_t count,
                             struct mynah_error *error);

// Check that the template has placeholders only for the behaviour's parameters, and one for each.
bool mynah__template_check(const struct mynah_behavior *behavior, struct mynah_error *error);

#endif
