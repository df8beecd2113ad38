// SPDX-License-Identifier: Apache-2.0
//
// Properties of a provider's calls, each answered with a reason: what was expected, what there is,
// and the calls themselves.

#include "generator/meets.h"
#include "core/sink.h"
#include "provider/mock.h"
#include "provider/prompt.h"

#include <assert.h>
#include <string.h>

enum { CALLS_SHOWN = 8, WHY_SIZE = 300, SHOWN_SIZE = 400 };

struct asked_provider {
    const struct mynah_provider *provider;
    const struct mynah_provider_property *property;
    struct sink *why;
};

typedef bool provider_check(const struct asked_provider *asked);

static size_t count_of(const struct asked_provider *asked)
{
    return mynah_provider_calls(asked->provider);
}

static bool entry_at(const struct asked_provider *asked, long index, struct mynah_entry *entry)
{
    return mynah__stand_in_entry(&asked->provider->base, index, entry);
}

static enum mynah_chat_failure_kind failure_of(const struct mynah_entry *entry)
{
    if (entry->outcome != MYNAH_OUTCOME_ERROR) {
        return MYNAH_CHAT_NO_FAILURE;
    }
    bool told = entry->reply && entry->reply_shape == mynah_chat_error_shape();
    return told ? ((const struct mynah_chat_error *)entry->reply)->kind : MYNAH_CHAT_STAND_IN;
}

// ## Words

static void name_it(const struct asked_provider *asked)
{
    mynah__sink_add(asked->why, "provider ");
    mynah__why_quoted(asked->why, mynah__stand_in_name(&asked->provider->base));
}

static void add_outcome(struct sink *sink, const struct mynah_entry *entry)
{
    const struct mynah_chat_response *response = entry->reply;
    mynah__sink_add(sink, " -> ");
    if (entry->outcome == MYNAH_OUTCOME_ERROR && entry->error) {
        mynah__sink_format(sink, "%s ", mynah_chat_failure_kind_name(failure_of(entry)));
        mynah__why_quoted(sink, entry->error->text);
    } else if (entry->outcome != MYNAH_OUTCOME_ANSWERED || !response) {
        mynah__sink_add(sink, mynah_outcome_name(entry->outcome));
    } else {
        mynah__why_quoted(sink, response->content ? response->content : "");
        for (size_t i = 0; i < response->tool_call_count; i++) {
            mynah__sink_add(sink, i ? ", " : " and calls ");
            mynah__sink_name(sink,
                             response->tool_calls[i].name ? response->tool_calls[i].name : "");
        }
    }
}

static void show_calls(const struct asked_provider *asked)
{
    size_t count = count_of(asked), first = count > CALLS_SHOWN ? count - CALLS_SHOWN : 0;
    const char *head = "   calls: ";
    if (first > 0) {
        mynah__sink_format(asked->why, "%s%zu earlier, then\n", head, first);
        head = "          ";
    }
    for (size_t i = first; i < count; i++) {
        struct mynah_entry entry;
        mynah__sink_format(asked->why, "%s#%zu ", head, i + 1);
        head = "          ";
        if (!entry_at(asked, (long)i, &entry)) {
            mynah__sink_add(asked->why, "is no longer in the journal\n");
            continue;
        }
        const char *prompt = mynah__prompt_of(entry.request);
        mynah__why_quoted(asked->why, prompt ? prompt : "");
        add_outcome(asked->why, &entry);
        mynah__sink_add(asked->why, "\n");
    }
}

// Say which call was looked at: `the last call of provider "p" `.
static void say_nth(const struct asked_provider *asked, const char *what)
{
    long index = asked->property->index;
    mynah__sink_format(asked->why, "expected: the %s ", what);
    if (index == -1) {
        mynah__sink_add(asked->why, "of the last call");
    } else if (index < 0) {
        mynah__sink_format(asked->why, "of call #%ld from the end", -index);
    } else {
        mynah__sink_format(asked->why, "of call #%ld", index + 1);
    }
    mynah__sink_add(asked->why, " of ");
    name_it(asked);
}

// Say how often it was called, where that is the reason.
static bool say_count(const struct asked_provider *asked, const char *what, size_t count)
{
    if (count_of(asked) == 0) {
        mynah__sink_add(asked->why, "  actual: it was never called\n");
    } else {
        mynah__sink_format(asked->why, "  actual: %zu of %zu call%s %s\n", count, count_of(asked),
                           mynah__plural(count_of(asked)), what);
        show_calls(asked);
    }
    return false;
}

// Say that there is no call at the index, or that it is gone.
static bool say_none(const struct asked_provider *asked)
{
    long index = asked->property->index;
    size_t count = count_of(asked);
    size_t needed = index < 0 ? (size_t)-index : (size_t)index + 1;
    if (count == 0) {
        mynah__sink_add(asked->why, "  actual: it was never called\n");
    } else if (needed > count) {
        mynah__sink_format(asked->why, "  actual: it was called only %zu time%s\n", count,
                           mynah__plural(count));
        show_calls(asked);
    } else {
        mynah__sink_add(asked->why, "  actual: the call is no longer in the journal: a limit of "
                                    "the world's journal is too low\n");
    }
    return false;
}

static void say_condition(const struct asked_provider *asked)
{
    char shown[SHOWN_SIZE];
    mynah_match_show(asked->property->match, shown, sizeof shown);
    mynah__sink_format(asked->why, " meets: %s\n", shown);
}

// Say that the condition makes no sense; false when it does.
static bool makes_no_sense(const struct asked_provider *asked, const struct mynah_shape *shape)
{
    struct mynah_error error;
    if (mynah_match_check(asked->property->match, shape, &error)) {
        return false;
    }
    mynah__sink_format(asked->why, "  actual: the condition makes no sense: %s\n", error.text);
    return true;
}

// ## Counts

static bool called_between(const struct asked_provider *asked)
{
    size_t least = asked->property->least, most = asked->property->most, count = count_of(asked);
    if (count >= least && count <= most) {
        return true;
    }
    mynah__sink_add(asked->why, "expected: ");
    size_t noun = mynah__why_range(asked->why, least, most);
    mynah__sink_format(asked->why, " call%s of ", mynah__plural(noun));
    name_it(asked);
    mynah__sink_add(asked->why, "\n");
    if (count == 0) {
        mynah__sink_add(asked->why, "  actual: it was never called\n");
        return false;
    }
    mynah__sink_format(asked->why, "  actual: it was called %zu time%s, %zu too %s\n", count,
                       mynah__plural(count), count > most ? count - most : least - count,
                       count > most ? "many" : "few");
    show_calls(asked);
    return false;
}

static bool script_used(const struct asked_provider *asked)
{
    char left[600];
    if (mynah__provider_verify(asked->provider, left, sizeof left)) {
        return true;
    }
    mynah__sink_add(asked->why, "expected: ");
    name_it(asked);
    mynah__sink_format(asked->why, " was asked for all that it was told to answer\n  actual: %s",
                       left);
    show_calls(asked);
    return false;
}

static bool failed_between(const struct asked_provider *asked)
{
    const struct mynah_provider_property *property = asked->property;
    size_t failed = 0;
    for (size_t i = 0; i < count_of(asked); i++) {
        struct mynah_entry entry;
        if (entry_at(asked, (long)i, &entry)) {
            enum mynah_chat_failure_kind kind = failure_of(&entry);
            failed += property->failure ? kind == property->failure : kind != MYNAH_CHAT_NO_FAILURE;
        }
    }
    if (failed >= property->least && failed <= property->most) {
        return true;
    }
    mynah__sink_add(asked->why, "expected: ");
    size_t noun = mynah__why_range(asked->why, property->least, property->most);
    mynah__sink_format(asked->why, " call%s of ", mynah__plural(noun));
    name_it(asked);
    mynah__sink_format(asked->why, " failed%s%s\n", property->failure ? " with " : "",
                       property->failure ? mynah_chat_failure_kind_name(property->failure) : "");
    return say_count(asked, "did", failed);
}

// ## Requests

static bool nth_prompt(const struct asked_provider *asked)
{
    const char *wanted = asked->property->text;
    const struct mynah_chat_request *request =
        mynah_provider_call(asked->provider, asked->property->index);
    const char *prompt = request ? mynah__prompt_of(request) : NULL;
    if (request && (wanted && prompt ? strcmp(wanted, prompt) == 0 : wanted == prompt)) {
        return true;
    }
    say_nth(asked, "prompt");
    mynah__sink_add(asked->why, " is ");
    mynah__sink_quoted(asked->why, wanted ? wanted : "", strlen(wanted ? wanted : ""), 120);
    mynah__sink_add(asked->why, wanted ? "\n" : ": there is none\n");
    if (!request) {
        return say_none(asked);
    }
    mynah__sink_add(asked->why, "  actual: it is ");
    mynah__sink_quoted(asked->why, prompt ? prompt : "", strlen(prompt ? prompt : ""), 120);
    mynah__sink_add(asked->why, "\n");
    show_calls(asked);
    return false;
}

static bool request_meets(const struct asked_provider *asked, long index, char why[WHY_SIZE])
{
    const struct mynah_chat_request *request = mynah_provider_call(asked->provider, index);
    why[0] = '\0';
    return request && mynah_match_meets(asked->property->match, mynah_chat_request_shape(), request,
                                        why, WHY_SIZE);
}

static bool nth_call(const struct asked_provider *asked)
{
    char why[WHY_SIZE];
    if (request_meets(asked, asked->property->index, why)) {
        return true;
    }
    say_nth(asked, "request");
    say_condition(asked);
    if (makes_no_sense(asked, mynah_chat_request_shape())) {
        return false;
    }
    if (!mynah_provider_call(asked->provider, asked->property->index)) {
        return say_none(asked);
    }
    mynah__sink_format(asked->why, "  actual: it does not: %s\n", why);
    show_calls(asked);
    return false;
}

static bool all_calls(const struct asked_provider *asked)
{
    char why[WHY_SIZE] = "";
    size_t count = count_of(asked), met = 0;
    while (met < count && request_meets(asked, (long)met, why)) {
        met++;
    }
    if (count > 0 && met == count) {
        return true;
    }
    mynah__sink_add(asked->why, "expected: every request to ");
    name_it(asked);
    say_condition(asked);
    if (makes_no_sense(asked, mynah_chat_request_shape())) {
        return false;
    }
    if (count == 0) {
        return say_count(asked, "", 0);
    }
    mynah__sink_format(asked->why, "  actual: that of call #%zu does not: %s\n", met + 1, why);
    show_calls(asked);
    return false;
}

static bool calls_between(const struct asked_provider *asked)
{
    char why[WHY_SIZE];
    size_t met = 0;
    for (size_t i = 0; i < count_of(asked); i++) {
        met += request_meets(asked, (long)i, why);
    }
    bool sense = mynah_match_check(asked->property->match, mynah_chat_request_shape(), NULL);
    if (sense && met >= asked->property->least && met <= asked->property->most) {
        return true;
    }
    mynah__sink_add(asked->why, "expected: ");
    size_t noun = mynah__why_range(asked->why, asked->property->least, asked->property->most);
    mynah__sink_format(asked->why, " request%s to ", mynah__plural(noun));
    name_it(asked);
    say_condition(asked);
    return !makes_no_sense(asked, mynah_chat_request_shape()) &&
           say_count(asked, "meeting it", met);
}

// ## Replies

static bool nth_reply(const struct asked_provider *asked)
{
    char why[WHY_SIZE] = "";
    const struct mynah_chat_response *response =
        mynah_provider_reply(asked->provider, asked->property->index);
    if (response && mynah_match_meets(asked->property->match, mynah_chat_response_shape(), response,
                                      why, sizeof why)) {
        return true;
    }
    say_nth(asked, "reply");
    say_condition(asked);
    if (makes_no_sense(asked, mynah_chat_response_shape())) {
        return false;
    }
    if (!mynah_provider_call(asked->provider, asked->property->index)) {
        return say_none(asked);
    }
    mynah__sink_format(asked->why, "  actual: %s%s\n",
                       response ? "it does not: " : "the call was not answered", why);
    show_calls(asked);
    return false;
}

static bool replies_valid(const struct asked_provider *asked)
{
    for (size_t i = 0; i < count_of(asked); i++) {
        char why[WHY_SIZE];
        const struct mynah_chat_response *response = mynah_provider_reply(asked->provider, (long)i);
        if (response && !mynah_chat_response_meets(response, why, sizeof why)) {
            mynah__sink_add(asked->why, "expected: every reply of ");
            name_it(asked);
            mynah__sink_format(asked->why, " is whole\n  actual: that of call #%zu is not: %s\n",
                               i + 1, why);
            show_calls(asked);
            return false;
        }
    }
    return true;
}

bool mynah_provider_meets(const struct mynah_provider *provider,
                          struct mynah_provider_property property, char *why, size_t size)
{
    static provider_check *const checks[] = {
        [MYNAH_PROVIDER_CALLED_BETWEEN] = called_between,
        [MYNAH_PROVIDER_SCRIPT_USED] = script_used,
        [MYNAH_PROVIDER_NTH_PROMPT] = nth_prompt,
        [MYNAH_PROVIDER_NTH_CALL] = nth_call,
        [MYNAH_PROVIDER_ALL_CALLS] = all_calls,
        [MYNAH_PROVIDER_CALLS_BETWEEN] = calls_between,
        [MYNAH_PROVIDER_NTH_REPLY] = nth_reply,
        [MYNAH_PROVIDER_REPLIES_VALID] = replies_valid,
        [MYNAH_PROVIDER_FAILED_BETWEEN] = failed_between,
    };
    struct sink sink = mynah__sink(why, size);
    const struct asked_provider asked = { provider, &property, &sink };
    assert(provider && (unsigned)property.kind <= MYNAH_PROVIDER_FAILED_BETWEEN);
    return checks[property.kind](&asked);
}
