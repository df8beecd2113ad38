// SPDX-License-Identifier: Apache-2.0
//
// Asks over many connections at once.  An answer is over with as many bytes as its head says, or
// with the empty chunk.

#include "load.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { HEAD_MOST = 4096, EVENTS_MOST = 512, PATIENCE = 10000 };

static const char last_chunk[] = "\r\n0\r\n\r\n";
enum { TAIL = sizeof last_chunk - 1 };

struct caller {
    int fd;
    double asked;
    double first; // when the first byte of the answer came; 0: not yet
    char head[HEAD_MOST + 1];
    size_t head_size;
    bool headed;
    bool chunked;
    size_t left;         // of a body with a length
    char tail[2 * TAIL]; // the last bytes of one in chunks
    size_t tail_size;
};

struct crowd {
    const struct load *load;
    char *request;
    size_t request_size;
    int epoll;
    size_t asked;
    size_t answered;
    struct caller *callers;
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static bool ask(struct crowd *crowd, struct caller *caller)
{
    caller->head_size = caller->tail_size = 0;
    caller->headed = false;
    caller->first = 0;
    caller->asked = now();
    crowd->asked++;
    return send(caller->fd, crowd->request, crowd->request_size, MSG_NOSIGNAL) ==
           (ssize_t)crowd->request_size;
}

static bool call(struct crowd *crowd, struct caller *caller)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)crowd->load->port) };
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = caller };
    int on = 1;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    caller->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    return caller->fd >= 0 &&
           connect(caller->fd, (struct sockaddr *)&address, sizeof address) == 0 &&
           setsockopt(caller->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0 &&
           epoll_ctl(crowd->epoll, EPOLL_CTL_ADD, caller->fd, &event) == 0;
}

// Read what the head says, once it is there in whole.
static bool read_head(struct caller *caller)
{
    static const char length[] = "content-length:";
    if (strncmp(caller->head, "HTTP/1.1 200 ", 13) != 0) {
        return false;
    }
    caller->chunked = true;
    for (const char *line = caller->head; (line = strstr(line, "\r\n")) != NULL;) {
        line += 2;
        if (strncasecmp(line, length, sizeof length - 1) == 0) {
            caller->chunked = false;
            caller->left = strtoul(line + sizeof length - 1, NULL, 10);
        }
    }
    return true;
}

static void keep_tail(struct caller *caller, const char *bytes, size_t size)
{
    if (size >= TAIL) {
        memcpy(caller->tail, bytes + size - TAIL, TAIL);
        caller->tail_size = TAIL;
        return;
    }
    memcpy(caller->tail + caller->tail_size, bytes, size);
    caller->tail_size += size;
    if (caller->tail_size > TAIL) {
        memmove(caller->tail, caller->tail + caller->tail_size - TAIL, TAIL);
        caller->tail_size = TAIL;
    }
}

enum progress { MORE, WHOLE, BROKEN };

static enum progress read_body(struct caller *caller, const char *bytes, size_t size)
{
    if (caller->chunked) {
        keep_tail(caller, bytes, size);
        bool over = caller->tail_size == TAIL && memcmp(caller->tail, last_chunk, TAIL) == 0;
        return over ? WHOLE : MORE;
    }
    if (size > caller->left) {
        return BROKEN;
    }
    caller->left -= size;
    return caller->left ? MORE : WHOLE;
}

static enum progress read_answer(struct caller *caller, const char *bytes, size_t size)
{
    if (caller->headed) {
        return read_body(caller, bytes, size);
    }
    size_t room = HEAD_MOST - caller->head_size;
    size_t taken = size < room ? size : room;
    memcpy(caller->head + caller->head_size, bytes, taken);
    size_t before = caller->head_size;
    caller->head_size += taken;
    caller->head[caller->head_size] = '\0';
    char *end = strstr(caller->head, "\r\n\r\n");
    if (!end) {
        return taken == size ? MORE : BROKEN;
    }
    end[2] = '\0';
    if (!read_head(caller)) {
        return BROKEN;
    }
    caller->headed = true;
    size_t used = (size_t)(end + 4 - caller->head) - before;
    return read_body(caller, bytes + used, size - used);
}

static void keep_times(const struct crowd *crowd, const struct caller *caller)
{
    const struct load *load = crowd->load;
    double time = load->latencies || load->spans ? now() : 0;
    if (load->latencies) {
        load->latencies[crowd->answered] = time - caller->asked;
    }
    if (load->spans) {
        load->spans[crowd->answered] = time - caller->first;
    }
}

static bool hear(struct crowd *crowd, struct caller *caller)
{
    static _Thread_local char buffer[64 << 10];
    const struct load *load = crowd->load;
    ssize_t size = recv(caller->fd, buffer, sizeof buffer, 0);
    if (size <= 0) {
        return false;
    }
    if (load->spans && caller->first <= 0) {
        caller->first = now();
    }
    enum progress progress = read_answer(caller, buffer, (size_t)size);
    if (progress != WHOLE) {
        return progress == MORE;
    }
    keep_times(crowd, caller);
    crowd->answered++;
    return crowd->asked == load->requests || ask(crowd, caller);
}

static bool run(struct crowd *crowd)
{
    const struct load *load = crowd->load;
    const struct timespec pause = { .tv_nsec = load->pause };
    struct epoll_event events[EVENTS_MOST];
    for (size_t i = 0; i < load->connections && crowd->asked < load->requests; i++) {
        if (!ask(crowd, &crowd->callers[i])) {
            return false;
        }
    }
    while (crowd->answered < load->requests) {
        if (load->pause) {
            nanosleep(&pause, NULL);
        }
        int count = epoll_wait(crowd->epoll, events, EVENTS_MOST, PATIENCE);
        if (count <= 0) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!hear(crowd, events[i].data.ptr)) {
                return false;
            }
        }
    }
    return true;
}

static bool write_request(struct crowd *crowd)
{
    const struct load *load = crowd->load;
    size_t size = strlen(load->path) + strlen(load->body) + 200;
    crowd->request = malloc(size);
    if (crowd->request) {
        crowd->request_size = (size_t)snprintf(
            crowd->request, size,
            "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            "Authorization: Bearer x\r\nContent-Length: %zu\r\n\r\n%s",
            load->path, strlen(load->body), load->body);
    }
    return crowd->request != NULL;
}

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static void sort(double *times, size_t count)
{
    if (times) {
        qsort(times, count, sizeof *times, compare);
    }
}

double load_run(const struct load *load)
{
    struct crowd crowd = { .load = load, .epoll = epoll_create1(EPOLL_CLOEXEC) };
    crowd.callers = calloc(load->connections, sizeof *crowd.callers);
    bool good = crowd.epoll >= 0 && crowd.callers && write_request(&crowd);
    size_t called = 0;
    while (good && called < load->connections) {
        good = call(&crowd, &crowd.callers[called++]);
    }
    double start = now();
    good = good && run(&crowd);
    double seconds = now() - start;
    for (size_t i = 0; i < called; i++) {
        if (crowd.callers[i].fd >= 0) {
            close(crowd.callers[i].fd);
        }
    }
    if (crowd.epoll >= 0) {
        close(crowd.epoll);
    }
    free(crowd.callers);
    free(crowd.request);
    if (good) {
        sort(load->latencies, load->requests);
        sort(load->spans, load->requests);
    }
    return good ? seconds : -1;
}
