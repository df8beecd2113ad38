// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_WIRE_SERVER_H
#define MYNAH_WIRE_SERVER_H

// A server, its connections, and the one exchange that each of them is in.  All but the list of
// faults belongs to the server's own thread while it runs.

#include "provider/run.h"
#include "wire/fault.h"
#include "wire/http.h"
#include "wire/proxy.h"
#include "wire/scenario.h"
#include "wire/telling.h"

#include <event2/event.h>
#include <event2/event_struct.h>

struct connection;

// Who wants to know that the thread is done with what it was doing.
struct pass {
    pthread_mutex_t lock;
    pthread_cond_t passed;
    uint64_t wanted;
    uint64_t done;
};

struct mynah_server {
    struct mynah_world *world;
    struct mynah_provider *provider;
    const struct mynah_scenario *scenario; // or NULL
    struct source *source;                 // in the journal
    struct fault_list faults;
    uint64_t seed;
    struct mynah_pace pace;
    char **models;
    size_t model_count;
    size_t body_most;
    int64_t idle_most;
    size_t connections_most;
    int port;
    char url[128];
    char openai_url[136];
    _Atomic uint64_t requests;  // so far, for ids
    struct proxy *proxy;        // or NULL
    struct mynah_provider *own; // made because there was none
    // The thread.
    pthread_t thread;
    bool running;
    int listener;
    int stop[2]; // a pipe; an 's' in it stops the thread, a 'p' lets somebody pass
    struct pass *pass;
    struct event_base *base;
    struct event accepting;
    struct event stopping;
    struct event sweeping;
    bool full; // does not accept for now
    struct connection *connections;
    size_t connection_count;
    struct connection *unsettled; // those with something to send
    char *buffer;                 // what is read arrives here
};

// ## An exchange: a request and its answer

enum exchange_state {
    EXCHANGE_IDLE, // there is none
    EXCHANGE_HELD, // the provider is not asked before `due`
    EXCHANGE_RUNS,
    EXCHANGE_STALLS,  // until `due`, then it goes on
    EXCHANGE_HANGS,   // until the client goes away
    EXCHANGE_PROXIED, // somebody else answers
    EXCHANGE_OVER,    // when all is sent
};

struct exchange {
    enum exchange_state state;
    const struct protocol *protocol;
    struct arena arena;
    const struct value *body; // NULL: it is no JSON
    struct question question;
    struct entry *entry; // of what came over the wire
    const struct mynah_wire_fault *fault;
    bool struck;  // the fault has shown
    bool armed;   // it shows in the next event
    bool muted;   // nothing more is told
    bool pending; // a chunk was held back
    size_t held;  // bytes of a body that were sent before it stalled
    bool cut;     // what is sent is not all
    struct run run;
    bool has_run;
    struct telling telling;
    bool has_telling;
    struct proxied *proxied;
    char request_id[ID_MOST];
    const char *nearest; // why no step of a scenario answers, or NULL
    const char *allow;   // for a method that the path has not: those that it has
    bool bodiless;       // only the head was asked for
    const char *stray;   // what the client was told when no step answers, or NULL
    int64_t begun;       // when the request was complete, by the machine
    int64_t origin;      // the same by the clock of the world
    int64_t extra;       // what the pace has added so far
    int64_t due;         // by the machine, of what is waited for
    bool headed;         // the status is sent
    bool chunked;
    int status;
    int64_t chunks;
    size_t before; // bytes that the connection had sent before
};

enum ending {
    ENDING_KEEP,  // the next request may come
    ENDING_CLOSE, // after all is sent
    ENDING_RESET, // likewise, with RST
};

struct connection {
    struct connection *next;
    struct connection **link;
    struct mynah_server *server;
    struct connection *settled_next;  // in the list of the unsettled
    struct connection **settled_from; // NULL: not in it
    int fd;
    struct event reading;
    struct event writing;
    struct event waiting; // for what is due
    struct event trickling;
    struct http_reader reader;
    struct text rest; // read, of later requests
    struct text out;
    size_t sent;      // of `out`
    size_t total;     // sent ever
    int64_t deadline; // of the client, by the machine; 0: none
    enum ending ending;
    bool eof;
    bool lingers; // shut down, and only waits for the client to close
    bool dead;    // to be destroyed
    size_t drip;  // bytes at a time; 0: all at once
    int64_t drip_delay;
    struct exchange exchange;
};

int64_t mynah__machine_now(void);

// connection.c
void mynah__connection_open(struct mynah_server *server, int fd);
void mynah__connection_destroy(struct connection *connection);
// Go on with the exchange at that time.
void mynah__connection_wait(struct connection *connection, int64_t due);
// Do what can be done without waiting, up to sending.
void mynah__connection_work(struct connection *connection);
// Send all that the work of this turn of the loop has come to: one after the other, so that who
// waits for it is woken up once and not for each of them.  Connections may be gone afterwards.
void mynah__connections_settle(struct mynah_server *server);
// Look whether the client has taken too long.
void mynah__connection_check(struct connection *connection, int64_t now);

// exchange.c: begin with the request that the reader has; end, when all is sent or the connection
// is gone.
void mynah__exchange_begin(struct connection *connection);
void mynah__exchange_end(struct connection *connection, bool complete);
// Answer what HTTP itself refuses.
void mynah__exchange_refuse(struct connection *connection, int status, const char *reason);

// answer.c: go on until there is something to wait for.
void mynah__exchange_go_on(struct connection *connection);
// Ask the provider.
void mynah__exchange_ask(struct connection *connection);
// Tell the error, or the one of the fault, and finish.
void mynah__exchange_tell_error(struct connection *connection, const struct wire_error *error);
void mynah__exchange_tell_status(struct connection *connection);
void mynah__exchange_deny(struct connection *connection, int status, const char *param,
                          const char *message);
// Wait for as long as the fault says.
void mynah__exchange_hold(struct connection *connection);
// All that there is to tell is in `out`; or not all, and that is wanted.
void mynah__exchange_finish(struct connection *connection, enum ending ending);
void mynah__exchange_break(struct connection *connection, enum ending ending);

// send.c: bytes into `out`
// The status line of an answer that is somebody else's.
void mynah__send_status(struct connection *connection, int status);
// An answer as a whole, with the fault that shows in a body.
void mynah__send_body(struct connection *connection, int status, const struct text *body);
void mynah__send_error(struct connection *connection, const struct wire_error *error);
// The headers of a stream, an event of it, its end.
void mynah__send_open(struct connection *connection);
void mynah__send_event(void *self, const struct text *event); // of the connection `self`
void mynah__send_end(struct connection *connection);
// Where a fault cuts a text: in the middle of a character of several bytes, or of all.
size_t mynah__cut_utf8(const struct text *text);

// route.c
struct route {
    const char *method;
    const char *path;
    const struct protocol *protocol;
    const char *title; // in the journal
    const char *allow; // the methods that there are for the path
};
// Return where the request goes; NULL for nowhere.  `*allow` is then the methods that the path has,
// or NULL where there is none.  HEAD goes where GET does.
const struct route *mynah__route_find(const struct http_reader *reader, const char **allow);
// Write which model the path asks for, without its escapes; false: none, but for all of them.
bool mynah__route_model(const struct http_reader *reader, char *model, size_t size);
// Return the protocol that such a client speaks, for errors.
const struct protocol *mynah__route_guess(const struct http_reader *reader);

#endif
