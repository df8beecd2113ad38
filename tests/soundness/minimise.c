// SPDX-License-Identifier: Apache-2.0
//
// Makes a variant that disagrees smaller, one choice at a time, for as long as it still disagrees
// in the same way.

#include "soundness.h"

enum { NOISE = 3, CARRIER = 2, SPELLING = 1 };

bool needs_run(enum disagreement what)
{
    return what == DISAGREE_SILENT_RUN || what == DISAGREE_LABEL;
}

static bool still_differs(const struct judges *judges, enum disagreement what,
                          const struct snippet *snippet, struct difference *difference,
                          struct arena *arena)
{
    struct observed observed = { .ran = false };
    struct comparison comparison;
    struct mynah_error error;
    if (needs_run(what) && !container_run(judges->container, snippet, 1,
                                          &(struct observations){ &observed, arena }, &error)) {
        return false;
    }
    if (!judge(judges, snippet, &observed, &comparison, &error) ||
        !comparison.differences[what].found) {
        return false;
    }
    *difference = comparison.differences[what];
    return true;
}

static bool compose(const struct judges *judges, const struct snippet *from,
                    const char *const choices[CHOICES], struct snippet *snippet,
                    struct arena *arena)
{
    struct mynah_variant variant;
    const struct mynah_variant_choices wanted = { choices[0], choices[1], choices[2], choices[3] };
    struct mynah_variants *variants = mynah_variants_create(judges->variants, NULL);
    bool done = variants &&
                mynah_variants_compose(variants, from->number, &wanted, &variant, NULL) &&
                snippet_copy(snippet, &variant, arena, NULL);
    mynah_variants_destroy(variants);
    return done;
}

void minimise(const struct judges *judges, enum disagreement what, struct snippet *least,
              struct difference *difference, struct arena *arena)
{
    static const int order[] = { NOISE, CARRIER, SPELLING };
    const char *choices[CHOICES];
    for (int i = 0; i < CHOICES; i++) {
        choices[i] = least->choices[i];
    }
    for (size_t i = 0; judges->variants && i < sizeof order / sizeof *order; i++) {
        struct snippet smaller;
        const char *before = choices[order[i]];
        choices[order[i]] = NULL;
        if (compose(judges, least, choices, &smaller, arena) &&
            still_differs(judges, what, &smaller, difference, arena)) {
            *least = smaller;
        } else {
            choices[order[i]] = before;
        }
    }
}
