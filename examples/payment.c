// SPDX-License-Identifier: Apache-2.0
//
// A processor of payments that tries again after a timeout, tested with a gateway that answers one
// thing after the other.  Each test shows one thing that hand-written mocks of such a gateway get
// wrong.

#include <mynah/double_function.h>
#include <mynah_cmocka.h>

#include <errno.h>

// ## What is tested

struct gateway {
    const char *(*charge)(void *self, double amount, const char *card); // NULL with errno
    void *self;
};

enum { TRIES_MOST = 3 };

// Charge, again while the gateway times out; return the transaction, `NULL` with errno.
static const char *charge_with_retry(const struct gateway *gateway, const char *card, double amount)
{
    const char *transaction = NULL;
    for (int i = 0; i < TRIES_MOST && !transaction; i++) {
        errno = 0;
        transaction = gateway->charge(gateway->self, amount, card);
        if (!transaction && errno != ETIMEDOUT) {
            break;
        }
    }
    return transaction;
}

// ## The double

static MYNAH_DOUBLE_FUNCTION(self, const char *, charge, (void *, self), (double, amount),
                             (const char *, card));

static const struct mynah_fault timeout = { .kind = "timeout",
                                            .text = "Network timeout",
                                            .number = ETIMEDOUT };
static const struct mynah_fault refused = { .kind = "refused",
                                            .text = "Card refused",
                                            .number = EACCES };

struct shop {
    struct mynah_world *world;
    struct mynah_double *payment;
    struct gateway gateway;
};

static int open_shop(void **state)
{
    static struct shop shop;
    shop = (struct shop){ .world = mynah_world_create(NULL, NULL) };
    shop.payment = mynah_double_create(
        shop.world,
        &(struct mynah_double_options){ .name = "payment", .exhaustion = MYNAH_EXHAUSTION_ERROR },
        NULL);
    shop.gateway = (struct gateway){ charge, shop.payment };
    *state = &shop;
    return shop.payment ? 0 : -1;
}

static int close_shop(void **state)
{
    struct shop *shop = *state;
    mynah_world_destroy(shop->world);
    return 0;
}

// ## Tests

static void a_timeout_is_tried_again(void **state)
{
    struct shop *shop = *state;
    mynah_double_fails(shop->payment, "charge", NULL, &timeout, NULL);
    mynah_double_returns(shop->payment, "charge", NULL, NULL, "s", "txn_success");

    assert_string_equal(charge_with_retry(&shop->gateway, "user_123", 99.99), "txn_success");

    assert_double_called_times(shop->payment, "charge", 2);
    assert_double_all_calls(shop->payment, "charge", mynah_match_is("card", "user_123"));
    assert_double_verified(shop->payment);
}

// After the last of what it was told there is no transaction that nobody made.
static void a_charge_too_many_is_an_error(void **state)
{
    struct shop *shop = *state;
    mynah_double_returns(shop->payment, "charge", NULL, NULL, "s", "txn_1");

    assert_non_null(charge_with_retry(&shop->gateway, "c", 1));
    assert_null(charge_with_retry(&shop->gateway, "c", 2));

    char why[400];
    assert_false(mynah_double_verify(shop->payment, why, sizeof why));
    assert_non_null(strstr(why, "the script (1 steps) is used up; the request is "));
    assert_non_null(strstr(why, "amount: 2.0, card: \"c\""));
}

// Empty text is a result like others.
static void an_empty_result_is_a_result(void **state)
{
    struct shop *shop = *state;
    mynah_double_returns(shop->payment, "charge", NULL, NULL, "s", "");

    const char *transaction = charge_with_retry(&shop->gateway, "c", 1);

    assert_non_null(transaction);
    assert_string_equal(transaction, "");
}

// Whatever an error is made of, it is answered as one, and never returned as a transaction.
static void every_error_is_an_error(void **state)
{
    static const struct mynah_fault faults[] = {
        { .kind = NULL }, { .kind = "timeout" }, { .text = "no kind" }, { .number = EACCES }
    };
    struct shop *shop = *state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        mynah_double_fails(shop->payment, "charge", NULL, &faults[i], NULL);
        errno = 0;
        assert_null(charge(shop->payment, 1, "c"));
        assert_int_equal(errno, faults[i].number);
    }
    const struct mynah_match failed = mynah_match_is("outcome", "error");
    const struct mynah_query failures = { .entry = &failed };
    assert_int_equal(mynah_journal_count(mynah_world_journal(shop->world), &failures), 4);
}

// A reset begins all of it anew; clear() forgets all of it.  Neither does half.
static void a_reset_keeps_all_or_nothing(void **state)
{
    struct shop *shop = *state;
    mynah_double_fails(shop->payment, "charge", NULL, &refused, NULL);
    mynah_double_returns(shop->payment, "charge", NULL, NULL, "s", "txn");

    for (int round = 0; round < 2; round++) {
        assert_null(charge_with_retry(&shop->gateway, "c", 1));
        assert_int_equal(errno, EACCES);
        assert_string_equal(charge_with_retry(&shop->gateway, "c", 1), "txn");
        mynah_double_reset(shop->payment);
    }
    mynah_double_clear(shop->payment, NULL);
    assert_null(charge_with_retry(&shop->gateway, "c", 1));
}

static void without_calls_there_are_no_arguments(void **state)
{
    struct shop *shop = *state;
    assert_null(mynah_double_arguments(shop->payment, "charge", -1));
    assert_double_not_called(shop->payment, "charge");
}

// A test may say what counts and leave out what does not.
static void what_is_compared_is_up_to_the_test(void **state)
{
    struct shop *shop = *state;
    mynah_double_returns(shop->payment, "charge", NULL, NULL, "s", "txn");
    charge_with_retry(&shop->gateway, "tok_visa_4242", 0.1 + 0.2);

    assert_double_last_call(shop->payment, "charge", mynah_match_near("amount", 0.3, 0.001));
    assert_double_last_call(shop->payment, "charge", mynah_match_prefix("card", "tok_visa"));
    assert_false(mynah_double_was_called_with(shop->payment, "charge", "{s:p, s:f, s:s}", "self",
                                              (const void *)shop->payment, "amount", 0.3, "card",
                                              "tok_visa_4242"));
    assert_double_called_with(shop->payment, "charge", "{s:p, s:f, s:s}", "self",
                              (const void *)shop->payment, "amount", 0.1 + 0.2, "card",
                              "tok_visa_4242");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_shop, close_shop)
    const struct CMUnitTest tests[] = {
        TEST(a_timeout_is_tried_again),           TEST(a_charge_too_many_is_an_error),
        TEST(an_empty_result_is_a_result),        TEST(every_error_is_an_error),
        TEST(a_reset_keeps_all_or_nothing),       TEST(without_calls_there_are_no_arguments),
        TEST(what_is_compared_is_up_to_the_test),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
