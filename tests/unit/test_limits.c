// SPDX-License-Identifier: Apache-2.0
//
// Conditions on parameters, as documentation words them: what is plain is understood in each style,
// and what is not gives nothing.

#include <mynah/interface_reader.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { LINE_SIZE = 1024, CASES_MOST = 400 };

// Many methods of one interface, so that one reading does for all: what each is to be read as.
struct cases {
    char *code;
    size_t used, size;
    const char *wanted[CASES_MOST];
    size_t count;
};

static void append(struct cases *cases, const char *text)
{
    size_t length = strlen(text);
    if (cases->used + length + 1 > cases->size) {
        cases->size = (cases->size + length) * 2 + LINE_SIZE;
        cases->code = realloc(cases->code, cases->size);
        assert_non_null(cases->code);
    }
    memcpy(cases->code + cases->used, text, length + 1);
    cases->used += length;
}

static void add(struct cases *cases, const char *parameters, const char *doc, const char *wanted)
{
    char line[LINE_SIZE];
    assert_true(cases->count < CASES_MOST);
    if (!cases->count) {
        append(cases, "from typing import Protocol\nclass A(Protocol):\n");
    }
    snprintf(line, sizeof line, "  def f%zu(self, %s) -> str:\n    '''Do it.\n\n", cases->count,
             parameters);
    append(cases, line);
    append(cases, doc);
    append(cases, "\n    '''\n");
    cases->wanted[cases->count++] = wanted;
}

// Give the conditions as "test -> error; test".
static void list(const struct mynah_interface_member *member, char text[LINE_SIZE])
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < member->limit_count; i++) {
        const struct mynah_interface_limit *limit = &member->limits[i];
        assert_non_null(limit->example);
        used +=
            (size_t)snprintf(text + used, LINE_SIZE - used, "%s%s%s%s", i ? "; " : "", limit->test,
                             limit->raises ? " -> " : "", limit->raises ? limit->raises : "");
    }
}

static void check(struct cases *cases)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_interface_module *module =
        mynah_interfaces_read(cases->code, cases->used, NULL, &error);
    assert_non_null(module);
    assert_int_equal(module->problem_count, 0);
    assert_int_equal(module->interfaces[0].member_count, cases->count);
    size_t wrong = 0;
    for (size_t i = 0; i < cases->count; i++) {
        char actual[LINE_SIZE];
        list(&module->interfaces[0].members[i], actual);
        if (strcmp(actual, cases->wanted[i]) != 0) {
            wrong++;
            print_error("f%zu is read as: %s\nand not as: %s\n", i, actual, cases->wanted[i]);
        }
    }
    mynah_interfaces_destroy(module);
    if (wrong) {
        print_error("%s", cases->code);
    }
    free(cases->code);
    assert_int_equal(wrong, 0);
}

// clang-format off
static const struct { const char *parameter, *text, *test; } plain[] = {
    { "x: int", "must be positive", "x > 0" },
    { "x: int", "The amount to move. Must be positive.", "x > 0" },
    { "x: int", "A positive integer.", "x > 0" },
    { "x: int", "non-negative", "x >= 0" },
    { "x: int", "must not be negative", "x >= 0" },
    { "x: int", "cannot be zero", "x != 0" },
    { "x: float", "how much (must be greater than 0)", "x > 0" },
    { "x: float", "greater than or equal to 0.5", "x >= 0.5" },
    { "x: float", "0 <= x <= 1", "0 <= x <= 1" },
    { "x: float", "the rate, 0 < x < 1", "0 < x < 1" },
    { "x: float", "> 0", "x > 0" },
    { "x: int", "between 1 and 100", "1 <= x <= 100" },
    { "x: int", "Must be between 1 and 100 (inclusive). Defaults to 10.", "1 <= x <= 100" },
    { "x: float", "must be in the range [0, 1)", "0 <= x < 1" },
    { "x: int", "at least 1 and at most 9", "x >= 1; x <= 9" },
    { "x: int", "must not exceed 500", "x <= 500" },
    { "x: int", "an integer less than -3", "x < -3" },
    { "x: int", "must be a multiple of 8", "x % 8 == 0" },
    { "x: str", "one of 'a', 'b'", "x in (\"a\", \"b\")" },
    { "x: str", "Must be one of \"asc\" or \"desc\".", "x in (\"asc\", \"desc\")" },
    { "x: str", "Either ``'a'`` or ``'b'``", "x in (\"a\", \"b\")" },
    { "x: str", "'a' or 'b', default 'a'", "x in (\"a\", \"b\")" },
    { "x", "one of 1, 2, 3", "not isinstance(x, int) or x in (1, 2, 3)" },
    { "x=None", "one of 'a', 'b'", "not isinstance(x, str) or x in (\"a\", \"b\")" },
    { "x: str", "non-empty", "len(x) > 0" },
    { "x: list[int]", "A non-empty list.", "len(x) > 0" },
    { "x: str", "must not be blank", "x.strip() != \"\"" },
    { "x: object", "must not be None", "x is not None" },
    { "x: str", "at most 255 characters", "len(x) <= 255" },
    { "x: str", "must have at least 8 characters", "len(x) >= 8" },
    { "x: str", "exactly 3 characters long", "len(x) == 3" },
    { "x: list", "must contain at least 2 items", "len(x) >= 2" },
};

static const char *const prose[] = {
    "Positive amounts are charged, negative ones are paid back.",
    "must be positive if y is set",
    "must be positive, or -1 for no limit",
    "Must be positive. Use 0 to disable it.",
    "Must be positive, unless told otherwise.",
    "positive or zero or whatever",
    "one of 'a', 'b', etc.",
    "e.g. 'a', 'b'",
    "Modes are 'a', 'b'",
    "one of 'a', 'b' or a function",
    "'a', 'b', a function, default 'a'",
    "one of the modes",
    "at least 1 second",
    "at least 1,000",
    "between 0 and 100%",
    "between 1 and n",
    "at most 10k",
    "usually positive",
    "should be positive",
    "may be positive",
    "the number of positive items",
    "a list of positive integers",
    "set of non-empty strings",
    "may be empty",
    "greater than y",
    "greater than 5 times y",
    "not used when None",
    "must be a str",
    "must be positive definite",
    "at most 255 bytes",
    "between 1 and 10 exclusive of 5",
    "",
};

static const struct { const char *parameters, *raises, *limits; } errors[] = {
    { "x: int, y: str", "if x is not positive", "x > 0 -> ValueError" },
    { "x: int, y: str", "If `x` is negative.", "x >= 0 -> ValueError" },
    { "x: int, y: str", "x must be greater than 0", "x > 0 -> ValueError" },
    { "x: int, y: str", "if x is negative or y is empty", "x >= 0 -> ValueError; len(y) > 0 -> ValueError" },
    { "x: int, y: str", "when x is less than 1 or greater than 9", "x >= 1 -> ValueError; x <= 9 -> ValueError" },
    { "x: int, y: str", "If x < 0", "x >= 0 -> ValueError" },
    { "x: int, y: str", "If the given y is empty or None.", "len(y) > 0 -> ValueError; y is not None -> ValueError" },
    { "x: int, y: str", "Raised if y is not one of 'a', 'b'", "y in (\"a\", \"b\") -> ValueError" },
    { "card_token: str", "if the card token is blank", "card_token.strip() != \"\" -> ValueError" },
    { "x: int, y: str", "if x is negative and y is empty", "" },
    { "x: int, y: str", "if x is greater than 5 or 10 times y", "" },
    { "x: int, y: str", "if x is negative unless y is empty", "" },
    { "x: int, y: str", "if x is zero on Mondays", "" },
    { "x: int, y: str", "if the maximum is negative", "" },
    { "x: int, y: str", "on failure", "" },
};
// clang-format on

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void test_styles(void **state)
{
    (void)state;
    struct cases cases = { .count = 0 };
    static const char *const styles[] = {
        "    Args:\n        x: %s\n    Returns:\n        What.",
        "    Args:\n        x (int, optional): %s\n",
        ("    Parameters\n    ----------\n    x : int\n        %s\n\n"
         "    Returns\n    -------\n    str"),
        "    :param x: %s\n    :returns: it",
        "    :param int x: %s\n    :type x: int",
    };
    for (size_t i = 0; i < COUNT(plain); i++) {
        for (size_t j = 0; j < COUNT(styles); j++) {
            char doc[LINE_SIZE];
            snprintf(doc, sizeof doc, styles[j], plain[i].text);
            add(&cases, plain[i].parameter, doc, plain[i].test);
        }
    }
    add(&cases, "x, y=1",
        "    Parameters\n    ----------\n    x : {'a', 'b'}, optional\n        It.",
        "not isinstance(x, str) or x in (\"a\", \"b\")");
    add(&cases, "x",
        "    Args:\n        x: the amount,\n            which is paid. Must be\n"
        "            positive.\n",
        "x > 0");
    add(&cases, "x: int", "    The x must not be negative.", "x >= 0");
    add(&cases, "x: bool", "    Args:\n        x: must be positive", "");
    add(&cases, "*x: int, **y: int", "    Args:\n        *x: must be positive\n        y: positive",
        "");
    check(&cases);
}

static void test_what_is_not_plain(void **state)
{
    (void)state;
    struct cases cases = { .count = 0 };
    for (size_t i = 0; i < COUNT(prose); i++) {
        char doc[LINE_SIZE];
        snprintf(doc, sizeof doc, "    Args:\n        x: %s\n        y: anything", prose[i]);
        add(&cases, "x, y", doc, "");
        snprintf(doc, sizeof doc, "    %s", prose[i]);
        add(&cases, "x, y", doc, "");
    }
    check(&cases);
}

static void test_errors(void **state)
{
    (void)state;
    struct cases cases = { .count = 0 };
    static const char *const styles[] = {
        "    Raises:\n        KeyError: Never.\n        ValueError: %s",
        "    Raises\n    ------\n    ValueError\n        %s\n    KeyError\n        Never.",
        "    :raises ValueError: %s\n    :raises KeyError: never",
    };
    for (size_t i = 0; i < COUNT(errors); i++) {
        for (size_t j = 0; j < COUNT(styles); j++) {
            char doc[LINE_SIZE];
            snprintf(doc, sizeof doc, styles[j], errors[i].raises);
            add(&cases, errors[i].parameters, doc, errors[i].limits);
        }
    }
    // One exception is named for what is wrong with it; of two nobody knows which.
    add(&cases, "x: int",
        "    Args:\n        x: positive\n    Raises:\n        TypeError: if x is invalid",
        "x > 0 -> TypeError");
    add(&cases, "x: int",
        "    Args:\n        x: positive\n    Raises:\n        TypeError: if x is invalid\n"
        "        ValueError: if x is malformed",
        "x > 0");
    add(&cases, "x: int",
        "    Args:\n        x: positive\n    Raises:\n        KeyError: if x is unknown", "x > 0");
    // What the exception says goes before the parameter's description.
    add(&cases, "x: int",
        "    Args:\n        x: positive\n    Raises:\n        ValueError: if x is negative",
        "x >= 0 -> ValueError");
    check(&cases);
}

// Nobody's documentation, but any bytes may come.
static void test_size(void **state)
{
    (void)state;
    size_t most = 60000, used = 0;
    char *code = malloc(most + 200);
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    assert_non_null(code);
    used +=
        (size_t)sprintf(code, "from typing import Protocol\nclass A(Protocol):\n  def f(self, x):\n"
                              "    '''Do.\n    Raises:\n");
    while (used < most) {
        used += (size_t)sprintf(code + used, "        ValueError: if x is negative or\n");
    }
    sprintf(code + used, "    '''\n");
    struct mynah_interface_module *module = mynah_interfaces_read(code, strlen(code), NULL, &error);
    assert_non_null(module);
    mynah_interfaces_destroy(module);
    free(code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_styles),
        cmocka_unit_test(test_what_is_not_plain),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
