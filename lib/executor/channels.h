// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_EXECUTOR_CHANNELS_H
#define MYNAH_EXECUTOR_CHANNELS_H

// The tables of channels and of limits, checked here so that the child need not.

#include <mynah/base.h>

// Return the table of channels in `json` (NULL: an empty one), written anew: the caller's, release
// with mynah_free().  NULL, with `error`, when it is none.
char *mynah__channels_check(const char *json, struct mynah_error *error);
// The same for a limits database.
char *mynah__limits_check_json(const char *json, struct mynah_error *error);

#endif
