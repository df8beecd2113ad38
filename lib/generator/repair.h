// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_GENERATOR_REPAIR_H
#define MYNAH_GENERATOR_REPAIR_H

// What `error_aware` answers after a failure: one row for each kind of error.

#include <mynah/generator.h>

struct repair {
    const char *name;             // "division"
    const char *const *types;     // of exceptions, rules and error categories; ends with NULL
    const char *const *fragments; // of messages, in small letters; ends with NULL
    const char *source;           // the code
};

size_t mynah__repair_count(void);
const struct repair *mynah__repair_at(size_t index);

// Return the repair of a failure.  The last row repairs what no other row recognises.
const struct repair *mynah__repair_of(const struct mynah_failure *failure);

#endif
