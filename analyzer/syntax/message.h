// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_SYNTAX_MESSAGE_H
#define MYNAH_SYNTAX_MESSAGE_H

// What CPython says, and where it said it.

#include "core/arena.h"

#include <stdint.h>

// One row for each message: name, type of exception, text, and from which version on it has the
// newer text.  A row that was worded only once has 0 and NULL there.
#define SYNTAX_MESSAGES(ROW, NEWER)                                                                \
    /* the source as bytes */                                                                      \
    ROW(NULL_BYTES, SYNTAX, "source code string cannot contain null bytes")                        \
    ROW(NOT_UTF8, SYNTAX,                                                                          \
        "Non-UTF-8 code starting with '\\x%02x' on line %d, but no encoding declared; see "        \
        "https://peps.python.org/pep-0263/ for details")                                           \
    ROW(NOT_UTF8_DECLARED, SYNTAX,                                                                 \
        "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %u: invalid %s byte")  \
    ROW(NOT_ASCII, SYNTAX,                                                                         \
        "'ascii' codec can't decode byte 0x%02x in position %u: ordinal not in range(128)")        \
    ROW(ENCODING_MARK, SYNTAX, "encoding problem: %s with BOM")                                    \
    ROW(UNKNOWN_ENCODING, SYNTAX, "unknown encoding: %s")                                          \
    /* tokens */                                                                                   \
    ROW(TABS, TAB, "inconsistent use of tabs and spaces in indentation")                           \
    ROW(TOO_DEEP, INDENTATION, "too many levels of indentation")                                   \
    ROW(UNINDENT, INDENTATION, "unindent does not match any outer indentation level")              \
    ROW(UNEXPECTED_EOF, SYNTAX, "unexpected EOF while parsing")                                    \
    ROW(LINE_CONTINUATION, SYNTAX, "unexpected character after line continuation character")       \
    ROW(INVALID_CHARACTER, SYNTAX, "invalid character '%.*s' (U+%04X)")                            \
    ROW(NON_PRINTABLE, SYNTAX, "invalid non-printable character U+%04X")                           \
    ROW(INVALID_LITERAL, SYNTAX, "invalid %s literal")                                             \
    ROW(INVALID_DIGIT, SYNTAX, "invalid digit '%c' in %s literal")                                 \
    ROW(LEADING_ZEROS, SYNTAX,                                                                     \
        "leading zeros in decimal integer literals are not permitted; use "                        \
        "an 0o prefix for octal integers")                                                         \
    ROW(DIGITS_LIMIT, SYNTAX,                                                                      \
        "Exceeds the limit (4300 digits) for integer string conversion: value has %u digits; use " \
        "sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge "      \
        "integer literals to avoid decimal conversion limits.")                                    \
    ROW(UNTERMINATED_STRING, SYNTAX, "unterminated string literal (detected at line %d)")          \
    ROW(UNTERMINATED_TRIPLE, SYNTAX,                                                               \
        "unterminated triple-quoted string literal (detected at line %d)")                         \
    ROW(UNTERMINATED_FSTRING, SYNTAX, "unterminated %c-string literal (detected at line %d)")      \
    ROW(UNTERMINATED_TRIPLE_FSTRING, SYNTAX,                                                       \
        "unterminated triple-quoted %c-string literal (detected at line %d)")                      \
    ROW(TOO_MANY_BRACKETS, SYNTAX, "too many nested parentheses")                                  \
    ROW(UNMATCHED, SYNTAX, "unmatched '%c'")                                                       \
    ROW(MISMATCH, SYNTAX, "closing parenthesis '%c' does not match opening parenthesis '%c'")      \
    ROW(MISMATCH_LINE, SYNTAX,                                                                     \
        "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d")             \
    ROW(NEVER_CLOSED, SYNTAX, "'%c' was never closed")                                             \
    ROW(FSTRING_TOKEN_UNMATCHED, SYNTAX, "%c-string: unmatched '%c'")                              \
    ROW(FSTRING_TOKEN_BRACE, SYNTAX, "%c-string: single '}' is not allowed")                       \
    ROW(FSTRING_TOKEN_MANY, SYNTAX, "too many nested f-strings")                                   \
    ROW(FSTRING_TOKEN_DEEP, SYNTAX, "%c-string: expressions nested too deeply")                    \
    /* the grammar */                                                                              \
    ROW(INVALID_SYNTAX, SYNTAX, "invalid syntax")                                                  \
    ROW(UNEXPECTED_INDENT, INDENTATION, "unexpected indent")                                       \
    ROW(UNEXPECTED_UNINDENT, INDENTATION, "unexpected unindent")                                   \
    ROW(TOO_COMPLEX, SYNTAX, "too many nested expressions")                                        \
    ROW(EXPECTED, SYNTAX, "expected '%s'")                                                         \
    ROW(EXPECTED_BLOCK, INDENTATION, "expected an indented block after %s on line %d")             \
    ROW(EXPECTED_EXCEPT, SYNTAX, "expected 'except' or 'finally' block")                           \
    ROW(MISSING_COMMA, SYNTAX, "invalid syntax. Perhaps you forgot a comma?")                      \
    ROW(PART_OF_STRING, SYNTAX, "invalid syntax. Is this intended to be part of the string?")      \
    ROW(EXPECTED_ELSE, SYNTAX, "expected 'else' after 'if' expression")                            \
    ROW(EXPECTED_AFTER_ELSE, SYNTAX, "expected expression after 'else', but statement is given")   \
    ROW(LEGACY_STATEMENT, SYNTAX,                                                                  \
        "Missing parentheses in call to '%.*s'. Did you mean %.*s(...)?")                          \
    ROW(EQUALS_NAME, SYNTAX, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")       \
    ROW(EQUALS_OTHER, SYNTAX, "cannot assign to %s here. Maybe you meant '==' instead of '='?")    \
    ROW(WALRUS_TARGET, SYNTAX, "cannot use assignment expressions with %s")                        \
    ROW(CANNOT_ASSIGN, SYNTAX, "cannot assign to %s")                                              \
    ROW(CANNOT_DELETE, SYNTAX, "cannot delete %s")                                                 \
    ROW(ANNOTATION_SINGLE, SYNTAX, "only single target (not %s) can be annotated")                 \
    ROW(ANNOTATION_ILLEGAL, SYNTAX, "illegal target for annotation")                               \
    ROW(ASSIGN_YIELD, SYNTAX, "assignment to yield expression not possible")                       \
    ROW(AUGMENTED_ILLEGAL, SYNTAX, "'%s' is an illegal expression for augmented assignment")       \
    ROW(GROUP_STAR, SYNTAX, "cannot use starred expression here")                                  \
    ROW(GROUP_DOUBLE_STAR, SYNTAX, "cannot use double starred expression here")                    \
    ROW(COMPREHENSION_STAR, SYNTAX, "iterable unpacking cannot be used in comprehension")          \
    ROW(COMPREHENSION_TARGET, SYNTAX,                                                              \
        "did you forget parentheses around the comprehension target?")                             \
    ROW(COMPREHENSION_DICT, SYNTAX, "dict unpacking cannot be used in dict comprehension")         \
    ROW(COMPREHENSION_IN, SYNTAX, "'in' expected after for-loop variables")                        \
    ROW(DICT_COLON, SYNTAX, "':' expected after dictionary key")                                   \
    ROW(DICT_VALUE, SYNTAX, "expression expected after dictionary key and ':'")                    \
    ROW(DICT_STAR, SYNTAX, "cannot use a starred expression in a dictionary value")                \
    /* calls and parameters */                                                                     \
    ROW(GENERATOR_ARGUMENT, SYNTAX, "Generator expression must be parenthesized")                  \
    ROW(UNPACKING_ORDER, SYNTAX, "iterable argument unpacking follows keyword argument unpacking") \
    ROW(POSITIONAL_ORDER, SYNTAX, "positional argument follows keyword argument")                  \
    ROW(POSITIONAL_AFTER_UNPACKING, SYNTAX,                                                        \
        "positional argument follows keyword argument unpacking")                                  \
    ROW(ARGUMENT_ASSIGNMENT, SYNTAX,                                                               \
        "expression cannot contain assignment, perhaps you meant \"==\"?")                         \
    ROW(ARGUMENT_VALUE, SYNTAX, "expected argument value expression")                              \
    ROW(ARGUMENT_UNPACKING_ASSIGN, SYNTAX, "cannot assign to keyword argument unpacking")          \
    ROW(ARGUMENT_STAR_ASSIGN, SYNTAX, "cannot assign to iterable argument unpacking")              \
    ROW(ARGUMENT_STAR, SYNTAX, "Invalid star expression")                                          \
    NEWER(NON_DEFAULT, SYNTAX, "non-default argument follows default argument", 312,               \
          "parameter without a default follows parameter with a default")                          \
    ROW(PARAMETER_PARENTHESIZED, SYNTAX, "%s parameters cannot be parenthesized")                  \
    NEWER(SLASH_FIRST, SYNTAX, "at least one argument must precede /", 314,                        \
          "at least one parameter must precede /")                                                 \
    ROW(SLASH_TWICE, SYNTAX, "/ may appear only once")                                             \
    ROW(SLASH_AFTER_STAR, SYNTAX, "/ must be ahead of *")                                          \
    ROW(SLASH_STAR, SYNTAX, "expected comma between / and *")                                      \
    ROW(DEFAULT_MISSING, SYNTAX, "expected default value expression")                              \
    NEWER(BARE_STAR, SYNTAX, "named arguments must follow bare *", 314,                            \
          "named parameters must follow bare *")                                                   \
    NEWER(STAR_TWICE, SYNTAX, "* argument may appear only once", 314, "* may appear only once")    \
    NEWER(STAR_DEFAULT, SYNTAX, "var-positional argument cannot have default value", 314,          \
          "var-positional parameter cannot have default value")                                    \
    NEWER(DOUBLE_STAR_DEFAULT, SYNTAX, "var-keyword argument cannot have default value", 314,      \
          "var-keyword parameter cannot have default value")                                       \
    NEWER(DOUBLE_STAR_LAST, SYNTAX, "arguments cannot follow var-keyword argument", 314,           \
          "parameters cannot follow var-keyword parameter")                                        \
    ROW(TYPE_PARAMS_EMPTY, SYNTAX, "Type parameter list cannot be empty")                          \
    ROW(TYPE_PARAM_BOUND, SYNTAX, "cannot use %s with %s")                                         \
    ROW(TYPE_PARAM_DEFAULT, SYNTAX,                                                                \
        "non-default type parameter '%.*s' follows default type parameter")                        \
    /* statements */                                                                               \
    ROW(IMPORT_TRAILING_COMMA, SYNTAX,                                                             \
        "trailing comma not allowed without surrounding parentheses")                              \
    ROW(IMPORT_NOTHING, SYNTAX, "Expected one or more names after 'import'")                       \
    ROW(IMPORT_FROM_ORDER, SYNTAX, "Did you mean to use 'from ... import ...' instead?")           \
    ROW(IMPORT_TARGET, SYNTAX, "cannot use %s as import target")                                   \
    ROW(EXCEPT_BOTH, SYNTAX, "cannot have both 'except' and 'except*' on the same 'try'")          \
    ROW(EXCEPT_TYPES, SYNTAX, "multiple exception types must be parenthesized")                    \
    ROW(EXCEPT_TYPES_AS, SYNTAX, "multiple exception types must be parenthesized when using 'as'") \
    ROW(EXCEPT_STAR_BARE, SYNTAX, "expected one or more exception types")                          \
    ROW(EXCEPT_TARGET, SYNTAX, "cannot use except%s statement with %s")                            \
    ROW(ELIF_AFTER_ELSE, SYNTAX, "'elif' block follows an 'else' block")                           \
    ROW(PATTERN_WILDCARD_TARGET, SYNTAX, "cannot use '_' as a target")                             \
    ROW(PATTERN_TARGET, SYNTAX, "invalid pattern target")                                          \
    ROW(PATTERN_TARGET_KIND, SYNTAX, "cannot use %s as pattern target")                            \
    ROW(PATTERN_ORDER, SYNTAX, "positional patterns follow keyword patterns")                      \
    ROW(PATTERN_REAL, SYNTAX, "real number required in complex literal")                           \
    ROW(PATTERN_IMAGINARY, SYNTAX, "imaginary number required in complex literal")                 \
    /* string literals */                                                                          \
    ROW(BYTES_ASCII, SYNTAX, "bytes can only contain ASCII literal characters")                    \
    ROW(BYTES_MIXED, SYNTAX, "cannot mix bytes and nonbytes literals")                             \
    ROW(TSTRING_MIXED, SYNTAX, "cannot mix t-string literals with string or bytes literals")       \
    ROW(ESCAPE_BYTES, SYNTAX, "(value error) invalid \\x escape at position %u")                   \
    ROW(ESCAPE_TRUNCATED, SYNTAX,                                                                  \
        "(unicode error) 'unicodeescape' codec can't decode bytes in "                             \
        "position %u-%u: truncated \\%s escape")                                                   \
    ROW(ESCAPE_ILLEGAL, SYNTAX,                                                                    \
        "(unicode error) 'unicodeescape' codec can't decode bytes in "                             \
        "position %u-%u: illegal Unicode character")                                               \
    ROW(ESCAPE_NAME, SYNTAX,                                                                       \
        "(unicode error) 'unicodeescape' codec can't decode bytes in "                             \
        "position %u-%u: malformed \\N character escape")                                          \
    ROW(ESCAPE_UNKNOWN, SYNTAX,                                                                    \
        "(unicode error) 'unicodeescape' codec can't decode bytes in "                             \
        "position %u-%u: unknown Unicode character name")                                          \
    ROW(FSTRING_BRACE, SYNTAX, "f-string: single '}' is not allowed")                              \
    ROW(FSTRING_DEEP, SYNTAX, "f-string: expressions nested too deeply")                           \
    ROW(FSTRING_BACKSLASH, SYNTAX, "f-string expression part cannot include a backslash")          \
    ROW(FSTRING_COMMENT, SYNTAX, "f-string expression part cannot include '#'")                    \
    ROW(FSTRING_BRACKETS, SYNTAX, "f-string: too many nested parenthesis")                         \
    ROW(FSTRING_UNMATCHED, SYNTAX, "f-string: unmatched '%c'")                                     \
    ROW(FSTRING_MISMATCH, SYNTAX,                                                                  \
        "f-string: closing parenthesis '%c' does not match opening parenthesis '%c'")              \
    ROW(FSTRING_UNTERMINATED, SYNTAX, "f-string: unterminated string")                             \
    ROW(FSTRING_END, SYNTAX, "f-string: expecting '}'")                                            \
    ROW(FSTRING_EMPTY, SYNTAX, "f-string: empty expression not allowed")                           \
    ROW(FSTRING_REQUIRED, SYNTAX, "f-string: expression required before '%c'")                     \
    ROW(FSTRING_CONVERSION, SYNTAX,                                                                \
        "f-string: invalid conversion character: expected 's', 'r', or 'a'")                       \
    ROW(FIELD_EMPTY, SYNTAX, "%c-string: valid expression required before '%c'")                   \
    ROW(FIELD_EXPRESSION, SYNTAX, "%c-string: expecting a valid expression after '{'")             \
    ROW(FIELD_END, SYNTAX, "%c-string: expecting '=', or '!', or ':', or '}'")                     \
    ROW(FIELD_END_DEBUG, SYNTAX, "%c-string: expecting '!', or ':', or '}'")                       \
    ROW(FIELD_END_CONVERSION, SYNTAX, "%c-string: expecting ':' or '}'")                           \
    ROW(FIELD_END_SPEC, SYNTAX, "%c-string: expecting '}', or format specs")                       \
    ROW(FIELD_END_BRACE, SYNTAX, "%c-string: expecting '}'")                                       \
    ROW(FIELD_CONVERSION_MISSING, SYNTAX, "%c-string: missing conversion character")               \
    ROW(FIELD_CONVERSION_INVALID, SYNTAX, "%c-string: invalid conversion character")               \
    ROW(FIELD_CONVERSION, SYNTAX,                                                                  \
        "%c-string: invalid conversion character '%.*s': expected 's', "                           \
        "'r', or 'a'")                                                                             \
    ROW(FIELD_CONVERSION_GAP, SYNTAX,                                                              \
        "%c-string: conversion type must come right after the exclamation mark")                   \
    ROW(FIELD_LAMBDA, SYNTAX, "%c-string: lambda expressions are not allowed without parentheses") \
    /* __future__ */                                                                               \
    ROW(FUTURE_LATE, SYNTAX, "from __future__ imports must occur at the beginning of the file")    \
    ROW(FUTURE_UNKNOWN, SYNTAX, "future feature %s is not defined")                                \
    ROW(FUTURE_BRACES, SYNTAX, "not a chance")                                                     \
    /* the symbol table */                                                                         \
    ROW(DUPLICATE_PARAMETER, SYNTAX, "duplicate argument '%s' in function definition")             \
    ROW(DUPLICATE_TYPE_PARAMETER, SYNTAX, "duplicate type parameter '%s'")                         \
    ROW(NAME_IS_PARAMETER, SYNTAX, "name '%s' is parameter and %s")                                \
    ROW(NAME_IS_USED, SYNTAX, "name '%s' is used prior to %s declaration")                         \
    ROW(NAME_IS_ASSIGNED, SYNTAX, "name '%s' is assigned to before %s declaration")                \
    ROW(NAME_IS_ANNOTATED, SYNTAX, "annotated name '%s' can't be %s")                              \
    ROW(NAME_IS_BOTH, SYNTAX, "name '%s' is nonlocal and global")                                  \
    ROW(NONLOCAL_MODULE, SYNTAX, "nonlocal declaration not allowed at module level")               \
    ROW(NONLOCAL_UNBOUND, SYNTAX, "no binding for nonlocal '%s' found")                            \
    ROW(NONLOCAL_TYPE_PARAMETER, SYNTAX, "nonlocal binding not allowed for type parameter '%s'")   \
    ROW(IMPORT_STAR, SYNTAX, "import * only allowed at module level")                              \
    ROW(WALRUS_ITERABLE, SYNTAX,                                                                   \
        "assignment expression cannot be used in a comprehension iterable expression")             \
    ROW(WALRUS_REBINDS, SYNTAX,                                                                    \
        "assignment expression cannot rebind comprehension iteration variable '%s'")               \
    ROW(WALRUS_REBOUND, SYNTAX,                                                                    \
        "comprehension inner loop cannot rebind assignment expression target '%s'")                \
    ROW(WALRUS_CLASS, SYNTAX,                                                                      \
        "assignment expression within a comprehension cannot be used in a class body")             \
    ROW(WALRUS_WITHIN, SYNTAX,                                                                     \
        "assignment expression within a comprehension cannot be used within %s")                   \
    ROW(YIELD_INSIDE, SYNTAX, "'yield' inside %s")                                                 \
    NEWER(WITHIN, SYNTAX, "'%s' can not be used within %s", 312, "%s cannot be used within %s")    \
    /* the compiler */                                                                             \
    ROW(RETURN_OUTSIDE, SYNTAX, "'return' outside function")                                       \
    ROW(RETURN_VALUE, SYNTAX, "'return' with value in async generator")                            \
    ROW(YIELD_OUTSIDE, SYNTAX, "'yield' outside function")                                         \
    ROW(YIELD_FROM_ASYNC, SYNTAX, "'yield from' inside async function")                            \
    ROW(AWAIT_OUTSIDE, SYNTAX, "'await' outside function")                                         \
    ROW(AWAIT_NOT_ASYNC, SYNTAX, "'await' outside async function")                                 \
    ROW(ASYNC_OUTSIDE, SYNTAX, "'async %s' outside async function")                                \
    ROW(ASYNC_COMPREHENSION, SYNTAX,                                                               \
        "asynchronous comprehension outside of an asynchronous function")                          \
    ROW(BREAK_OUTSIDE, SYNTAX, "'break' outside loop")                                             \
    ROW(CONTINUE_OUTSIDE, SYNTAX, "'continue' not properly in loop")                               \
    ROW(EXCEPT_STAR_LEFT, SYNTAX,                                                                  \
        "'break', 'continue' and 'return' cannot appear in an except* block")                      \
    ROW(EXCEPT_ORDER, SYNTAX, "default 'except:' must be last")                                    \
    ROW(TOO_MANY_BLOCKS, SYNTAX, "too many statically nested blocks")                              \
    ROW(TOO_DEEP_TO_COMPILE, RECURSION, "maximum recursion depth exceeded during compilation")     \
    ROW(DEBUG_ASSIGN, SYNTAX, "cannot assign to __debug__")                                        \
    ROW(DEBUG_DELETE, SYNTAX, "cannot delete __debug__")                                           \
    ROW(STAR_TARGET, SYNTAX, "starred assignment target must be in a list or tuple")               \
    ROW(STAR_TARGETS, SYNTAX, "multiple starred expressions in assignment")                        \
    ROW(STAR_TARGET_LATE, SYNTAX, "too many expressions in star-unpacking assignment")             \
    ROW(STAR_VALUE, SYNTAX, "can't use starred expression here")                                   \
    ROW(KEYWORD_REPEATED, SYNTAX, "keyword argument repeated: %s")                                 \
    ROW(PATTERN_UNREACHABLE_NAME, SYNTAX,                                                          \
        "name capture '%s' makes remaining patterns unreachable")                                  \
    ROW(PATTERN_UNREACHABLE, SYNTAX, "wildcard makes remaining patterns unreachable")              \
    ROW(PATTERN_NAME_TWICE, SYNTAX, "multiple assignments to name '%s' in pattern")                \
    ROW(PATTERN_NAMES, SYNTAX, "alternative patterns bind different names")                        \
    ROW(PATTERN_STARS, SYNTAX, "multiple starred names in sequence pattern")                       \
    ROW(PATTERN_KEY_TWICE, SYNTAX, "mapping pattern checks duplicate key (%s)")                    \
    ROW(PATTERN_ATTRIBUTE_TWICE, SYNTAX, "attribute name repeated in class pattern: %s")           \
    ROW(PATTERN_VALUE, SYNTAX, "patterns may only match literals and attribute lookups")           \
    ROW(PATTERN_KEY, SYNTAX, "mapping pattern keys may only match literals and attribute lookups")

#define MESSAGE_ROW(name, type, text) MESSAGE_##name,
#define MESSAGE_NEWER(name, type, text, since, newer) MESSAGE_##name,
enum message { SYNTAX_MESSAGES(MESSAGE_ROW, MESSAGE_NEWER) MESSAGE_COUNT };
#undef MESSAGE_ROW
#undef MESSAGE_NEWER

// An error that was found.  It is set once: the first one stays.
struct failure {
    bool set;
    enum message message;
    uint32_t start; // bytes in the source
    uint32_t end;   // `start` where CPython gives no range
    const char *text;
};

// Set `failure` with the text of `message`, whose format takes the arguments behind.
void mynah__failure_set(struct failure *failure, struct arena *arena, int version,
                        enum message message, ...);

// Return the exception that CPython raises: "SyntaxError", "IndentationError", "TabError",
// "RecursionError".
const char *mynah__message_type(enum message message);

#endif
