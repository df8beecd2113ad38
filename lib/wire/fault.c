// SPDX-License-Identifier: Apache-2.0
//
// The list of faults of a server: kept as copies, and taken in order.

#include "wire/fault.h"

#include "core/alloc.h"
#include "stand_in/match.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

// clang-format off
static const struct kind {
    bool text;    // it has to have one
    bool instead; // of an answer by the provider, unless it belongs to a step
} kinds[] = {
    [MYNAH_FAULT_STATUS] = { .instead = true },
    [MYNAH_FAULT_CLOSE] =  { .instead = true },
    [MYNAH_FAULT_RAW] =    { .instead = true, .text = true },
};
// clang-format on

#define AT(type, member) .name = #member, .offset = offsetof(struct type, member)

// clang-format off
// What is copied with a fault; its numbers come along.
static const struct mynah_field fault_fields[] = {
    { AT(mynah_wire_fault, text),  .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_wire_fault, type),  .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_wire_fault, code),  .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_wire_fault, param), .kind = MYNAH_FIELD_TEXT },
    { AT(mynah_wire_fault, headers), .kind = MYNAH_FIELD_RECORDS, .shape = &mynah__header_shape,
      .count_offset = offsetof(struct mynah_wire_fault, header_count) },
};
static const struct mynah_shape fault_shape = {
    .name = "fault", .size = sizeof(struct mynah_wire_fault), .fields = fault_fields,
    .field_count = COUNT(fault_fields),
};
// clang-format on

int mynah__fault_kind_find(const char *name)
{
    int kind = 0;
    while (mynah__fault_kinds[kind] && strcmp(mynah__fault_kinds[kind], name) != 0) {
        kind++;
    }
    return mynah__fault_kinds[kind] ? kind : -1;
}

bool mynah__fault_is_instead(const struct mynah_wire_fault *fault)
{
    return (size_t)fault->kind < COUNT(kinds) && kinds[fault->kind].instead && !fault->step;
}

// ## The list

bool mynah__faults_init(struct fault_list *list)
{
    list->first = NULL;
    list->last = &list->first;
    return pthread_mutex_init(&list->lock, NULL) == 0;
}

static void release(struct fault *fault)
{
    mynah__match_release(fault->when);
    mynah_free(fault->is);
    mynah__free(fault);
}

void mynah__faults_finish(struct fault_list *list)
{
    while (list->first) {
        struct fault *next = list->first->next;
        release(list->first);
        list->first = next;
    }
    pthread_mutex_destroy(&list->lock);
}

static bool check(const struct mynah_wire_fault *fault, struct mynah_error *error)
{
    size_t kind = (size_t)fault->kind;
    if (kind > MYNAH_FAULT_RAW) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the fault is of no known kind");
    }
    const char *name = mynah__fault_kinds[kind];
    if (fault->after < 0 || fault->delay < 0 || fault->retry_after < 0) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the fault '%s' has a negative number",
                               name);
    }
    if (kind < COUNT(kinds) && kinds[kind].text && !fault->text) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the fault '%s' has no text", name);
    }
    if (fault->status && (fault->status < 200 || fault->status > 599)) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "a status is from 200 to 599, not %d",
                               fault->status);
    }
    return !fault->when || mynah_match_check(fault->when, mynah_chat_request_shape(), error);
}

bool mynah__faults_add(struct fault_list *list, const struct mynah_wire_fault *fault,
                       struct mynah_error *error)
{
    if (!check(fault, error)) {
        return false;
    }
    struct fault *added = mynah__alloc(sizeof *added);
    struct mynah_wire_fault *copy = added ? mynah_record_copy(&fault_shape, fault, error) : NULL;
    if (!copy) {
        mynah__free(added);
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    added->is = copy;
    copy->when = NULL;
    if (fault->when) {
        added->when = mynah__match_compile(fault->when, error);
        if (!added->when) {
            release(added);
            return false;
        }
    }
    pthread_mutex_lock(&list->lock);
    *list->last = added;
    list->last = &added->next;
    pthread_mutex_unlock(&list->lock);
    return true;
}

void mynah__faults_rewind(struct fault_list *list)
{
    pthread_mutex_lock(&list->lock);
    for (struct fault *fault = list->first; fault; fault = fault->next) {
        fault->spared = 0;
        fault->used = 0;
    }
    pthread_mutex_unlock(&list->lock);
}

// Whether it is this fault's turn; the condition is met.  The lock is held.
static bool turn(struct fault *fault)
{
    int times = fault->is->times;
    if (fault->spared < fault->is->spare) {
        fault->spared++;
        return false;
    }
    if (times != MYNAH_ALWAYS && fault->used >= (size_t)(times ? times : 1)) {
        return false;
    }
    fault->used++;
    return true;
}

const struct mynah_wire_fault *
mynah__faults_take(struct fault_list *list, const struct mynah_chat_request *request, size_t step)
{
    const struct mynah_wire_fault *taken = NULL;
    pthread_mutex_lock(&list->lock);
    for (struct fault *fault = list->first; fault && !taken; fault = fault->next) {
        bool met = fault->is->step == step &&
                   (!fault->when || mynah__match_score(fault->when, mynah_chat_request_shape(),
                                                       request) == MATCH_MET);
        taken = met && turn(fault) ? fault->is : NULL;
    }
    pthread_mutex_unlock(&list->lock);
    return taken;
}

enum mynah_chat_failure_kind mynah__kind_of_status(int64_t status)
{
    switch (status) {
    case 401:
    case 403:
        return MYNAH_CHAT_AUTH;
    case 429:
        return MYNAH_CHAT_RATE_LIMIT;
    case 503:
    case 529:
        return MYNAH_CHAT_OVERLOADED;
    default:
        return MYNAH_CHAT_GENERIC;
    }
}
