// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CORE_CREW_H
#define MYNAH_CORE_CREW_H

// Threads that do the same together.

enum { CREW_MOST = 64 };

// Call `work` in `jobs` threads, of which this is one, and return when all have returned.  With
// fewer when no more can be had.
void mynah__crew_work(int jobs, void *(*work)(void *self), void *self);

#endif
