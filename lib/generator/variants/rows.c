// SPDX-License-Identifier: Apache-2.0
//
// The tables that variants are put together from, as embed.py makes them of the text files.

#include "generator/variants/rows.h"

#include "variant_rows.h"
