// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_FUZZ_H
#define MYNAH_FUZZ_H

// What libFuzzer calls; see https://llvm.org/docs/LibFuzzer.html.

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
