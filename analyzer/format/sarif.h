// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_FORMAT_SARIF_H
#define MYNAH_FORMAT_SARIF_H

// Shared by the files that write SARIF.

#include "format/format.h"

// SARIF's level for each severity.
extern const char *const mynah__sarif_levels[];

// Add `,"key":{"text":...}`.
void mynah__sarif_message(struct text *text, const char *key, const char *message);

// Add the member "rules", all of them in order of names.
void mynah__sarif_rules(struct text *text);

// Return the place of a rule in that list, or -1.
int mynah__sarif_rule_index(const char *name);

#endif
