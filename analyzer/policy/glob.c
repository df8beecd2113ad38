// SPDX-License-Identifier: Apache-2.0
//
// The patterns of channel names.  Matching goes back to the last star only, so it takes at most
// pattern times text steps, whatever the pattern.

#include "policy/glob.h"

#include "core/utf8.h"

#include <stddef.h>
#include <string.h>

// Read one code point; a byte that is not UTF-8 stands for itself, out of the range of all others.
static uint32_t take(const char **text)
{
    uint32_t point = 0;
    size_t size = mynah__utf8_read(*text, strnlen(*text, 4), &point);
    if (size == 0) {
        point = 0x110000u + (unsigned char)**text;
        size = 1;
    }
    *text += size;
    return point;
}

// Read the set behind a `[`, up to behind its `]`, and say whether `point` is in it.  `*flaw` gets
// what is wrong with it.
static bool take_set(const char **pattern, uint32_t point, const char **flaw)
{
    const char *at = *pattern;
    bool negated = *at == '!';
    at += negated;
    bool found = false;
    for (bool first = true; first || *at != ']'; first = false) {
        if (*at == '\0') {
            *flaw = "`[` without `]`";
            break;
        }
        uint32_t low = take(&at);
        uint32_t high = low;
        if (at[0] == '-' && at[1] != ']' && at[1] != '\0') {
            at++;
            high = take(&at);
        }
        if (high < low) {
            *flaw = "a range whose end is before its start";
        }
        found = found || (low <= point && point <= high);
    }
    *pattern = *at ? at + 1 : at;
    return found != negated;
}

const char *mynah__glob_flaw(const char *pattern)
{
    const char *flaw = *pattern ? NULL : "an empty pattern matches no channel";
    while (*pattern && !flaw) {
        if (*pattern++ == '[') {
            take_set(&pattern, 0, &flaw);
        }
    }
    return flaw;
}

// Match one element of the pattern, which is no star, with one code point; both move on.
static bool take_one(const char **pattern, const char **text)
{
    const char *flaw;
    uint32_t wanted = take(pattern);
    uint32_t point = take(text);
    return wanted == '[' ? take_set(pattern, point, &flaw) : wanted == '?' || wanted == point;
}

bool mynah__glob_match(const char *pattern, const char *text)
{
    const char *star = NULL; // behind the last star
    const char *resume = NULL;
    while (*text) {
        if (*pattern == '*') {
            star = ++pattern;
            resume = text;
        } else if (*pattern && take_one(&pattern, &text)) {
            continue;
        } else if (star) {
            take(&resume);
            pattern = star;
            text = resume;
        } else {
            return false;
        }
    }
    while (*pattern == '*') {
        pattern++;
    }
    return *pattern == '\0';
}
