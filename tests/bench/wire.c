// SPDX-License-Identifier: Apache-2.0
//
// `mynah serve` beside aimock, where that is there: requests and streams a second, latencies,
// pacing, start, memory.  They take turns of the same length, each on the same core alone; the
// client has another.  The best of some rounds counts, so that what else the machine does counts
// little; where even in that one ours or its client had to wait for their cores, time on the wall
// says nothing of the server, and what it works for an answer is judged instead.

#define _GNU_SOURCE // sched_setaffinity()
#include "../wire/load.h"
#include "../wire/resident.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 9, REQUESTS_MOST = 50000, CONNECTIONS = 16 };
enum { PATIENCE = 10 }; // seconds
enum { PACED = 400, PACED_ROUNDS = 40 };

static const double round_seconds = 0.25, times_wanted = 5, pace_slack = 1.1;
static const double busy = 0.1; // of the time
static const char path[] = "/v1/chat/completions";

struct server {
    const char *name;
    char *arguments[16];
    char port_text[8];
    pid_t process;
    int port;
    double started; // seconds to the first answer
    struct figure {
        const char *body;
        size_t requests; // of a round; 0: not known yet
        double rate;     // a second
        double of_work;  // a second that the server works
        double waited;   // of the time, for a core
        double p50, p99;
    } json, streams;
    long memory; // KiB
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

// The seconds that a server has worked: what else the machine does is not in them.
static double worked(const struct server *server)
{
    clockid_t clock;
    struct timespec time = { 0 };
    if (clock_getcpuclockid(server->process, &clock) == 0) {
        clock_gettime(clock, &time);
    }
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

// The seconds that threads of a process were ready to run, and were not let.
static double waited(pid_t process)
{
    char name[360], folder[64];
    double seconds = 0, run, wait;
    snprintf(folder, sizeof folder, "/proc/%ld/task", (long)process);
    DIR *threads = opendir(folder);
    for (struct dirent *thread; threads && (thread = readdir(threads)) != NULL;) {
        snprintf(name, sizeof name, "%s/%s/schedstat", folder, thread->d_name);
        FILE *file = thread->d_name[0] != '.' ? fopen(name, "r") : NULL;
        if (file && fscanf(file, "%lf %lf", &run, &wait) == 2) {
            seconds += wait * 1e-9;
        }
        if (file) {
            fclose(file);
        }
    }
    if (threads) {
        closedir(threads);
    }
    return seconds;
}

static double all_waited(const struct server *server)
{
    return waited(server->process) + waited(getpid());
}

static void stay_on(int core)
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET((size_t)core, &cores);
    if (sysconf(_SC_NPROCESSORS_ONLN) > 1) {
        sched_setaffinity(0, sizeof cores, &cores);
    }
}

static int free_port(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET };
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(fd, (struct sockaddr *)&address, size) != 0 ||
        getsockname(fd, (struct sockaddr *)&address, &size) != 0) {
        perror("no port");
    }
    close(fd);
    return ntohs(address.sin_port);
}

static double ask(const struct server *server, size_t requests, const char *body, double *latencies)
{
    return load_run(&(struct load){ .port = server->port,
                                    .path = path,
                                    .body = body,
                                    .connections = CONNECTIONS,
                                    .requests = requests,
                                    .latencies = latencies });
}

static bool start(struct server *server)
{
    const struct timespec pause = { .tv_nsec = 200000 };
    double begin = now();
    server->port = free_port();
    snprintf(server->port_text, sizeof server->port_text, "%d", server->port);
    server->process = fork();
    if (server->process == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, 1);
        dup2(null, 2);
        stay_on(0);
        execv(server->arguments[0], server->arguments);
        _exit(127);
    }
    struct load first = { .port = server->port,
                          .path = path,
                          .body = "{\"model\":\"gpt-5\",\"messages\":[{\"role\":\"user\","
                                  "\"content\":\"plain\"}]}",
                          .connections = 1,
                          .requests = 1 };
    while (load_run(&first) < 0) {
        if (waitpid(server->process, NULL, WNOHANG) != 0) {
            server->process = 0;
            return false;
        }
        if (now() - begin > PATIENCE) {
            return false;
        }
        nanosleep(&pause, NULL);
    }
    server->started = now() - begin;
    return true;
}

static void end(struct server *server)
{
    if (server->process > 0) {
        kill(server->process, SIGTERM);
        waitpid(server->process, NULL, 0);
    }
}

static const char json_body[] =
    "{\"model\":\"gpt-5\",\"messages\":[{\"role\":\"user\",\"content\":\"plain\"}]}";
static const char stream_body[] = "{\"model\":\"gpt-5\",\"stream\":true,\"messages\":[{\"role\":"
                                  "\"user\",\"content\":\"plain\"}]}";

// See how many requests a round has.
static bool size_up(struct server *server, struct figure *figure)
{
    enum { FEW = 1000 };
    double seconds = ask(server, FEW, figure->body, NULL);
    double requests = seconds > 0 ? FEW / seconds * round_seconds : 0;
    figure->requests = requests < REQUESTS_MOST ? (size_t)requests + FEW : REQUESTS_MOST;
    return seconds > 0;
}

static bool measure(struct server *server, struct figure *figure)
{
    static double latencies[REQUESTS_MOST];
    if (!figure->requests && !size_up(server, figure)) {
        return false;
    }
    double wait = all_waited(server);
    double before = worked(server), requests = (double)figure->requests;
    double seconds = ask(server, figure->requests, figure->body, latencies);
    double work = worked(server) - before;
    if (work > 0 && requests / work > figure->of_work) {
        figure->of_work = requests / work;
    }
    wait = all_waited(server) - wait;
    if (seconds > 0 && requests / seconds > figure->rate) {
        figure->rate = requests / seconds;
        figure->waited = wait / seconds;
        figure->p50 = latencies[figure->requests / 2];
        figure->p99 = latencies[figure->requests * 99 / 100];
    }
    return seconds > 0;
}

static void print(const struct server *server)
{
    printf("wire: %-7s %7.0f requests/s (p50 %.3f, p99 %.3f ms), %6.0f streams/s (p50 %.3f, p99 "
           "%.3f ms), first answer %.1f ms, %.1f MiB\n",
           server->name, server->json.rate, server->json.p50 * 1e3, server->json.p99 * 1e3,
           server->streams.rate, server->streams.p50 * 1e3, server->streams.p99 * 1e3,
           server->started * 1e3, (double)server->memory / 1024);
}

static bool take_turns(struct server *servers, size_t count)
{
    bool good = true;
    size_t running = 0;
    while (good && running < count) {
        good = start(&servers[running++]);
    }
    for (size_t turn = 0; good && turn < ROUNDS * count; turn++) {
        struct server *server = &servers[turn % count];
        good = measure(server, &server->json) && measure(server, &server->streams);
    }
    for (size_t i = 0; i < running; i++) {
        servers[i].memory = resident(servers[i].process);
        end(&servers[i]);
        print(&servers[i]);
    }
    return good;
}

// Streams at once; their spans, sorted.  Returns as load_run().
static double stream_at_once(const struct server *server, size_t count, double *spans)
{
    return load_run(&(struct load){ .port = server->port,
                                    .path = path,
                                    .body = stream_body,
                                    .connections = count,
                                    .requests = count,
                                    .pause = 250000,
                                    .spans = spans });
}

// 17 chunks and an end, each 5 ms behind the one before: how long it takes from the first byte to
// the last, for one alone and for many at once.  A round in which half of them seem to take less
// than they can is one in which the client was late for the first byte: it does not count.
static bool pace(struct server *server, bool asserted)
{
    static double spans[PACED];
    static const double nominal = 17 * 5e-3;
    double alone = 0, p50 = 0, p99 = 1e9, waits = 0;
    int rounds = asserted ? PACED_ROUNDS : ROUNDS;
    bool good = start(server) && stream_at_once(server, 1, &alone) > 0;
    for (int round = 0; good && round < rounds && p99 >= nominal * pace_slack; round++) {
        double wait = all_waited(server);
        double seconds = stream_at_once(server, PACED, spans);
        wait = all_waited(server) - wait;
        good = seconds > 0;
        if (good && spans[PACED / 2] > nominal * 0.98 && spans[PACED * 99 / 100] < p99) {
            waits = wait / seconds;
            p50 = spans[PACED / 2];
            p99 = spans[PACED * 99 / 100];
        }
    }
    end(server);
    bool in_time = p99 < nominal * pace_slack || !asserted;
    const char *verdict = in_time ? "" : waits > busy ? ", not judged" : "  TOO SLOW";
    printf("wire: %-7s 17 x 5 ms in a stream: alone %.1f ms; %d at once p50 %.1f, p99 %.1f ms, "
           "waited %.0f %%%s\n",
           server->name, alone * 1e3, PACED, p50 * 1e3, p99 * 1e3, waits * 100, verdict);
    return good && (in_time || waits > busy);
}

// Compare one of the figures and say how it was judged.
static bool compare(const char *what, const struct figure *ours, const struct figure *theirs)
{
    double wall = ours->rate / theirs->rate, work = ours->of_work / theirs->of_work;
    bool by_work = ours->waited > busy;
    bool kept = (by_work ? work : wall) >= times_wanted;
    printf("wire: %.1f times the %s of aimock, %.1f times in a second of work; waited %.0f %%, so "
           "judged by %s%s\n",
           wall, what, work, ours->waited * 100, by_work ? "work" : "time",
           kept ? "" : "  TOO SLOW");
    return kept;
}

// The scenario, the same with a pace, then node, aimock's program, its fixtures.
int main(int count, char **arguments)
{
    if (count != 4 && count != 7) {
        fprintf(stderr, "usage: %s MYNAH SCENARIO PACED [NODE AIMOCK FIXTURES]\n", arguments[0]);
        return 2;
    }
    bool beside = count == 7 && access(arguments[5], R_OK) == 0;
    struct server servers[] = { { .name = "mynah" }, { .name = "aimock" } };
    for (int i = 0; i < 2; i++) {
        servers[i].json.body = json_body;
        servers[i].streams.body = stream_body;
    }
    struct server paced[] = { { .name = "mynah" }, { .name = "aimock" } };
    for (int i = 0; i < 2; i++) {
        struct server *ours = i ? &paced[0] : &servers[0], *theirs = i ? &paced[1] : &servers[1];
        const char *const of_ours[] = { arguments[1],     "serve",  "--scenario",
                                        arguments[2 + i], "--port", ours->port_text };
        memcpy(ours->arguments, of_ours, sizeof of_ours);
        if (beside) {
            const char *const of_theirs[] = { arguments[4],      arguments[5], "--log-level",
                                              "silent",          "--fixtures", arguments[6],
                                              "--chunk-size",    "21",         "--port",
                                              theirs->port_text, "--latency",  i ? "5" : "0" };
            memcpy(theirs->arguments, of_theirs, sizeof of_theirs);
        }
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    stay_on(1);
    if (beside) {
        beside = start(&servers[1]); // it wants a newer node than some have
        end(&servers[1]);
    }
    bool kept = take_turns(servers, beside ? 2 : 1);
    if (beside) {
        kept = compare("requests", &servers[0].json, &servers[1].json) && kept;
        kept = compare("streams", &servers[0].streams, &servers[1].streams) && kept;
    } else {
        printf("wire: aimock is not here, or does not start, and nothing is compared with it\n");
    }
    kept = pace(&paced[0], true) && kept;
    if (beside) {
        pace(&paced[1], false);
    }
    return kept ? EXIT_SUCCESS : EXIT_FAILURE;
}
