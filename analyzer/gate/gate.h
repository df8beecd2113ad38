// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_GATE_INTERNAL_H
#define MYNAH_GATE_INTERNAL_H

// What the files of the gate share: the set of cases, the run over it, and the formats, all of
// which are written from a `struct mynah_gate_matrix`.

#include <mynah/gate.h>
#include <mynah/generator.h>

#include "core/arena.h"
#include "core/text.h"

enum { GATE_VERDICTS = 4, GATE_NONE = 4, GATE_JOBS_MOST = 64 };

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

// Return what was answered: the verdict's name, or "none".
const char *mynah__gate_answer(const struct mynah_gate_outcome *outcome);

#endif
