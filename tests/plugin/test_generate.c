// SPDX-License-Identifier: Apache-2.0
//
// A generator in cmocka's idiom: answers come in the order in which they were queued, errors too,
// and what is left over is reported by cmocka itself.

#include <mynah_cmocka.h>

static char *ask(struct mynah_code_generator *model, const struct mynah_failure *failures,
                 size_t count, struct mynah_error *error)
{
    const struct mynah_request request = { .user_query = "Sum the currents" };
    return model->generate(model->self, &request, failures, count, error);
}

// Queued in a function and in a loop, by text that is gone when it is asked for.
static void queue_numbers(int count)
{
    for (int i = 0; i < count; i++) {
        char code[] = "results = {'number': 0}\n";
        *strchr(code, '0') = (char)('0' + i);
        mynah_will_generate(code);
    }
}

static void answers_come_in_order(void **state)
{
    struct mynah_code_generator model = mynah_queued_generator();
    (void)state;
    queue_numbers(3);
    for (int i = 0; i < 3; i++) {
        char *code = ask(&model, NULL, 0, NULL);
        assert_code_defines_results(code);
        assert_int_equal(*strpbrk(code, "0123456789"), '0' + i);
        mynah_free(code);
    }
}

static void expected_requests_are_answered(void **state)
{
    const struct mynah_failure failure = { .type = "SyntaxError", .message = "invalid syntax" };
    struct mynah_code_generator model = mynah_queued_generator();
    struct mynah_error error;
    (void)state;
    mynah_expect_generate("results = (\n", mynah_match_number("failures", 0));
    mynah_will_generate_error("overloaded");
    mynah_expect_generate("results = {}\n",
                          mynah_match_all(mynah_match_is("failures[-1].type", "SyntaxError"),
                                          mynah_match_prefix("request.user_query", "Sum")));
    char *first = ask(&model, NULL, 0, &error);
    assert_code_syntax_error(first);
    mynah_free(first);
    assert_null(ask(&model, &failure, 1, &error));
    assert_int_equal(error.code, MYNAH_ERROR_SCRIPTED);
    assert_string_equal(error.text, "overloaded");
    char *second = ask(&model, &failure, 1, &error);
    assert_code_allowed(second);
    mynah_free(second);
}

static void it_says_who_it_is(void **state)
{
    struct mynah_code_generator model = mynah_queued_generator();
    (void)state;
    char *metadata = model.metadata(model.self, NULL);
    assert_string_equal(metadata, "{\"generator\": \"queued\"}");
    mynah_free(metadata);
    assert_null(model.destroy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_come_in_order),
        cmocka_unit_test(expected_requests_are_answered),
        cmocka_unit_test(it_says_who_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
