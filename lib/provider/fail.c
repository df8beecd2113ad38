// SPDX-License-Identifier: Apache-2.0
//
// Failing at chosen calls: the shapes that tests of retries want, as steps.

#include "provider/mock.h"

#include <assert.h>
#include <limits.h>

static bool is_count(size_t count, const char *what, struct mynah_error *error)
{
    return count <= INT_MAX ||
           mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "%zu %s are too many", count, what);
}

// Nothing is added unless all can be, but for memory.
static bool is_kind(const struct mynah_chat_error *failure, struct mynah_error *error)
{
    return (unsigned)failure->kind <= MYNAH_CHAT_STAND_IN ||
           mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the failure is of no known kind");
}

bool mynah_provider_fail_after(struct mynah_provider *provider, size_t successes,
                               const struct mynah_chat_response *reply,
                               const struct mynah_chat_error *failure, struct mynah_error *error)
{
    const struct mynah_step first = { .times = (int)successes };
    const struct mynah_step then = { .times = MYNAH_ALWAYS };
    assert(reply && failure);
    return is_count(successes, "successes", error) && is_kind(failure, error) &&
           (successes == 0 || mynah_provider_add_reply(provider, reply, &first, error)) &&
           mynah_provider_add_error(provider, failure, &then, error);
}

bool mynah_provider_fail_first(struct mynah_provider *provider, size_t failures,
                               const struct mynah_chat_error *failure,
                               const struct mynah_chat_response *reply, struct mynah_error *error)
{
    const struct mynah_step first = { .times = (int)failures };
    const struct mynah_step then = { .times = MYNAH_ALWAYS };
    assert(reply && failure);
    return is_count(failures, "failures", error) && is_kind(failure, error) &&
           (failures == 0 || mynah_provider_add_error(provider, failure, &first, error)) &&
           mynah_provider_add_reply(provider, reply, &then, error);
}

static bool are_in_order(const size_t *calls, struct mynah_error *error)
{
    size_t before = 0;
    for (; *calls; before = *calls++) {
        if (*calls <= before) {
            return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                                   "the calls to fail at are not in order: %zu comes behind %zu",
                                   *calls, before);
        }
    }
    return is_count(before, "calls", error);
}

bool mynah_provider_fail_at(struct mynah_provider *provider, const size_t *calls,
                            const struct mynah_chat_error *failure,
                            const struct mynah_chat_response *reply, struct mynah_error *error)
{
    const struct mynah_step then = { .times = MYNAH_ALWAYS };
    assert(reply && failure && calls);
    bool good = is_kind(failure, error) && are_in_order(calls, error);
    for (size_t before = 0; good && *calls; before = *calls++) {
        const struct mynah_step between = { .times = (int)(*calls - before - 1) };
        good = (between.times == 0 || mynah_provider_add_reply(provider, reply, &between, error)) &&
               mynah_provider_add_error(provider, failure, NULL, error);
    }
    return good && mynah_provider_add_reply(provider, reply, &then, error);
}
