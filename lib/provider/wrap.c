// SPDX-License-Identifier: Apache-2.0
//
// What wrappers of providers have in common.

#include "provider/wrap.h"

#include "core/alloc.h"

bool mynah__wrapper_init(struct wrapper *wrapper, struct mynah_world *world,
                         const struct mynah_chat_provider *inner, const struct mynah_member *member,
                         struct mynah_error *error)
{
    wrapper->inner = *inner;
    wrapper->world = world;
    wrapper->name = mynah_copy_text(member->name);
    if (!wrapper->name || pthread_mutex_init(&wrapper->lock, NULL) != 0) {
        mynah_free(wrapper->name);
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    if (!world) {
        wrapper->world = mynah_world_create(NULL, error);
        wrapper->owns_world = true;
    }
    struct mynah_member own = *member;
    own.self = wrapper;
    wrapper->added = wrapper->world && mynah_world_add(wrapper->world, &own, error);
    if (!wrapper->added) {
        mynah__wrapper_finish(wrapper);
    }
    return wrapper->added;
}

void mynah__wrapper_finish(struct wrapper *wrapper)
{
    if (wrapper->added) {
        mynah__wrapper_drop(wrapper);
        mynah_world_remove(wrapper->world, wrapper);
    }
    if (wrapper->owns_world) {
        mynah_world_destroy(wrapper->world);
    }
    pthread_mutex_destroy(&wrapper->lock);
    mynah_free(wrapper->name);
}

struct mynah_clock *mynah__wrapper_clock(const struct wrapper *wrapper)
{
    return mynah_world_clock(wrapper->world);
}

void mynah__wrapper_link(struct wrapper *wrapper, struct wrapped_call *call)
{
    call->wrapper = wrapper;
    pthread_mutex_lock(&wrapper->lock);
    call->next = wrapper->calls;
    wrapper->calls = call;
    pthread_mutex_unlock(&wrapper->lock);
}

bool mynah__wrapper_submit(struct wrapped_call *call,
                           void (*tell)(void *self, const struct mynah_chat_event *event),
                           struct mynah_chat_failure *failure,
                           const struct mynah_chat_request *request)
{
    struct wrapper *wrapper = call->wrapper;
    const struct mynah_chat_listener listener = { tell, call, call->listener.streams };
    pthread_mutex_lock(&wrapper->lock);
    uint64_t number = ++wrapper->numbers;
    call->number = number;
    call->inner = NULL;
    pthread_mutex_unlock(&wrapper->lock);
    struct mynah_chat_handle *handle =
        wrapper->inner.submit(wrapper->inner.self, request, &listener, failure);
    // Another thread may have brought it to its end already, and it may be gone.
    pthread_mutex_lock(&wrapper->lock);
    for (struct wrapped_call *at = wrapper->calls; at; at = at->next) {
        if (at->number == number) {
            at->inner = handle;
        }
    }
    pthread_mutex_unlock(&wrapper->lock);
    return handle != NULL;
}

bool mynah__wrapper_end(struct wrapper *wrapper, struct wrapped_call *call)
{
    pthread_mutex_lock(&wrapper->lock);
    struct wrapped_call **link = &wrapper->calls;
    while (*link && *link != call) {
        link = &(*link)->next;
    }
    bool found = *link != NULL;
    if (found) {
        *link = call->next;
    }
    pthread_mutex_unlock(&wrapper->lock);
    if (found) {
        if (call->release) {
            call->release(call);
        }
        mynah_free(call->request);
        mynah__free(call);
    }
    return found;
}

static void tell_nobody(void *self, const struct mynah_chat_event *event)
{
    (void)self;
    (void)event;
}

void mynah__wrapper_drop(struct wrapper *wrapper)
{
    while (wrapper->calls) {
        struct wrapped_call *call = wrapper->calls;
        call->listener.tell = tell_nobody;
        if (call->timer) {
            mynah_clock_cancel(mynah__wrapper_clock(wrapper), call->timer);
        }
        // This ends it, unless nobody inside knows of it.
        if (call->inner && wrapper->inner.cancel) {
            wrapper->inner.cancel(wrapper->inner.self, call->inner);
        }
        mynah__wrapper_end(wrapper, call);
    }
}

static int64_t count_tokens(void *self, const char *text)
{
    const struct mynah_chat_provider *inner = &((struct wrapper *)self)->inner;
    return inner->count_tokens(inner->self, text);
}

static bool supports_tools(void *self)
{
    const struct mynah_chat_provider *inner = &((struct wrapper *)self)->inner;
    return inner->supports_tools(inner->self);
}

static bool supports_streaming(void *self)
{
    const struct mynah_chat_provider *inner = &((struct wrapper *)self)->inner;
    return inner->supports_streaming(inner->self);
}

// The handle that the host has is the call here.
static void cancel(void *self, struct mynah_chat_handle *handle)
{
    struct wrapper *wrapper = self;
    struct mynah_chat_handle *on_its_way = NULL;
    pthread_mutex_lock(&wrapper->lock);
    for (const struct wrapped_call *at = wrapper->calls; at; at = at->next) {
        on_its_way = (const void *)at == (const void *)handle ? at->inner : on_its_way;
    }
    pthread_mutex_unlock(&wrapper->lock);
    if (on_its_way) {
        wrapper->inner.cancel(wrapper->inner.self, on_its_way);
    }
}

struct mynah_chat_provider mynah__wrapper_interface(struct wrapper *wrapper)
{
    const struct mynah_chat_provider *inner = &wrapper->inner;
    return (struct mynah_chat_provider){
        .name = wrapper->name,
        .cancel = inner->cancel ? cancel : NULL,
        .count_tokens = inner->count_tokens ? count_tokens : NULL,
        .supports_tools = inner->supports_tools ? supports_tools : NULL,
        .supports_streaming = inner->supports_streaming ? supports_streaming : NULL,
        .self = wrapper,
    };
}
