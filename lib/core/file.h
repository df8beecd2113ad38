// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_CORE_FILE_H
#define MYNAH_CORE_FILE_H

#include <mynah/base.h>

#include "core/text.h"

// Add the content of the file `path` to `content`, unless it has more than `most` bytes.
bool mynah__file_read(const char *path, size_t most, struct text *content,
                      struct mynah_error *error);

// Write a file as a whole: afterwards it has these bytes, on the disk, or is as it was before.
bool mynah__file_write(const char *path, const char *bytes, size_t size, struct mynah_error *error);
// As mynah__file_write(), of what can be made again: it does not wait for the disk.
bool mynah__file_make(const char *path, const char *bytes, size_t size, struct mynah_error *error);

// Write all of it to what is open; false, with errno set, when that cannot be.
bool mynah__file_put(int file, const char *bytes, size_t size);

// Fill `error` with what kept us from the file or folder `path`, and return false.
bool mynah__file_refuse(const char *path, int reason, struct mynah_error *error);

#endif
