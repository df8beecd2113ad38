// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SNAPSHOT_H
#define MYNAH_SNAPSHOT_H

/**
 * # mynah/snapshot.h: code as it was when somebody looked at it
 *
 * A snapshot is a file with the text that a test expects: `snapshots/<name>.py`.
 *
 *     char why[4096];
 *     const struct mynah_snapshot plot = { .name = "plot_orbit" };
 *     if (!mynah_snapshot_meets(code, &plot, why, sizeof why)) { puts(why); }
 *
 * Line ends, blanks at the ends of lines and empty lines at the end of the text make no difference.
 *
 * A text that differs is written to `<name>.py.new` beside the snapshot, and the explanation ends
 * with the command that accepts it.  With `MYNAH_SNAPSHOT_UPDATE=1` in the environment it becomes
 * the snapshot at once.  With `CI` set in the environment (and not to `0` or `false`) nothing is
 * ever written, whatever else is said.  A file is replaced as a whole or not at all.
 */

#include <mynah/base.h>

MYNAH_BEGIN

struct mynah_snapshot {
    /** Letters, digits, `_`, `-` and `.`; with no `.` in it, `.py` is added. */
    const char *name;
    /** `NULL`: what `MYNAH_SNAPSHOTS` in the environment says, else `snapshots`. */
    const char *folder;
};

/**
 * Say whether the text is that of the snapshot.  If not, `why` gets the lines that differ and how
 * to accept them: several lines of text, cut at `size` bytes.  Text of `NULL` has no snapshot.
 * Errors of the file system, and a lack of memory, are explained there, too.
 */
MYNAH_API bool mynah_snapshot_meets(const char *text, const struct mynah_snapshot *snapshot,
                                    char *why, size_t size);

MYNAH_END

#endif
