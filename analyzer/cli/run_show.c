// SPDX-License-Identifier: Apache-2.0
//
// What `mynah run` shows to people.  Code and output are other people's words: they get to a
// terminal without control characters.

#include "cli/command.h"
#include "cli/run.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { OUTPUT_SHOWN = 4000 };

void mynah__run_show_event(void *self, const struct mynah_loop_event *event)
{
    (void)self;
    struct text text = { 0 };
    char piece[256];
    mynah__text_add_format(&text, "attempt %lld: ", (long long)event->attempt);
    if (event->state == MYNAH_LOOP_ENDED) {
        mynah__text_add(&text, mynah_loop_outcome_name(event->outcome));
    } else {
        mynah__text_add(&text, mynah_loop_state_name(event->state));
    }
    if (event->detail) {
        mynah_text_piece(event->detail, piece, sizeof piece);
        mynah__text_add_format(&text, ": %s", piece);
    }
    mynah__text_add_char(&text, '\n');
    mynah__print_text(&text);
    mynah__flush();
}

// Add lines, each behind `before`.
static void add_lines(struct text *text, const char *before, const char *lines)
{
    char piece[256];
    bool first = true;
    size_t start = text->size;
    while (*lines && text->size - start < OUTPUT_SHOWN) {
        lines = mynah_text_piece(lines, piece, sizeof piece);
        if (first) {
            mynah__text_add(text, before);
        }
        first = strcmp(piece, "\n") == 0;
        mynah__text_add(text, piece);
    }
    if (!first) {
        mynah__text_add_char(text, '\n');
    }
    if (*lines) {
        mynah__text_add_format(text, "%s... and %zu bytes more\n", before, strlen(lines));
    }
}

static void add_access(struct text *text, const struct mynah_channel_access *access)
{
    const bool writes = access->direction == MYNAH_DIRECTION_WRITE;
    const char *done = !access->channel ? "imported" : writes ? "wrote" : "read";
    const char *failed = !access->channel ? "import" : writes ? "write" : "read";
    char piece[128];
    mynah_text_piece(access->channel ? access->channel : access->api, piece, sizeof piece);
    mynah__text_add_format(text, "%s%s %s", access->error ? "did not " : "",
                           access->error ? failed : done, piece);
    if (access->value) {
        mynah_text_piece(access->value, piece, sizeof piece);
        mynah__text_add_format(text, " = %s", piece);
    }
    if (access->line) {
        mynah__text_add_format(text, " in line %lld", (long long)access->line);
    }
    if (access->error) {
        mynah_text_piece(access->error, piece, sizeof piece);
        mynah__text_add_format(text, ": %s", piece);
    }
    mynah__text_add_char(text, '\n');
}

bool mynah__run_show_result(const struct mynah_loop_result *result)
{
    struct text text = { 0 };
    const struct mynah_execution *execution = result->execution;
    for (size_t i = 0; execution && i < execution->access_count; i++) {
        add_access(&text, &execution->accesses[i]);
    }
    if (execution && execution->output) {
        add_lines(&text, "stdout: ", execution->output);
    }
    if (execution && execution->errors) {
        add_lines(&text, "stderr: ", execution->errors);
    }
    if (execution && execution->traceback) {
        add_lines(&text, "  ", execution->traceback);
    }
    if (execution && execution->results) {
        add_lines(&text, "results: ", execution->results);
    }
    return mynah__print_text(&text);
}

static void print_question(const struct mynah_question *question)
{
    struct text text = { 0 };
    const struct mynah_judgement *judgement = question->judgement;
    add_lines(&text, "    ", question->code);
    for (size_t i = 0; i < judgement->issue_count; i++) {
        const struct mynah_issue *issue = &judgement->issues[i];
        if (issue->verdict == MYNAH_VERDICT_ASK) {
            char piece[256];
            mynah_text_piece(issue->message, piece, sizeof piece);
            mynah__text_add_format(&text, "line %lld: %s: %s\n", (long long)issue->line,
                                   issue->rule, piece);
        }
    }
    fprintf(stderr, "%s%s", text.bytes ? text.bytes : "",
            judgement->confine ? "It will run in a container.\n" : "");
    mynah__text_finish(&text);
}

bool mynah__run_ask(void *self, const struct mynah_question *question,
                    enum mynah_approval *approval, struct mynah_error *error)
{
    (void)self, (void)error;
    char answer[16] = "";
    *approval = MYNAH_APPROVAL_LATER;
    if (!isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) {
        return true;
    }
    print_question(question);
    fprintf(stderr, "Run it? [y/N, l for later] ");
    if (fgets(answer, sizeof answer, stdin)) {
        *approval = *answer == 'y' || *answer == 'Y'   ? MYNAH_APPROVAL_APPROVED
                    : *answer == 'l' || *answer == 'L' ? MYNAH_APPROVAL_LATER
                                                       : MYNAH_APPROVAL_REJECTED;
    }
    return true;
}
