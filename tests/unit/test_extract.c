// SPDX-License-Identifier: Apache-2.0
//
// mynah/extract.h: the code in replies, the places in it, generators of chat providers, and
// behaviours as replies.

#include <mynah/extract.h>

#include "provider_rows.h"
#include "shortage.h"

static const struct {
    const char *reply;
    const char *code; // NULL: refused with `error`
    const char *error;
    int line;
} rows[] = {
    { "results = {}\n", "results = {}\n", NULL, 1 },
    { "```python\nx = 1\n```", "x = 1\n", NULL, 2 },
    { "```\nx = 1\n```", "x = 1\n", NULL, 2 },
    { "Sure:\n\n~~~~ py\nx = 1\n~~~\ny\n~~~~\nBye", "x = 1\n~~~\ny\n", NULL, 4 },
    { "```sh\nls\n```\n```{.python}\nx\n```", "x\n", NULL, 5 },
    { "```\nnot this\n```\n```Python3\nx\n```\n", "x\n", NULL, 5 },
    { "```python\nx = 1", "x = 1\n", NULL, 2 },
    { "```python\r\nx = 1\r\n```\r\n", "x = 1\n", NULL, 2 },
    { "> ```python\n> x\n> ```", "x\n", NULL, 2 },
    { "1. Do:\n   ```python\n   if x:\n       y\n   ```", "if x:\n    y\n", NULL, 3 },
    { "```python\n```", "", NULL, 2 },
    { "", NULL, "there is no code in the reply \"\"", 0 },
    { " \n ", NULL, "there is no code in the reply \" \\n \"", 0 },
    { "```sh\nls\n```", NULL, "there is no code in the reply \"```sh\\nls\\n```\"", 0 },
    { "```python\na\n```\n```python\nb\nc\n```", NULL,
      "the reply has 2 pieces of code: a block of 1 lines at line 2; a block of 2 lines at line 5",
      0 },
    { "```\na\n```\n```\nb\n```", NULL,
      "the reply has 2 pieces of code: a block of 1 lines at line 2; a block of 1 lines at line 5",
      0 },
};

static void test_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct mynah_chat_response response = { .content = rows[i].reply };
        struct mynah_error error;
        struct mynah_code *code = mynah_code_extract(&response, NULL, &error);
        assert_int_equal(code != NULL, rows[i].code != NULL);
        if (code) {
            assert_string_equal(code->text, rows[i].code);
            assert_int_equal(code->size, strlen(rows[i].code));
            assert_int_equal(code->line, rows[i].line);
        } else {
            assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
            assert_string_equal(error.text, rows[i].error);
        }
        mynah_code_destroy(code);
    }
}

static void test_places(void **state)
{
    (void)state;
    const struct mynah_chat_response response = {
        .content = "Here:\n\n> 1. ```python\n>    x = 1\n>\n>    y = 2\n>    ```\n"
    };
    struct mynah_code *code = mynah_code_extract(&response, NULL, NULL);
    assert_non_null(code);
    assert_string_equal(code->text, "x = 1\n\ny = 2\n");
    struct mynah_place place = mynah_code_place(code, 1, 5);
    assert_int_equal(place.line, 4);
    assert_int_equal(place.column, 10);
    place = mynah_code_place(code, 3, 1);
    assert_int_equal(place.line, 6);
    assert_int_equal(place.column, 6);
    mynah_code_destroy(code);
}

static struct mynah_code *extract_from(const struct mynah_tool_call *calls, size_t count,
                                       const struct mynah_code_options *options,
                                       struct mynah_error *error)
{
    const struct mynah_chat_response response = { .content = "Let me run `this`",
                                                  .tool_calls = calls,
                                                  .tool_call_count = count };
    return mynah_code_extract(&response, options, error);
}

static void test_tool_calls(void **state)
{
    (void)state;
    const char *const path[] = { "input", "source" };
    const struct mynah_code_options deep = { .path = path, .path_count = 2 };
    const struct mynah_code_options other = { .tool = "plot" };
    const struct mynah_tool_call calls[] = {
        { .id = "c1", .name = "search", .arguments = "{\"q\": 1}" },
        { .id = "c2", .name = "run", .arguments = "{\"code\": \"x = \\\"a\\\"\\n\"}" },
        { .id = "c3", .name = "plot", .arguments = "{\"code\": \"y\"}" },
        { .id = "c4", .name = "run", .arguments = "{\"code\": " },
        { .id = "c5", .name = "run", .arguments = "{\"input\": {\"source\": \"z\"}}" },
        { .id = "c6", .name = "run", .arguments = "{\"code\": \"a\\u0000b\"}" },
    };
    struct mynah_error error;
    struct mynah_code *code = extract_from(calls, 2, NULL, &error);
    assert_string_equal(code->text, "x = \"a\"\n");
    assert_string_equal(code->tool_call_id, "c2");
    assert_int_equal(code->form, MYNAH_AS_TOOL_CALL);
    assert_int_equal(code->line, 0);
    struct mynah_place place = mynah_code_place(code, 1, 3);
    assert_int_equal(place.line, 1);
    assert_int_equal(place.column, 3);
    mynah_code_destroy(code);
    code = extract_from(calls, 3, &other, &error);
    assert_string_equal(code->text, "y");
    mynah_code_destroy(code);
    code = extract_from(calls, 5, &deep, &error);
    assert_string_equal(code->text, "z");
    mynah_code_destroy(code);
    assert_null(extract_from(calls, 5, NULL, &error));
    assert_string_equal(error.text,
                        "the reply has 2 pieces of code: the call c2 of run; the call c3 of plot");
    assert_null(extract_from(&calls[5], 1, NULL, &error));
    assert_string_equal(error.text, "the code has a NUL character in it");
    // What the model wrote as arguments is no JSON: then its text is the code.
    code = extract_from(&calls[3], 1, NULL, &error);
    assert_string_equal(code->text, "Let me run `this`");
    mynah_code_destroy(code);
    const struct mynah_code_options only = { .forms = MYNAH_AS_TOOL_CALL | MYNAH_AS_FENCED };
    assert_null(extract_from(&calls[3], 1, &only, &error));
}

static const struct mynah_request wanted = { .user_query = "Set the magnet",
                                             .task_objective = "write one channel" };

// Every behaviour comes through every form as it is.
static void test_behaviors(void **state)
{
    (void)state;
    static const enum mynah_code_form forms[] = { MYNAH_AS_FENCED, MYNAH_AS_TOOL_CALL,
                                                  MYNAH_AS_BARE };
    for (size_t i = 0; i < mynah_behavior_count(); i++) {
        const char *name = mynah_behavior_at(i)->name;
        struct mynah_generator *plain = mynah_generator_create(
            NULL, &(struct mynah_generator_options){ .behavior = name }, NULL);
        char *expected = mynah_generator_generate(plain, &wanted, NULL, 0, NULL);
        for (size_t k = 0; k < 3; k++) {
            struct mynah_provider *mock = mynah_provider_create(NULL, NULL, NULL);
            const struct mynah_chat_provider provider = mynah_provider_interface(mock);
            struct mynah_code_generator generator;
            assert_true(mynah_provider_add_behavior(mock, name, forms[k], NULL, NULL));
            assert_true(mynah_generator_from_provider(&provider, NULL, &generator, NULL));
            char *code = generator.generate(generator.self, &wanted, NULL, 0, NULL);
            assert_non_null(code);
            assert_string_equal(code, expected);
            mynah_free(code);
            generator.destroy(generator.self);
            mynah_provider_destroy(mock);
        }
        mynah_free(expected);
        mynah_generator_destroy(plain);
    }
}

static void test_unknown(void **state)
{
    (void)state;
    struct mynah_provider *mock = mynah_provider_create(NULL, NULL, NULL);
    struct mynah_error error;
    assert_false(mynah_provider_add_behavior(mock, "chanel_write", MYNAH_AS_BARE, NULL, &error));
    assert_non_null(strstr(error.text, "channel_write"));
    assert_false(
        mynah_provider_add_behavior(mock, "success", (enum mynah_code_form)3, NULL, &error));
    assert_string_equal(error.text, "code has no such form as 3");
    mynah_provider_destroy(mock);
}

// What the provider is asked: the request, and after failures the last code and every error.
static void test_messages(void **state)
{
    (void)state;
    struct mynah_provider *mock = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_chat_provider provider = mynah_provider_interface(mock);
    const struct mynah_chat_generator_options options = { .model = "m-2", .system = "Be brief" };
    const struct mynah_failure failures[] = {
        { .type = "SyntaxError", .message = "invalid syntax", .line = 3, .attempt = 1 },
        { .type = "NameError",
          .message = "name 'np' is not defined",
          .code = "np.pi",
          .attempt = 2 },
    };
    struct mynah_code_generator generator;
    add_text(mock, "results = {}");
    assert_true(mynah_generator_from_provider(&provider, &options, &generator, NULL));
    mynah_free(generator.generate(generator.self, &wanted, failures, 2, NULL));
    const struct mynah_chat_request *seen = mynah_provider_call(mock, 0);
    assert_string_equal(seen->model, "m-2");
    assert_int_equal(seen->message_count, 4);
    assert_string_equal(seen->messages[0].content, "Be brief");
    assert_string_equal(seen->messages[1].content,
                        "Request:\nSet the magnet\n\nTask:\nwrite one channel");
    assert_string_equal(seen->messages[2].role, "assistant");
    assert_string_equal(seen->messages[2].content, "```python\nnp.pi\n```\n");
    assert_string_equal(seen->messages[3].content,
                        "That failed:\n"
                        "- attempt 1: SyntaxError: invalid syntax (line 3)\n"
                        "- attempt 2: NameError: name 'np' is not defined\n"
                        "Write the whole code again, without these errors.");
    char *metadata = generator.metadata(generator.self, NULL);
    assert_string_equal(
        metadata, "{\"generator\": \"chat\", \"provider\": \"provider\", \"model\": \"m-2\"}");
    mynah_free(metadata);
    generator.destroy(generator.self);
    mynah_provider_destroy(mock);
}

static void test_failures(void **state)
{
    (void)state;
    struct mynah_provider *mock = mynah_provider_create(NULL, NULL, NULL);
    const struct mynah_chat_provider provider = mynah_provider_interface(mock);
    const struct mynah_chat_error auth = { .kind = MYNAH_CHAT_AUTH };
    const char *const path[] = { "source" };
    const struct mynah_chat_generator_options options = {
        .code = { .forms = MYNAH_AS_TOOL_CALL, .tool = "run", .path = path, .path_count = 1 }
    };
    struct mynah_code_generator generator;
    struct mynah_error error;
    mynah_provider_add_error(mock, &auth, NULL, NULL);
    add_text(mock, "I cannot do that");
    assert_true(mynah_generator_from_provider(&provider, &options, &generator, NULL));
    assert_null(generator.generate(generator.self, &wanted, NULL, 0, &error));
    assert_string_equal(error.text, "Simulated auth error");
    assert_null(generator.generate(generator.self, &wanted, NULL, 0, &error));
    assert_string_equal(error.text, "there is no code in the reply \"I cannot do that\"");
    generator.destroy(generator.self);
    mynah_provider_destroy(mock);
}

static bool exercise(struct mynah_provider *mock)
{
    const struct mynah_chat_provider provider = mynah_provider_interface(mock);
    const char *const path[] = { "code" };
    const struct mynah_chat_generator_options options = {
        .model = "m", .code = { .tool = "run_python", .path = path, .path_count = 1 }
    };
    const struct mynah_failure failure = { .type = "E", .message = "m", .code = "x" };
    struct mynah_code_generator generator;
    mynah_provider_reset(mock);
    if (!mynah_generator_from_provider(&provider, &options, &generator, NULL)) {
        return false;
    }
    char *first = generator.generate(generator.self, &wanted, &failure, 1, NULL);
    char *second = generator.generate(generator.self, &wanted, &failure, 1, NULL);
    bool good = first && second;
    mynah_free(first);
    mynah_free(second);
    generator.destroy(generator.self);
    return good;
}

static void test_out_of_memory(void **state)
{
    (void)state;
    struct mynah_provider *mock = mynah_provider_create(NULL, NULL, NULL);
    assert_true(mynah_provider_add_behavior(mock, "success", MYNAH_AS_FENCED, NULL, NULL));
    assert_true(mynah_provider_add_behavior(mock, "success", MYNAH_AS_TOOL_CALL, NULL, NULL));
    struct shortage at = { .untold = true };
    while (shortage_next(&at)) {
        shortage_over(&at, exercise(mock));
    }
    shortage_came_behind(&at, 15);
    for (struct shortage add = { 0 }; shortage_next(&add);) {
        shortage_over(
            &add, mynah_provider_add_behavior(mock, "success", MYNAH_AS_FENCED, NULL, &add.error));
    }
    mynah_provider_destroy(mock);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),       cmocka_unit_test(test_places),
        cmocka_unit_test(test_tool_calls), cmocka_unit_test(test_behaviors),
        cmocka_unit_test(test_unknown),    cmocka_unit_test(test_messages),
        cmocka_unit_test(test_failures),   cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("extract", tests, NULL, NULL);
}
