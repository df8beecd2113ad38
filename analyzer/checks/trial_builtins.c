// SPDX-License-Identifier: Apache-2.0
// Python's own functions in a trial: those that say something about containers and numbers.

#include "checks/trial.h"
#include "values/constants.h"

#include <string.h>

// What Python's own functions give.
typedef struct thing builtin(struct trial *trial, const struct given *given);

static struct thing length(struct trial *trial, const struct given *given)
{
    const struct box *box = mynah__box(trial, given->at[0]);
    if (box && !box->unknown) {
        return mynah__thing_int(trial, box->count);
    }
    if (box) { // as true as the container
        return (struct thing){ .kind = THING_UNKNOWN, .negated = true, .at = box->question };
    }
    if (given->at[0].kind == THING_CONSTANT) {
        struct value value = trial->engine->values[given->at[0].at];
        if (value.kind == VALUE_STR || value.kind == VALUE_BYTES) {
            uint32_t set = mynah__set_of(trial->engine, given->at[0].at);
            bool some = mynah__truth(trial->engine, set) == 1;
            return some ? mynah__thing_int(trial, mynah__atom_at(trial->engine, value.a)->size)
                        : mynah__thing_int(trial, 0);
        }
        mynah__trial_raise(trial, "TypeError");
        return given->at[0];
    }
    mynah__trial_may_raise(trial);
    return mynah__thing_unknown(trial);
}

static struct thing truth(struct trial *trial, const struct given *given)
{
    return mynah__thing_not(trial, mynah__thing_not(trial, given->at[0]));
}

static struct thing integer(struct trial *trial, const struct given *given)
{
    struct thing thing = given->at[0];
    struct engine *engine = trial->engine;
    if (thing.kind == THING_CONSTANT && given->count == 1) {
        struct value value = engine->values[thing.at];
        if (value.kind == VALUE_INT) {
            return thing;
        }
        if (value.kind == VALUE_TRUE || value.kind == VALUE_FALSE) {
            return mynah__thing_int(trial, value.kind == VALUE_TRUE);
        }
        const char *text = value.kind == VALUE_STR ? mynah__atom_bytes(engine, value.a) : "";
        size_t digits = strspn(text, "0123456789");
        if (digits > 0 && digits < 10 && !text[digits]) {
            int64_t number = 0;
            for (size_t i = 0; i < digits; i++) {
                number = number * 10 + (text[i] - '0');
            }
            return mynah__thing_int(trial, number);
        }
        bool letters = *text && strspn(text, "0123456789_+- \t\n") == 0 && !(*text & 0x80);
        if (letters) {
            mynah__trial_raise(trial, "ValueError");
            return thing;
        }
    }
    return mynah__trial_unknown_call(trial, given, false);
}

static struct thing collect(struct trial *trial, const struct given *given, enum box_kind kind)
{
    struct thing made = mynah__thing_box(trial, kind);
    if (given->count == 0) {
        return made;
    }
    struct thing over = mynah__thing_iterate(trial, given->at[0], false);
    const struct box *from = trial->way == WAY_ON ? mynah__box(trial, over) : NULL;
    if (!from || from->unknown) {
        mynah__box_forget(trial, made);
        return made;
    }
    struct box items = *from;
    for (uint32_t i = 0; i < items.count && !trial->gave_up; i++) {
        mynah__box_add(trial, made, items.items[i]);
    }
    mynah__iterator_done(trial, over);
    return made;
}

static struct thing list(struct trial *trial, const struct given *given)
{
    return collect(trial, given, BOX_LIST);
}

static struct thing tuple(struct trial *trial, const struct given *given)
{
    return collect(trial, given, BOX_TUPLE);
}

static struct thing set(struct trial *trial, const struct given *given)
{
    return collect(trial, given, BOX_SET);
}

// In which order is not known, but how many.
static struct thing sorted(struct trial *trial, const struct given *given)
{
    struct thing made = collect(trial, given, BOX_LIST);
    struct box *box = mynah__box(trial, made);
    for (uint32_t i = 0; box && box->count > 1 && i < box->count; i++) {
        struct thing item = mynah__thing_unknown(trial);
        box->items[i] = item;
    }
    mynah__trial_may_raise(trial);
    return made;
}

static struct thing dict(struct trial *trial, const struct given *given)
{
    struct thing made = mynah__thing_box(trial, BOX_DICT);
    const struct box *from = given->count ? mynah__box(trial, given->at[0]) : NULL;
    if (from && from->kind == BOX_DICT && !from->unknown) {
        struct box items = *from;
        for (uint32_t i = 0; i < items.count && !trial->gave_up; i++) {
            mynah__box_put(trial, made, items.keys[i], items.items[i]);
        }
    } else if (given->count) {
        mynah__trial_may_raise(trial);
        mynah__box_forget(trial, made);
    }
    for (uint32_t i = 0; i < given->named_count; i++) {
        uint32_t key = mynah__value(trial->engine, VALUE_STR, 0, given->names[i], 0);
        mynah__box_put(trial, made, mynah__thing_constant(trial, key), given->named[i]);
    }
    return made;
}

static struct thing range(struct trial *trial, const struct given *given)
{
    int64_t bounds[3] = { 0, 0, 1 };
    struct thing made = mynah__thing_box(trial, BOX_TUPLE);
    for (uint32_t i = 0; i < given->count && i < 3; i++) {
        const struct value *value =
            given->at[i].kind == THING_CONSTANT ? &trial->engine->values[given->at[i].at] : NULL;
        if (!value || value->kind != VALUE_INT) {
            mynah__trial_may_raise(trial);
            mynah__box_forget(trial, made);
            return made;
        }
        bounds[given->count == 1 ? 1 : i] = mynah__int(value);
    }
    if (bounds[2] == 0) {
        mynah__trial_raise(trial, "ValueError");
    }
    for (int64_t at = bounds[0];
         trial->way == WAY_ON && (bounds[2] > 0 ? at < bounds[1] : at > bounds[1]);
         at += bounds[2]) {
        if (trial->boxes[made.at].count >= TRIAL_ITEMS / 2) { // longer than is worth to know
            mynah__trial_give_up(trial);
        }
        mynah__box_add(trial, made, mynah__thing_int(trial, at));
    }
    return made;
}

// enumerate(a), zip(a, b …), reversed(a), filter(None, a), map(f, a …)
static struct thing stepwise(struct trial *trial, const struct given *given, const char *name)
{
    bool calls = strcmp(name, "filter") == 0 || strcmp(name, "map") == 0;
    uint32_t first = calls ? 1 : 0;
    struct thing made = mynah__thing_box(trial, BOX_ITERATOR);
    struct box over[TRIAL_ARGUMENTS];
    uint32_t count = UINT32_MAX;
    if (given->count <= first || given->open || given->named_count > 0) {
        return mynah__trial_unknown_call(trial, given, true);
    }
    for (uint32_t i = first; i < given->count; i++) {
        struct thing one = mynah__thing_iterate(trial, given->at[i], true);
        const struct box *box = trial->way == WAY_ON ? mynah__box(trial, one) : NULL;
        if (!box || box->unknown) {
            return mynah__trial_unknown_call(trial, given, calls);
        }
        over[i] = *box;
        count = box->count < count ? box->count : count;
        trial->boxes[made.at].source = i == first ? one.at + 1 : trial->boxes[made.at].source;
    }
    bool simple = calls && given->at[0].kind == THING_FUNCTION && trial->globals;
    if (simple) {
        mynah__trial_give_up(trial); // when it is called is not followed
    }
    for (uint32_t i = 0; i < count && trial->way == WAY_ON; i++) {
        struct thing parts[TRIAL_ARGUMENTS];
        uint32_t at = strcmp(name, "reversed") == 0 ? count - 1 - i : i;
        for (uint32_t s = first; s < given->count; s++) {
            parts[s - first] = over[s].items[at];
        }
        struct thing item = parts[0];
        bool none = calls && given->at[0].kind == THING_CONSTANT;
        if (calls && !none) {
            item = mynah__trial_invoke(trial, given->at[0], parts, given->count - first);
        } else if (strcmp(name, "enumerate") == 0 || strcmp(name, "zip") == 0) {
            struct thing pair = mynah__thing_box(trial, BOX_TUPLE);
            if (name[0] == 'e') {
                mynah__box_add(trial, pair, mynah__thing_int(trial, i));
            }
            for (uint32_t s = 0; s < given->count; s++) {
                mynah__box_add(trial, pair, parts[s]);
            }
            item = pair;
        }
        bool kept = strcmp(name, "filter") != 0 || mynah__thing_true(trial, item);
        if (kept) {
            mynah__box_add(trial, made, strcmp(name, "filter") == 0 ? parts[0] : item);
        }
    }
    return made;
}

static struct thing any_or_all(struct trial *trial, const struct given *given, bool any)
{
    struct thing over = mynah__thing_iterate(trial, given->at[0], false);
    const struct box *from = trial->way == WAY_ON ? mynah__box(trial, over) : NULL;
    if (!from || from->unknown) {
        return mynah__thing_unknown(trial);
    }
    struct box items = *from;
    bool found = false;
    for (uint32_t i = 0; i < items.count && !found; i++) {
        found = mynah__thing_true(trial, items.items[i]) == any;
    }
    mynah__iterator_done(trial, over);
    return mynah__thing_bool(trial, found == any);
}

static struct thing sum(struct trial *trial, const struct given *given)
{
    struct thing over = mynah__thing_iterate(trial, given->at[0], false);
    const struct box *from = trial->way == WAY_ON ? mynah__box(trial, over) : NULL;
    if (!from || from->unknown || given->count != 1) {
        mynah__trial_may_raise(trial);
        return mynah__thing_unknown(trial);
    }
    struct box items = *from;
    struct thing total = mynah__thing_int(trial, 0);
    for (uint32_t i = 0; i < items.count && trial->way == WAY_ON; i++) {
        total = mynah__thing_binary(trial, OP_ADD, total, items.items[i], 0);
    }
    mynah__iterator_done(trial, over);
    return total;
}

static struct thing extreme(struct trial *trial, const struct given *given, int op)
{
    struct thing over = given->count == 1 ? mynah__thing_iterate(trial, given->at[0], false)
                                          : mynah__thing_none(trial);
    const struct box *from = trial->way == WAY_ON ? mynah__box(trial, over) : NULL;
    struct box items = from ? *from : (struct box){ .unknown = true };
    struct thing best = mynah__thing_unknown(trial);
    if (given->count > 1) {
        items = (struct box){ .items = (struct thing *)given->at, .count = given->count };
    }
    if (items.unknown || given->named_count > 0) {
        mynah__trial_may_raise(trial);
        return best;
    }
    if (items.count == 0) {
        mynah__trial_raise(trial, "ValueError");
        return best;
    }
    best = items.items[0];
    for (uint32_t i = 1; i < items.count && trial->way == WAY_ON; i++) {
        struct thing less = mynah__thing_compare(trial, op, items.items[i], best);
        best = trial->way == WAY_ON && mynah__thing_true(trial, less) ? items.items[i] : best;
    }
    return best;
}

static struct thing next_item(struct trial *trial, const struct given *given)
{
    const struct box *box = mynah__box(trial, given->at[0]);
    if (!box || box->unknown || box->kind != BOX_ITERATOR) {
        return mynah__trial_unknown_call(trial, given, true);
    }
    if (box->count == 0) {
        if (given->count > 1) {
            return given->at[1];
        }
        mynah__trial_raise(trial, "StopIteration");
        return given->at[0];
    }
    struct thing item = box->items[0];
    mynah__box_remove(trial, given->at[0], 0);
    return item;
}

static struct thing instance(struct trial *trial, const struct given *given)
{
    static const char *const types[] = { "int", "str", "list", "dict", "tuple", "set", "bool" };
    static const int boxes[] = { -1, -1, BOX_LIST, BOX_DICT, BOX_TUPLE, BOX_SET, -1 };
    struct thing thing = given->at[0];
    const struct box *box = mynah__box(trial, thing);
    const char *name = given->count > 1 ? mynah__thing_name(trial, given->at[1]) : "";
    uint8_t kind = thing.kind == THING_CONSTANT ? trial->engine->values[thing.at].kind : VALUE_NONE;
    bool known = box || thing.kind == THING_CONSTANT;
    for (size_t i = 0; known && i < sizeof(types) / sizeof(*types); i++) {
        if (strncmp(name, "builtins.", 9) == 0 && strcmp(name + 9, types[i]) == 0) {
            bool truths = kind == VALUE_TRUE || kind == VALUE_FALSE;
            bool is = box      ? (int)box->kind == boxes[i]
                      : i == 0 ? kind == VALUE_INT || truths
                      : i == 1 ? kind == VALUE_STR
                      : i == 6 ? truths
                               : false;
            return mynah__thing_bool(trial, is);
        }
    }
    return mynah__thing_unknown(trial);
}

static struct thing nothing(struct trial *trial, const struct given *given)
{
    (void)given;
    return mynah__thing_none(trial);
}

struct thing mynah__trial_builtin(struct trial *trial, const char *name, const struct given *given)
{
    static const struct {
        const char *name;
        builtin *call;
        uint32_t least;
    } rows[] = {
        { "len", length, 1 },    { "bool", truth, 1 },     { "int", integer, 1 },
        { "list", list, 0 },     { "tuple", tuple, 0 },    { "set", set, 0 },
        { "dict", dict, 0 },     { "range", range, 1 },    { "sorted", sorted, 1 },
        { "print", nothing, 0 }, { "next", next_item, 1 }, { "isinstance", instance, 2 },
        { "sum", sum, 1 },       { "frozenset", set, 0 },
    };
    static const char *const steps[] = { "enumerate", "zip", "reversed", "filter", "map" };
    for (size_t i = 0; !given->open && i < sizeof(rows) / sizeof(*rows); i++) {
        if (strcmp(name, rows[i].name) == 0 && given->count >= rows[i].least) {
            return rows[i].call(trial, given);
        }
    }
    for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
        if (strcmp(name, steps[i]) == 0) {
            return stepwise(trial, given, name);
        }
    }
    if (given->open || given->count == 0) {
        return mynah__trial_unknown_call(trial, given, true);
    }
    if (strcmp(name, "any") == 0 || strcmp(name, "all") == 0) {
        return any_or_all(trial, given, name[1] == 'n');
    }
    if (strcmp(name, "min") == 0 || strcmp(name, "max") == 0) {
        return extreme(trial, given, name[1] == 'i' ? OP_LT : OP_GT);
    }
    if (strcmp(name, "iter") == 0 && given->count == 1) {
        struct thing made = mynah__thing_iterate(trial, given->at[0], true);
        return made;
    }
    return mynah__trial_unknown_call(trial, given, strcmp(name, "iter") == 0);
}
