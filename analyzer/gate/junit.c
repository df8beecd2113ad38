// SPDX-License-Identifier: Apache-2.0
//
// The matrix as JUnit's XML: each case is a test case, which fails unless the answer agrees.

#include "format/format.h"
#include "gate/gate.h"

#include <string.h>

// Say what was expected and answered, and show the code.
static void add_miss(struct text *text, const struct mynah_gate_outcome *outcome)
{
    const struct mynah_gate_case *about = outcome->about;
    struct text message = { 0 };
    mynah__text_add_format(&message, "expected %s, answered %s%s%s",
                           mynah_verdict_name(about->expected), mynah__gate_answer(outcome),
                           outcome->message ? ": " : "", outcome->message ? outcome->message : "");
    mynah__text_add(text, outcome->answered ? "<failure" : "<error");
    mynah__add_xml_attribute(text, "type", mynah__gate_answer(outcome));
    mynah__add_xml_attribute(text, "message", message.bytes ? message.bytes : "");
    mynah__text_add_char(text, '>');
    mynah__add_xml_lines(text, about->code);
    mynah__text_add(text, outcome->answered ? "</failure>" : "</error>");
    text->failed = text->failed || message.failed;
    mynah__text_finish(&message);
}

static void add_case(struct text *text, const struct mynah_gate_outcome *outcome)
{
    mynah__text_add(text, "<testcase classname=\"mynah.gate\"");
    mynah__add_xml_attribute(text, "name", outcome->about->name);
    if (outcome->about->path) {
        mynah__add_xml_attribute(text, "file", outcome->about->path);
    }
    mynah__text_add_char(text, '>');
    if (!outcome->agrees) {
        add_miss(text, outcome);
    }
    mynah__text_add(text, "</testcase>\n");
}

void mynah__gate_junit(struct text *text, const struct mynah_gate_matrix *matrix,
                       const struct gate_format *format)
{
    size_t errors = 0;
    for (size_t i = 0; i < matrix->miss_count; i++) {
        errors += !matrix->misses[i]->answered;
    }
    mynah__text_add(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite");
    mynah__add_xml_attribute(text, "name", format->gate);
    mynah__text_add_format(text, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"0\">\n",
                           matrix->count, matrix->miss_count - errors, errors);
    for (size_t i = 0; i < matrix->count; i++) {
        add_case(text, &matrix->outcomes[i]);
    }
    mynah__text_add(text, "</testsuite>\n</testsuites>\n");
}
