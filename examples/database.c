// SPDX-License-Identifier: Apache-2.0
//
// A service that registers users in an asynchronous database, on an event loop whose time is the
// virtual clock: a double with a store behind it, and delays that cost no time.  Each test shows
// one thing that hand-written fakes of such a database get wrong.

#include <mynah/double.h>
#include <mynah/store.h>
#include <mynah_cmocka.h>

// ## What is tested: it knows the database and the timers of its loop as these functions

typedef void on_answer(void *user, const char *json, const char *error);

struct database {
    void (*submit)(void *self, const char *method, const char *arguments, on_answer *done,
                   void *user);
    uint64_t (*set_timer)(void *self, int64_t delay, void (*fire)(void *user), void *user);
    bool (*stop_timer)(void *self, uint64_t timer);
    void *self;
};

struct registration {
    const struct database *database;
    uint64_t timer;
    bool over;
    bool timed_out;
    long user_id; // 0 when it failed
    char error[200];
};

enum { PATIENCE_MS = 100 };

static void give_up(void *user)
{
    struct registration *registration = user;
    registration->timed_out = registration->over = true;
}

static void on_inserted(void *user, const char *json, const char *error)
{
    struct registration *registration = user;
    if (registration->over) {
        return; // too late
    }
    registration->over = true;
    registration->database->stop_timer(registration->database->self, registration->timer);
    registration->user_id = json ? strtol(json, NULL, 10) : 0;
    snprintf(registration->error, sizeof registration->error, "%s", error ? error : "");
}

static void register_user(struct registration *registration, const struct database *database,
                          const char *email)
{
    char arguments[200];
    *registration = (struct registration){ .database = database };
    snprintf(arguments, sizeof arguments, "{\"table\": \"users\", \"data\": {\"email\": \"%s\"}}",
             email);
    registration->timer =
        database->set_timer(database->self, PATIENCE_MS * MYNAH_MILLISECOND, give_up, registration);
    database->submit(database->self, "insert", arguments, on_inserted, registration);
}

// ## The double, and the loop that it stands on

enum { PENDING_MOST = 8 };

struct fake {
    struct mynah_world *world;
    struct mynah_double *db;
    struct mynah_store *store;
    int64_t delay;
    struct pending {
        struct fake *fake;
        char method[20];
        char arguments[300];
        on_answer *done;
        void *user;
    } pending[PENDING_MOST];
    size_t count;
    struct database database;
};

// The time of a call has come: answer it.
static void answer(void *self)
{
    struct pending *call = self;
    struct mynah_double_failure failure;
    struct mynah_named *result =
        mynah_double_call(call->fake->db, call->method, &failure, "j", call->arguments);
    char number[30];
    snprintf(number, sizeof number, "%lld", result ? (long long)result->number : 0);
    call->done(call->user,
               !result        ? NULL
               : result->text ? result->text
                              : number,
               result ? NULL : failure.error.text);
    mynah_free(result);
}

static void submit(void *self, const char *method, const char *arguments, on_answer *done,
                   void *user)
{
    struct fake *fake = self;
    struct mynah_clock *clock = mynah_world_clock(fake->world);
    assert_true(fake->count < PENDING_MOST);
    struct pending *call = &fake->pending[fake->count++];
    *call = (struct pending){ .fake = fake, .done = done, .user = user };
    snprintf(call->method, sizeof call->method, "%s", method);
    snprintf(call->arguments, sizeof call->arguments, "%s", arguments);
    mynah_clock_at(clock, mynah_clock_after(clock, fake->delay), answer, call, NULL);
}

static uint64_t set_timer(void *self, int64_t delay, void (*fire)(void *user), void *user)
{
    struct mynah_clock *clock = mynah_world_clock(((struct fake *)self)->world);
    return mynah_clock_at(clock, mynah_clock_after(clock, delay), fire, user, NULL);
}

static bool stop_timer(void *self, uint64_t timer)
{
    return mynah_clock_cancel(mynah_world_clock(((struct fake *)self)->world), timer);
}

// Let the loop run for a while.
static void run_for(struct fake *fake, int64_t time)
{
    mynah_clock_advance(mynah_world_clock(fake->world), time);
}

static int start(void **state)
{
    static struct fake fake;
    fake =
        (struct fake){ .world = mynah_world_create(NULL, NULL), .delay = 20 * MYNAH_MILLISECOND };
    fake.db = mynah_double_create(fake.world, &(struct mynah_double_options){ .name = "db" }, NULL);
    fake.store = mynah_store_create(fake.world, NULL, NULL);
    fake.database = (struct database){ submit, set_timer, stop_timer, &fake };
    *state = &fake;
    const struct mynah_step query = { .kind = MYNAH_STEP_CALLBACK,
                                      .callback = mynah_store_answer_query,
                                      .self = fake.store,
                                      .times = MYNAH_ALWAYS };
    struct mynah_step insert = query;
    insert.callback = mynah_store_answer_insert;
    return mynah_store_add_table(fake.store, "users(email, name?)", NULL) &&
                   mynah_double_when(fake.db, "query", &query, NULL) &&
                   mynah_double_when(fake.db, "insert", &insert, NULL)
               ? 0
               : -1;
}

static int end(void **state)
{
    struct fake *fake = *state;
    mynah_world_destroy(fake->world);
    return 0;
}

// What a query answers, or the text of its error.
static void keep(void *user, const char *json, const char *error)
{
    snprintf(user, 300, "%s", json ? json : error);
}

static const char *query(struct fake *fake, const char *sql)
{
    static char answered[300];
    char arguments[300];
    strcpy(answered, "nothing yet");
    snprintf(arguments, sizeof arguments, "{\"sql\": \"%s\"}", sql);
    submit(fake, "query", arguments, keep, answered);
    run_for(fake, fake->delay);
    return answered;
}

// ## Tests

static void a_registration_creates_a_row(void **state)
{
    struct fake *fake = *state;
    struct registration registration;
    register_user(&registration, &fake->database, "a@example.org");
    assert_false(registration.over); // it takes its time

    run_for(fake, 20 * MYNAH_MILLISECOND);

    assert_true(registration.over);
    assert_int_equal(registration.user_id, 1);
    assert_int_equal(mynah_store_count(fake->store, "users", NULL), 1);
    assert_int_equal(mynah_clock_next(mynah_world_clock(fake->world)), -1); // no timer is left
}

// A call that came too late for who asked was received all the same.
static void a_call_that_times_out_is_counted(void **state)
{
    struct fake *fake = *state;
    struct registration registration;
    fake->delay = 500 * MYNAH_MILLISECOND;
    register_user(&registration, &fake->database, "a@example.org");

    run_for(fake, 100 * MYNAH_MILLISECOND);
    assert_true(registration.timed_out);
    run_for(fake, 400 * MYNAH_MILLISECOND);

    assert_int_equal(registration.user_id, 0);
    assert_double_called_times(fake->db, "insert", 1);
}

// Inserts are counted as queries are.
static void every_method_is_counted(void **state)
{
    struct fake *fake = *state;
    struct registration registration;
    register_user(&registration, &fake->database, "a@example.org");
    query(fake, "SELECT * FROM users");
    query(fake, "SELECT * FROM users");
    assert_double_called_times(fake->db, "insert", 1);
    assert_double_called_times(fake->db, "query", 2);
    assert_double_in_order(fake->db, "insert", "query");
}

// SQL is wrong where it is wrong, not where a word is in it.
static void a_table_may_be_called_invalid(void **state)
{
    struct fake *fake = *state;
    mynah_store_add_table(fake->store, "invalid_logins", NULL);
    assert_string_equal(query(fake, "SELECT * FROM invalid_logins"), "[]");
    assert_string_equal(query(fake, "SELECT * FORM users"),
                        "SQL, line 1, column 10: expected FROM, not \"FORM\"");
}

static void key_words_are_written_in_any_case(void **state)
{
    struct fake *fake = *state;
    mynah_store_insert(fake->store, "users", NULL, "{s:s}", "email", "a");
    assert_string_equal(query(fake, "select email from users;"), "[{\"email\":\"a\"}]");
    assert_string_equal(query(fake, "Select email From users where id = 1 ;"),
                        "[{\"email\":\"a\"}]");
}

static void an_empty_query_is_an_error_of_sql(void **state)
{
    assert_string_equal(query(*state, ""), "SQL, line 1, column 1: expected SELECT, not the end");
}

static void where_is_heeded(void **state)
{
    struct fake *fake = *state;
    mynah_store_insert(fake->store, "users", NULL, "{s:s}", "email", "a");
    mynah_store_insert(fake->store, "users", NULL, "{s:s, s:s}", "email", "b", "name", "Bo");
    assert_string_equal(query(fake, "SELECT id FROM users WHERE email = 'b' AND name IS NOT NULL"),
                        "[{\"id\":2}]");
}

// Nobody who was given rows can change the table.
static void rows_are_copies(void **state)
{
    struct fake *fake = *state;
    mynah_store_insert(fake->store, "users", NULL, "{s:s}", "email", "a");
    char *rows = mynah_store_select(fake->store, "users", NULL, NULL);
    memset(rows, 'x', strlen(rows));
    mynah_free(rows);
    assert_string_equal(query(fake, "SELECT * FROM users"), "[{\"id\":1,\"email\":\"a\"}]");
}

// An id that came with the row stays; one that is taken is refused, one that was used never again.
static void ids_are_kept_and_never_collide(void **state)
{
    struct fake *fake = *state;
    struct mynah_error error;
    const struct mynah_match seven = { .path = "id", .number = 7 };
    assert_int_equal(
        mynah_store_insert(fake->store, "users", NULL, "{s:i, s:s}", "id", 7, "email", "a"), 7);
    assert_int_equal(
        mynah_store_insert(fake->store, "users", &error, "{s:i, s:s}", "id", 7, "email", "b"), 0);
    assert_string_equal(error.text, "users.id: 7 is taken");
    assert_int_equal(mynah_store_delete(fake->store, "users", &seven, NULL), 1);
    assert_int_equal(mynah_store_insert(fake->store, "users", NULL, "{s:s}", "email", "c"), 8);
}

// One call of the world brings rows, calls, time and scripts back to where the test begins.
static void a_reset_comes_back_to_what_was_kept(void **state)
{
    struct fake *fake = *state;
    mynah_store_insert(fake->store, "users", NULL, "{s:s}", "email", "admin");
    mynah_store_keep(fake->store, NULL);
    for (int round = 0; round < 2; round++) {
        struct registration registration;
        register_user(&registration, &fake->database, "a@example.org");
        run_for(fake, fake->delay);
        assert_int_equal(registration.user_id, 2);
        assert_int_equal(mynah_store_count(fake->store, "users", NULL), 2);
        mynah_world_reset(fake->world);
        assert_int_equal(mynah_store_count(fake->store, "users", NULL), 1);
        assert_double_not_called(fake->db, NULL);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)
    const struct CMUnitTest tests[] = {
        TEST(a_registration_creates_a_row),
        TEST(a_call_that_times_out_is_counted),
        TEST(every_method_is_counted),
        TEST(a_table_may_be_called_invalid),
        TEST(key_words_are_written_in_any_case),
        TEST(an_empty_query_is_an_error_of_sql),
        TEST(where_is_heeded),
        TEST(rows_are_copies),
        TEST(ids_are_kept_and_never_collide),
        TEST(a_reset_comes_back_to_what_was_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
