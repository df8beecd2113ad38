// SPDX-License-Identifier: Apache-2.0
//
// Assertions about the calls of a double that do not hold.

#include "failing.h"

static struct mynah_double *payment(void **state)
{
    const struct fixture *f = *state;
    return mynah_double_create(
        f->world, &(struct mynah_double_options){ .name = "payment", .nice = true }, NULL);
}

static void charge(struct mynah_double *self, double amount, const char *card)
{
    mynah_free(
        mynah_double_call(self, "charge", NULL, "{s:f, s:s}", "amount", amount, "card", card));
}

void double_never_called(void **state)
{
    struct mynah_double *self = payment(state);
    assert_double_called(self, "charge");
}

void double_called_after_all(void **state)
{
    struct mynah_double *self = payment(state);
    charge(self, 9.5, "tok_1");
    assert_double_not_called(self, "charge");
}

void double_called_too_often(void **state)
{
    struct mynah_double *self = payment(state);
    charge(self, 9.5, "tok_1");
    charge(self, 9.5, "tok_1");
    assert_double_called_times(self, "charge", 1);
}

void double_called_too_seldom(void **state)
{
    struct mynah_double *self = payment(state);
    charge(self, 9.5, "tok_1");
    assert_double_called_between(self, "charge", 2, 3);
}

void double_called_with_another(void **state)
{
    struct mynah_double *self = payment(state);
    charge(self, 9.5, "tok_1");
    charge(self, 10.0, "tok_2");
    assert_double_called_with(self, "charge", "{s:f, s:s}", "amount", 9.0, "card", "tok_1");
}

void double_asked_with_a_wrong_format(void **state)
{
    struct mynah_double *self = payment(state);
    assert_double_called_with(self, "charge", "s", "tok_1");
}

void double_last_call_differs(void **state)
{
    struct mynah_double *self = payment(state);
    charge(self, 9.5, "tok_1");
    charge(self, 10.0, "tok_2");
    assert_double_last_call(self, "charge", mynah_match_near("amount", 9.5, 0.01));
}

void double_call_that_never_was(void **state)
{
    struct mynah_double *self = payment(state);
    charge(self, 9.5, "tok_1");
    assert_double_nth_call(self, "charge", 1, mynah_match_is("card", "tok_1"));
}

void double_no_call_like_that(void **state)
{
    struct mynah_double *self = payment(state);
    charge(self, 9.5, "tok_1");
    assert_double_any_call(self, "charge", mynah_match_includes("card", "{\"token\": \"tok_1\"}"));
}

void double_one_call_differs(void **state)
{
    struct mynah_double *self = payment(state);
    charge(self, 9.5, "tok_1");
    charge(self, 9.5, NULL);
    assert_double_all_calls(self, "charge", mynah_match_type("card", "text"));
}

void double_a_call_like_that(void **state)
{
    struct mynah_double *self = payment(state);
    charge(self, 9.5, "tok_1");
    assert_double_no_call(self, "charge", mynah_match_at_least("amount", 5));
}

void double_calls_like_that_too_few(void **state)
{
    struct mynah_double *self = payment(state);
    charge(self, 9.5, "tok_1");
    charge(self, 3.0, "tok_1");
    assert_double_call_times(self, "charge", 2, mynah_match_at_least("amount", 5));
}

void double_methods_in_another_order(void **state)
{
    struct mynah_double *self = payment(state);
    charge(self, 9.5, "tok_1");
    mynah_free(mynah_double_call(self, "authorize", NULL, "{s:s}", "card", "tok_1"));
    assert_double_in_order(self, "authorize", "charge");
}

void double_with_things_left(void **state)
{
    const struct fixture *f = *state;
    struct mynah_double *self =
        mynah_double_create(f->world, &(struct mynah_double_options){ .name = "email" }, NULL);
    mynah_double_returns(self, "send", &(struct mynah_step){ .file = "mail.c", .line = 12 }, NULL,
                         "{s:s}", "status", "sent");
    mynah_double_expects(
        self,
        &(struct mynah_expectation){
            .method = "send", .least = 1, .most = 1, .file = "mail.c", .line = 14 },
        NULL);
    mynah_double_call(self, "status", NULL, "{s:s}", "id", "m1");
    assert_double_verified(self);
}
