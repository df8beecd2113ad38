// SPDX-License-Identifier: Apache-2.0
//
// A configuration from a file, and paths as they are seen from there.

#include "config/document.h"

#include "core/file.h"
#include "core/text.h"

#include <assert.h>
#include <string.h>

enum { CONFIG_SIZE_MOST = 1 << 20 };

struct mynah_config *mynah_config_load(const char *path, struct mynah_error *error)
{
    struct text content = { 0 };
    struct mynah_config *config = NULL;
    if (mynah__file_read(path, CONFIG_SIZE_MOST, &content, error)) {
        config = mynah_config_parse(content.bytes, content.size, error);
    }
    mynah__text_finish(&content);
    if (config) {
        config->path = mynah__arena_text(&config->arena, path);
        if (!config->path) {
            mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
            mynah_config_destroy(config);
            config = NULL;
        }
    }
    return config;
}

char *mynah_config_path(const struct mynah_config *config, const char *path,
                        struct mynah_error *error)
{
    assert(config && path);
    const char *slash = config->path ? strrchr(config->path, '/') : NULL;
    struct text text = { 0 };
    if (slash && path[0] != '/') {
        mynah__text_add_bytes(&text, config->path, (size_t)(slash - config->path) + 1);
    }
    mynah__text_add(&text, path);
    char *seen = mynah__text_detach(&text);
    if (!seen) {
        mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
    }
    return seen;
}
