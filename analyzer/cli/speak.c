// SPDX-License-Identifier: Apache-2.0
//
// What the command says: results to stdout, with every loss noticed, and complaints to stderr.

#include "cli/command.h"
#include "core/words.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

int mynah__complain(const char *format, ...)
{
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    fprintf(stderr, "mynah: %s\n", line);
    return EXIT_TROUBLE;
}

int mynah__complain_unknown(const char *what, const char *word, const char *const *names,
                            size_t count)
{
    char clip[MYNAH__CLIP];
    const char *nearest = count ? mynah__nearest(word, names, count, sizeof *names) : NULL;
    if (nearest) {
        return mynah__complain("there is no %s '%s', did you mean '%s'?", what,
                               mynah__clip(clip, word), nearest);
    }
    return mynah__complain("there is no %s '%s'", what, mynah__clip(clip, word));
}

int mynah__complain_error(const char *path, const struct mynah_error *error)
{
    if (path && error->line) {
        return mynah__complain("%s:%d:%d: %s", path, error->line, error->column, error->text);
    }
    return mynah__complain("%s", error->text);
}

// A reader who has gone away, as `head` does, wants to hear no more; the exit code tells.
static void complain_of_output(void)
{
    if (errno != EPIPE) {
        mynah__complain("the results could not be written");
    }
}

bool mynah__print(const char *bytes, size_t size)
{
    if (!ferror(stdout) && fwrite(bytes, 1, size, stdout) != size) {
        complain_of_output();
    }
    return !ferror(stdout);
}

bool mynah__print_text(struct text *text)
{
    bool whole = !text->failed;
    if (!whole) {
        mynah__complain("out of memory");
    }
    bool done = whole && (text->size == 0 || mynah__print(text->bytes, text->size));
    mynah__text_finish(text);
    return done;
}

bool mynah__flush(void)
{
    if (!ferror(stdout) && fflush(stdout) != 0) {
        complain_of_output();
    }
    return !ferror(stdout);
}
