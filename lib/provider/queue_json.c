// SPDX-License-Identifier: Apache-2.0
//
// JSON as R's jsonlite writes it: what tests against MockVLMProvider's answers compare with.

#include <mynah/queue.h>

#include "core/text.h"
#include "schema/schema.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DIGITS = 4, SCALE = 10000, SIGNIFICANT_MOST = 15 };

// Digits as snprintf() has written them, with a point whatever the locale's is.
static void add_digits(struct text *text, const char *digits)
{
    static const char plain[] = "+-0123456789e";
    while (*digits) {
        size_t run = strspn(digits, plain), point = strcspn(digits + run, plain);
        mynah__text_add_bytes(text, digits, run);
        if (point) {
            mynah__text_add_char(text, '.');
        }
        digits += run + point;
    }
}

// Four digits behind the point, half to even, without zeros at the end.
static void add_fixed(struct text *text, double value)
{
    double size = fabs(value), whole = floor(size), scaled = (size - whole) * SCALE;
    double fraction = floor(scaled), rest = scaled - fraction;
    bool odd = fmod(fraction, 2) > 0;
    if (rest > 0.5 || (!(rest < 0.5) && odd)) {
        fraction += 1;
    }
    unsigned long long before = (unsigned long long)whole + (fraction >= SCALE);
    unsigned behind = fraction >= SCALE ? 0 : (unsigned)fraction;
    char digits[DIGITS + 1];
    snprintf(digits, sizeof digits, "%04u", behind % SCALE);
    for (size_t i = DIGITS; i > 0 && digits[i - 1] == '0'; i--) {
        digits[i - 1] = '\0';
    }
    bool zero = before == 0 && !digits[0];
    mynah__text_add_format(text, "%s%llu%s%s", value < 0 && !zero ? "-" : "", before,
                           digits[0] ? "." : "", digits);
}

static void add_number(struct text *text, const json_t *value)
{
    double real = json_real_value(value), size = fabs(real);
    if (json_is_integer(value)) {
        mynah__text_add_format(text, "%lld", (long long)json_integer_value(value));
    } else if (size > 1e-5 && size < 2147483647) {
        add_fixed(text, real);
    } else {
        char digits[40];
        double wanted = (size > 10 ? log10(size) : 1) + DIGITS;
        int significant = (int)ceil(wanted < SIGNIFICANT_MOST ? wanted : SIGNIFICANT_MOST);
        snprintf(digits, sizeof digits, "%.*g", significant, real);
        add_digits(text, strcmp(digits, "-0") == 0 ? "0" : digits);
    }
}

static void add_string(struct text *text, const char *bytes, size_t size)
{
    static const char escaped[] = "\"\\\n\r\t\b\f", letters[] = "\"\\nrtbf";
    mynah__text_add_char(text, '"');
    for (size_t i = 0; i < size; i++) {
        char byte = bytes[i];
        const char *found = byte ? strchr(escaped, byte) : NULL;
        if (found) {
            mynah__text_add_format(text, "\\%c", letters[found - escaped]);
        } else if ((unsigned char)byte < ' ') {
            mynah__text_add_format(text, "\\u%04x", (unsigned)byte);
        } else if (byte == '/' && i > 0 && bytes[i - 1] == '<') {
            mynah__text_add(text, "\\/");
        } else {
            mynah__text_add_char(text, byte);
        }
    }
    mynah__text_add_char(text, '"');
}

static void add_value(struct text *text, const json_t *value);

static void add_object(struct text *text, const json_t *object)
{
    const char *name, *before = "";
    json_t *member;
    mynah__text_add_char(text, '{');
    json_object_foreach((json_t *)object, name, member)
    {
        mynah__text_add(text, before);
        add_string(text, name, strlen(name));
        mynah__text_add_char(text, ':');
        add_value(text, member);
        before = ",";
    }
    mynah__text_add_char(text, '}');
}

// jansson bounds how deep what it reads nests, and so this.
static void add_value(struct text *text, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        add_object(text, value);
        break;
    case JSON_ARRAY:
        mynah__text_add_char(text, '[');
        for (size_t i = 0; i < json_array_size(value); i++) {
            mynah__text_add(text, i ? "," : "");
            add_value(text, json_array_get(value, i));
        }
        mynah__text_add_char(text, ']');
        break;
    case JSON_STRING:
        add_string(text, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
    case JSON_REAL:
        add_number(text, value);
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        mynah__text_add(text, json_is_true(value) ? "true" : "false");
        break;
    default:
        mynah__text_add(text, "null");
        break;
    }
}

char *mynah_queue_json(const char *json, struct mynah_error *error)
{
    struct text text = { .bytes = NULL };
    json_t *value = mynah__json_read("the value", json, error);
    if (!value) {
        return NULL;
    }
    add_value(&text, value);
    json_decref(value);
    char *written = mynah__text_detach(&text);
    if (!written) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return written;
}
