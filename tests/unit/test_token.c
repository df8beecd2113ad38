// SPDX-License-Identifier: Apache-2.0
//
// The token of a run that waits for approval: continued, and refused.

#include "loop_stages.h"

#include <jansson.h>

static char *pending_token(struct stages *stages)
{
    struct mynah_loop *loop = make_loop(NULL, stages, (struct mynah_loop_options){ 0 });
    struct mynah_loop_result *result = run(loop);
    assert_int_equal(result->outcome, MYNAH_LOOP_PENDING);
    char *token = mynah_copy_text(result->token);
    mynah_free(result);
    mynah_loop_destroy(loop);
    return token;
}

static void a_token_continues_the_run(void **state)
{
    (void)state;
    static const struct {
        bool approved;
        const char *executor;
        enum mynah_loop_outcome outcome;
        int attempts;
        const char *log;
    } cases[] = {
        { true, "s", MYNAH_LOOP_COMPLETE, 2, "cx" },
        { false, "s", MYNAH_LOOP_REJECTED, 2, "c" },
        { true, "zs", MYNAH_LOOP_COMPLETE, 3, "cxgcx" },
        { true, "z", MYNAH_LOOP_FAILED, 3, "cxgcx" },
    };
    struct stages before = { .checker = "ak", .executor = "z", .policy = "p" };
    char *token = pending_token(&before);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stages stages = { .checker = "ka", .executor = cases[i].executor, .policy = "p" };
        struct mynah_loop *loop = make_loop(NULL, &stages, (struct mynah_loop_options){ 0 });
        struct mynah_loop_result *result = mynah_loop_resume(loop, token, cases[i].approved, NULL);
        assert_non_null(result);
        assert_int_equal(result->outcome, cases[i].outcome);
        assert_int_equal(result->attempts, cases[i].attempts);
        assert_string_equal(result->failures[0].type, "ZeroDivisionError");
        assert_string_equal(stages.log, cases[i].log);
        mynah_free(result);
        mynah_loop_destroy(loop);
    }
    mynah_free(token);
}

static void refused(const char *token, const char *policy, const char *verdict, const char *why)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct stages stages = { .checker = verdict, .policy = policy };
    struct mynah_loop *loop = make_loop(NULL, &stages, (struct mynah_loop_options){ 0 });
    assert_null(mynah_loop_resume(loop, token, true, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    if (!strstr(error.text, why)) {
        fail_msg("%s", error.text);
    }
    assert_null(strchr(stages.log, 'x'));
    mynah_loop_destroy(loop);
}

// Return the token with the member `key` set to `value`, JSON.
static char *changed(const char *token, const char *key, const char *value)
{
    json_t *root = json_loads(token, 0, NULL);
    json_t *member = value ? json_loads(value, JSON_DECODE_ANY, NULL) : NULL;
    assert_true(root && (!value || member));
    assert_int_equal(value ? json_object_set_new(root, key, member) : json_object_del(root, key),
                     0);
    char *text = json_dumps(root, 0);
    json_decref(root);
    return text;
}

static void a_token_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        const char *value;
        const char *why;
    } cases[] = {
        { "code", "\"cmVzdWx0cyA9IHt9\"", "its code is not the code that was shown" },
        { "sha256", "\"00\"", "its code is not the code that was shown" },
        { "kind", "\"other\"", "this is no token" },
        { "schema", "2", "this is no token" },
        { "code", NULL, "not whole" },
        { "sha256", NULL, "not whole" },
        { "attempts", "0", "not whole" },
        { "retries", "-1", "not whole" },
        { "failures", "[{\"type\": \"X\"}]", "not whole" },
        { "retries", "1000000000000", "not whole" },
        { "more", "1", "more" },
        { "request", "[]", "request" },
    };
    struct stages before = { .checker = "k", .policy = "p" };
    char *token = pending_token(&before);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *other = changed(token, cases[i].key, cases[i].value);
        refused(other, "p", "k", cases[i].why);
        free(other);
    }
    refused(token, "q", "k", "the policy has changed");
    refused(token, NULL, "k", "the policy has changed");
    refused(token, "p", "d", "the verdict on its code is 'deny' now");
    refused(token, "p", "r", "the verdict on its code is 'retry' now");
    refused("", "p", "k", "");
    refused("[]", "p", "k", "");
    refused("{}", "p", "k", "no token");
    mynah_free(token);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_token_continues_the_run),
        cmocka_unit_test(a_token_that_does_not_fit_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
