// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CHECKS_H
#define MYNAH_CHECKS_H

// From values to findings: what the code does with `results`, with channels, and what is risky.

#include "flow/flow.h"
#include "report.h"
#include "rules/index.h"
#include "values/values.h"

struct check_options {
    const struct tables *tables;    // must be there
    const struct rule_index *rules; // likewise
    const char *results_name;       // NULL: "results"
    bool results_optional; // missing results are no finding then; the report has them all the same
    int version;           // of Python: 313 is 3.13
    const struct mynah_config_pair *predefined; // name and qualified name of what the host binds
    size_t predefined_count;
};

// Check the program of `report->source`: adds findings and accesses to `report` and sets its
// `results` (UNKNOWN where it does not parse: set `report->parses` first).  `flow` may be of broken
// code: channels and risks are found there too, results are not asked for.  False only when out of
// memory.
bool mynah__checks_run(struct mynah_report *report, const struct flow *flow,
                       const struct check_options *options);

#endif
