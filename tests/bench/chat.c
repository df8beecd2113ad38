// SPDX-License-Identifier: Apache-2.0
//
// A call of the mock provider with all that the journal keeps of it, and a chunk of its streams;
// beside them what a bare mock() of cmocka and a call of Python's unittest.mock take, which keep
// less and more.

#include "bench.h"

#include <mynah/provider.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef MYNAH_BENCH_CMOCKA
#include <cmocka.h>
#endif

enum { CHUNKS = 1000 };

static const struct mynah_chat_message asked[] = {
    { .role = "system", .content = "You are a helpful assistant." },
    { .role = "user", .content = "Raise the current of the magnet by 10 %" },
};
static const struct mynah_chat_request request = { .model = "m-1",
                                                   .messages = asked,
                                                   .message_count = 2 };

static void chat(void *self)
{
    mynah_free(mynah_provider_chat(self, &request, NULL));
}

// A thousand chunks, and what comes around them.
static void stream(void *self)
{
    struct mynah_chat_stream opened;
    const struct mynah_chat_chunk *chunk;
    size_t count = 0;
    if (mynah_provider_stream(self, &request, &opened, NULL)) {
        while (opened.next(opened.self, &chunk, NULL)) {
            count++;
        }
        opened.close(opened.self);
    }
    if (count != CHUNKS + 1) {
        abort();
    }
}

static double chat_seconds;

static bool measure_chat(struct mynah_world *world)
{
    const struct mynah_step always = { .times = MYNAH_ALWAYS };
    const struct mynah_chat_response reply = { .content = "results = {}\n" };
    struct mynah_provider *provider = mynah_provider_create(world, NULL, NULL);
    return provider && mynah_provider_add_reply(provider, &reply, &always, NULL) &&
           bench_run(&(struct bench){ .name = "chat: a call with its journal",
                                      .call = chat,
                                      .own_time = true,
                                      .self = provider,
                                      .limit = 2e-6,
                                      .seconds = &chat_seconds });
}

// Both kinds of streams: a reply that is cut into words, and chunks as they were told.
static bool measure_stream(struct mynah_world *world, bool scripted)
{
    static struct mynah_chat_chunk chunks[CHUNKS];
    static char words[CHUNKS * 5 + 1];
    const struct mynah_step always = { .times = MYNAH_ALWAYS };
    const struct mynah_chat_response reply = { .content = words };
    const struct mynah_chat_script script = { .chunks = chunks, .chunk_count = CHUNKS };
    for (size_t i = 0; i < CHUNKS; i++) {
        memcpy(words + i * 5, "word ", 5);
        chunks[i].content = "word ";
    }
    double seconds = 0;
    struct mynah_provider *provider = mynah_provider_create(world, NULL, NULL);
    bool added = scripted ? mynah_provider_add_stream(provider, &script, &always, NULL)
                          : mynah_provider_add_reply(provider, &reply, &always, NULL);
    bool kept =
        added && bench_run(&(struct bench){ .name = scripted ? "chat: a stream of 1000 chunks"
                                                             : "chat: a reply in 1000 chunks",
                                            .call = stream,
                                            .own_time = true,
                                            .self = provider,
                                            .limit = CHUNKS * 200e-9,
                                            .seconds = &seconds });
    printf("%-40s %9.2f ns\n", "      for each chunk", seconds / CHUNKS * 1e9);
    return kept;
}

#ifdef MYNAH_BENCH_CMOCKA
static double cmocka_seconds;

static int answer(void)
{
    return (int)mock();
}

static void call_cmocka(void *self)
{
    (void)self;
    will_return(answer, 7);
    answer();
}

static void measure_cmocka(void **state)
{
    (void)state;
    bench_run(&(struct bench){ .name = "chat: will_return() and mock() of cmocka",
                               .call = call_cmocka,
                               .own_time = true,
                               .seconds = &cmocka_seconds });
}

static void compare_cmocka(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(measure_cmocka) };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    cmocka_run_group_tests(tests, NULL, NULL);
    printf("%-40s %9.1f times as long as that\n", "chat: a call with its journal",
           chat_seconds / cmocka_seconds);
}
#else
static void compare_cmocka(void)
{
    printf("chat: cmocka is not installed\n");
}
#endif

static void compare_python(const char *python)
{
    static const char program[] =
        "import time, timeit, unittest.mock as m; f = m.Mock(return_value={'content': 'x'}); "
        "q = [{'role': 'user', 'content': 'Raise the current'}]; n = 20000; "
        "print(min(timeit.repeat(lambda: f(q, model='m-1'), timer=time.process_time, number=n, "
        "repeat=5)) / n)";
    char command[1000];
    double seconds;
    snprintf(command, sizeof command, "%s -c \"%s\"", python, program);
    FILE *output = popen(command, "r");
    if (output && fscanf(output, "%lf", &seconds) == 1) {
        printf("%-40s %9.2f us, %.1f times as long as ours\n", "chat: a call of unittest.mock",
               seconds * 1e6, seconds / chat_seconds);
    } else {
        printf("chat: python3 has no unittest.mock\n");
    }
    if (output) {
        pclose(output);
    }
}

int main(int count, char **arguments)
{
    struct mynah_world *world =
        mynah_world_create(&(struct mynah_world_options){ .journal_limit = 1000 }, NULL);
    bool kept = measure_chat(world);
    kept &= measure_stream(world, false);
    kept &= measure_stream(world, true);
    mynah_world_destroy(world);
    compare_cmocka();
    if (count > 1) {
        compare_python(arguments[1]);
    }
    return kept ? EXIT_SUCCESS : EXIT_FAILURE;
}
