// SPDX-License-Identifier: Apache-2.0
//
// usage: soak MYNAH SCENARIO [REQUESTS [MIB]]
//
// So many requests of every kind, in a row, to one `mynah serve`: each has to be answered as it
// should, and the memory of the server must not grow between the first tenth and the end by more
// than MIB.  Prints TAP.

#include "resident.h"

#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 16, ANSWER_MOST = 256 << 10, LARGE = 100 << 10, LINE_MOST = 400 };

static const char *const chat = "/v1/chat/completions";
static const char *const responses = "/v1/responses";
static const char *const messages = "/v1/messages";

// What is asked and answered: with status 0 nothing that could be read.
static const struct kind {
    const char *path;
    const char *prompt;
    bool stream;
    bool large;
    int status;
    bool closes; // before the answer is over
} kinds[] = {
    { .path = chat, .prompt = "plain", .status = 200 },
    { .path = responses, .prompt = "plain", .status = 200 },
    { .path = messages, .prompt = "plain", .status = 200 },
    { .path = chat, .prompt = "plain", .stream = true, .status = 200 },
    { .path = responses, .prompt = "plain", .stream = true, .status = 200 },
    { .path = messages, .prompt = "plain", .stream = true, .status = 200 },
    { .path = chat, .prompt = "weather", .status = 200 },
    { .path = responses, .prompt = "weather", .stream = true, .status = 200 },
    { .path = messages, .prompt = "weather", .stream = true, .status = 200 },
    { .path = chat, .prompt = "chunks", .stream = true, .status = 200 },
    { .path = messages, .prompt = "chunks", .status = 200 },
    { .path = responses, .prompt = "code", .stream = true, .status = 200 },
    { .path = messages, .prompt = "template", .status = 200 },
    { .path = chat, .prompt = "nothing of the kind", .status = 404 },
    { .path = messages, .prompt = "nothing of the kind", .stream = true, .status = 404 },
    { .path = "/v1/nowhere", .prompt = "plain", .status = 404 },
    { .path = responses, .prompt = "limited", .status = 429 },
    { .path = chat, .prompt = "broken", .stream = true, .status = 200 },
    { .path = responses, .prompt = "broken", .status = 500 },
    { .path = chat, .prompt = "cut-clean", .stream = true, .status = 200 },
    { .path = messages, .prompt = "cut", .stream = true, .status = 200, .closes = true },
    { .path = chat, .prompt = "cut", .status = 200, .closes = true },
    { .path = messages, .prompt = "reset", .stream = true, .closes = true },
    { .path = chat, .prompt = "close", .closes = true },
    { .path = responses, .prompt = "raw", .closes = true },
    { .path = responses, .prompt = "bad-json", .stream = true, .status = 200 },
    { .path = chat, .prompt = "bad-chunk", .stream = true, .status = 200, .closes = true },
    { .path = messages, .prompt = "error-event", .stream = true, .status = 200 },
    { .path = chat, .prompt = "error-event", .status = 500 },
    { .path = chat, .prompt = "stall", .stream = true, .status = 200 },
    { .path = responses, .prompt = "plain", .large = true, .status = 200 },
};

enum { KINDS = sizeof kinds / sizeof *kinds };

// ## The server

struct server {
    pid_t process;
    FILE *out, *err;
    int port;
};

extern char **environ;

static bool start(struct server *server, const char *mynah, const char *scenario)
{
    const char *const arguments[] = { mynah,           "serve", "--scenario", scenario,
                                      "--journal-mib", "4",     NULL };
    char line[LINE_MOST];
    posix_spawn_file_actions_t actions;
    int out[2], err[2];
    if (pipe(out) != 0 || pipe(err) != 0 || posix_spawn_file_actions_init(&actions) != 0) {
        return false;
    }
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    posix_spawn_file_actions_adddup2(&actions, err[1], 2);
    posix_spawn_file_actions_addclose(&actions, out[0]);
    posix_spawn_file_actions_addclose(&actions, err[0]);
    bool spawned = posix_spawn(&server->process, mynah, &actions, NULL, (char *const *)arguments,
                               environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    close(out[1]);
    close(err[1]);
    server->out = fdopen(out[0], "r");
    server->err = fdopen(err[0], "r");
    const char *at = spawned && server->out && fgets(line, sizeof line, server->out)
                         ? strstr(line, "127.0.0.1:")
                         : NULL;
    server->port = at ? (int)strtol(at + strlen("127.0.0.1:"), NULL, 10) : 0;
    return server->port > 0;
}

// ## The clients

struct crowd {
    const struct server *server;
    atomic_size_t next; // request
    size_t until;
    atomic_size_t wrong;
};

struct client {
    struct crowd *crowd;
    int fd;
    char request[LARGE + 1000];
    char answer[ANSWER_MOST + 1];
    size_t size;
    bool closed;
};

static bool call(struct client *client)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)client->crowd->server->port) };
    const struct timeval patience = { .tv_sec = 20 };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    client->fd = socket(AF_INET, SOCK_STREAM, 0);
    return client->fd >= 0 &&
           setsockopt(client->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience) == 0 &&
           connect(client->fd, (struct sockaddr *)&address, sizeof address) == 0;
}

static void ask(struct client *client, const struct kind *kind)
{
    enum { BODY = 300 };
    static const char *const form = "{\"model\":\"m\",\"max_tokens\":9,\"stream\":%s,\"%s\":[{"
                                    "\"role\":\"user\",\"content\":\"%s%*s\"}]}";
    char *body = client->request + BODY;
    int size = snprintf(body, sizeof client->request - BODY, form, kind->stream ? "true" : "false",
                        kind->path == responses ? "input" : "messages", kind->prompt,
                        kind->large ? LARGE : 0, "");
    char head[BODY];
    int before =
        snprintf(head, sizeof head, "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n",
                 kind->path, size);
    char *from = memcpy(body - before, head, (size_t)before);
    size_t left = (size_t)before + (size_t)size;
    while (left) {
        ssize_t sent = send(client->fd, from, left, MSG_NOSIGNAL);
        if (sent <= 0) {
            return;
        }
        from += sent;
        left -= (size_t)sent;
    }
}

// Whether the answer is over: with as many bytes as its head says, or with the empty chunk.
static bool is_over(const struct client *client)
{
    static const char length[] = "\r\ncontent-length: ", last[] = "\r\n0\r\n\r\n";
    const char *end = strstr(client->answer, "\r\n\r\n");
    const char *told = strstr(client->answer, length);
    if (!end) {
        return false;
    }
    if (told && told < end) {
        size_t body = strtoul(told + sizeof length - 1, NULL, 10);
        return client->size == (size_t)(end + 4 - client->answer) + body;
    }
    return client->size >= sizeof last &&
           memcmp(client->answer + client->size - (sizeof last - 1), last, sizeof last - 1) == 0;
}

static void hear(struct client *client)
{
    client->size = 0;
    client->closed = false;
    client->answer[0] = '\0';
    while (!client->closed && client->size < ANSWER_MOST && !is_over(client)) {
        ssize_t size =
            recv(client->fd, client->answer + client->size, ANSWER_MOST - client->size, 0);
        client->closed = size <= 0;
        client->size += size > 0 ? (size_t)size : 0;
        client->answer[client->size] = '\0';
    }
}

static bool is_right(const struct client *client, const struct kind *kind)
{
    static const char version[] = "HTTP/1.1 ";
    bool told = strncmp(client->answer, version, sizeof version - 1) == 0;
    long status = told ? strtol(client->answer + sizeof version - 1, NULL, 10) : 0;
    return (status == kind->status || kind->status == 0) && client->closed == kind->closes;
}

static void *ask_in_a_row(void *self)
{
    struct client *client = self;
    struct crowd *crowd = client->crowd;
    size_t number;
    client->fd = -1;
    while ((number = atomic_fetch_add(&crowd->next, 1)) < crowd->until) {
        const struct kind *kind = &kinds[number % KINDS];
        if (client->fd < 0 && !call(client)) {
            atomic_fetch_add(&crowd->wrong, 1);
            break;
        }
        ask(client, kind);
        hear(client);
        if (!is_right(client, kind) && atomic_fetch_add(&crowd->wrong, 1) < 10) {
            printf("# %s, \"%s\", stream %d, closed %d: %.200s\n", kind->path, kind->prompt,
                   kind->stream, client->closed, client->answer);
        }
        if (client->closed) {
            close(client->fd);
            client->fd = -1;
        }
    }
    if (client->fd >= 0) {
        close(client->fd);
    }
    return NULL;
}

static bool ask_all(struct crowd *crowd, struct client *clients, size_t until)
{
    pthread_t threads[THREADS];
    size_t begun = 0;
    atomic_store(&crowd->next, crowd->until);
    crowd->until = until;
    while (begun < THREADS) {
        clients[begun].crowd = crowd;
        if (pthread_create(&threads[begun], NULL, ask_in_a_row, &clients[begun]) != 0) {
            break;
        }
        begun++;
    }
    for (size_t i = 0; i < begun; i++) {
        pthread_join(threads[i], NULL);
    }
    return begun == THREADS && atomic_load(&crowd->wrong) == 0;
}

// ## The measurement

static bool soak(const struct server *server, size_t requests, long most)
{
    static const unsigned parts[] = { 0, 10, 50, 100 };
    struct crowd crowd = { .server = server };
    struct client *clients = calloc(THREADS, sizeof *clients);
    long sizes[4] = { 0 };
    bool good = clients != NULL;
    for (size_t i = 0; good && i < 4; i++) {
        good = ask_all(&crowd, clients, requests * parts[i] / 100);
        sizes[i] = resident(server->process);
        printf("# %3u %%: %zu requests, %ld KiB in memory\n", parts[i], crowd.until, sizes[i]);
    }
    free(clients);
    printf("%s 1 - every request is answered as it should be\n", good ? "ok" : "not ok");
    bool flat = good && sizes[1] > 0 && sizes[3] - sizes[1] <= most;
    printf("%s 2 - between 10 %% and the end memory grows by %ld KiB, at most %ld\n",
           flat ? "ok" : "not ok", sizes[3] - sizes[1], most);
    return flat;
}

// The server says on stderr what its journal dropped, and ends.
static bool end(const struct server *server)
{
    char line[LINE_MOST];
    size_t dropped = 0, all = 0;
    int status = -1;
    kill(server->process, SIGTERM);
    while (fgets(line, sizeof line, server->err)) {
        printf("# %s", line);
        sscanf(line, "mynah: the journal has dropped %zu of %zu", &dropped, &all);
    }
    waitpid(server->process, &status, 0);
    bool good = status == 0 && dropped > 0 && dropped < all;
    printf("%s 3 - it ends when it is told, and says what its journal dropped\n",
           good ? "ok" : "not ok");
    return good;
}

int main(int count, char **arguments)
{
    struct server server = { .process = -1 };
    size_t requests = count > 3 ? strtoul(arguments[3], NULL, 10) : 1000000;
    long most = count > 4 ? strtol(arguments[4], NULL, 10) : 1;
    if (count < 3 || !start(&server, arguments[1], arguments[2])) {
        fprintf(stderr, "usage: soak MYNAH SCENARIO [REQUESTS [MIB]]\n");
        return 2;
    }
    printf("1..3\n");
    bool flat = soak(&server, requests, most << 10);
    return end(&server) && flat ? 0 : 1;
}
