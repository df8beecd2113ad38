// SPDX-License-Identifier: Apache-2.0
//
// Baselines: findings that somebody has accepted, each with how often it may be there.  A file of
// code stays what it is; only what a baseline has does not count against it.

#include "cli/baseline.h"
#include "core/alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct baseline *mynah__baseline_create(void)
{
    struct baseline *baseline = mynah__alloc(sizeof *baseline);
    if (!baseline) {
        mynah__complain("out of memory");
    }
    return baseline;
}

void mynah__baseline_destroy(struct baseline *baseline)
{
    if (baseline) {
        mynah__arena_finish(&baseline->arena);
        mynah__free(baseline);
    }
}

struct entry *mynah__entries_add(struct baseline *baseline, struct entries *entries)
{
    struct entry *moved = mynah__arena_grow(&baseline->arena, entries->items, entries->count,
                                            &entries->capacity, sizeof *moved);
    if (!moved) {
        return NULL;
    }
    entries->items = moved;
    return &entries->items[entries->count++];
}

static int by_key(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    int order = strcmp(a->path, b->path);
    order = order ? order : strcmp(a->rule, b->rule);
    return order ? order : strcmp(a->digits, b->digits);
}

void mynah__entries_sort(struct entries *entries)
{
    if (entries->count) {
        qsort(entries->items, entries->count, sizeof *entries->items, by_key);
    }
}

static struct entry *entry_find(const struct entries *entries, const char *path, const char *rule,
                                const char *digits)
{
    struct entry key = { .path = path, .rule = rule };
    snprintf(key.digits, sizeof key.digits, "%s", digits);
    return entries->count ? bsearch(&key, entries->items, entries->count, sizeof key, by_key)
                          : NULL;
}

static const char *plain(const char *path)
{
    while (path[0] == '.' && path[1] == '/') {
        path += 1 + strspn(path + 1, "/");
    }
    return path;
}

// ## Judging by it

// Whether all findings that the reason may be about are known.  Findings and reasons are in order
// of lines; `first` is where to go on.
static bool is_known(const struct format_unit *unit, const struct mynah_reason *reason,
                     size_t *first)
{
    const struct mynah_report *report = unit->report;
    bool any = false;
    while (*first < report->finding_count && report->findings[*first].line < reason->line) {
        ++*first;
    }
    for (size_t i = *first; i < report->finding_count && report->findings[i].line == reason->line;
         i++) {
        if (strcmp(report->findings[i].rule, reason->rule) == 0) {
            if (!unit->known[i]) {
                return false;
            }
            any = true;
        }
    }
    return any;
}

// The verdict without what is known: of the reasons left, the report's own goes first.
static enum mynah_verdict new_verdict(const struct format_unit *unit)
{
    static const enum mynah_verdict gravest[] = { MYNAH_VERDICT_DENY, MYNAH_VERDICT_RETRY,
                                                  MYNAH_VERDICT_ASK };
    const struct mynah_report *report = unit->report;
    bool seen[4] = { false };
    size_t first = 0;
    for (size_t i = 0; i < report->reason_count; i++) {
        const struct mynah_reason *reason = &report->reasons[i];
        if (!seen[reason->verdict] && !is_known(unit, reason, &first)) {
            seen[reason->verdict] = true;
        }
    }
    if (seen[report->verdict]) {
        return report->verdict;
    }
    for (size_t i = 0; i < sizeof gravest / sizeof *gravest; i++) {
        if (seen[gravest[i]]) {
            return gravest[i];
        }
    }
    return MYNAH_VERDICT_ALLOW;
}

const struct fingerprint *mynah__baseline_compare(const struct baseline *baseline,
                                                  struct format_unit *unit, struct arena *arena)
{
    const struct mynah_report *report = unit->report;
    const struct fingerprint *fingerprints = mynah__fingerprints(report, arena);
    bool *known = mynah__arena_alloc(arena, (report->finding_count + 1) * sizeof *known);
    if (!fingerprints || !known) {
        return NULL;
    }
    for (size_t i = 0; i < report->finding_count; i++) {
        const struct entry *entry = entry_find(&baseline->accepted, plain(unit->path),
                                               report->findings[i].rule, fingerprints[i].digits);
        known[i] = entry && fingerprints[i].ordinal <= entry->count;
    }
    if (baseline->judges) {
        unit->known = known;
        unit->new_verdict = new_verdict(unit);
    }
    return fingerprints;
}

// ## Taking note

// The code of a finding, for those who read the baseline.
static const char *code_of(struct baseline *baseline, const struct mynah_report *report,
                           const struct mynah_finding *finding)
{
    struct shown_line shown = mynah__show_line(&report->source, finding->line, 1, 0, false);
    const char *text = shown.text.bytes ? shown.text.bytes : "";
    const char *copy = mynah__arena_text(&baseline->arena, text + strspn(text, " "));
    baseline->arena.failed = baseline->arena.failed || shown.text.failed;
    mynah__text_finish(&shown.text);
    return copy;
}

static void note_file(struct baseline *baseline, const char *path)
{
    const char **moved = mynah__arena_grow(&baseline->arena, baseline->paths, baseline->path_count,
                                           &baseline->path_capacity, sizeof *moved);
    if (moved) {
        baseline->paths = moved;
        baseline->paths[baseline->path_count++] = path;
    }
}

void mynah__baseline_note(struct baseline *baseline, const struct format_unit *unit,
                          const struct fingerprint *fingerprints,
                          const struct format_options *options)
{
    const char *path = mynah__arena_text(&baseline->arena, plain(unit->path));
    if (!path) {
        return;
    }
    note_file(baseline, path);
    for (size_t i = 0; i < unit->report->finding_count; i++) {
        const struct mynah_finding *finding = &unit->report->findings[i];
        struct entry *entry = mynah__entries_add(baseline, &baseline->found);
        if (!entry) {
            return;
        }
        *entry = (struct entry){ .path = path,
                                 .rule = mynah__arena_text(&baseline->arena, finding->rule),
                                 .count = fingerprints[i].ordinal,
                                 .shown = mynah__unit_shows(unit, options, i, false),
                                 .code = code_of(baseline, unit->report, finding) };
        memcpy(entry->digits, fingerprints[i].digits, sizeof entry->digits);
        if (baseline->arena.failed) {
            baseline->found.count--;
            return;
        }
    }
}

// Of findings alike, keep one with the largest number: that is how many there are.
static void settle(struct baseline *baseline)
{
    struct entries *found = &baseline->found;
    size_t kept = 0;
    mynah__entries_sort(found);
    for (size_t i = 0; i < found->count; i++) {
        struct entry *last = kept ? &found->items[kept - 1] : NULL;
        if (last && by_key(last, &found->items[i]) == 0) {
            last->count = last->count > found->items[i].count ? last->count : found->items[i].count;
        } else {
            found->items[kept++] = found->items[i];
        }
    }
    found->count = kept;
    if (baseline->path_count) {
        qsort(baseline->paths, baseline->path_count, sizeof *baseline->paths, mynah__by_text);
    }
    baseline->settled = true;
}

int mynah__by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool was_judged(const struct baseline *baseline, const char *path)
{
    return baseline->path_count && bsearch(&path, baseline->paths, baseline->path_count,
                                           sizeof *baseline->paths, mynah__by_text) != NULL;
}

// Return how many of the entry are still there; all, when its file was not looked at.
static unsigned left_of(const struct baseline *baseline, const struct entry *entry)
{
    if (!was_judged(baseline, entry->path)) {
        return access(entry->path, F_OK) == 0 ? entry->count : 0;
    }
    const struct entry *found =
        entry_find(&baseline->found, entry->path, entry->rule, entry->digits);
    return found ? found->count : 0;
}

bool mynah__baseline_report_stale(struct baseline *baseline, const char *path)
{
    bool any = false;
    if (!baseline->settled) {
        settle(baseline);
    }
    for (size_t i = 0; i < baseline->accepted.count; i++) {
        const struct entry *entry = &baseline->accepted.items[i];
        unsigned left = left_of(baseline, entry);
        if (left < entry->count) {
            struct text line = { 0 };
            mynah__text_add_format(&line, "%s: %u of %u no longer found: ", path,
                                   entry->count - left, entry->count);
            mynah__add_safe(&line, entry->path);
            mynah__text_add_format(&line, ": %s: ", entry->rule);
            mynah__add_safe(&line, entry->code);
            mynah__complain("%s", line.failed ? "out of memory" : line.bytes);
            mynah__text_finish(&line);
            any = true;
        }
    }
    return any;
}

// ## Writing

bool mynah__baseline_write(struct baseline *baseline, const char *path, struct arena *arena)
{
    struct replacement file;
    struct text text = { 0 };
    if (!baseline->settled) {
        settle(baseline);
    }
    struct entries all = { 0 };
    for (size_t i = 0; i < baseline->found.count + baseline->accepted.count; i++) {
        bool found = i < baseline->found.count;
        const struct entry *entry = found ? &baseline->found.items[i]
                                          : &baseline->accepted.items[i - baseline->found.count];
        bool kept = found ? entry->shown
                          : !was_judged(baseline, entry->path) && left_of(baseline, entry) > 0;
        struct entry *added = kept ? mynah__entries_add(baseline, &all) : NULL;
        if (added) {
            *added = *entry;
        }
    }
    mynah__entries_sort(&all);
    mynah__baseline_format(&text, &all);
    if (text.failed || baseline->arena.failed) {
        mynah__complain("out of memory");
        mynah__text_finish(&text);
        return false;
    }
    bool done = mynah__replace_begin(&file, path, arena);
    if (done && !mynah__replace_write(&file, text.bytes, text.size)) {
        mynah__replace_drop(&file);
        done = false;
    }
    done = done && mynah__replace_commit(&file);
    mynah__text_finish(&text);
    return done;
}
