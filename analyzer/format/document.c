// SPDX-License-Identifier: Apache-2.0
//
// A document of units: what stands before, between and behind them, and the sums over all.

#include "format/format.h"

#include <string.h>

const struct format *const mynah__formats[] = {
    [MYNAH_FORMAT_TEXT] = &mynah__format_text,     [MYNAH_FORMAT_JSON] = &mynah__format_json,
    [MYNAH_FORMAT_NDJSON] = &mynah__format_ndjson, [MYNAH_FORMAT_SARIF] = &mynah__format_sarif,
    [MYNAH_FORMAT_GITHUB] = &mynah__format_github, [MYNAH_FORMAT_GITLAB] = &mynah__format_gitlab,
    [MYNAH_FORMAT_JUNIT] = &mynah__format_junit,   [MYNAH_FORMAT_HTML] = &mynah__format_html,
};

bool mynah__unit_shows(const struct format_unit *unit, const struct format_options *options,
                       size_t index, bool fresh)
{
    const struct mynah_finding *finding = &unit->report->findings[index];
    return !(fresh && unit->known && unit->known[index]) &&
           (!options->shown || options->shown(finding, options->self));
}

enum mynah_verdict mynah__unit_verdict(const struct format_unit *unit)
{
    return unit->known ? unit->new_verdict : unit->report->verdict;
}

void mynah__parts_finish(struct format_parts *parts)
{
    for (size_t i = 0; i < PART_COUNT; i++) {
        mynah__text_finish(&parts->texts[i]);
    }
}

static void begin(struct format_document *document, struct text *text)
{
    if (!document->begun && document->format->head) {
        document->format->head(text, document);
    }
    document->begun = true;
}

static void add_part(struct format_document *document, size_t part, struct text *added,
                     struct text *text)
{
    if (added->size && document->counts[part]++) {
        mynah__text_add(text, document->format->between);
    }
    mynah__text_add_bytes(text, added->bytes ? added->bytes : "", added->size);
    text->failed = text->failed || added->failed;
    mynah__text_finish(added);
}

void mynah__document_add(struct format_document *document, const struct format_unit *unit,
                         struct format_parts *parts, struct text *text)
{
    bool whole = document->format->whole;
    document->units++;
    if (unit->report) {
        document->verdicts[mynah__unit_verdict(unit)]++;
    } else {
        document->unjudged++;
    }
    if (!whole) {
        begin(document, text);
    }
    for (size_t i = 0; i < PART_COUNT; i++) {
        bool printed = i == PART_BODY && !whole;
        add_part(document, i, &parts->texts[i], printed ? text : &document->parts.texts[i]);
    }
}

void mynah__document_end(struct format_document *document, struct text *text)
{
    begin(document, text);
    if (document->format->whole) {
        const struct text *body = &document->parts.texts[PART_BODY];
        mynah__text_add_bytes(text, body->bytes ? body->bytes : "", body->size);
    }
    if (document->format->tail) {
        document->format->tail(text, document);
    }
    for (size_t i = 0; i < PART_COUNT; i++) {
        text->failed = text->failed || document->parts.texts[i].failed;
    }
    mynah__parts_finish(&document->parts);
}
