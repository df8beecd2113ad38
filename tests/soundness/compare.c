// SPDX-License-Identifier: Apache-2.0
//
// Holds the label, the report and what happened against each other, two at a time.

#include "soundness.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct three {
    struct comparison *comparison;
    const struct snippet *snippet;
    const struct mynah_variant_label *label; // NULL: no label
    const struct mynah_report *report;
    const struct observed *observed;
};

// What does not agree, and where a fixture would say so.
struct place {
    enum disagreement what;
    int line;         // 0: nowhere
    const char *rule; // NULL: none
};

__attribute__((format(printf, 3, 4))) static void
differ(const struct three *three, struct place place, const char *format, ...)
{
    struct difference *difference = &three->comparison->differences[place.what];
    if (!difference->found) {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(difference->why, sizeof difference->why, format, arguments);
        va_end(arguments);
        snprintf(difference->rule, sizeof difference->rule, "%s", place.rule ? place.rule : "");
        difference->found = true;
        difference->line = place.line;
    }
}

static const char *shown(const char *text)
{
    return text ? text : "?";
}

static bool is_same(const char *left, const char *right)
{
    return left && right && strcmp(left, right) == 0;
}

// Whether two literals of Python are the same; numbers are compared by value.
static bool is_same_value(const char *left, const char *right)
{
    json_t *a = json_loads(left, JSON_DECODE_ANY, NULL);
    json_t *b = json_loads(right, JSON_DECODE_ANY, NULL);
    bool numbers = json_is_number(a) && json_is_number(b);
    double difference = json_number_value(a) - json_number_value(b);
    bool same = numbers ? !(difference < 0 || difference > 0) : strcmp(left, right) == 0;
    json_decref(a);
    json_decref(b);
    return same;
}

// Whether two values agree as far as they are known.
static bool may_be_same_value(const char *left, const char *right)
{
    return !left || !right || is_same_value(left, right);
}

static const char *last_word(const char *api)
{
    const char *dot = api ? strrchr(api, '.') : NULL;
    return dot ? dot + 1 : api;
}

// ## What is reported

static bool is_alarm(const struct mynah_finding *finding)
{
    return finding->severity >= MYNAH_SEVERITY_MEDIUM &&
           (finding->category == MYNAH_CATEGORY_CHANNEL ||
            finding->category == MYNAH_CATEGORY_RISK || finding->category == MYNAH_CATEGORY_OPAQUE);
}

// Return the first finding of a rule, or NULL; of any that is an alarm if `rule` is NULL.
static const struct mynah_finding *find_rule(const struct mynah_report *report, const char *rule)
{
    for (size_t i = 0; i < mynah_report_finding_count(report); i++) {
        const struct mynah_finding *finding = mynah_report_finding(report, i);
        if (rule ? strcmp(finding->rule, rule) == 0 : is_alarm(finding)) {
            return finding;
        }
    }
    return NULL;
}

// Rules about what may do anything.
static const char *const unbounded[] = { "code-runner", "dunder-gadget",  "module-loader",
                                         "native-code", "unsafe-marshal", "unsafe-pickle",
                                         "unsafe-yaml" };

static bool is_opaque(const struct mynah_report *report)
{
    for (size_t i = 0; i < sizeof unbounded / sizeof *unbounded; i++) {
        if (find_rule(report, unbounded[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < mynah_report_finding_count(report); i++) {
        const struct mynah_finding *finding = mynah_report_finding(report, i);
        if (finding->category == MYNAH_CATEGORY_OPAQUE && is_alarm(finding)) {
            return true;
        }
    }
    return false;
}

enum report_of { REPORTED_NOT, REPORTED_OPAQUE, REPORTED_NAMELESS, REPORTED_NAMED };

// Of a device the attribute may be left open; of a record the field VAL.
static enum report_of how_named(const char *reported, const char *channel)
{
    if (!reported || !channel) {
        return REPORTED_NAMELESS;
    }
    size_t rest = strlen(channel);
    if (strncmp(reported, channel, rest) == 0 && strcmp(reported + rest, ".VAL") == 0) {
        return REPORTED_NAMED;
    }
    size_t size = strlen(reported);
    return strcmp(reported, channel) == 0 ? REPORTED_NAMED
           : strncmp(reported, channel, size) == 0 && strchr("./", channel[size])
               ? REPORTED_NAMELESS
               : REPORTED_NOT;
}

// How well an access is reported: by the name of its channel, as some access, as anything opaque.
static enum report_of reported_access(const struct mynah_report *report,
                                      enum mynah_direction direction, const char *channel)
{
    enum report_of best = is_opaque(report) ? REPORTED_OPAQUE : REPORTED_NOT;
    for (size_t i = 0; i < mynah_report_access_count(report); i++) {
        const struct mynah_access *access = mynah_report_access(report, i);
        if (access->direction == direction) {
            enum report_of how = how_named(access->channel, channel);
            best = how > best ? how : best;
        }
    }
    return best;
}

// ## The label and the report

static void check_value(const struct three *three, const struct mynah_variant_access *write)
{
    int line = 0;
    const char *value = NULL;
    for (size_t i = 0; i < mynah_report_access_count(three->report); i++) {
        const struct mynah_access *access = mynah_report_access(three->report, i);
        if (access->direction == MYNAH_DIRECTION_WRITE &&
            is_same(access->channel, write->channel)) {
            if (may_be_same_value(access->value, write->value) &&
                (!write->line || access->line == write->line)) {
                return;
            }
            line = access->line;
            value = access->value;
        }
    }
    differ(three, (struct place){ DISAGREE_VALUE, write->line, NULL },
           "%s = %s in line %d is reported as %s in line %d", write->channel, shown(write->value),
           write->line, shown(value), line);
}

static void check_write(const struct three *three, const struct mynah_variant_access *write)
{
    enum report_of how = reported_access(three->report, write->direction, write->channel);
    three->comparison->nameable += three->label->resolvable;
    three->comparison->named +=
        three->label->resolvable && how >= (write->channel ? REPORTED_NAMED : REPORTED_NAMELESS);
    if (how == REPORTED_NOT) {
        differ(three, (struct place){ DISAGREE_SILENT, write->line, "channel-write" },
               "the write of %s by %s is not reported", shown(write->channel), shown(write->api));
    } else if (how == REPORTED_NAMED && write->channel) {
        check_value(three, write);
    }
}

static void check_accesses(const struct three *three)
{
    for (size_t i = 0; i < three->label->access_count; i++) {
        const struct mynah_variant_access *access = &three->label->accesses[i];
        if (access->direction == MYNAH_DIRECTION_WRITE) {
            check_write(three, access);
        } else if (reported_access(three->report, access->direction, access->channel) ==
                   REPORTED_NOT) {
            differ(three, (struct place){ DISAGREE_READ, access->line, "channel-read" },
                   "the read of %s by %s is not reported", shown(access->channel),
                   shown(access->api));
        }
    }
}

// Rules about risks only: the others are asked for as what they are.
static bool is_risk(const char *rule)
{
    const struct mynah_rule *row = mynah_rule_find(rule);
    return !row || row->category == MYNAH_CATEGORY_RISK;
}

static bool has_alarm(const struct mynah_variant_label *label)
{
    for (size_t i = 0; i < label->rule_count; i++) {
        const struct mynah_rule *row = mynah_rule_find(label->rules[i]);
        if (!row ||
            (row->severity >= MYNAH_SEVERITY_MEDIUM &&
             (row->category == MYNAH_CATEGORY_RISK || row->category == MYNAH_CATEGORY_CHANNEL ||
              row->category == MYNAH_CATEGORY_OPAQUE))) {
            return true;
        }
    }
    return false;
}

static bool has_risk(const struct mynah_variant_label *label)
{
    for (size_t i = 0; i < label->rule_count; i++) {
        if (is_risk(label->rules[i])) {
            return true;
        }
    }
    return false;
}

static void check_rules(const struct three *three)
{
    const struct mynah_variant_label *label = three->label;
    for (size_t i = 0; i < label->rule_count; i++) {
        const char *rule = label->rules[i];
        if (!is_risk(rule)) {
            continue;
        }
        const struct mynah_rule *row = mynah_rule_find(rule);
        bool named = find_rule(three->report, rule) != NULL;
        bool minor = row && row->severity < MYNAH_SEVERITY_MEDIUM;
        three->comparison->nameable += label->resolvable;
        three->comparison->named += label->resolvable && named;
        // What cannot be told from the text can be told for a risk only, not for a low one.
        bool excused = minor ? !label->resolvable : find_rule(three->report, NULL) != NULL;
        if (!named && !excused) {
            differ(three, (struct place){ DISAGREE_SILENT, 0, rule }, "the risk %s is not reported",
                   rule);
        }
    }
}

static void check_alarms(const struct three *three)
{
    const struct mynah_variant_label *label = three->label;
    three->comparison->harmless = !has_alarm(label) && (label->verdict == MYNAH_VERDICT_ALLOW ||
                                                        label->verdict == MYNAH_VERDICT_RETRY);
    const struct mynah_finding *finding = find_rule(three->report, NULL);
    if (three->comparison->harmless && finding) {
        differ(three, (struct place){ DISAGREE_FALSE_ALARM, finding->line, finding->rule },
               "%s: %s", finding->rule, finding->message);
    }
}

static void compare_label(const struct three *three)
{
    const struct mynah_variant_label *label = three->label;
    const struct mynah_report *report = three->report;
    bool parses = mynah_report_parses(report);
    if (parses != label->parses) {
        differ(three, (struct place){ DISAGREE_SYNTAX, 0, NULL }, "it %s, and is said to %s",
               label->parses ? "compiles" : "does not compile", parses ? "do so" : "not do so");
        return;
    }
    // What cannot be told from the text may turn out to be harmless.
    bool open = !label->resolvable && !label->access_count && !has_alarm(label);
    if (mynah_report_verdict(report) != label->verdict && !open) {
        differ(three, (struct place){ DISAGREE_VERDICT, 0, NULL },
               "the verdict is %s, and has to be %s",
               mynah_verdict_name(mynah_report_verdict(report)),
               mynah_verdict_name(label->verdict));
    }
    if (!parses) {
        return;
    }
    if (mynah_report_results(report) != label->results) {
        differ(three, (struct place){ DISAGREE_RESULTS, 0, NULL },
               "`results` is bound: %s; it is said: %s", shown(mynah_results_name(label->results)),
               shown(mynah_results_name(mynah_report_results(report))));
    }
    check_accesses(three);
    check_rules(three);
    check_alarms(three);
}

// ## What happened and the report

// The rules that are about what was done.
static const struct {
    enum event_kind kind;
    const char *name;
    const char *rules[12];
} effects[] = {
    { EVENT_SPAWN,
      "a process was started",
      { "cgi-handler", "process-spawn", "remote-command", "shell-argument", "shell-command",
        "subprocess-call", "subprocess-shell", "worker-process" } },
    { EVENT_DELETE, "a file was deleted", { "archive-extract", "file-delete" } },
    { EVENT_CONNECT,
      "a connection was made",
      { "cleartext-protocol", "config-listener", "insecure-snmp", "network-request",
        "network-server", "network-socket", "remote-command", "tls-old-version", "tls-unverified",
        "worker-process" } },
    { EVENT_KILL, "a process was ended", { "process-kill", "signal-handler" } },
    { EVENT_NATIVE, "native code was loaded", { "native-code" } },
    { EVENT_OPEN,
      "a file outside was changed",
      { "archive-extract", "file-write", "sensitive-file" } },
};

enum { EFFECTS = sizeof effects / sizeof *effects };

static int effect_of(enum event_kind kind)
{
    for (int i = 0; i < EFFECTS; i++) {
        if (effects[i].kind == kind) {
            return i;
        }
    }
    return -1;
}

static bool effect_is_reported(const struct mynah_report *report, int effect)
{
    for (size_t i = 0; effects[effect].rules[i]; i++) {
        if (find_rule(report, effects[effect].rules[i])) {
            return true;
        }
    }
    return is_opaque(report);
}

static void compare_run(const struct three *three)
{
    const struct observed *observed = three->observed;
    const struct mynah_report *report = three->report;
    if (observed->complete &&
        (strcmp(observed->how, "syntax") == 0) == mynah_report_parses(report)) {
        differ(three, (struct place){ DISAGREE_SYNTAX, 0, NULL }, "CPython %s it",
               mynah_report_parses(report) ? "does not compile" : "compiles");
        return;
    }
    for (size_t i = 0; i < observed->event_count; i++) {
        const struct event *event = &observed->events[i];
        int effect = effect_of(event->kind);
        if (event->kind == EVENT_WRITE &&
            reported_access(report, MYNAH_DIRECTION_WRITE, event->channel) == REPORTED_NOT) {
            differ(three, (struct place){ DISAGREE_SILENT_RUN, event->line, "channel-write" },
                   "%s has written %s", shown(event->api), shown(event->channel));
        } else if (effect >= 0 && !effect_is_reported(report, effect)) {
            differ(three,
                   (struct place){ DISAGREE_SILENT_RUN, event->line, effects[effect].rules[0] },
                   "%s: %s", effects[effect].name, shown(event->api));
        }
    }
    bool never = mynah_report_results(report) == MYNAH_RESULTS_NEVER;
    bool always = mynah_report_results(report) == MYNAH_RESULTS_ALWAYS;
    bool unbound = is_same(observed->results, "unbound");
    if (observed->results && ((never && !unbound) || (always && unbound))) {
        differ(three, (struct place){ DISAGREE_RESULTS, 0, NULL },
               "CPython leaves `results` %s; it is said: %s", unbound ? "unbound" : "bound",
               mynah_results_name(mynah_report_results(report)));
    }
}

// ## What happened and the label

// Whether one is the other, or a field or attribute of it.
static bool is_same_channel(const char *left, const char *right)
{
    size_t size = strlen(left) < strlen(right) ? strlen(left) : strlen(right);
    const char *longer = strlen(left) > size ? left : right;
    return strncmp(left, right, size) == 0 && strchr("./", longer[size]);
}

static bool is_that_write(const struct event *event, const struct mynah_variant_access *write)
{
    bool same = is_same(last_word(event->api), last_word(write->api));
    if (write->direction != MYNAH_DIRECTION_WRITE) {
        return false;
    }
    if (event->kind != EVENT_WRITE) {
        return event->kind == EVENT_TOUCH && same;
    }
    if (event->channel && write->channel) {
        return is_same_channel(event->channel, write->channel) &&
               may_be_same_value(event->value, write->value);
    }
    return same || !event->api || !write->api || !event->channel;
}

// Return whether it was done; if not in the line that the label names, `*line` is that where it
// was.
static bool has_happened(const struct observed *observed, const struct mynah_variant_access *write,
                         int *line)
{
    bool happened = is_same(last_word(write->api), "*"); // by setting something, which nobody sees
    *line = 0;
    for (size_t i = 0; i < observed->event_count; i++) {
        const struct event *event = &observed->events[i];
        if (is_that_write(event, write)) {
            happened = true;
            if (event->line == 0 || event->line == write->line) {
                *line = 0;
                return true;
            }
            *line = event->line;
        }
    }
    return happened;
}

static bool is_labelled(const struct mynah_variant_label *label, const struct event *event)
{
    for (size_t i = 0; i < label->access_count; i++) {
        if (is_that_write(event, &label->accesses[i])) {
            return true;
        }
    }
    return event->kind != EVENT_WRITE && label->rule_count > 0;
}

// Whether what stands in for a control system may be to blame for an exception.
static bool is_unmocked(const struct mynah_variant_label *label, const struct observed *observed)
{
    static const char *const types[] = { "AttributeError", "FileNotFoundError",   "IndexError",
                                         "KeyError",       "NotImplementedError", "OSError",
                                         "RuntimeError",   "StopIteration",       "TypeError",
                                         "ValueError" };
    for (size_t i = 0; label->module && !label->raises && i < sizeof types / sizeof *types; i++) {
        if (is_same(observed->type, types[i])) {
            return true;
        }
    }
    bool open = is_same(label->raises, "?") && is_same(observed->how, "raised");
    bool caught = observed->caught && !is_same(observed->how, "raised");
    return open || caught || is_same(observed->how, "unmocked");
}

// Nothing comes behind what the witness refuses.
static bool is_cut_short(const struct observed *observed)
{
    for (size_t i = 0; i < observed->event_count; i++) {
        if (effect_of(observed->events[i].kind) >= 0) {
            return true;
        }
    }
    return observed->timed_out || !observed->complete;
}

// Whether the line was run, or anything that no line of the snippet has called.
static bool was_run(const struct observed *observed, int line)
{
    for (size_t i = 0; i < observed->event_count; i++) {
        if (observed->events[i].line == 0) {
            return true;
        }
    }
    for (size_t i = 0; i < observed->line_count; i++) {
        if (observed->lines[i] == line) {
            return true;
        }
    }
    return false;
}

// What the label says was done, to the end that it names.
static void check_done(const struct three *three)
{
    const struct mynah_variant_label *label = three->label;
    const struct observed *observed = three->observed;
    for (size_t i = 0; i < label->access_count; i++) {
        const struct mynah_variant_access *write = &label->accesses[i];
        int line;
        bool happened = has_happened(observed, write, &line);
        // What is handed over in the line of the label may be called from elsewhere.
        if (write->direction == MYNAH_DIRECTION_WRITE && happened && line &&
            !was_run(observed, write->line)) {
            differ(three, (struct place){ DISAGREE_LABEL, write->line, NULL },
                   "%s is written in line %d, not in line %d", shown(write->channel), line,
                   write->line);
        }
        if (write->direction == MYNAH_DIRECTION_WRITE && !happened) {
            differ(three, (struct place){ DISAGREE_LABEL, write->line, NULL },
                   "CPython has not written %s = %s, %s; it ends by %s %s", shown(write->channel),
                   shown(write->value), shown(write->api), observed->how,
                   observed->type ? observed->type : "");
        }
    }
    if (label->line && has_risk(label) && !was_run(observed, label->line)) {
        differ(three, (struct place){ DISAGREE_LABEL, label->line, NULL },
               "CPython has not run line %d; it ends by %s %s", label->line, observed->how,
               observed->type ? observed->type : "");
    }
    bool raised = is_same(observed->how, "raised");
    bool open = is_same(label->raises, "?"); // that depends on what is there
    if (!open && (raised ? !is_same(label->raises, observed->type) : label->raises != NULL)) {
        differ(three, (struct place){ DISAGREE_LABEL, 0, NULL }, "CPython ends by %s %s, not by %s",
               observed->how, shown(observed->type), label->raises ? label->raises : "its end");
    }
}

static void compare_label_with_run(const struct three *three)
{
    const struct mynah_variant_label *label = three->label;
    const struct observed *observed = three->observed;
    bool compiles = !is_same(observed->how, "syntax");
    if (observed->complete && compiles != label->parses) {
        differ(three, (struct place){ DISAGREE_LABEL, 0, NULL }, "CPython %s it",
               compiles ? "compiles" : "does not compile");
        return;
    }
    for (size_t i = 0; i < observed->event_count; i++) {
        const struct event *event = &observed->events[i];
        bool effect = event->kind == EVENT_WRITE || effect_of(event->kind) >= 0;
        if (effect && (!label->executes || !is_labelled(label, event))) {
            differ(three, (struct place){ DISAGREE_LABEL, event->line, NULL },
                   "CPython: %s of %s = %s in line %d%s", shown(event->api), shown(event->channel),
                   shown(event->value), event->line,
                   label->executes ? ", which is not in the label" : ", which does not execute");
        }
    }
    three->comparison->unmocked = compiles && is_unmocked(label, observed);
    if (compiles && label->executes && !is_cut_short(observed) && !three->comparison->unmocked) {
        check_done(three);
    }
    bool unbound = is_same(observed->results, "unbound");
    if (observed->results && ((label->results == MYNAH_RESULTS_NEVER && !unbound) ||
                              (label->results == MYNAH_RESULTS_ALWAYS && unbound))) {
        differ(three, (struct place){ DISAGREE_LABEL, 0, NULL }, "CPython leaves `results` %s",
               unbound ? "unbound" : "bound");
    }
}

static void compare(struct comparison *comparison, const struct snippet *snippet,
                    const struct mynah_report *report, const struct observed *observed)
{
    *comparison = (struct comparison){ .harmless = false };
    const struct three three = { comparison, snippet, snippet->labelled ? &snippet->label : NULL,
                                 report, observed };
    if (three.label) {
        compare_label(&three);
    }
    if (observed && observed->ran) {
        compare_run(&three);
    }
    if (three.label && observed && observed->ran) {
        compare_label_with_run(&three);
    }
}

bool judge(const struct judges *judges, const struct snippet *snippet,
           const struct observed *observed, struct comparison *comparison,
           struct mynah_error *error)
{
    struct mynah_report *report =
        mynah_analyzer_check(judges->analyzer, snippet->code, snippet->size, error);
    if (report) {
        compare(comparison, snippet, report, observed);
    }
    mynah_report_destroy(report);
    return report != NULL;
}
