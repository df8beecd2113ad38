// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a file with interfaces: a model or a reason, and mocks of the model that are the
// same twice.

#include "fuzz.h"

#include <mynah/interface_reader.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_interface_module *module =
        mynah_interfaces_read((const char *)data, size, NULL, &error);
    if (!module) {
        if (!error.text[0]) {
            abort();
        }
        return 0;
    }
    const struct mynah_emit_options stateful = { .shared_runtime = true, .stateful = true };
    char *python = mynah_interfaces_emit(module, &stateful, &error);
    char *again = mynah_interfaces_emit(module, &stateful, &error);
    if (module->interface_count ? !python || strcmp(python, again) != 0 : python != NULL) {
        abort();
    }
    char *drift = python ? mynah_interfaces_drift(module, python, &error) : NULL;
    if (python && (!drift || *drift)) {
        abort();
    }
    mynah_free(drift);
    mynah_free(again);
    mynah_free(python);
    mynah_interfaces_destroy(module);
    return 0;
}
