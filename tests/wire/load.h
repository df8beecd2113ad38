// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TESTS_WIRE_LOAD_H
#define MYNAH_TESTS_WIRE_LOAD_H

// A client that keeps a server on this machine busy: the same request again and again over some
// connections, each of which asks anew as soon as it is answered.

#include <stdbool.h>
#include <stddef.h>

struct load {
    int port;
    const char *path;
    const char *body;
    size_t connections;
    size_t requests; // over all connections
    // Nanoseconds, less than a second, to sleep before each look at what has come, so that the
    // server does not wake the client up for each event of hundreds of streams.
    long pause;
    // Room for one each, in seconds; sorted at the end.  NULL: not wanted.
    double *latencies; // from asking to the last byte
    double *spans;     // from the first byte to the last
};

// Returns the seconds that it took; less than 0 when an answer was not whole or its status not 200,
// nothing came for 10 seconds, or no connection could be made.
double load_run(const struct load *load);

#endif
