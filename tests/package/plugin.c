// SPDX-License-Identifier: Apache-2.0
//
// The smallest test that uses the plugin as it is installed.

#include <mynah_cmocka.h>

static void test_code_is_asserted_on(void **state)
{
    (void)state;
    assert_code_parses("results = {}\n");
    assert_code_has_risk("import os\nos.system('ls')\n", "B605");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_code_is_asserted_on) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
