// SPDX-License-Identifier: Apache-2.0
//
// Code that calls a library and the system's clock by name is tested as it is: the linker's --wrap
// hands these calls to doubles, and time is the virtual clock of the world.  A simulated minute
// takes no time.

#define _POSIX_C_SOURCE 200809L

#include "ramp.h"

#include <mynah/double_function.h>
#include <mynah_cmocka.h>

#include <errno.h>
#include <time.h>

static struct mynah_world *world;
static struct mynah_double *epics;
static struct mynah_double *machine;

// The functions that -Wl,--wrap=... puts in the place of those without `__wrap_`.
MYNAH_DOUBLE_FUNCTION(epics, int, __wrap_caget, (const char *, name), (double *, value));
MYNAH_DOUBLE_FUNCTION(epics, int, __wrap_caput, (const char *, name), (double, value));
MYNAH_DOUBLE_FUNCTION(machine, int, __wrap_clock_gettime, (clockid_t, clock),
                      (struct timespec *, time));
MYNAH_DOUBLE_FUNCTION(machine, int, __wrap_nanosleep, (const struct timespec *, time),
                      (struct timespec *, left));

// A magnet with a value, the fake behind the channels.
static bool read_magnet(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                        struct mynah_error *error)
{
    double *value = mynah_argument_pointer(call->request, "value");
    *value = *(const double *)self;
    return mynah_double_answer(answer, error, "i", 0);
}

static bool write_magnet(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                         struct mynah_error *error)
{
    *(double *)self = mynah_argument_real(call->request, "value");
    return mynah_double_answer(answer, error, "i", 0);
}

// The clock of the world as the system's.
static bool tell_time(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                      struct mynah_error *error)
{
    struct timespec *time = mynah_argument_pointer(call->request, "time");
    int64_t now = mynah_clock_now(self);
    *time = (struct timespec){ .tv_sec = (time_t)(now / MYNAH_SECOND),
                               .tv_nsec = (long)(now % MYNAH_SECOND) };
    return mynah_double_answer(answer, error, "i", 0);
}

static bool let_sleep(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                      struct mynah_error *error)
{
    const struct timespec *time = mynah_argument_pointer(call->request, "time");
    mynah_clock_sleep(self, time->tv_sec * MYNAH_SECOND + time->tv_nsec);
    return mynah_double_answer(answer, error, "i", 0);
}

static double magnet;

static struct mynah_step always(bool (*callback)(void *, const struct mynah_call *,
                                                 struct mynah_answer *, struct mynah_error *),
                                void *self)
{
    return (struct mynah_step){
        .kind = MYNAH_STEP_CALLBACK, .callback = callback, .self = self, .times = MYNAH_ALWAYS
    };
}

static int start(void **state)
{
    (void)state;
    world = mynah_world_create(NULL, NULL);
    epics = mynah_double_create(world, &(struct mynah_double_options){ .name = "epics" }, NULL);
    machine = mynah_double_create(world, &(struct mynah_double_options){ .name = "machine" }, NULL);
    struct mynah_clock *clock = mynah_world_clock(world);
    const struct mynah_step tell = always(tell_time, clock), sleep = always(let_sleep, clock);
    magnet = 1;
    return mynah_double_when(machine, "clock_gettime", &tell, NULL) &&
                   mynah_double_when(machine, "nanosleep", &sleep, NULL)
               ? 0
               : -1;
}

static int end(void **state)
{
    (void)state;
    mynah_world_destroy(world);
    return 0;
}

static void connect_magnet(void)
{
    const struct mynah_step get = always(read_magnet, &magnet), put = always(write_magnet, &magnet);
    mynah_double_when(epics, "caget", &get, NULL);
    mynah_double_when(epics, "caput", &put, NULL);
}

static void a_ramp_goes_step_by_step(void **state)
{
    (void)state;
    connect_magnet();

    assert_true(ramp("SR:MAG:SP", 2.2, 0.5));

    char *values = mynah_double_capture(epics, "caput", NULL, "value", NULL);
    assert_string_equal(values, "[1.5,2.0,2.2]");
    mynah_free(values);
    assert_int_equal(mynah_clock_now(mynah_world_clock(world)), 3 * MYNAH_SECOND);
    assert_world_in_order(
        world, mynah_calls(mynah_call_to("epics", "caget"), mynah_call_to("epics", "caput"),
                           mynah_call_to("machine", "nanosleep"), mynah_call_to("epics", "caput")));
}

static void a_ramp_ends_where_the_control_system_does(void **state)
{
    (void)state;
    mynah_double_fails(epics, "caput", &(struct mynah_step){ .times = 1 },
                       &(struct mynah_fault){ .kind = "timeout", .number = ETIMEDOUT }, NULL);
    connect_magnet();

    assert_false(ramp("SR:MAG:SP", 2, 0.5));

    assert_int_equal(errno, ETIMEDOUT);
    assert_double_called_times(epics, "caput", 1);
    assert_double_not_called(machine, "nanosleep");
}

static void a_magnet_that_does_not_settle_is_given_up_after_a_minute(void **state)
{
    (void)state;
    connect_magnet();

    assert_false(settle("SR:MAG:SP", 3));

    assert_int_equal(mynah_clock_now(mynah_world_clock(world)), 60 * MYNAH_SECOND);
    assert_double_called_times(epics, "caget", 240);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_ramp_goes_step_by_step, start, end),
        cmocka_unit_test_setup_teardown(a_ramp_ends_where_the_control_system_does, start, end),
        cmocka_unit_test_setup_teardown(a_magnet_that_does_not_settle_is_given_up_after_a_minute,
                                        start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
