// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_BENCH_FILES_H
#define MYNAH_BENCH_FILES_H

// The modules that benchmarks read: the `*.py` of a folder, in memory, in the order of their names.

#include <stdbool.h>
#include <stddef.h>

enum { FILES_MOST = 1000 };

struct file {
    char *bytes;
    size_t size;
};

extern struct file files[FILES_MOST];
extern size_t file_count;
extern size_t total; // bytes of all

// Read a folder; false when something in it cannot be read, or there is nothing.
bool load_all(const char *folder);
void release_all(void);

#endif
