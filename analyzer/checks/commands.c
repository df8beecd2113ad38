// SPDX-License-Identifier: Apache-2.0
// Channels that are reached past every Python library: by the tools of EPICS in a command, by a
// socket to a Channel Access or PV Access port, by loading the libraries.

#include "checks/internal.h"

#include <string.h>

static const struct {
    const char *program;
    enum mynah_direction direction;
} programs[] = {
    { "caput", MYNAH_DIRECTION_WRITE },          { "pvput", MYNAH_DIRECTION_WRITE },
    { "caput-callback", MYNAH_DIRECTION_WRITE }, { "pvxput", MYNAH_DIRECTION_WRITE },
    { "dbpf", MYNAH_DIRECTION_WRITE },           { "tango_admin", MYNAH_DIRECTION_WRITE },
    { "caget", MYNAH_DIRECTION_READ },           { "pvget", MYNAH_DIRECTION_READ },
    { "camonitor", MYNAH_DIRECTION_READ },       { "pvmonitor", MYNAH_DIRECTION_READ },
    { "pvxget", MYNAH_DIRECTION_READ },
};

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
    uint32_t program;
    uint32_t at;
};

static const char *channel_of(const struct started *started)
{
    const struct words *words = started->words;
    const char *channel = NULL;
    for (uint32_t i = started->at + 1; i < words->count && !channel; i++) {
        bool option = words->at[i][0] == '-' || (words->at[i][0] >= '0' && words->at[i][0] <= '9');
        bool again = strcmp(base_name(words->at[i]), programs[started->program].program) == 0;
        channel = option || again ? NULL : words->at[i];
    }
    return channel;
}

static void report_program(struct checks *checks, const struct use *use,
                           const struct started *started)
{
    const char *channel = channel_of(started);
    struct mynah_access access = { .direction = programs[started->program].direction,
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
                                       programs[started->program].program,
                                       channel ? channel : "a channel"),
    };
    mynah__checks_add(checks, use->site, &finding);
}

static void check_words(struct checks *checks, const struct use *use, const char *api)
{
    struct words words = { .count = 0 };
    for (uint32_t i = 0; i < use->arguments->count; i++) {
        collect(checks, &words, use->arguments->positional[i], 2);
    }
    collect(checks, &words, mynah__argument(checks->engine, use->arguments, 0, "args"), 2);
    for (uint32_t i = 0; i < words.count; i++) {
        for (uint32_t p = 0; p < sizeof(programs) / sizeof(*programs); p++) {
            if (strcmp(base_name(words.at[i]), programs[p].program) == 0) {
                report_program(checks, use, &(struct started){ api, &words, p, i });
                return;
            }
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
    int64_t port = mynah__int(&engine->values[single]);
    return port == 5064 || port == 5065 || port == 5075 || port == 5076;
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

static void check_library(struct checks *checks, const struct use *use, const char *api)
{
    struct words words = { .count = 0 };
    for (uint32_t i = 0; i < use->arguments->count; i++) {
        collect(checks, &words, use->arguments->positional[i], 1);
    }
    for (uint32_t i = 0; i < words.count; i++) {
        const char *name = base_name(words.at[i]);
        if (strncmp(name, "libca", 5) == 0 || strncmp(name, "libpva", 6) == 0 ||
            strcmp(name, "ca") == 0 || strncmp(name, "libtango", 8) == 0) {
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
