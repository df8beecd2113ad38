// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_LABEL_H
#define MYNAH_LABEL_H

/**
 * # mynah/label.h: what a generator claims about the code that it writes
 *
 * A label is a claim, written by hand beside the template and never computed from the code.  The
 * project's tests hold every label and the analyzer against each other; so can anybody's gate.
 * Names of rules are strings here, because libmynah knows nothing about the analyzer.
 */

#include <mynah/verdict.h>

MYNAH_BEGIN

/** A channel that the code touches. */
struct mynah_label_access {
    enum mynah_direction direction;
    const char *channel;
};

/** The truth about one piece of code. */
struct mynah_label {
    bool parses;                /* CPython compiles it */
    enum mynah_results results; /* whether it binds `results` */
    enum mynah_verdict verdict; /* under the default policy */
    const struct mynah_label_access *accesses;
    size_t access_count;
    const char *const *rules; /* every rule that is reported, sorted, each once */
    size_t rule_count;
};

MYNAH_END

#endif
