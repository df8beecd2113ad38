// SPDX-License-Identifier: Apache-2.0
//
// What several formats write alike: members of JSON objects, paths as URIs, text for XML, and text
// that no terminal takes for a command.

#include "format/format.h"

#include "core/json.h"
#include "core/utf8.h"

#include <string.h>

void mynah__add_member(struct text *text, const char *key, const char *string)
{
    mynah__text_add_format(text, ",\"%s\":", key);
    mynah__json_string(text, string);
}

void mynah__add_member_number(struct text *text, const char *key, int number)
{
    mynah__text_add_format(text, ",\"%s\":%d", key, number);
}

void mynah__add_accesses(struct text *text, const struct mynah_report *report,
                         enum mynah_direction direction)
{
    const char *between = "";
    mynah__text_add_char(text, '[');
    for (size_t i = 0; i < report->access_count; i++) {
        const struct mynah_access *access = &report->accesses[i];
        if (access->direction != direction) {
            continue;
        }
        mynah__text_add_format(text, "%s{\"channel\":", between);
        mynah__json_string(text, access->channel);
        mynah__text_add_format(text, ",\"certain\":%s", access->certain ? "true" : "false");
        mynah__add_member(text, "value", access->value);
        mynah__add_member(text, "api", access->api);
        mynah__add_member_number(text, "line", access->line);
        mynah__add_member_number(text, "column", access->column);
        mynah__text_add_char(text, '}');
        between = ",";
    }
    mynah__text_add_char(text, ']');
}

void mynah__add_safe(struct text *text, const char *string)
{
    for (size_t left = strlen(string); left;) {
        uint32_t point = 0xFFFD;
        size_t size = mynah__utf8_read(string, left, &point);
        if (size == 0 || point < 0x80) {
            bool shown = size && point >= ' ' && point != 0x7F;
            mynah__text_add_format(text, shown ? "%c" : "\\x%02x", (unsigned char)*string);
            size = 1;
        } else if (mynah__is_hidden(point)) {
            mynah__text_add_format(text, point < 0x10000 ? "\\u%04x" : "\\U%08x", (unsigned)point);
        } else {
            mynah__text_add_bytes(text, string, size);
        }
        string += size;
        left -= size;
    }
}

void mynah__add_reasons(struct text *text, const struct mynah_report *report)
{
    enum { REASONS_MOST = 8 };
    const struct mynah_reason *before = NULL;
    size_t shown = 0;
    size_t left = 0;
    mynah__text_add(text, mynah_verdict_name(report->verdict));
    for (size_t i = 0; i < report->reason_count; i++) {
        const struct mynah_reason *reason = &report->reasons[i];
        bool again =
            before && before->line == reason->line && strcmp(before->rule, reason->rule) == 0;
        if (reason->verdict != report->verdict || again) {
            continue;
        }
        before = reason;
        if (shown == REASONS_MOST) {
            left++;
            continue;
        }
        mynah__text_add_format(text, "%s%s at line %d", shown++ ? ", " : ": ", reason->rule,
                               reason->line);
    }
    if (left) {
        mynah__text_add_format(text, ", and %zu more", left);
    }
}

static bool is_in_uri(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte && strchr("-._~/", byte));
}

void mynah__add_uri(struct text *text, const char *path)
{
    while (path[0] == '.' && path[1] == '/') {
        path += 2;
        path += strspn(path, "/");
    }
    if (path[0] == '/') {
        path += strspn(path, "/") - 1;
        mynah__text_add(text, "file://");
    }
    for (; *path; path++) {
        mynah__text_add_format(text, is_in_uri(*path) ? "%c" : "%%%02X", (unsigned char)*path);
    }
}

// What XML 1.0 has no way to write (its section 2.2), and the escape character of terminals.
static bool is_no_xml(uint32_t point)
{
    return (point < ' ' && point != '\t' && point != '\n' && point != '\r') ||
           (point >= 0x7F && point < 0xA0) || (point & 0xFFFE) == 0xFFFE ||
           (point >= 0xFDD0 && point <= 0xFDEF);
}

static const char *xml_escape(uint32_t point)
{
    switch (point) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\t':
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return is_no_xml(point) ? "\xEF\xBF\xBD" : NULL;
    }
}

void mynah__add_xml(struct text *text, const char *bytes, size_t size)
{
    size_t done = 0;
    for (size_t at = 0; at < size;) {
        uint32_t point = 0xFFFF;
        size_t count = mynah__utf8_read(bytes + at, size - at, &point);
        const char *escape = xml_escape(count ? point : 0xFFFF);
        count = count ? count : 1;
        if (escape) {
            mynah__text_add_bytes(text, bytes + done, at - done);
            mynah__text_add(text, escape);
            done = at + count;
        }
        at += count;
    }
    mynah__text_add_bytes(text, bytes + done, size - done);
}

void mynah__add_xml_string(struct text *text, const char *string)
{
    mynah__add_xml(text, string, strlen(string));
}

void mynah__add_xml_safe(struct text *text, const char *string)
{
    struct text safe = { 0 };
    mynah__add_safe(&safe, string);
    mynah__add_xml_string(text, safe.bytes ? safe.bytes : "");
    text->failed = text->failed || safe.failed;
    mynah__text_finish(&safe);
}

void mynah__add_xml_lines(struct text *text, const char *string)
{
    struct text line = { 0 };
    while (*string) {
        size_t size = strcspn(string, "\n");
        line.size = 0;
        mynah__text_add_bytes(&line, string, size);
        mynah__add_xml_safe(text, line.bytes ? line.bytes : "");
        string += size;
        if (*string) {
            mynah__text_add_char(text, *string++);
        }
    }
    text->failed = text->failed || line.failed;
    mynah__text_finish(&line);
}

void mynah__add_xml_attribute(struct text *text, const char *key, const char *value)
{
    mynah__text_add_format(text, " %s=\"", key);
    mynah__add_xml_safe(text, value);
    mynah__text_add_char(text, '"');
}
