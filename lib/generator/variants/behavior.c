// SPDX-License-Identifier: Apache-2.0
//
// Behaviours as they are, as variants.  Their labels say what is true; where it stands is told
// here.

#include "generator/variants/behavior.h"

#include "core/alloc.h"
#include "generator/template.h"

#include <string.h>

enum { ACCESSES_MOST = 2 };

// Where the accesses of a behaviour stand, in the order of its label, and what they use.
static const struct places {
    const char *behavior;
    struct {
        const char *api;
        int line;
    } at[ACCESSES_MOST];
} places[] = {
    { "channel_read",
      { { "osprey.runtime.read_channel", 4 }, { "osprey.runtime.read_channel", 5 } } },
    { "channel_write",
      { { "osprey.runtime.read_channel", 4 }, { "osprey.runtime.write_channel", 7 } } },
    { "epics_read", { { "epics.caget", 4 }, { "epics.caget", 5 } } },
    { "epics_write", { { "epics.caget", 4 }, { "epics.caput", 7 } } },
};

static void copy_accesses(struct workshop *shop, const struct mynah_behavior *behavior,
                          struct mynah_variant_label *label)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (strcmp(places[i].behavior, behavior->name) != 0) {
            continue;
        }
        for (size_t j = 0; j < behavior->label.access_count; j++) {
            const struct mynah_label_access *access = &behavior->label.accesses[j];
            shop->accesses[j] = (struct mynah_variant_access){ .direction = access->direction,
                                                               .channel = access->channel,
                                                               .api = places[i].at[j].api,
                                                               .line = places[i].at[j].line };
            label->line = places[i].at[j].line;
        }
        label->access_count = behavior->label.access_count;
    }
}

bool mynah__variant_of_behavior(struct workshop *shop, const struct mynah_behavior *behavior,
                                struct mynah_variant *variant)
{
    char *code = mynah__template_render(behavior, NULL, 0, NULL);
    struct text *part = &shop->parts[PART_CODE];
    part->size = 0;
    part->failed = false;
    mynah__text_add(part, code ? code : "");
    mynah__free(code);
    if (!code || part->failed) {
        return false;
    }
    const struct mynah_label *label = &behavior->label;
    bool divides = strcmp(behavior->name, "runtime_error") == 0;
    variant->code = part->bytes;
    variant->size = part->size;
    variant->behavior = behavior->name;
    variant->family = "behavior";
    variant->choices =
        (struct mynah_variant_choices){ behavior->name, "template", "module", "none" };
    variant->label = (struct mynah_variant_label){ .verdict = label->verdict,
                                                   .parses = label->parses,
                                                   .results = label->results,
                                                   .accesses = shop->accesses,
                                                   .rules = label->rules,
                                                   .rule_count = label->rule_count,
                                                   .resolvable = true,
                                                   .executes = label->parses,
                                                   .line = 1,
                                                   .raises = !label->parses ? "SyntaxError"
                                                             : divides      ? "ZeroDivisionError"
                                                                            : NULL };
    copy_accesses(shop, behavior, &variant->label);
    return true;
}
