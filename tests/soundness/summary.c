// SPDX-License-Identifier: Apache-2.0
//
// Counts what was looked at, keeps disagreements, and prints them as fixtures of tests/rules.

#include "soundness.h"

#include "core/alloc.h"
#include "core/hash.h"

#include <stdio.h>
#include <string.h>

static const char *const names[DISAGREEMENTS] = {
    [DISAGREE_SILENT] = "SILENT: labelled, and the analyzer says nothing",
    [DISAGREE_SILENT_RUN] = "SILENT: CPython did it, and the analyzer says nothing",
    [DISAGREE_FALSE_ALARM] = "FALSE ALARM: harmless, and the analyzer reports it",
    [DISAGREE_SYNTAX] = "SYNTAX: does it compile?",
    [DISAGREE_RESULTS] = "RESULTS: is `results` bound?",
    [DISAGREE_VERDICT] = "VERDICT: not the one of the label",
    [DISAGREE_READ] = "READ: not reported",
    [DISAGREE_VALUE] = "VALUE: another value or line",
    [DISAGREE_LABEL] = "LABEL: CPython did another thing than the label says",
};

enum { KEYS = 1 << 14, KEPT_MOST = 2000 };

struct kept {
    enum disagreement what;
    struct snippet snippet;
    struct difference difference;
};

struct summary {
    struct arena arena;
    size_t snippets;
    size_t run;       // whose end was seen
    size_t unmocked;  // whose end is that of a mock
    size_t timed_out; // or ended in another way that leaves no report
    size_t agreed;    // of those that were run and have a label
    size_t executed;  // of these, whose label says that the payload takes place
    size_t harmless;
    size_t nameable;
    size_t named;
    size_t counts[DISAGREEMENTS];
    uint64_t keys[KEYS]; // hashes of what was seen; 0: free
    size_t key_count;
    struct kept *kept;
    size_t kept_count;
    size_t kept_capacity;
};

struct summary *summary_create(void)
{
    return mynah__alloc(sizeof(struct summary));
}

void summary_destroy(struct summary *summary)
{
    if (summary) {
        mynah__arena_finish(&summary->arena);
        mynah__free(summary);
    }
}

// ## Counting

// Remember a key; false when it is known already, or when no more can be remembered.
static bool is_new(struct summary *summary, uint64_t key)
{
    size_t at = key % KEYS;
    key += key == 0;
    while (summary->keys[at] && summary->keys[at] != key) {
        at = (at + 1) % KEYS;
    }
    if (summary->keys[at] || summary->key_count >= KEYS / 2) {
        return false;
    }
    summary->keys[at] = key;
    summary->key_count++;
    return true;
}

static uint64_t mix(uint64_t key, const char *text)
{
    for (; text && *text; text++) {
        key = (key ^ (unsigned char)*text) * UINT64_C(1099511628211);
    }
    return key * 31 + 7;
}

// The same choices but for the noise disagree for the same reason.
static uint64_t key_of(const struct snippet *snippet, int what)
{
    uint64_t key = UINT64_C(14695981039346656037) + (uint64_t)what;
    for (int i = 0; i + 1 < CHOICES; i++) {
        key = mix(key, snippet->choices[i]);
    }
    return snippet->choices[0] ? key : mix(key, snippet->name);
}

bool summary_add(struct summary *summary, const struct snippet *snippet,
                 const struct observed *observed, const struct comparison *comparison)
{
    bool fresh = false;
    bool complete = observed->ran && observed->complete;
    summary->snippets++;
    summary->run += complete;
    summary->timed_out += observed->ran && !complete;
    bool agreed = complete && snippet->labelled && !comparison->unmocked &&
                  !comparison->differences[DISAGREE_LABEL].found;
    summary->agreed += agreed;
    summary->executed += agreed && snippet->label.executes;
    summary->unmocked += comparison->unmocked;
    summary->harmless += comparison->harmless;
    summary->nameable += comparison->nameable;
    summary->named += comparison->named;
    for (int what = 0; what < DISAGREEMENTS; what++) {
        if (comparison->differences[what].found) {
            summary->counts[what]++;
            fresh = is_new(summary, key_of(snippet, what)) || fresh;
        }
    }
    return fresh;
}

// ## Keeping

static const char *keep(struct arena *arena, const char *text)
{
    return text ? mynah__arena_text(arena, text) : NULL;
}

static void keep_label(struct mynah_variant_label *label, const struct mynah_variant_label *from,
                       struct arena *arena)
{
    struct mynah_variant_access *accesses =
        mynah__arena_alloc(arena, (from->access_count + 1) * sizeof *accesses);
    *label = (struct mynah_variant_label){ .accesses = accesses };
    for (size_t i = 0; accesses && i < from->access_count; i++) {
        accesses[label->access_count++] = (struct mynah_variant_access){
            .direction = from->accesses[i].direction,
            .channel = keep(arena, from->accesses[i].channel),
            .value = keep(arena, from->accesses[i].value),
            .line = from->accesses[i].line,
        };
    }
}

void summary_keep(struct summary *summary, enum disagreement what, const struct snippet *least,
                  const struct difference *difference)
{
    struct arena *arena = &summary->arena;
    uint64_t key = mix((uint64_t)what + 99, least->code);
    if (!is_new(summary, key) || summary->kept_count >= KEPT_MOST) {
        return;
    }
    struct kept *kept = mynah__arena_grow(arena, summary->kept, summary->kept_count,
                                          &summary->kept_capacity, sizeof *kept);
    if (!kept) {
        return;
    }
    summary->kept = kept;
    kept += summary->kept_count++;
    *kept = (struct kept){ .what = what, .snippet = *least, .difference = *difference };
    kept->snippet.code = mynah__arena_copy(arena, least->code, least->size);
    kept->snippet.name = keep(arena, least->name);
    for (int i = 0; i < CHOICES; i++) {
        kept->snippet.choices[i] = keep(arena, least->choices[i]);
    }
    keep_label(&kept->snippet.label, &least->label, arena);
}

// ## Printing

static void print_note(const struct kept *kept, int line)
{
    const struct mynah_variant_label *label = &kept->snippet.label;
    const char *sign = "  #";
    for (size_t i = 0; kept->what != DISAGREE_FALSE_ALARM && i < label->access_count; i++) {
        const struct mynah_variant_access *write = &label->accesses[i];
        if (write->line == line && write->direction == MYNAH_DIRECTION_WRITE) {
            printf("%s%s channel-write[%s", sign, *sign == ' ' ? " expect:" : "",
                   write->channel ? write->channel : "?");
            if (write->value && write->channel) {
                printf(" = %s", write->value);
            }
            putchar(']');
            sign = ",";
        }
    }
    const struct difference *difference = &kept->difference;
    if (difference->line == line && *difference->rule && *sign == ' ') {
        printf("  # %s: %s", kept->what == DISAGREE_FALSE_ALARM ? "ok" : "expect",
               difference->rule);
    }
}

static void print_fixture(const struct kept *kept)
{
    const char *at = kept->snippet.code;
    for (int line = 1; *at; line++) {
        size_t size = strcspn(at, "\n");
        printf("%.*s", (int)size, at);
        print_note(kept, line);
        putchar('\n');
        at += size + (at[size] == '\n');
    }
}

static void print_kept(const struct kept *kept)
{
    const struct snippet *snippet = &kept->snippet;
    printf("# %s: %s", snippet->name, kept->difference.why);
    if (kept->difference.line) {
        printf(" (line %d)", kept->difference.line);
    }
    for (int i = 0; i < CHOICES; i++) {
        if (snippet->choices[i]) {
            printf("%s%s %s", i ? ", " : "\n# ", choice_names[i], snippet->choices[i]);
        }
    }
    putchar('\n');
    print_fixture(kept);
    putchar('\n');
}

static double percent(size_t part, size_t whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 100.0;
}

static size_t print_counts(const struct summary *summary)
{
    size_t total = 0;
    for (int what = 0; what < DISAGREEMENTS; what++) {
        printf("%8zu  %s\n", summary->counts[what], names[what]);
        total += summary->counts[what];
    }
    printf("%zu snippets, %zu run (%zu agree with their label, of which %zu do what it is about; "
           "%zu go no further than the mocks, %zu left no report): "
           "%zu of %zu named (%.1f %%), %zu false alarms among %zu harmless, "
           "%zu disagreements\n",
           summary->snippets, summary->run, summary->agreed, summary->executed, summary->unmocked,
           summary->timed_out, summary->named, summary->nameable,
           percent(summary->named, summary->nameable), summary->counts[DISAGREE_FALSE_ALARM],
           summary->harmless, total);
    return total;
}

size_t summary_print(const struct summary *summary, size_t most)
{
    for (int what = 0; what < DISAGREEMENTS; what++) {
        size_t shown = 0;
        for (size_t i = 0; i < summary->kept_count; i++) {
            if ((int)summary->kept[i].what == what && shown++ < most) {
                if (shown == 1) {
                    printf("## %s\n\n", names[what]);
                }
                print_kept(&summary->kept[i]);
            }
        }
        if (shown > most) {
            printf("... and %zu more of these\n\n", shown - most);
        }
    }
    return print_counts(summary);
}
