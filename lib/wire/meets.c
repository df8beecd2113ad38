// SPDX-License-Identifier: Apache-2.0
//
// Properties of the requests that a server got, each answered with a reason: what was expected,
// what there is, and the requests with their answers.

#include <mynah/wire.h>

#include "core/sink.h"
#include "generator/meets.h"

#include <assert.h>
#include <string.h>

enum { SHOWN_MOST = 8, WHY_SIZE = 300, MATCH_SIZE = 400 };

struct asked {
    const struct mynah_journal *journal;
    struct mynah_query requests; // all of this server
    const struct mynah_server_property *property;
    struct sink *why;
};

typedef bool server_check(const struct asked *asked);

static size_t count_of(const struct asked *asked)
{
    return mynah_journal_calls(asked->journal, asked->requests.stand_in);
}

// ## Words

static void name_it(const struct asked *asked)
{
    mynah__sink_add(asked->why, "server ");
    mynah__why_quoted(asked->why, asked->requests.stand_in);
}

static void add_answer(struct sink *why, const struct mynah_entry *entry)
{
    const struct mynah_http_response *response = entry->reply;
    if (entry->outcome == MYNAH_OUTCOME_UNFINISHED || !response) {
        mynah__sink_add(why, " -> unfinished");
        return;
    }
    mynah__sink_add(why, " -> ");
    if (response->status) {
        mynah__sink_format(why, "%d", (int)response->status);
    } else {
        mynah__sink_add(why, "no answer");
    }
    mynah__sink_add(why, response->unmatched ? ", unmatched" : "");
    mynah__sink_add(why, response->fault ? ", fault " : "");
    mynah__sink_add(why, response->fault ? response->fault : "");
    mynah__sink_add(why, response->complete || response->fault ? "" : ", incomplete");
}

static void add_request(struct sink *why, const struct mynah_entry *entry)
{
    const struct mynah_http_request *request = entry->request;
    mynah__sink_add(why, request->method);
    mynah__sink_add(why, " ");
    mynah__sink_name(why, request->path);
    mynah__sink_format(why, ", %zu bytes", (size_t)request->size);
    mynah__sink_add(why, request->stream ? ", stream" : "");
    if (request->retry) {
        mynah__sink_format(why, ", retry %d", (int)request->retry);
    }
    add_answer(why, entry);
    mynah__sink_add(why, "\n");
}

// The last requests; their numbers are those among the requests of the server.
static void show_requests(const struct asked *asked)
{
    size_t count = count_of(asked), kept = mynah_journal_count(asked->journal, &asked->requests);
    size_t hidden = kept > SHOWN_MOST ? kept - SHOWN_MOST : 0, number = count - kept;
    const char *head = "   calls: ";
    struct mynah_entry entry = { 0 };
    if (number + hidden) {
        mynah__sink_format(asked->why, "%s%zu earlier, then\n", head, number + hidden);
        head = "          ";
    }
    for (size_t i = 0; mynah_journal_next(asked->journal, &asked->requests, &entry); i++) {
        number++;
        if (i >= hidden) {
            mynah__sink_format(asked->why, "%s#%zu ", head, number);
            add_request(asked->why, &entry);
            head = "          ";
        }
    }
}

static void say_condition(const struct asked *asked)
{
    char shown[MATCH_SIZE];
    mynah_match_show(asked->property->match, shown, sizeof shown);
    mynah__sink_format(asked->why, " meets: %s\n", shown);
}

static bool makes_no_sense(const struct asked *asked, const struct mynah_shape *shape)
{
    struct mynah_error error;
    if (mynah_match_check(asked->property->match, shape, &error)) {
        return false;
    }
    mynah__sink_format(asked->why, "  actual: the condition makes no sense: %s\n", error.text);
    return true;
}

static bool say_none(const struct asked *asked)
{
    size_t count = count_of(asked);
    if (count == 0) {
        mynah__sink_add(asked->why, "  actual: there was no request\n");
        return false;
    }
    mynah__sink_format(asked->why,
                       "  actual: there were %zu request%s, of which the journal has %zu\n", count,
                       mynah__plural(count), mynah_journal_count(asked->journal, &asked->requests));
    show_requests(asked);
    return false;
}

// ## Counts

static bool requested_between(const struct asked *asked)
{
    size_t least = asked->property->least, most = asked->property->most, count = count_of(asked);
    if (count >= least && count <= most) {
        return true;
    }
    mynah__sink_add(asked->why, "expected: ");
    size_t noun = mynah__why_range(asked->why, least, most);
    mynah__sink_format(asked->why, " request%s to ", mynah__plural(noun));
    name_it(asked);
    mynah__sink_add(asked->why, "\n");
    if (count == 0) {
        mynah__sink_add(asked->why, "  actual: there was none\n");
        return false;
    }
    mynah__sink_format(asked->why, "  actual: there %s %zu, %zu too %s\n",
                       count == 1 ? "was" : "were", count,
                       count > most ? count - most : least - count, count > most ? "many" : "few");
    show_requests(asked);
    return false;
}

static bool requests_between(const struct asked *asked)
{
    const struct mynah_server_property *property = asked->property;
    struct mynah_query meant = asked->requests;
    meant.request = property->match;
    bool sense = mynah_match_check(property->match, mynah_http_request_shape(), NULL);
    size_t met = sense ? mynah_journal_count(asked->journal, &meant) : 0;
    if (sense && met >= property->least && met <= property->most) {
        return true;
    }
    mynah__sink_add(asked->why, "expected: ");
    size_t noun = mynah__why_range(asked->why, property->least, property->most);
    mynah__sink_format(asked->why, " request%s to ", mynah__plural(noun));
    name_it(asked);
    say_condition(asked);
    if (makes_no_sense(asked, mynah_http_request_shape())) {
        return false;
    }
    if (count_of(asked) == 0) {
        return say_none(asked);
    }
    mynah__sink_format(asked->why, "  actual: %zu of %zu request%s\n", met, count_of(asked),
                       mynah__plural(count_of(asked)));
    show_requests(asked);
    return false;
}

// ## One of them

static void say_nth(const struct asked *asked, const char *what)
{
    long index = asked->property->index;
    mynah__sink_format(asked->why, "expected: the %s", index == -1 ? "last " : "");
    mynah__sink_add(asked->why, what);
    if (index < -1) {
        mynah__sink_format(asked->why, " #%ld from the end", -index);
    } else if (index >= 0) {
        mynah__sink_format(asked->why, " #%ld", index + 1);
    }
    mynah__sink_add(asked->why, " of ");
    name_it(asked);
    say_condition(asked);
}

// What was dropped counts: the first request is the first that there was.
static bool entry_at(const struct asked *asked, struct mynah_entry *entry)
{
    size_t gone = count_of(asked) - mynah_journal_count(asked->journal, &asked->requests);
    long index = asked->property->index;
    return (index < 0 || (size_t)index >= gone) &&
           mynah_journal_at(asked->journal, &asked->requests,
                            index < 0 ? index : index - (long)gone, entry);
}

static bool nth_meets(const struct asked *asked, const char *what, const struct mynah_shape *shape,
                      bool answer)
{
    struct mynah_entry entry = { 0 };
    char why[WHY_SIZE] = "it is unfinished";
    bool there = entry_at(asked, &entry);
    const void *record = !there ? NULL : answer ? entry.reply : entry.request;
    if (record && mynah_match_meets(asked->property->match, shape, record, why, sizeof why)) {
        return true;
    }
    say_nth(asked, what);
    if (makes_no_sense(asked, shape)) {
        return false;
    }
    if (!there) {
        return say_none(asked);
    }
    mynah__sink_format(asked->why, "  actual: it does not: %s\n", why);
    show_requests(asked);
    return false;
}

static bool nth_request(const struct asked *asked)
{
    return nth_meets(asked, "request", mynah_http_request_shape(), false);
}

static bool nth_answer(const struct asked *asked)
{
    return nth_meets(asked, "answer", mynah_http_response_shape(), true);
}

static bool all_matched(const struct asked *asked)
{
    const struct mynah_match stray = { .path = "unmatched", .text = "true" };
    struct mynah_query meant = asked->requests;
    struct mynah_entry entry = { 0 };
    meant.reply = &stray;
    if (!mynah_journal_next(asked->journal, &meant, &entry)) {
        return true;
    }
    mynah__sink_add(asked->why, "expected: a step for every request to ");
    name_it(asked);
    mynah__sink_add(asked->why, "\n  actual: ");
    mynah__sink_add(asked->why, entry.error ? entry.error->text : "");
    mynah__sink_add(asked->why, "\n");
    show_requests(asked);
    return false;
}

bool mynah_server_meets(const struct mynah_server *server, struct mynah_server_property property,
                        char *why, size_t size)
{
    static server_check *const checks[] = {
        [MYNAH_SERVER_REQUESTED_BETWEEN] = requested_between,
        [MYNAH_SERVER_REQUESTS_BETWEEN] = requests_between,
        [MYNAH_SERVER_NTH_REQUEST] = nth_request,
        [MYNAH_SERVER_NTH_ANSWER] = nth_answer,
        [MYNAH_SERVER_ALL_MATCHED] = all_matched,
    };
    struct sink sink = mynah__sink(why, size);
    const struct asked asked = { .journal = mynah_server_requests(server),
                                 .requests = { .stand_in = mynah_server_name(server) },
                                 .property = &property,
                                 .why = &sink };
    assert(server && (unsigned)property.kind <= MYNAH_SERVER_ALL_MATCHED);
    return checks[property.kind](&asked);
}
