// SPDX-License-Identifier: Apache-2.0
//
// What became of variants: the matrix by spelling, carrier and family, as text and as JSON.

#include "core/json.h"
#include "gate/gate.h"

#include <string.h>

enum { NAME_LEAST = 22, EXAMPLES_MOST = 10 };

static const struct {
    const char *one;  // heading of the column
    const char *many; // key of JSON
} axes[] = {
    [GATE_SPELLINGS] = { "spelling", "spellings" },
    [GATE_CARRIERS] = { "carrier", "carriers" },
    [GATE_FAMILIES] = { "family", "families" },
};

static const struct {
    const char *name;
    size_t offset;
} columns[] = {
    { "stopped", offsetof(struct gate_tally, stopped) },
    { "missed", offsetof(struct gate_tally, missed) },
    { "passed", offsetof(struct gate_tally, passed) },
    { "alarms", offsetof(struct gate_tally, alarms) },
    { "other", offsetof(struct gate_tally, other) },
    { "none", offsetof(struct gate_tally, none) },
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static size_t count_of(const struct gate_tally *tally, size_t column)
{
    size_t value;
    memcpy(&value, (const char *)tally + columns[column].offset, sizeof value);
    return value;
}

static bool is_seen(const struct gate_tally *tally)
{
    size_t sum = 0;
    for (size_t i = 0; i < COLUMNS; i++) {
        sum += count_of(tally, i);
    }
    return sum > 0;
}

// ## For people

static void add_share(struct text *text, size_t part, size_t whole)
{
    size_t tenths = whole ? part * 1000 / whole : 0;
    if (whole) {
        mynah__text_add_format(text, "  %3zu.%zu %%", tenths / 10, tenths % 10);
    } else {
        mynah__text_add(text, "        .");
    }
}

static void add_row(struct text *text, const struct gate_tally *tally, size_t width, bool names)
{
    mynah__text_add(text, tally->name);
    mynah__text_add_repeat(text, ' ', width - strlen(tally->name));
    for (size_t i = 0; i < COLUMNS; i++) {
        size_t count = count_of(tally, i);
        if (count) {
            mynah__text_add_format(text, "  %7zu", count);
        } else {
            mynah__text_add(text, "        .");
        }
    }
    if (names) {
        add_share(text, tally->named, tally->nameable);
    }
    mynah__text_add_char(text, '\n');
}

static size_t width_of(const struct gate_variants *matrix)
{
    size_t width = NAME_LEAST;
    for (int axis = 0; axis < GATE_AXES; axis++) {
        for (size_t i = 0; i < matrix->axes[axis].count; i++) {
            size_t size = strlen(matrix->axes[axis].rows[i].name);
            width = size > width ? size : width;
        }
    }
    return width;
}

static void add_axis(struct text *text, const struct gate_variants *matrix, int axis, bool names)
{
    const struct gate_tallies *tallies = &matrix->axes[axis];
    size_t width = width_of(matrix);
    mynah__text_add(text, axes[axis].one);
    mynah__text_add_repeat(text, ' ', width - strlen(axes[axis].one));
    for (size_t i = 0; i < COLUMNS; i++) {
        mynah__text_add_format(text, "  %7s", columns[i].name);
    }
    mynah__text_add(text, names ? "    named\n" : "\n");
    for (size_t i = 0; i < tallies->count; i++) {
        if (is_seen(&tallies->rows[i])) {
            add_row(text, &tallies->rows[i], width, names);
        }
    }
    mynah__text_add_char(text, '\n');
}

// Say of which spellings nothing is missed.
static void add_complete(struct text *text, const struct gate_tallies *tallies, bool any)
{
    const char *before = "nothing is missed of: ";
    for (size_t i = 0; i < tallies->count; i++) {
        const struct gate_tally *tally = &tallies->rows[i];
        if (tally->stopped + tally->other && !tally->missed) {
            mynah__text_add(text, before);
            mynah__text_add(text, tally->name);
            before = ", ";
        }
    }
    mynah__text_add(text, *before == ',' ? "\n"
                          : any          ? "of every spelling something is missed\n"
                                         : "nothing is stopped, and nothing is missed\n");
}

void mynah__gate_variants_text(struct text *text, const struct gate_variants *matrix,
                               const struct gate_format *format)
{
    const struct gate_tally *total = &matrix->total;
    for (int axis = 0; axis < GATE_AXES; axis++) {
        add_axis(text, matrix, axis, format->policy != NULL);
    }
    add_complete(text, &matrix->axes[GATE_SPELLINGS], total->missed > 0);
    for (size_t i = 0; i < matrix->example_count && i < EXAMPLES_MOST; i++) {
        mynah__gate_text_miss(text, &matrix->examples[i], format->color);
    }
    mynah__text_add_char(text, '\n');
    mynah__gate_text_name(text, format);
    mynah__text_add_format(text,
                           ": %zu variants of seed %llu: %zu missed, %zu stopped without need, "
                           "%zu with another verdict, %zu without an answer\n",
                           matrix->count, (unsigned long long)matrix->seed, total->missed,
                           total->alarms, total->other, total->none);
}

// ## For programs

static void add_string(struct text *text, const char *key, const char *string)
{
    mynah__text_add_format(text, ",\"%s\":", key);
    mynah__json_string(text, string);
}

static void add_tally(struct text *text, const struct gate_tally *tally, bool names)
{
    mynah__text_add(text, "{\"name\":");
    mynah__json_string(text, tally->name);
    for (size_t i = 0; i < COLUMNS; i++) {
        mynah__text_add_format(text, ",\"%s\":%zu", columns[i].name, count_of(tally, i));
    }
    if (names) {
        mynah__text_add_format(text, ",\"nameable\":%zu,\"named\":%zu", tally->nameable,
                               tally->named);
    }
    mynah__text_add_char(text, '}');
}

static void add_tallies(struct text *text, const struct gate_tallies *tallies, bool names)
{
    const char *before = "\n";
    for (size_t i = 0; i < tallies->count; i++) {
        if (is_seen(&tallies->rows[i])) {
            mynah__text_add(text, before);
            add_tally(text, &tallies->rows[i], names);
            before = ",\n";
        }
    }
}

static void add_example(struct text *text, const struct mynah_gate_outcome *outcome)
{
    mynah__text_add(text, "{\"name\":");
    mynah__json_string(text, outcome->about->name);
    add_string(text, "expected", mynah_verdict_name(outcome->about->expected));
    add_string(text, "answered", outcome->answered ? mynah_verdict_name(outcome->verdict) : NULL);
    add_string(text, "message", outcome->message);
    mynah__text_add(text, ",\"code\":");
    mynah__json_text(text, outcome->about->code, outcome->about->size);
    mynah__text_add_char(text, '}');
}

void mynah__gate_variants_json(struct text *text, const struct gate_variants *matrix,
                               const struct gate_format *format)
{
    const struct gate_tally *total = &matrix->total;
    bool agrees = !total->missed && !total->alarms && !total->other && !total->none;
    mynah__text_add_format(text, "{\"schema\":1,\"tool\":{\"name\":\"mynah\",\"version\":\"%s\"}",
                           mynah_version());
    add_string(text, "gate", format->gate);
    add_string(text, "policy", format->policy);
    mynah__text_add_format(
        text, ",\"agrees\":%s,\"seed\":%llu,\"count\":%zu,\"total\":", agrees ? "true" : "false",
        (unsigned long long)matrix->seed, matrix->count);
    add_tally(text, total, format->policy != NULL);
    for (int axis = 0; axis < GATE_AXES; axis++) {
        mynah__text_add_format(text, ",\"%s\":[", axes[axis].many);
        add_tallies(text, &matrix->axes[axis], format->policy != NULL);
        mynah__text_add_char(text, ']');
    }
    mynah__text_add(text, ",\"examples\":[");
    for (size_t i = 0; i < matrix->example_count; i++) {
        mynah__text_add(text, i ? ",\n" : "\n");
        add_example(text, &matrix->examples[i]);
    }
    mynah__text_add(text, "]}\n");
}
