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

static bool has_key(const struct atom *atom)
{
    enum { SHORTEST = 15 }; // start and letters behind it, of any form
    const char *text = atom->bytes;
    for (size_t i = 0; atom->size >= SHORTEST && i < sizeof(forms) / sizeof(*forms); i++) {
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

// What texts say that stand for a secret: nothing, a name, a place, a form to fill in.
static bool is_placeholder(const char *name, const char *text)
{
    static const char *const words[] = { "password", "passwd",     "pwd",   "pass",   "secret",
                                         "token",    "passphrase", "none",  "null",   "true",
                                         "false",    "string",     "str",   "prompt", "optional",
                                         "required", "hidden",     "basic", NULL };
    size_t size = strlen(text);
    size_t same = strspn(text, (const char[]){ text[0], 0 });
    bool listed = size == strlen(name) && same_letters(text, size, name);
    for (size_t i = 0; words[i]; i++) {
        listed = listed || same_letters(text, size, words[i]);
    }
    return size == 0 || same == size || listed || strpbrk(text, " \n") || strstr(text, "://") ||
           strstr(text, "your") || strstr(text, "anonymous") || strchr("$<{/%", text[0]);
}

static bool has_digit_or_mark(const char *text)
{
    for (; *text; text++) {
        char c = (char)(*text | 32);
        if (!(c >= 'a' && c <= 'z') && !strchr("_-. ", *text)) {
            return true;
        }
    }
    return false;
}

static bool has_letter_and_digit(const char *text)
{
    bool letter = false;
    bool digit = false;
    for (; *text; text++) {
        letter = letter || ((*text | 32) >= 'a' && (*text | 32) <= 'z');
        digit = digit || (*text >= '0' && *text <= '9');
    }
    return letter && digit;
}

// `near`: the text is not what the name is bound to, but compared with it, or beside it.
static bool names_secret(const char *name, const char *text, bool near)
{
    static const char *const passwords[] = { "password", "passwd", "pwd", "passphrase",
                                             "passwort", "dbpass", NULL };
    static const char *const weaker[] = { "secret", "token", "apikey", "secretkey", "pass", NULL };
    static const char *const plain[] = { "secret", "token", NULL };
    size_t size = strlen(text);
    if (!*name || is_placeholder(name, text)) {
        return false;
    }
    bool mark = has_digit_or_mark(text);
    bool last = name[strlen(name) - 1] == '_';
    const char *tail = strrchr(name, '_');
    bool is_password = !last && mynah__has_part(tail ? tail + 1 : name, passwords) && size > 2;
    bool is_short = !near && !last && size >= 6 && has_letter_and_digit(text) &&
                    mynah__has_part(tail ? tail + 1 : name, plain);
    bool is_secret = (mynah__has_part(name, weaker) && mark && size >= (near ? 12 : 8)) || is_short;
    bool is_key = strstr(name, "api_key") || strstr(name, "API_KEY") ||
                  strstr(name, "access_key") || strstr(name, "ACCESS_KEY") ||
                  strstr(name, "secret_key") || strstr(name, "SECRET_KEY");
    return (is_password && (mark || !near)) || is_secret || (is_key && mark && size >= 8);
}

static void check_secret(struct checks *checks, uint32_t site, const char *name, uint32_t set,
                         bool near)
{
    struct engine *engine = checks->engine;
    uint32_t single = mynah__single(engine, set);
    uint8_t kind = single == UINT32_MAX ? VALUE_UNKNOWN : engine->values[single].kind;
    if ((kind == VALUE_STR || kind == VALUE_BYTES) &&
        names_secret(name, mynah__atom_bytes(engine, engine->values[single].a), near)) {
        struct finding finding = { .rule = "hardcoded-password",
                                   .confidence = MYNAH_CONFIDENCE_MEDIUM,
                                   .subject = name };
        mynah__checks_add(checks, site, &finding);
    }
}

void mynah__check_constant(struct checks *checks, const struct use *use)
{
    check_secret(checks, use->site, mynah__atom_bytes(checks->engine, use->name),
                 mynah__set_of(checks->engine, use->value), false);
}

// Whether that is what a password may be; `behind` is what ends it.
static bool is_password_until(const char *text, const char *behind, const char *user)
{
    char password[64];
    size_t size = strcspn(text, behind);
    if (size < 4 || size >= sizeof(password)) {
        return false;
    }
    memcpy(password, text, size);
    password[size] = 0;
    return strspn(password, "([\\") == 0 && has_digit_or_mark(password) &&
           !is_placeholder("", password) && strncmp(password, user, size) != 0;
}

// `scheme://user:password@host`, and `user=me password=secret` of what connects to data bases.
static bool has_credentials(const char *text)
{
    static const char *const keys[] = { "password=", "Password=", "PASSWORD=", "pwd=", "Pwd=" };
    const char *user = strchr(text, '@') ? strstr(text, "://") : NULL;
    const char *colon = user ? user + 3 + strcspn(user + 3, ":/@ ") : NULL;
    if (colon && *colon == ':' && colon[1 + strcspn(colon + 1, "@/ ")] == '@' &&
        is_password_until(colon + 1, "@", user + 3)) {
        return true;
    }
    for (size_t i = 0; strchr(text, '=') && i < sizeof(keys) / sizeof(*keys); i++) {
        const char *at = strstr(text, keys[i]);
        bool part = at && at > text && strchr("; ", at[-1]);
        if (part && is_password_until(at + strlen(keys[i]), "; ", "")) {
            return true;
        }
    }
    return false;
}

// What an expression is called: a name, an attribute, an item of constant key; or "".
static const char *spelling(struct checks *checks, struct unit *unit, uint32_t node)
{
    struct engine *engine = checks->engine;
    if (node == NODE_NONE) {
        return "";
    }
    uint32_t part = node;
    switch ((enum node_kind)unit->tree->nodes[node].kind) {
    case NODE_NAME:
    case NODE_IDENTIFIER:
        break;
    case NODE_ATTRIBUTE:
        part = mynah__tree_child(unit->tree, node, ROLE_ATTR);
        break;
    case NODE_SUBSCRIPT:
        part = mynah__tree_child(unit->tree, node, ROLE_SLICE);
        // fall through
    case NODE_CONSTANT: {
        uint32_t single = part == NODE_NONE ? UINT32_MAX : mynah__single(engine, unit->sets[part]);
        bool text = single != UINT32_MAX && engine->values[single].kind == VALUE_STR;
        return text ? mynah__atom_bytes(engine, engine->values[single].a) : "";
    }
    default:
        return "";
    }
    uint32_t name = mynah__name(engine, unit, part);
    return name == ATOM_NONE ? "" : mynah__atom_bytes(engine, name);
}

// Where constants stand beside names: keyword arguments, defaults, items, comparisons.
static void check_named(struct checks *checks, struct unit *unit, uint32_t node)
{
    static const struct {
        uint8_t name; // 0: a node of that kind has none
        uint8_t value;
        bool near;
    } rows[NODE_KIND_COUNT] = {
        [NODE_KEYWORD] = { ROLE_NAME, ROLE_VALUE, false },
        [NODE_ARG] = { ROLE_NAME, ROLE_VALUE, false },
        [NODE_DICT_ITEM] = { ROLE_KEY, ROLE_VALUE, true },
        [NODE_ASSIGN] = { ROLE_TARGET, ROLE_VALUE, false },
        [NODE_COMPARE] = { ROLE_VALUE, ROLE_VALUE, true },
    };
    const struct tree *tree = unit->tree;
    uint8_t kind = tree->nodes[node].kind;
    if (!rows[kind].name) {
        return;
    }
    uint32_t name = mynah__tree_child(tree, node, (enum node_role)rows[kind].name);
    uint32_t value = kind == NODE_COMPARE && name != NODE_NONE
                         ? mynah__tree_next(tree, name)
                         : mynah__tree_child(tree, node, (enum node_role)rows[kind].value);
    bool constant = value != NODE_NONE && tree->nodes[value].kind == NODE_CONSTANT;
    for (; constant && name != NODE_NONE && name != value; name = mynah__tree_next(tree, name)) {
        if (kind != NODE_ASSIGN || tree->nodes[name].kind != NODE_NAME) {
            check_secret(checks, unit->base + node, spelling(checks, unit, name), unit->sets[value],
                         rows[kind].near);
        }
        if (kind != NODE_ASSIGN || tree->nodes[name].role != ROLE_TARGET) {
            return;
        }
    }
}

static bool is_cyrillic(uint32_t point)
{
    return (point >= 0x400 && point <= 0x52F) || point == 0x3BF || point == 0x39F;
}

static bool is_ascii(const char *text, uint32_t size)
{
    unsigned char all = 0;
    for (uint32_t at = 0; at < size; at++) {
        all |= (unsigned char)text[at];
    }
    return all < 0x80;
}

static bool mixes_scripts(const char *text, uint32_t size)
{
    bool latin = false;
    bool other = false;
    if (is_ascii(text, size)) {
        return false;
    }
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
        const unsigned char *found = memchr(text + at, 0xE2, source->size - 2 - at);
        if (!found) {
            return;
        }
        at = (uint32_t)(found - text);
        bool embed = text[at + 1] == 0x80 && text[at + 2] >= 0xAA && text[at + 2] <= 0xAE;
        bool isolate = text[at + 1] == 0x81 && text[at + 2] >= 0xA6 && text[at + 2] <= 0xA9;
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

// Return the rule that the text of one node breaks, or NULL.
static const char *broken_by(const struct checks *checks, const struct unit *unit, uint32_t node)
{
    const struct engine *engine = checks->engine;
    const struct node *at = &unit->tree->nodes[node];
    if (at->kind == NODE_IDENTIFIER || at->kind == NODE_NAME) {
        bool mixed = mixes_scripts(unit->source->text + at->start, at->end - at->start);
        return mixed ? "mixed-script-identifier" : NULL;
    }
    uint32_t single =
        at->kind == NODE_CONSTANT ? mynah__single(engine, unit->sets[node]) : UINT32_MAX;
    const struct atom *text = single != UINT32_MAX && engine->values[single].kind == VALUE_STR
                                  ? mynah__atom_at(engine, engine->values[single].a)
                                  : NULL;
    return !text                          ? NULL
           : has_key(text)                ? "hardcoded-key"
           : has_credentials(text->bytes) ? "hardcoded-password"
                                          : NULL;
}

void mynah__check_texts(struct checks *checks)
{
    struct unit *unit = checks->engine->units[0];
    for (uint32_t node = 0; node < unit->tree->count; node++) {
        check_named(checks, unit, node);
        const char *rule = broken_by(checks, unit, node);
        if (rule) {
            struct finding finding = { .rule = rule, .confidence = MYNAH_CONFIDENCE_MEDIUM };
            mynah__checks_add(checks, unit->base + node, &finding);
        }
    }
    check_bidirectional(checks);
}
