// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CLI_GATE_H
#define MYNAH_CLI_GATE_H

// Somebody else's gate, a command: how its answers are read, and how it is run.

#include "cli/command.h"
#include "gate/gate.h"

#include <pthread.h>
#include <signal.h>

// ## Reading answers

enum { ANSWERS_MOST = 64 };

// What an exit code or a printed word means.
struct answer {
    const char *word; // NULL: it is an exit code
    size_t word_size;
    int code;
    enum mynah_verdict verdict;
};

struct answer_map {
    struct answer items[ANSWERS_MOST];
    size_t count;
};

// Read "0=allow,3=ask,blocked=deny"; the words are borrowed.  False, once complained about, when
// that is not what it is.
bool mynah__answer_map_read(struct answer_map *map, const char *text);

// How a program ended, and the end of what it printed.
struct ending {
    int code;
    const char *output;
};

// Say what a program meant that ended like that: words of the last line that is not empty go first.
// False, with `message`, when it is nothing in the map.
bool mynah__answer_find(const struct answer_map *map, struct ending ending,
                        enum mynah_verdict *verdict, char *message, size_t size);

// ## Running

struct gate_command {
    const char *const *words; // the command, ends with NULL; `{}` in a word is the snippet's file
    struct answer_map map;
    int timeout;              // seconds
    pthread_mutex_t starting; // no other program must get what is being opened for one
    struct mynah_error error; // why nothing can be run at all
};

// An `ask` of a gate's run; `self` is a `struct gate_command`.
bool mynah__gate_ask_command(void *self, struct mynah_gate_outcome *outcome, char *message);

// The signals that end this process: blocked during a run, so that no program is left behind.
sigset_t mynah__gate_signals(void);

#endif
