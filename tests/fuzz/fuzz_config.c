// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a configuration: read or refused with a place, never more.

#include "fuzz.h"

#include <mynah/generator.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct mynah_error error = { 0 };
    struct mynah_config *config = mynah_config_parse((const char *)data, size, &error);
    if (!config) {
        if (error.text[0] == '\0') {
            abort(); // refused without a word
        }
        return 0;
    }
    struct mynah_code_generator generator = { 0 };
    if (mynah_generator_from_config(config, NULL, &generator, &error) && generator.destroy) {
        generator.destroy(generator.self);
    }
    mynah_config_destroy(config);
    return 0;
}
