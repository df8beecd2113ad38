// SPDX-License-Identifier: Apache-2.0
//
// mynah/clock.h: virtual time that is exact, and real time that passes.

#include <mynah/clock.h>

#include "core/alloc.h"

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

#ifdef MYNAH_FAULT_INJECTION
static void test_out_of_memory(void **state)
{
    (void)state;
    struct mynah_error error;
    mynah__alloc_fail_from(1);
    assert_null(mynah_clock_create(NULL, &error));
    mynah__alloc_fail_from(0);
    assert_int_equal(error.code, MYNAH_ERROR_MEMORY);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_virtual),       cmocka_unit_test(test_the_end_of_time),
        cmocka_unit_test(test_real),          cmocka_unit_test(test_threads),
#ifdef MYNAH_FAULT_INJECTION
        cmocka_unit_test(test_out_of_memory),
#endif
    };
    return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
