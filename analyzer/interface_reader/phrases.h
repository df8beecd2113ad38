// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_READER_PHRASES_H
#define MYNAH_READER_PHRASES_H

#include "core/arena.h"

#include <stdbool.h>
#include <stddef.h>

enum token_kind {
    TOKEN_WORD,   // in lower case
    TOKEN_NUMBER, // as Python writes it
    TOKEN_TEXT,   // in quotes: as Python's literal
    TOKEN_SIGN,
};

struct token {
    enum token_kind kind;
    const char *text;
};

// What is said of one parameter.
struct phrases {
    struct arena *arena;
    const char *parameter;
    struct token *tokens;
    size_t count;
    bool bare; // nothing led to the condition that is being read
};

// What two conditions on one parameter would both be about.
enum demand_family { DEMAND_LOW, DEMAND_HIGH, DEMAND_LENGTH, DEMAND_CHOICE, DEMAND_NONE };

enum { DEMANDS_MOST = 4 };

struct demand {
    enum demand_family family;
    const char *test;    // "amount > 0"
    const char *example; // a literal that passes, or what is to be repeated so often: "*3"
    bool of_text;        // it can only be asked of a str
    bool of_numbers;     // it can only be asked of an int
};

struct demands {
    struct demand items[DEMANDS_MOST];
    size_t count;
};

// Take a text apart; false when out of memory.
bool mynah__phrases_read(struct phrases *phrases, const char *text);

enum hedge { HEDGE_SENTENCE, HEDGE_ELSEWHERE, HEDGE_REASON };

// Return whether words that take a condition back are in [from, to): a part of its sentence, other
// sentences, or reasons with "or" between them.
bool mynah__phrases_hedged(const struct phrases *phrases, size_t from, size_t to, enum hedge hedge);
bool mynah__phrases_is(const struct phrases *phrases, size_t at, const char *word);

// Return whether a clause can end before the token.
bool mynah__phrases_boundary(const struct phrases *phrases, size_t at);
bool mynah__phrases_sentence_end(const struct phrases *phrases, size_t at);

enum lead {
    LEAD_NONE,   // "a positive integer"
    LEAD_MUST,   // "must be positive", "must not be empty"
    LEAD_NAMED,  // "amount must be positive"
    LEAD_RAISES, // "if amount is negative"
    LEAD_COUNT
};

// Read a condition that starts at a token.  Returns where it ends, 0 when there is none.
size_t mynah__phrases_demand(struct phrases *phrases, size_t at, enum lead lead,
                             struct demands *demands);

#endif
