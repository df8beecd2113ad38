// SPDX-License-Identifier: Apache-2.0
// Fixtures of rules and surfaces: tests/rules/*.py say with `# expect: rule, rule` on a line, or on
// a line of its own before it, what is found there; nothing else may be.  `# ok: rule` is a near
// miss.  `rule[CHANNEL]` and `rule[CHANNEL = VALUE]` say what is accessed, too, `rule[?]` that it
// is not known; `rule:high` asks for that severity.
#ifndef MYNAH_TEST_FIXTURES_H
#define MYNAH_TEST_FIXTURES_H

#include <mynah/analyzer.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 1000, NAMES_MAX = 8, TEXT_MAX_BYTES = 65536 };

struct expected {
    char rule[64];
    char access[96];  // what is between the brackets, or ""
    char severity[8]; // or "" for any
    bool seen;
};

struct line {
    struct expected names[NAMES_MAX];
    int count;
};

struct fixture {
    const struct mynah_analyzer *analyzer; // whose own rules may be expected; may be NULL
    char file[128];
    char text[TEXT_MAX_BYTES];
    size_t size;
    struct line lines[LINES_MAX];
    int line_count;
    int expected;
    int near;
};

static inline void fixture_broken(const struct fixture *fixture, int line, const char *why,
                                  const char *name)
{
    fprintf(stderr, "%s:%d: %s %s\n", fixture->file, line, why, name);
    exit(1);
}

// Cut the next name off [*at, end); false when there is none.
static inline bool next_expected(const char **at, const char *end, struct expected *name)
{
    *at += strspn(*at, " ,");
    size_t size = 0;
    while (*at + size < end && !strchr(", [", (*at)[size])) {
        size++;
    }
    *name = (struct expected){ .seen = false };
    memcpy(name->rule, *at, size < 63 ? size : 63);
    *at += size;
    char *severity = strchr(name->rule, ':');
    if (severity) {
        snprintf(name->severity, sizeof name->severity, "%.7s", severity + 1);
        *severity = '\0';
    }
    if (*at < end && **at == '[') {
        const char *close = memchr(*at, ']', (size_t)(end - *at));
        size_t inside = close ? (size_t)(close - *at) - 1 : 0;
        memcpy(name->access, *at + 1, inside < 95 ? inside : 95);
        *at += inside + 2;
    }
    return size > 0;
}

static inline bool is_own_rule(const struct mynah_analyzer *analyzer, const char *name)
{
    for (size_t i = 0; analyzer && i < mynah_analyzer_row_count(analyzer); i++) {
        const struct mynah_own_row *row = mynah_analyzer_row(analyzer, i);
        if (row->rule && strcmp(row->rule, name) == 0) {
            return true;
        }
    }
    return false;
}

static inline void read_expected(struct fixture *fixture, int line, const char *at, const char *end,
                                 bool expected)
{
    struct expected name;
    while (at < end && next_expected(&at, end, &name)) {
        struct line *to = &fixture->lines[line];
        if (!mynah_rule_find(name.rule) && !is_own_rule(fixture->analyzer, name.rule)) {
            fixture_broken(fixture, line, "there is no rule", name.rule);
        }
        if (to->count == NAMES_MAX) {
            fixture_broken(fixture, line, "there is no room for", name.rule);
        }
        if (expected) {
            to->names[to->count++] = name;
            fixture->expected++;
        } else {
            fixture->near++;
        }
    }
}

static inline void read_annotations(struct fixture *fixture)
{
    int line = 1;
    for (const char *at = fixture->text; *at; line++) {
        const char *end = strchr(at, '\n');
        end = end ? end : at + strlen(at);
        if (line + 2 >= LINES_MAX) {
            fixture_broken(fixture, line, "a fixture has fewer lines,", "split it");
        }
        const char *expect = strstr(at, "# expect: ");
        const char *ok = strstr(at, "# ok: ");
        if (expect && expect < end) {
            bool alone = at + strspn(at, " ") == expect;
            read_expected(fixture, line + alone, expect + strlen("# expect: "), end, true);
        }
        if (ok && ok < end) {
            read_expected(fixture, line, ok + strlen("# ok: "), end, false);
        }
        at = *end ? end + 1 : end;
    }
    fixture->line_count = line;
}

static inline const char *fixture_root(void)
{
    const char *root = getenv("MYNAH_SOURCE_ROOT");
    return root ? root : ".";
}

// Read <folder>/<file> for an analyzer that has rules of its own; false when there is none.
static inline bool fixture_read_from(struct fixture *fixture, const char *folder, const char *file,
                                     const struct mynah_analyzer *analyzer)
{
    char path[512];
    memset(fixture, 0, sizeof *fixture);
    fixture->analyzer = analyzer;
    snprintf(fixture->file, sizeof fixture->file, "%s", file);
    snprintf(path, sizeof path, "%s/%s/%s", fixture_root(), folder, file);
    FILE *stream = fopen(path, "rb");
    if (!stream) {
        return false;
    }
    fixture->size = fread(fixture->text, 1, sizeof fixture->text - 1, stream);
    fclose(stream);
    if (fixture->size == sizeof fixture->text - 1) {
        fixture_broken(fixture, 1, "a fixture is shorter,", "split it");
    }
    read_annotations(fixture);
    return true;
}

// Read tests/rules/<file>; false when there is none.
static inline bool fixture_read(struct fixture *fixture, const char *file)
{
    return fixture_read_from(fixture, "tests/rules", file, NULL);
}

// Return whether the report has the access that `name` speaks of at that line.
static inline bool accesses(const struct mynah_report *report, int line,
                            const struct expected *name)
{
    enum mynah_direction direction =
        strcmp(name->rule, "channel-write") == 0 ? MYNAH_DIRECTION_WRITE : MYNAH_DIRECTION_READ;
    for (size_t i = 0; i < mynah_report_access_count(report); i++) {
        const struct mynah_access *access = mynah_report_access(report, i);
        char text[256];
        bool value = strstr(name->access, " = ") && access->value;
        snprintf(text, sizeof text, "%s%s%s", access->channel ? access->channel : "?",
                 value ? " = " : "", value ? access->value : "");
        if (access->line == line && access->direction == direction &&
            strcmp(text, name->access) == 0) {
            return true;
        }
    }
    return false;
}

// Tick off one finding; false when nobody expects it.
static inline bool tick(struct fixture *fixture, const struct mynah_finding *finding)
{
    struct line *line = &fixture->lines[finding->line < LINES_MAX ? finding->line : 0];
    bool found = false;
    for (int i = 0; i < line->count; i++) {
        const char *severity = line->names[i].severity;
        if (strcmp(line->names[i].rule, finding->rule) == 0 &&
            (!*severity || strcmp(severity, mynah_severity_name(finding->severity)) == 0)) {
            found = line->names[i].seen = true;
        }
    }
    return found;
}

// Return how much of the report is not as the fixture says; `show`: and say what.
static inline int fixture_differs(struct fixture *fixture, const struct mynah_report *report,
                                  bool show)
{
    int wrong = 0;
    for (int line = 0; line < fixture->line_count + 1; line++) {
        for (int i = 0; i < fixture->lines[line].count; i++) {
            fixture->lines[line].names[i].seen = false;
        }
    }
    for (size_t i = 0; i < mynah_report_finding_count(report); i++) {
        const struct mynah_finding *finding = mynah_report_finding(report, i);
        if (!tick(fixture, finding)) {
            wrong++;
            if (show) {
                fprintf(stderr, "%s:%d: got %s:%s, which nobody expects: %s\n", fixture->file,
                        finding->line, finding->rule, mynah_severity_name(finding->severity),
                        finding->message);
            }
        }
    }
    for (int line = 0; line < fixture->line_count + 1; line++) {
        for (int i = 0; i < fixture->lines[line].count; i++) {
            const struct expected *name = &fixture->lines[line].names[i];
            if (!name->seen || (name->access[0] && !accesses(report, line, name))) {
                wrong++;
                if (show) {
                    fprintf(stderr, "%s:%d: expected %s %s\n", fixture->file, line, name->rule,
                            name->access);
                }
            }
        }
    }
    return wrong;
}

#endif
