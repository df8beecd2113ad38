// SPDX-License-Identifier: Apache-2.0
//
// One test over the files in snippets/, each held against its snapshot in snapshots/.  It is run in
// this folder.  A table without rows, or none at all, is no success.

#include <mynah_cmocka.h>

MYNAH_TEST(a_file)
{
    assert_code_matches_snapshot(fixture->row->code, fixture->row->name);
    assert_code_parses(fixture->row->code);
}

int main(void)
{
    if (mynah_run_folder("none", "golden", a_file) != -1 ||
        mynah_run_folder("missing", "there/is/no/such", a_file) != -1) {
        return 2;
    }
    return mynah_run_folder("files", "snippets", a_file);
}
