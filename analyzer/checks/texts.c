// SPDX-License-Identifier: Apache-2.0
// What stands in the text itself: secrets, names in mixed alphabets, characters that reorder lines.

#include "checks/internal.h"

#include "core/utf8.h"

#include <string.h>

static bool is_upper_or_digit(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_word(char c)
{
    return is_upper_or_digit(c) || (c >= 'a' && c <= 'z') || c == '_' || c == '-';
}

// Known forms of keys: how they begin, and how many letters follow at least.
static const struct {
    const char *start;
    size_t more;
} forms[] = {
    { "AKIA", 16 },
    { "ASIA", 16 },
    { "ghp_", 36 },
    { "gho_", 36 },
    { "github_pat_", 22 },
    { "glpat-", 20 },
    { "xoxb-", 10 },
    { "xoxp-", 10 },
    { "sk-", 20 },
    { "AIza", 35 },
    { "-----BEGIN RSA PRIVATE KEY", 0 },
    { "-----BEGIN PRIVATE KEY", 0 },
    { "-----BEGIN OPENSSH PRIVATE KEY", 0 },
    { "-----BEGIN EC PRIVATE KEY", 0 },
};

static bool has_key(const char *text)
{
    for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
        const char *at = strstr(text, forms[i].start);
        size_t more = 0;
        for (const char *end = at ? at + strlen(forms[i].start) : ""; is_word(*end); end++) {
            more++;
        }
        if (at && more >= forms[i].more && (at == text || !is_word(at[-1]))) {
            return true;
        }
    }
    return false;
}

static bool same_letters(const char *text, size_t size, const char *word)
{
    for (size_t i = 0; i < size; i++) {
        char c = text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] | 32) : text[i];
        if (c != word[i] || word[i] == 0) {
            return false;
        }
    }
    return word[size] == 0;
}

bool mynah__has_part(const char *name, const char *const *words)
{
    while (*name) {
        size_t size = strcspn(name, "_");
        for (size_t i = 0; words[i]; i++) {
            if (same_letters(name, size, words[i])) {
                return true;
            }
        }
        name += size;
        name += *name == '_';
    }
    return false;
}

static bool names_secret(const char *name, const char *text)
{
    static const char *const passwords[] = { "password", "passwd", "pwd",    "passphrase",
                                             "passwort", "pass",   "dbpass", NULL };
    static const char *const secrets[] = { "secret", "token", "apikey", "secretkey", NULL };
    bool digit = false;
    bool blank = strchr(text, ' ') != NULL;
    size_t size = strlen(text);
    for (const char *c = text; *c; c++) {
        digit = digit || (*c >= '0' && *c <= '9');
    }
    if (size == 0 || blank || strstr(text, "://") || text[0] == '$' || text[0] == '<' ||
        text[0] == '{' || text[0] == '/') {
        return false;
    }
    bool last = name[strlen(name) - 1] == '_';
    const char *tail = strrchr(name, '_');
    bool is_password = !last && mynah__has_part(tail ? tail + 1 : name, passwords) && size > 2;
    bool is_secret = mynah__has_part(name, secrets) && digit && size >= 8;
    bool is_key = strstr(name, "api_key") || strstr(name, "API_KEY") ||
                  strstr(name, "access_key") || strstr(name, "ACCESS_KEY");
    return is_password || is_secret || (is_key && digit && size >= 8);
}

void mynah__check_constant(struct checks *checks, const struct use *use)
{
    struct engine *engine = checks->engine;
    const char *name = mynah__atom_bytes(engine, use->name);
    const char *text = mynah__atom_bytes(engine, engine->values[use->value].a);
    if (!*name || strcmp(name, text) == 0 || !names_secret(name, text)) {
        return;
    }
    struct finding finding = { .rule = "hardcoded-password",
                               .confidence = MYNAH_CONFIDENCE_MEDIUM,
                               .subject = name };
    mynah__checks_add(checks, use->site, &finding);
}

static bool is_cyrillic(uint32_t point)
{
    return (point >= 0x400 && point <= 0x52F) || point == 0x3BF || point == 0x39F;
}

static bool mixes_scripts(const char *text, uint32_t size)
{
    bool latin = false;
    bool other = false;
    for (uint32_t at = 0; at < size;) {
        uint32_t point;
        size_t used = mynah__utf8_read(text + at, size - at, &point);
        latin = latin || (point < 128 && ((point | 32) >= 'a' && (point | 32) <= 'z'));
        other = other || is_cyrillic(point);
        at += used ? (uint32_t)used : 1;
    }
    return latin && other;
}

static void check_bidirectional(struct checks *checks)
{
    const struct source *source = checks->engine->units[0]->source;
    const unsigned char *text = (const unsigned char *)source->text;
    for (uint32_t at = 0; at + 2 < source->size; at++) {
        bool embed = text[at] == 0xE2 && text[at + 1] == 0x80 && text[at + 2] >= 0xAA &&
                     text[at + 2] <= 0xAE;
        bool isolate = text[at] == 0xE2 && text[at + 1] == 0x81 && text[at + 2] >= 0xA6 &&
                       text[at + 2] <= 0xA9;
        if (embed || isolate) {
            struct finding finding = { .rule = "bidirectional-text",
                                       .start = at,
                                       .end = at + 3,
                                       .confidence = MYNAH_CONFIDENCE_MEDIUM };
            mynah__report_add_finding(checks->report, &finding);
            return;
        }
    }
}

void mynah__check_texts(struct checks *checks)
{
    struct engine *engine = checks->engine;
    const struct unit *unit = engine->units[0];
    for (uint32_t node = 0; node < unit->tree->count; node++) {
        const struct node *at = &unit->tree->nodes[node];
        const char *rule = NULL;
        uint32_t single = mynah__single(engine, unit->sets[node]);
        if ((at->kind == NODE_IDENTIFIER || at->kind == NODE_NAME) &&
            mixes_scripts(unit->source->text + at->start, at->end - at->start)) {
            rule = "mixed-script-identifier";
        } else if (at->kind == NODE_CONSTANT && single != UINT32_MAX &&
                   engine->values[single].kind == VALUE_STR &&
                   has_key(mynah__atom_bytes(engine, engine->values[single].a))) {
            rule = "hardcoded-key";
        }
        if (rule) {
            struct finding finding = { .rule = rule, .confidence = MYNAH_CONFIDENCE_MEDIUM };
            mynah__checks_add(checks, unit->base + node, &finding);
        }
    }
    check_bidirectional(checks);
}
