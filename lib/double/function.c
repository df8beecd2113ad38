// SPDX-License-Identifier: Apache-2.0
//
// What the functions of mynah/double_function.h are made of: C values to arguments, and results to
// C values, which have to fit.

#include <mynah/double_function.h>

#include "double/double.h"

#include "stand_in/match.h"
#include "stand_in/record.h"

#include <errno.h>
#include <math.h>
#include <string.h>

// ## Arguments

struct mynah_named mynah_named_integer(const char *name, int64_t value)
{
    return (struct mynah_named){ .name = name, .kind = MYNAH_FIELD_INT, .number = value };
}

struct mynah_named mynah_named_unsigned(const char *name, uint64_t value)
{
    // What is too large for an integer is at least about right.
    return value <= INT64_MAX ? mynah_named_integer(name, (int64_t)value)
                              : mynah_named_real(name, (double)value);
}

struct mynah_named mynah_named_real(const char *name, double value)
{
    return (struct mynah_named){ .name = name, .kind = MYNAH_FIELD_REAL, .real = value };
}

struct mynah_named mynah_named_truth(const char *name, bool value)
{
    return (struct mynah_named){ .name = name, .kind = MYNAH_FIELD_BOOL, .number = value };
}

struct mynah_named mynah_named_text(const char *name, const char *value)
{
    return (struct mynah_named){ .name = name, .kind = MYNAH_FIELD_TEXT, .text = value };
}

struct mynah_named mynah_parameters_are_numbers_text_or_pointers(const char *name,
                                                                 const void *value)
{
    return (struct mynah_named){ .name = name, .kind = MYNAH_FIELD_OPAQUE, .pointer = value };
}

// ## Calls

struct mynah_returned mynah_double_run(struct mynah_double *self, const char *method,
                                       const struct mynah_named *values, size_t count)
{
    static const char wrap[] = "__wrap_";
    const struct mynah_arguments arguments = { values, count };
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    method += strncmp(method, wrap, sizeof wrap - 1) == 0 ? sizeof wrap - 1 : 0;
    struct mynah_returned returned = { .self = self, .method = method, .failed = true };
    struct reply *reply = mynah__double_answer(self, method, &arguments, NULL, &error);
    if (reply && reply->kind == MYNAH_STEP_REPLY) {
        const struct mynah_reply *is = reply->record;
        returned.failed = false;
        if (is->value_count) {
            returned.value = *is->value; // the journal has a share of it
        }
    } else if (reply && reply->shape == mynah_fault_shape()) {
        const struct mynah_fault *fault = reply->record;
        if (fault->number > 0 && fault->number <= INT32_MAX) {
            errno = (int)fault->number;
        }
    }
    mynah__reply_release(reply);
    return returned;
}

// ## Results

// Say that the result is none of the type.
static void mismatch(const struct mynah_returned *returned, const char *type)
{
    char text[COMPLAINT_SIZE];
    struct sink sink = mynah__sink(text, sizeof text);
    struct mynah_value value = mynah__named_value(&returned->value);
    mynah__sink_format(&sink, "%s.%.60s: it returns %s, and was told to return ",
                       mynah_double_name(returned->self), returned->method, type);
    mynah__value_show(&sink, &value, 40);
    mynah__double_complain(returned->self, text);
}

static bool nothing(const struct mynah_returned *returned)
{
    return !returned->value.kind;
}

// As a signed or as an unsigned type of that size.
static bool fits(int64_t number, size_t size)
{
    int bits = (int)size * 8;
    return size >= sizeof number ||
           (number >= -(INT64_C(1) << (bits - 1)) && number < INT64_C(1) << bits);
}

int64_t mynah_returned_integer(const struct mynah_returned *returned, size_t size)
{
    const struct mynah_named *value = &returned->value;
    double real = value->kind == MYNAH_FIELD_REAL ? value->real : 0.5;
    bool whole = real > -0x1p53 && real < 0x1p53 && !((double)(int64_t)real < real) &&
                 !((double)(int64_t)real > real);
    int64_t number = whole ? (int64_t)real : value->number;
    if (returned->failed || nothing(returned)) {
        return returned->failed ? -1 : 0;
    }
    bool is_number = whole || value->kind == MYNAH_FIELD_INT || value->kind == MYNAH_FIELD_BOOL;
    if (!is_number || !fits(number, size)) {
        char type[40];
        struct sink sink = mynah__sink(type, sizeof type);
        mynah__sink_format(&sink, "an integer of %zu bytes", size);
        mismatch(returned, type);
        return -1;
    }
    return number;
}

double mynah_returned_real(const struct mynah_returned *returned, size_t size)
{
    const struct mynah_named *value = &returned->value;
    (void)size;
    if (returned->failed || nothing(returned)) {
        return returned->failed ? (double)NAN : 0;
    }
    if (value->kind == MYNAH_FIELD_REAL || value->kind == MYNAH_FIELD_INT) {
        return value->kind == MYNAH_FIELD_REAL ? value->real : (double)value->number;
    }
    mismatch(returned, "a real number");
    return (double)NAN;
}

bool mynah_returned_truth(const struct mynah_returned *returned, size_t size)
{
    const struct mynah_named *value = &returned->value;
    (void)size;
    if (returned->failed || nothing(returned)) {
        return false;
    }
    if (value->kind == MYNAH_FIELD_BOOL || value->kind == MYNAH_FIELD_INT) {
        return value->number != 0;
    }
    mismatch(returned, "a boolean");
    return false;
}

const char *mynah_returned_text(const struct mynah_returned *returned, size_t size)
{
    const struct mynah_named *value = &returned->value;
    (void)size;
    if (returned->failed || nothing(returned)) {
        return NULL;
    }
    if (value->text || value->kind == MYNAH_FIELD_OPAQUE) {
        return value->text ? value->text : value->pointer;
    }
    mismatch(returned, "text");
    return NULL;
}

void *mynah_returned_pointer(const struct mynah_returned *returned, size_t size)
{
    (void)size;
    if (returned->failed || nothing(returned)) {
        return NULL;
    }
    if (returned->value.kind == MYNAH_FIELD_OPAQUE) {
        return (void *)returned->value.pointer;
    }
    mismatch(returned, "a pointer");
    return NULL;
}
