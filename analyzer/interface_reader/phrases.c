// SPDX-License-Identifier: Apache-2.0
//
// Conditions as documentation words them.  Rows of phrases say what is understood; all else says
// nothing.  In a row `a|b` is one of these words, `?` behind it says that it may be left out, `#`
// is a number, `@` several literals, `$` the parameter, `~` a word for what kind of thing it is,
// `%` what is counted.

#include "interface_reader/phrases.h"

#include <stdint.h>
#include <string.h>

enum { CAPTURES_MOST = 2, TOKENS_MOST = 400, WORD_MOST = 64 };

struct phrase {
    const char *words;
    const char *test; // `$` the parameter, `#1` the first number, `@` the literals
    const char *example;
    enum demand_family family;
};

// clang-format off

// What it is to be.
static const struct phrase required[] = {
    { "strictly? positive ~?", "$ > 0", "1", DEMAND_LOW },
    { "non-negative|nonnegative ~?", "$ >= 0", "0", DEMAND_LOW },
    { "not negative", "$ >= 0", "0", DEMAND_LOW },
    { "strictly? negative ~?", "$ < 0", "-1", DEMAND_HIGH },
    { "non-zero|nonzero ~?", "$ != 0", "1", DEMAND_LOW },
    { "strictly? greater|larger|more|higher|bigger than #", "$ > #1", "#1+", DEMAND_LOW },
    { "greater|larger|more|higher|bigger than or equal to? #", "$ >= #1", "#1", DEMAND_LOW },
    { "greater|larger|higher or equal to? #", "$ >= #1", "#1", DEMAND_LOW },
    { "above #", "$ > #1", "#1+", DEMAND_LOW },
    { "at least #", "$ >= #1", "#1", DEMAND_LOW },
    { "no|not less|smaller|lower|fewer than #", "$ >= #1", "#1", DEMAND_LOW },
    { "strictly? less|smaller|lower|fewer than #", "$ < #1", "#1-", DEMAND_HIGH },
    { "less|smaller|lower|fewer than or equal to? #", "$ <= #1", "#1", DEMAND_HIGH },
    { "less|smaller|lower or equal to? #", "$ <= #1", "#1", DEMAND_HIGH },
    { "below #", "$ < #1", "#1-", DEMAND_HIGH },
    { "at most #", "$ <= #1", "#1", DEMAND_HIGH },
    { "no|not more|greater|larger|higher than #", "$ <= #1", "#1", DEMAND_HIGH },
    { "between # and # inclusive|inclusively?", "#1 <= $ <= #2", "#1", DEMAND_LOW },
    { "between # and # ( inclusive )", "#1 <= $ <= #2", "#1", DEMAND_LOW },
    { "between # and # exclusive", "#1 < $ < #2", "(#1 + #2) / 2", DEMAND_LOW },
    { "between # and # ( exclusive )", "#1 < $ < #2", "(#1 + #2) / 2", DEMAND_LOW },
    { "in|within the? range|interval? of|from? # to|- #", "#1 <= $ <= #2", "#1", DEMAND_LOW },
    { "in|within the? range|interval? [ # , # ]", "#1 <= $ <= #2", "#1", DEMAND_LOW },
    { "in|within the? range|interval? [ # , # )", "#1 <= $ < #2", "#1", DEMAND_LOW },
    { "in|within the? range|interval? ( # , # ]", "#1 < $ <= #2", "#2", DEMAND_LOW },
    { "in|within the? range|interval? ( # , # )", "#1 < $ < #2", "(#1 + #2) / 2", DEMAND_LOW },
    { "# <= $ <= #", "#1 <= $ <= #2", "#1", DEMAND_LOW },
    { "# <= $ < #", "#1 <= $ < #2", "#1", DEMAND_LOW },
    { "# < $ <= #", "#1 < $ <= #2", "#2", DEMAND_LOW },
    { "# < $ < #", "#1 < $ < #2", "(#1 + #2) / 2", DEMAND_LOW },
    { "$? > #", "$ > #1", "#1+", DEMAND_LOW },
    { "$? >= #", "$ >= #1", "#1", DEMAND_LOW },
    { "$? < #", "$ < #1", "#1-", DEMAND_HIGH },
    { "$? <= #", "$ <= #1", "#1", DEMAND_HIGH },
    { "a? multiple of #", "$ % #1 == 0", "#1", DEMAND_CHOICE },
    { "divisible by #", "$ % #1 == 0", "#1", DEMAND_CHOICE },
    { "one of the? following|values? :? @", "$ in @", "@", DEMAND_CHOICE },
    { "either @", "$ in @", "@", DEMAND_CHOICE },
    { "{ @ }", "$ in @", "@", DEMAND_CHOICE },
    { "@", "$ in @", "@", DEMAND_CHOICE },
    { "non-empty|nonempty ~?", "len($) > 0", "*1", DEMAND_LENGTH },
    { "not empty", "len($) > 0", "*1", DEMAND_LENGTH },
    { "not none", "$ is not None", "", DEMAND_NONE },
    { "non-blank|nonblank ~?", "$.strip() != \"\"", "*1", DEMAND_LENGTH },
    { "exactly # % long?", "len($) == #1", "*#1",
      DEMAND_LENGTH },
    { "at least # % long?",
      "len($) >= #1", "*#1", DEMAND_LENGTH },
    { "max|maximum of? # % long?",
      "len($) <= #1", "*1", DEMAND_LENGTH },
    { "# % or less|fewer", "len($) <= #1", "*1", DEMAND_LENGTH },
    { "at most # % long?", "len($) <= #1", "*1",
      DEMAND_LENGTH },
    { "up to # % long?", "len($) <= #1", "*1", DEMAND_LENGTH },
    { "no|not more|longer than # % long?",
      "len($) <= #1", "*1", DEMAND_LENGTH },
    { "between # and # % long?",
      "#1 <= len($) <= #2", "*#1", DEMAND_LENGTH },
    { "# to|- # % long?", "#1 <= len($) <= #2", "*#1", DEMAND_LENGTH },
};

// What it is not to be.
static const struct phrase forbidden[] = {
    { "negative or zero", "$ > 0", "1", DEMAND_LOW },
    { "zero or negative|less", "$ > 0", "1", DEMAND_LOW },
    { "negative", "$ >= 0", "0", DEMAND_LOW },
    { "zero", "$ != 0", "1", DEMAND_LOW },
    { "non-positive|nonpositive", "$ > 0", "1", DEMAND_LOW },
    { "less|smaller|lower|fewer than #", "$ >= #1", "#1", DEMAND_LOW },
    { "below #", "$ >= #1", "#1", DEMAND_LOW },
    { "less|smaller|lower than or equal to? #", "$ > #1", "#1+", DEMAND_LOW },
    { "less|smaller|lower than zero", "$ >= 0", "0", DEMAND_LOW },
    { "greater|larger|more|higher|bigger than #", "$ <= #1", "#1", DEMAND_HIGH },
    { "above #", "$ <= #1", "#1", DEMAND_HIGH },
    { "greater|larger|more|higher than or equal to? #", "$ < #1", "#1-", DEMAND_HIGH },
    { "exceed|exceeds|exceeding #", "$ <= #1", "#1", DEMAND_HIGH },
    { "< #", "$ >= #1", "#1", DEMAND_LOW },
    { "<= #", "$ > #1", "#1+", DEMAND_LOW },
    { "> #", "$ <= #1", "#1", DEMAND_HIGH },
    { ">= #", "$ < #1", "#1-", DEMAND_HIGH },
    { "outside of? the? range|interval? [ # , # ]", "#1 <= $ <= #2", "#1", DEMAND_LOW },
    { "outside of? the? range|interval? # to|- #", "#1 <= $ <= #2", "#1", DEMAND_LOW },
    { "empty", "len($) > 0", "*1", DEMAND_LENGTH },
    { "an empty ~", "len($) > 0", "*1", DEMAND_LENGTH },
    { "blank", "$.strip() != \"\"", "*1", DEMAND_LENGTH },
    { "none", "$ is not None", "", DEMAND_NONE },
    { "longer than # %", "len($) <= #1", "*1", DEMAND_LENGTH },
    { "shorter than # %", "len($) >= #1", "*#1", DEMAND_LENGTH },
    { "exceed|exceeds # %", "len($) <= #1", "*1", DEMAND_LENGTH },
};

#define WHENEVER                                                                                   \
    "raised? if|when|whenever? the? given|provided|specified? $ argument|parameter|value? "

// What comes before: `negated` ones before what it is not to be.
static const struct { enum lead lead; const char *words; bool negated; } leads[] = {
    { LEAD_NONE, "a|an? ~?", false },
    { LEAD_NONE, "a|an? string|str|text of|with", false },
    { LEAD_MUST, "it|this|value? must be a|an? ~?", false },
    { LEAD_MUST, "the value must be a|an? ~?", false },
    { LEAD_MUST, "has|needs to be a|an? ~?", false },
    { LEAD_MUST, "must have|contain|lie|fall", false },
    { LEAD_MUST, "it|this|value? must|can|may not be", true },
    { LEAD_MUST, "it|this|value? cannot|can't|mustn't be", true },
    { LEAD_MUST, "must never be", true },
    { LEAD_MUST, "it|this|value? must|may not", true },
    { LEAD_NAMED, "the? $ must be a|an? ~?", false },
    { LEAD_NAMED, "the? $ has|needs to be a|an? ~?", false },
    { LEAD_NAMED, "the? $ must have|contain|lie|fall", false },
    { LEAD_NAMED, "the? $ must|can|may not be", true },
    { LEAD_NAMED, "the? $ cannot|can't|mustn't be", true },
    { LEAD_NAMED, "the? $ must|may not", true },
    { LEAD_RAISES, WHENEVER "is|are|was", true },
    { LEAD_RAISES, WHENEVER "is|are|was not a|an? ~?", false },
    { LEAD_RAISES, WHENEVER "isn't|aren't|wasn't a|an? ~?", false },
    { LEAD_RAISES, "raised? if|when|whenever? the? $", true },
};

static const char *const things[] = {
    "integer", "int", "number", "float", "decimal", "value", "real", "string", "str", "text", "name",
    "list", "sequence", "tuple", "set", "dict", "dictionary", "mapping", "collection", "iterable",
    "array", "bytes", "amount", "count", "integers", "numbers",
};

// What is counted.
static const char *const letters[] = { "characters", "character", "chars", "char", "letters" };
static const char *const members[] = {
    "items", "item", "elements", "element", "entries", "entry", "values",
};

// What takes a condition back, or says that there are others, in the same sentence.
static const char *const hedges[] = {
    "if", "when", "unless", "except", "otherwise", "or", "else", "usually", "typically",
    "generally", "normally", "may", "might", "should", "recommended", "preferably", "ideally",
    "while", "where", "negative", "zero", "etc", "example", "e.g", "eg", "such", "like",
    "including", "instance", "only", "depending", "unlimited", "infinite", "disable", "disables", "means",
};

// The same between reasons of which each is one.
static const char *const conjunctions[] = { "and", "but", "unless", "except", "only", "while" };

// The same in another sentence.
static const char *const retractions[] = {
    "unless", "except", "otherwise", "unlimited", "infinite", "infinity", "disable", "disables",
    "disabled", "means", "special", "zero", "negative", "exception", "ignored", "instead",
};
// clang-format on

/* Tokens */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

// Return the length of the number at `at`, 0 when there is none.
static size_t number_size(const char *at)
{
    size_t size = *at == '-';
    size_t digits = strspn(at + size, "0123456789");
    size += digits;
    if (digits && at[size] == '.' && is_digit(at[size + 1])) {
        size += 1 + strspn(at + size + 1, "0123456789");
    }
    // "1,000", "10k", "5%", "007": no numbers of Python's, or of something.
    bool grouped = at[size] == ',' && is_digit(at[size + 1]);
    bool zeros = digits > 1 && at[*at == '-'] == '0';
    bool more = is_letter(at[size]) || at[size] == '%' || at[size] == '*' || grouped || zeros;
    return digits && digits < 16 && !more ? size : 0;
}

static size_t word_size(const char *at)
{
    size_t size = 0;
    while (is_letter(at[size]) || is_digit(at[size]) ||
           ((at[size] == '-' || at[size] == '\'' || at[size] == '.') && is_letter(at[size + 1]) &&
            size > 0)) {
        size++;
    }
    return size;
}

static struct token take_text(struct phrases *phrases, const char **at)
{
    char quote = **at;
    size_t size = strcspn(*at + 1, quote == '"' ? "\"\\" : "'\"\\");
    struct token token = { TOKEN_SIGN, "'" };
    if ((*at)[size + 1] == quote) {
        token = (struct token){ TOKEN_TEXT, mynah__arena_format(phrases->arena, "\"%.*s\"",
                                                                (int)size, *at + 1) };
        *at += size + 1;
    }
    *at += 1;
    return token;
}

static struct token take_word(struct phrases *phrases, const char **at, size_t size)
{
    char *word = mynah__arena_copy(phrases->arena, *at, size);
    for (char *letter = word; letter && *letter; letter++) {
        *letter = *letter >= 'A' && *letter <= 'Z' ? (char)(*letter + ('a' - 'A')) : *letter;
    }
    *at += size;
    return (struct token){ TOKEN_WORD, word };
}

static struct token take_sign(struct phrases *phrases, const char **at)
{
    static const char *const longs[] = { "<=", ">=", "==", "!=", "..." };
    size_t size = 1;
    for (size_t i = 0; i < sizeof longs / sizeof *longs; i++) {
        size = strncmp(*at, longs[i], strlen(longs[i])) == 0 ? strlen(longs[i]) : size;
    }
    const char *sign = mynah__arena_copy(phrases->arena, *at, size);
    *at += size;
    return (struct token){ TOKEN_SIGN, sign };
}

bool mynah__phrases_read(struct phrases *phrases, const char *text)
{
    phrases->count = 0;
    phrases->tokens = mynah__arena_alloc(phrases->arena, TOKENS_MOST * sizeof *phrases->tokens);
    const char *start = text;
    while (phrases->tokens && *text && phrases->count < TOKENS_MOST) {
        bool behind = text > start && (is_digit(text[-1]) || is_letter(text[-1]));
        if (*text == ' ' || *text == '`' || *text == '\t' || *text == '*') {
            text++;
            continue;
        }
        size_t number = *text == '-' && behind ? 0 : number_size(text);
        size_t word = number ? 0 : word_size(text);
        struct token token;
        if (number) {
            token = (struct token){ TOKEN_NUMBER, mynah__arena_copy(phrases->arena, text, number) };
            text += number;
        } else if (word) {
            token = take_word(phrases, &text, word);
        } else if (*text == '"' || *text == '\'') {
            token = take_text(phrases, &text);
        } else {
            token = take_sign(phrases, &text);
        }
        if (!token.text) {
            return false;
        }
        phrases->tokens[phrases->count++] = token;
    }
    return phrases->tokens != NULL;
}

/* Phrases */

struct match {
    const char *numbers[CAPTURES_MOST];
    size_t number_count;
    const char *literals; // "(\"a\", \"b\")"
    const char *first;
    bool texts; // the literals are, or what is counted is in one
};

static bool among(const char *const *words, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(words[i], word) == 0) {
            return true;
        }
    }
    return false;
}

#define AMONG(words, word) among(words, sizeof(words) / sizeof *(words), word)

bool mynah__phrases_is(const struct phrases *phrases, size_t at, const char *sign)
{
    return at < phrases->count && phrases->tokens[at].kind != TOKEN_TEXT &&
           strcmp(phrases->tokens[at].text, sign) == 0;
}

// Take the parameter's name, as it is or as words; returns where it ends, 0 when it is not there.
static size_t take_parameter(const struct phrases *phrases, size_t at)
{
    char name[WORD_MOST] = "";
    if (strlen(phrases->parameter) >= WORD_MOST) {
        return 0;
    }
    for (size_t i = 0; phrases->parameter[i]; i++) {
        char c = phrases->parameter[i];
        name[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
        name[i + 1] = '\0';
    }
    if (at < phrases->count && strcmp(phrases->tokens[at].text, name) == 0) {
        return at + 1;
    }
    for (char *part = name, *end; part; part = end ? end + 1 : NULL) {
        end = strchr(part, '_');
        if (end) {
            *end = '\0';
        }
        if (at >= phrases->count || strcmp(phrases->tokens[at++].text, part) != 0) {
            return 0;
        }
    }
    return at;
}

// Take literals of one kind with commas or words between them, at least two.
static size_t take_literals(const struct phrases *phrases, size_t at, struct match *match)
{
    struct token *tokens = phrases->tokens;
    enum token_kind kind = at < phrases->count ? tokens[at].kind : TOKEN_SIGN;
    const char *list = "(";
    size_t count = 0;
    if (mynah__phrases_is(phrases, at, "(") || mynah__phrases_is(phrases, at, "[")) {
        size_t end = take_literals(phrases, at + 1, match);
        bool closed =
            end && (mynah__phrases_is(phrases, end, ")") || mynah__phrases_is(phrases, end, "]"));
        return closed ? end + 1 : 0;
    }
    if (kind != TOKEN_TEXT && kind != TOKEN_NUMBER) {
        return 0;
    }
    match->first = tokens[at].text;
    match->texts = kind == TOKEN_TEXT;
    for (size_t next = at; next < phrases->count && tokens[next].kind == kind && list;) {
        list = mynah__arena_format(phrases->arena, "%s%s%s", list, count++ ? ", " : "",
                                   tokens[next].text);
        at = ++next;
        next += mynah__phrases_is(phrases, next, ",");
        next += mynah__phrases_is(phrases, next, "or") || mynah__phrases_is(phrases, next, "and") ||
                mynah__phrases_is(phrases, next, "|");
    }
    match->literals = list ? mynah__arena_format(phrases->arena, "%s)", list) : NULL;
    return count >= 2 && match->literals ? at : 0;
}

// Take a token for one item of a row; returns where it ends, 0 when it is another.
static size_t take_item(const struct phrases *phrases, const char *item, size_t size, size_t at,
                        struct match *match)
{
    if (*item == '$') {
        return take_parameter(phrases, at);
    }
    if (*item == '@') {
        return take_literals(phrases, at, match);
    }
    if (at >= phrases->count) {
        return 0;
    }
    const struct token *token = &phrases->tokens[at];
    if (*item == '#') {
        if (token->kind != TOKEN_NUMBER || match->number_count == CAPTURES_MOST) {
            return 0;
        }
        match->numbers[match->number_count++] = token->text;
        return at + 1;
    }
    if (*item == '~') {
        return token->kind == TOKEN_WORD && AMONG(things, token->text) ? at + 1 : 0;
    }
    if (*item == '%') {
        match->texts = token->kind == TOKEN_WORD && AMONG(letters, token->text);
        return match->texts || (token->kind == TOKEN_WORD && AMONG(members, token->text)) ? at + 1
                                                                                          : 0;
    }
    for (size_t i = 0; i < size && token->kind != TOKEN_TEXT; i++) {
        size_t word = strcspn(item + i, "| ?");
        word = word ? word : 1;
        if (strlen(token->text) == word && strncmp(token->text, item + i, word) == 0) {
            return at + 1;
        }
        i += word;
    }
    return 0;
}

// Match a row from a token on.  Returns where it ends + 1, so that nothing is something; 0: not.
static size_t take_row(const struct phrases *phrases, const char *row, size_t at,
                       struct match *match)
{
    while (*row) {
        size_t size = strcspn(row, " ");
        bool optional = size > 1 && row[size - 1] == '?';
        size_t end = take_item(phrases, row, size - optional, at, match);
        if (!end && !optional) {
            return 0;
        }
        at = end ? end : at;
        row += size;
        row += *row == ' ';
    }
    return at + 1;
}

/* Demands */

// Add the next one, or the one before, to a whole number: what is surely greater or less.
static const char *neighbour(struct arena *arena, const char *number, char sign)
{
    int64_t value = 0;
    size_t digits = strspn(number, "0123456789");
    if (number[digits] || digits > 15) {
        return mynah__arena_format(arena, "%s %c 1", number, sign);
    }
    for (size_t i = 0; i < digits; i++) {
        value = value * 10 + (number[i] - '0');
    }
    return mynah__arena_format(arena, "%lld", (long long)(sign == '+' ? value + 1 : value - 1));
}

// Fill a row's text in.
static const char *fill(const struct phrases *phrases, const struct match *match, const char *text,
                        bool example)
{
    const char *made = "";
    while (*text && made) {
        size_t plain = strcspn(text, "$#@");
        const char *part = text[plain] == '$'   ? phrases->parameter
                           : text[plain] == '@' ? (example ? match->first : match->literals)
                                                : "";
        size_t size = plain + (text[plain] != '\0');
        if (text[plain] == '#') {
            size_t index = (size_t)(text[plain + 1] - '1');
            char sign = text[plain + 2];
            part = match->numbers[index];
            size++;
            if (sign == '+' || sign == '-') {
                part = neighbour(phrases->arena, part, sign);
                size++;
            }
        }
        made = part ? mynah__arena_format(phrases->arena, "%s%.*s%s", made, (int)plain, text, part)
                    : NULL;
        text += size;
    }
    return made;
}

static bool add_demand(const struct phrases *phrases, const struct phrase *phrase,
                       const struct match *match, struct demands *demands)
{
    struct demand demand = {
        .family = phrase->family,
        .test = fill(phrases, match, phrase->test, false),
        .example = fill(phrases, match, phrase->example, true),
        .of_text = match->texts,
        .of_numbers = phrase->family == DEMAND_CHOICE && match->literals && !match->texts,
    };
    if (!demand.test || !demand.example || demands->count == DEMANDS_MOST) {
        return false;
    }
    demands->items[demands->count++] = demand;
    return true;
}

// Whether what follows an "or" or "and" begins with what it is about: then it is another matter.
static bool has_subject(const struct phrases *phrases, size_t at)
{
    static const char *const verbs[] = { "is", "are", "was", "isn't", "has", "does", "cannot" };
    for (size_t i = at; i < at + 5 && i < phrases->count; i++) {
        if (phrases->tokens[i].kind != TOKEN_WORD) {
            return false;
        }
        if (i > at && AMONG(verbs, phrases->tokens[i].text)) {
            return true;
        }
    }
    return false;
}

// Whether literals alone are all there are: nothing else is said but what the default is.
static bool stands_alone(const struct phrases *phrases, size_t at, size_t end)
{
    return at == 0 && (mynah__phrases_sentence_end(phrases, end) ||
                       mynah__phrases_is(phrases, end + 1, "optional") ||
                       mynah__phrases_is(phrases, end + 1, "default") ||
                       mynah__phrases_is(phrases, end + 1, "defaults"));
}

// Take the longest row of a table that ends where a clause can, or before "and" or "or" and another
// one.  Returns where it ends, 0 when there is none.
static size_t take_demand(const struct phrases *phrases, size_t at, bool negated,
                          struct demands *demands, int depth)
{
    const struct phrase *rows = negated ? forbidden : required;
    size_t count =
        negated ? sizeof forbidden / sizeof *forbidden : sizeof required / sizeof *required;
    const char *joint = negated ? "or" : "and";
    for (size_t i = 0; i < count; i++) {
        struct match match = { .number_count = 0 };
        size_t end = take_row(phrases, rows[i].words, at, &match);
        struct demands more = *demands;
        bool literals = phrases->bare && *rows[i].words == '@';
        end = literals && !stands_alone(phrases, at, end - 1) ? 0 : end;
        if (!end || --end == at || !add_demand(phrases, &rows[i], &match, &more)) {
            continue;
        }
        if (mynah__phrases_is(phrases, end, joint) && depth == 0) {
            size_t last = take_demand(phrases, end + 1, negated, &more, 1);
            if (last || (negated && has_subject(phrases, end + 1))) {
                *demands = more;
                return last ? last : end;
            }
        } else if (mynah__phrases_boundary(phrases, end)) {
            *demands = more;
            return end;
        }
    }
    return 0;
}

size_t mynah__phrases_demand(struct phrases *phrases, size_t at, enum lead lead,
                             struct demands *demands)
{
    phrases->bare = lead == LEAD_NONE;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        struct match match = { .number_count = 0 };
        size_t start = leads[i].lead == lead ? take_row(phrases, leads[i].words, at, &match) : 0;
        size_t end = start ? take_demand(phrases, start - 1, leads[i].negated, demands, 0) : 0;
        if (end) {
            return end;
        }
    }
    // "a positive integer": what the lead took for the kind of thing may belong to the row.
    return lead == LEAD_NONE ? take_demand(phrases, at, false, demands, 0) : 0;
}

/* Around them */

bool mynah__phrases_sentence_end(const struct phrases *phrases, size_t at)
{
    return at >= phrases->count || mynah__phrases_is(phrases, at, ".");
}

bool mynah__phrases_boundary(const struct phrases *phrases, size_t at)
{
    static const char *const signs[] = { ",", ";", ")", "(" };
    return mynah__phrases_sentence_end(phrases, at) ||
           (phrases->tokens[at].kind == TOKEN_SIGN && AMONG(signs, phrases->tokens[at].text));
}

bool mynah__phrases_hedged(const struct phrases *phrases, size_t from, size_t to, enum hedge hedge)
{
    for (size_t i = from; i < to && i < phrases->count; i++) {
        const struct token *token = &phrases->tokens[i];
        bool default_value =
            i > from &&
            (strncmp(token[-1].text, "default", 7) == 0 || mynah__phrases_is(phrases, i - 1, ":") ||
             mynah__phrases_is(phrases, i - 1, "=") || mynah__phrases_is(phrases, i - 1, "to"));
        bool limit = token->kind == TOKEN_NUMBER && !default_value &&
                     (strcmp(token->text, "0") == 0 || *token->text == '-');
        bool word = token->kind == TOKEN_WORD &&
                    (hedge == HEDGE_SENTENCE ? AMONG(hedges, token->text)
                     : hedge == HEDGE_REASON ? AMONG(conjunctions, token->text)
                                             : AMONG(retractions, token->text));
        if (limit || word || mynah__phrases_is(phrases, i, "...")) {
            return true;
        }
    }
    return false;
}
