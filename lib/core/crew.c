// SPDX-License-Identifier: Apache-2.0
//
// Starts threads that do the same together, and waits for them.

#include "core/crew.h"

#include <pthread.h>

void mynah__crew_work(int jobs, void *(*work)(void *self), void *self)
{
    pthread_t threads[CREW_MOST];
    int started = 0;
    jobs = jobs < CREW_MOST ? jobs : CREW_MOST;
    while (started + 1 < jobs && pthread_create(&threads[started], NULL, work, self) == 0) {
        started++;
    }
    work(self);
    for (int i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
    }
}
