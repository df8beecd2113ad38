// SPDX-License-Identifier: Apache-2.0
//
// A connection: bytes in, bytes out, and who waits for what.

#include "core/alloc.h"
#include "wire/server.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { READ_MOST = 64 << 10, REST_MOST = 64 << 10, KEPT_MOST = 64 << 10 };

static const int64_t linger_most = 2 * MYNAH_SECOND;

int64_t mynah__machine_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * MYNAH_SECOND + time.tv_nsec;
}

static struct timeval interval(int64_t delay)
{
    int64_t microseconds = delay > 0 ? (delay + 999) / 1000 : 0;
    return (struct timeval){ .tv_sec = (time_t)(microseconds / 1000000),
                             .tv_usec = (suseconds_t)(microseconds % 1000000) };
}

void mynah__connection_wait(struct connection *connection, int64_t due)
{
    struct timeval time = interval(due - mynah__machine_now());
    evtimer_add(&connection->waiting, &time);
}

// ## Output

// Send what there is, at most `most` bytes.  Returns whether the client is still there.
static bool send_some(struct connection *connection, size_t most)
{
    struct text *out = &connection->out;
    while (connection->sent < out->size && most) {
        size_t left = out->size - connection->sent;
        ssize_t sent = send(connection->fd, out->bytes + connection->sent,
                            left < most ? left : most, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent < 0) {
            return errno == EAGAIN || errno == EWOULDBLOCK;
        }
        connection->sent += (size_t)sent;
        connection->total += (size_t)sent;
        most -= (size_t)sent;
    }
    return true;
}

static void empty(struct text *text)
{
    if (text->capacity > KEPT_MOST) {
        mynah__text_finish(text);
    }
    text->size = 0;
}

// Send.  Returns whether all is sent.
static bool flush(struct connection *connection)
{
    bool drips = connection->drip > 0;
    if (connection->out.failed || !send_some(connection, drips ? connection->drip : SIZE_MAX)) {
        connection->dead = true;
        return false;
    }
    if (connection->sent == connection->out.size) {
        connection->sent = 0;
        empty(&connection->out);
        if (connection->exchange.state != EXCHANGE_IDLE) {
            connection->deadline = 0; // it is our turn
        }
        return true;
    }
    if (drips) {
        struct timeval time = interval(connection->drip_delay);
        evtimer_add(&connection->trickling, &time);
    } else {
        event_add(&connection->writing, NULL);
        connection->deadline = mynah__machine_now() + connection->server->idle_most;
    }
    return false;
}

// ## Endings

// Close so that the client gets what was sent: what it sends meanwhile is read and dropped.
static void linger(struct connection *connection)
{
    connection->lingers = true;
    connection->deadline = mynah__machine_now() + linger_most;
    shutdown(connection->fd, SHUT_WR);
    if (connection->eof) {
        connection->dead = true;
    } else {
        event_add(&connection->reading, NULL);
    }
}

static void reset(struct connection *connection)
{
    const struct linger now = { .l_onoff = 1, .l_linger = 0 };
    setsockopt(connection->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    connection->dead = true;
}

// All of the answer is sent.
static void end_exchange(struct connection *connection)
{
    enum ending ending = connection->ending;
    mynah__exchange_end(connection, true);
    mynah__http_reset(&connection->reader);
    if (ending == ENDING_RESET) {
        reset(connection);
    } else if (ending == ENDING_CLOSE) {
        linger(connection);
    } else if (connection->eof && !connection->rest.size) {
        connection->dead = true;
    } else {
        connection->deadline = mynah__machine_now() + connection->server->idle_most;
        if (!connection->eof) {
            event_add(&connection->reading, NULL);
        }
    }
}

// ## Input

// Read of the rest what belongs to the next request.  Returns whether an exchange has begun.
static bool begin_next(struct connection *connection)
{
    struct text *rest = &connection->rest;
    size_t at = 0, used;
    enum http_progress progress = HTTP_MORE;
    if (rest->size && connection->reader.state == HTTP_IN_HEAD && !connection->reader.head.size) {
        connection->deadline = mynah__machine_now() + connection->server->idle_most;
    }
    while (at < rest->size && (progress == HTTP_MORE || progress == HTTP_WAITS)) {
        progress = mynah__http_read(&connection->reader, rest->bytes + at, rest->size - at, &used);
        at += used;
        if (progress == HTTP_WAITS) {
            ADD(&connection->out, "HTTP/1.1 100 Continue\r\n\r\n");
        }
    }
    if (at) {
        memmove(rest->bytes, rest->bytes + at, rest->size - at);
        rest->size -= at;
    }
    if (progress == HTTP_COMPLETE) {
        mynah__exchange_begin(connection);
    } else if (progress == HTTP_REFUSED) {
        mynah__exchange_refuse(connection, connection->reader.status, connection->reader.reason);
        rest->size = 0;
    }
    return connection->exchange.state != EXCHANGE_IDLE;
}

// Begin an exchange, or go on with the one there is, as far as that goes without sending.
static void advance(struct connection *connection)
{
    if (connection->lingers || connection->dead) {
        return;
    }
    if (connection->exchange.state != EXCHANGE_IDLE || begin_next(connection)) {
        mynah__exchange_go_on(connection);
    }
}

void mynah__connection_work(struct connection *connection)
{
    struct mynah_server *server = connection->server;
    advance(connection);
    if (!connection->settled_from) {
        connection->settled_next = server->unsettled;
        connection->settled_from = &server->unsettled;
        if (server->unsettled) {
            server->unsettled->settled_from = &connection->settled_next;
        }
        server->unsettled = connection;
    }
}

static void leave_unsettled(struct connection *connection)
{
    if (connection->settled_from) {
        *connection->settled_from = connection->settled_next;
        if (connection->settled_next) {
            connection->settled_next->settled_from = connection->settled_from;
        }
        connection->settled_from = NULL;
    }
}

// Send what there is, and what the requests behind it are answered with.
static void settle(struct connection *connection)
{
    bool goes_on = !connection->lingers && !connection->dead;
    while (goes_on) {
        goes_on = flush(connection) && connection->exchange.state == EXCHANGE_OVER;
        if (goes_on) {
            end_exchange(connection);
            goes_on = !connection->lingers && !connection->dead && connection->rest.size > 0;
        }
        if (goes_on) {
            advance(connection);
        }
    }
    if (connection->eof && connection->exchange.state == EXCHANGE_IDLE && !connection->lingers) {
        connection->dead = true;
    }
    if (connection->dead) {
        mynah__connection_destroy(connection);
    }
}

void mynah__connections_settle(struct mynah_server *server)
{
    while (server->unsettled) {
        struct connection *connection = server->unsettled;
        leave_unsettled(connection);
        settle(connection);
    }
}

// The client has closed its side: whoever hangs has nobody to hang for.
static void on_eof(struct connection *connection)
{
    connection->eof = true;
    event_del(&connection->reading);
    connection->dead =
        connection->dead || connection->lingers || connection->exchange.state == EXCHANGE_HANGS;
}

static void on_readable(evutil_socket_t fd, short what, void *self)
{
    struct connection *connection = self;
    char *buffer = connection->server->buffer;
    (void)what;
    ssize_t size = recv((int)fd, buffer, READ_MOST, 0);
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)) {
        return;
    }
    if (size < 0) {
        connection->dead = true;
    } else if (size == 0) {
        on_eof(connection);
    } else if (!connection->lingers) {
        mynah__text_add_bytes(&connection->rest, buffer, (size_t)size);
        connection->dead = connection->rest.failed;
    }
    if (connection->exchange.state != EXCHANGE_IDLE && !connection->lingers &&
        connection->rest.size > REST_MOST) {
        event_del(&connection->reading);
    }
    mynah__connection_work(connection);
}

static void on_writable(evutil_socket_t fd, short what, void *self)
{
    (void)fd;
    (void)what;
    mynah__connection_work(self);
}

static void on_due(evutil_socket_t fd, short what, void *self)
{
    (void)fd;
    (void)what;
    mynah__connection_work(self);
}

void mynah__connection_check(struct connection *connection, int64_t now)
{
    struct http_reader *reader = &connection->reader;
    bool asks = connection->exchange.state == EXCHANGE_IDLE &&
                (reader->state != HTTP_IN_HEAD || reader->head.size > 0);
    if (!connection->deadline || now < connection->deadline) {
        return;
    }
    if (asks && !connection->lingers) {
        mynah__exchange_refuse(connection, 408, "the request took too long to arrive");
        mynah__connection_work(connection);
    } else {
        mynah__connection_destroy(connection);
    }
}

// ## Life

void mynah__connection_open(struct mynah_server *server, int fd)
{
    struct connection *connection = mynah__alloc(sizeof *connection);
    if (!connection) {
        close(fd);
        return;
    }
    connection->server = server;
    connection->fd = fd;
    connection->reader.body_most = server->body_most;
    connection->deadline = mynah__machine_now() + server->idle_most;
    connection->next = server->connections;
    connection->link = &server->connections;
    if (connection->next) {
        connection->next->link = &connection->next;
    }
    server->connections = connection;
    server->connection_count++;
    event_assign(&connection->reading, server->base, fd, EV_READ | EV_PERSIST, on_readable,
                 connection);
    event_assign(&connection->writing, server->base, fd, EV_WRITE, on_writable, connection);
    evtimer_assign(&connection->waiting, server->base, on_due, connection);
    evtimer_assign(&connection->trickling, server->base, on_due, connection);
    if (event_add(&connection->reading, NULL) != 0) {
        mynah__connection_destroy(connection);
    }
}

void mynah__connection_destroy(struct connection *connection)
{
    mynah__exchange_end(connection, false);
    leave_unsettled(connection);
    event_del(&connection->reading);
    event_del(&connection->writing);
    event_del(&connection->waiting);
    event_del(&connection->trickling);
    close(connection->fd);
    *connection->link = connection->next;
    if (connection->next) {
        connection->next->link = connection->link;
    }
    connection->server->connection_count--;
    mynah__http_finish(&connection->reader);
    mynah__text_finish(&connection->rest);
    mynah__text_finish(&connection->out);
    mynah__free(connection);
}
