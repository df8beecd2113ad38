// SPDX-License-Identifier: Apache-2.0
//
// Durations as people write them: a decimal number and a unit.

#include "wire/scenario.h"

#include <string.h>

static const struct {
    const char *name;
    int64_t unit;
} units[] = {
    { "ns", 1 },           { "us", MYNAH_MICROSECOND }, { "ms", MYNAH_MILLISECOND },
    { "s", MYNAH_SECOND }, { "m", 60 * MYNAH_SECOND },
};

bool mynah__duration_read(const char *text, int64_t *duration)
{
    enum { WHOLE_MOST = 1000000 };
    int64_t whole = 0, part = 0, unit = 0, scale = 1;
    const char *at = text;
    for (; *at >= '0' && *at <= '9' && whole < WHOLE_MOST; at++) {
        whole = whole * 10 + (*at - '0');
    }
    bool digits = at > text;
    if (digits && *at == '.') {
        for (at++; *at >= '0' && *at <= '9' && scale < WHOLE_MOST; at++) {
            part = part * 10 + (*at - '0');
            scale *= 10;
        }
        digits = scale > 1;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        unit = strcmp(at, units[i].name) == 0 ? units[i].unit : unit;
    }
    *duration = whole * unit + part * unit / scale;
    return digits && unit;
}
