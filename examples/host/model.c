// SPDX-License-Identifier: Apache-2.0
//
// A chat model by OpenAI's Chat Completions, streamed: sending, reading events, and trying again
// when the endpoint says that this may help.

#include "model.h"

#include <curl/curl.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { TRIES = 3, PAUSE_MS = 100, SILENT_SECONDS = 10 };

struct text {
    char *data; // ends with '\0', once there is any
    size_t size;
};

// What has come of an answer.
struct answer {
    CURL *curl;
    struct text line;    // that is not over yet; the whole body when it is no stream
    struct text content; // what the model says
    struct text code;    // the arguments of its tool call
    char failure[WHY_MOST / 2];
    bool done; // [DONE] was there: nothing is missing
};

static bool append(struct text *text, const char *data, size_t size)
{
    char *grown = realloc(text->data, text->size + size + 1);
    if (!grown) {
        return false;
    }
    memcpy(grown + text->size, data, size);
    text->data = grown;
    text->size += size;
    grown[text->size] = '\0';
    return true;
}

static bool append_string(struct text *text, const json_t *string)
{
    return !json_is_string(string) ||
           append(text, json_string_value(string), json_string_length(string));
}

// ## What comes back

// Keep what the provider says about a failure; true when it does.
static bool find_failure(struct answer *answer, const json_t *json)
{
    const json_t *error = json_object_get(json, "error");
    const char *message = json_string_value(json_object_get(error, "message"));
    if (error) {
        snprintf(answer->failure, sizeof answer->failure, "%s", message ? message : "no message");
    }
    return error != NULL;
}

static bool read_event(struct answer *answer, const char *data)
{
    if (strcmp(data, "[DONE]") == 0) {
        answer->done = true;
        return true;
    }
    json_t *event = json_loads(data, 0, NULL);
    if (!event) {
        snprintf(answer->failure, sizeof answer->failure, "an event is no JSON");
        return false;
    }
    const json_t *choice = json_array_get(json_object_get(event, "choices"), 0);
    const json_t *delta = json_object_get(choice, "delta");
    const json_t *call = json_array_get(json_object_get(delta, "tool_calls"), 0);
    const json_t *function = json_object_get(call, "function");
    bool good = !find_failure(answer, event) &&
                append_string(&answer->content, json_object_get(delta, "content")) &&
                append_string(&answer->code, json_object_get(function, "arguments"));
    json_decref(event);
    return good;
}

// Take the lines that are complete out of what has come.
static bool read_lines(struct answer *answer)
{
    static const char field[] = "data: ";
    struct text *line = &answer->line;
    char *start = line->data, *end;
    bool good = true;
    while (good && start && (end = strchr(start, '\n')) != NULL) {
        *end = '\0';
        good = strncmp(start, field, sizeof field - 1) != 0 ||
               read_event(answer, start + sizeof field - 1);
        start = end + 1;
    }
    if (start) {
        line->size -= (size_t)(start - line->data);
        memmove(line->data, start, line->size + 1);
    }
    return good;
}

static size_t take(char *data, size_t one, size_t size, void *self)
{
    struct answer *answer = self;
    long status = 0;
    curl_easy_getinfo(answer->curl, CURLINFO_RESPONSE_CODE, &status);
    bool good = append(&answer->line, data, one * size);
    if (good && status == 200) {
        good = read_lines(answer);
    }
    return good ? size : 0;
}

// ## Trying

// How long the endpoint asks to wait, or -1.
static long asked_pause(CURL *curl)
{
    struct curl_header *header = NULL;
    curl_off_t seconds = 0;
    if (curl_easy_header(curl, "retry-after-ms", 0, CURLH_HEADER, -1, &header) == CURLHE_OK) {
        return strtol(header->value, NULL, 10);
    }
    curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &seconds);
    return seconds > 0 ? (long)seconds * 1000 : -1;
}

static bool worth_another_try(CURLcode code, long status)
{
    return code != CURLE_OK || status == 200 || status == 408 || status == 409 || status == 429 ||
           status >= 500;
}

static void explain(struct answer *answer, CURLcode code, long status, char why[WHY_MOST])
{
    if (status && status != 200) {
        json_t *body = answer->line.data ? json_loads(answer->line.data, 0, NULL) : NULL;
        find_failure(answer, body);
        json_decref(body);
        snprintf(why, WHY_MOST, "status %ld: %s", status, answer->failure);
    } else if (answer->failure[0]) {
        snprintf(why, WHY_MOST, "the stream broke: %s", answer->failure);
    } else if (code != CURLE_OK) {
        snprintf(why, WHY_MOST, "%s", curl_easy_strerror(code));
    } else {
        snprintf(why, WHY_MOST, "the stream ended before the answer did");
    }
}

// Ask once.  When there is no answer `why` says why, and `pause` how long to wait, or -1 for ever.
static bool try(struct answer *answer, int tried, char why[WHY_MOST], long *pause)
{
    long status = 0;
    CURLcode code = curl_easy_perform(answer->curl);
    curl_easy_getinfo(answer->curl, CURLINFO_RESPONSE_CODE, &status);
    if (code == CURLE_OK && status == 200 && answer->done) {
        return true;
    }
    explain(answer, code, status, why);
    *pause = asked_pause(answer->curl);
    if (*pause < 0) {
        *pause = (long)PAUSE_MS << tried;
    }
    if (!worth_another_try(code, status)) {
        *pause = -1;
    }
    return false;
}

static void forget(struct answer *answer)
{
    free(answer->line.data);
    free(answer->content.data);
    free(answer->code.data);
    *answer = (struct answer){ .curl = answer->curl };
}

static bool try_often(struct answer *answer, char why[WHY_MOST])
{
    for (int tried = 0;; tried++) {
        long pause;
        if (try(answer, tried, why, &pause)) {
            return true;
        }
        if (pause < 0 || tried + 1 == TRIES) {
            return false;
        }
        fprintf(stderr, "model: %s; again in %ld ms\n", why, pause);
        const struct timespec time = { .tv_sec = pause / 1000, .tv_nsec = pause % 1000 * 1000000 };
        nanosleep(&time, NULL);
        forget(answer);
    }
}

// ## The request

static char *body_of(const struct model *model, const json_t *messages)
{
    json_t *body =
        json_pack("{s:s, s:b, s:O, s:[{s:s, s:{s:s, s:{s:s, s:{s:{s:s}}}}}]}", //
                  "model", model->name, "stream", 1, "messages", messages,     //
                  "tools", "type", "function", "function", "name", "run_python", "parameters",
                  "type", "object", "properties", "code", "type", "string");
    char *text = body ? json_dumps(body, JSON_COMPACT) : NULL;
    json_decref(body);
    return text;
}

// Of a tool call the member `code`; of a text what is in its first fence, or all of it.
static char *code_of(const struct answer *answer)
{
    static const char fence[] = "```";
    json_t *call = answer->code.data ? json_loads(answer->code.data, 0, NULL) : NULL;
    const char *code = json_string_value(json_object_get(call, "code"));
    const char *start = code ? code : answer->content.data;
    size_t size = start ? strlen(start) : 0;
    const char *open = code || !start ? NULL : strstr(start, fence);
    const char *line = open ? strchr(open, '\n') : NULL;
    if (line) {
        const char *close = strstr(line, "\n```");
        start = line + 1;
        size = close ? (size_t)(close + 1 - start) : strlen(start);
    }
    char *copy = start ? calloc(1, size + 1) : NULL;
    if (copy) {
        memcpy(copy, start, size);
    }
    json_decref(call);
    return copy;
}

static struct curl_slist *headers_of(const struct model *model)
{
    char key[300];
    struct curl_slist *headers = curl_slist_append(NULL, "content-type: application/json");
    snprintf(key, sizeof key, "authorization: Bearer %s", model->key ? model->key : "none");
    struct curl_slist *both = headers ? curl_slist_append(headers, key) : NULL;
    return both ? both : headers;
}

char *model_write(const struct model *model, const json_t *messages, char why[WHY_MOST])
{
    char url[300];
    char *body = body_of(model, messages), *code = NULL;
    struct curl_slist *headers = headers_of(model);
    struct answer answer = { .curl = curl_easy_init() };
    snprintf(why, WHY_MOST, "out of memory");
    snprintf(url, sizeof url, "%s/chat/completions", model->url);
    if (body && headers && answer.curl) {
        curl_easy_setopt(answer.curl, CURLOPT_URL, url);
        curl_easy_setopt(answer.curl, CURLOPT_POSTFIELDS, body);
        curl_easy_setopt(answer.curl, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(answer.curl, CURLOPT_WRITEFUNCTION, take);
        curl_easy_setopt(answer.curl, CURLOPT_WRITEDATA, &answer);
        // A stream may be long, but not silent.
        curl_easy_setopt(answer.curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
        curl_easy_setopt(answer.curl, CURLOPT_LOW_SPEED_TIME, (long)SILENT_SECONDS);
        if (try_often(&answer, why)) {
            code = code_of(&answer);
            snprintf(why, WHY_MOST, "the model answered nothing");
        }
    }
    forget(&answer);
    curl_easy_cleanup(answer.curl);
    curl_slist_free_all(headers);
    free(body);
    return code;
}
