// SPDX-License-Identifier: Apache-2.0
//
// What the child reads, in parts: a line "name size", then so many bytes.

#include "executor/payload.h"

#include <string.h>

struct stub {
    const char *name;
    const unsigned char *source;
    size_t size;
};

#include "stub_sources.h"

enum { STUB_COUNT = sizeof stubs / sizeof *stubs };

// The first part is the bootstrap; what comes behind it is for the bootstrap to read.
const char mynah__payload_loader[] =
    "import os\n"
    "def head(end=b''):\n"
    "    while not end.endswith(b'\\n'): end += os.read(3, 1)\n"
    "    return int(end.split()[1])\n"
    "exec(compile(os.read(3, head()), '<mynah>/bootstrap.py', 'exec', dont_inherit=True), {})\n";

static void add_part(struct text *text, const char *name, const void *bytes, size_t size)
{
    mynah__text_add_format(text, "%s %zu\n", name, size);
    mynah__text_add_bytes(text, bytes, size);
}

static void add_text(struct text *text, const char *name, const char *value)
{
    add_part(text, name, value ? value : "", value ? strlen(value) : 0);
}

static void add_folders(struct text *text, const char *const *folders)
{
    struct text list = { 0 };
    for (; folders && *folders; folders++) {
        mynah__text_add(&list, *folders);
        mynah__text_add_char(&list, '\n');
    }
    add_part(text, "folders", list.bytes ? list.bytes : "", list.size);
    text->failed = text->failed || list.failed;
    mynah__text_finish(&list);
}

void mynah__payload_write(struct text *text, const struct payload *payload)
{
    const struct mynah_executor_options *options = payload->options;
    for (size_t i = 0; i < STUB_COUNT; i++) {
        add_part(text, stubs[i].name, stubs[i].source, stubs[i].size);
    }
    add_text(text, "channels", payload->channels);
    add_text(text, "limits", payload->limits);
    add_text(text, "allow_unlisted", options->allow_unlisted ? "1" : "0");
    add_text(text, "writes_disabled", options->writes_disabled ? "1" : "0");
    add_text(text, "results_name", options->results_name ? options->results_name : "results");
    add_text(text, "results_optional", options->results_optional ? "1" : "0");
    add_text(text, "confined", payload->confine ? "1" : "0");
    add_folders(text, options->module_folders);
    add_part(text, "code", payload->code, payload->size);
}
