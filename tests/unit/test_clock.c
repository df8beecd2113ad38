// SPDX-License-Identifier: Apache-2.0
//
// mynah/clock.h: virtual time that is exact, and real time that passes.

#include <mynah/clock.h>

#include "shortage.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <time.h>

#include <cmocka.h>

static void test_virtual(void **state)
{
    (void)state;
    struct mynah_clock *clock =
        mynah_clock_create(&(struct mynah_clock_options){ .start = 5 }, NULL);
    assert_false(mynah_clock_is_real(clock));
    assert_int_equal(mynah_clock_now(clock), 5);
    mynah_clock_sleep(clock, 3600 * MYNAH_SECOND);
    assert_int_equal(mynah_clock_now(clock), 3600 * MYNAH_SECOND + 5);
    mynah_clock_sleep_until(clock, 100); // has passed
    mynah_clock_sleep(clock, -1);
    mynah_clock_advance(clock, -1);
    assert_int_equal(mynah_clock_now(clock), 3600 * MYNAH_SECOND + 5);
    mynah_clock_advance(clock, 1);
    assert_int_equal(mynah_clock_now(clock), 3600 * MYNAH_SECOND + 6);
    mynah_clock_reset(clock);
    assert_int_equal(mynah_clock_now(clock), 5);
    mynah_clock_destroy(clock);
    mynah_clock_destroy(NULL);
}

static void test_the_end_of_time(void **state)
{
    (void)state;
    struct mynah_clock *clock = mynah_clock_create(NULL, NULL);
    mynah_clock_advance(clock, 10);
    assert_true(mynah_clock_after(clock, INT64_MAX) == INT64_MAX);
    mynah_clock_sleep(clock, INT64_MAX);
    mynah_clock_advance(clock, INT64_MAX);
    assert_true(mynah_clock_now(clock) == INT64_MAX);
    mynah_clock_destroy(clock);
}

static int64_t wall(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * MYNAH_SECOND + time.tv_nsec;
}

static void test_real(void **state)
{
    (void)state;
    struct mynah_clock *clock = mynah_clock_create(
        &(struct mynah_clock_options){ .real = true, .start = MYNAH_SECOND }, NULL);
    int64_t begin = wall(), from = mynah_clock_now(clock);
    assert_true(mynah_clock_is_real(clock));
    assert_true(from >= MYNAH_SECOND);
    mynah_clock_sleep(clock, 20 * MYNAH_MILLISECOND);
    mynah_clock_sleep_until(clock, from);
    assert_true(wall() - begin >= 20 * MYNAH_MILLISECOND);
    assert_true(mynah_clock_now(clock) - from >= 20 * MYNAH_MILLISECOND);
    mynah_clock_destroy(clock);
}

enum { THREADS = 4, TIMES = 1000 };

static void *advance(void *clock)
{
    for (int i = 0; i < TIMES; i++) {
        mynah_clock_advance(clock, 3);
    }
    return NULL;
}

static void *sleep_together(void *clock)
{
    for (int i = 1; i <= TIMES; i++) {
        mynah_clock_sleep_until(clock, i * 7);
    }
    return NULL;
}

static void run(void *(*body)(void *), struct mynah_clock *clock)
{
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, body, clock), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
}

// Advances add up; sleeps of the same time do not.
static void test_threads(void **state)
{
    (void)state;
    struct mynah_clock *clock = mynah_clock_create(NULL, NULL);
    run(advance, clock);
    assert_int_equal(mynah_clock_now(clock), THREADS * TIMES * 3);
    mynah_clock_reset(clock);
    run(sleep_together, clock);
    assert_int_equal(mynah_clock_now(clock), TIMES * 7);
    mynah_clock_destroy(clock);
}

// What the timers of a test write down.
struct record {
    struct mynah_clock *clock;
    int64_t times[8];
    const char *names[8];
    size_t count;
};

struct alarm {
    struct record *record;
    const char *name;
    int64_t again; // set once more after that
    bool jumps;
};

static jmp_buf back;

static void ring(void *self)
{
    struct alarm *alarm = self;
    struct record *record = alarm->record;
    record->times[record->count] = mynah_clock_now(record->clock);
    record->names[record->count++] = alarm->name;
    if (alarm->again) {
        int64_t next = mynah_clock_after(record->clock, alarm->again);
        alarm->again = 0;
        assert_true(mynah_clock_at(record->clock, next, ring, alarm, NULL));
    }
    if (alarm->jumps) {
        longjmp(back, 1);
    }
}

static void assert_rings(const struct record *record, const char *const *names,
                         const int64_t *times, size_t count)
{
    assert_int_equal(record->count, count);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(record->names[i], names[i]);
        assert_int_equal(record->times[i], times[i]);
    }
}

// Each timer is called at its own time, whether the clock is moved or slept on, in the order of
// deadlines and then of being set; one that is set on the way takes its place in it.
static void test_timers(void **state)
{
    (void)state;
    struct mynah_clock *clock = mynah_clock_create(NULL, NULL);
    struct record record = { .clock = clock };
    struct alarm a = { &record, "a", 5, false }, b = { &record, "b", 0, false };
    struct alarm c = { &record, "c", 0, false }, d = { &record, "d", 0, false };
    assert_int_equal(mynah_clock_next(clock), -1);
    mynah_clock_at(clock, 20, ring, &c, NULL);
    mynah_clock_at(clock, 10, ring, &a, NULL);
    mynah_clock_at(clock, 20, ring, &d, NULL);
    mynah_clock_at(clock, 12, ring, &b, NULL);
    assert_int_equal(mynah_clock_next(clock), 10);
    assert_int_equal(mynah_clock_run(clock), 0);
    mynah_clock_sleep_until(clock, 17);
    assert_int_equal(mynah_clock_now(clock), 17);
    mynah_clock_advance(clock, 13);
    assert_int_equal(mynah_clock_now(clock), 30);
    assert_rings(&record, (const char *[]){ "a", "b", "a", "c", "d" },
                 (int64_t[]){ 10, 12, 15, 20, 20 }, 5);
    assert_int_equal(mynah_clock_next(clock), -1);
    mynah_clock_destroy(clock);
}

// A deadline that has passed is due at once, but nothing is called before the clock moves.
static void test_timers_of_the_past(void **state)
{
    (void)state;
    struct mynah_clock *clock =
        mynah_clock_create(&(struct mynah_clock_options){ .start = 100 }, NULL);
    struct record record = { .clock = clock };
    struct alarm a = { &record, "a", 0, false }, b = { &record, "b", 0, false };
    mynah_clock_at(clock, 7, ring, &a, NULL);
    mynah_clock_at(clock, -7, ring, &b, NULL);
    assert_int_equal(record.count, 0);
    assert_int_equal(mynah_clock_run(clock), 2);
    assert_rings(&record, (const char *[]){ "b", "a" }, (int64_t[]){ 100, 100 }, 2);
    mynah_clock_destroy(clock);
}

static void test_timers_cancelled(void **state)
{
    (void)state;
    struct mynah_clock *clock = mynah_clock_create(NULL, NULL);
    struct record record = { .clock = clock };
    struct alarm a = { &record, "a", 0, false }, b = { &record, "b", 0, false };
    uint64_t first = mynah_clock_at(clock, 5, ring, &a, NULL);
    uint64_t second = mynah_clock_at(clock, 6, ring, &b, NULL);
    assert_true(mynah_clock_cancel(clock, first));
    assert_false(mynah_clock_cancel(clock, first));
    mynah_clock_sleep(clock, 10);
    assert_rings(&record, (const char *[]){ "b" }, (int64_t[]){ 6 }, 1);
    assert_false(mynah_clock_cancel(clock, second));
    mynah_clock_at(clock, 50, ring, &a, NULL);
    mynah_clock_reset(clock);
    mynah_clock_sleep(clock, 100);
    assert_int_equal(record.count, 1);
    mynah_clock_destroy(clock);
}

static void test_timers_may_jump(void **state)
{
    (void)state;
    struct mynah_clock *clock = mynah_clock_create(NULL, NULL);
    struct record record = { .clock = clock };
    struct alarm a = { &record, "a", 0, true }, b = { &record, "b", 0, false };
    mynah_clock_at(clock, 5, ring, &a, NULL);
    mynah_clock_at(clock, 6, ring, &b, NULL);
    if (setjmp(back) == 0) {
        mynah_clock_sleep(clock, 10);
        fail_msg("it did not jump");
    }
    assert_int_equal(mynah_clock_now(clock), 5);
    mynah_clock_sleep(clock, 10);
    assert_rings(&record, (const char *[]){ "a", "b" }, (int64_t[]){ 5, 6 }, 2);
    mynah_clock_destroy(clock);
}

static _Atomic int rings;

static void count(void *self)
{
    (void)self;
    rings++;
}

static void *set_and_sleep(void *clock)
{
    for (int i = 0; i < TIMES; i++) {
        mynah_clock_at(clock, mynah_clock_after(clock, i % 3), count, NULL, NULL);
        mynah_clock_sleep(clock, 2);
    }
    return NULL;
}

// However many threads move the clock, each timer is called once.
static void test_timers_of_threads(void **state)
{
    (void)state;
    struct mynah_clock *clock = mynah_clock_create(NULL, NULL);
    rings = 0;
    run(set_and_sleep, clock);
    mynah_clock_sleep(clock, 10);
    assert_int_equal(rings, THREADS * TIMES);
    mynah_clock_destroy(clock);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        struct mynah_clock *clock = mynah_clock_create(NULL, &at.error);
        shortage_over(&at, clock && mynah_clock_at(clock, 1, count, NULL, &at.error) != 0);
        mynah_clock_destroy(clock);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_virtual),
        cmocka_unit_test(test_the_end_of_time),
        cmocka_unit_test(test_real),
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_timers),
        cmocka_unit_test(test_timers_of_the_past),
        cmocka_unit_test(test_timers_cancelled),
        cmocka_unit_test(test_timers_may_jump),
        cmocka_unit_test(test_timers_of_threads),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
