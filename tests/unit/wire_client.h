// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TESTS_WIRE_CLIENT_H
#define MYNAH_TESTS_WIRE_CLIENT_H

// A client of the crudest kind: bytes out, bytes in.  Included behind cmocka.h.

#include <mynah/wire.h>

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct answer {
    char bytes[1 << 18]; // ends with a NUL byte
    size_t size;
    bool reset; // the connection ended with RST
    bool ended; // or at all
};

static inline int client_open(const struct mynah_server *server)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)mynah_server_port(server)) };
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static inline void client_send(int fd, const char *bytes, size_t size)
{
    while (size) {
        ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);
        if (sent <= 0) {
            return; // the server has said all that it will
        }
        bytes += sent;
        size -= (size_t)sent;
    }
}

// Read until the connection ends, `end` has come, or nothing has for `patience` milliseconds.
static inline void client_read(int fd, struct answer *answer, const char *end, int patience)
{
    struct pollfd ready = { .fd = fd, .events = POLLIN };
    answer->size = 0;
    answer->reset = false;
    answer->ended = false;
    answer->bytes[0] = '\0';
    while (answer->size + 1 < sizeof answer->bytes && poll(&ready, 1, patience) > 0) {
        ssize_t size =
            recv(fd, answer->bytes + answer->size, sizeof answer->bytes - 1 - answer->size, 0);
        answer->reset = size < 0 && errno == ECONNRESET;
        answer->ended = size <= 0;
        if (size <= 0) {
            break;
        }
        answer->size += (size_t)size;
        answer->bytes[answer->size] = '\0';
        if (end && strstr(answer->bytes, end)) {
            break;
        }
    }
}

// A request with a body, after which the client wants no more.
static inline void client_post(int fd, const char *path, const char *body)
{
    char head[300];
    int size = snprintf(head, sizeof head,
                        "POST %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                        "sk-secret\r\nContent-Length: %zu\r\n\r\n",
                        path, strlen(body));
    client_send(fd, head, (size_t)size);
    client_send(fd, body, strlen(body));
}

// Ask, and read to the end of the connection.
static inline void client_ask(const struct mynah_server *server, const char *path, const char *body,
                              struct answer *answer)
{
    int fd = client_open(server);
    client_post(fd, path, body);
    client_read(fd, answer, NULL, 5000);
    close(fd);
}

#define CHAT(more) "{\"model\":\"m\"," more "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
#define MESSAGES(more)                                                                             \
    "{\"model\":\"m\",\"max_tokens\":9," more                                                      \
    "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
#define RESPONSES(more) "{\"model\":\"m\"," more "\"input\":\"Hi\"}"
#define STREAM "\"stream\":true,"

#endif
