// SPDX-License-Identifier: Apache-2.0
//
// mynah/queue.h: the cases that MockVLMProvider is tested with, its rules of JSON, and its quirks
// done better.

#include <mynah/queue.h>

#include "provider_rows.h"
#include "shortage.h"

#include <locale.h>

static const struct mynah_queue_item three[] = {
    { .text = "OK1" },
    { .text = "OK2" },
    { .text = "OK3" },
};

static struct mynah_provider *create(const struct mynah_queue_item *items, size_t count,
                                     const size_t *malformed_at, size_t malformed_count)
{
    const struct mynah_queue_options options = { .items = items,
                                                 .count = count,
                                                 .malformed_at = malformed_at,
                                                 .malformed_count = malformed_count };
    struct mynah_error error;
    struct mynah_provider *queue = mynah_queue_create(NULL, &options, &error);
    if (!queue) {
        fail_msg("%s", error.text);
    }
    return queue;
}

static void case_canned_responses_in_order(void **state)
{
    (void)state;
    struct mynah_provider *queue = create(three, 3, NULL, 0);
    assert_text(queue, "OK1");
    assert_text(queue, "OK2");
    assert_int_equal(mynah_provider_calls(queue), 2);
    assert_string_equal(mynah_provider_prompt(queue, 0), "Plot the orbit");
    mynah_provider_destroy(queue);
}

static void case_validation_error_at_the_second_of_three(void **state)
{
    (void)state;
    const size_t second = 2;
    struct mynah_provider *queue = create(three, 3, &second, 1);
    assert_text(queue, "OK1");
    assert_text(queue, "{ this is not valid json !!! ");
    assert_text(queue, "OK3");
    assert_int_equal(mynah_provider_calls(queue), 3);
    assert_int_equal(strlen(MYNAH_QUEUE_MALFORMED), 29);
    mynah_provider_destroy(queue);
}

static void case_exhausted_at_the_second_of_one(void **state)
{
    (void)state;
    struct mynah_provider *queue = create(three, 1, NULL, 0);
    struct mynah_chat_failure failure;
    assert_text(queue, "OK1");
    assert_null(mynah_provider_chat(queue, &request, &failure));
    assert_string_equal(failure.error.text, "queue exhausted: 2 calls, only 1 response queued; "
                                            "asked: \"Plot the orbit\"");
    assert_int_equal(failure.error.code, MYNAH_ERROR_EXHAUSTED);
    assert_int_equal(failure.kind, MYNAH_CHAT_STAND_IN);
    // The call and its prompt are recorded all the same, and the next one counts on.
    assert_int_equal(mynah_provider_calls(queue), 2);
    assert_string_equal(mynah_provider_prompt(queue, 1), "Plot the orbit");
    assert_null(mynah_provider_chat(queue, &request, &failure));
    assert_non_null(strstr(failure.error.text, "3 calls"));
    mynah_provider_destroy(queue);
}

static void case_an_empty_queue_is_never_called(void **state)
{
    (void)state;
    struct mynah_provider *queue = create(NULL, 0, NULL, 0);
    assert_fails(queue, MYNAH_CHAT_STAND_IN,
                 "queue exhausted: 1 call, only 0 responses queued; asked: \"Plot the orbit\"");
    mynah_provider_destroy(queue);
}

static void case_reset_replays_from_the_start(void **state)
{
    (void)state;
    const size_t first = 1;
    struct mynah_provider *queue = create(three, 2, &first, 1);
    for (int i = 0; i < 2; i++) {
        assert_text(queue, MYNAH_QUEUE_MALFORMED);
        assert_text(queue, "OK2");
        mynah_provider_reset(queue);
        assert_int_equal(mynah_provider_calls(queue), 0);
        assert_null(mynah_provider_prompt(queue, 0));
    }
    mynah_provider_destroy(queue);
}

// A clone goes on where the queue is; what is done to one does not show in the other.
static void case_clones_keep_the_place(void **state)
{
    (void)state;
    struct mynah_provider *queue = create(three, 3, NULL, 0);
    assert_text(queue, "OK1");
    struct mynah_provider *shallow = mynah_provider_clone(queue, NULL);
    struct mynah_provider *deep = mynah_provider_clone_deep(queue, NULL, NULL);
    assert_int_equal(mynah_provider_calls(shallow), 0);
    assert_int_equal(mynah_provider_calls(deep), 1);
    assert_string_equal(mynah_provider_prompt(deep, 0), "Plot the orbit");
    assert_string_equal(mynah_provider_reply(deep, 0)->content, "OK1");
    assert_text(shallow, "OK2");
    assert_text(deep, "OK2");
    assert_text(queue, "OK2");
    mynah_provider_destroy(shallow);
    mynah_provider_destroy(queue);
    // Deep: it needs nothing of the original, not even for what comes behind the last item.
    assert_text(deep, "OK3");
    assert_fails(deep, MYNAH_CHAT_STAND_IN,
                 "queue exhausted: 4 calls, only 3 responses queued; asked: \"Plot the orbit\"");
    assert_int_equal(mynah_provider_calls(deep), 4);
    mynah_provider_destroy(deep);
}

// ## JSON

static const struct {
    const char *json;
    const char *written;
} rules[] = {
    { "{\"a\": 1, \"b\": [true, null]}", "{\"a\":1,\"b\":[true,null]}" },
    { "[]", "[]" },
    { "{}", "{}" },
    { "null", "null" },
    { "[1]", "[1]" },
    { "3.141592653589793", "3.1416" },
    { "0.00012345", "0.0001" },
    { "123456.789012", "123456.789" },
    { "1e-7", "1e-07" },
    { "1e10", "10000000000" },
    { "1e22", "1e+22" },
    { "2147483648.0", "2147483648" },
    { "0.30000000000000004", "0.3" },
    { "1.0", "1" },
    { "-2.5", "-2.5" },
    { "0.0", "0" },
    { "-0.00002", "0" },
    { "0.99999", "1" },
    { "2.00005", "2" },
    { "1e300", "1e+300" },
    { "\"\\\" \\\\ \\n \\r \\t \\b \\f \\u001f\"", "\"\\\" \\\\ \\n \\r \\t \\b \\f \\u001f\"" },
    { "\"</p> a/b \\u007f \xc3\xa9\"", "\"<\\/p> a/b \x7f \xc3\xa9\"" },
    // Better than the original, which loses digits of both.
    { "9007199254740993", "9007199254740993" },
    { "-12345678901.5", "-12345678901.5" },
};

static void test_json(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        char *written = mynah_queue_json(rules[i].json, NULL);
        assert_string_equal(written, rules[i].written);
        const struct mynah_queue_item item = { .json = rules[i].json };
        struct mynah_provider *queue = create(&item, 1, NULL, 0);
        assert_text(queue, written);
        mynah_provider_destroy(queue);
        mynah_free(written);
    }
    struct mynah_error error;
    assert_null(mynah_queue_json("{\"a\":\n 1,}", &error));
    assert_int_equal(error.line, 2);
    // R's lists may have a name twice, which becomes `a` and `a.1`; here it is an error.
    assert_null(mynah_queue_json("{\"a\": 1, \"a\": 2}", &error));
    assert_non_null(strstr(error.text, "duplicate object key"));
}

static void test_json_in_any_locale(void **state)
{
    (void)state;
    static const char *const names[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "de_DE", "C" };
    size_t i = 0;
    while (!setlocale(LC_NUMERIC, names[i])) {
        i++;
    }
    char *written = mynah_queue_json("[1e-7, 12345678901.25]", NULL);
    setlocale(LC_NUMERIC, "C");
    assert_string_equal(written, "[1e-07,12345678901.25]");
    mynah_free(written);
}

// ## Quirks, done better

// Several answers can be spoilt, and without taking an item away.
static void quirk_several_and_not_instead(void **state)
{
    (void)state;
    const size_t at[] = { 1, 3 };
    const struct mynah_queue_options options = {
        .items = three, .count = 2, .malformed_at = at, .malformed_count = 2, .keep_items = true
    };
    struct mynah_provider *queue = mynah_queue_create(NULL, &options, NULL);
    assert_text(queue, MYNAH_QUEUE_MALFORMED);
    assert_text(queue, "OK1");
    assert_text(queue, MYNAH_QUEUE_MALFORMED);
    assert_text(queue, "OK2");
    mynah_provider_destroy(queue);
}

// What can never happen is refused when it is told, not passed over.
static void quirk_what_makes_no_sense_is_refused(void **state)
{
    (void)state;
    static const size_t late[] = { 4 }, twice[] = { 2, 2 }, zero[] = { 0 };
    static const struct mynah_queue_item none = { .text = NULL }, both = { "a", "1" };
    static const struct mynah_queue_item broken = { .json = "[1," };
    static const struct {
        struct mynah_queue_options options;
        const char *text;
    } rows[] = {
        { { .items = three, .count = 3, .malformed_at = late, .malformed_count = 1 },
          "call 4 is to be spoilt, but only 3 are answered" },
        { { .items = three, .count = 3, .malformed_at = twice, .malformed_count = 2 },
          "the calls to spoil are not in order, from 1: there is 2" },
        { { .items = three, .count = 3, .malformed_at = zero, .malformed_count = 1 },
          "the calls to spoil are not in order, from 1: there is 0" },
        { { .items = &none, .count = 1 }, "item 1 has neither text nor json" },
        { { .items = &both, .count = 1 }, "item 1 has both text and json" },
        { { .items = &broken, .count = 1 },
          "item 1: the value is no JSON: line 1, column 3: ']' expected near end of file" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct mynah_error error;
        assert_null(mynah_queue_create(NULL, &rows[i].options, &error));
        assert_string_equal(error.text, rows[i].text);
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    }
}

// A request without a prompt is logged like any other; images are kept.
static void quirk_nothing_is_missing_from_the_log(void **state)
{
    (void)state;
    static const char bytes[] = "\x89PNG";
    const struct mynah_chat_part parts[] = {
        { .kind = MYNAH_CHAT_PART_TEXT, .text = "Describe it" },
        { .kind = MYNAH_CHAT_PART_IMAGE, .media_type = "image/png", .data = { bytes, 4 } },
        { .kind = MYNAH_CHAT_PART_IMAGE, .url = "https://example.org/b.png" },
    };
    const struct mynah_chat_message message = { .role = "user", .parts = parts, .part_count = 3 };
    const struct mynah_chat_request seen = { .messages = &message, .message_count = 1 };
    const struct mynah_chat_request empty = { .model = "m" };
    struct mynah_provider *queue = create(three, 2, NULL, 0);
    mynah_free(mynah_provider_chat(queue, &empty, NULL));
    mynah_free(mynah_provider_chat(queue, &seen, NULL));
    assert_int_equal(mynah_provider_calls(queue), 2);
    assert_null(mynah_provider_prompt(queue, 0));
    assert_string_equal(mynah_provider_prompt(queue, 1), "Describe it");
    assert_null(mynah_provider_image(queue, 0, 0));
    assert_memory_equal(mynah_provider_image(queue, 1, 0)->data.data, bytes, 4);
    assert_string_equal(mynah_provider_image(queue, 1, 1)->url, "https://example.org/b.png");
    assert_null(mynah_provider_image(queue, 1, 2));
    assert_null(mynah_provider_image(queue, 7, 0));
    mynah_provider_destroy(queue);
}

// Items that nobody asked for are noticed; it streams and can be slow like any provider.
static void quirk_it_is_a_whole_provider(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    const struct mynah_queue_options options = { .name = "vlm", .items = three, .count = 2 };
    struct mynah_provider *queue = mynah_queue_create(world, &options, NULL);
    struct mynah_chat_stream stream;
    char why[300];
    assert_true(mynah_provider_stream(queue, &request, &stream, NULL));
    struct mynah_chat_response *response = mynah_chat_collect(&stream, NULL, NULL, NULL);
    assert_string_equal(response->content, "OK1");
    mynah_free(response);
    assert_false(mynah_world_verify(world, why, sizeof why));
    assert_string_equal(why, "vlm: step 2 of 2 was never used: reply {content: \"OK2\"}\n");
    mynah_world_destroy(world);
}

static bool exercise(void)
{
    static const struct mynah_queue_item items[] = { { .json = "{\"a\": [1.5, \"x\"]}" },
                                                     { .text = "y" } };
    static const size_t second = 2;
    const struct mynah_queue_options options = {
        .items = items, .count = 2, .malformed_at = &second, .malformed_count = 1
    };
    struct mynah_provider *queue = mynah_queue_create(NULL, &options, NULL);
    if (!queue) {
        return false;
    }
    struct mynah_chat_response *response = mynah_provider_chat(queue, &request, NULL);
    struct mynah_provider *deep = mynah_provider_clone_deep(queue, NULL, NULL);
    bool good = response && deep && mynah_provider_calls(deep) == 1;
    mynah_free(response);
    mynah_provider_destroy(queue);
    mynah_provider_destroy(deep);
    return good;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (struct shortage at = { .untold = true }; shortage_next(&at);) {
        shortage_over(&at, exercise());
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(case_canned_responses_in_order),
        cmocka_unit_test(case_validation_error_at_the_second_of_three),
        cmocka_unit_test(case_exhausted_at_the_second_of_one),
        cmocka_unit_test(case_an_empty_queue_is_never_called),
        cmocka_unit_test(case_reset_replays_from_the_start),
        cmocka_unit_test(case_clones_keep_the_place),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_json_in_any_locale),
        cmocka_unit_test(quirk_several_and_not_instead),
        cmocka_unit_test(quirk_what_makes_no_sense_is_refused),
        cmocka_unit_test(quirk_nothing_is_missing_from_the_log),
        cmocka_unit_test(quirk_it_is_a_whole_provider),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("queue", tests, NULL, NULL);
}
