// SPDX-License-Identifier: Apache-2.0
//
// The run over variants: thousands of snippets, of which a piece at a time is kept.  What becomes
// of them is counted by how they are spelled, what carries them, and what they do.

#include "core/alloc.h"
#include "gate/gate.h"

#include <stdio.h>
#include <string.h>

enum { PIECE = 512 };

static bool no_memory(struct gate_variants *matrix)
{
    return mynah_error_set(&matrix->error, MYNAH_ERROR_MEMORY, "out of memory");
}

// ## Rows

// clang-format off
static const struct {
    enum gate_axis axis;
    enum mynah_variant_table table;
} tables[] = {
    { GATE_SPELLINGS, MYNAH_VARIANT_SPELLINGS },
    { GATE_CARRIERS,  MYNAH_VARIANT_CARRIERS },
    { GATE_FAMILIES,  MYNAH_VARIANT_FAMILIES },
};
// clang-format on

// Return the row of that name, which is added when there is none, or NULL.
static struct gate_tally *row_of(struct gate_variants *matrix, enum gate_axis axis,
                                 const char *name)
{
    struct gate_tallies *tallies = &matrix->axes[axis];
    for (size_t i = 0; i < tallies->count; i++) {
        if (strcmp(tallies->rows[i].name, name) == 0) {
            return &tallies->rows[i];
        }
    }
    struct gate_tally *rows = mynah__arena_grow(&matrix->arena, tallies->rows, tallies->count,
                                                &tallies->capacity, sizeof *rows);
    char *copy = mynah__arena_text(&matrix->arena, name);
    if (!rows || !copy) {
        return NULL;
    }
    tallies->rows = rows;
    rows[tallies->count] = (struct gate_tally){ .name = copy };
    return &rows[tallies->count++];
}

// The rows in the order of the tables, whatever comes first.
static bool add_rows(struct gate_variants *matrix)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct mynah_variant_row row;
        for (size_t at = 0; mynah_variant_row_at(tables[i].table, at, &row); at++) {
            if (!row_of(matrix, tables[i].axis, row.name)) {
                return no_memory(matrix);
            }
        }
    }
    return true;
}

// ## Counting

enum outcome_kind { KIND_STOPPED, KIND_MISSED, KIND_PASSED, KIND_ALARM, KIND_OTHER, KIND_NONE };

static enum outcome_kind kind_of(const struct mynah_gate_outcome *outcome)
{
    bool stop = outcome->about->expected != MYNAH_VERDICT_ALLOW;
    if (!outcome->answered) {
        return KIND_NONE;
    }
    if (outcome->verdict == outcome->about->expected) {
        return stop ? KIND_STOPPED : KIND_PASSED;
    }
    return !stop ? KIND_ALARM : outcome->verdict == MYNAH_VERDICT_ALLOW ? KIND_MISSED : KIND_OTHER;
}

static void count(struct gate_tally *tally, const struct mynah_gate_outcome *outcome)
{
    size_t *const counts[] = {
        [KIND_STOPPED] = &tally->stopped, [KIND_MISSED] = &tally->missed,
        [KIND_PASSED] = &tally->passed,   [KIND_ALARM] = &tally->alarms,
        [KIND_OTHER] = &tally->other,     [KIND_NONE] = &tally->none,
    };
    enum outcome_kind kind = kind_of(outcome);
    ++*counts[kind];
    if (outcome->about->expected != MYNAH_VERDICT_ALLOW && outcome->about->rules) {
        tally->nameable++;
        tally->named += kind == KIND_STOPPED && !outcome->message;
    }
}

// Keep an example of what does not agree.
static void keep(struct gate_variants *matrix, const struct mynah_gate_outcome *outcome,
                 const struct gate_choices *choices)
{
    struct arena *arena = &matrix->arena;
    const struct mynah_gate_case *about = outcome->about;
    struct mynah_gate_outcome *examples =
        mynah__arena_grow(arena, matrix->examples, matrix->example_count, &matrix->example_capacity,
                          sizeof *examples);
    struct mynah_gate_case *copy = mynah__arena_alloc(arena, sizeof *copy);
    if (!examples || !copy) {
        return;
    }
    *copy = (struct mynah_gate_case){
        .name = mynah__arena_format(arena, "%s (%s, %s, %s, %s)", about->name, choices->payload,
                                    choices->names[GATE_SPELLINGS], choices->names[GATE_CARRIERS],
                                    choices->noise),
        .code = mynah__arena_copy(arena, about->code, about->size),
        .size = about->size,
        .expected = about->expected,
    };
    matrix->examples = examples;
    examples[matrix->example_count++] = (struct mynah_gate_outcome){
        .about = copy,
        .answered = outcome->answered,
        .verdict = outcome->verdict,
        .message = outcome->message ? mynah__arena_text(arena, outcome->message) : NULL,
    };
}

static bool add_outcome(struct gate_variants *matrix, const struct mynah_gate_outcome *outcome,
                        const struct gate_choices *choices)
{
    count(&matrix->total, outcome);
    for (int axis = 0; axis < GATE_AXES; axis++) {
        struct gate_tally *tally = row_of(matrix, (enum gate_axis)axis, choices->names[axis]);
        if (!tally) {
            return no_memory(matrix);
        }
        struct gate_tally before = *tally;
        count(tally, outcome);
        bool first = (tally->missed && !before.missed) || (tally->alarms && !before.alarms) ||
                     (tally->other && !before.other) || (tally->none && !before.none);
        if (first && axis == GATE_SPELLINGS) {
            keep(matrix, outcome, choices);
        }
    }
    return !matrix->arena.failed || no_memory(matrix);
}

// ## A piece

struct piece {
    struct arena arena;
    struct mynah_gate_cases *cases;
    struct gate_choices choices[PIECE];
};

static bool add_variant(struct piece *piece, const struct mynah_variant *variant,
                        struct mynah_error *error)
{
    static const char *const none[] = { NULL };
    const struct mynah_variant_label *label = &variant->label;
    char name[32];
    snprintf(name, sizeof name, "%llu", (unsigned long long)variant->number);
    piece->choices[mynah_gate_cases_count(piece->cases)] = (struct gate_choices){
        .payload = mynah__arena_text(&piece->arena, variant->choices.payload),
        .noise = mynah__arena_text(&piece->arena, variant->choices.noise),
        .names = { [GATE_SPELLINGS] = mynah__arena_text(&piece->arena, variant->choices.spelling),
                   [GATE_CARRIERS] = mynah__arena_text(&piece->arena, variant->choices.carrier),
                   [GATE_FAMILIES] = mynah__arena_text(&piece->arena, variant->family) },
    };
    return mynah_gate_cases_add(
        piece->cases,
        &(struct mynah_gate_case){ .name = name,
                                   .code = variant->code,
                                   .size = variant->size,
                                   .expected = label->verdict,
                                   .rules = !label->resolvable ? NULL
                                            : label->rules     ? label->rules
                                                               : none,
                                   .rule_count = label->resolvable ? label->rule_count : 0 },
        error);
}

static bool take(struct piece *piece, struct mynah_variants *variants, size_t size,
                 struct mynah_error *error)
{
    for (size_t i = 0; i < size; i++) {
        struct mynah_variant variant;
        if (!mynah_variants_next(variants, &variant, error) ||
            !add_variant(piece, &variant, error)) {
            return false;
        }
    }
    return !piece->arena.failed || mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

// What a piece has done is a part of all.
struct progress {
    const struct gate_run *run;
    size_t before;
    size_t count;
};

static void show_progress(void *self, size_t done, size_t size)
{
    const struct progress *progress = self;
    (void)size;
    progress->run->progress(progress->run->progress_self, progress->before + done, progress->count);
}

static bool run_piece(struct gate_variants *matrix, const struct piece *piece,
                      const struct progress *progress)
{
    struct gate_run run = *progress->run;
    struct mynah_gate_matrix outcomes;
    if (run.progress) {
        run.progress = show_progress;
        run.progress_self = (void *)progress;
    }
    mynah__gate_run(piece->cases, &run, &outcomes);
    bool done = outcomes.error.code == MYNAH_ERROR_NONE;
    if (!done) {
        matrix->error = outcomes.error;
    }
    for (size_t i = 0; done && i < outcomes.count; i++) {
        done = add_outcome(matrix, &outcomes.outcomes[i], &piece->choices[i]);
    }
    mynah_gate_matrix_finish(&outcomes);
    return done;
}

// ## All of them

static bool run_all(struct gate_variants *matrix, struct mynah_variants *variants,
                    const struct gate_run *run)
{
    bool done = add_rows(matrix);
    for (size_t at = 0; done && at < matrix->count; at += PIECE) {
        size_t size = matrix->count - at < PIECE ? matrix->count - at : PIECE;
        struct piece *piece = mynah__alloc(sizeof *piece);
        const struct progress progress = { run, at, matrix->count };
        done = piece ? (piece->cases = mynah_gate_cases_create(&matrix->error)) != NULL
                     : no_memory(matrix);
        if (piece) {
            done = done && take(piece, variants, size, &matrix->error) &&
                   run_piece(matrix, piece, &progress);
            mynah_gate_cases_destroy(piece->cases);
            mynah__arena_finish(&piece->arena);
            mynah__free(piece);
        }
    }
    return done;
}

bool mynah__gate_variants_run(struct gate_variants *matrix, const struct gate_run *run)
{
    struct mynah_variants *variants = mynah_variants_create(
        &(struct mynah_variants_options){ .behavior = matrix->behavior, .seed = matrix->seed },
        &matrix->error);
    matrix->total.name = "all";
    bool done = variants && run_all(matrix, variants, run);
    mynah_variants_destroy(variants);
    const struct gate_tally *total = &matrix->total;
    return done && !total->missed && !total->alarms && !total->other && !total->none;
}

void mynah__gate_variants_finish(struct gate_variants *matrix)
{
    mynah__arena_finish(&matrix->arena);
    *matrix = (struct gate_variants){ .count = 0 };
}
