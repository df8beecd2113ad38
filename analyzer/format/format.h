// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_FORMAT_H
#define MYNAH_FORMAT_H

// How reports are written: one file for each format, all over the one report.  A document is what
// one run writes; a unit of it is one piece of code, judged or not.  Units may be written by any
// thread, each into its own parts; one thread puts the parts together, in order.

#include "core/text.h"
#include "report.h"

// What holds for all units of a document.
struct format_options {
    const char *target_version;
    bool color;
    // What is printed: returns whether a finding is; NULL prints all.  The verdict is not touched.
    bool (*shown)(const struct mynah_finding *finding, const void *self);
    const void *self;
};

// One piece of code: a report, or the error that kept us from one.
struct format_unit {
    const struct mynah_report *report; // NULL: it could not be judged
    const struct mynah_error *error;   // then, why
    const char *path;                  // NULL: no name
    const char *id_json;               // the id as JSON has it; NULL: null
    const bool *known;                 // with a baseline, whether it has each of the findings
    enum mynah_verdict new_verdict;    // then, the verdict of what it has not
};

// What a unit becomes.  Bodies are printed one by one, the others are kept for the tail.
enum format_part {
    PART_BODY,
    PART_INDEX, // a line about the unit in the document's list of them
    PART_ERROR, // what could not be judged, where it stands apart
    PART_COUNT
};

struct format_parts {
    struct text texts[PART_COUNT];
};

struct format_document;

struct format {
    const char *name;
    const char *between; // two texts of the same part
    bool whole;          // the head has sums: nothing is printed before the end
    void (*head)(struct text *text, const struct format_document *document);
    void (*unit)(struct format_parts *parts, const struct format_unit *unit,
                 const struct format_options *options);
    void (*tail)(struct text *text, const struct format_document *document);
};

struct format_document {
    const struct format *format;
    const struct format_options *options;
    struct format_parts parts; // so far; the body only of a format that is `whole`
    size_t counts[PART_COUNT]; // texts in each
    size_t units;              // judged or not
    size_t verdicts[4];        // units by verdict: the new one, with a baseline
    size_t unjudged;
    bool begun;
};

// The formats, by enum mynah_format.
extern const struct format *const mynah__formats[];
extern const struct format mynah__format_text, mynah__format_json, mynah__format_ndjson,
    mynah__format_sarif, mynah__format_github, mynah__format_gitlab, mynah__format_junit,
    mynah__format_html;

// Add the unit's parts to the document; what can be printed goes to `text`.  The parts are let go.
void mynah__document_add(struct format_document *document, const struct format_unit *unit,
                         struct format_parts *parts, struct text *text);
// Add the rest of the document to `text` and let go of it.
void mynah__document_end(struct format_document *document, struct text *text);
// Let go of parts or of a document that is not wanted any more.
void mynah__parts_finish(struct format_parts *parts);

// Return whether finding number `index` is printed; `fresh` ones are not in a baseline.
bool mynah__unit_shows(const struct format_unit *unit, const struct format_options *options,
                       size_t index, bool fresh);
// Return the unit's verdict: the new one, with a baseline.
enum mynah_verdict mynah__unit_verdict(const struct format_unit *unit);

// ## What formats share

// Add "ask: channel-write at line 5, and 3 more": the verdict and the reasons that decided.
void mynah__add_reasons(struct text *text, const struct mynah_report *report);
// Add the unit as plain text, without colours, as the text format has it.
void mynah__add_plain(struct text *text, const struct format_unit *unit,
                      const struct format_options *options);
// Add text that came from the code or its name: no control of terminals in it, no line end.
void mynah__add_safe(struct text *text, const char *string);
// Add `,"key":` and a string or a number.
void mynah__add_member(struct text *text, const char *key, const char *string);
void mynah__add_member_number(struct text *text, const char *key, int number);
// Add the writes or the reads as a JSON array.
void mynah__add_accesses(struct text *text, const struct mynah_report *report,
                         enum mynah_direction direction);
// Add a path as a relative or file: URI (RFC 3986).
void mynah__add_uri(struct text *text, const char *path);
// Add text for XML or HTML, also within quotes: what it may not have becomes U+FFFD.
void mynah__add_xml(struct text *text, const char *bytes, size_t size);
void mynah__add_xml_string(struct text *text, const char *string);
// The same with what is invisible or turns the direction shown as escapes: a string, lines of text,
// and ` key="value"`.
void mynah__add_xml_safe(struct text *text, const char *string);
void mynah__add_xml_lines(struct text *text, const char *string);
void mynah__add_xml_attribute(struct text *text, const char *key, const char *value);

// Return the name of an error's code: "config".
const char *mynah__error_name(enum mynah_error_code code);

// ## Fingerprints

// What a finding is known by when the lines around it move: the rule, what it is about, its code
// with blanks evened out, and the functions and classes around it.
struct fingerprint {
    char digits[17];
    unsigned ordinal; // 1 for the first of several alike in this code
};

// Return one for each finding of the report, or NULL when out of memory.
struct fingerprint *mynah__fingerprints(const struct mynah_report *report, struct arena *arena);

// ## Code lines

// Whether a character is not shown as it is: a control, invisible, or one that turns the direction.
bool mynah__is_hidden(uint32_t point);

// A line of code, ready to be shown: no control characters, cut to a window around a column.
struct shown_line {
    struct text text;
    size_t indent; // cells before the marked part
    size_t width;  // cells of the marked part, at least 1
};

// Show line number `line` with the part from `column` up to before `end_column` marked (0: up to
// the line's end).  `ascii` leaves nothing but ASCII.  Release with mynah__text_finish().
struct shown_line mynah__show_line(const struct source *source, int line, int column,
                                   int end_column, bool ascii);

#endif
