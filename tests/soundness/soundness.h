// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SOUNDNESS_H
#define MYNAH_SOUNDNESS_H

// What the files of `soundness` share.  Three answers are compared for a snippet: what its label
// claims, what the analyzer reports, and what CPython did in the container.

#include <mynah/analyzer.h>
#include <mynah/executor.h>
#include <mynah/variants.h>

#include "core/arena.h"
#include "core/text.h"

#include <jansson.h>

// ## Snippets

enum { CHOICES = 4 };
extern const char *const choice_names[CHOICES]; // "payload", "spelling", "carrier", "noise"

struct snippet {
    const char *code;
    size_t size;
    const char *name; // how to find it again
    bool labelled;
    struct mynah_variant_label label;
    const char *choices[CHOICES]; // NULL: none were made
    uint64_t number;
};

// Copy a variant.
bool snippet_copy(struct snippet *snippet, const struct mynah_variant *variant, struct arena *arena,
                  struct mynah_error *error);

// Take one line of NDJSON: `code`, and what there is of `label`, `choices`, `number`, `id`.
bool snippet_read(struct snippet *snippet, const json_t *line, struct arena *arena,
                  struct mynah_error *error);

// ## What happened

enum event_kind {
    EVENT_WRITE, // of a channel
    EVENT_READ,
    EVENT_SPAWN,
    EVENT_DELETE,
    EVENT_CONNECT,
    EVENT_KILL,
    EVENT_NATIVE,
    EVENT_OPEN,  // a file outside is opened to be changed
    EVENT_TOUCH, // something that is not mocked was called
    EVENT_OTHER,
};

struct event {
    enum event_kind kind;
    const char *channel; // NULL: not known
    const char *value;   // a Python literal
    const char *api;
    int line; // 0: not known
};

struct observed {
    bool ran;      // it was run
    bool complete; // its end was seen
    bool timed_out;
    bool caught;     // an exception that is not the snippet's own was raised, and caught
    const char *how; // "end", "raised", "exit", "syntax", "unmocked"
    const char *type;
    const char *results; // "mapping", "other", "unbound"; NULL: it did not come to its end
    const int *lines;    // that were run
    size_t line_count;
    struct event *events;
    size_t event_count;
    size_t event_capacity;
};

struct container;

// Read the program of the witness, and find out whether a container can be had.
struct container *container_create(const char *program, struct mynah_error *error);
const char *container_version(const struct container *container);
// Where what was observed of each snippet goes, and the arena of its texts.
struct observations {
    struct observed *each;
    struct arena *arena;
};
// Run all snippets, and fill in what was observed of each.  Threads may call it at the same time.
bool container_run(struct container *container, const struct snippet *snippets, size_t count,
                   const struct observations *observed, struct mynah_error *error);
void container_destroy(struct container *container);

// ## Comparison

enum disagreement {
    DISAGREE_SILENT,      // labelled, and not reported
    DISAGREE_SILENT_RUN,  // CPython did it, and it is not reported
    DISAGREE_FALSE_ALARM, // neither labelled nor done, and reported
    DISAGREE_SYNTAX,
    DISAGREE_RESULTS,
    DISAGREE_VERDICT,
    DISAGREE_READ,  // a read is not reported
    DISAGREE_VALUE, // the channel is named, and the value or the line is another
    DISAGREE_LABEL, // CPython did another thing than the label says
    DISAGREEMENTS,
};

struct difference {
    bool found;
    int line;      // 0: of no line
    char rule[48]; // what is reported or should be; "": nothing
    char why[200];
};

struct comparison {
    struct difference differences[DISAGREEMENTS];
    bool unmocked;   // it could not come to its end in front of mocks
    bool harmless;   // labelled as that
    size_t nameable; // writes and risks that the label says can be resolved
    size_t named;    // of these
};

// ## Judges

struct judges {
    struct mynah_analyzer *analyzer;
    struct container *container;                   // NULL: nothing is run
    const struct mynah_variants_options *variants; // NULL: the snippets are a corpus's
};

// Ask the analyzer, and compare what there is: the label if there is one, what happened if it was
// run; `observed` may be NULL.  False, with `error`, if the analyzer cannot answer.
bool judge(const struct judges *judges, const struct snippet *snippet,
           const struct observed *observed, struct comparison *comparison,
           struct mynah_error *error);

// Whether the disagreement can only be seen when the code is run.
bool needs_run(enum disagreement what);
// Take away what is not needed for this disagreement: noise, carrier, spelling.  `least` and
// `difference` hold it already, and are replaced by what is smaller.
void minimise(const struct judges *judges, enum disagreement what, struct snippet *least,
              struct difference *difference, struct arena *arena);

// ## Summary

struct summary;

struct summary *summary_create(void);
void summary_destroy(struct summary *summary);
// Count a snippet.  Returns whether a disagreement is of a kind that was not seen before.
bool summary_add(struct summary *summary, const struct snippet *snippet,
                 const struct observed *observed, const struct comparison *comparison);
// Keep a disagreement to be shown.
void summary_keep(struct summary *summary, enum disagreement what, const struct snippet *least,
                  const struct difference *difference);
// Print what is kept, `most` of each kind, and the counts.  Returns the number of disagreements.
size_t summary_print(const struct summary *summary, size_t most);

#endif
