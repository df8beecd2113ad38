// SPDX-License-Identifier: Apache-2.0
//
// JUnit's XML, as CI servers read it: each file is a test case, which fails unless the verdict is
// `allow`.  Times are left out: the same code gives the same bytes.

#include "format/format.h"

#include <string.h>

static void add_text(struct text *text, const struct format_unit *unit,
                     const struct format_options *options)
{
    struct text plain = { 0 };
    mynah__add_plain(&plain, unit, options);
    mynah__add_xml_lines(text, plain.bytes ? plain.bytes : "");
    text->failed = text->failed || plain.failed;
    mynah__text_finish(&plain);
}

static void add_result(struct text *text, const struct format_unit *unit,
                       const struct format_options *options)
{
    bool passed = mynah__unit_verdict(unit) == MYNAH_VERDICT_ALLOW;
    struct text reasons = { 0 };
    mynah__add_reasons(&reasons, unit->report);
    mynah__text_add(text, passed ? "<system-out" : "<failure");
    if (!passed) {
        mynah__add_xml_attribute(text, "type", mynah_verdict_name(unit->report->verdict));
        mynah__add_xml_attribute(text, "message", reasons.bytes ? reasons.bytes : "");
    }
    mynah__text_add_char(text, '>');
    add_text(text, unit, options);
    mynah__text_add(text, passed ? "</system-out>\n" : "</failure>\n");
    text->failed = text->failed || reasons.failed;
    mynah__text_finish(&reasons);
}

static void write_unit(struct format_parts *parts, const struct format_unit *unit,
                       const struct format_options *options)
{
    struct text *text = &parts->texts[PART_BODY];
    mynah__text_add(text, "<testcase classname=\"mynah.check\"");
    mynah__add_xml_attribute(text, "name", unit->path ? unit->path : "<code>");
    if (unit->path) {
        mynah__add_xml_attribute(text, "file", unit->path);
    }
    mynah__text_add(text, ">\n");
    if (unit->report) {
        add_result(text, unit, options);
    } else {
        mynah__text_add(text, "<error");
        mynah__add_xml_attribute(text, "type", mynah__error_name(unit->error->code));
        mynah__add_xml_attribute(text, "message", unit->error->text);
        mynah__text_add(text, "/>\n");
    }
    mynah__text_add(text, "</testcase>\n");
}

static void write_head(struct text *text, const struct format_document *document)
{
    size_t judged = document->units - document->unjudged;
    size_t failures = judged - document->verdicts[MYNAH_VERDICT_ALLOW];
    mynah__text_add(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    mynah__text_add_format(text,
                           "<testsuite name=\"mynah check\" tests=\"%zu\" failures=\"%zu\""
                           " errors=\"%zu\" skipped=\"0\">\n",
                           document->units, failures, document->unjudged);
}

static void write_tail(struct text *text, const struct format_document *document)
{
    (void)document;
    mynah__text_add(text, "</testsuite>\n</testsuites>\n");
}

const struct format mynah__format_junit = {
    .name = "junit",
    .between = "",
    .whole = true,
    .head = write_head,
    .unit = write_unit,
    .tail = write_tail,
};
