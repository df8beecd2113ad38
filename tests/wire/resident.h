// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TESTS_RESIDENT_H
#define MYNAH_TESTS_RESIDENT_H

// What of a process is in memory, as the kernel counts.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

// Return KiB; 0: there is no such process.
static inline long resident(pid_t process)
{
    char line[256];
    long size = 0;
    snprintf(line, sizeof line, "/proc/%ld/status", (long)process);
    FILE *status = fopen(line, "r");
    while (status && fgets(line, sizeof line, status)) {
        if (strncmp(line, "VmRSS:", 6) == 0) {
            size = strtol(line + 6, NULL, 10);
        }
    }
    if (status) {
        fclose(status);
    }
    return size;
}

#endif
