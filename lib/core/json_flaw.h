// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CORE_JSON_FLAW_H
#define MYNAH_CORE_JSON_FLAW_H

// Why JSON could not be read.

#include <mynah/base.h>

#include <jansson.h>
#include <string.h>

// Whether memory was missing, not JSON.  Where it is, jansson mostly gives up without a word; of a
// string it says that the token is invalid, or no string, although it has read it to its last
// quotation mark, and what is really wrong with a string is said in other words.
static inline bool mynah__json_no_memory(const json_error_t *flaw, const char *json)
{
    bool blamed = strncmp(flaw->text, "invalid token", 13) == 0 ||
                  strncmp(flaw->text, "string or '}' expected", 22) == 0;
    return json_error_code(flaw) == json_error_out_of_memory || !*flaw->text ||
           (blamed && flaw->position > 0 && json[flaw->position - 1] == '"');
}

// Return whose error it is: the text's, or want of memory; `why` gets what is to be said of it.
static inline enum mynah_error_code mynah__json_error(const json_error_t *flaw, const char *json,
                                                      const char **why)
{
    bool memory = mynah__json_no_memory(flaw, json);
    *why = memory ? "out of memory" : flaw->text;
    return memory ? MYNAH_ERROR_MEMORY : MYNAH_ERROR_ARGUMENT;
}

#endif
