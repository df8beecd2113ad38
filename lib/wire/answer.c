// SPDX-License-Identifier: Apache-2.0
//
// An answer on its way: when what the provider says is told, how it ends, and what faults make of
// it.

#include "wire/server.h"

#include <string.h>

enum { EVENT_FIRST = 1000 };

static struct mynah_clock *clock_of(const struct connection *connection)
{
    return mynah_world_clock(connection->server->world);
}

static bool has_fault(const struct exchange *exchange, enum mynah_wire_fault_kind kind)
{
    return exchange->fault && !exchange->struck && exchange->fault->kind == kind;
}

// ## Endings

// All that there is to tell is in `out`.
void mynah__exchange_finish(struct connection *connection, enum ending ending)
{
    struct exchange *exchange = &connection->exchange;
    if (exchange->has_run) {
        mynah__run_abandon(&exchange->run, false);
    }
    if (connection->ending < ending) {
        connection->ending = ending;
    }
    exchange->state = EXCHANGE_OVER;
}

void mynah__exchange_break(struct connection *connection, enum ending ending)
{
    connection->exchange.cut = true;
    mynah__exchange_finish(connection, ending);
}

void mynah__exchange_tell_error(struct connection *connection, const struct wire_error *error)
{
    struct exchange *exchange = &connection->exchange;
    if (!exchange->headed) {
        mynah__send_error(connection, error);
    } else {
        exchange->telling.protocol->error_event(&exchange->telling, error);
        mynah__send_end(connection);
    }
    mynah__exchange_finish(connection, ENDING_KEEP);
}

void mynah__exchange_deny(struct connection *connection, int status, const char *param,
                          const char *message)
{
    const struct wire_error error = { .status = status, .message = message, .param = param };
    mynah__exchange_tell_error(connection, &error);
}

void mynah__exchange_tell_status(struct connection *connection)
{
    const struct mynah_wire_fault *fault = connection->exchange.fault;
    const struct wire_error error = { .status = fault->status ? fault->status : 500,
                                      .message = fault->text,
                                      .type = fault->type,
                                      .code = fault->code,
                                      .param = fault->param,
                                      .retry_after = fault->retry_after };
    connection->exchange.struck = true;
    mynah__exchange_tell_error(connection, &error);
}

// ## Telling

static const char *make_id(const void *self, size_t index, long call, struct arena *arena)
{
    enum { EACH = 256 };
    const struct connection *connection = self;
    const struct protocol *protocol = connection->exchange.protocol;
    char id[ID_MOST];
    uint64_t number = (uint64_t)index * EACH + (uint64_t)(call + 1);
    mynah__make_id(id, call < 0 ? protocol->response_id : protocol->call_id,
                   connection->server->seed, number);
    return mynah__arena_text(arena, id);
}

// What the beginning of a stream says of all of it: as its script does, else as the request.
static void foretell(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    struct telling *telling = &exchange->telling;
    const struct mynah_chat_request *request = &exchange->question.request;
    const struct mynah_chat_chunk *first = mynah__run_scripted(&exchange->run, false);
    const struct mynah_chat_chunk *last = mynah__run_scripted(&exchange->run, true);
    const char *model = first && first->model ? first->model : request->model;
    telling->id = make_id(connection, telling->index, -1, &exchange->arena);
    telling->model = mynah__arena_text(&exchange->arena, model ? model : "");
    if (last && last->is_final && last->usage.total_tokens) {
        telling->usage = last->usage;
    } else {
        telling->usage.prompt_tokens = mynah__count_prompt(request);
    }
}

static void begin_telling(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    struct run *run = &exchange->run;
    const struct mynah_chat_request *request =
        &exchange->question.request; // which is there longest
    const struct mynah_chat_response *whole = run->response.id ? &run->response : NULL;
    if (exchange->has_telling) {
        return;
    }
    exchange->has_telling = true;
    exchange->telling = (struct telling){
        .protocol = exchange->protocol,
        .asked = exchange->body,
        .choices = exchange->question.choices,
        .max_tokens = request->max_tokens,
        .seed = connection->server->seed,
        .index = run->begun.call.index,
        .created = exchange->origin / MYNAH_SECOND,
        .include_usage = exchange->question.include_usage,
        .plain = exchange->question.plain,
        .emit = mynah__send_event,
        .self = connection,
    };
    mynah__text_reserve(&exchange->telling.event, EVENT_FIRST);
    if (whole) {
        exchange->telling.id = whole->id;
        exchange->telling.model = whole->model;
        exchange->telling.usage = whole->usage;
    } else {
        foretell(connection);
    }
}

static void open_stream(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    if (!exchange->headed) {
        begin_telling(connection);
        mynah__send_open(connection);
        exchange->protocol->open(&exchange->telling);
    }
}

static int64_t paced(const struct connection *connection, int64_t delay)
{
    const struct exchange *exchange = &connection->exchange;
    int64_t jitter = connection->server->pace.jitter;
    if (jitter <= 0) {
        return delay;
    }
    uint64_t number = (uint64_t)exchange->run.begun.call.index << 20 | (uint64_t)exchange->chunks;
    uint64_t chance = mynah__mix(mynah__mix(connection->server->seed) ^ number);
    delay += (int64_t)(chance % (2 * (uint64_t)jitter + 1)) - jitter;
    return delay > 0 ? delay : 0;
}

void mynah__exchange_hold(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    int64_t delay = exchange->fault->delay;
    exchange->struck = true;
    exchange->state = delay ? EXCHANGE_STALLS : EXCHANGE_HANGS;
    exchange->due = mynah__machine_now() + delay;
    exchange->extra += delay;
}

static void tell_own_error(struct connection *connection)
{
    const struct mynah_wire_fault *fault = connection->exchange.fault;
    const struct wire_error error = { .status = fault->status ? fault->status : 500,
                                      .message = fault->text,
                                      .type = fault->type,
                                      .code = fault->code,
                                      .param = fault->param };
    connection->exchange.struck = true;
    connection->exchange.protocol->error_event(&connection->exchange.telling, &error);
}

// The fault shows before a chunk of the stream is told.  Returns whether the chunk is told.
static bool strike(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    const struct mynah_wire_fault *fault = exchange->fault;
    switch (fault->kind) {
    case MYNAH_FAULT_STALL:
        mynah__exchange_hold(connection);
        exchange->pending = true;
        return false;
    case MYNAH_FAULT_RESET:
    case MYNAH_FAULT_CUT:
        mynah__exchange_break(connection,
                              fault->kind == MYNAH_FAULT_RESET ? ENDING_RESET : ENDING_CLOSE);
        break;
    case MYNAH_FAULT_BAD_CHUNK:
        mynah__text_add(&connection->out, fault->text ? fault->text : "xyz");
        ADD(&connection->out, "\r\n");
        mynah__exchange_break(connection, ENDING_CLOSE);
        break;
    case MYNAH_FAULT_ERROR_EVENT:
        tell_own_error(connection);
        mynah__send_end(connection);
        mynah__exchange_finish(connection, ENDING_KEEP);
        break;
    case MYNAH_FAULT_CUT_CLEAN:
        mynah__send_end(connection);
        mynah__exchange_break(connection, ENDING_KEEP);
        break;
    case MYNAH_FAULT_CUT_EVENT:
    case MYNAH_FAULT_CUT_UTF8:
    case MYNAH_FAULT_BAD_JSON:
        exchange->armed = true;
        return true;
    default:
        return true;
    }
    exchange->struck = true;
    return false;
}

static void tell_chunk(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    const struct mynah_chat_chunk *chunk = exchange->run.chunk;
    const struct mynah_wire_fault *fault = exchange->fault;
    open_stream(connection);
    if (fault && !exchange->struck && !exchange->armed && exchange->chunks >= fault->after &&
        !strike(connection)) {
        return;
    }
    exchange->pending = false;
    exchange->protocol->chunk(&exchange->telling, chunk);
    exchange->chunks++;
    if (exchange->muted || exchange->telling.event.failed) {
        mynah__exchange_break(connection, ENDING_CLOSE);
    } else if (chunk->is_final) {
        mynah__send_end(connection);
        mynah__exchange_finish(connection, ENDING_KEEP);
    } else {
        exchange->extra += paced(connection, connection->server->pace.between);
    }
}

static void tell_whole(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    struct text *body = &exchange->telling.event;
    begin_telling(connection);
    if (has_fault(exchange, MYNAH_FAULT_ERROR_EVENT)) {
        // Where there are no events a provider says so by the status.
        mynah__exchange_tell_status(connection);
        return;
    }
    exchange->protocol->whole(&exchange->telling, &exchange->run.response);
    if (body->failed) {
        mynah__exchange_deny(connection, 503, NULL, "out of memory");
        return;
    }
    mynah__send_body(connection, 200, body);
    if (exchange->held) {
        mynah__exchange_hold(connection);
    } else {
        mynah__exchange_finish(connection, ENDING_KEEP);
    }
}

// ## What the provider says when it fails

static void tell_garbage(struct connection *connection)
{
    static const char garbage[] = "{\"id\": \"";
    struct exchange *exchange = &connection->exchange;
    struct text text = { .bytes = NULL };
    mynah__text_add(&text, exchange->headed ? "data: " : "");
    mynah__text_add(&text, garbage);
    mynah__text_add(&text, exchange->headed ? "\n\n" : "");
    if (exchange->headed) {
        mynah__send_event(connection, &text);
        mynah__send_end(connection);
    } else {
        mynah__send_body(connection, 200, &text);
    }
    mynah__text_finish(&text);
    mynah__exchange_finish(connection, ENDING_KEEP);
}

// The status of failures that have none of their own.
static int status_of(const struct mynah_chat_failure *failure)
{
    bool asked =
        failure->error.code == MYNAH_ERROR_EXHAUSTED || failure->error.code == MYNAH_ERROR_UNSET;
    if (failure->kind == MYNAH_CHAT_STAND_IN) {
        return asked ? 404 : failure->error.code == MYNAH_ERROR_MEMORY ? 503 : 500;
    }
    return failure->status ? failure->status : failure->kind == MYNAH_CHAT_UNSUPPORTED ? 400 : 500;
}

static void tell_failure(struct connection *connection)
{
    const struct mynah_chat_failure *failure = &connection->exchange.run.failure;
    bool silent = failure->kind == MYNAH_CHAT_TIMEOUT || failure->kind == MYNAH_CHAT_CANCELLED;
    if (has_fault(&connection->exchange, MYNAH_FAULT_STATUS)) {
        mynah__exchange_tell_status(connection);
    } else if (silent) {
        mynah__exchange_break(connection, ENDING_CLOSE);
    } else if (failure->kind == MYNAH_CHAT_CONNECTION && !failure->status) {
        mynah__exchange_break(connection,
                              connection->exchange.headed ? ENDING_CLOSE : ENDING_RESET);
    } else if (failure->kind == MYNAH_CHAT_INVALID_RESPONSE && !failure->status) {
        tell_garbage(connection);
    } else {
        // Where the script has no message the provider's own is told.
        const struct mynah_chat_error *breaks = &connection->exchange.run.breaks;
        const char *nearest = connection->exchange.nearest;
        bool own = failure->kind == MYNAH_CHAT_STAND_IN;
        if (own && status_of(failure) == 404) {
            connection->exchange.stray = mynah__arena_text(&connection->exchange.arena,
                                                           nearest ? nearest : failure->error.text);
        }
        bool said = own || breaks->message || failure->kind == MYNAH_CHAT_UNSUPPORTED;
        const struct wire_error error = { .status = status_of(failure),
                                          .message = own && nearest ? nearest
                                                     : said         ? failure->error.text
                                                                    : NULL,
                                          .code = own ? "no_scenario_matches" : NULL,
                                          .retry_after = failure->retry_after };
        mynah__exchange_tell_error(connection, &error);
    }
}

// ## How it goes on

// The step has been taken and its time has come.
static void answered(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    const struct run *run = &exchange->run;
    bool late = run->state == RUN_BREAKS && run->breaks.phase != MYNAH_CHAT_BEFORE_ANSWER;
    if (has_fault(exchange, MYNAH_FAULT_RAW)) {
        exchange->struck = true;
        mynah__text_add(&connection->out, exchange->fault->text);
        mynah__exchange_finish(connection, ENDING_CLOSE);
    } else if (has_fault(exchange, MYNAH_FAULT_CLOSE) ||
               (has_fault(exchange, MYNAH_FAULT_RESET) && exchange->fault->after == 0)) {
        exchange->struck = true;
        mynah__exchange_break(
            connection, exchange->fault->kind == MYNAH_FAULT_RESET ? ENDING_RESET : ENDING_CLOSE);
    } else if (run->state == RUN_TELLS) {
        exchange->extra += paced(connection, connection->server->pace.first);
    }
    if (exchange->state == EXCHANGE_RUNS && run->streams && (run->state == RUN_TELLS || late)) {
        open_stream(connection);
    }
}

static void step(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    bool waited = exchange->run.state == RUN_WAITS;
    switch (mynah__run_step(&exchange->run)) {
    case RUN_CHUNK:
        tell_chunk(connection);
        break;
    case RUN_END:
        tell_whole(connection);
        break;
    case RUN_FAILED:
        tell_failure(connection);
        break;
    default:
        if (waited) {
            answered(connection);
        }
    }
}

static int64_t due_of(const struct exchange *exchange)
{
    int64_t delay = exchange->run.due - exchange->origin;
    int64_t room = INT64_MAX - exchange->begun - exchange->extra;
    return delay > room ? INT64_MAX : exchange->begun + exchange->extra + delay;
}

static void run_on(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    struct mynah_clock *clock = clock_of(connection);
    if (exchange->pending) {
        tell_chunk(connection);
    }
    while (exchange->state == EXCHANGE_RUNS) {
        int64_t due = due_of(exchange);
        if (due > exchange->begun && due > mynah__machine_now()) {
            exchange->due = due;
            mynah__connection_wait(connection, due);
            return;
        }
        if (exchange->run.due > exchange->origin && !mynah_clock_is_real(clock)) {
            mynah_clock_sleep_until(clock, exchange->run.due);
        }
        step(connection);
    }
}

void mynah__exchange_ask(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    struct mynah_chat_failure failure;
    exchange->run.streams = exchange->question.stream;
    exchange->run.make_id = make_id;
    exchange->run.id_self = connection;
    exchange->has_run =
        mynah__run_begin(&exchange->run, connection->server->provider, &exchange->question.request,
                         exchange->question.stream ? "stream" : "chat", &failure);
    exchange->state = EXCHANGE_RUNS;
    if (!exchange->has_run) {
        mynah__exchange_deny(connection, 503, NULL, failure.error.text);
        return;
    }
    exchange->origin = exchange->run.begun.call.now;
    if (!exchange->fault && exchange->run.begun.taken.reply) {
        exchange->fault =
            mynah__faults_take(&connection->server->faults, exchange->run.begun.call.request,
                               (size_t)(exchange->run.begun.taken.index + 1));
    }
    if (!exchange->run.begun.taken.reply && connection->server->scenario) {
        char why[600];
        mynah__scenario_explain(connection->server->scenario, exchange->run.begun.call.request, why,
                                sizeof why);
        exchange->nearest = mynah__arena_text(&exchange->arena, why);
    }
    if (has_fault(exchange, MYNAH_FAULT_HANG)) {
        mynah__exchange_hold(connection);
    }
    if (has_fault(exchange, MYNAH_FAULT_TRICKLE)) {
        connection->drip = exchange->fault->after ? (size_t)exchange->fault->after : 1;
        connection->drip_delay =
            exchange->fault->delay ? exchange->fault->delay : 10 * MYNAH_MILLISECOND;
        exchange->struck = true;
    }
}

// The wait is over.
static void resume(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    if (mynah__machine_now() < exchange->due) {
        mynah__connection_wait(connection, exchange->due);
    } else if (exchange->state == EXCHANGE_HELD) {
        mynah__exchange_ask(connection);
    } else if (exchange->held) {
        const struct text *body = &exchange->telling.event;
        mynah__text_add_bytes(&connection->out, body->bytes + exchange->held,
                              body->size - exchange->held);
        mynah__exchange_finish(connection, ENDING_KEEP);
    } else {
        exchange->state = EXCHANGE_RUNS;
    }
}

void mynah__exchange_go_on(struct connection *connection)
{
    struct exchange *exchange = &connection->exchange;
    if (exchange->state == EXCHANGE_HELD || exchange->state == EXCHANGE_STALLS) {
        resume(connection);
    }
    if (exchange->state == EXCHANGE_RUNS) {
        run_on(connection);
    }
    if (exchange->state == EXCHANGE_STALLS) {
        mynah__connection_wait(connection, exchange->due);
    }
    if (exchange->arena.failed && exchange->state != EXCHANGE_OVER) {
        mynah__exchange_break(connection, ENDING_CLOSE);
    }
}
