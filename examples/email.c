// SPDX-License-Identifier: Apache-2.0
//
// A service that sends e-mail, tested without a mail server: the double is a member of the struct
// of functions that the service is given.  Each test shows one thing that hand-written mocks of
// such a service get wrong.

#include <mynah/double_function.h>
#include <mynah_cmocka.h>

// ## What is tested

struct mailer {
    const char *(*send)(void *self, const char *to, const char *subject, const char *body);
    const char *(*get_status)(void *self, const char *message_id);
    void *self;
};

struct notifier {
    struct mailer mailer;
    int undelivered;
};

// Greet a new user; return the id of the message, `NULL` when it could not be sent.
static const char *on_signup(const struct notifier *notifier, const char *address, const char *name)
{
    char body[100];
    snprintf(body, sizeof body, "Hello %s, welcome!", name);
    return notifier->mailer.send(notifier->mailer.self, address, "Welcome", body);
}

// Count a message that did not arrive; return whether its fate is known.
static bool follow_up(struct notifier *notifier, const char *message_id)
{
    const char *status = notifier->mailer.get_status(notifier->mailer.self, message_id);
    notifier->undelivered += status && strcmp(status, "bounced") == 0;
    return status != NULL;
}

// ## The double

static MYNAH_DOUBLE_FUNCTION(self, const char *, send, (void *, self), (const char *, to),
                             (const char *, subject), (const char *, body));
static MYNAH_DOUBLE_FUNCTION(self, const char *, get_status, (void *, self),
                             (const char *, message_id));

struct office {
    struct mynah_world *world;
    struct mynah_double *email;
    struct notifier notifier;
};

static int open_office(void **state)
{
    static const char *const methods[] = { "send(self, to, subject, body)",
                                           "get_status(self, message_id)", NULL };
    static struct office office;
    office = (struct office){ .world = mynah_world_create(NULL, NULL) };
    office.email = mynah_double_create(
        office.world, &(struct mynah_double_options){ .name = "email", .methods = methods }, NULL);
    office.notifier.mailer = (struct mailer){ send, get_status, office.email };
    *state = &office;
    return office.email ? 0 : -1;
}

static int close_office(void **state)
{
    struct office *office = *state;
    mynah_world_destroy(office->world);
    return 0;
}

static const struct mynah_match valid = { .path = "to",
                                          .kind = MYNAH_MATCH_REGEX,
                                          .text = "^[^@ ]+@[^@. ]+(\\.[^@. ]+)+$" };

// ## Tests

static void a_signup_sends_one_mail(void **state)
{
    struct office *office = *state;
    mynah_double_returns(office->email, "send", NULL, NULL, "s", "msg_1");

    assert_string_equal(on_signup(&office->notifier, "john@example.org", "John"), "msg_1");

    assert_double_called_times(office->email, "send", 1);
    assert_double_last_call(office->email, "send",
                            mynah_match_all(mynah_match_is("to", "john@example.org"),
                                            mynah_match_contains("body", "John")));
    assert_double_verified(office->email);
}

// Every method is counted, not only `send`, and a call that failed is told apart from the others.
static void every_call_is_tracked_with_its_outcome(void **state)
{
    struct office *office = *state;
    mynah_double_fails(office->email, "send", NULL,
                       &(struct mynah_fault){ .kind = "timeout", .text = "Service unreachable" },
                       NULL);
    mynah_double_returns(office->email, "get_status", NULL, NULL, "s", "pending");

    assert_null(on_signup(&office->notifier, "john@example.org", "John"));
    follow_up(&office->notifier, "msg_1");

    assert_double_called_times(office->email, "send", 1);
    assert_double_called_times(office->email, "get_status", 1);
    const struct mynah_match failed = mynah_match_is("outcome", "error");
    const struct mynah_query failures = { .stand_in = "email", .entry = &failed };
    assert_int_equal(mynah_journal_count(mynah_world_journal(office->world), &failures), 1);
}

// A failure lasts for as many calls as it was told to.
static void a_failure_does_not_stick(void **state)
{
    struct office *office = *state;
    mynah_double_fails(office->email, "send", &(struct mynah_step){ .times = 2 },
                       &(struct mynah_fault){ .kind = "timeout" }, NULL);
    mynah_double_returns(office->email, "send", NULL, NULL, "s", "msg_3");

    assert_null(on_signup(&office->notifier, "a@example.org", "A"));
    assert_null(on_signup(&office->notifier, "a@example.org", "A"));
    assert_string_equal(on_signup(&office->notifier, "a@example.org", "A"), "msg_3");
}

// After a reset all is as it was told, failures included; after clear() it was told nothing.
static void a_reset_leaves_nothing_half_set(void **state)
{
    struct office *office = *state;
    mynah_double_fails(office->email, "send", NULL, &(struct mynah_fault){ .kind = "timeout" },
                       NULL);
    mynah_double_returns(office->email, "send", NULL, NULL, "s", "msg_2");

    for (int round = 0; round < 2; round++) {
        assert_null(on_signup(&office->notifier, "a@example.org", "A"));
        assert_string_equal(on_signup(&office->notifier, "a@example.org", "A"), "msg_2");
        assert_double_called_times(office->email, "send", 2);
        mynah_world_reset(office->world);
        assert_double_not_called(office->email, NULL);
    }
    mynah_double_clear(office->email, NULL);
    assert_null(on_signup(&office->notifier, "a@example.org", "A"));
    assert_false(mynah_double_verify(office->email, NULL, 0)); // it was told of nothing
}

// What an address looks like is a rule of the test, and any other is refused.
static void addresses_are_checked_by_a_rule(void **state)
{
    static const char *const good[] = { "a@b.c", "first.last@sub.example.org" };
    static const char *const bad[] = { "@b.c", "a@.", "a b@c.d", "a@b@c.com", "a@b", "" };
    struct office *office = *state;
    mynah_double_returns(office->email, "send",
                         &(struct mynah_step){ .when = &valid, .times = MYNAH_ALWAYS }, NULL, "s",
                         "ok");
    mynah_double_fails(office->email, "send", &(struct mynah_step){ .times = MYNAH_ALWAYS },
                       &(struct mynah_fault){ .kind = "invalid", .text = "Invalid email" }, NULL);

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_non_null(on_signup(&office->notifier, good[i], "A"));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_null(on_signup(&office->notifier, bad[i], "A"));
    }
    assert_double_call_times(office->email, "send", 2, valid);
}

// "queued" comes when it was told, not at every third call.
static void a_status_is_what_was_told(void **state)
{
    struct office *office = *state;
    for (int i = 0; i < 4; i++) {
        mynah_double_returns(office->email, "get_status", NULL, NULL, "s",
                             i == 1 ? "queued" : "sent");
    }
    for (int i = 0; i < 4; i++) {
        assert_string_equal(get_status(office->email, "m"), i == 1 ? "queued" : "sent");
    }
}

// Of a message that nobody spoke of there is no status outside of the contract, but an error.
static void an_unknown_message_has_no_made_up_status(void **state)
{
    struct office *office = *state;
    const struct mynah_match first = mynah_match_is("message_id", "msg_1");
    mynah_double_returns(office->email, "get_status",
                         &(struct mynah_step){ .when = &first, .times = MYNAH_ALWAYS }, NULL, "s",
                         "delivered");

    assert_true(follow_up(&office->notifier, "msg_1"));
    assert_false(follow_up(&office->notifier, "msg_2"));

    char why[400];
    assert_false(mynah_double_verify(office->email, why, sizeof why));
    assert_non_null(strstr(why, "message_id is \"msg_1\": it is \"msg_2\""));
}

// Each message has the status that it was given.
static void a_message_can_be_delivered_or_bounce(void **state)
{
    struct office *office = *state;
    const struct mynah_match first = mynah_match_is("message_id", "msg_1");
    const struct mynah_match second = mynah_match_is("message_id", "msg_2");
    mynah_double_returns(office->email, "get_status", &(struct mynah_step){ .when = &first }, NULL,
                         "s", "delivered");
    mynah_double_returns(office->email, "get_status", &(struct mynah_step){ .when = &second }, NULL,
                         "s", "bounced");

    follow_up(&office->notifier, "msg_2");
    follow_up(&office->notifier, "msg_1");

    assert_int_equal(office->notifier.undelivered, 1);
    assert_double_verified(office->email);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_office, close_office)
    const struct CMUnitTest tests[] = {
        TEST(a_signup_sends_one_mail),
        TEST(every_call_is_tracked_with_its_outcome),
        TEST(a_failure_does_not_stick),
        TEST(a_reset_leaves_nothing_half_set),
        TEST(addresses_are_checked_by_a_rule),
        TEST(a_status_is_what_was_told),
        TEST(an_unknown_message_has_no_made_up_status),
        TEST(a_message_can_be_delivered_or_bounce),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
