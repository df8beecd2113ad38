// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_GATE_INTERNAL_H
#define MYNAH_GATE_INTERNAL_H

// What the files of the gate share: the set of cases, the run over it, and the formats, all of
// which are written from a `struct mynah_gate_matrix`.

#include <mynah/gate.h>
#include <mynah/generator.h>
#include <mynah/variants.h>

#include "core/arena.h"
#include "core/text.h"

enum { GATE_VERDICTS = 4, GATE_NONE = 4 };

struct mynah_gate_cases {
    struct arena arena;
    struct mynah_gate_case **items; // each on its own, so that they stay where they are
    size_t count;
    size_t capacity;
};

// ## Building a set

// What the section `gate` says.
struct gate_settings {
    const char *channel; // NULL: the behaviours' own
    const char *cases;   // a folder, or NULL
    struct mynah_config_pairs expect;
};

// Read the section, and check it.  Texts are borrowed from `config`, which may be NULL.
bool mynah__gate_settings_read(struct gate_settings *settings, const struct mynah_config *config,
                               struct mynah_error *error);

// Add what a behaviour writes, with the verdict of its label or that of `settings`.
bool mynah__gate_add_behavior(struct mynah_gate_cases *cases, const struct mynah_behavior *behavior,
                              const struct gate_settings *settings, struct mynah_error *error);

// Return the verdict with that name, or -1.
int mynah__verdict_find(const char *name, size_t size);

// ## Running

struct gate_run {
    // Fill in `answered`, `verdict` and, if there is something to be said, `message`, for which
    // there is room for sizeof(struct mynah_error.text).  Clear `agrees` to object to the answer.
    // False ends the run.  Called by several threads at a time if there are several jobs.
    bool (*ask)(void *self, struct mynah_gate_outcome *outcome, char *message);
    void *self;
    int jobs; // 0 is 1
    // Called whenever one more is done, by one thread at a time; may be NULL.
    void (*progress)(void *self, size_t done, size_t count);
    void *progress_self;
};

// Ask about all cases.  Returns whether all agree; `matrix->error` says what went wrong.
bool mynah__gate_run(const struct mynah_gate_cases *cases, const struct gate_run *run,
                     struct mynah_gate_matrix *matrix);

// An `ask` that is Mynah itself, which also holds the rules that it reports against the case's;
// `self` is a `const struct mynah_analyzer`.
bool mynah__gate_ask_analyzer(void *self, struct mynah_gate_outcome *outcome, char *message);

// ## Variants

// What became of variants of a kind.
struct gate_tally {
    const char *name;
    size_t stopped;  // as they have to be
    size_t missed;   // let through
    size_t passed;   // as they may be
    size_t alarms;   // stopped without need
    size_t other;    // stopped, by another verdict than the one that is due
    size_t none;     // there was no answer
    size_t nameable; // to be stopped, and what they do can be told from the text
    size_t named;    // of these, by all rules of the label
};

struct gate_tallies {
    struct gate_tally *rows;
    size_t count;
    size_t capacity;
};

// By what they are counted: how they are spelled, what carries them, what kind of thing they do.
enum gate_axis { GATE_SPELLINGS, GATE_CARRIERS, GATE_FAMILIES, GATE_AXES };

struct gate_choices {
    const char *payload;
    const char *noise;
    const char *names[GATE_AXES];
};

struct gate_variants {
    const char *behavior; // given: only variants of this one; NULL: of all
    uint64_t seed;        // given
    size_t count;         // given
    struct gate_tally total;
    struct gate_tallies axes[GATE_AXES];
    struct mynah_gate_outcome *examples; // the first of each spelling that does not agree
    size_t example_count;
    size_t example_capacity;
    struct mynah_error error; // code NONE unless the run itself went wrong
    struct arena arena;
};

// Ask about variants; `run` as for mynah__gate_run().  Returns whether all agree.
bool mynah__gate_variants_run(struct gate_variants *matrix, const struct gate_run *run);
void mynah__gate_variants_finish(struct gate_variants *matrix);

// An `ask` that is Mynah itself; `message` stays empty when it reports every rule of the case.
bool mynah__gate_ask_variant(void *self, struct mynah_gate_outcome *outcome, char *message);

// ## Formats

struct gate_format {
    const char *gate;   // what was asked: "mynah", or a command
    const char *policy; // fingerprint of the policy in force; NULL: it is somebody else's gate
    bool color;
};

void mynah__gate_text(struct text *text, const struct mynah_gate_matrix *matrix,
                      const struct gate_format *format);
void mynah__gate_json(struct text *text, const struct mynah_gate_matrix *matrix,
                      const struct gate_format *format);
void mynah__gate_junit(struct text *text, const struct mynah_gate_matrix *matrix,
                       const struct gate_format *format);

void mynah__gate_variants_text(struct text *text, const struct gate_variants *matrix,
                               const struct gate_format *format);
void mynah__gate_variants_json(struct text *text, const struct gate_variants *matrix,
                               const struct gate_format *format);

// Add what was asked.
void mynah__gate_text_name(struct text *text, const struct gate_format *format);
// Add a case that does not agree, with its code.
void mynah__gate_text_miss(struct text *text, const struct mynah_gate_outcome *outcome, bool color);

// Return what was answered: the verdict's name, or "none".
const char *mynah__gate_answer(const struct mynah_gate_outcome *outcome);

#endif
