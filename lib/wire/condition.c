// SPDX-License-Identifier: Apache-2.0
//
// What a scenario demands of a request: `when`, in words that mean the same whatever protocol the
// request came in.

#include "core/alloc.h"
#include "core/words.h"
#include "stand_in/match.h"
#include "wire/scenario.h"

#include <stdio.h>
#include <string.h>

enum subject {
    OF_USER,   // the last message of the user
    OF_SYSTEM, // any message of the system
    OF_RESULT, // the last message, which is a tool's result
    OF_LAST,   // the last message
    OF_TURN,   // how often the assistant has spoken, and one more
};

// A condition on messages, which a path cannot name.
struct condition {
    struct condition *next;
    enum subject subject;
    struct mynah_match *text; // on the message; NULL: of TURN
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
    return message->role && strcmp(message->role, role) == 0;
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

static bool asked(void *self, const struct mynah_value *value)
{
    const struct condition *condition = self;
    const struct mynah_chat_request *request = value->data;
    size_t last = request ? request->message_count : 0;
    if (!request) {
        return false;
    }
    switch (condition->subject) {
    case OF_TURN:
        return turn_of(request) == condition->turn;
    case OF_SYSTEM:
        return any_meets(condition, request);
    case OF_USER:
        while (last && !is_role(&request->messages[last - 1], "user")) {
            last--;
        }
        return last && meets(condition, &request->messages[last - 1]);
    case OF_RESULT:
        return last && is_role(&request->messages[last - 1], "tool") &&
               meets(condition, &request->messages[last - 1]);
    default:
        return last && meets(condition, &request->messages[last - 1]);
    }
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
    { "model", "model", OF_LAST },
    { "tool", "tools[*].name", OF_LAST },
};

enum { WORDS = sizeof words / sizeof *words };

static bool out_of_memory(struct mynah_error *error)
{
    return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

static bool make_condition(struct mynah_scenario *scenario, size_t word, const char *value,
                           struct mynah_match *match, struct mynah_error *error)
{
    struct condition *made = mynah__alloc(sizeof *made);
    if (!made) {
        return out_of_memory(error);
    }
    made->next = scenario->conditions;
    scenario->conditions = made;
    made->subject = words[word].subject;
    *match =
        (struct mynah_match){ .kind = MYNAH_MATCH_PREDICATE, .predicate = asked, .self = made };
    match->name = mynah__arena_format(&scenario->arena, "%s: %s", words[word].name, value);
    if (made->subject == OF_TURN) {
        for (const char *at = value; *at >= '0' && *at <= '9' && made->turn < 100000; at++) {
            made->turn = made->turn * 10 + (*at - '0');
        }
        return made->turn > 0 ||
               mynah_error_set(error, MYNAH_ERROR_CONFIG, "a turn is a number from 1 on");
    }
    const struct mynah_match text = text_match(&scenario->arena, "content", value);
    made->text = scenario->arena.failed ? NULL : mynah__match_compile(&text, error);
    return made->text || (scenario->arena.failed ? out_of_memory(error) : false);
}

static bool read_word(struct mynah_scenario *scenario, struct mynah_config_pair pair,
                      struct mynah_match *match, struct mynah_error *error)
{
    size_t word = 0;
    while (word < WORDS && strcmp(words[word].name, pair.name) != 0) {
        word++;
    }
    if (word == WORDS) {
        char clipped[MYNAH__CLIP], list[120] = "";
        for (size_t i = 0; i < WORDS; i++) {
            mynah__list_add(list, sizeof list, words[i].name);
        }
        return mynah_error_set(error, MYNAH_ERROR_CONFIG,
                               "'when' cannot speak of '%s'; there are: %s",
                               mynah__clip(clipped, pair.name), list);
    }
    if (!words[word].path) {
        return make_condition(scenario, word, pair.value, match, error);
    }
    *match = text_match(&scenario->arena, words[word].path, pair.value);
    return mynah_match_check(match, mynah_chat_request_shape(), error);
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
