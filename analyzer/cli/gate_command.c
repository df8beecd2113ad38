// SPDX-License-Identifier: Apache-2.0
//
// Runs somebody else's gate once for a snippet: as a process group of its own, without a shell,
// with a time limit.  Whatever it does, it is gone afterwards with all that it started, unless that
// has left the group.

#include "cli/gate.h"
#include "core/alloc.h"
#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    FOLDER_MOST = 200,
    OUTPUT_KEPT = 4096,
    STEP_MOST = 20,
    MESSAGE_SIZE = sizeof(((struct mynah_error *)0)->text)
};
enum { INPUT, OUTPUT, ERRORS, STREAM_COUNT };

extern char **environ;

struct child {
    pid_t pid;
    int fds[STREAM_COUNT];          // the program's ends
    int ours[STREAM_COUNT];         // of OUTPUT and ERRORS
    struct text text[STREAM_COUNT]; // the end of what it wrote
    char folder[FOLDER_MOST + 32];  // of the file that `{}` stands for; "": there is none
    char file[FOLDER_MOST + 48];
    char **words;
    int status;
    bool timed_out;
};

static const int ending_signals[] = { SIGINT, SIGTERM, SIGHUP };
enum { ENDING_COUNT = sizeof ending_signals / sizeof *ending_signals };

sigset_t mynah__gate_signals(void)
{
    sigset_t signals;
    sigemptyset(&signals);
    for (int i = 0; i < ENDING_COUNT; i++) {
        struct sigaction action;
        // One that is ignored would stay pending as long as it is blocked.
        if (sigaction(ending_signals[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN) {
            sigaddset(&signals, ending_signals[i]);
        }
    }
    return signals;
}

static bool is_interrupted(void)
{
    sigset_t pending;
    sigset_t signals = mynah__gate_signals();
    bool interrupted = false;
    sigpending(&pending);
    for (int i = 0; i < ENDING_COUNT; i++) {
        interrupted = interrupted || (sigismember(&signals, ending_signals[i]) == 1 &&
                                      sigismember(&pending, ending_signals[i]) == 1);
    }
    return interrupted;
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

// ## What the program is given

// Keep the file open for ourselves only, and off the numbers of the standard streams.
static int keep(int fd)
{
    int kept = fd < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, STREAM_COUNT);
    if (fd >= 0) {
        close(fd);
    }
    return kept;
}

static bool has_place(const char *const *words)
{
    while (*words && !strstr(*words, "{}")) {
        words++;
    }
    return *words != NULL;
}

// Put `file` where the word has `{}`.
static char *fill_in(const char *word, const char *file)
{
    struct text text = { 0 };
    const char *place;
    while ((place = strstr(word, "{}"))) {
        mynah__text_add_bytes(&text, word, (size_t)(place - word));
        mynah__text_add(&text, file);
        word = place + 2;
    }
    mynah__text_add(&text, word);
    return mynah__text_detach(&text);
}

static bool make_words(struct child *child, const char *const *words)
{
    size_t count = 0;
    while (words[count]) {
        count++;
    }
    child->words = mynah__alloc((count + 1) * sizeof *child->words);
    for (size_t i = 0; child->words && i < count; i++) {
        child->words[i] = fill_in(words[i], child->file);
        if (!child->words[i]) {
            return false;
        }
    }
    return child->words != NULL;
}

// Write the code to a file: with a name if the words have a place for it, else as standard input.
static bool make_input(struct child *child, const char *const *words,
                       const struct mynah_gate_case *about)
{
    const char *temporary = getenv("TMPDIR");
    bool named = has_place(words);
    temporary = temporary && *temporary && strlen(temporary) < FOLDER_MOST ? temporary : "/tmp";
    snprintf(child->folder, sizeof child->folder, "%s/mynah-gate-XXXXXX", temporary);
    if (!mkdtemp(child->folder)) {
        *child->folder = '\0';
        return false;
    }
    snprintf(child->file, sizeof child->file, "%s/snippet.py", child->folder);
    int fd = keep(open(child->file, O_RDWR | O_CREAT | O_EXCL, 0600));
    bool written = fd >= 0 && mynah__file_put(fd, about->code, about->size);
    if (named) {
        if (fd >= 0) {
            close(fd);
        }
        fd = keep(open("/dev/null", O_RDONLY));
    } else if (fd >= 0) {
        unlink(child->file);
        rmdir(child->folder);
        *child->folder = '\0';
        written = written && lseek(fd, 0, SEEK_SET) == 0;
    }
    child->fds[INPUT] = fd;
    return written && fd >= 0 && make_words(child, words);
}

static bool make_pipe(struct child *child, int stream)
{
    int ends[2];
    if (pipe(ends) != 0) {
        return false;
    }
    child->ours[stream] = keep(ends[0]);
    child->fds[stream] = keep(ends[1]);
    return child->ours[stream] >= 0 && child->fds[stream] >= 0 &&
           fcntl(child->ours[stream], F_SETFL, O_NONBLOCK) == 0;
}

// ## Starting

// Start the program; returns 0 or an errno.
static int spawn(struct child *child)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, defaults = mynah__gate_signals();
    sigemptyset(&none);
    sigaddset(&defaults, SIGPIPE);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    for (int i = 0; i < STREAM_COUNT; i++) {
        posix_spawn_file_actions_adddup2(&actions, child->fds[i], i);
    }
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    int reason =
        posix_spawnp(&child->pid, child->words[0], &actions, &attributes, child->words, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return reason;
}

static bool cannot(struct gate_command *command, const char *what, int reason)
{
    return mynah_error_set(&command->error, MYNAH_ERROR_IO, "%s: %s", what,
                           reason == ENOENT   ? "there is no such program"
                           : reason == EACCES ? "it may not be executed"
                                              : "it cannot be started");
}

static bool start(struct gate_command *command, struct child *child,
                  const struct mynah_gate_case *about)
{
    pthread_mutex_lock(&command->starting);
    bool done = make_input(child, command->words, about) && make_pipe(child, OUTPUT) &&
                make_pipe(child, ERRORS);
    if (!done) {
        mynah_error_set(&command->error, MYNAH_ERROR_IO,
                        "a snippet cannot be handed over: no room for a file, pipe or text");
    } else {
        int reason = spawn(child);
        done = reason == 0 || cannot(command, child->words[0], reason);
    }
    pthread_mutex_unlock(&command->starting);
    for (int i = 0; i < STREAM_COUNT; i++) {
        if (child->fds[i] >= 0) {
            close(child->fds[i]);
        }
    }
    return done;
}

// ## Watching

// Read what is there, and keep the end of it.  False at the end of the stream.
static bool drain(struct child *child, int stream)
{
    char piece[OUTPUT_KEPT];
    struct text *text = &child->text[stream];
    ssize_t got = read(child->ours[stream], piece, sizeof piece);
    for (ssize_t i = 0; i < got; i++) {
        piece[i] = piece[i] ? piece[i] : '?';
    }
    if (got > 0) {
        size_t over =
            text->size + (size_t)got > OUTPUT_KEPT ? text->size + (size_t)got - OUTPUT_KEPT : 0;
        over = over < text->size ? over : text->size;
        if (over) {
            memmove(text->bytes, text->bytes + over, text->size - over);
            text->size -= over;
        }
        mynah__text_add_bytes(text, piece, (size_t)got);
    }
    return got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR));
}

static void close_ours(struct child *child, int stream)
{
    if (child->ours[stream] >= 0) {
        close(child->ours[stream]);
        child->ours[stream] = -1;
    }
}

// Wait up to `step` milliseconds for output, and take it.
static void take_output(struct child *child, int step)
{
    struct pollfd polled[2];
    int streams[2];
    nfds_t count = 0;
    for (int stream = OUTPUT; stream <= ERRORS; stream++) {
        if (child->ours[stream] >= 0) {
            streams[count] = stream;
            polled[count++] = (struct pollfd){ .fd = child->ours[stream], .events = POLLIN };
        }
    }
    if (poll(polled, count, step) <= 0) {
        return;
    }
    for (nfds_t i = 0; i < count; i++) {
        if (polled[i].revents && !drain(child, streams[i])) {
            close_ours(child, streams[i]);
        }
    }
}

// The program stays a zombie here, so that its number is its group's for certain.
static bool has_ended(const struct child *child)
{
    siginfo_t about = { .si_pid = 0 };
    return waitid(P_PID, (id_t)child->pid, &about, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           about.si_pid == child->pid;
}

static void watch(struct gate_command *command, struct child *child)
{
    int64_t deadline = now() + (int64_t)command->timeout * 1000;
    bool ended = false;
    int step = 1;
    while (!(ended = has_ended(child)) && !child->timed_out && !is_interrupted()) {
        take_output(child, step);
        step = step < STEP_MOST / 2 ? step * 2 : STEP_MOST;
        child->timed_out = now() >= deadline && !has_ended(child);
    }
    kill(-child->pid, SIGKILL);
    while (waitpid(child->pid, &child->status, 0) < 0 && errno == EINTR) {
    }
    for (int stream = OUTPUT; ended && stream <= ERRORS; stream++) {
        for (int i = 0; child->ours[stream] >= 0 && i < 32; i++) {
            take_output(child, 0);
        }
    }
}

// ## The answer

// Add the last line that the program wrote to stderr to the message.
static void add_errors(const struct child *child, char *message)
{
    const struct text *text = &child->text[ERRORS];
    size_t end = text->size;
    while (end && text->bytes[end - 1] == '\n') {
        end--;
    }
    size_t start = end;
    while (start && text->bytes[start - 1] != '\n') {
        start--;
    }
    size_t used = strlen(message);
    if (end > start) {
        int size = end - start < 150 ? (int)(end - start) : 150;
        snprintf(message + used, MESSAGE_SIZE - used, ": %.*s", size, text->bytes + start);
    }
}

static void answer(const struct gate_command *command, const struct child *child,
                   struct mynah_gate_outcome *outcome, char *message)
{
    const char *output = child->text[OUTPUT].bytes;
    if (child->text[OUTPUT].failed) {
        snprintf(message, MESSAGE_SIZE, "out of memory");
    } else if (child->timed_out) {
        snprintf(message, MESSAGE_SIZE, "it was not done after %d s", command->timeout);
    } else if (WIFSIGNALED(child->status)) {
        snprintf(message, MESSAGE_SIZE, "it was ended by signal %d", WTERMSIG(child->status));
        add_errors(child, message);
    } else if (mynah__answer_find(
                   &command->map,
                   (struct ending){ WEXITSTATUS(child->status), output ? output : "" },
                   &outcome->verdict, message, MESSAGE_SIZE)) {
        outcome->answered = true;
        outcome->agrees = outcome->verdict == outcome->about->expected;
    } else {
        add_errors(child, message);
    }
}

static void finish(struct child *child)
{
    for (int stream = OUTPUT; stream <= ERRORS; stream++) {
        close_ours(child, stream);
        mynah__text_finish(&child->text[stream]);
    }
    for (size_t i = 0; child->words && child->words[i]; i++) {
        mynah__free(child->words[i]);
    }
    mynah__free(child->words);
    if (*child->folder) {
        unlink(child->file);
        rmdir(child->folder);
    }
}

bool mynah__gate_ask_command(void *self, struct mynah_gate_outcome *outcome, char *message)
{
    struct gate_command *command = self;
    struct child child = { .fds = { -1, -1, -1 }, .ours = { -1, -1, -1 } };
    if (is_interrupted()) {
        return false;
    }
    bool started = start(command, &child, outcome->about);
    if (started) {
        watch(command, &child);
        answer(command, &child, outcome, message);
    }
    finish(&child);
    return started && !is_interrupted();
}
