// SPDX-License-Identifier: Apache-2.0
//
// Replies that use the tools of a request: arguments from schemas, mistakes in them; clones and
// samples, which tests of tools are made of.

#include <mynah/sample.h>
#include <mynah/schema.h>

#include "provider_rows.h"
#include "shortage.h"

#include <jansson.h>

static const char weather[] =
    "{\"type\": \"object\", \"properties\": {\"city\": {\"type\": \"string\"}, \"days\": "
    "{\"type\": "
    "\"integer\", \"minimum\": 1, \"maximum\": 7}, \"units\": {\"enum\": [\"C\", \"F\"]}}, "
    "\"required\": [\"city\"], \"additionalProperties\": false}";

static const struct mynah_chat_tool tools[] = {
    { .name = "weather", .parameters = weather },
    { .name = "clock" },
    { .name = "odd", .parameters = "{\"type\": \"object\", \"unevaluatedProperties\": false}" },
};

static struct mynah_chat_request with_tools(size_t first, size_t count)
{
    struct mynah_chat_request own = request;
    own.tools = tools + first;
    own.tool_count = count;
    return own;
}

// The arguments meet the schema, are the same in every run, and change from call to call.
static void test_arguments(void **state)
{
    (void)state;
    const struct mynah_chat_request own = with_tools(0, 2);
    const struct mynah_step always = { .times = MYNAH_ALWAYS };
    const struct mynah_tool_use all = { .content = "Let me see" };
    const struct mynah_provider_options options = { .seed = 5 };
    char seen[2][600] = { "", "" }, why[200];
    for (int run = 0; run < 2; run++) {
        struct mynah_provider *provider = mynah_provider_create(NULL, &options, NULL);
        assert_true(mynah_provider_add_tool_use(provider, &all, &always, NULL));
        for (int i = 0; i < 5; i++) {
            struct mynah_chat_response *response = mynah_provider_chat(provider, &own, NULL);
            assert_string_equal(response->content, "Let me see");
            assert_int_equal(response->tool_call_count, 2);
            assert_string_equal(response->tool_calls[1].name, "clock");
            assert_true(mynah_chat_response_meets(response, why, sizeof why));
            if (!mynah_schema_meets(weather, response->tool_calls[0].arguments, why, sizeof why)) {
                fail_msg("%s", why);
            }
            strcat(seen[run], response->tool_calls[0].arguments);
            mynah_free(response);
        }
        mynah_provider_destroy(provider);
    }
    assert_string_equal(seen[0], seen[1]);
    assert_non_null(strstr(seen[0], "days"));
}

static void test_one_tool(void **state)
{
    (void)state;
    const struct mynah_chat_request own = with_tools(0, 2);
    const struct mynah_tool_use use = { .tool = "weather", .required_only = true };
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    mynah_provider_add_tool_use(provider, &use, NULL, NULL);
    struct mynah_chat_response *response = mynah_provider_chat(provider, &own, NULL);
    assert_int_equal(response->tool_call_count, 1);
    assert_null(strstr(response->tool_calls[0].arguments, "days"));
    assert_string_equal(response->finish_reason, "tool_calls");
    mynah_free(response);
    mynah_provider_destroy(provider);
}

static const struct {
    size_t first;
    size_t count;
    const char *tool;
    const char *text;
} impossible[] = {
    { 0, 0, NULL, "the request offers no tools" },
    { 0, 2, "search", "the request offers no tool 'search'" },
    { 2, 1, NULL,
      "no arguments for the tool 'odd': #: no keyword is called 'unevaluatedProperties'" },
};

static void test_impossible(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof impossible / sizeof *impossible; i++) {
        const struct mynah_chat_request own = with_tools(impossible[i].first, impossible[i].count);
        const struct mynah_tool_use use = { .tool = impossible[i].tool };
        struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
        struct mynah_chat_failure failure;
        mynah_provider_add_tool_use(provider, &use, NULL, NULL);
        assert_null(mynah_provider_chat(provider, &own, &failure));
        assert_int_equal(failure.kind, MYNAH_CHAT_STAND_IN);
        assert_string_equal(failure.error.text, impossible[i].text);
        mynah_provider_destroy(provider);
    }
    struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_tool_use use = { .mistake = (enum mynah_tool_mistake)99 };
    struct mynah_error error;
    assert_false(mynah_provider_add_tool_use(provider, &use, NULL, &error));
    assert_string_equal(error.text, "the mistake is of no known kind");
    mynah_provider_destroy(provider);
}

// Whether what a mistake leaves is JSON, and an object; it never meets the schema.
static const struct {
    enum mynah_tool_mistake mistake;
    bool json;
    const char *has;
} mistakes[] = {
    { MYNAH_TOOL_CUT_OFF, false, "{" },         { MYNAH_TOOL_TRAILING_COMMA, false, ",}" },
    { MYNAH_TOOL_SINGLE_QUOTES, false, "{'" },  { MYNAH_TOOL_FENCED, false, "```json\n{" },
    { MYNAH_TOOL_PROSE, false, "I will call" }, { MYNAH_TOOL_EMPTY, false, "" },
    { MYNAH_TOOL_NO_OBJECT, true, "[{" },       { MYNAH_TOOL_WRONG_TYPES, true, "0" },
};

static void test_mistakes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        const struct mynah_chat_request own = with_tools(0, 1);
        const struct mynah_step always = { .times = MYNAH_ALWAYS };
        const struct mynah_tool_use use = { .mistake = mistakes[i].mistake };
        struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
        mynah_provider_add_tool_use(provider, &use, &always, NULL);
        for (int call = 0; call < 8; call++) {
            char why[200];
            struct mynah_chat_response *response = mynah_provider_chat(provider, &own, NULL);
            const char *arguments = response->tool_calls[0].arguments;
            json_t *value = json_loads(arguments, JSON_DECODE_ANY, NULL);
            assert_int_equal(value != NULL, mistakes[i].json);
            assert_non_null(strstr(arguments, mistakes[i].has));
            assert_false(mynah_schema_meets(weather, arguments, why, sizeof why));
            json_decref(value);
            mynah_free(response);
        }
        mynah_provider_destroy(provider);
    }
}

// Arguments without a string or a member can have the mistakes, too.
static void test_mistakes_in_nothing(void **state)
{
    (void)state;
    const struct mynah_chat_request own = with_tools(1, 1);
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        const struct mynah_tool_use use = { .mistake = mistakes[i].mistake };
        struct mynah_provider *provider = mynah_provider_create(NULL, NULL, NULL);
        mynah_provider_add_tool_use(provider, &use, NULL, NULL);
        struct mynah_chat_response *response = mynah_provider_chat(provider, &own, NULL);
        json_t *value = json_loads(response->tool_calls[0].arguments, JSON_DECODE_ANY, NULL);
        assert_int_equal(value != NULL, mistakes[i].json);
        json_decref(value);
        mynah_free(response);
        mynah_provider_destroy(provider);
    }
}

// What a step's callback needs outlives the provider that it was added to.
static void test_clones_outlive(void **state)
{
    (void)state;
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    const struct mynah_chat_request own = with_tools(0, 1);
    const struct mynah_chat_response reply = { .content = "{{prompt}}" };
    struct mynah_provider *provider = mynah_provider_create(world, NULL, NULL);
    mynah_provider_add_tool_use(provider, &(struct mynah_tool_use){ .tool = "weather" }, NULL,
                                NULL);
    mynah_provider_add_template(provider, &reply, NULL, NULL);
    struct mynah_provider *clone = mynah_provider_clone(provider, NULL);
    struct mynah_provider *deep = mynah_provider_clone_deep(clone, NULL, NULL);
    mynah_provider_destroy(provider);
    mynah_free(mynah_provider_chat(clone, &own, NULL));
    assert_text(clone, "Plot the orbit");
    mynah_world_destroy(world);
    struct mynah_chat_response *response = mynah_provider_chat(deep, &own, NULL);
    assert_int_equal(response->tool_call_count, 1);
    mynah_free(response);
    assert_text(deep, "Plot the orbit");
    mynah_provider_destroy(deep);
}

// A deep clone has the calls, failed ones and those that the journal dropped as well.
static void test_deep_clones_have_the_calls(void **state)
{
    (void)state;
    struct mynah_world *world =
        mynah_world_create(&(struct mynah_world_options){ .journal_limit = 2 }, NULL);
    struct mynah_provider *provider = mynah_provider_failing(world, "auth", 2, NULL);
    for (int i = 0; i < 3; i++) {
        mynah_free(mynah_provider_chat(provider, &request, NULL));
    }
    struct mynah_provider *deep = mynah_provider_clone_deep(provider, NULL, NULL);
    mynah_world_destroy(world);
    assert_int_equal(mynah_provider_calls(deep), 3);
    assert_null(mynah_provider_call(deep, 0));
    assert_string_equal(mynah_provider_reply(deep, 1)->content, "Success call 2");
    assert_null(mynah_provider_reply(deep, 2));
    assert_string_equal(mynah_provider_prompt(deep, 2), "Plot the orbit");
    assert_fails(deep, MYNAH_CHAT_AUTH, "Simulated auth error");
    assert_int_equal(mynah_provider_calls(deep), 4);
    mynah_provider_destroy(deep);
}

static void test_fallback(void **state)
{
    (void)state;
    const struct mynah_chat_response fallback = { .content = "later" };
    const struct mynah_provider_options options = { .exhaustion = MYNAH_EXHAUSTION_DEFAULT,
                                                    .fallback = &fallback };
    struct mynah_provider *provider = mynah_provider_create(NULL, &options, NULL);
    assert_text(provider, "later");
    add_text(provider, "x");
    assert_text(provider, "x");
    assert_text(provider, "later");
    assert_true(mynah_provider_clear(provider, NULL));
    struct mynah_provider *clone = mynah_provider_clone_deep(provider, NULL, NULL);
    mynah_provider_destroy(provider);
    assert_text(clone, "later");
    add_text(clone, "y");
    assert_text(clone, "y");
    assert_text(clone, "later");
    mynah_provider_destroy(clone);
}

// The same conversation for the same seed, whole: each tool call has its result.
static void test_samples(void **state)
{
    (void)state;
    const struct mynah_sample_options options = {
        .turns = 5, .tools = 3, .images = 2, .words = 4, .seed = 9
    };
    struct mynah_chat_request *a = mynah_sample_request(&options, NULL);
    struct mynah_chat_request *b = mynah_sample_request(&options, NULL);
    char why[200];
    assert_true(mynah_record_equal(mynah_chat_request_shape(), a, b, why, sizeof why));
    assert_int_equal(a->tool_count, 3);
    assert_int_equal(a->message_count, 1 + 5 + 4 + 2);
    assert_int_equal(a->messages[a->message_count - 1].part_count, 2);
    size_t calls = 0;
    for (size_t i = 0; i + 1 < a->message_count; i++) {
        const struct mynah_chat_message *message = &a->messages[i];
        for (size_t k = 0; k < message->tool_call_count; k++) {
            assert_string_equal(a->messages[i + 1].tool_call_id, message->tool_calls[k].id);
            assert_true(mynah_schema_meets(a->tools[0].parameters, message->tool_calls[k].arguments,
                                           why, sizeof why));
            calls++;
        }
    }
    assert_int_equal(calls, 2);
    mynah_free(a);
    mynah_free(b);
    a = mynah_sample_request(NULL, NULL);
    assert_int_equal(a->message_count, 2);
    mynah_free(a);
    struct mynah_error error;
    assert_null(mynah_sample_request(&(struct mynah_sample_options){ .turns = 1001 }, &error));
    assert_string_equal(error.text, "there are at most 1000 of anything");
}

static bool exercise(void)
{
    const struct mynah_tool_use use = { .mistake = MYNAH_TOOL_FENCED };
    const struct mynah_chat_response fallback = { .content = "later" };
    const struct mynah_provider_options options = { .exhaustion = MYNAH_EXHAUSTION_DEFAULT,
                                                    .fallback = &fallback };
    struct mynah_chat_request *sample =
        mynah_sample_request(&(struct mynah_sample_options){ .turns = 2, .tools = 1 }, NULL);
    struct mynah_provider *provider = mynah_provider_create(NULL, &options, NULL);
    bool good = sample && provider && mynah_provider_add_tool_use(provider, &use, NULL, NULL);
    struct mynah_chat_response *response =
        good ? mynah_provider_chat(provider, sample, NULL) : NULL;
    struct mynah_provider *clone = response ? mynah_provider_clone(provider, NULL) : NULL;
    struct mynah_provider *deep = clone ? mynah_provider_clone_deep(provider, NULL, NULL) : NULL;
    good = deep && mynah_provider_clear(deep, NULL);
    mynah_free(response);
    mynah_free(sample);
    mynah_provider_destroy(clone);
    mynah_provider_destroy(provider);
    mynah_provider_destroy(deep);
    static const char *const words[] = { "a" };
    const struct mynah_tool_call call = { .name = "f" };
    struct mynah_provider *made[] = { mynah_provider_simple(NULL, NULL, NULL),
                                      mynah_provider_streaming(NULL, words, 1, 0, NULL),
                                      mynah_provider_failing(NULL, "auth", 1, NULL),
                                      mynah_provider_calling(NULL, &call, 1, NULL, NULL) };
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        good = good && made[i];
        mynah_provider_destroy(made[i]);
    }
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
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_one_tool),
        cmocka_unit_test(test_impossible),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_mistakes_in_nothing),
        cmocka_unit_test(test_clones_outlive),
        cmocka_unit_test(test_deep_clones_have_the_calls),
        cmocka_unit_test(test_fallback),
        cmocka_unit_test(test_samples),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("tool_use", tests, NULL, NULL);
}
