// SPDX-License-Identifier: Apache-2.0
//
// Which characters beyond ASCII a name may have: Unicode's XID_Start and XID_Continue (UAX #31),
// made from general categories and the few exceptions that the standard lists.

#include "core/utf8.h"
#include "syntax/lexer.h"

#include <utf8proc.h>

struct range {
    uint32_t first;
    uint32_t last;
};

// Other_ID_Start, and what it adds.
static const struct range more_start[] = {
    { 0x1885, 0x1886 },
    { 0x2118, 0x2118 },
    { 0x212E, 0x212E },
};

// Other_ID_Continue, and marks of Unicode 15.
static const struct range more_continue[] = {
    { 0xB7, 0xB7 },
    { 0x387, 0x387 },
    { 0x1369, 0x1371 },
    { 0x19DA, 0x19DA },
};

// Letters whose NFKC form is no identifier: neither XID_Start nor XID_Continue.
static const struct range never[] = {
    { 0x37A, 0x37A },   { 0x2E2F, 0x2E2F }, { 0xFC5E, 0xFC63 }, { 0xFDFA, 0xFDFB },
    { 0xFE70, 0xFE70 }, { 0xFE72, 0xFE72 }, { 0xFE74, 0xFE74 }, { 0xFE76, 0xFE76 },
    { 0xFE78, 0xFE78 }, { 0xFE7A, 0xFE7A }, { 0xFE7C, 0xFE7C }, { 0xFE7E, 0xFE7E },
};

// Letters that are XID_Continue, but not XID_Start.
static const struct range not_start[] = {
    { 0xE33, 0xE33 },
    { 0xEB3, 0xEB3 },
    { 0xFF9E, 0xFF9F },
};

static bool in_ranges(const struct range *ranges, size_t count, uint32_t point)
{
    for (size_t i = 0; i < count; i++) {
        if (point >= ranges[i].first && point <= ranges[i].last) {
            return true;
        }
    }
    return false;
}
#define IN(ranges, point) in_ranges(ranges, sizeof ranges / sizeof *ranges, point)

static bool is_start(uint32_t point)
{
    switch (utf8proc_category((utf8proc_int32_t)point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
        return !IN(never, point) && !IN(not_start, point);
    default:
        return point == '_' || IN(more_start, point);
    }
}

static bool is_continue(uint32_t point)
{
    switch (utf8proc_category((utf8proc_int32_t)point)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
        return true;
    default:
        return is_start(point) || IN(more_continue, point) || IN(not_start, point);
    }
}

// As Python's str.isprintable().
static bool is_printable(uint32_t point)
{
    switch (utf8proc_category((utf8proc_int32_t)point)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_ZS:
        return false;
    default:
        return true;
    }
}

bool mynah__lexer_identifier_check(struct lexer *lexer, uint32_t start, uint32_t end)
{
    for (uint32_t at = start; at < end;) {
        uint32_t point = 0;
        uint32_t size = (uint32_t)mynah__utf8_read(lexer->text + at, end - at, &point);
        if (!(at == start ? is_start(point) : is_continue(point))) {
            return is_printable(point)
                       ? LEXER_FAIL(lexer, at, at, MESSAGE_INVALID_CHARACTER, (int)size,
                                    lexer->text + at, (unsigned)point)
                       : LEXER_FAIL(lexer, at, at, MESSAGE_NON_PRINTABLE, (unsigned)point);
        }
        at += size;
    }
    return true;
}
