// SPDX-License-Identifier: Apache-2.0
// The trial's paths and questions.

#include "checks/trial.h"

#include <string.h>

void mynah__trial_give_up(struct trial *trial)
{
    trial->gave_up = true;
    trial->way = WAY_GONE;
}

bool mynah__trial_step(struct trial *trial)
{
    if (trial->steps == 0 || trial->arena.failed) {
        mynah__trial_give_up(trial);
    }
    trial->steps -= trial->steps > 0;
    return trial->way == WAY_ON;
}

static bool decide(struct trial *trial)
{
    if (trial->answered >= TRIAL_ANSWERS) {
        mynah__trial_give_up(trial);
        return false;
    }
    if (trial->answered >= trial->given) {
        trial->answers[trial->given++] = 0;
    }
    return trial->answers[trial->answered++];
}

bool mynah__trial_ask(struct trial *trial, uint32_t question)
{
    if (trial->gave_up || question >= TRIAL_QUESTIONS) {
        return false;
    }
    if (trial->truths[question] < 0) {
        trial->truths[question] = (int8_t)decide(trial);
    }
    return trial->truths[question] == 1;
}

void mynah__trial_raise(struct trial *trial, const char *type)
{
    if (trial->way == WAY_ON) {
        trial->way = WAY_RAISE;
        trial->raised = type;
    }
}

void mynah__trial_may_raise(struct trial *trial)
{
    if (trial->guards > 0 && trial->way == WAY_ON && decide(trial)) {
        mynah__trial_raise(trial, NULL);
    }
}

void mynah__trial_shake(struct trial *trial)
{
    for (uint32_t i = 0; i < trial->box_count; i++) {
        mynah__box_forget(trial, (struct thing){ .kind = THING_BOX, .at = i });
    }
}

void mynah__trial_push(struct trial *trial, uint32_t scope, uint32_t parent)
{
    uint32_t symbols = trial->unit->scopes->symbol_count;
    struct frame *frames = mynah__arena_grow(&trial->arena, trial->frames, trial->frame_count,
                                             &trial->frame_capacity, sizeof(*frames));
    struct thing *slots = mynah__arena_alloc(&trial->arena, (symbols + 1) * sizeof(*slots));
    uint32_t cost = symbols / 16;
    trial->steps -= trial->steps < cost ? trial->steps : cost;
    if (!frames || !slots) {
        mynah__trial_give_up(trial);
        return;
    }
    trial->frames = frames;
    frames[trial->frame_count] = (struct frame){ scope, parent, slots };
    trial->frame = trial->frame_count++;
}

struct thing *mynah__trial_slot(struct trial *trial, uint32_t symbol)
{
    const struct scopes *scopes = trial->unit->scopes;
    uint32_t owner = symbol == SYMBOL_NONE ? SYMBOL_NONE : scopes->symbols[symbol].owner;
    uint32_t frame = trial->frame;
    if (owner == SYMBOL_NONE) {
        return NULL;
    }
    while (frame != UINT32_MAX && trial->frames[frame].scope != scopes->symbols[owner].scope) {
        frame = trial->frames[frame].parent;
    }
    return frame == UINT32_MAX ? NULL : &trial->frames[frame].slots[owner];
}

// Names by which things are done that the trial does not follow.
static bool is_followed(struct trial *trial)
{
    static const char *const words[] = {
        "exec",     "eval",      "globals",    "locals",       "vars",       "setattr",
        "delattr",  "compile",   "__import__", "importlib",    "runpy",      "builtins",
        "inspect",  "gc",        "__dict__",   "__globals__",  "modules",    "settrace",
        "__main__", "_getframe", "atexit",     "__builtins__", "breakpoint",
    };
    const struct tree *tree = trial->unit->tree;
    if (trial->engine->unit_count > 1 || trial->unit->scopes->scopes[0].star_import) {
        return false;
    }
    for (uint32_t node = 0; node < tree->count; node++) {
        enum node_kind kind = (enum node_kind)tree->nodes[node].kind;
        trial->globals = trial->globals || kind == NODE_GLOBAL || kind == NODE_NONLOCAL;
        trial->classes = trial->classes || kind == NODE_CLASS_DEF;
        if (kind != NODE_NAME && kind != NODE_IDENTIFIER) {
            continue;
        }
        uint32_t atom = mynah__name(trial->engine, trial->unit, node);
        const char *text = atom == ATOM_NONE ? "" : mynah__atom_bytes(trial->engine, atom);
        for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
            if (text[0] == words[i][0] && strcmp(text, words[i]) == 0) {
                return false;
            }
        }
    }
    return !(trial->globals && trial->classes);
}

static void begin_path(struct trial *trial)
{
    mynah__arena_finish(&trial->arena);
    trial->arena = (struct arena){ 0 };
    trial->boxes = NULL;
    trial->methods = NULL;
    trial->frames = NULL;
    trial->comparisons = NULL;
    trial->box_count = trial->method_count = trial->frame_count = trial->comparison_count = 0;
    trial->box_capacity = trial->method_capacity = 0;
    trial->frame_capacity = trial->comparison_capacity = 0;
    trial->answered = trial->question_count = 0;
    trial->nesting = trial->depth = trial->guards = trial->handled_count = 0;
    trial->way = WAY_ON;
    mynah__trial_push(trial, 0, UINT32_MAX);
}

// Take the other answer to the last question that was not answered both ways; false: there is none.
static bool next_path(struct trial *trial)
{
    trial->given = trial->answered < trial->given ? trial->answered : trial->given;
    while (trial->given > 0 && trial->answers[trial->given - 1] == 1) {
        trial->given--;
    }
    if (trial->given == 0) {
        return false;
    }
    trial->answers[trial->given - 1] = 1;
    return true;
}

static void run_path(struct trial *trial, uint32_t ours, struct state *end)
{
    begin_path(trial);
    enum way way = trial->gave_up ? WAY_GONE : mynah__trial_body(trial, 0, ROLE_BODY);
    if (way == WAY_ON && !trial->gave_up) {
        bool bound = trial->frames[0].slots[ours].kind != THING_UNBOUND;
        end->bound = end->bound || bound;
        end->unbound = end->unbound || !bound;
    }
}

// Return whether all that the walk over states found was seen on some path.
static bool is_confirmed(struct state walked, const struct state *end)
{
    return (walked.bound || walked.unbound) && (end->bound || !walked.bound) &&
           (end->unbound || !walked.unbound);
}

bool mynah__trial(struct walk *walk, struct state walked, struct state *end)
{
    struct engine *engine = walk->engine;
    struct trial *trial = mynah__arena_alloc(engine->arena, sizeof(*trial));
    const struct scopes *scopes = engine->units[0]->scopes;
    uint32_t name = mynah__scopes_find(scopes, walk->name);
    uint32_t symbol = name == UINT32_MAX ? SYMBOL_NONE : mynah__scopes_symbol(scopes, 0, name);
    *end = (struct state){ 0 };
    if (!trial || symbol == SYMBOL_NONE) {
        return false;
    }
    trial->walk = walk;
    trial->engine = engine;
    trial->unit = engine->units[0];
    trial->steps = TRIAL_STEPS;
    bool done = is_followed(trial);
    for (int paths = 0; done; paths++) {
        run_path(trial, symbol, end);
        if (trial->gave_up || trial->arena.failed || paths >= TRIAL_PATHS) {
            done = false;
        } else if (is_confirmed(walked, end) || !next_path(trial)) {
            break;
        }
    }
    engine->arena->failed = engine->arena->failed || trial->arena.failed;
    mynah__arena_finish(&trial->arena);
    return done && (end->bound || end->unbound);
}
