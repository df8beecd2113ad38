// SPDX-License-Identifier: Apache-2.0
//
// Reads the modules that benchmarks are measured on.

#include "files.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct file files[FILES_MOST];
size_t file_count;
size_t total;

static bool load(const char *path)
{
    FILE *stream = fopen(path, "rb");
    if (!stream || file_count == FILES_MOST) {
        return stream != NULL && fclose(stream) == 0;
    }
    struct file *file = &files[file_count];
    fseek(stream, 0, SEEK_END);
    file->size = (size_t)ftell(stream);
    rewind(stream);
    file->bytes = malloc(file->size + 1);
    bool good = file->bytes && fread(file->bytes, 1, file->size, stream) == file->size;
    file_count += good;
    total += good ? file->size : 0;
    fclose(stream);
    return good;
}

bool load_all(const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    bool good = count > 0;
    for (int i = 0; i < count; i++) {
        size_t size = strlen(entries[i]->d_name);
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (size > 3 && strcmp(entries[i]->d_name + size - 3, ".py") == 0) {
            good = load(path) && good;
        }
        free(entries[i]);
    }
    if (count >= 0) {
        free(entries);
    }
    return good && file_count > 0;
}

void release_all(void)
{
    for (size_t i = 0; i < file_count; i++) {
        free(files[i].bytes);
    }
    file_count = 0;
    total = 0;
}
