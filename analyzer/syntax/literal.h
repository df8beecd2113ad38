// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SYNTAX_LITERAL_H
#define MYNAH_SYNTAX_LITERAL_H

// Shared by the files that look into string literals.

#include "syntax/parser.h"

struct literal {
    struct span body; // between the quotes; of an FSTRING_START, empty
    char letter;      // 'b', 'f', 't', 'u' or NUL
    bool raw;
    char quote;
    uint32_t quotes; // 1 or 3
};

struct literal mynah__literal_read(const struct parser *parser, const struct token *token);

bool mynah__check_escapes(struct parser *parser, struct span body, uint32_t token);

// From 3.12 on: FSTRING_START … FSTRING_END.
bool mynah__parse_fstring(struct parser *parser, const struct literal *literal);

// Before 3.12: the text of one STRING; errors in the text itself are reported at token `place`.
bool mynah__parse_fstring_fragments(struct parser *parser, const struct literal *literal,
                                    uint32_t place);

#endif
