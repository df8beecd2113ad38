// SPDX-License-Identifier: Apache-2.0
//
// A server's life: listening, its thread, accepting, stopping.

#include "wire/server.h"
#include "core/alloc.h"
#include "stand_in/journal.h"
#include "wire/scenario.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { READ_MOST = 64 << 10, BODY_MOST = 16 << 20, CONNECTIONS_MOST = 1000, BACKLOG = 1024 };

// ## The thread

static void on_acceptable(evutil_socket_t fd, short what, void *self)
{
    struct mynah_server *server = self;
    (void)what;
    while (server->connection_count < server->connections_most) {
        int accepted = accept((int)fd, NULL, NULL);
        if (accepted < 0) {
            // Without a file descriptor to spare there is nothing to do but to try again later.
            server->full = errno == EMFILE || errno == ENFILE || errno == ENOBUFS;
            break;
        }
        int on = 1;
        setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        fcntl(accepted, F_SETFD, FD_CLOEXEC);
        fcntl(accepted, F_SETFL, O_NONBLOCK);
        mynah__connection_open(server, accepted);
    }
    if (server->full || server->connection_count >= server->connections_most) {
        server->full = true;
        event_del(&server->accepting);
    }
}

// Look after those who take too long, and whether there is room again.
static void on_sweep(evutil_socket_t fd, short what, void *self)
{
    struct mynah_server *server = self;
    int64_t now = mynah__machine_now();
    (void)fd;
    (void)what;
    for (struct connection *connection = server->connections; connection;) {
        struct connection *next = connection->next;
        mynah__connection_check(connection, now);
        connection = next;
    }
    if (server->full && server->connection_count < server->connections_most) {
        server->full = false;
        event_add(&server->accepting, NULL);
    }
}

static void on_told(evutil_socket_t fd, short what, void *self)
{
    struct mynah_server *server = self;
    char told[64];
    (void)what;
    ssize_t size = read((int)fd, told, sizeof told);
    if (size > 0 && memchr(told, 's', (size_t)size)) {
        event_base_loopbreak(server->base);
        return;
    }
    pthread_mutex_lock(&server->pass->lock);
    server->pass->done = server->pass->wanted;
    pthread_cond_broadcast(&server->pass->passed);
    pthread_mutex_unlock(&server->pass->lock);
}

static void tell(const struct mynah_server *server, const char *what)
{
    while (write(server->stop[1], what, 1) < 0 && errno == EINTR) {
    }
}

// Wait until the thread is done with what it is doing, so that an answer that a client has got is
// one that the journal has, too.
static void let_pass(const struct mynah_server *server)
{
    struct pass *pass = server->pass;
    if (pthread_equal(pthread_self(), server->thread)) {
        return;
    }
    pthread_mutex_lock(&pass->lock);
    uint64_t number = ++pass->wanted;
    tell(server, "p");
    while (pass->done < number) {
        pthread_cond_wait(&pass->passed, &pass->lock);
    }
    pthread_mutex_unlock(&pass->lock);
}

static void *serve(void *self)
{
    struct mynah_server *server = self;
    while (!event_base_got_break(server->base) && event_base_loop(server->base, EVLOOP_ONCE) == 0) {
        mynah__connections_settle(server);
    }
    while (server->connections) {
        mynah__connection_destroy(server->connections);
    }
    return NULL;
}

// ## Starting

static bool refuse_io(struct mynah_error *error, const char *what)
{
    return mynah_error_set(error, MYNAH_ERROR_IO, "%s: %s", what, strerror(errno));
}

union address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
};

static bool read_address(const char *text, int port, union address *address, socklen_t *size)
{
    *address = (union address){ .six = { .sin6_family = AF_INET6 } };
    if (strcmp(text, "localhost") == 0) {
        text = "127.0.0.1";
    }
    if (inet_pton(AF_INET6, text, &address->six.sin6_addr) == 1) {
        address->six.sin6_port = htons((uint16_t)port);
        *size = sizeof address->six;
        return true;
    }
    *address = (union address){ .four = { .sin_family = AF_INET } };
    address->four.sin_port = htons((uint16_t)port);
    *size = sizeof address->four;
    return inet_pton(AF_INET, text, &address->four.sin_addr) == 1;
}

static bool listen_at(struct mynah_server *server, const char *text, int port,
                      struct mynah_error *error)
{
    union address address;
    socklen_t size;
    int on = 1;
    if (port < 0 || port > 65535 || !read_address(text, port, &address, &size)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "'%.80s', port %d, is no address", text,
                               port);
    }
    int fd = socket(address.any.sa_family, SOCK_STREAM, 0);
    server->listener = fd;
    if (fd < 0) {
        return refuse_io(error, "no socket");
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    fcntl(fd, F_SETFD, FD_CLOEXEC);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    if (bind(fd, &address.any, size) != 0 || listen(fd, BACKLOG) != 0 ||
        getsockname(fd, &address.any, &size) != 0) {
        char what[120];
        snprintf(what, sizeof what, "cannot listen at %.80s, port %d", text, port);
        return refuse_io(error, what);
    }
    bool six = address.any.sa_family == AF_INET6;
    server->port = ntohs(six ? address.six.sin6_port : address.four.sin_port);
    snprintf(server->url, sizeof server->url, "http://%s%.80s%s:%d", six ? "[" : "", text,
             six ? "]" : "", server->port);
    snprintf(server->openai_url, sizeof server->openai_url, "%s/v1", server->url);
    return true;
}

static bool make_base(struct mynah_server *server, struct mynah_error *error)
{
    static const struct timeval quarter = { .tv_usec = 250000 };
    struct event_config *config = event_config_new();
    if (config) {
        // The base is used by one thread only.
        event_config_set_flag(config, EVENT_BASE_FLAG_NOLOCK);
        event_config_set_flag(config, EVENT_BASE_FLAG_PRECISE_TIMER);
        // Waits are counted from when they begin, not from when this turn of the loop began.
        event_config_set_flag(config, EVENT_BASE_FLAG_NO_CACHE_TIME);
        event_config_set_flag(config, EVENT_BASE_FLAG_IGNORE_ENV);
        server->base = event_base_new_with_config(config);
        event_config_free(config);
    }
    if (!server->base) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    if (pipe(server->stop) != 0) {
        return refuse_io(error, "no pipe");
    }
    fcntl(server->stop[0], F_SETFD, FD_CLOEXEC);
    fcntl(server->stop[1], F_SETFD, FD_CLOEXEC);
    event_assign(&server->accepting, server->base, server->listener, EV_READ | EV_PERSIST,
                 on_acceptable, server);
    event_assign(&server->stopping, server->base, server->stop[0], EV_READ | EV_PERSIST, on_told,
                 server);
    event_assign(&server->sweeping, server->base, -1, EV_PERSIST, on_sweep, server);
    bool added = event_add(&server->accepting, NULL) == 0 &&
                 event_add(&server->stopping, NULL) == 0 &&
                 event_add(&server->sweeping, &quarter) == 0;
    return added || mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

// Signals are for the threads of the program.
static bool start_thread(struct mynah_server *server, struct mynah_error *error)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int failed = pthread_create(&server->thread, NULL, serve, server);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    server->running = !failed;
    return server->running || mynah_error_set(error, MYNAH_ERROR_MEMORY, "no thread can be made");
}

static bool copy_models(struct mynah_server *server, const struct mynah_server_options *options)
{
    size_t count = options->model_count ? options->model_count : 1;
    server->models = mynah__alloc(count * sizeof *server->models);
    for (size_t i = 0; server->models && i < count; i++) {
        server->models[i] =
            mynah_copy_text(options->model_count ? options->models[i] : server->provider->model);
        if (!server->models[i]) {
            return false;
        }
        server->model_count = i + 1;
    }
    return server->models != NULL;
}

static bool prepare(struct mynah_server *server, const struct mynah_server_options *options,
                    struct mynah_error *error)
{
    server->listener = -1;
    server->stop[0] = -1;
    server->stop[1] = -1;
    server->provider = options->provider;
    if (options->scenario && options->scenario->provider == options->provider) {
        server->scenario = options->scenario;
    }
    server->world = options->provider->base.world;
    server->seed = options->seed;
    server->pace = options->pace;
    server->body_most = options->body_most ? options->body_most : BODY_MOST;
    server->idle_most = options->idle_most ? options->idle_most : 60 * MYNAH_SECOND;
    server->connections_most =
        options->connections_most ? options->connections_most : CONNECTIONS_MOST;
    server->buffer = mynah__alloc(READ_MOST);
    if (!server->buffer || !copy_models(server, options)) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    for (size_t i = 0; i < options->fault_count; i++) {
        if (!mynah__faults_add(&server->faults, &options->faults[i], error)) {
            return false;
        }
    }
    return true;
}

static void release(struct mynah_server *server)
{
    mynah__proxy_destroy(server->proxy);
    if (server->base) {
        event_base_free(server->base);
    }
    for (int i = 0; i < 2; i++) {
        if (server->stop[i] >= 0) {
            close(server->stop[i]);
        }
    }
    if (server->listener >= 0) {
        close(server->listener);
    }
    for (size_t i = 0; i < server->model_count; i++) {
        mynah_free(server->models[i]);
    }
    mynah__free(server->models);
    mynah__free(server->buffer);
    mynah__faults_finish(&server->faults);
    if (server->pass) {
        pthread_cond_destroy(&server->pass->passed);
        pthread_mutex_destroy(&server->pass->lock);
        mynah__free(server->pass);
    }
    if (server->source) {
        mynah__journal_retire(mynah__world_journal(server->world), server->source);
    }
    mynah_provider_destroy(server->own);
    mynah__free(server);
}

static void end_thread(struct mynah_server *server)
{
    tell(server, "s");
    pthread_join(server->thread, NULL);
}

static void destroy(void *self)
{
    struct mynah_server *server = self;
    end_thread(server);
    release(server);
}

static void reset(void *self)
{
    mynah_server_reset(self);
}

static bool make_pass(struct mynah_server *server, struct mynah_error *error)
{
    struct pass *pass = mynah__alloc(sizeof *pass);
    if (pass && pthread_mutex_init(&pass->lock, NULL) == 0) {
        if (pthread_cond_init(&pass->passed, NULL) == 0) {
            server->pass = pass;
            return true;
        }
        pthread_mutex_destroy(&pass->lock);
    }
    mynah__free(pass);
    return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}

static bool start(struct mynah_server *server, const struct mynah_server_options *options,
                  struct mynah_error *error)
{
    const struct mynah_member member = {
        .name = "server", .reset = reset, .destroy = destroy, .self = server
    };
    server->source = mynah__journal_source(mynah__world_journal(server->world), "server", error);
    if (!server->source ||
        !listen_at(server, options->address ? options->address : "127.0.0.1", options->port,
                   error) ||
        !make_base(server, error) || !make_pass(server, error) ||
        (options->upstream &&
         !(server->proxy = mynah__proxy_create(server, options->upstream, error))) ||
        !start_thread(server, error)) {
        return false;
    }
    if (!mynah_world_add(server->world, &member, error)) {
        end_thread(server);
        return false;
    }
    return true;
}

struct mynah_server *mynah_server_start(const struct mynah_server_options *given,
                                        struct mynah_error *error)
{
    struct mynah_server_options options =
        given ? *given : (struct mynah_server_options){ .provider = NULL };
    struct mynah_server *server = NULL;
    struct mynah_provider *own = NULL;
    if (options.scenario) {
        mynah__scenario_merge(options.scenario, &options);
    }
    if (options.upstream && !options.provider) {
        own = mynah_provider_create(NULL, NULL, error);
        if (!own) {
            return NULL;
        }
        options.provider = own;
    }
    if (!options.provider) {
        mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                        "a server wants a provider, or a scenario that makes one");
        return NULL;
    }
    server = mynah__alloc(sizeof *server);
    if (!server || !mynah__faults_init(&server->faults)) {
        mynah__free(server);
        mynah_provider_destroy(own);
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    server->own = own;
    if (!prepare(server, &options, error) ||
        (options.scenario &&
         !mynah__scenario_add_faults(options.scenario, &server->faults, error)) ||
        !start(server, &options, error)) {
        release(server);
        return NULL;
    }
    return server;
}

void mynah_server_stop(struct mynah_server *server)
{
    if (server) {
        mynah_world_remove(server->world, server);
        destroy(server);
    }
}

// ## While it runs

const char *mynah_server_url(const struct mynah_server *server)
{
    return server->url;
}

const char *mynah_server_openai_url(const struct mynah_server *server)
{
    return server->openai_url;
}

int mynah_server_port(const struct mynah_server *server)
{
    return server->port;
}

bool mynah_server_add_fault(struct mynah_server *server, const struct mynah_wire_fault *fault,
                            struct mynah_error *error)
{
    assert(server && fault);
    return mynah__faults_add(&server->faults, fault, error);
}

const struct mynah_journal *mynah_server_requests(const struct mynah_server *server)
{
    let_pass(server);
    return mynah_world_journal(server->world);
}

const char *mynah_server_name(const struct mynah_server *server)
{
    return server->source->name;
}

struct mynah_provider *mynah_server_provider(const struct mynah_server *server)
{
    return server->provider;
}

bool mynah_server_save(struct mynah_server *server, const char *path, struct mynah_error *error)
{
    assert(server && path);
    return server->proxy
               ? mynah__proxy_save(server->proxy, path, error)
               : mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                                 "the server has no upstream, so there is nothing to save");
}

void mynah_server_reset(struct mynah_server *server)
{
    mynah__faults_rewind(&server->faults);
    atomic_store(&server->requests, 0);
}
