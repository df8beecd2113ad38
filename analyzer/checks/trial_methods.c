// SPDX-License-Identifier: Apache-2.0
// The methods of a trial's containers and texts.

#include "checks/trial.h"
#include "values/constants.h"

#include <string.h>

struct call {
    struct thing self;
    const struct thing *arguments;
    uint32_t count;
};

static struct thing unknown_method(struct trial *trial, const struct call *call)
{
    for (uint32_t i = 0; i < call->count; i++) {
        if (call->arguments[i].kind == THING_FUNCTION && trial->globals) {
            mynah__trial_give_up(trial);
        }
        mynah__box_forget(trial, call->arguments[i]);
    }
    if (mynah__box(trial, call->self)) {
        mynah__box_changes(trial, call->self);
        mynah__box_forget(trial, call->self);
    }
    if (trial->classes) {
        mynah__trial_shake(trial);
    }
    mynah__trial_may_raise(trial);
    return mynah__thing_unknown(trial);
}

static void add_all(struct trial *trial, struct thing to, struct thing from)
{
    struct thing over = mynah__thing_iterate(trial, from, false);
    const struct box *box = trial->way == WAY_ON ? mynah__box(trial, over) : NULL;
    if (!box || box->unknown) {
        mynah__box_forget(trial, to);
        return;
    }
    struct box items = *box;
    for (uint32_t i = 0; i < items.count && !trial->gave_up; i++) {
        mynah__box_add(trial, to, items.items[i]);
    }
    mynah__iterator_done(trial, over);
}

static struct thing copy(struct trial *trial, struct thing self)
{
    struct box from = trial->boxes[self.at];
    struct thing made = mynah__thing_box(trial, from.kind);
    for (uint32_t i = 0; i < from.count && !trial->gave_up; i++) {
        mynah__box_put(trial, made, from.keys[i], from.items[i]);
    }
    return made;
}

static struct thing pop_list(struct trial *trial, const struct call *call)
{
    struct box *box = mynah__box(trial, call->self);
    int64_t index = box->count;
    if (call->count > 0) {
        const struct value *value = call->arguments[0].kind == THING_CONSTANT
                                        ? &trial->engine->values[call->arguments[0].at]
                                        : NULL;
        if (!value || value->kind != VALUE_INT) {
            return unknown_method(trial, call);
        }
        index = mynah__int(value);
        index += index < 0 ? (int64_t)box->count : 0;
    } else {
        index--;
    }
    if (index < 0 || index >= (int64_t)box->count) {
        mynah__trial_raise(trial, "IndexError");
        return call->self;
    }
    struct thing item = box->items[index];
    mynah__box_remove(trial, call->self, (uint32_t)index);
    return item;
}

static struct thing of_list(struct trial *trial, const char *name, const struct call *call)
{
    struct box *box = mynah__box(trial, call->self);
    struct thing none = mynah__thing_none(trial);
    bool one = call->count == 1;
    if (strcmp(name, "append") == 0 && one) {
        mynah__box_add(trial, call->self, call->arguments[0]);
        return none;
    }
    if (strcmp(name, "extend") == 0 && one) {
        add_all(trial, call->self, call->arguments[0]);
        return none;
    }
    if (strcmp(name, "pop") == 0) {
        return pop_list(trial, call);
    }
    if (strcmp(name, "remove") == 0 && one) {
        int at = mynah__box_find(trial, call->self, call->arguments[0]);
        if (at >= 0) {
            mynah__box_remove(trial, call->self, (uint32_t)at);
            return none;
        }
        if (at == -1) {
            mynah__trial_raise(trial, "ValueError");
            return none;
        }
    }
    if (strcmp(name, "insert") == 0 && call->count == 2) {
        mynah__box_add(trial, call->self, call->arguments[1]);
    }
    bool mixes = strcmp(name, "insert") == 0 || strcmp(name, "reverse") == 0 ||
                 (strcmp(name, "sort") == 0 && call->count == 0);
    if (mixes) { // how many is known, but not in which order
        for (uint32_t i = 0; box->count > 1 && i < trial->boxes[call->self.at].count; i++) {
            struct thing item = mynah__thing_unknown(trial);
            trial->boxes[call->self.at].items[i] = item;
        }
        mynah__trial_may_raise(trial);
        return none;
    }
    if (strcmp(name, "count") == 0 || strcmp(name, "index") == 0) {
        mynah__trial_may_raise(trial);
        return mynah__thing_unknown(trial);
    }
    return unknown_method(trial, call);
}

static struct thing of_set(struct trial *trial, const char *name, const struct call *call)
{
    bool one = call->count == 1;
    if (strcmp(name, "add") == 0 && one) {
        mynah__box_add(trial, call->self, call->arguments[0]);
        return mynah__thing_none(trial);
    }
    if (strcmp(name, "update") == 0 && one) {
        add_all(trial, call->self, call->arguments[0]);
        return mynah__thing_none(trial);
    }
    bool removes = strcmp(name, "remove") == 0;
    if ((removes || strcmp(name, "discard") == 0) && one) {
        int at = mynah__box_find(trial, call->self, call->arguments[0]);
        if (at >= 0) {
            mynah__box_remove(trial, call->self, (uint32_t)at);
        } else if (at == -1 && removes) {
            mynah__trial_raise(trial, "KeyError");
        } else if (at == -2) {
            return unknown_method(trial, call);
        }
        return mynah__thing_none(trial);
    }
    return unknown_method(trial, call);
}

// get, pop, setdefault, __getitem__: with a key, and what there is without it.
static struct thing by_key(struct trial *trial, const char *name, const struct call *call)
{
    int at = mynah__box_find(trial, call->self, call->arguments[0]);
    bool pops = strcmp(name, "pop") == 0;
    struct thing fallback = call->count > 1 ? call->arguments[1] : mynah__thing_none(trial);
    if (at == -2) {
        return strcmp(name, "get") == 0 ? mynah__thing_unknown(trial) : unknown_method(trial, call);
    }
    if (at >= 0) {
        struct thing item = trial->boxes[call->self.at].items[at];
        if (pops) {
            mynah__box_remove(trial, call->self, (uint32_t)at);
        }
        return item;
    }
    if (pops && call->count == 1) {
        mynah__trial_raise(trial, "KeyError");
    }
    if (strcmp(name, "setdefault") == 0) {
        mynah__box_put(trial, call->self, call->arguments[0], fallback);
    }
    return fallback;
}

static struct thing views(struct trial *trial, const char *name, struct thing self)
{
    struct box from = trial->boxes[self.at];
    struct thing made = mynah__thing_box(trial, BOX_TUPLE);
    for (uint32_t i = 0; i < from.count && !trial->gave_up; i++) {
        struct thing pair = from.keys[i];
        if (name[0] == 'i') {
            pair = mynah__thing_box(trial, BOX_TUPLE);
            mynah__box_add(trial, pair, from.keys[i]);
            mynah__box_add(trial, pair, from.items[i]);
        }
        mynah__box_add(trial, made, name[0] == 'v' ? from.items[i] : pair);
    }
    return made;
}

static struct thing of_dict(struct trial *trial, const char *name, const struct call *call)
{
    static const char *const keyed[] = { "get", "pop", "setdefault" };
    for (size_t i = 0; call->count >= 1 && i < sizeof(keyed) / sizeof(*keyed); i++) {
        if (strcmp(name, keyed[i]) == 0) {
            return by_key(trial, name, call);
        }
    }
    if (call->count == 0 &&
        (strcmp(name, "keys") == 0 || strcmp(name, "values") == 0 || strcmp(name, "items") == 0)) {
        return views(trial, name, call->self);
    }
    const struct box *more = call->count == 1 ? mynah__box(trial, call->arguments[0]) : NULL;
    if (strcmp(name, "update") == 0 && more && more->kind == BOX_DICT && !more->unknown) {
        struct box items = *more;
        for (uint32_t i = 0; i < items.count && !trial->gave_up; i++) {
            mynah__box_put(trial, call->self, items.keys[i], items.items[i]);
        }
        return mynah__thing_none(trial);
    }
    return unknown_method(trial, call);
}

static struct thing of_text(struct trial *trial, const char *name, const struct call *call)
{
    uint32_t positional[4];
    struct arguments arguments = { .positional = positional, .count = call->count };
    for (uint32_t i = 0; i < call->count; i++) {
        if (i >= 4 || call->arguments[i].kind != THING_CONSTANT) {
            return unknown_method(trial, call);
        }
        positional[i] = mynah__set_of(trial->engine, call->arguments[i].at);
    }
    static const char *const safe[] = { "upper", "lower",    "strip",   "startswith",
                                        "title", "endswith", "replace", "isdigit" };
    for (size_t i = 0; i < sizeof(safe) / sizeof(*safe); i++) {
        if (strcmp(name, safe[i]) == 0) {
            uint32_t set = mynah__fold_method(trial->engine, call->self.at, name, &arguments, 0);
            return mynah__thing_of_set(trial, set);
        }
    }
    mynah__trial_may_raise(trial);
    return mynah__thing_unknown(trial);
}

// Methods that change nothing.
static bool only_reads(const char *name)
{
    static const char *const rows[] = { "get",  "keys",  "values", "items",
                                        "copy", "count", "index",  "isdisjoint" };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        if (strcmp(name, rows[i]) == 0) {
            return true;
        }
    }
    return false;
}

struct thing mynah__trial_method(struct trial *trial, struct method method,
                                 const struct thing *arguments, uint32_t count)
{
    const char *name = mynah__atom_bytes(trial->engine, method.name);
    const struct call call = { method.self, arguments, count };
    struct box *box = mynah__box(trial, method.self);
    if (!box) {
        bool constant = method.self.kind == THING_CONSTANT;
        return constant && trial->engine->values[method.self.at].kind == VALUE_STR
                   ? of_text(trial, name, &call)
                   : unknown_method(trial, &call);
    }
    if (!only_reads(name) && box->lent > 0) {
        mynah__trial_give_up(trial);
        return mynah__thing_unknown(trial);
    }
    if (strcmp(name, "clear") == 0 && count == 0 && box->kind != BOX_TUPLE) {
        box->unknown = false;
        box->count = 0;
        return mynah__thing_none(trial);
    }
    if (box->unknown) {
        mynah__trial_may_raise(trial);
        if (!only_reads(name)) {
            mynah__box_forget(trial, method.self);
        }
        return mynah__thing_unknown(trial);
    }
    if (strcmp(name, "copy") == 0 && count == 0) {
        return copy(trial, method.self);
    }
    switch (box->kind) {
    case BOX_LIST:
        return of_list(trial, name, &call);
    case BOX_DICT:
        return of_dict(trial, name, &call);
    case BOX_SET:
        return of_set(trial, name, &call);
    default:
        break;
    }
    mynah__trial_may_raise(trial);
    return mynah__thing_unknown(trial);
}
