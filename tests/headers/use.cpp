// SPDX-License-Identifier: Apache-2.0
//
// The libraries are called from C++ by their C names.

#include <mynah/verdict.h>

#include <cstring>

int main()
{
    mynah_error error = mynah_error();
    bool set = mynah_error_set(&error, MYNAH_ERROR_ARGUMENT, "%d", 7);
    bool named = std::strcmp(mynah_verdict_name(MYNAH_VERDICT_ASK), "ask") == 0;
    return !set && named && std::strcmp(error.text, "7") == 0 ? 0 : 1;
}
