// SPDX-License-Identifier: Apache-2.0
//
// Starts a process and sees it to its end.  Between fork and exec only system calls are made that
// are safe there: all that they need is worked out before.

#define _GNU_SOURCE // pipe2

#include "executor/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

enum {
    LIFTED = 10,   // descriptors of ours are above those of the child
    STARTED = 5,   // where the child says that exec failed
    TICK = 10,     // milliseconds between looks at a child that cannot be polled
    FILES = 1024,  // descriptors that the child may open
    PIECE = 65536, // bytes that are read at once
};

// The limits as setrlimit() takes them.
struct rows {
    struct {
        int what;
        struct rlimit limit;
    } rows[6];
    size_t count;
};

struct child {
    pid_t pid;
    int ends[SPAWN_STREAMS]; // for reading; -1 once nobody writes any more
    int watch;               // readable when the child has ended; -1: not to be had
    int64_t deadline;
};

static bool refuse(struct mynah_error *error, const char *what, int reason)
{
    return mynah_error_set(error, MYNAH_ERROR_IO, "%s (error %d)", what, reason);
}

static void close_if(int descriptor)
{
    if (descriptor >= 0) {
        close(descriptor);
    }
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

// ## Before the fork

// Move a descriptor out of the way of those that the child will have.
static int lift(int descriptor)
{
    if (descriptor < 0 || descriptor >= LIFTED) {
        return descriptor;
    }
    int lifted = fcntl(descriptor, F_DUPFD_CLOEXEC, LIFTED);
    close(descriptor);
    return lifted;
}

static bool make_pipe(int ends[2])
{
    if (pipe2(ends, O_CLOEXEC) != 0) {
        ends[0] = ends[1] = -1;
        return false;
    }
    ends[0] = lift(ends[0]);
    ends[1] = lift(ends[1]);
    if (ends[0] >= 0 && ends[1] >= 0) {
        return true;
    }
    close_if(ends[0]);
    close_if(ends[1]);
    ends[0] = ends[1] = -1;
    return false;
}

static void add_limit(struct rows *rows, int what, uint64_t soft, uint64_t hard)
{
    struct rlimit limit;
    if (soft == 0 || getrlimit((__rlimit_resource_t)what, &limit) != 0) {
        return;
    }
    if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > hard) {
        limit.rlim_max = hard;
    }
    limit.rlim_cur = limit.rlim_max < soft ? limit.rlim_max : soft;
    rows->rows[rows->count].what = what;
    rows->rows[rows->count++].limit = limit;
}

static struct rows make_limits(const struct spawn_limits *limits)
{
    struct rows rows = { .count = 0 };
    // A second later the kernel kills what has not heeded SIGXCPU.
    add_limit(&rows, RLIMIT_CPU, (uint64_t)limits->cpu, (uint64_t)limits->cpu + 1);
    add_limit(&rows, RLIMIT_AS, limits->memory, limits->memory);
    add_limit(&rows, RLIMIT_FSIZE, limits->file, limits->file);
    add_limit(&rows, RLIMIT_NOFILE, FILES, FILES);
    rows.rows[rows.count++].what = RLIMIT_CORE;
    return rows;
}

// ## In the child

// All that the child needs, on the parent's stack.
struct plan {
    const struct spawn *spawn;
    const struct rows *limits;
    int nothing; // /dev/null
    int payload;
    int writes[SPAWN_STREAMS];
    int started;
    int most; // descriptors that may be open
    pid_t parent;
};

static void close_others(int first, int most)
{
#ifdef SYS_close_range
    if (syscall(SYS_close_range, first, ~0U, 0) == 0) {
        return;
    }
#endif
    for (int descriptor = first; descriptor < most; descriptor++) {
        close(descriptor);
    }
}

static void reset_signals(void)
{
    struct sigaction plain = { .sa_flags = 0 };
    plain.sa_handler = SIG_DFL;
    for (int number = 1; number < NSIG; number++) {
        sigaction(number, &plain, NULL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

// Tie the child to us, so that it does not outlive a host that is killed.
static bool stay_with(pid_t parent)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
#endif
    return getppid() == parent;
}

static bool take_descriptors(const struct plan *plan)
{
    bool done = dup2(plan->nothing, 0) == 0 && dup2(plan->writes[SPAWN_OUTPUT], 1) == 1 &&
                dup2(plan->writes[SPAWN_ERRORS], 2) == 2 &&
                dup2(plan->payload, SPAWN_PAYLOAD) == SPAWN_PAYLOAD &&
                dup2(plan->writes[SPAWN_REPORTED], SPAWN_REPORT) == SPAWN_REPORT &&
                dup2(plan->started, STARTED) == STARTED && fcntl(STARTED, F_SETFD, FD_CLOEXEC) == 0;
    close_others(STARTED + 1, plan->most);
    return done;
}

static void become(const struct plan *plan)
{
    const struct spawn *spawn = plan->spawn;
    setpgid(0, 0);
    reset_signals();
    bool done = stay_with(plan->parent) && take_descriptors(plan) &&
                (!spawn->folder || chdir(spawn->folder) == 0);
    for (size_t i = 0; done && i < plan->limits->count; i++) {
        done = setrlimit((__rlimit_resource_t)plan->limits->rows[i].what,
                         &plan->limits->rows[i].limit) == 0;
    }
    if (done) {
        execve(spawn->arguments[0], (char *const *)spawn->arguments,
               (char *const *)spawn->environment);
    }
    int reason = errno;
    ssize_t written = write(STARTED, &reason, sizeof reason);
    _exit(written == sizeof reason ? 126 : 127);
}

// ## After the fork

// Start the child; the descriptors that it has are closed here in any case.
static bool start(struct child *child, struct plan *plan, struct mynah_error *error)
{
    int started[2];
    if (!make_pipe(started)) {
        return refuse(error, "there is no pipe to be had", errno);
    }
    plan->started = started[1];
    plan->parent = getpid();
    // No handler of the host may run in the child before all are reset there.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    child->pid = fork();
    if (child->pid == 0) {
        become(plan);
    }
    int reason = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(started[1]);
    if (child->pid > 0) {
        setpgid(child->pid, child->pid);
        ssize_t count;
        do {
            count = read(started[0], &reason, sizeof reason);
        } while (count < 0 && errno == EINTR);
        if (count > 0) {
            waitpid(child->pid, NULL, 0);
            child->pid = -1;
        }
    }
    close(started[0]);
    return child->pid > 0 || refuse(error, "the program cannot be started", reason);
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

// Read what there is.  Returns false at the end of the stream.
static bool read_some(int end, struct text *text, size_t most, bool *cut)
{
    char piece[PIECE];
    ssize_t count = read(end, piece, sizeof piece);
    if (count <= 0) {
        return count < 0 && (errno == EAGAIN || errno == EINTR);
    }
    size_t kept = text->size + (size_t)count > most ? most - text->size : (size_t)count;
    *cut = *cut || kept < (size_t)count;
    mynah__text_add_bytes(text, piece, kept);
    return true;
}

static size_t most_of(const struct spawn_limits *limits, int stream)
{
    size_t most = stream == SPAWN_REPORTED ? limits->report : limits->output;
    return most ? most : (size_t)64 << 20;
}

static bool has_ended(const struct child *child)
{
    siginfo_t about = { .si_pid = 0 };
    // Left to be waited for: until then no other group can get its number.
    int result = waitid(P_PID, (id_t)child->pid, &about, WEXITED | WNOHANG | WNOWAIT);
    return (result == 0 && about.si_pid == child->pid) || (result < 0 && errno == ECHILD);
}

// Wait for something to happen.  Returns false when the child has ended or its time is over.
static bool step(struct child *child, const struct spawn_limits *limits, struct spawned *spawned)
{
    struct pollfd polled[SPAWN_STREAMS + 1];
    for (int i = 0; i < SPAWN_STREAMS; i++) {
        polled[i] = (struct pollfd){ .fd = child->ends[i], .events = POLLIN };
    }
    polled[SPAWN_STREAMS] = (struct pollfd){ .fd = child->watch, .events = POLLIN };
    int64_t left = limits->wall ? child->deadline - now() : INT64_MAX;
    if (left <= 0) {
        spawned->timed_out = true;
        return false;
    }
    int64_t wait = child->watch < 0 ? TICK : 60000;
    poll(polled, SPAWN_STREAMS + 1, (int)least(wait, left / 1000000 + 1));
    for (int i = 0; i < SPAWN_STREAMS; i++) {
        if (polled[i].revents && !read_some(child->ends[i], &spawned->streams[i],
                                            most_of(limits, i), &spawned->cut[i])) {
            close(child->ends[i]);
            child->ends[i] = -1;
        }
    }
    return !has_ended(child);
}

// Take what is still in the pipes, but wait for nobody: the writer may have left the group.
static void drain(struct child *child, const struct spawn_limits *limits, struct spawned *spawned)
{
    for (int i = 0; i < SPAWN_STREAMS; i++) {
        struct pollfd polled = { .fd = child->ends[i], .events = POLLIN };
        for (int rounds = 0; rounds < 32 && polled.fd >= 0; rounds++) {
            if (poll(&polled, 1, 0) <= 0 ||
                !read_some(polled.fd, &spawned->streams[i], most_of(limits, i), &spawned->cut[i])) {
                break;
            }
        }
        close_if(child->ends[i]);
    }
}

// Kill what is left of the group, and take the leader's status.
static void end(struct child *child, struct spawned *spawned)
{
    int status = 0;
    kill(-child->pid, SIGKILL);
    kill(child->pid, SIGKILL);
    pid_t result;
    do {
        result = waitpid(child->pid, &status, 0);
    } while (result < 0 && errno == EINTR);
    spawned->exit_code = result == child->pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    spawned->signal = result == child->pid && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    close_if(child->watch);
}

static int open_watch(pid_t pid)
{
#ifdef SYS_pidfd_open
    return (int)syscall(SYS_pidfd_open, pid, 0);
#else
    (void)pid;
    return -1;
#endif
}

static bool open_all(struct child *child, struct plan *plan, struct mynah_error *error)
{
    int payload = plan->spawn->payload;
    bool done = true;
    for (int i = 0; i < SPAWN_STREAMS; i++) {
        int ends[2];
        done = make_pipe(ends) && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 && done;
        child->ends[i] = ends[0];
        plan->writes[i] = ends[1];
    }
    plan->nothing = lift(open("/dev/null", O_RDONLY | O_CLOEXEC));
    plan->payload = fcntl(payload >= 0 ? payload : plan->nothing, F_DUPFD_CLOEXEC, LIFTED);
    done = done && plan->payload >= 0;
    return done || refuse(error, "there are no descriptors to be had", errno);
}

bool mynah__spawn(const struct spawn *spawn, struct spawned *spawned, struct mynah_error *error)
{
    struct child child = { .pid = -1, .watch = -1 };
    struct rows limits = make_limits(&spawn->limits);
    struct plan plan = { .spawn = spawn,
                         .limits = &limits,
                         .most = (int)least(sysconf(_SC_OPEN_MAX), 65536) };
    *spawned = (struct spawned){ .exit_code = -1 };
    bool done = open_all(&child, &plan, error) && start(&child, &plan, error);
    close_if(plan.nothing);
    close_if(plan.payload);
    for (int i = 0; i < SPAWN_STREAMS; i++) {
        close_if(plan.writes[i]);
    }
    if (done) {
        child.deadline = now() + spawn->limits.wall;
        child.watch = open_watch(child.pid);
        while (step(&child, &spawn->limits, spawned)) {
        }
        end(&child, spawned);
    }
    drain(&child, &spawn->limits, spawned);
    for (int i = 0; i < SPAWN_STREAMS; i++) {
        if (done && spawned->streams[i].failed) {
            done = mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
        }
    }
    return done;
}

void mynah__spawn_finish(struct spawned *spawned)
{
    for (int i = 0; i < SPAWN_STREAMS; i++) {
        mynah__text_finish(&spawned->streams[i]);
    }
}
