// SPDX-License-Identifier: Apache-2.0
//
// Many threads that ask one provider.

#include <mynah/load.h>

#include "core/alloc.h"
#include "core/sink.h"
#include "provider/machine_time.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct load;

// One thread, and what it saw.
struct worker {
    struct load *load;
    pthread_t thread;
    int64_t *durations; // of its calls
    size_t answered;
    size_t failed[MYNAH_CHAT_FAILURE_KINDS];
};

struct load {
    const struct mynah_chat_provider *provider;
    const struct mynah_chat_request *request;
    struct mynah_load_options options;
    pthread_mutex_t lock;
    pthread_cond_t begins;
    bool begun;
    bool given_up; // not all threads could be started
    int64_t *durations;
    struct worker *workers;
    size_t started;
};

// ## A thread

static bool ask(struct load *load, struct mynah_chat_failure *failure)
{
    const struct mynah_chat_provider *provider = load->provider;
    struct mynah_chat_response *response = NULL;
    struct mynah_chat_stream stream;
    if (!load->options.streams) {
        response = provider->chat(provider->self, load->request, failure);
    } else if (provider->stream(provider->self, load->request, &stream, failure)) {
        response = mynah_chat_collect(&stream, NULL, NULL, failure);
    }
    mynah_free(response);
    return response != NULL;
}

static bool wait_for_all(struct load *load)
{
    pthread_mutex_lock(&load->lock);
    while (!load->begun) {
        pthread_cond_wait(&load->begins, &load->lock);
    }
    bool goes = !load->given_up;
    pthread_mutex_unlock(&load->lock);
    return goes;
}

static void *work(void *self)
{
    struct worker *worker = self;
    struct load *load = worker->load;
    bool goes = wait_for_all(load);
    for (size_t i = 0; goes && i < load->options.calls; i++) {
        struct mynah_chat_failure failure = { .kind = MYNAH_CHAT_NO_FAILURE };
        int64_t begin = mynah__machine_time();
        bool answered = ask(load, &failure);
        worker->durations[i] = mynah__machine_time() - begin;
        bool known = (unsigned)failure.kind < MYNAH_CHAT_FAILURE_KINDS;
        worker->answered += answered;
        worker->failed[known ? failure.kind : MYNAH_CHAT_GENERIC] += !answered;
    }
    return NULL;
}

// ## All threads

static void start(struct load *load)
{
    while (load->started < load->options.threads) {
        struct worker *worker = &load->workers[load->started];
        worker->load = load;
        worker->durations = load->durations + load->started * load->options.calls;
        if (pthread_create(&worker->thread, NULL, work, worker) != 0) {
            break;
        }
        load->started++;
    }
}

static void let_go(struct load *load)
{
    pthread_mutex_lock(&load->lock);
    load->begun = true;
    load->given_up = load->started < load->options.threads;
    pthread_cond_broadcast(&load->begins);
    pthread_mutex_unlock(&load->lock);
}

static int compare(const void *a, const void *b)
{
    int64_t first = *(const int64_t *)a, second = *(const int64_t *)b;
    return (first > second) - (first < second);
}

static void sum_up(struct load *load, struct mynah_load_report *report)
{
    size_t count = load->options.threads * load->options.calls;
    report->calls = count;
    for (size_t i = 0; i < load->started; i++) {
        const struct worker *worker = &load->workers[i];
        report->answered += worker->answered;
        for (size_t kind = 0; kind < MYNAH_CHAT_FAILURE_KINDS; kind++) {
            report->failed[kind] += worker->failed[kind];
        }
    }
    qsort(load->durations, count, sizeof *load->durations, compare);
    report->median = load->durations[count / 2];
    report->p90 = load->durations[count - 1 - count / 10];
    report->p99 = load->durations[count - 1 - count / 100];
    report->longest = load->durations[count - 1];
}

static bool run(struct load *load, struct mynah_load_report *report, struct mynah_error *error)
{
    start(load);
    int64_t begin = mynah__machine_time();
    let_go(load);
    for (size_t i = 0; i < load->started; i++) {
        pthread_join(load->workers[i].thread, NULL);
    }
    report->duration = mynah__machine_time() - begin;
    if (load->given_up) {
        return mynah_error_set(error, MYNAH_ERROR_MEMORY, "only %zu of %zu threads can be started",
                               load->started, load->options.threads);
    }
    sum_up(load, report);
    return true;
}

bool mynah_load_run(const struct mynah_chat_provider *provider,
                    const struct mynah_chat_request *request,
                    const struct mynah_load_options *options, struct mynah_load_report *report,
                    struct mynah_error *error)
{
    struct load load = { .provider = provider, .request = request };
    assert(provider && request && report);
    *report = (struct mynah_load_report){ .calls = 0 };
    load.options.threads = options && options->threads ? options->threads : 8;
    load.options.calls = options && options->calls ? options->calls : 100;
    load.options.streams = options && options->streams;
    size_t threads = load.options.threads;
    if (threads > MYNAH_LOAD_THREADS_MOST ||
        load.options.calls > SIZE_MAX / sizeof(int64_t) / threads) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "too many threads or calls");
    }
    if (load.options.streams && !provider->stream) {
        return mynah_error_set(error, MYNAH_ERROR_ARGUMENT, "the provider has no `stream`");
    }
    pthread_mutex_init(&load.lock, NULL);
    pthread_cond_init(&load.begins, NULL);
    load.durations = mynah__alloc(threads * load.options.calls * sizeof *load.durations);
    load.workers = mynah__alloc(threads * sizeof *load.workers);
    bool ran = load.durations && load.workers
                   ? run(&load, report, error)
                   : mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    mynah__free(load.durations);
    mynah__free(load.workers);
    pthread_cond_destroy(&load.begins);
    pthread_mutex_destroy(&load.lock);
    return ran;
}

static void add_time(struct sink *sink, const char *name, int64_t time)
{
    mynah__sink_format(sink, ", %s %lld.%03lld us", name, (long long)(time / 1000),
                       (long long)(time % 1000));
}

size_t mynah_load_show(const struct mynah_load_report *report, char *buffer, size_t size)
{
    struct sink sink = mynah__sink(buffer, size);
    mynah__sink_format(&sink, "%zu calls: %zu answered", report->calls, report->answered);
    for (size_t kind = 0; kind < MYNAH_CHAT_FAILURE_KINDS; kind++) {
        if (report->failed[kind]) {
            mynah__sink_format(&sink, ", %zu %s", report->failed[kind],
                               mynah_chat_failure_kind_name((enum mynah_chat_failure_kind)kind));
        }
    }
    add_time(&sink, "median", report->median);
    add_time(&sink, "p90", report->p90);
    add_time(&sink, "p99", report->p99);
    add_time(&sink, "longest", report->longest);
    return sink.length;
}
