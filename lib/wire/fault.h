// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_WIRE_FAULT_H
#define MYNAH_WIRE_FAULT_H

// Faults, and whose turn it is.

#include <mynah/wire.h>

#include <pthread.h>

struct fault {
    struct fault *next;
    struct mynah_wire_fault *is; // a copy, without its condition
    struct mynah_match *when;
    size_t spared;
    size_t used;
};

struct fault_list {
    pthread_mutex_t lock;
    struct fault *first;
    struct fault **last;
};

bool mynah__faults_init(struct fault_list *list);
void mynah__faults_finish(struct fault_list *list);
bool mynah__faults_add(struct fault_list *list, const struct mynah_wire_fault *fault,
                       struct mynah_error *error);
void mynah__faults_rewind(struct fault_list *list);

// Return the fault that befalls the request, NULL for none.  `step` is 0 before the provider is
// asked, then the number of the step that answers.  It lives as long as the list.
const struct mynah_wire_fault *
mynah__faults_take(struct fault_list *list, const struct mynah_chat_request *request, size_t step);

// Return the kind that is called so; -1 for none.
int mynah__fault_kind_find(const char *name);
extern const char *const mynah__fault_kinds[]; // by kind; ends with NULL

extern const struct mynah_shape mynah__header_shape;

// What a client makes of an answer that has this status.
enum mynah_chat_failure_kind mynah__kind_of_status(int64_t status);

// Whether the provider is not asked at all.
bool mynah__fault_is_instead(const struct mynah_wire_fault *fault);

#endif
