// SPDX-License-Identifier: Apache-2.0
// Channels that are reached past every Python library: by the tools of EPICS in a command, by a
// socket to a Channel Access or PV Access port, by loading the libraries.

#include "checks/internal.h"
#include "values/constants.h"

#include "core/text.h"

#include <string.h>

// clang-format off
const char *const mynah__channel_programs[] = {
    "caput", "caput-callback", "dbpf", "pvput", "pvxput", "tango_admin",
    "",
    "caget", "camonitor", "pvget", "pvmonitor", "pvxget", "pvxmonitor",
    NULL,
};

const char *const mynah__channel_ports[] = { "5064", "5065", "5075", "5076", NULL };

const char *const mynah__channel_libraries[] = {
    "ca", "libca", "libpvAccess", "libpvAccessCA", "libpvaClient", "libpvxs", "libtango",
    "pvAccess", "pvaClient", "pvxs", "tango",
    NULL,
};
// clang-format on

enum { WORDS_MAX = 64 };

// Words of a command, taken from text or from a list.
struct words {
    const char *at[WORDS_MAX];
    uint32_t count;
    bool more;
};

static void split(struct checks *checks, struct words *words, const char *text)
{
    while (*text && words->count < WORDS_MAX) {
        text += strspn(text, " \t\n'\"");
        size_t size = strcspn(text, " \t\n'\"");
        char *word = size ? mynah__arena_copy(checks->arena, text, size) : NULL;
        if (word) {
            words->at[words->count++] = word;
        }
        text += size;
    }
    words->more = words->more || *text;
}

static void collect(struct checks *checks, struct words *words, uint32_t set, int depth)
{
    struct engine *engine = checks->engine;
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        struct value value = engine->values[members[i]];
        if (value.kind == VALUE_STR) {
            split(checks, words, mynah__atom_bytes(engine, value.a));
        } else if (value.kind == VALUE_CONTAINER && depth > 0) {
            struct container container = *mynah__container(engine, members[i]);
            for (uint32_t k = 0; k < container.count; k++) {
                collect(checks, words, container.sets[k], depth - 1);
            }
        }
    }
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

// A program of the table that `words` run: the word at `at`.
struct started {
    const char *api;
    const struct words *words;
    const char *program;
    enum mynah_direction direction;
    uint32_t at;
};

static const char *channel_of(const struct started *started)
{
    const struct words *words = started->words;
    const char *channel = NULL;
    for (uint32_t i = started->at + 1; i < words->count && !channel; i++) {
        bool option = words->at[i][0] == '-' || (words->at[i][0] >= '0' && words->at[i][0] <= '9');
        bool again = strcmp(base_name(words->at[i]), started->program) == 0;
        channel = option || again ? NULL : words->at[i];
    }
    return channel;
}

static void report_program(struct checks *checks, const struct use *use,
                           const struct started *started)
{
    const char *channel = channel_of(started);
    struct mynah_access access = { .direction = started->direction,
                                   .channel = channel,
                                   .certain = channel != NULL && use->certain,
                                   .api = started->api };
    uint32_t node = mynah__checks_node(checks, use->site);
    const struct unit *unit = checks->engine->units[0];
    mynah__source_place(unit->source, unit->tree->nodes[node].start, &access.line, &access.column);
    mynah__report_add_access(checks->report, &access);
    bool write = access.direction == MYNAH_DIRECTION_WRITE;
    struct finding finding = {
        .rule = write ? "channel-write" : "channel-read",
        .confidence = MYNAH_CONFIDENCE_MEDIUM,
        .subject = channel,
        .message = mynah__arena_format(checks->arena, "%s runs %s on %s", started->api,
                                       started->program, channel ? channel : "a channel"),
    };
    mynah__checks_add(checks, use->site, &finding);
}

static bool find_program(struct checks *checks, const char *word, struct started *started)
{
    const char *name = base_name(word);
    started->direction = MYNAH_DIRECTION_WRITE;
    for (const char *const *program = mynah__channel_programs; *program; program++) {
        if (!**program) {
            started->direction = MYNAH_DIRECTION_READ;
        } else if (strcmp(name, *program) == 0 && *program != checks->engine->tables->without) {
            started->program = *program;
            return true;
        }
    }
    return false;
}

static void check_words(struct checks *checks, const struct use *use, const char *api)
{
    struct words words = { .count = 0 };
    for (uint32_t i = 0; i < use->arguments->count; i++) {
        collect(checks, &words, use->arguments->positional[i], 2);
    }
    collect(checks, &words, mynah__argument(checks->engine, use->arguments, 0, "args"), 2);
    for (uint32_t i = 0; i < words.count; i++) {
        struct started started = { .api = api, .words = &words, .at = i };
        if (find_program(checks, words.at[i], &started)) {
            report_program(checks, use, &started);
            return;
        }
    }
    if (words.more) {
        mynah__lose(checks->engine, use->site);
    }
}

static bool is_port(struct checks *checks, uint32_t set)
{
    struct engine *engine = checks->engine;
    uint32_t single = mynah__single(engine, set);
    if (single == UINT32_MAX || engine->values[single].kind != VALUE_INT) {
        return false;
    }
    struct text text = { 0 };
    mynah__repr(engine, single, &text);
    bool found = false;
    for (const char *const *port = mynah__channel_ports; text.bytes && *port; port++) {
        found = found || (strcmp(text.bytes, *port) == 0 && *port != engine->tables->without);
    }
    engine->arena->failed = engine->arena->failed || text.failed;
    mynah__text_finish(&text);
    return found;
}

static void check_socket(struct checks *checks, const struct use *use, const char *api)
{
    for (uint32_t i = 0; i < use->arguments->count; i++) {
        uint32_t address = use->arguments->positional[i];
        if (is_port(checks, address) ||
            is_port(checks, mynah__element(checks->engine, address, 1))) {
            mynah__check_channel_blind(checks, use, MYNAH_DIRECTION_WRITE, api);
            return;
        }
    }
}

static bool is_library(struct checks *checks, const char *name)
{
    for (const char *const *row = mynah__channel_libraries; *row; row++) {
        size_t size = strlen(*row);
        bool same = strncmp(name, *row, size) == 0 && (name[size] == '.' || !name[size]);
        if (same && *row != checks->engine->tables->without) {
            return true;
        }
    }
    return false;
}

static void check_library(struct checks *checks, const struct use *use, const char *api)
{
    struct words words = { .count = 0 };
    for (uint32_t i = 0; i < use->arguments->count; i++) {
        collect(checks, &words, use->arguments->positional[i], 1);
    }
    for (uint32_t i = 0; i < words.count; i++) {
        if (is_library(checks, base_name(words.at[i]))) {
            mynah__check_channel_blind(checks, use, MYNAH_DIRECTION_WRITE, api);
            return;
        }
    }
}

void mynah__check_command(struct checks *checks, const struct use *use, const char *name)
{
    static const char *const runners[] = { "os.",     "subprocess.", "asyncio.",  "pty.",
                                           "pexpect", "commands.",   "paramiko.", "fabric.",
                                           "invoke.", "sh." };
    if (strncmp(name, "socket.", 7) == 0 || strncmp(name, "asyncio.open_connection", 23) == 0) {
        check_socket(checks, use, name);
        return;
    }
    if (strncmp(name, "ctypes.", 7) == 0 || strncmp(name, "cffi.", 5) == 0) {
        check_library(checks, use, name);
        return;
    }
    const struct known *known =
        mynah__known(checks->engine, mynah__atom_text(checks->engine, name));
    for (size_t i = 0; known && known->powers && i < sizeof(runners) / sizeof(*runners); i++) {
        if (strncmp(name, runners[i], strlen(runners[i])) == 0) {
            check_words(checks, use, name);
            return;
        }
    }
}
