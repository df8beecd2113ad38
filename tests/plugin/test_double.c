// SPDX-License-Identifier: Apache-2.0
//
// The assertions about the calls of a double where they hold; failing/double.c has the others.

#include <mynah_cmocka.h>

static int setup(void **state)
{
    struct mynah_world *world = mynah_world_create(NULL, NULL);
    *state = world;
    return world ? 0 : -1;
}

static int teardown(void **state)
{
    mynah_world_destroy(*state);
    return 0;
}

static struct mynah_double *nice(struct mynah_world *world, const char *name)
{
    return mynah_double_create(world, &(struct mynah_double_options){ .name = name, .nice = true },
                               NULL);
}

static void charge(struct mynah_double *self, double amount, const char *card)
{
    mynah_free(
        mynah_double_call(self, "charge", NULL, "{s:f, s:s}", "amount", amount, "card", card));
}

static void how_often(void **state)
{
    struct mynah_double *self = nice(*state, "payment");
    assert_double_not_called(self, "charge");
    assert_double_not_called(self, NULL);
    charge(self, 1, "a");
    charge(self, 2, "b");
    assert_double_called(self, "charge");
    assert_double_called(self, NULL);
    assert_double_not_called(self, "refund");
    assert_double_called_times(self, "charge", 2);
    assert_double_called_between(self, "charge", 1, 2);
    assert_double_called_times_msg(self, "charge", 2, "two");
}

static void with_what(void **state)
{
    struct mynah_double *self = nice(*state, "payment");
    charge(self, 10, "tok_1");
    charge(self, 20.005, "tok_2");
    assert_double_called_with(self, "charge", "{s:s, s:i}", "card", "tok_1", "amount", 10);
    assert_double_called_with_msg(self, "charge", "the first", "{s:s, s:i}", "card", "tok_1",
                                  "amount", 10);
    assert_double_last_call(self, "charge", mynah_match_near("amount", 20, 0.01));
    assert_double_nth_call(self, "charge", 0, mynah_match_is("card", "tok_1"));
    assert_double_any_call(self, NULL, mynah_match_json("card", "\"tok_2\""));
    assert_double_all_calls(self, "charge", mynah_match_type("amount", "real"));
    assert_double_all_calls(self, "charge", mynah_match_regex("card", "^tok_[0-9]$"));
    assert_double_no_call(self, "charge", mynah_match_includes(NULL, "{\"card\": \"tok_3\"}"));
    assert_double_call_times(self, "charge", 1, mynah_match_at_least("amount", 20));
}

static void order_and_what_is_left(void **state)
{
    struct mynah_double *payment = nice(*state, "payment"), *email = nice(*state, "email");
    mynah_double_returns(payment, "charge", NULL, NULL, "i", 1);
    charge(payment, 1, "a");
    mynah_free(mynah_double_call(email, "send", NULL, ""));
    mynah_free(mynah_double_call(payment, "settle", NULL, ""));
    assert_double_in_order(payment, "charge", "settle");
    assert_double_verified(payment);
    assert_world_in_order(*state, mynah_calls(mynah_call_to("payment", "charge"),
                                              mynah_call_to("email", "send"),
                                              mynah_call_to("payment", "settle")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(how_often, setup, teardown),
        cmocka_unit_test_setup_teardown(with_what, setup, teardown),
        cmocka_unit_test_setup_teardown(order_and_what_is_left, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
