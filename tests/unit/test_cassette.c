// SPDX-License-Identifier: Apache-2.0
//
// mynah/cassette.h: what was recorded is what is replayed.

#include <mynah/breaker.h>
#include <mynah/cassette.h>
#include <mynah/double.h>
#include <mynah/schema.h>

#include "core/alloc.h"
#include "core/file.h"
#include "provider_rows.h"
#include "shortage.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const struct mynah_chat_chunk two[] = { { .content = "a", .delay = 5 },
                                               { .content = "b", .delay = 7 } };

struct set {
    struct mynah_world *world;
    struct mynah_provider *mock;
    struct mynah_cassette *cassette;
    struct mynah_chat_provider provider;
    char path[64];
};

static void begin(struct set *set)
{
    const struct mynah_chat_response reply = { .content = "Hi" };
    const struct mynah_chat_script stream = { .chunks = two, .chunk_count = 2 };
    const struct mynah_chat_script cut = { .chunks = two, .chunk_count = 1, .cut = true };
    const struct mynah_chat_error limit = { .kind = MYNAH_CHAT_RATE_LIMIT, .retry_after = 99 };
    const struct mynah_chat_error late = { .kind = MYNAH_CHAT_TIMEOUT, .timeout = 40 };
    const struct mynah_step slow = { .delay = 100 };
    set->world = mynah_world_create(NULL, NULL);
    set->mock = mynah_provider_create(set->world, NULL, NULL);
    struct mynah_chat_provider inner = mynah_provider_interface(set->mock);
    set->cassette = mynah_cassette_create(set->world, &inner, NULL, NULL);
    set->provider = mynah_cassette_interface(set->cassette);
    mynah_provider_add_reply(set->mock, &reply, &slow, NULL);
    mynah_provider_add_stream(set->mock, &stream, &slow, NULL);
    mynah_provider_add_error(set->mock, &limit, NULL, NULL);
    mynah_provider_add_error(set->mock, &late, &slow, NULL);
    mynah_provider_add_stream(set->mock, &cut, NULL, NULL);
    strcpy(set->path, "/tmp/mynah-cassette-XXXXXX");
    int file = mkstemp(set->path);
    assert_true(file >= 0);
    close(file);
}

static void finish(struct set *set)
{
    unlink(set->path);
    mynah_world_destroy(set->world);
}

// What a host sees of five calls: two answers and three failures, and when.
static void watch(const struct mynah_chat_provider *provider, struct mynah_world *world, char *seen,
                  size_t size)
{
    size_t used = 0;
    for (int i = 0; i < 5; i++) {
        struct mynah_chat_failure failure = { .kind = MYNAH_CHAT_NO_FAILURE };
        struct mynah_chat_response *response = NULL;
        struct mynah_chat_stream stream;
        if (i != 1 && i != 4) {
            response = provider->chat(provider->self, &request, &failure);
        } else if (provider->stream(provider->self, &request, &stream, &failure)) {
            response = mynah_chat_collect(&stream, NULL, NULL, &failure);
        }
        used += (size_t)snprintf(
            seen + used, size - used, "%lld: %s %s %lld %lld %s\n",
            (long long)mynah_clock_now(mynah_world_clock(world)),
            response ? response->content : "-", mynah_chat_failure_kind_name(failure.kind),
            (long long)failure.retry_after, (long long)failure.timeout, failure.error.text);
        mynah_free(response);
    }
}

static void test_replay_is_what_was_recorded(void **state)
{
    (void)state;
    struct set set;
    struct mynah_error error;
    char recorded[1000], replayed[1000], why[500];
    begin(&set);
    watch(&set.provider, set.world, recorded, sizeof recorded);
    assert_string_equal(recorded, "100: Hi none 0 0 \n"
                                  "212: ab none 0 0 \n"
                                  "212: - rate_limit 99 0 Simulated rate_limit error\n"
                                  "352: - timeout 0 40 Simulated timeout error\n"
                                  "357: - connection 0 0 the stream ended without a final chunk\n");
    assert_int_equal(mynah_cassette_count(set.cassette), 5);
    assert_true(mynah_cassette_save(set.cassette, set.path, &error));
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    struct mynah_provider *mock = mynah_cassette_replay(world, set.path, NULL, &error);
    if (!mock) {
        fail_msg("%s", error.text);
    }
    struct mynah_chat_provider provider = mynah_provider_interface(mock);
    assert_false(mynah_world_verify(world, why, sizeof why));
    watch(&provider, world, replayed, sizeof replayed);
    assert_string_equal(replayed, recorded);
    assert_true(mynah_world_verify(world, why, sizeof why));
    mynah_world_destroy(world);
    finish(&set);
}

// A request that was not recorded is refused, with the difference to the nearest one.
static void test_strict(void **state)
{
    (void)state;
    struct set set;
    struct mynah_chat_failure failure;
    struct mynah_chat_request other = request;
    struct mynah_chat_message messages[2] = { asked[0], asked[1] };
    begin(&set);
    mynah_free(set.provider.chat(set.provider.self, &request, &failure));
    assert_true(mynah_cassette_save(set.cassette, set.path, NULL));
    struct mynah_provider *mock = mynah_cassette_replay(set.world, set.path, NULL, NULL);
    messages[1].content = "Plot the orbits";
    other.messages = messages;
    assert_null(mynah_provider_chat(mock, &other, &failure));
    assert_int_equal(failure.kind, MYNAH_CHAT_STAND_IN);
    assert_non_null(strstr(failure.error.text, "nearest is step 1: messages[1]"));
    assert_text(mock, "Hi");
    assert_null(mynah_provider_chat(mock, &request, &failure));
    assert_non_null(strstr(failure.error.text, "nearest is step 1: used up"));
    finish(&set);
}

static void test_loose(void **state)
{
    (void)state;
    struct set set;
    const struct mynah_replay_options loose = { .loose = true, .no_delays = true };
    struct mynah_chat_request other = request;
    begin(&set);
    mynah_free(set.provider.chat(set.provider.self, &request, NULL));
    assert_true(mynah_cassette_save(set.cassette, set.path, NULL));
    struct mynah_provider *mock = mynah_cassette_replay(set.world, set.path, &loose, NULL);
    other.messages = &asked[1];
    other.message_count = 1;
    other.max_tokens = 7;
    int64_t before = mynah_clock_now(mynah_world_clock(set.world));
    for (int i = 0; i < 3; i++) {
        struct mynah_chat_response *response = mynah_provider_chat(mock, &other, NULL);
        assert_string_equal(response->content, "Hi");
        mynah_free(response);
    }
    assert_int_equal(mynah_clock_now(mynah_world_clock(set.world)), before);
    finish(&set);
}

static char *content_of(const char *path)
{
    struct text text = { .bytes = NULL };
    assert_true(mynah__file_read(path, 100000, &text, NULL));
    return mynah__text_detach(&text);
}

static void test_secrets(void **state)
{
    (void)state;
    struct set set;
    const struct mynah_tool_call call = { .name = "login",
                                          .arguments =
                                              "{\"user\": \"u\", \"Password\": \"s3cret\"}" };
    struct mynah_chat_request with_key = request;
    begin(&set);
    mynah_provider_clear(set.mock, NULL);
    mynah_provider_add_tool_calls(set.mock, &call, 1, NULL, NULL);
    with_key.options = "{\"headers\": {\"Authorization\": \"Bearer s3cret\"}, \"seed\": 7}";
    mynah_free(set.provider.chat(set.provider.self, &with_key, NULL));
    assert_true(mynah_cassette_save(set.cassette, set.path, NULL));
    char *json = content_of(set.path);
    assert_null(strstr(json, "s3cret"));
    assert_non_null(strstr(json, "\"Authorization\":\"[redacted]\""));
    assert_non_null(strstr(json, "\"seed\":7"));
    mynah_free(json);
    // Whoever asks with another key is answered all the same.
    struct mynah_provider *mock = mynah_cassette_replay(set.world, set.path, NULL, NULL);
    with_key.options = "{\"headers\": {\"Authorization\": \"Bearer other\"}}";
    struct mynah_chat_response *response = mynah_provider_chat(mock, &with_key, NULL);
    assert_non_null(response);
    assert_string_equal(response->tool_calls[0].arguments,
                        "{\"user\":\"u\",\"Password\":\"[redacted]\"}");
    mynah_free(response);
    finish(&set);
}

static void test_secrets_of_ones_own(void **state)
{
    (void)state;
    struct set set;
    const char *const names[] = { "beamline" };
    const struct mynah_cassette_options options = { .secrets = names, .secret_count = 1 };
    struct mynah_chat_request own = request;
    begin(&set);
    struct mynah_chat_provider inner = mynah_provider_interface(set.mock);
    struct mynah_cassette *cassette = mynah_cassette_create(set.world, &inner, &options, NULL);
    struct mynah_chat_provider provider = mynah_cassette_interface(cassette);
    own.options = "{\"BEAMLINE\": \"x9\", \"token\": \"visible\"}";
    mynah_free(provider.chat(provider.self, &own, NULL));
    assert_true(mynah_cassette_save(cassette, set.path, NULL));
    char *json = content_of(set.path);
    assert_null(strstr(json, "x9"));
    assert_non_null(strstr(json, "visible"));
    mynah_free(json);
    finish(&set);
}

struct told {
    size_t ends;
    size_t chunks;
};

static void listen(void *self, const struct mynah_chat_event *event)
{
    struct told *told = self;
    told->ends += !event->chunk;
    told->chunks += event->chunk != NULL;
}

static void test_submitted_calls_are_kept(void **state)
{
    (void)state;
    struct set set;
    struct told told = { .ends = 0 };
    begin(&set);
    const struct mynah_chat_listener plain = { listen, &told, false };
    const struct mynah_chat_listener streams = { listen, &told, true };
    set.provider.submit(set.provider.self, &request, &plain, NULL);
    set.provider.submit(set.provider.self, &request, &streams, NULL);
    struct mynah_chat_handle *handle =
        set.provider.submit(set.provider.self, &request, &streams, NULL);
    set.provider.cancel(set.provider.self, handle);
    mynah_clock_advance(mynah_world_clock(set.world), 1000);
    assert_int_equal(told.ends, 3);
    assert_int_equal(told.chunks, 3);
    assert_int_equal(mynah_cassette_count(set.cassette), 3);
    set.provider.submit(set.provider.self, &request, &streams, NULL); // on its way for ever
    mynah_cassette_save(set.cassette, set.path, NULL);
    struct mynah_provider *mock = mynah_cassette_replay(set.world, set.path, NULL, NULL);
    assert_non_null(mock);
    finish(&set);
}

static void test_early_close_is_kept(void **state)
{
    (void)state;
    struct set set;
    struct mynah_chat_stream stream;
    const struct mynah_chat_chunk *chunk;
    begin(&set);
    mynah_free(set.provider.chat(set.provider.self, &request, NULL));
    assert_true(set.provider.stream(set.provider.self, &request, &stream, NULL));
    assert_true(stream.next(stream.self, &chunk, NULL));
    stream.close(stream.self);
    assert_int_equal(mynah_cassette_count(set.cassette), 2);
    assert_true(mynah_cassette_save(set.cassette, set.path, NULL));
    assert_non_null(mynah_cassette_replay(set.world, set.path, NULL, NULL));
    finish(&set);
}

static const struct {
    const char *json;
    const char *text;
    int line;
} wrong[] = {
    { "", "the cassette is no JSON: '[' or '{' expected near end of file", 1 },
    { "{\"mynah_cassette\": 1,\n \"calls\": [",
      "the cassette is no JSON: ']' expected near end of "
      "file",
      2 },
    { "{}", "this is no cassette: it has no `\"mynah_cassette\": 1` and `calls`", 0 },
    { "{\"mynah_cassette\": 2, \"calls\": []}",
      "this is no cassette: it has no `\"mynah_cassette\": 1` and `calls`", 0 },
    { "{\"mynah_cassette\": 1, \"calls\": [7]}",
      "call 1 of the cassette: its `request` is no object", 1 },
    { "{\"mynah_cassette\": 1, \"calls\": [{\"request\": {\"model\": 7}}]}",
      "call 1 of the cassette: request: model: expected a string", 1 },
    { "{\"other\": {\"calls\": [1, [\"]\\\"\"]]}, \"mynah_cassette\": 1,\n \"calls\": [\n"
      "{\"request\": {}, \"response\": {\"content\": \"[,\\\"{\"}},\n\n  {\"request\": []}]}",
      "call 2 of the cassette: its `request` is no object", 5 },
    { "{\"mynah_cassette\": 1, \"calls\": [{\"request\": {}}]}",
      "call 1 of the cassette: it has neither a response nor chunks nor a failure", 1 },
};

static void test_what_is_no_cassette(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct mynah_error error;
        assert_null(
            mynah_cassette_replay_text(NULL, wrong[i].json, strlen(wrong[i].json), NULL, &error));
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
        assert_string_equal(error.text, wrong[i].text);
        if (wrong[i].line) {
            assert_int_equal(error.line, wrong[i].line);
        }
    }
    struct mynah_error error;
    assert_null(mynah_cassette_replay(NULL, "/nonexistent/x.json", NULL, &error));
    assert_int_equal(error.code, MYNAH_ERROR_IO);
}

// Nesting that would not end is refused, not followed.
static void test_deep(void **state)
{
    (void)state;
    enum { DEEP = 200000 };
    char *json = malloc(DEEP + 100);
    struct mynah_error error;
    size_t head = (size_t)sprintf(json, "{\"mynah_cassette\": 1, \"calls\": ");
    memset(json + head, '[', DEEP);
    assert_null(mynah_cassette_replay_text(NULL, json, head + DEEP, NULL, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    assert_int_equal(error.line, 1);
    assert_in_range(error.column, head + 1000, head + 4000);
    assert_string_equal(error.text,
                        "the cassette is no JSON: maximum parsing depth reached near '['");
    free(json);
}

// A file that is larger than any cassette may be is not read to its end; a large one is, and the
// error at its end says where.
static void test_huge(void **state)
{
    (void)state;
    enum { LARGE = 8 << 20 };
    struct set set;
    struct mynah_error error;
    begin(&set);
    FILE *file = fopen(set.path, "w");
    assert_non_null(file);
    assert_int_equal(ftruncate(fileno(file), (off_t)MYNAH_CASSETTE_SIZE_MOST + 1), 0);
    fclose(file);
    assert_null(mynah_cassette_replay(NULL, set.path, NULL, &error));
    assert_int_equal(error.code, MYNAH_ERROR_LIMIT);
    assert_non_null(strstr(error.text, "' has more than 67108864 bytes"));
    char *json = malloc(LARGE + 200);
    assert_non_null(json);
    size_t head = (size_t)sprintf(json, "{\"mynah_cassette\": 1, \"calls\": [\n{\"request\": {}, "
                                        "\"response\": {\"content\": \"");
    memset(json + head, 'x', LARGE);
    size_t size = head + LARGE + (size_t)sprintf(json + head + LARGE, "\"}},\n{\"request\": {}}]}");
    assert_null(mynah_cassette_replay_text(NULL, json, size, NULL, &error));
    assert_int_equal(error.line, 3);
    assert_int_equal(error.column, 1);
    assert_non_null(strstr(error.text, "call 2 of the cassette: "));
    assert_null(mynah_cassette_replay_text(NULL, json, size - 2, NULL, &error)); // cut off
    assert_int_equal(error.line, 3);
    assert_string_equal(error.text, "the cassette is no JSON: ']' expected near end of file");
    free(json);
    finish(&set);
}

// Each way in which JSON is read here; returns whether it was.
static bool read_json(size_t way, const char *json, struct mynah_error *error)
{
    struct mynah_provider *mock = NULL;
    void *block = NULL;
    if (way == 0) {
        mock = mynah_cassette_replay_text(NULL, json, strlen(json), NULL, error);
        mynah_provider_destroy(mock);
    } else if (way == 1) {
        return mynah_schema_check(json, error);
    } else if (way == 2) {
        block = mynah_arguments_pack(error, "{s:j}", "value", json);
    } else {
        block = mynah_record_from_json(mynah_chat_error_shape(), json, strlen(json), error);
    }
    mynah_free(block);
    return mock || block;
}

// JSON that is good is not blamed when memory is missing inside of the library that reads it.
static void test_no_memory_for_json(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{\"mynah_cassette\": 1, \"calls\": [{\"request\": {\"messages\": [{\"role\": \"user\", "
        "\"content\": \"a prompt that is a little longer\"}]}, \"response\": {\"usage\": "
        "{\"total_tokens\": 12}, \"content\": \"\\u00e4\"}}]}",
        "{\"type\": \"object\", \"properties\": {\"a\": {\"minimum\": 1.5}}}",
        "{\"list\": [1, \"a text that is a little longer\", null]}",
        "{\"message\": \"a message that is a little longer\", \"status\": 4}",
    };
    json_set_alloc_funcs(mynah__alloc, mynah__free);
    for (size_t way = 0; way < sizeof texts / sizeof *texts; way++) {
        struct shortage at = { 0 };
        while (shortage_next(&at)) {
            shortage_over(&at, read_json(way, texts[way], &at.error));
        }
        shortage_came_behind(&at, 10);
    }
    json_set_alloc_funcs(malloc, free);
}

static void test_unwritable(void **state)
{
    (void)state;
    struct set set;
    struct mynah_error error;
    begin(&set);
    assert_false(mynah_cassette_save(set.cassette, "/nonexistent/x.json", &error));
    assert_string_equal(error.text, "cannot write '/nonexistent/x.json': there is no such file");
    mynah_cassette_reset(set.cassette);
    assert_int_equal(mynah_cassette_count(set.cassette), 0);
    finish(&set);
}

static bool exercise(struct set *set)
{
    char seen[1000];
    struct mynah_chat_provider inner = mynah_provider_interface(set->mock);
    struct mynah_cassette *cassette = mynah_cassette_create(NULL, &inner, NULL, NULL);
    if (!cassette) {
        return false;
    }
    struct mynah_chat_provider provider = mynah_cassette_interface(cassette);
    mynah_provider_reset(set->mock);
    watch(&provider, set->world, seen, sizeof seen);
    bool good =
        mynah_cassette_count(cassette) == 5 && mynah_cassette_save(cassette, set->path, NULL);
    struct mynah_provider *mock = good ? mynah_cassette_replay(NULL, set->path, NULL, NULL) : NULL;
    mynah_provider_destroy(mock);
    mynah_cassette_destroy(cassette);
    return mock != NULL;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    struct set set;
    struct shortage at = { .untold = true };
    begin(&set);
    while (shortage_next(&at)) {
        shortage_over(&at, exercise(&set));
    }
    shortage_came_behind(&at, 100);
    finish(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_replay_is_what_was_recorded),
        cmocka_unit_test(test_strict),
        cmocka_unit_test(test_loose),
        cmocka_unit_test(test_secrets),
        cmocka_unit_test(test_secrets_of_ones_own),
        cmocka_unit_test(test_submitted_calls_are_kept),
        cmocka_unit_test(test_early_close_is_kept),
        cmocka_unit_test(test_what_is_no_cassette),
        cmocka_unit_test(test_deep),
        cmocka_unit_test(test_huge),
        cmocka_unit_test(test_unwritable),
        cmocka_unit_test(test_no_memory_for_json),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("cassette", tests, NULL, NULL);
}
