// SPDX-License-Identifier: Apache-2.0
//
// What a scenario demands of a request: `when`, in words that mean the same whatever protocol the
// request came in.

#include "core/alloc.h"
#include "core/text.h"
#include "core/words.h"
#include "stand_in/match.h"
#include "wire/scenario.h"

#include <stdio.h>
#include <string.h>

enum subject {
    OF_USER,    // the last message of the user
    OF_SYSTEM,  // any message of the system
    OF_RESULT,  // the last message, which is a tool's result
    OF_LAST,    // the last message
    OF_TURN,    // how often the assistant has spoken, and one more
    OF_REQUEST, // the request itself
};

// What a step demands.
struct condition {
    struct condition *next;
    size_t step; // from 1
    size_t word;
    const char *value; // as it is written
    enum subject subject;
    struct mynah_match *text; // on the message, or the request; NULL: of TURN
    int64_t turn;
};

void mynah__conditions_destroy(struct condition *conditions)
{
    while (conditions) {
        struct condition *next = conditions->next;
        mynah__match_release(conditions->text);
        mynah__free(conditions);
        conditions = next;
    }
}

static bool is_role(const struct mynah_chat_message *message, const char *role)
{
    return message->role && mynah__text_same(message->role, role);
}

static bool meets(const struct condition *condition, const struct mynah_chat_message *message)
{
    return mynah__match_score(condition->text, mynah_chat_message_shape(), message) == MATCH_MET;
}

static bool any_meets(const struct condition *condition, const struct mynah_chat_request *request)
{
    for (size_t i = 0; i < request->message_count; i++) {
        if (is_role(&request->messages[i], "system") && meets(condition, &request->messages[i])) {
            return true;
        }
    }
    return false;
}

static int64_t turn_of(const struct mynah_chat_request *request)
{
    int64_t turn = 1;
    for (size_t i = 0; i < request->message_count; i++) {
        turn += is_role(&request->messages[i], "assistant");
    }
    return turn;
}

// Return the message that is meant; NULL when there is none.
static const struct mynah_chat_message *message_of(enum subject subject,
                                                   const struct mynah_chat_request *request)
{
    size_t last = request->message_count;
    while (subject == OF_USER && last && !is_role(&request->messages[last - 1], "user")) {
        last--;
    }
    if (!last || (subject == OF_RESULT && !is_role(&request->messages[last - 1], "tool"))) {
        return NULL;
    }
    return &request->messages[last - 1];
}

static bool met_by(const struct condition *condition, const struct mynah_chat_request *request)
{
    const struct mynah_chat_message *message = message_of(condition->subject, request);
    switch (condition->subject) {
    case OF_TURN:
        return turn_of(request) == condition->turn;
    case OF_SYSTEM:
        return any_meets(condition, request);
    case OF_REQUEST:
        return mynah__match_score(condition->text, mynah_chat_request_shape(), request) ==
               MATCH_MET;
    default:
        return message && meets(condition, message);
    }
}

static bool asked(void *self, const struct mynah_value *value)
{
    return value->data && met_by(self, value->data);
}

// ## Reading

// Texts are contained; `=text` is equal, `/text/` is a regular expression.
static struct mynah_match text_match(struct arena *arena, const char *path, const char *text)
{
    size_t size = strlen(text);
    struct mynah_match match = { .path = path, .kind = MYNAH_MATCH_CONTAINS, .text = text };
    if (text[0] == '=') {
        match.kind = MYNAH_MATCH_EQUAL;
        match.text = text + 1;
    } else if (size > 2 && text[0] == '/' && text[size - 1] == '/') {
        match.kind = MYNAH_MATCH_REGEX;
        match.text = mynah__arena_copy(arena, text + 1, size - 2);
    }
    return match;
}

static const struct {
    const char *name;
    const char *path; // of a member; NULL: `subject` says which messages
    enum subject subject;
} words[] = {
    { "user", NULL, OF_USER },
    { "system", NULL, OF_SYSTEM },
    { "last", NULL, OF_LAST },
    { "tool_result", NULL, OF_RESULT },
    { "turn", NULL, OF_TURN },
    { "model", "model", OF_REQUEST },
    { "tool", "tools[*].name", OF_REQUEST },
};

enum { WORDS = sizeof words / sizeof *words };

static bool out_of_memory(struct mynah_error *error)
{
    return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

static bool read_turn(const char *value, int64_t *turn)
{
    for (; *value >= '0' && *value <= '9' && *turn < 100000; value++) {
        *turn = *turn * 10 + (*value - '0');
    }
    return *turn > 0 && !*value;
}

static bool make_condition(struct mynah_scenario *scenario, size_t word, const char *value,
                           struct mynah_match *match, struct mynah_error *error)
{
    const char *path = words[word].path;
    struct condition *made = mynah__alloc(sizeof *made);
    if (!made) {
        return out_of_memory(error);
    }
    *made = (struct condition){ .next = scenario->conditions,
                                .step = scenario->step,
                                .word = word,
                                .value = value,
                                .subject = words[word].subject };
    scenario->conditions = made;
    if (made->subject == OF_TURN && !read_turn(value, &made->turn)) {
        return mynah_error_set(error, MYNAH_ERROR_CONFIG, "a turn is a number from 1 on");
    }
    if (made->subject != OF_TURN) {
        const struct mynah_match text =
            text_match(&scenario->arena, path ? path : "content", value);
        made->text = scenario->arena.failed ? NULL : mynah__match_compile(&text, error);
        if (!made->text) {
            return scenario->arena.failed && out_of_memory(error);
        }
    }
    *match =
        (struct mynah_match){ .kind = MYNAH_MATCH_PREDICATE, .predicate = asked, .self = made };
    match->name = mynah__arena_format(&scenario->arena, "%s: %s", words[word].name, value);
    return true;
}

static bool read_word(struct mynah_scenario *scenario, struct mynah_config_pair pair,
                      struct mynah_match *match, struct mynah_error *error)
{
    size_t word = 0;
    while (word < WORDS && strcmp(words[word].name, pair.name) != 0) {
        word++;
    }
    if (word < WORDS) {
        return make_condition(scenario, word, pair.value, match, error);
    }
    char clipped[MYNAH__CLIP], list[120] = "";
    for (size_t i = 0; i < WORDS; i++) {
        mynah__list_add(list, sizeof list, words[i].name);
    }
    return mynah_error_set(error, MYNAH_ERROR_CONFIG, "'when' cannot speak of '%s'; there are: %s",
                           mynah__clip(clipped, pair.name), list);
}

bool mynah__scenario_when(struct mynah_scenario *scenario, const char *path,
                          struct mynah_config_pairs pairs, const struct mynah_match **when,
                          struct mynah_error *error)
{
    struct arena *arena = &scenario->arena;
    struct mynah_match *all = mynah__arena_alloc(arena, sizeof *all);
    struct mynah_match *terms = mynah__arena_alloc(arena, (pairs.count + 1) * sizeof *terms);
    if (!all || !terms) {
        return out_of_memory(error);
    }
    for (size_t i = 0; i < pairs.count; i++) {
        struct mynah_error inner = { .code = MYNAH_ERROR_NONE };
        if (!read_word(scenario, pairs.items[i], &terms[i], &inner)) {
            char at[160];
            snprintf(at, sizeof at, "%s.%.60s", path, pairs.items[i].name);
            return inner.code == MYNAH_ERROR_MEMORY
                       ? out_of_memory(error)
                       : mynah__scenario_refuse(scenario, at, inner.text, error);
        }
    }
    *all =
        (struct mynah_match){ .kind = MYNAH_MATCH_ALL, .terms = terms, .term_count = pairs.count };
    *when = pairs.count == 0 ? NULL : pairs.count == 1 ? terms : all;
    return !arena->failed || out_of_memory(error);
}

// ## Explaining

// How many conditions of the step are met, of a thousand.
static int nearness(const struct mynah_scenario *scenario, size_t step,
                    const struct mynah_chat_request *request)
{
    int met = 0, all = 0;
    for (const struct condition *at = scenario->conditions; at; at = at->next) {
        all += at->step == step;
        met += at->step == step && met_by(at, request);
    }
    return all ? 1000 * met / all : 1000;
}

static void show_actual(struct sink *sink, const struct condition *condition,
                        const struct mynah_chat_request *request)
{
    enum { SHOWN_MOST = 60 };
    const struct mynah_chat_message *message = message_of(condition->subject, request);
    if (condition->subject == OF_TURN) {
        mynah__sink_format(sink, " (it is %lld)", (long long)turn_of(request));
    } else if (strcmp(words[condition->word].name, "model") == 0 && request->model) {
        mynah__sink_add(sink, " (it is ");
        mynah__sink_quoted(sink, request->model, strlen(request->model), SHOWN_MOST);
        mynah__sink_add(sink, ")");
    } else if (condition->subject < OF_TURN && condition->subject != OF_SYSTEM && message &&
               message->content) {
        mynah__sink_add(sink, " (it is ");
        mynah__sink_quoted(sink, message->content, strlen(message->content), SHOWN_MOST);
        mynah__sink_add(sink, ")");
    } else {
        mynah__sink_add(sink, " (there is none)");
    }
}

void mynah__scenario_explain(const struct mynah_scenario *scenario,
                             const struct mynah_chat_request *request, char *why, size_t size)
{
    struct sink sink = mynah__sink(why, size);
    size_t nearest = 1;
    int best = -1;
    for (size_t step = 1; step <= scenario->step_count; step++) {
        int near = nearness(scenario, step, request);
        nearest = near > best ? step : nearest;
        best = near > best ? near : best;
    }
    char path[40];
    int line, column;
    snprintf(path, sizeof path, "steps[%zu]", nearest - 1);
    mynah_config_place(scenario->config, path, &line, &column);
    mynah__sink_format(&sink, "no step of the scenario accepts the request; nearest is step %zu (",
                       nearest);
    mynah__sink_format(&sink, "%s%sline %d)", scenario->path ? scenario->path : "",
                       scenario->path ? ", " : "", line);
    if (best == 1000) {
        mynah__sink_add(&sink, ", which is used up");
    }
    const char *between = ", which wants ";
    for (const struct condition *at = scenario->conditions; at; at = at->next) {
        if (at->step == nearest && !met_by(at, request)) {
            mynah__sink_format(&sink, "%s%s: ", between, words[at->word].name);
            mynah__sink_quoted(&sink, at->value, strlen(at->value), 0);
            show_actual(&sink, at, request);
            between = " and ";
        }
    }
}
