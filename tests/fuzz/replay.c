// SPDX-License-Identifier: Apache-2.0
//
// Stands in for libFuzzer in ordinary builds: feeds every file that it is given, or every file of a
// folder, to the target, also cut short at a few places, so that the corpus is part of the suite.

#include "fuzz.h"

#include "core/file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static size_t runs;

static void feed(const char *path)
{
    struct mynah_error error = { 0 };
    struct text content = { 0 };
    if (!mynah__file_read(path, (size_t)64 << 20, &content, &error)) {
        fprintf(stderr, "%s\n", error.text);
        exit(1);
    }
    for (size_t part = 0; part <= 8; part++) {
        LLVMFuzzerTestOneInput((const uint8_t *)content.bytes, content.size * part / 8);
        runs++;
    }
    mynah__text_finish(&content);
}

static void feed_all(const char *path)
{
    struct stat about;
    if (stat(path, &about) != 0) {
        perror(path);
        exit(1);
    }
    if (!S_ISDIR(about.st_mode)) {
        feed(path);
        return;
    }
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char below[4096];
        snprintf(below, sizeof below, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.') {
            feed_all(below);
        }
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        feed_all(argv[i]);
    }
    printf("%zu inputs\n", runs);
    return runs == 0;
}
