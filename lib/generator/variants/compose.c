// SPDX-License-Identifier: Apache-2.0
//
// Puts a snippet together: the access as the spelling writes it, in its carrier, between noise and
// an ending.

#include "generator/variants/compose.h"

#include "generator/variants/fill.h"
#include "generator/variants/label.h"

#include <string.h>

// ## What a snippet is about

// Each is a Python literal and, in capitals, the name as it is.
static const char *const channels[][2] = {
    { "'SR:MAG:SP'", "SR:MAG:SP" },
    { "'SR:KICK:SP'", "SR:KICK:SP" },
    { "'LINAC:GUN:HV'", "LINAC:GUN:HV" },
    { "'BR:RF:PHASE'", "BR:RF:PHASE" },
    { "'SR01C:HCM1:AC10'", "SR01C:HCM1:AC10" },
    { "'DEVICE:PV:SETPOINT'", "DEVICE:PV:SETPOINT" },
};
static const char *const devices[][2] = {
    { "'sr/mag/q1'", "sr/mag/q1" },
    { "'sys/tg_test/1'", "sys/tg_test/1" },
    { "'linac/gun/hv'", "linac/gun/hv" },
};
static const char *const attributes[][2] = {
    { "'current'", "current" },
    { "'Voltage'", "Voltage" },
    { "'double_scalar'", "double_scalar" },
};
static const char *const values[] = { "1.5", "0", "-2.5", "12", "0.25", "100", "3.125", "7" };

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { DRAW_CHANNEL = 100, DRAW_DEVICE, DRAW_ATTRIBUTE, DRAW_VALUE };

uint64_t mynah__variant_draw(uint64_t seed, uint64_t number, unsigned purpose)
{
    // SplitMix64's finish, over each in turn.
    const uint64_t from[] = { seed, number, purpose };
    uint64_t mixed = 0x9E3779B97F4A7C15;
    for (size_t i = 0; i < COUNT(from); i++) {
        mixed += from[i] + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        mixed ^= mixed >> 31;
    }
    return mixed;
}

struct subject {
    struct hole holes[10];
};

static struct subject draw_subject(uint64_t details)
{
    size_t channel = mynah__variant_draw(details, 0, DRAW_CHANNEL) % COUNT(channels);
    size_t device = mynah__variant_draw(details, 0, DRAW_DEVICE) % COUNT(devices);
    size_t attribute = mynah__variant_draw(details, 0, DRAW_ATTRIBUTE) % COUNT(attributes);
    size_t value = mynah__variant_draw(details, 0, DRAW_VALUE) % COUNT(values);
    return (struct subject){ { { "c", channels[channel][0] },
                               { "C", channels[channel][1] },
                               { "d", devices[device][0] },
                               { "D", devices[device][1] },
                               { "a", attributes[attribute][0] },
                               { "A", attributes[attribute][1] },
                               { "v", values[value] },
                               { "here", "\001" },
                               { NULL, NULL } } };
}

// ## Which rows go together

bool mynah__words_fit(unsigned words, const struct spelling *spelling,
                      const struct carrier *carrier, const char **why)
{
    if (!(words & spelling->takes) || (words & spelling->needs) != spelling->needs ||
        (words & spelling->rejects)) {
        *why = "spelling";
        return false;
    }
    words = (words & ~spelling->hides) | spelling->has;
    *why = "carrier";
    return (words & carrier->needs) == carrier->needs && !(words & carrier->rejects);
}

bool mynah__recipe_fits(const struct payload *payload, const struct spelling *spelling,
                        const struct carrier *carrier, const char **why)
{
    return mynah__words_fit(payload->words, spelling, carrier, why);
}

// ## The access

static const char *text_of(const struct workshop *shop, enum part part)
{
    return shop->parts[part].bytes ? shop->parts[part].bytes : "";
}

static void fill_part(struct workshop *shop, enum part part, const char *template,
                      const struct hole *holes)
{
    mynah__fill(&shop->parts[part], template, holes);
}

// Take a line of a payload apart: "put({v})", "value = {v}", "PV({c})" before it.
static void take_apart(struct workshop *shop, const struct payload *payload,
                       const struct hole *subject)
{
    const char *use = payload->use;
    size_t member = strcspn(use, "( =");
    mynah__text_add_bytes(&shop->parts[PART_MEMBER], use, member);
    if (payload->words & (WORD_CALL | WORD_METHOD)) {
        fill_part(shop, PART_ARGUMENTS, use + member + 1, subject);
        struct text *arguments = &shop->parts[PART_ARGUMENTS];
        if (arguments->size) {
            arguments->bytes[--arguments->size] = '\0'; // the bracket
        }
    } else if (payload->words & WORD_STORE) {
        fill_part(shop, PART_VALUE, strchr(use, '=') + 2, subject);
    }
    size_t root = strcspn(payload->owner, "([.");
    mynah__text_add_bytes(&shop->parts[PART_ROOT], root ? payload->owner : use,
                          root ? root : member);
}

// The access as anybody would write it, of `call`.
static void add_plain(struct workshop *shop, struct text *out, const struct payload *payload,
                      const char *call)
{
    mynah__text_add(out, call);
    if (payload->words & (WORD_CALL | WORD_METHOD)) {
        mynah__text_add_char(out, '(');
        mynah__text_add(out, text_of(shop, PART_ARGUMENTS));
        mynah__text_add_char(out, ')');
    } else if (payload->words & WORD_STORE) {
        mynah__text_add(out, " = ");
        mynah__text_add(out, text_of(shop, PART_VALUE));
    }
}

// The whole of it as one text.
static void write_text(struct workshop *shop, const struct payload *payload,
                       const struct hole *names, const struct hole *subject)
{
    struct text *text = &shop->parts[PART_TEXT];
    mynah__text_add(text, text_of(shop, PART_PREPARED));
    mynah__text_add_format(text, "import %s\n", payload->module);
    mynah__text_add(text, payload->tend ? "device = " : "");
    mynah__fill(text, "{module}.{root}", names);
    mynah__fill(text, payload->owner + strcspn(payload->owner, "([."), subject);
    if (payload->tend) {
        mynah__text_add_format(text, "\n%sdevice", text_of(shop, PART_TENDED));
    }
    if (*payload->owner) {
        mynah__text_add_format(text, ".%s", text_of(shop, PART_MEMBER));
    }
    add_plain(shop, text, payload, "");
}

static void write_access(struct workshop *shop, const struct recipe *recipe,
                         const struct hole *subject)
{
    const struct payload *payload = recipe->payload;
    const struct spelling *spelling = recipe->spelling;
    struct text *parts = shop->parts;
    take_apart(shop, payload, subject);
    const char *dot = strrchr(payload->module, '.');
    const struct hole names[] = { { "module", payload->module },
                                  { "leaf", dot ? dot + 1 : payload->module },
                                  { "root", text_of(shop, PART_ROOT) },
                                  { NULL, NULL } };
    fill_part(shop, PART_STAND_IN, spelling->root ? spelling->root : "{module}.{root}", names);
    const char *rest = payload->owner + strcspn(payload->owner, "([.");
    mynah__text_add(&parts[PART_MAKER], text_of(shop, PART_STAND_IN));
    fill_part(shop, PART_MAKER, rest, subject);
    mynah__text_add(&parts[PART_OWNER], *payload->owner ? "device" : payload->module);
    mynah__text_add(&parts[PART_CALL], *payload->owner ? "device." : "");
    mynah__text_add(&parts[PART_CALL],
                    text_of(shop, *payload->owner ? PART_MEMBER : PART_STAND_IN));
    add_plain(shop, &parts[PART_DIRECT], payload, text_of(shop, PART_CALL));
    mynah__text_add(&parts[PART_CHAINED], text_of(shop, PART_MAKER));
    if (*payload->owner) {
        mynah__text_add_format(&parts[PART_CHAINED], ".%s", text_of(shop, PART_MEMBER));
    }
    add_plain(shop, &parts[PART_CHAINED], payload, "");
    if (payload->prepare) {
        fill_part(shop, PART_PREPARED, payload->prepare, subject);
    }
    if (payload->tend) {
        mynah__text_add(&parts[PART_TENDED], "device.");
        fill_part(shop, PART_TENDED, payload->tend, subject);
        mynah__text_add_char(&parts[PART_TENDED], '\n');
    }
    write_text(shop, payload, names, subject);
}

// A block is used as it is, or as text.
static void write_block(struct workshop *shop, const struct payload *payload,
                        const struct hole *subject)
{
    static const struct hole unmarked[] = { { "here", "" }, { NULL, NULL } };
    mynah__fill(&shop->scratch, payload->use, unmarked);
    fill_part(shop, PART_TEXT, shop->scratch.bytes ? shop->scratch.bytes : "", subject);
    fill_part(shop, PART_DIRECT, payload->use, subject);
}

// ## The spelling

static bool mentions_owner(const char *template)
{
    return template && (mynah__fill_has(template, "owner") || mynah__fill_has(template, "call") ||
                        mynah__fill_has(template, "direct"));
}

static bool is_awaited(const struct payload *payload)
{
    return (payload->words & WORD_AWAIT) && !(payload->words & WORD_BLOCK);
}

static void add_import(struct workshop *shop, const struct recipe *recipe, const struct hole *holes)
{
    const char *head = recipe->spelling->head;
    if (!head) {
        head = recipe->payload->module ? "import {module}" : "";
    }
    fill_part(shop, PART_HEAD, head, holes);
    if (is_awaited(recipe->payload)) {
        mynah__text_add(&shop->parts[PART_HEAD], "\nimport asyncio");
    }
    if (recipe->carrier->head) {
        mynah__text_add(&shop->parts[PART_HEAD], shop->parts[PART_HEAD].size ? "\n" : "");
        mynah__text_add(&shop->parts[PART_HEAD], recipe->carrier->head);
    }
}

static void spell(struct workshop *shop, const struct recipe *recipe)
{
    const struct spelling *spelling = recipe->spelling;
    const char *use = spelling->use ? spelling->use : "{direct}";
    const char *setup = spelling->setup ? spelling->setup : "";
    const char *module = recipe->payload->module ? recipe->payload->module : "";
    const char *dot = strrchr(module, '.');
    struct text package = { 0 };
    mynah__text_add_bytes(&package, module, dot ? (size_t)(dot - module) : 0);
    const struct hole holes[] = { { "module", module },
                                  { "package", package.bytes ? package.bytes : "" },
                                  { "leaf", dot ? dot + 1 : module },
                                  { "root", text_of(shop, PART_ROOT) },
                                  { "member", text_of(shop, PART_MEMBER) },
                                  { "maker", text_of(shop, PART_MAKER) },
                                  { "owner", text_of(shop, PART_OWNER) },
                                  { "call", text_of(shop, PART_CALL) },
                                  { "args", text_of(shop, PART_ARGUMENTS) },
                                  { "value", text_of(shop, PART_VALUE) },
                                  { "direct", text_of(shop, PART_DIRECT) },
                                  { "chained", text_of(shop, PART_CHAINED) },
                                  { "text", text_of(shop, PART_TEXT) },
                                  { "here", "\001" },
                                  { NULL, NULL } };
    const char *owner = recipe->payload->owner;
    const char *bind = spelling->bind ? spelling->bind : "";
    struct text *set = &shop->parts[PART_SETUP], *used = &shop->parts[PART_USE];
    mynah__text_add(set, text_of(shop, PART_PREPARED));
    mynah__fill(set, bind, holes);
    mynah__text_add(set, *bind ? "\n" : "");
    if (owner && *owner && (mentions_owner(use) || mentions_owner(setup))) {
        mynah__text_add_format(set, "device = %s\n", text_of(shop, PART_MAKER));
        mynah__text_add(set, text_of(shop, PART_TENDED));
    }
    mynah__fill(set, setup, holes);
    if (set->size && set->bytes[set->size - 1] == '\n') {
        set->bytes[--set->size] = '\0';
    }
    bool marked = mynah__fill_has(setup, "here") || mynah__fill_has(use, "here") ||
                  (mynah__fill_has(use, "direct") && strchr(text_of(shop, PART_DIRECT), FILL_MARK));
    bool await = is_awaited(recipe->payload);
    mynah__text_add(used, marked ? "" : "\001");
    mynah__text_add(used, await ? "asyncio.run(" : "");
    mynah__fill(used, use, holes);
    mynah__text_add(used, await ? ")" : "");
    add_import(shop, recipe, holes);
    set->failed = set->failed || package.failed;
    mynah__text_finish(&package);
}

// ## The snippet

// Add a piece of the module, a line free before it.
static void add_piece(struct text *code, const char *piece)
{
    if (piece && *piece) {
        mynah__text_add(code, code->size ? "\n" : "");
        mynah__text_add(code, piece);
        mynah__text_add_char(code, '\n');
    }
}

static void assemble(struct workshop *shop, const struct recipe *recipe)
{
    const char *carrier = recipe->carrier->text;
    const struct hole holes[] = { { "head", text_of(shop, PART_HEAD) },
                                  { "setup", text_of(shop, PART_SETUP) },
                                  { "use", text_of(shop, PART_USE) },
                                  { NULL, NULL } };
    fill_part(shop, PART_BODY, carrier, holes);
    struct text *code = &shop->parts[PART_CODE];
    add_piece(code, mynah__fill_has(carrier, "head") ? NULL : text_of(shop, PART_HEAD));
    add_piece(code, recipe->noise->before);
    add_piece(code, mynah__fill_has(carrier, "setup") ? NULL : text_of(shop, PART_SETUP));
    add_piece(code, text_of(shop, PART_BODY));
    add_piece(code, recipe->noise->after);
    add_piece(code, recipe->ending->text);
}

// Take the marks out of the code and return the line of the first.
static int take_marks(struct text *code)
{
    int line = 1, marked = 0;
    size_t kept = 0;
    for (size_t i = 0; i < code->size; i++) {
        if (code->bytes[i] == FILL_MARK) {
            marked = marked ? marked : line;
        } else {
            line += code->bytes[i] == '\n';
            code->bytes[kept++] = code->bytes[i];
        }
    }
    code->size = kept;
    code->bytes[kept] = '\0';
    return marked;
}

bool mynah__compose(struct workshop *shop, const struct recipe *recipe,
                    struct mynah_variant *variant)
{
    bool failed = false;
    for (int i = 0; i < PART_COUNT; i++) {
        struct text *part = &shop->parts[i];
        part->size = 0;
        part->failed = false;
        mynah__text_add(part, "");
    }
    shop->scratch.size = 0;
    struct subject subject = draw_subject(recipe->details);
    if (recipe->payload->words & WORD_BLOCK) {
        write_block(shop, recipe->payload, subject.holes);
    } else {
        write_access(shop, recipe, subject.holes);
    }
    spell(shop, recipe);
    assemble(shop, recipe);
    mynah__label_rules(shop, recipe);
    if (recipe->payload->channel) {
        fill_part(shop, PART_CHANNEL, recipe->payload->channel, subject.holes);
    }
    if (recipe->payload->value) {
        fill_part(shop, PART_WRITTEN, recipe->payload->value, subject.holes);
    }
    for (int i = 0; i < PART_COUNT; i++) {
        failed = failed || shop->parts[i].failed;
    }
    if (failed || shop->scratch.failed) {
        shop->scratch.failed = false;
        return false;
    }
    struct text *code = &shop->parts[PART_CODE];
    mynah__label(shop, recipe, take_marks(code), &variant->label);
    variant->code = code->bytes;
    variant->size = code->size;
    variant->family = recipe->payload->family;
    variant->choices =
        (struct mynah_variant_choices){ recipe->payload->name, recipe->spelling->name,
                                        recipe->carrier->name, recipe->noise->name };
    return true;
}

void mynah__workshop_finish(struct workshop *workshop)
{
    for (int i = 0; i < PART_COUNT; i++) {
        mynah__text_finish(&workshop->parts[i]);
    }
    mynah__text_finish(&workshop->scratch);
}
