// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_TESTS_LOOP_STAGES_H
#define MYNAH_TESTS_LOOP_STAGES_H

// A loop with stages that do what a table says.

#include <mynah/loop.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

// Stages of which each answers by one letter of its script; the last letter stays.
struct stages {
    const char *generator; // c: code  e: error
    const char *checker;   // a: allow  k: ask  d: deny  r: retry  c: allow, confined  e: error
    const char *approver;  // y: yes  n: no  l: later  e: error
    const char *executor;  // s: success  z: raises  v: violation  m: no results  e: error
    const char *policy;
    char log[64]; // g, c, a, x: who was asked, in order
    size_t failures_told;
    bool confined;
    jmp_buf *jump; // the approver jumps away
};

static inline void note(struct stages *stages, char who)
{
    size_t used = strlen(stages->log);
    assert_true(used + 1 < sizeof stages->log);
    stages->log[used] = who;
}

static inline char next(const char **script)
{
    char letter = (*script)[0];
    *script += (*script)[1] != '\0';
    return letter;
}

static inline char *generate(void *self, const struct mynah_request *request,
                             const struct mynah_failure *failures, size_t count,
                             struct mynah_error *error)
{
    struct stages *stages = self;
    (void)request;
    note(stages, 'g');
    stages->failures_told = count;
    for (size_t i = 0; i < count; i++) {
        assert_non_null(failures[i].type);
        assert_non_null(failures[i].message);
        assert_int_equal(failures[i].attempt, i + 1);
    }
    if (next(&stages->generator) == 'e') {
        mynah_error_set(error, MYNAH_ERROR_SCRIPTED, "the model is overloaded");
        return NULL;
    }
    char code[40];
    snprintf(code, sizeof code, "results = {'n': %zu}\n", count);
    char *copy = mynah_copy_text(code);
    if (!copy) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return copy;
}

static inline struct mynah_judgement *check(void *self, const char *code, size_t size,
                                            struct mynah_error *error)
{
    struct stages *stages = self;
    char letter = next(&stages->checker);
    note(stages, 'c');
    assert_int_equal(strlen(code), size);
    struct mynah_issue issues[] = {
        { MYNAH_VERDICT_ALLOW, "a-rule", "a message", 1 },
        { MYNAH_VERDICT_ALLOW, "b-rule", "b message", 2 },
    };
    struct mynah_judgement judgement = { .policy = stages->policy,
                                         .issues = issues,
                                         .issue_count = letter == 'a' ? 0 : 2,
                                         .confine = letter == 'c' };
    if (letter == 'e') {
        mynah_error_set(error, MYNAH_ERROR_LIMIT, "too much code");
        return NULL;
    }
    judgement.verdict = letter == 'k'   ? MYNAH_VERDICT_ASK
                        : letter == 'd' ? MYNAH_VERDICT_DENY
                        : letter == 'r' ? MYNAH_VERDICT_RETRY
                                        : MYNAH_VERDICT_ALLOW;
    issues[0].verdict = issues[1].verdict = judgement.verdict;
    return mynah_record_copy(mynah_judgement_shape(), &judgement, error);
}

static inline bool approve(void *self, const struct mynah_question *question,
                           enum mynah_approval *approval, struct mynah_error *error)
{
    struct stages *stages = self;
    note(stages, 'a');
    assert_int_equal(strlen(question->sha256), 64);
    assert_int_equal(question->judgement->verdict, MYNAH_VERDICT_ASK);
    if (stages->jump) {
        longjmp(*stages->jump, 1);
    }
    char letter = next(&stages->approver);
    *approval = letter == 'y'   ? MYNAH_APPROVAL_APPROVED
                : letter == 'n' ? MYNAH_APPROVAL_REJECTED
                                : MYNAH_APPROVAL_LATER;
    return letter != 'e' || mynah_error_set(error, MYNAH_ERROR_IO, "nobody is there");
}

static inline struct mynah_execution *execute(void *self, const struct mynah_job *job,
                                              struct mynah_error *error)
{
    struct stages *stages = self;
    char letter = next(&stages->executor);
    note(stages, 'x');
    stages->confined = job->confine;
    const struct mynah_channel_access accesses[] = {
        { .number = 1, .direction = MYNAH_DIRECTION_READ, .channel = "R", .value = "1" },
        { .number = 2, .direction = MYNAH_DIRECTION_WRITE, .channel = "W", .value = "1.50" },
        { .number = 3,
          .direction = MYNAH_DIRECTION_WRITE,
          .channel = "V",
          .value = "9",
          .error = "it is off" },
    };
    struct mynah_execution execution = { .results = "{}", .accesses = accesses, .access_count = 3 };
    if (letter == 'e') {
        mynah_error_set(error, MYNAH_ERROR_CONFIG, "no interpreter");
        return NULL;
    }
    if (letter != 's') {
        execution = (struct mynah_execution){
            .status = letter == 'v'   ? MYNAH_EXECUTION_VIOLATION
                      : letter == 'm' ? MYNAH_EXECUTION_RESULTS
                                      : MYNAH_EXECUTION_RAISED,
            .type = letter == 'v'   ? "ChannelLimitsViolationError"
                    : letter == 'm' ? "missing-results"
                                    : "ZeroDivisionError",
            .message = "division by zero",
            .line = 1,
            .traceback = "Traceback",
        };
    }
    return mynah_record_copy(mynah_execution_shape(), &execution, error);
}

static const struct mynah_request request = { .user_query = "Set it \"now\"",
                                              .task_objective = "a test",
                                              .execution_folder_name = "test" };

static inline struct mynah_loop *make_loop(struct mynah_world *world, struct stages *stages,
                                           struct mynah_loop_options options)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    stages->generator = stages->generator ? stages->generator : "c";
    stages->checker = stages->checker ? stages->checker : "a";
    stages->executor = stages->executor ? stages->executor : "s";
    options.generator = (struct mynah_code_generator){ .generate = generate, .self = stages };
    options.checker = (struct mynah_code_checker){ .check = check, .self = stages };
    options.executor = (struct mynah_code_executor){ .execute = execute, .self = stages };
    if (stages->approver) {
        options.approver = (struct mynah_approver){ .approve = approve, .self = stages };
    }
    struct mynah_loop *loop = mynah_loop_create(world, &options, &error);
    if (!loop) {
        fail_msg("%s", error.text);
    }
    return loop;
}

static inline struct mynah_loop_result *run(struct mynah_loop *loop)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_loop_result *result = mynah_loop_run(loop, &request, &error);
    if (!result) {
        fail_msg("%s", error.text);
    }
    return result;
}

#endif
