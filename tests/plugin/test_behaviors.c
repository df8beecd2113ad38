// SPDX-License-Identifier: Apache-2.0
//
// One test over the snippets of all behaviours, a row each: what a label claims holds.

#include <mynah_cmocka.h>

MYNAH_TEST(a_snippet)
{
    const struct mynah_row *row = fixture->row;
    const struct mynah_label *label = &row->behavior->label;
    assert_non_null(row->code);
    if (row->failure != NULL) {
        assert_code_parses_msg(row->code, row->failure);
        return;
    }
    if (!label->parses) {
        assert_code_syntax_error(row->code);
    } else if (label->results == MYNAH_RESULTS_ALWAYS) {
        assert_code_defines_results(row->code);
    }
    assert_code_verdict(row->code, label->verdict);
    for (size_t i = 0; i < label->rule_count; i++) {
        assert_code_has_rule(row->code, label->rules[i]);
    }
}

int main(void)
{
    return mynah_run_behaviors("snippets", a_snippet);
}
