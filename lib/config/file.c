// SPDX-License-Identifier: Apache-2.0
//
// A configuration from a file.

#include "core/file.h"

#include <mynah/config.h>

enum { CONFIG_SIZE_MOST = 1 << 20 };

struct mynah_config *mynah_config_load(const char *path, struct mynah_error *error)
{
    struct text content = { 0 };
    struct mynah_config *config = NULL;
    if (mynah__file_read(path, CONFIG_SIZE_MOST, &content, error)) {
        config = mynah_config_parse(content.bytes, content.size, error);
    }
    mynah__text_finish(&content);
    return config;
}
