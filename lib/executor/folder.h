// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_EXECUTOR_FOLDER_H
#define MYNAH_EXECUTOR_FOLDER_H

// Private working folders.

#include <mynah/base.h>

enum { FOLDER_PATH = 4096 };

// Make a folder that only we may enter, below `parent`, else TMPDIR, else /tmp.
bool mynah__folder_create(const char *parent, char path[FOLDER_PATH], struct mynah_error *error);

// Remove the folder with all that code may have left in it: whatever its depth, names and
// permissions, and without following a link.
void mynah__folder_remove(const char *path);

// Return a descriptor from which `size` bytes can be read, and that no path leads to; -1, with
// `error`, when there is none.  The file is made in `folder` for a moment.
int mynah__folder_payload(const char *folder, const void *bytes, size_t size,
                          struct mynah_error *error);

#endif
