// SPDX-License-Identifier: Apache-2.0
//
// A queue of answers: a mock provider with a step for each, some of them spoilt, and an error of
// its own behind the last.

#include <mynah/queue.h>

#include "core/alloc.h"
#include "provider/mock.h"
#include "provider/prompt.h"

#include <assert.h>

static bool refuse_item(size_t index, const struct mynah_error *inner, struct mynah_error *error)
{
    return mynah_error_set_at(error, inner->code, inner->line, inner->column, "item %zu: %.220s",
                              index + 1, inner->text);
}

static bool add_item(struct mynah_provider *queue, const struct mynah_queue_options *options,
                     size_t index, struct mynah_error *error)
{
    const struct mynah_queue_item *item = &options->items[index];
    struct mynah_error inner = { .code = MYNAH_ERROR_NONE };
    char *json = NULL;
    if (!item->text == !item->json) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "item %zu has %s", index + 1,
                               item->text ? "both text and json" : "neither text nor json");
    }
    if (item->json) {
        json = mynah_queue_json(item->json, &inner);
        if (!json) {
            return refuse_item(index, &inner, error);
        }
    }
    const struct mynah_chat_response reply = { .content = json ? json : item->text };
    bool added = mynah_provider_add_reply(queue, &reply, NULL, error);
    mynah_free(json);
    return added;
}

// Go through the calls, each of which takes an item or is answered with something malformed.
static bool add_all(struct mynah_provider *queue, const struct mynah_queue_options *options,
                    size_t *answers, struct mynah_error *error)
{
    size_t item = 0, spoilt = 0, call = 1;
    bool good = true;
    for (; good && item < options->count; call++) {
        bool malformed = spoilt < options->malformed_count && options->malformed_at[spoilt] == call;
        if (malformed) {
            good = mynah_provider_add_malformed(queue, MYNAH_QUEUE_MALFORMED, NULL, error);
            spoilt++;
        } else {
            good = add_item(queue, options, item, error);
        }
        item += !malformed || !options->keep_items;
    }
    *answers = call - 1;
    if (good && spoilt < options->malformed_count) {
        size_t at = options->malformed_at[spoilt];
        bool order = at == 0 || (spoilt > 0 && at <= options->malformed_at[spoilt - 1]);
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT,
                               order ? "the calls to spoil are not in order, from 1: there is %zu"
                                     : "call %zu is to be spoilt, but only %zu are answered",
                               at, *answers);
    }
    return good;
}

// Behind the last item.
static bool exhausted(void *self, const struct mynah_call *call, struct mynah_answer *answer,
                      struct mynah_error *error)
{
    const size_t *queued = self;
    const char *prompt = mynah__prompt_of(call->request);
    char shown[80];
    (void)answer;
    mynah_text_show(prompt ? prompt : "", 40, shown, sizeof shown);
    return mynah_error_set(error, MYNAH_ERROR_EXHAUSTED,
                           "queue exhausted: %zu call%s, only %zu response%s queued; asked: %s",
                           call->index + 1, call->index ? "s" : "", *queued,
                           *queued == 1 ? "" : "s", shown);
}

static bool fill(struct mynah_provider *queue, const struct mynah_queue_options *options,
                 struct mynah_error *error)
{
    size_t *queued = mynah__alloc(sizeof *queued);
    const struct mynah_step after = { .kind = MYNAH_STEP_CALLBACK,
                                      .callback = exhausted,
                                      .self = queued };
    if (!queued) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return mynah__provider_keep(queue, queued, error) &&
           mynah__provider_after(queue, &after, error) && add_all(queue, options, queued, error);
}

struct mynah_provider *mynah_queue_create(struct mynah_world *world,
                                          const struct mynah_queue_options *options,
                                          struct mynah_error *error)
{
    assert(options && (options->items || !options->count));
    const struct mynah_provider_options provider = { .name =
                                                         options->name ? options->name : "queue",
                                                     .exhaustion = MYNAH_EXHAUSTION_DEFAULT };
    struct mynah_provider *queue = mynah_provider_create(world, &provider, error);
    if (queue && !fill(queue, options, error)) {
        mynah_provider_destroy(queue);
        queue = NULL;
    }
    return queue;
}
