// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_EXTRACT_H
#define MYNAH_EXTRACT_H

/**
 * # mynah/extract.h: from a chat reply to code, and back
 *
 * A model answers a request for code in one of three forms: a fenced block of Markdown, the
 * argument of a tool call, or bare code.  `mynah_code_extract()` takes the code out of any of them,
 * and refuses to choose where there are several:
 *
 *     struct mynah_code *code = mynah_code_extract(response, NULL, &error);
 *     struct mynah_place place = mynah_code_place(code, finding->line, finding->column);
 *     // place.line, place.column: the same place in the reply
 *
 * `mynah_generator_from_provider()` makes a code generator of any chat provider by that, and
 * `mynah_provider_add_behavior()` lets a mock provider answer with the code of a behaviour in the
 * form that a model would send it in.
 */

#include <mynah/generator.h>
#include <mynah/provider.h>

MYNAH_BEGIN

/** The forms in which code arrives; they can be combined with `|`. */
enum mynah_code_form {
    MYNAH_AS_FENCED = 1,    /* a block of Markdown in Python, or in no language */
    MYNAH_AS_TOOL_CALL = 2, /* text in the arguments of a tool call */
    MYNAH_AS_BARE = 4, /* the whole text; where other forms are asked for too, without fences */
};

struct mynah_code_options {
    unsigned forms;          /* that are looked for; 0: all */
    const char *tool;        /* the name of the tool; `NULL`: any that has such an argument */
    const char *const *path; /* names of members on the way to the code; `NULL`: `"code"` */
    size_t path_count;
};

/** Code, and where it was. */
struct mynah_code {
    const char *text;
    size_t size;
    enum mynah_code_form form;
    const char *tool_call_id; /* of a tool call, else `NULL` */
    int line;                 /* of the reply's text where the code begins; 0 for a tool call */
};

/**
 * Take the code out of a response.
 *
 * Python blocks come first: where there is one, blocks without a language do not count.
 * Ownership: one block; release with mynah_code_destroy().
 * Errors: no code, or more than one piece, which are then listed: `MYNAH_ERROR_ARGUMENT`; code with
 * a NUL character in it; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API struct mynah_code *mynah_code_extract(const struct mynah_chat_response *response,
                                                const struct mynah_code_options *options,
                                                struct mynah_error *error);

struct mynah_place {
    int line;
    int column;
};

/**
 * Return the place in the reply's text that is at `line` and `column` of the code.  In a tool call,
 * where the text is inside JSON, it is the place in the code.
 */
MYNAH_API struct mynah_place mynah_code_place(const struct mynah_code *code, int line, int column);

MYNAH_API void mynah_code_destroy(struct mynah_code *code);

/* ## A code generator of a chat provider */

struct mynah_chat_generator_options {
    const char *model;
    const char *system;             /* the system message; `NULL`: one that asks for Python */
    struct mynah_code_options code; /* how to find it in the reply */
};

/**
 * Make a code generator that asks `provider`, which is copied: what it points to has to outlive the
 * generator.  The user's message has the query and the task; after failures it has the last code
 * and every error.  Release with `generator->destroy(generator->self)`.
 *
 * The generator fails where the provider does, with its text, and where there is no code in the
 * reply.  Errors: `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API bool mynah_generator_from_provider(const struct mynah_chat_provider *provider,
                                             const struct mynah_chat_generator_options *options,
                                             struct mynah_code_generator *generator,
                                             struct mynah_error *error);

/* ## Behaviours as replies */

/**
 * Let the mock answer with the code of the behaviour called `name`, in that form: fenced with a
 * sentence around it, as the argument `"code"` of a call of the tool `"run_python"`, or bare.
 *
 * `how` is as for mynah_provider_add_reply().
 * Errors: an unknown behaviour or form: `MYNAH_ERROR_ARGUMENT`; `MYNAH_ERROR_MEMORY`.
 */
MYNAH_API bool mynah_provider_add_behavior(struct mynah_provider *provider, const char *name,
                                           enum mynah_code_form form, const struct mynah_step *how,
                                           struct mynah_error *error);

MYNAH_END

#endif
