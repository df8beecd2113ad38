// SPDX-License-Identifier: Apache-2.0
//
// A host that asks a vision model for JSON, validates it, and asks again with what was wrong; and
// its tests, in which a queue stands in for the model.  The prompts are those of the R function
// validate_or_retry() of the package soilKey, whose MockVLMProvider the queue does the work of.

#include <mynah/queue.h>
#include <mynah/schema.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// ## The host

enum { TEXT_MOST = 8192 };

struct extraction {
    char json[TEXT_MOST]; // what was found
    int attempts;
    char error[TEXT_MOST]; // "" when all went well
};

static bool is_blank(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

// Take out what is between `<think>` and its end, also when that never comes.
static void strip_thoughts(char *text)
{
    char *start;
    while ((start = strstr(text, "<think>")) != NULL) {
        char *end = strstr(start, "</think>");
        const char *rest = end ? end + strlen("</think>") : start + strlen(start);
        memmove(start, rest, strlen(rest) + 1);
    }
}

static void trim(char *text)
{
    size_t first = 0, size = strlen(text);
    while (size && is_blank(text[size - 1])) {
        text[--size] = '\0';
    }
    while (is_blank(text[first])) {
        first++;
    }
    memmove(text, text + first, size + 1 - first);
}

// Take one pair of fences off.
static void strip_fence(char *text)
{
    trim(text);
    size_t size = strlen(text);
    if (strncmp(text, "```", 3) == 0 && size >= 6 && strcmp(text + size - 3, "```") == 0) {
        text[size - 3] = '\0';
        size_t head = strncmp(text + 3, "json", 4) == 0 ? 7 : 3;
        memmove(text, text + head, strlen(text + head) + 1);
    }
    trim(text);
}

// Whether the text is JSON, or has an object between other words, which then is what is left of it.
static bool find_json(char *text, char *why, size_t size)
{
    if (mynah_schema_meets("{}", text, why, size)) {
        return true;
    }
    char *first = strchr(text, '{'), *last = strrchr(text, '}');
    if (first && last > first) {
        char rest = last[1];
        last[1] = '\0';
        if (mynah_schema_meets("{}", first, NULL, 0)) {
            memmove(text, first, strlen(first) + 1);
            return true;
        }
        last[1] = rest;
    }
    return false;
}

static bool ask(const struct mynah_chat_provider *provider, const char *prompt, char *answer,
                struct mynah_chat_failure *failure)
{
    const struct mynah_chat_message message = { .role = "user", .content = prompt };
    const struct mynah_chat_request request = { .messages = &message, .message_count = 1 };
    struct mynah_chat_response *response = provider->chat(provider->self, &request, failure);
    if (response) {
        snprintf(answer, TEXT_MOST, "%s", response->content);
    }
    mynah_free(response);
    return response != NULL;
}

// Ask until the answer meets the schema.  What is wrong is added to the first prompt each time, so
// that prompts do not grow; when the provider itself fails, that is the end.
static void validate_or_retry(const struct mynah_chat_provider *provider, const char *prompt,
                              const char *schema, int retries, struct extraction *done)
{
    char current[2 * TEXT_MOST], why[TEXT_MOST / 2] = "<unknown>";
    struct mynah_chat_failure failure;
    int total = retries < 0 ? 1 : retries + 1;
    snprintf(current, sizeof current, "%s", prompt);
    for (done->attempts = 1; done->attempts <= total; done->attempts++) {
        if (!ask(provider, current, done->json, &failure)) {
            snprintf(done->error, TEXT_MOST, "VLM provider call failed on attempt %d: %s",
                     done->attempts, failure.error.text);
            return;
        }
        strip_thoughts(done->json);
        strip_fence(done->json);
        if (!find_json(done->json, why, sizeof why)) {
            snprintf(current, sizeof current,
                     "%s\n\n---\nYour previous response failed validation:\n"
                     "Response is not valid JSON: %s\n"
                     "Please return ONLY valid JSON conforming to the schema. Do not wrap the JSON "
                     "in code fences or add any prose.",
                     prompt, why);
        } else if (!mynah_schema_meets(schema, done->json, why, sizeof why)) {
            snprintf(current, sizeof current,
                     "%s\n\n---\nYour previous response failed schema validation:\n%s\n"
                     "Please correct the issues and return ONLY valid JSON conforming to the "
                     "schema.",
                     prompt, why);
        } else {
            done->error[0] = '\0';
            return;
        }
    }
    done->attempts = total;
    snprintf(done->error, TEXT_MOST,
             "VLM extraction failed after %d attempt(s). Last validation error: %s", total, why);
}

// ## Its tests

static const char schema[] =
    "{\"type\": \"object\", \"properties\": {\"horizons\": {\"type\": \"array\", \"items\": "
    "{\"type\": \"string\"}}}, \"required\": [\"horizons\"]}";
static const char good[] = "{\"horizons\": [\"A\", \"B\"]}";

// What comes of these answers; the queue is the caller's to destroy.
static struct mynah_provider *extract(const struct mynah_queue_options *options, int retries,
                                      struct extraction *done)
{
    struct mynah_provider *queue = mynah_queue_create(NULL, options, NULL);
    struct mynah_chat_provider provider = mynah_provider_interface(queue);
    validate_or_retry(&provider, "Describe the profile", schema, retries, done);
    return queue;
}

static void the_first_answer_will_do(void **state)
{
    (void)state;
    const struct mynah_queue_item item = { .json = good };
    struct extraction done;
    struct mynah_provider *queue =
        extract(&(struct mynah_queue_options){ .items = &item, .count = 1 }, 0, &done);
    assert_string_equal(done.error, "");
    assert_int_equal(done.attempts, 1);
    assert_string_equal(done.json, "{\"horizons\":[\"A\",\"B\"]}");
    mynah_provider_destroy(queue);
}

static void what_is_no_json_is_asked_for_again(void **state)
{
    (void)state;
    const struct mynah_queue_item items[] = { { .json = good }, { .json = good } };
    const size_t first = 1;
    const struct mynah_queue_options options = {
        .items = items, .count = 2, .malformed_at = &first, .malformed_count = 1
    };
    struct extraction done;
    struct mynah_provider *queue = extract(&options, 3, &done);
    assert_string_equal(done.error, "");
    assert_int_equal(done.attempts, 2);
    assert_string_equal(mynah_provider_prompt(queue, 1),
                        "Describe the profile\n\n---\n"
                        "Your previous response failed validation:\n"
                        "Response is not valid JSON: the value is no JSON: line 1, column 6: "
                        "string or '}' expected near 'this'\n"
                        "Please return ONLY valid JSON conforming to the schema. Do not wrap the "
                        "JSON in code fences or add any prose.");
    mynah_provider_destroy(queue);
}

static void what_does_not_meet_the_schema_is_asked_for_again(void **state)
{
    (void)state;
    const struct mynah_queue_item items[] = { { .json = "{\"horizons\": [\"A\", 2]}" },
                                              { .json = "{}" },
                                              { .json = good } };
    struct extraction done;
    struct mynah_provider *queue =
        extract(&(struct mynah_queue_options){ .items = items, .count = 3 }, 3, &done);
    assert_int_equal(done.attempts, 3);
    assert_string_equal(mynah_provider_prompt(queue, 1),
                        "Describe the profile\n\n---\n"
                        "Your previous response failed schema validation:\n"
                        "$.horizons[1]: it is of type integer, not string\n"
                        "Please correct the issues and return ONLY valid JSON conforming to the "
                        "schema.");
    // The third prompt has what was wrong with the second answer, and nothing of the first.
    assert_non_null(strstr(mynah_provider_prompt(queue, 2), "the member 'horizons' is missing"));
    assert_null(strstr(mynah_provider_prompt(queue, 2), "of type integer"));
    mynah_provider_destroy(queue);
}

// The JSON literal `null` is JSON, and is told from no answer: the model learns what it is not.
static void null_is_json_that_does_not_meet_the_schema(void **state)
{
    (void)state;
    const struct mynah_queue_item items[] = { { .text = "null" }, { .json = "null" } };
    struct extraction done;
    struct mynah_provider *queue =
        extract(&(struct mynah_queue_options){ .items = items, .count = 2 }, 1, &done);
    assert_string_equal(mynah_provider_prompt(queue, 1),
                        "Describe the profile\n\n---\n"
                        "Your previous response failed schema validation:\n"
                        "$: it is of type null, not object\n"
                        "Please correct the issues and return ONLY valid JSON conforming to the "
                        "schema.");
    assert_string_equal(done.error, "VLM extraction failed after 2 attempt(s). Last validation "
                                    "error: $: it is of type null, not object");
    // Where the schema takes it, it is an answer as any other.
    struct mynah_chat_provider provider = mynah_provider_interface(queue);
    mynah_provider_reset(queue);
    validate_or_retry(&provider, "Describe", "{\"type\": [\"object\", \"null\"]}", 0, &done);
    assert_string_equal(done.error, "");
    assert_string_equal(done.json, "null");
    mynah_provider_destroy(queue);
}

static void it_gives_up(void **state)
{
    (void)state;
    const struct mynah_queue_item item = { .text = "Sorry, no." };
    struct mynah_queue_item items[3] = { item, item, item };
    struct extraction done;
    mynah_provider_destroy(
        extract(&(struct mynah_queue_options){ .items = items, .count = 3 }, 2, &done));
    assert_non_null(strstr(done.error, "VLM extraction failed after 3 attempt(s). Last validation "
                                       "error: the value is no JSON"));
    // A queue with too few answers is the provider's failure, and that is not tried again.
    mynah_provider_destroy(
        extract(&(struct mynah_queue_options){ .items = items, .count = 1 }, 2, &done));
    assert_non_null(strstr(done.error, "VLM provider call failed on attempt 2: queue exhausted: 2 "
                                       "calls, only 1 response queued"));
}

static void wrappings_are_taken_off(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "<think>{\"a\": 1}</think>{\"horizons\": []}",
        "{\"horizons\": []}<think>never ends",
        "```json\n{\"horizons\": []}\n```",
        " ```\n{\"horizons\": []}\n``` \n",
        "Here it is: {\"horizons\": []}. Enjoy!",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct mynah_queue_item item = { .text = texts[i] };
        struct extraction done;
        mynah_provider_destroy(
            extract(&(struct mynah_queue_options){ .items = &item, .count = 1 }, 0, &done));
        assert_string_equal(done.error, "");
        assert_string_equal(done.json, "{\"horizons\": []}");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_answer_will_do),
        cmocka_unit_test(what_is_no_json_is_asked_for_again),
        cmocka_unit_test(what_does_not_meet_the_schema_is_asked_for_again),
        cmocka_unit_test(null_is_json_that_does_not_meet_the_schema),
        cmocka_unit_test(it_gives_up),
        cmocka_unit_test(wrappings_are_taken_off),
    };
    return cmocka_run_group_tests_name("validate_or_retry", tests, NULL, NULL);
}
