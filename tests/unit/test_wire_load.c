// SPDX-License-Identifier: Apache-2.0
//
// The server under load: thousands of requests over many connections, two servers at once, bounds
// on connections, on the journal and on a client's time, IPv6.

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../wire/load.h"
#include "wire_client.h"

#if defined(__SANITIZE_ADDRESS__)
size_t __sanitizer_get_current_allocated_bytes(void);
#else
#include <malloc.h>
#endif
#include <pthread.h>
#include <stdlib.h>

// Under TSan a request takes some ten times longer.
#if defined(__SANITIZE_THREAD__)
enum { MANY = 2000 };
#else
enum { MANY = 4000 };
#endif
enum { JOURNAL_LIMIT = 200 };

static size_t memory_used(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return __sanitizer_get_current_allocated_bytes();
#else
    return mallinfo2().uordblks;
#endif
}

struct loaded {
    struct mynah_world *world;
    struct mynah_provider *mock;
    struct mynah_server *server;
    size_t requests;
    const char *body;
    double seconds;
};

static void begin(struct loaded *loaded, const struct mynah_server_options *with)
{
    const struct mynah_step always = { .times = MYNAH_ALWAYS };
    struct mynah_server_options options = *with;
    loaded->world =
        mynah_world_create(&(struct mynah_world_options){ .journal_limit = JOURNAL_LIMIT }, NULL);
    loaded->mock = mynah_provider_create(loaded->world, NULL, NULL);
    assert_true(mynah_provider_add_reply(
        loaded->mock, &(struct mynah_chat_response){ .content = "Hello you" }, &always, NULL));
    options.provider = loaded->mock;
    loaded->server = mynah_server_start(&options, NULL);
    assert_non_null(loaded->server);
}

static void end(struct loaded *loaded)
{
    mynah_server_stop(loaded->server);
    mynah_world_destroy(loaded->world);
}

static void *keep_busy(void *self)
{
    struct loaded *loaded = self;
    loaded->seconds = load_run(&(struct load){ .port = mynah_server_port(loaded->server),
                                               .path = "/v1/chat/completions",
                                               .body = loaded->body,
                                               .connections = 16,
                                               .requests = loaded->requests });
    return NULL;
}

// What the journal keeps is bounded, what it counts is not; neither is there more memory.
static void thousands_of_requests_leave_no_more_memory_behind(void **state)
{
    struct loaded loaded = { .body = CHAT(""), .requests = MANY / 10 };
    size_t used[2] = { 0 };
    (void)state;
    begin(&loaded, &(struct mynah_server_options){ 0 });
    for (int i = 0; i < 2; i++) {
        keep_busy(&loaded);
        assert_true(loaded.seconds > 0);
        used[i] = memory_used();
        loaded.requests = MANY - MANY / 10;
    }
    const struct mynah_journal *journal = mynah_server_requests(loaded.server);
    assert_int_equal(mynah_provider_calls(loaded.mock), MANY);
    assert_int_equal(mynah_journal_dropped(journal), 2 * MANY - JOURNAL_LIMIT);
    assert_true(used[1] < used[0] + (256 << 10));
    end(&loaded);
}

static void two_servers_work_at_the_same_time(void **state)
{
    struct loaded loaded[2] = { { .body = CHAT(""), .requests = MANY / 4 },
                                { .body = CHAT(STREAM), .requests = MANY / 4 } };
    pthread_t threads[2];
    (void)state;
    for (int i = 0; i < 2; i++) {
        begin(&loaded[i], &(struct mynah_server_options){ 0 });
        assert_int_equal(pthread_create(&threads[i], NULL, keep_busy, &loaded[i]), 0);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
        assert_true(loaded[i].seconds > 0);
        assert_int_equal(mynah_provider_calls(loaded[i].mock), MANY / 4);
        end(&loaded[i]);
    }
}

// Two may talk at a time; who comes third is answered when one of them has gone.
static void connections_over_the_limit_wait(void **state)
{
    static struct answer answer;
    struct loaded loaded = { 0 };
    int clients[3];
    (void)state;
    begin(&loaded, &(struct mynah_server_options){ .connections_most = 2 });
    for (int i = 0; i < 3; i++) {
        clients[i] = client_open(loaded.server);
        if (i < 2) {
            client_send(clients[i], "GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n", 37);
            client_read(clients[i], &answer, "\"list\"", 5000);
            assert_non_null(strstr(answer.bytes, "200 OK"));
        }
    }
    client_post(clients[2], "/v1/messages", MESSAGES(""));
    client_read(clients[2], &answer, NULL, 300);
    assert_int_equal(answer.size, 0);
    assert_false(answer.ended);
    close(clients[0]);
    client_read(clients[2], &answer, NULL, 5000);
    assert_non_null(strstr(answer.bytes, "Hello you"));
    close(clients[1]);
    close(clients[2]);
    end(&loaded);
}

// Who stops in the middle of a request is told so; who says nothing at all is not.
static void slow_senders_are_given_up(void **state)
{
    static struct answer answer;
    static const struct {
        const char *sent;
        const char *told;
    } rows[] = {
        { "POST /v1/messages HT", "HTTP/1.1 408 " },
        { "POST /v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{", "HTTP/1.1 408 " },
        { "", "" },
    };
    struct loaded loaded = { 0 };
    (void)state;
    begin(&loaded, &(struct mynah_server_options){ .idle_most = 100 * MYNAH_MILLISECOND });
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int client = client_open(loaded.server);
        client_send(client, rows[i].sent, strlen(rows[i].sent));
        client_read(client, &answer, NULL, 5000);
        assert_true(answer.ended);
        assert_memory_equal(answer.bytes, rows[i].told, strlen(rows[i].told));
        assert_int_equal(answer.size == 0, *rows[i].told == '\0');
        close(client);
    }
    assert_int_equal(mynah_provider_calls(loaded.mock), 0);
    end(&loaded);
}

static bool has_ipv6(void)
{
    struct sockaddr_in6 address = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
    int fd = socket(AF_INET6, SOCK_STREAM, 0);
    bool has = fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof address) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return has;
}

static void ipv6_is_listened_at(void **state)
{
    static struct answer answer;
    struct loaded loaded = { 0 };
    (void)state;
    if (!has_ipv6()) {
        skip();
    }
    begin(&loaded, &(struct mynah_server_options){ .address = "::1" });
    assert_memory_equal(mynah_server_url(loaded.server), "http://[::1]:", 13);
    struct sockaddr_in6 address = { .sin6_family = AF_INET6,
                                    .sin6_port = htons((uint16_t)mynah_server_port(loaded.server)),
                                    .sin6_addr = IN6ADDR_LOOPBACK_INIT };
    int client = socket(AF_INET6, SOCK_STREAM, 0);
    assert_int_equal(connect(client, (struct sockaddr *)&address, sizeof address), 0);
    client_post(client, "/v1/responses", RESPONSES(""));
    client_read(client, &answer, NULL, 5000);
    assert_non_null(strstr(answer.bytes, "Hello you"));
    close(client);
    end(&loaded);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(thousands_of_requests_leave_no_more_memory_behind),
        cmocka_unit_test(two_servers_work_at_the_same_time),
        cmocka_unit_test(connections_over_the_limit_wait),
        cmocka_unit_test(slow_senders_are_given_up),
        cmocka_unit_test(ipv6_is_listened_at),
    };
    return cmocka_run_group_tests_name("wire_load", tests, NULL, NULL);
}
