// SPDX-License-Identifier: Apache-2.0
//
// `mynah serve`: a chat model on a loopback port, until it is told to stop.

#include "cli/command.h"
#include "core/json.h"

#include <mynah/cassette.h>
#include <mynah/extract.h>
#include <mynah/wire.h>

#include <signal.h>
#include <stdio.h>

struct serve {
    int port;
    const char *address;
    const char *scenario;
    const char *behavior;
    int form;
    const char *replay;
    const char *record;
    const char *cassette;
    bool strict;
    int seed;
    int journal;
    int journal_mib;
    bool log;
};

static const char *const forms[] = { "fenced", "tool-call", "bare", NULL };

enum { JOURNAL_LIMIT = 1000, JOURNAL_MIB = 64, LINE_MOST = 2000 };

// clang-format off
#define AT(member) offsetof(struct serve, member)

static const struct option_row options[] = {
    { "scenario", OPTION_TEXT, AT(scenario), "FILE", "answer as the scenario says", NULL },
    { "behavior", OPTION_TEXT, AT(behavior), "NAME", "answer with the code of this behaviour", NULL },
    { "form", OPTION_WORD, AT(form), "FORM", "fenced, tool-call or bare", forms },
    { "replay", OPTION_TEXT, AT(replay), "FILE", "answer as the cassette says", NULL },
    { "strict", OPTION_FLAG, AT(strict), NULL, "with --replay: the same requests, each once", NULL },
    { "record", OPTION_TEXT, AT(record), "URL", "pass on to a real endpoint", NULL },
    { "cassette", OPTION_TEXT, AT(cassette), "FILE", "with --record: keep what was said", NULL },
    { "port", OPTION_NUMBER, AT(port), "N", "listen here; 0, a free one, by default", NULL },
    { "address", OPTION_TEXT, AT(address), "IP", "listen there; 127.0.0.1 by default", NULL },
    { "seed", OPTION_NUMBER, AT(seed), "N", "make ids and jitter from this number", NULL },
    { "journal", OPTION_NUMBER, AT(journal), "N", "keep so many calls; 1000 by default", NULL },
    { "journal-mib", OPTION_NUMBER, AT(journal_mib), "N", "and at most so many MiB of them; 64 by default", NULL },
    { "log", OPTION_FLAG, AT(log), NULL, "show the calls that were kept, at the end", NULL },
    { .name = NULL },
};
// clang-format on

#undef AT

// 2026-01-01T00:00:00Z: answers say that they were made about then.
static const int64_t start = INT64_C(1767225600) * MYNAH_SECOND;

// ## Who answers

struct answering {
    struct mynah_world *world;
    struct mynah_provider *provider;
    struct mynah_scenario *scenario;
};

static bool make_mock(const struct serve *serve, struct answering *answering)
{
    static const enum mynah_code_form form_of[] = { MYNAH_AS_FENCED, MYNAH_AS_TOOL_CALL,
                                                    MYNAH_AS_BARE };
    const struct mynah_step always = { .times = MYNAH_ALWAYS };
    struct mynah_error error;
    answering->provider = mynah_provider_create(answering->world, NULL, &error);
    if (!answering->provider ||
        !mynah_provider_add_behavior(answering->provider, serve->behavior, form_of[serve->form],
                                     &always, &error)) {
        mynah__complain_error(NULL, &error);
        return false;
    }
    return true;
}

static bool make_answering(const struct serve *serve, struct answering *answering)
{
    struct mynah_error error;
    int ways = (serve->scenario != NULL) + (serve->behavior != NULL) + (serve->replay != NULL) +
               (serve->record != NULL);
    if (ways != 1) {
        mynah__complain("serve: one of --scenario, --behavior, --replay and --record says what to "
                        "answer");
        return false;
    }
    if ((serve->form && !serve->behavior) || (serve->strict && !serve->replay)) {
        mynah__complain("serve: --form belongs to --behavior, --strict to --replay");
        return false;
    }
    if ((serve->record != NULL) != (serve->cassette != NULL)) {
        mynah__complain("serve: --record URL and --cassette FILE go together");
        return false;
    }
    const struct mynah_world_options world = {
        // What came over the wire is one call, what the mock was asked another.
        .journal_limit = 2 * (size_t)(serve->journal ? serve->journal : JOURNAL_LIMIT),
        .journal_bytes = (size_t)(serve->journal_mib ? serve->journal_mib : JOURNAL_MIB) << 20,
        .start = start,
    };
    answering->world = mynah_world_create(&world, &error);
    if (!answering->world) {
        mynah__complain_error(NULL, &error);
        return false;
    }
    if (serve->record) {
        answering->provider = mynah_provider_create(answering->world, NULL, &error);
        return answering->provider || (mynah__complain_error(NULL, &error), false);
    }
    if (serve->behavior) {
        return make_mock(serve, answering);
    }
    if (serve->scenario) {
        answering->scenario = mynah_scenario_load(answering->world, serve->scenario, &error);
    } else {
        const struct mynah_replay_options replay = { .loose = !serve->strict };
        answering->provider =
            mynah_cassette_replay(answering->world, serve->replay, &replay, &error);
    }
    if (!answering->scenario && !answering->provider) {
        mynah__complain_error(serve->scenario ? serve->scenario : serve->replay, &error);
        return false;
    }
    return true;
}

// ## Serving

static bool announce(const struct mynah_server *server)
{
    struct text line = { 0 };
    mynah__text_add(&line, "{\"openai\": ");
    mynah__json_string(&line, mynah_server_openai_url(server));
    mynah__text_add(&line, ", \"anthropic\": ");
    mynah__json_string(&line, mynah_server_url(server));
    mynah__text_add(&line, "}\n");
    return mynah__print_text(&line) && mynah__flush();
}

static void show_calls(const struct mynah_server *server)
{
    const struct mynah_journal *journal = mynah_server_requests(server);
    const struct mynah_query wire = { .stand_in = "server" };
    struct mynah_entry entry = { 0 };
    char line[LINE_MOST];
    while (mynah_journal_next(journal, &wire, &entry)) {
        mynah_entry_show(&entry, line, sizeof line);
        fprintf(stderr, "%s\n", line);
    }
}

static void report(const struct serve *serve, const struct mynah_server *server)
{
    const struct mynah_journal *journal = mynah_server_requests(server);
    size_t dropped = mynah_journal_dropped(journal);
    if (serve->log) {
        show_calls(server);
    }
    if (dropped) {
        fprintf(stderr, "mynah: the journal has dropped %zu of %zu entries\n", dropped,
                mynah_journal_calls(journal, NULL));
    }
}

static int serve_until_told(const struct serve *serve, const struct answering *answering)
{
    const struct mynah_server_options settings = {
        .provider = answering->provider,
        .scenario = answering->scenario,
        .address = serve->address,
        .port = serve->port,
        .seed = (uint64_t)serve->seed,
        .upstream = serve->record,
    };
    struct mynah_error error;
    sigset_t stops;
    int signal_number, exit_code = EXIT_FINE;
    // Blocked before the server's thread is made, so that only sigwait() gets them.
    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &stops, NULL);
    struct mynah_server *server = mynah_server_start(&settings, &error);
    if (!server) {
        return mynah__complain_error(NULL, &error);
    }
    if (announce(server)) {
        sigwait(&stops, &signal_number);
        report(serve, server);
        if (serve->record && !mynah_server_save(server, serve->cassette, &error)) {
            exit_code = mynah__complain_error(serve->cassette, &error);
        }
    } else {
        exit_code = EXIT_TROUBLE;
    }
    mynah_server_stop(server);
    return exit_code;
}

static int run(void *filled, struct list operands)
{
    const struct serve *serve = filled;
    struct answering answering = { .world = NULL };
    (void)operands;
    int exit_code = EXIT_TROUBLE;
    if (make_answering(serve, &answering)) {
        exit_code = serve_until_told(serve, &answering);
    }
    mynah_scenario_destroy(answering.scenario);
    mynah_world_destroy(answering.world);
    return exit_code;
}

const struct command mynah__command_serve = {
    .name = "serve",
    .summary = "Answer over HTTP as OpenAI and Anthropic do, by a scenario.",
    .details =
        "The first line on stdout is JSON with the base URLs for the SDKs.  Ends with SIGTERM, "
        "SIGINT\nor SIGHUP.  docs/wire.md describes scenarios.",
    .options = options,
    .size = sizeof(struct serve),
    .run = run,
};
