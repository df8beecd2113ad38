// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CMOCKA_GATE_H
#define MYNAH_CMOCKA_GATE_H

/*
 * Assertions about what decides whether code may run.  Included by mynah_cmocka.h.
 *
 *     assert_gate_agrees(my_gate, host);
 *     assert_gate_agrees(mynah_gate_by_analyzer, analyzer);
 */

#include <mynah/gate.h>

#include "mynah_cmocka/raise.h"

/**
 * The gate gives the code of every behaviour the verdict that it has to get.  `checker` is a
 * `mynah_gate_checker`, which is called with `self`; a failure shows the matrix of verdicts, and
 * the worst miss with its code.
 */
#define assert_gate_agrees(checker, self)                                                          \
    mynah_cmocka_gate(MYNAH_CMOCKA_HERE("assert_gate_agrees(" #checker ", " #self ")", NULL),      \
                      (checker), (self))

/* ## What is under it */

static inline void mynah_cmocka_gate(struct mynah_cmocka_place place, mynah_gate_checker *checker,
                                     void *self)
{
    char why[MYNAH_CMOCKA_WHY_SIZE];
    if (!mynah_gate_meets(checker, self, why, sizeof why)) {
        mynah_cmocka_raise(place, why);
    }
}

#endif
