// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_RULE_FAMILIES_H
#define MYNAH_RULE_FAMILIES_H

// The families of rules, and short forms for their rows.

#include "rules/rule.h"

extern const struct rule_family mynah__rules_analysis, mynah__rules_code, mynah__rules_process,
    mynah__rules_files, mynah__rules_data, mynah__rules_network, mynah__rules_secrets,
    mynah__rules_crypto, mynah__rules_desktop;

#endif
