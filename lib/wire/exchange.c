// SPDX-License-Identifier: Apache-2.0
//
// A request and its answer: where it goes, how it is read, which fault befalls it, and what the
// journal keeps of it.

#include "provider/redact.h"
#include "stand_in/journal.h"
#include "wire/server.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct mynah_clock *clock_of(const struct connection *connection)
{
    return mynah_world_clock(connection->server->world);
}

static bool has_fault(const struct exchange *exchange, enum mynah_wire_fault_kind kind)
{
    return exchange->fault && !exchange->struck && exchange->fault->kind == kind;
}

// ## The journal

static bool is_secret(const char *name)
{
    static const char *const names[] = { "authorization", "x-api-key", "api-key", "cookie",
                                         "proxy-authorization" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (mynah__text_same(names[i], name)) {
            return true;
        }
    }
    return false;
}

static const struct mynah_header *copy_headers(struct exchange *exchange,
                                               const struct http_reader *reader)
{
    struct mynah_header *headers =
        mynah__arena_alloc(&exchange->arena, (reader->header_count + 1) * sizeof *headers);
    for (size_t i = 0; headers && i < reader->header_count; i++) {
        const struct http_header *header = &reader->headers[i];
        headers[i] = (struct mynah_header){ header->name, is_secret(header->name) ? mynah__redacted
                                                                                  : header->value };
    }
    return headers;
}

static void record(struct connection *connection, const char *title)
{
    struct exchange *exchange = &connection->exchange;
    const struct http_reader *reader = &connection->reader;
    const char *retry = mynah__http_header(reader, "x-stainless-retry-count");
    const struct mynah_http_request request = {
        .method = reader->method,
        .path = reader->target,
        .protocol = exchange->body ? exchange->protocol->name : NULL,
        .headers = copy_headers(exchange, reader),
        .header_count = exchange->arena.failed ? 0 : reader->header_count,
        .size = (int64_t)reader->body.size,
        .stream = exchange->question.stream,
        .retry = retry ? strtol(retry, NULL, 10) : 0,
    };
    const struct mynah_call call = { .method = title,
                                     .shape = mynah_http_request_shape(),
                                     .request = &request,
                                     .now = exchange->origin };
    exchange->entry = mynah__journal_begin(mynah__world_journal(connection->server->world),
                                           connection->server->source, &call, NULL);
}

static void close_record(struct connection *connection, bool complete)
{
    struct exchange *exchange = &connection->exchange;
    const struct mynah_http_response response = {
        .status = exchange->status,
        .chunks = exchange->chunks,
        .size = (int64_t)(connection->total - exchange->before),
        .fault = exchange->struck ? mynah_wire_fault_kind_name(exchange->fault->kind) : NULL,
        .complete = complete && !exchange->cut,
        .unmatched = exchange->stray != NULL,
    };
    char text[60];
    bool bad = exchange->status >= 400 || !response.complete;
    if (bad && !exchange->stray) {
        snprintf(text, sizeof text, "%s%d", exchange->status ? "status " : "no answer, ",
                 exchange->status);
    }
    const char *why = exchange->stray ? exchange->stray : text;
    const struct mynah_step step = { .kind = bad ? MYNAH_STEP_ERROR : MYNAH_STEP_REPLY,
                                     .text = bad ? why : NULL,
                                     .shape = mynah_http_response_shape(),
                                     .record = &response };
    mynah__journal_end(mynah__world_journal(connection->server->world), exchange->entry,
                       mynah__reply_create(&step, NULL), mynah_clock_now(clock_of(connection)));
}

// ## How it begins

static void pass_on(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    exchange->state = EXCHANGE_PROXIED;
    exchange->proxied = mynah__proxy_begin(connection->server->proxy, connection);
    if (!exchange->proxied) {
        mynah__exchange_deny(connection, 503, NULL, "the request cannot be passed on");
    }
}

static void begin_question(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    const struct mynah_wire_fault *fault;
    exchange->fault =
        mynah__faults_take(&connection->server->faults, &exchange->question.request, 0);
    fault = exchange->fault;
    if (fault && mynah__fault_is_instead(fault)) {
        if (fault->kind == MYNAH_FAULT_STATUS) {
            mynah__exchange_tell_status(connection);
            return;
        }
        exchange->struck = true;
        if (fault->kind == MYNAH_FAULT_RAW) {
            mynah__text_add(&connection->out, fault->text);
            mynah__exchange_finish(connection, ENDING_CLOSE);
        } else {
            mynah__exchange_break(connection, ENDING_CLOSE);
        }
    } else if (has_fault(exchange, MYNAH_FAULT_RESET) && fault->after == 0) {
        exchange->struck = true;
        mynah__exchange_break(connection, ENDING_RESET);
    } else if (has_fault(exchange, MYNAH_FAULT_HANG)) {
        mynah__exchange_hold(connection);
        exchange->state = fault->delay ? EXCHANGE_HELD : EXCHANGE_HANGS;
    } else {
        mynah__exchange_ask(connection);
    }
}

static bool is_listed(const struct mynah_server *server, const char *model)
{
    size_t i = 0;
    while (i < server->model_count && strcmp(server->models[i], model) != 0) {
        i++;
    }
    return i < server->model_count;
}

// Tell of all models, or of the one that is asked for.
static void tell_models(struct connection *connection)
{
    const struct mynah_server *server = connection->server;
    const struct protocol *protocol = connection->exchange.protocol;
    struct text body = { .bytes = NULL };
    int64_t created = connection->exchange.origin / MYNAH_SECOND;
    char model[200];
    if (!mynah__route_model(&connection->reader, model, sizeof model)) {
        protocol->models(&body, (const char *const *)server->models, server->model_count, created);
    } else if (is_listed(server, model)) {
        protocol->model(&body, model, created);
    } else {
        char why[300];
        snprintf(why, sizeof why, "The model '%s' does not exist", model);
        mynah__exchange_deny(connection, 404, "model", why);
        return;
    }
    mynah__send_body(connection, 200, &body);
    connection->out.failed = connection->out.failed || body.failed;
    mynah__text_finish(&body);
    mynah__exchange_finish(connection, ENDING_KEEP);
}

static void tell_nowhere(struct connection *connection)
{
    const char *allow = connection->exchange.allow;
    char text[200];
    snprintf(text, sizeof text, "%.20s %.100s is not served here%s%s", connection->reader.method,
             connection->reader.target, allow ? " by this method, but by " : "",
             allow ? allow : "");
    mynah__exchange_deny(connection, allow ? 405 : 404, NULL, text);
}

// Read the body.  Returns whether there is a question; if not, `why` says why.
static bool read_body(struct connection *connection, char *why, size_t size)
{
    struct exchange *exchange = &connection->exchange;
    const struct text *body = &connection->reader.body;
    struct value_error error;
    exchange->question.arena = &exchange->arena;
    exchange->body = mynah__value_parse(&exchange->arena, body->bytes, body->size, &error);
    if (!exchange->body) {
        snprintf(why, size, "the body is no JSON: %s (line %d, column %d)", error.why, error.line,
                 error.column);
        return false;
    }
    if (exchange->body->kind != VALUE_OBJECT) {
        snprintf(why, size, "the body is no JSON object");
        return false;
    }
    if (!exchange->protocol->read(&exchange->question, exchange->body)) {
        snprintf(why, size, "%s", exchange->question.why);
        return false;
    }
    return true;
}

static void begin_exchange(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    struct mynah_server *server = connection->server;
    uint64_t number = atomic_fetch_add(&server->requests, 1);
    *exchange = (struct exchange){ .state = EXCHANGE_RUNS,
                                   .protocol = mynah__route_guess(&connection->reader),
                                   .begun = mynah__machine_now(),
                                   .origin = mynah_clock_now(clock_of(connection)),
                                   .before = connection->total };
    mynah__make_id(exchange->request_id, "req_", server->seed, ~number);
    connection->deadline = 0;
    connection->ending = ENDING_KEEP;
}

void mynah__exchange_begin(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    const char *allow;
    char why[300] = "";
    const struct route *route = mynah__route_find(&connection->reader, &allow);
    begin_exchange(connection);
    exchange->allow = allow;
    exchange->bodiless = strcmp(connection->reader.method, "HEAD") == 0;
    bool read = false;
    if (route && route->protocol) {
        exchange->protocol = route->protocol;
        read = read_body(connection, why, sizeof why);
    }
    record(connection, route ? route->title : "unknown");
    if (!exchange->entry || exchange->arena.failed) {
        mynah__exchange_deny(connection, 503, NULL, "out of memory");
    } else if (connection->server->proxy) {
        pass_on(connection);
    } else if (!route) {
        tell_nowhere(connection);
    } else if (!route->protocol) {
        tell_models(connection);
    } else if (!read) {
        mynah__exchange_deny(connection, 400, exchange->question.param, why);
    } else {
        begin_question(connection);
    }
}

void mynah__exchange_refuse(struct connection *connection, int status, const char *reason)
{
    struct http_reader *reader = &connection->reader;
    if (!reader->method || !reader->target) {
        reader->method = "?";
        reader->target = "?";
        reader->header_count = 0;
    }
    begin_exchange(connection);
    record(connection, "refused");
    connection->ending = ENDING_CLOSE;
    mynah__exchange_deny(connection, status, NULL, reason);
}

void mynah__exchange_end(struct connection *connection, bool complete)
{
    struct exchange *exchange = &connection->exchange;
    if (exchange->state == EXCHANGE_IDLE) {
        return;
    }
    if (exchange->has_run) {
        mynah__run_abandon(&exchange->run, true);
        mynah__run_finish(&exchange->run);
    }
    if (exchange->proxied) {
        mynah__proxied_end(exchange->proxied);
    }
    if (exchange->has_telling) {
        mynah__telling_finish(&exchange->telling);
    }
    if (exchange->entry) {
        close_record(connection, complete);
    }
    mynah__arena_finish(&exchange->arena);
    exchange->state = EXCHANGE_IDLE;
    connection->drip = 0;
}
