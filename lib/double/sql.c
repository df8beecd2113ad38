// SPDX-License-Identifier: Apache-2.0
//
// Reads SELECT: words one by one, conditions by descent.

#include "double/sql.h"

#include "core/words.h"

#include <string.h>

enum { DEPTH_MOST = 8 }; // conditions nest in conditions, which nest at most twice as deep

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_SIGN, TOKEN_BAD };

struct reader {
    struct arena *arena;
    const char *sql;
    const char *at; // where the token begins
    size_t size;    // of the token
    enum token_kind kind;
    struct mynah_error *error;
};

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
static const char digits[] = "0123456789";

static bool wrong(const struct reader *reader, const char *expected)
{
    int line = 1, column = 1;
    for (const char *each = reader->sql; each < reader->at; each++) {
        column = *each == '\n' ? 1 : column + 1;
        line += *each == '\n';
    }
    char found[64] = "the end", clip[MYNAH__CLIP];
    if (reader->kind != TOKEN_END) {
        size_t size = reader->size < sizeof found - 3 ? reader->size : sizeof found - 3;
        memset(found, 0, sizeof found);
        found[0] = found[size + 1] = '"';
        memcpy(found + 1, reader->at, size);
    }
    return mynah_error_set_at(reader->error, MYNAH_ERROR_ARGUMENT, line, column,
                              "SQL, line %d, column %d: expected %s, not %s", line, column,
                              expected, mynah__clip(clip, found));
}

// Measure the text in quotes at `at`; 0 when it does not end.  A quote in it is written twice.
static size_t quoted_size(const char *at)
{
    size_t size = 1;
    for (; at[size]; size++) {
        if (at[size] == '\'' && at[size + 1] != '\'') {
            return size + 1;
        }
        size += at[size] == '\'';
    }
    return 0;
}

static void next(struct reader *reader)
{
    reader->at += reader->size;
    reader->at += strspn(reader->at, " \t\r\n");
    const char *at = reader->at;
    size_t number = strspn(at + (*at == '-'), digits) + (*at == '-');
    reader->size = 1;
    if (!*at) {
        reader->kind = TOKEN_END;
        reader->size = 0;
    } else if (number > (size_t)(*at == '-')) {
        number += at[number] == '.' ? 1 + strspn(at + number + 1, digits) : 0;
        reader->kind = strspn(at + number, letters) ? TOKEN_BAD : TOKEN_NUMBER;
        reader->size = number + strspn(at + number, letters);
    } else if (strspn(at, letters)) {
        reader->kind = TOKEN_WORD;
        reader->size = strspn(at, letters);
    } else if (*at == '\'') {
        size_t size = quoted_size(at);
        reader->kind = size ? TOKEN_TEXT : TOKEN_BAD;
        reader->size = size ? size : strlen(at);
    } else {
        bool two = strchr("<>!", *at) && (at[1] == '=' || (*at == '<' && at[1] == '>'));
        reader->kind = strchr("*,();=<>!", *at) ? TOKEN_SIGN : TOKEN_BAD;
        reader->size = two ? 2 : 1;
    }
}

static char upper(char letter)
{
    return letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : letter;
}

static bool is(const struct reader *reader, const char *word)
{
    if ((reader->kind != TOKEN_WORD && reader->kind != TOKEN_SIGN) ||
        strlen(word) != reader->size) {
        return false;
    }
    for (size_t i = 0; i < reader->size; i++) {
        if (upper(reader->at[i]) != word[i]) {
            return false;
        }
    }
    return true;
}

static bool take(struct reader *reader, const char *word)
{
    bool there = is(reader, word);
    if (there) {
        next(reader);
    }
    return there;
}

static bool need(struct reader *reader, const char *word)
{
    return take(reader, word) || wrong(reader, word);
}

static bool is_key_word(const struct reader *reader)
{
    static const char *const words[] = { "SELECT", "FROM", "WHERE", "ORDER", "BY",   "LIMIT", "AND",
                                         "OR",     "NOT",  "IS",    "NULL",  "TRUE", "FALSE" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (is(reader, words[i])) {
            return true;
        }
    }
    return false;
}

static bool need_name(struct reader *reader, const char *what, const char **name)
{
    if (reader->kind != TOKEN_WORD || is_key_word(reader)) {
        return wrong(reader, what);
    }
    *name = mynah__arena_copy(reader->arena, reader->at, reader->size);
    next(reader);
    return true;
}

// ## Conditions

static struct mynah_match *terms_of(struct reader *reader, struct mynah_match *match,
                                    enum mynah_match_kind kind, size_t count)
{
    struct mynah_match *terms = mynah__arena_alloc(reader->arena, count * sizeof *terms);
    *match = (struct mynah_match){ .kind = kind, .terms = terms, .term_count = terms ? count : 0 };
    return terms;
}

static double read_real(const char *at, size_t size)
{
    double number = 0, scale = 0;
    for (size_t i = *at == '-'; i < size; i++) {
        if (at[i] == '.') {
            scale = 1;
        } else {
            number = number * 10 + (at[i] - '0');
            scale *= 10;
        }
    }
    number = scale > 1 ? number / scale : number;
    return *at == '-' ? -number : number;
}

static bool read_literal(struct reader *reader, struct mynah_match *match)
{
    if (reader->kind == TOKEN_NUMBER) {
        match->real = read_real(reader->at, reader->size);
        bool whole = match->real > -0x1p53 && match->real < 0x1p53;
        match->number = whole ? (int64_t)match->real : 0;
    } else if (reader->kind == TOKEN_TEXT) {
        char *text = mynah__arena_copy(reader->arena, reader->at + 1, reader->size - 2);
        size_t to = 0;
        for (size_t i = 0; text && text[i]; i++) {
            text[to++] = text[i];
            i += text[i] == '\'';
        }
        if (text) {
            text[to] = '\0';
        }
        match->text = text;
    } else if (is(reader, "TRUE") || is(reader, "FALSE")) {
        match->number = is(reader, "TRUE");
    } else {
        return wrong(reader, "a number, a text, TRUE or FALSE");
    }
    next(reader);
    return true;
}

// Text has no order here; what is nothing is not different either.
static bool read_comparison(struct reader *reader, const char *column, struct mynah_match *match)
{
    static const struct {
        const char *sign;
        enum mynah_match_kind kind;
    } signs[] = {
        { "=", MYNAH_MATCH_EQUAL },      { "<>", MYNAH_MATCH_NOT_EQUAL },
        { "!=", MYNAH_MATCH_NOT_EQUAL }, { "<", MYNAH_MATCH_LESS },
        { "<=", MYNAH_MATCH_AT_MOST },   { ">", MYNAH_MATCH_GREATER },
        { ">=", MYNAH_MATCH_AT_LEAST },
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (!is(reader, signs[i].sign)) {
            continue;
        }
        struct mynah_match *terms = terms_of(reader, match, MYNAH_MATCH_ALL, 2);
        next(reader);
        bool ordered = signs[i].kind >= MYNAH_MATCH_LESS;
        if (ordered && reader->kind != TOKEN_NUMBER) {
            return wrong(reader, "a number");
        }
        struct mynah_match own = { .path = column, .kind = signs[i].kind };
        if (!read_literal(reader, &own)) {
            return false;
        }
        if (terms) {
            terms[0] = (struct mynah_match){ .path = column, .kind = MYNAH_MATCH_PRESENT };
            terms[1] = own;
        }
        return true;
    }
    return wrong(reader, "=, <>, <, <=, >, >= or IS");
}

static bool read_any(struct reader *reader, struct mynah_match *match, int depth);

static bool read_condition(struct reader *reader, struct mynah_match *match, int depth)
{
    const char *column;
    if (depth > DEPTH_MOST) {
        return wrong(reader, "a condition that nests less");
    }
    if (take(reader, "NOT")) {
        struct mynah_match *term = terms_of(reader, match, MYNAH_MATCH_NOT, 1);
        struct mynah_match lost;
        return read_condition(reader, term ? term : &lost, depth + 1);
    }
    if (take(reader, "(")) {
        return read_any(reader, match, depth + 1) && need(reader, ")");
    }
    if (!need_name(reader, "a column", &column)) {
        return false;
    }
    if (take(reader, "IS")) {
        bool not_null = take(reader, "NOT");
        *match =
            (struct mynah_match){ .path = column,
                                  .kind = not_null ? MYNAH_MATCH_PRESENT : MYNAH_MATCH_ABSENT };
        return need(reader, "NULL");
    }
    return read_comparison(reader, column, match);
}

// Read conditions that are joined by one word, by `read` each.
static bool read_joined(struct reader *reader, struct mynah_match *match, int depth, bool all)
{
    struct mynah_match *terms = NULL;
    size_t count = 0, capacity = 0;
    do {
        struct mynah_match term;
        if (!(all ? read_condition(reader, &term, depth)
                  : read_joined(reader, &term, depth, true))) {
            return false;
        }
        struct mynah_match *grown =
            mynah__arena_grow(reader->arena, terms, count, &capacity, sizeof *terms);
        if (grown) {
            terms = grown;
            terms[count++] = term;
        }
    } while (take(reader, all ? "AND" : "OR"));
    if (count == 1) {
        *match = terms[0];
    } else {
        *match = (struct mynah_match){ .kind = all ? MYNAH_MATCH_ALL : MYNAH_MATCH_ANY,
                                       .terms = terms,
                                       .term_count = count };
    }
    return true;
}

static bool read_any(struct reader *reader, struct mynah_match *match, int depth)
{
    return read_joined(reader, match, depth, false);
}

// ## The query

static bool read_columns(struct reader *reader, struct select *select)
{
    size_t capacity = 0;
    if (take(reader, "*")) {
        return true;
    }
    if (take(reader, "COUNT")) {
        select->counts = true;
        return need(reader, "(") && need(reader, "*") && need(reader, ")");
    }
    do {
        const char *column = NULL;
        if (!need_name(reader, "a column or *", &column)) {
            return false;
        }
        const char **grown = mynah__arena_grow(reader->arena, select->columns, select->column_count,
                                               &capacity, sizeof *grown);
        if (grown) {
            select->columns = grown;
            grown[select->column_count++] = column;
        }
    } while (take(reader, ","));
    return true;
}

static bool read_tail(struct reader *reader, struct select *select)
{
    if (take(reader, "WHERE")) {
        struct mynah_match *where = mynah__arena_alloc(reader->arena, sizeof *where);
        struct mynah_match lost;
        if (!read_any(reader, where ? where : &lost, 1)) {
            return false;
        }
        select->where = where;
    }
    if (take(reader, "ORDER")) {
        if (!need(reader, "BY") || !need_name(reader, "a column", &select->order)) {
            return false;
        }
        select->descending = take(reader, "DESC");
        (void)(select->descending || take(reader, "ASC"));
    }
    if (take(reader, "LIMIT")) {
        double limit = reader->kind == TOKEN_NUMBER ? read_real(reader->at, reader->size) : -1;
        if (limit < 0 || limit >= 0x1p53 || memchr(reader->at, '.', reader->size)) {
            return wrong(reader, "a whole number");
        }
        select->limit = (int64_t)limit;
        next(reader);
    }
    take(reader, ";");
    return reader->kind == TOKEN_END || wrong(reader, "the end");
}

bool mynah__sql_read(struct arena *arena, const char *sql, struct select *select,
                     struct mynah_error *error)
{
    struct reader reader = { .arena = arena, .sql = sql, .at = sql, .error = error };
    *select = (struct select){ .limit = -1 };
    next(&reader);
    if (!need(&reader, "SELECT") || !read_columns(&reader, select) || !need(&reader, "FROM") ||
        !need_name(&reader, "the name of a table", &select->table) || !read_tail(&reader, select)) {
        return false;
    }
    return !arena->failed || mynah_error_set(error, MYNAH_ERROR_MEMORY, "out of memory");
}
