// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SYNTAX_HINT_H
#define MYNAH_SYNTAX_HINT_H

#include "core/utf8.h"
#include "source.h"
#include "syntax/message.h"

// Return what to do about the error, or NULL when there is nothing better to say than its message.
const char *mynah__syntax_hint(const struct source *source, const struct failure *failure);

#endif
