// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as code or as Markdown, with any name, in every format: what is JSON has to be read as
// JSON, what goes to terminals or into XML has nothing in it that these do not take, and each
// annotation of GitHub is one line.

#include "fuzz.h"

#include "core/utf8.h"

#include <jansson.h>
#include <mynah/analyzer.h>
#include <stdlib.h>
#include <string.h>

static struct mynah_analyzer *analyzer;

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

static void require_plain(const char *text)
{
    for (size_t left = strlen(text), size; left; text += size, left -= size) {
        uint32_t point = 0;
        size = mynah__utf8_read(text, left, &point);
        require(size && (point >= ' ' || point == '\n') && (point < 0x7F || point >= 0xA0));
        require(point < 0x202A || point > 0x202E);
    }
}

static void require_json(const char *text)
{
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    require(root != NULL);
    json_decref(root);
}

// Return what is behind the name that starts here.
static const char *skip_name(const char *at)
{
    while ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') || (*at >= '0' && *at <= '9') ||
           *at == ':' || *at == '-') {
        at++;
    }
    return at;
}

// Read a tag behind its `<`; return what is behind its `>`.
static const char *read_tag(const char *at, int *depth)
{
    bool closing = *at == '/';
    bool empty = *at == '?' || *at == '!';
    const char *name = at + (closing || empty);
    const char *end = skip_name(name);
    require(end > name);
    while (*end != '>') {
        require(*end && *end != '<');
        if (*end == '"') {
            end = strchr(end + 1, '"');
            require(end != NULL);
        }
        empty = *end == '/' || empty;
        end++;
    }
    empty = end[-1] == '/' || *at == '?' || *at == '!';
    *depth += closing ? -1 : empty ? 0 : 1;
    require(*depth >= 0);
    return end + 1;
}

// Not all of XML, but enough that nothing of the code can be taken for markup.
static void require_xml(const char *text)
{
    int depth = 0;
    require_plain(text);
    while (*text) {
        if (*text == '<') {
            text = read_tag(text + 1, &depth);
        } else if (*text == '&') {
            const char *end = strchr(text, ';');
            require(end && end - text <= 6);
            text = end;
        } else {
            require(*text != '>');
            text++;
        }
    }
    require(depth == 0);
}

static void require_commands(const char *text)
{
    require_plain(text);
    while (*text) {
        require(strncmp(text, "::notice ", 9) == 0 || strncmp(text, "::warning ", 10) == 0 ||
                strncmp(text, "::error ", 8) == 0 || strncmp(text, "mynah: ", 7) == 0);
        text = strchr(text, '\n') + 1;
    }
}

static void write_all(const struct mynah_report *report, const char *name)
{
    static void (*const checks[])(const char *) = {
        [MYNAH_FORMAT_TEXT] = require_plain,      [MYNAH_FORMAT_JSON] = require_json,
        [MYNAH_FORMAT_NDJSON] = require_json,     [MYNAH_FORMAT_SARIF] = require_json,
        [MYNAH_FORMAT_GITHUB] = require_commands, [MYNAH_FORMAT_GITLAB] = require_json,
        [MYNAH_FORMAT_JUNIT] = require_xml,       [MYNAH_FORMAT_HTML] = require_xml,
    };
    const struct mynah_write_options options = { .path = name, .id = name };
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        char *text = mynah_report_write(report, (enum mynah_format)i, &options, NULL);
        require(text != NULL);
        checks[i](text);
        mynah_free(text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *code = data ? (const char *)data : "";
    char name[65] = "";
    if (!analyzer) {
        analyzer = mynah_analyzer_create(NULL, NULL);
    }
    if (size) {
        memcpy(name, code, size < sizeof name ? size : sizeof name - 1);
    }
    struct mynah_report *reports[] = {
        mynah_analyzer_check(analyzer, code, size, NULL),
        mynah_analyzer_check_markdown(analyzer, code, size, NULL),
    };
    for (size_t i = 0; i < 2; i++) {
        require(reports[i] != NULL);
        write_all(reports[i], i ? NULL : name);
        mynah_report_destroy(reports[i]);
    }
    return 0;
}
