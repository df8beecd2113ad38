// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VARIANT_COMPOSE_H
#define MYNAH_VARIANT_COMPOSE_H

// Puts a snippet together from one row of each table, and its label.

#include "core/text.h"
#include "generator/variants/rows.h"

enum { VARIANT_RULES_MOST = 16 };

// The rows that a snippet is made of.
struct recipe {
    const struct payload *payload;
    const struct spelling *spelling;
    const struct carrier *carrier;
    const struct noise *noise;
    const struct ending *ending;
    uint64_t details; // what the channel, the value and the like are drawn by
};

enum part {
    PART_ARGUMENTS, // of the access: "'SR:MAG:SP', 1.5"
    PART_MEMBER,    // "caput"
    PART_ROOT,      // what the module has: "PV", or the member
    PART_MAKER,     // what makes the owner: "epics.PV('SR:MAG:SP')"
    PART_STAND_IN,  // what stands for `module.root`
    PART_OWNER,     // what has the member: "device", "epics"
    PART_CALL,      // "device.put"
    PART_VALUE,     // what is stored
    PART_DIRECT,    // the plain access
    PART_CHAINED,   // the access without a name for the owner
    PART_TEXT,      // the plain access with its import, as one text
    PART_PREPARED,  // what the payload wants before it
    PART_TENDED,    // what it wants of the owner before: "device.add('sr/mag/q1')"
    PART_HEAD,
    PART_SETUP,
    PART_USE,
    PART_BODY, // the filled carrier
    PART_CODE,
    PART_CHANNEL, // of the label
    PART_WRITTEN,
    PART_RULES,
    PART_COUNT
};

// Where snippets are put together, one after the other.
struct workshop {
    struct text parts[PART_COUNT];
    struct text scratch;
    struct mynah_variant_access accesses[2];
    const char *rules[VARIANT_RULES_MOST];
};

// Return whether the rows go together.  If not, `*why` is the table whose row does not take it.
bool mynah__recipe_fits(const struct payload *payload, const struct spelling *spelling,
                        const struct carrier *carrier, const char **why);

// The same of any payload that has these words.
bool mynah__words_fit(unsigned words, const struct spelling *spelling,
                      const struct carrier *carrier, const char **why);

// Fill in the code, family, choices and label of `variant`; false when memory runs out.
bool mynah__compose(struct workshop *workshop, const struct recipe *recipe,
                    struct mynah_variant *variant);

void mynah__workshop_finish(struct workshop *workshop);

// Return a number that depends on all three, each bit of it.
uint64_t mynah__variant_draw(uint64_t seed, uint64_t number, unsigned purpose);

#endif
