// SPDX-License-Identifier: Apache-2.0
//
// The proxy: libcurl's multi interface on the server's event loop.  What comes back goes to the
// client as it is, and to whoever hears what it means.

#include "wire/proxy.h"

#include "core/alloc.h"
#include "wire/curl.h"
#include "wire/hear.h"
#include "wire/server.h"

#include <mynah/cassette.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct proxied {
    struct proxied *next;
    struct proxied **link;
    struct proxy *proxy;
    struct connection *connection;
    CURL *easy;
    struct curl_slist *headers;
    struct text passed; // headers of the answer that are passed on
    struct heard heard;
    bool told; // something came that has to be sent
    bool over;
    CURLcode result;
};

struct proxy {
    struct curl_functions curl;
    struct mynah_server *server;
    char *upstream;
    CURLM *multi;
    struct event timer;
    struct proxied *first;
    struct listening listening;
    struct mynah_world *world; // of the cassette: its clock follows what was recorded
    struct mynah_cassette *cassette;
};

// A socket of libcurl's, on the loop.
struct watched {
    struct event event;
    struct proxy *proxy;
};

// ## What comes back

static bool is_header(const char *line, const char *name)
{
    size_t i = 0;
    for (; name[i]; i++) {
        char byte = (char)(line[i] >= 'A' && line[i] <= 'Z' ? line[i] + ('a' - 'A') : line[i]);
        if (byte != name[i]) {
            return false;
        }
    }
    return true;
}

// Headers that say how the bytes travel are this server's own.
static bool is_passed(const char *line)
{
    static const char *const own[] = { "connection:",       "content-length:", "transfer-encoding:",
                                       "content-encoding:", "keep-alive:",     "alt-svc:",
                                       "set-cookie:" };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (is_header(line, own[i])) {
            return false;
        }
    }
    return strchr(line, ':') != NULL;
}

static void read_retry(struct heard *heard, const char *line)
{
    bool fine = is_header(line, "retry-after-ms:");
    if (fine || (is_header(line, "retry-after:") && !heard->retry_after)) {
        long number = strtol(strchr(line, ':') + 1, NULL, 10);
        heard->retry_after = number * (fine ? MYNAH_MILLISECOND : MYNAH_SECOND);
    }
}

static size_t on_header(char *bytes, size_t unit, size_t count, void *self)
{
    struct proxied *proxied = self;
    size_t size = unit * count;
    char line[2000];
    if (size < sizeof line) {
        memcpy(line, bytes, size);
        line[size] = '\0';
        if (is_header(line, "http/")) { // an interim answer may have come before
            proxied->passed.size = 0;
        } else if (is_passed(line)) {
            mynah__text_add(&proxied->passed, line);
            read_retry(&proxied->heard, line);
        }
    }
    return size;
}

static void send_head(struct proxied *proxied)
{
    struct connection *connection = proxied->connection;
    struct exchange *exchange = &connection->exchange;
    long status = 0;
    proxied->proxy->curl.easy_getinfo(proxied->easy, CURLINFO_RESPONSE_CODE, &status);
    proxied->heard.status = (int)status;
    exchange->chunked = !connection->reader.old;
    if (!exchange->chunked || connection->reader.close) {
        connection->ending = ENDING_CLOSE;
    }
    mynah__send_status(connection, (int)status);
    mynah__text_add_bytes(&connection->out, proxied->passed.bytes, proxied->passed.size);
    mynah__text_add(&connection->out,
                    exchange->chunked ? "transfer-encoding: chunked\r\n" : "connection: close\r\n");
    ADD(&connection->out, "\r\n");
}

static size_t on_body(char *bytes, size_t unit, size_t count, void *self)
{
    struct proxied *proxied = self;
    size_t size = unit * count;
    if (!proxied->connection->exchange.headed) {
        send_head(proxied);
    }
    struct text chunk = { .bytes = bytes, .size = size };
    mynah__send_event(proxied->connection, &chunk);
    if (proxied->heard.protocol) {
        mynah__hear(&proxied->heard, bytes, size, mynah__machine_now());
    }
    proxied->told = true;
    return size;
}

// ## The end

static void keep(struct proxied *proxied)
{
    struct proxy *proxy = proxied->proxy;
    struct heard *heard = &proxied->heard;
    struct mynah_chat_provider cassette = mynah_cassette_interface(proxy->cassette);
    const struct mynah_chat_request *request = &proxied->connection->exchange.question.request;
    struct mynah_chat_failure failure;
    struct mynah_chat_stream stream;
    mynah__hear_end(heard);
    proxy->listening.heard = heard;
    if (!heard->streams || heard->status != 200) {
        mynah_free(cassette.chat(cassette.self, request, &failure));
    } else if (cassette.stream(cassette.self, request, &stream, &failure)) {
        mynah_free(mynah_chat_collect(&stream, NULL, NULL, &failure));
    }
    proxy->listening.heard = NULL;
}

static void finish(struct proxied *proxied)
{
    struct connection *connection = proxied->connection;
    struct exchange *exchange = &connection->exchange;
    if (proxied->heard.protocol && !proxied->heard.arena.failed) {
        proxied->heard.last = mynah__machine_now();
        keep(proxied);
    }
    if (proxied->result != CURLE_OK && !exchange->headed) {
        char text[200];
        snprintf(text, sizeof text, "the upstream cannot be asked: %s",
                 proxied->proxy->curl.easy_strerror(proxied->result));
        mynah__exchange_deny(connection, 502, NULL, text);
    } else if (proxied->result != CURLE_OK) {
        mynah__exchange_break(connection, ENDING_CLOSE);
    } else {
        if (!exchange->headed) {
            send_head(proxied);
        }
        mynah__send_end(connection);
        mynah__exchange_finish(connection, ENDING_KEEP);
    }
}

// Look which answers are over, and send what came.  Working on a connection may end any of them, so
// that the list is looked at anew.
static void settle(struct proxy *proxy)
{
    CURLMsg *message;
    int left;
    while ((message = proxy->curl.multi_info_read(proxy->multi, &left)) != NULL) {
        struct proxied *proxied = NULL;
        proxy->curl.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&proxied);
        if (message->msg == CURLMSG_DONE && proxied) {
            proxied->result = message->data.result;
            proxied->over = true;
            proxied->told = true;
        }
    }
    struct proxied *proxied = proxy->first;
    while (proxied) {
        if (!proxied->told) {
            proxied = proxied->next;
            continue;
        }
        proxied->told = false;
        if (proxied->over) {
            finish(proxied);
        }
        mynah__connection_work(proxied->connection);
        proxied = proxy->first;
    }
}

// ## libcurl on the loop

static void on_ready(evutil_socket_t fd, short what, void *self)
{
    struct proxy *proxy = ((struct watched *)self)->proxy;
    int events = (what & EV_READ ? CURL_CSELECT_IN : 0) | (what & EV_WRITE ? CURL_CSELECT_OUT : 0);
    int running;
    proxy->curl.multi_socket_action(proxy->multi, fd, events, &running);
    settle(proxy);
}

static void on_timer(evutil_socket_t fd, short what, void *self)
{
    struct proxy *proxy = self;
    int running;
    (void)fd;
    (void)what;
    proxy->curl.multi_socket_action(proxy->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    settle(proxy);
}

static int set_timer(CURLM *multi, long milliseconds, void *self)
{
    struct proxy *proxy = self;
    (void)multi;
    if (milliseconds < 0) {
        evtimer_del(&proxy->timer);
        return 0;
    }
    struct timeval time = { .tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000 };
    return evtimer_add(&proxy->timer, &time);
}

static int watch(CURL *easy, curl_socket_t fd, int what, void *self, void *own)
{
    struct proxy *proxy = self;
    struct watched *watched = own;
    short events = (short)((what & CURL_POLL_IN ? EV_READ : 0) |
                           (what & CURL_POLL_OUT ? EV_WRITE : 0) | EV_PERSIST);
    (void)easy;
    if (watched) {
        event_del(&watched->event);
    }
    if (what == CURL_POLL_REMOVE) {
        mynah__free(watched);
        return 0;
    }
    if (!watched) {
        watched = mynah__alloc(sizeof *watched);
        if (!watched) {
            return -1;
        }
        watched->proxy = proxy;
        proxy->curl.multi_assign(proxy->multi, fd, watched);
    }
    event_assign(&watched->event, proxy->server->base, fd, events, on_ready, watched);
    return event_add(&watched->event, NULL);
}

// ## Passing on

static char *join_url(const struct proxy *proxy, const char *target)
{
    static const char version[] = "/v1";
    size_t size = strlen(proxy->upstream), tail = sizeof version - 1;
    bool has = size > tail && strcmp(proxy->upstream + size - tail, version) == 0;
    struct text url = { .bytes = NULL };
    mynah__text_add(&url, proxy->upstream);
    mynah__text_add(&url, target + (has && strncmp(target, "/v1/", 4) == 0 ? tail : 0));
    return mynah__text_detach(&url);
}

static bool add_headers(struct proxied *proxied, const struct http_reader *reader)
{
    static const char *const own[] = { "host",   "connection",        "content-length",
                                       "expect", "transfer-encoding", "accept-encoding" };
    const struct curl_functions *curl = &proxied->proxy->curl;
    struct curl_slist *list = curl->slist_append(NULL, "expect:");
    for (size_t i = 0; list && i < reader->header_count; i++) {
        const struct http_header *header = &reader->headers[i];
        bool mine = false;
        for (size_t k = 0; k < sizeof own / sizeof *own; k++) {
            mine = mine || strcmp(header->name, own[k]) == 0;
        }
        struct text line = { .bytes = NULL };
        mynah__text_add_format(&line, *header->value ? "%s: %s" : "%s;%s", header->name,
                               header->value);
        struct curl_slist *longer =
            mine || line.failed ? list : curl->slist_append(list, line.bytes);
        mynah__text_finish(&line);
        list = longer;
    }
    proxied->headers = list;
    return list != NULL;
}

static bool set_options(struct proxied *proxied, const char *url)
{
    const struct http_reader *reader = &proxied->connection->reader;
    const struct curl_functions *curl = &proxied->proxy->curl;
    CURL *easy = proxied->easy;
    bool post = strcmp(reader->method, "POST") == 0;
    curl->easy_setopt(easy, CURLOPT_PRIVATE, proxied);
    curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl->easy_setopt(easy, CURLOPT_HTTPHEADER, proxied->headers);
    curl->easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl->easy_setopt(easy, CURLOPT_HEADERDATA, proxied);
    curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl->easy_setopt(easy, CURLOPT_WRITEDATA, proxied);
    curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    if (post) {
        curl->easy_setopt(easy, CURLOPT_POST, 1L);
        curl->easy_setopt(easy, CURLOPT_POSTFIELDS, reader->body.bytes);
        curl->easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)reader->body.size);
    } else {
        curl->easy_setopt(easy, CURLOPT_CUSTOMREQUEST, reader->method);
    }
    return curl->easy_setopt(easy, CURLOPT_URL, url) == CURLE_OK;
}

struct proxied *mynah__proxy_begin(struct proxy *proxy, struct connection *connection)
{
    const struct exchange *exchange = &connection->exchange;
    struct proxied *proxied = mynah__alloc(sizeof *proxied);
    char *url = join_url(proxy, connection->reader.target);
    if (!proxied || !url) {
        mynah__free(proxied);
        mynah_free(url);
        return NULL;
    }
    proxied->proxy = proxy;
    proxied->connection = connection;
    proxied->heard = (struct heard){ .protocol = exchange->body ? exchange->protocol : NULL,
                                     .streams = exchange->question.stream,
                                     .begun = exchange->begun,
                                     .last = exchange->begun };
    proxied->next = proxy->first;
    proxied->link = &proxy->first;
    if (proxied->next) {
        proxied->next->link = &proxied->next;
    }
    proxy->first = proxied;
    proxied->easy = proxy->curl.easy_init();
    bool begun = proxied->easy && add_headers(proxied, &connection->reader) &&
                 set_options(proxied, url) &&
                 proxy->curl.multi_add_handle(proxy->multi, proxied->easy) == CURLM_OK;
    mynah_free(url);
    if (!begun) {
        mynah__proxied_end(proxied);
        return NULL;
    }
    return proxied;
}

void mynah__proxied_end(struct proxied *proxied)
{
    const struct curl_functions *curl = &proxied->proxy->curl;
    if (proxied->easy) {
        curl->multi_remove_handle(proxied->proxy->multi, proxied->easy);
        curl->easy_cleanup(proxied->easy);
    }
    *proxied->link = proxied->next;
    if (proxied->next) {
        proxied->next->link = proxied->link;
    }
    curl->slist_free_all(proxied->headers);
    mynah__text_finish(&proxied->passed);
    mynah__heard_finish(&proxied->heard);
    mynah__free(proxied);
}

// ## Life

struct proxy *mynah__proxy_create(struct mynah_server *server, const char *upstream,
                                  struct mynah_error *error)
{
    struct proxy *proxy = mynah__alloc(sizeof *proxy);
    if (proxy && !mynah__curl_load(&proxy->curl, error)) {
        mynah__free(proxy);
        return NULL;
    }
    if (proxy) {
        proxy->server = server;
        proxy->upstream = mynah_copy_text(upstream);
        proxy->multi = proxy->curl.multi_init();
        proxy->world = mynah_world_create(NULL, NULL);
    }
    if (proxy && proxy->upstream && proxy->multi && proxy->world) {
        size_t size = strlen(proxy->upstream);
        while (size && proxy->upstream[size - 1] == '/') {
            proxy->upstream[--size] = '\0';
        }
        proxy->listening.clock = mynah_world_clock(proxy->world);
        const struct mynah_chat_provider inner = mynah__listening_interface(&proxy->listening);
        proxy->cassette = mynah_cassette_create(proxy->world, &inner, NULL, NULL);
    }
    if (!proxy || !proxy->cassette) {
        mynah__proxy_destroy(proxy);
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        return NULL;
    }
    evtimer_assign(&proxy->timer, server->base, on_timer, proxy);
    proxy->curl.multi_setopt(proxy->multi, CURLMOPT_SOCKETFUNCTION, watch);
    proxy->curl.multi_setopt(proxy->multi, CURLMOPT_SOCKETDATA, proxy);
    proxy->curl.multi_setopt(proxy->multi, CURLMOPT_TIMERFUNCTION, set_timer);
    proxy->curl.multi_setopt(proxy->multi, CURLMOPT_TIMERDATA, proxy);
    return proxy;
}

bool mynah__proxy_save(struct proxy *proxy, const char *path, struct mynah_error *error)
{
    return mynah_cassette_save(proxy->cassette, path, error);
}

void mynah__proxy_destroy(struct proxy *proxy)
{
    if (!proxy) {
        return;
    }
    if (proxy->multi) {
        proxy->curl.multi_cleanup(proxy->multi);
    }
    mynah_world_destroy(proxy->world);
    mynah_free(proxy->upstream);
    mynah__free(proxy);
}
