// SPDX-License-Identifier: Apache-2.0
#ifndef FAILING_H
#define FAILING_H

// Tests that fail, each at one assertion, in one file for each subject.  The next lines declare
// them; test_failing.c runs them and looks at what they print.

#include <mynah_cmocka.h>

#define CASE(name) void name(void **state);
#include "../cases.h"
#undef CASE
void answers_left_over(void **state);

struct fixture {
    struct mynah_world *world;
    struct mynah_generator *planner;
    struct mynah_generator *writer;
    struct mynah_report *report;
    void *inner; // the fixture of a test within the test
};

#endif
