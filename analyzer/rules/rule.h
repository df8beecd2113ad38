// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_RULES_RULE_H
#define MYNAH_RULES_RULE_H

// The rows of rules.  A rule is one row: what it is called, why it matters, and what triggers it.
// Families of rows stand in files of their own; rules.c lists them.

#include <mynah/analyzer.h>

#define LIST(...) ((const char *const[]){ __VA_ARGS__, NULL })
#define TRIGGERS(...) ((const struct trigger[]){ __VA_ARGS__, { .kind = TRIGGER_END } })

// What is asked of an argument.  A value that is not known meets none but ABSENT's and NOT's kin.
enum predicate {
    PREDICATE_ALWAYS,   // no condition
    PREDICATE_ABSENT,   // not given, or None
    PREDICATE_PRESENT,  // given
    PREDICATE_TRUE,     // may be true: not surely false
    PREDICATE_FALSE,    // surely false
    PREDICATE_UNSET,    // not given, or surely false
    PREDICATE_IS,       // may be one of `words`: constants by their text, others by qualified name
    PREDICATE_NOT,      // not surely one of `words`
    PREDICATE_HAS,      // may be text that contains one of the letters of words[0]
    PREDICATE_CONTAINS, // may be text that contains one of `words`
    PREDICATE_STARTS,   // may be text that begins with one of `words`
    PREDICATE_OUTSIDE,  // may be a path that leads out of the working folder
    PREDICATE_OUTSIDE_TEXT, // likewise, and known
    PREDICATE_HOST,         // IS, or may be a tuple whose first element is
    PREDICATE_COMMIT,       // surely names a commit, or is not known
    PREDICATE_BELOW,        // an integer below `number`
    PREDICATE_FEWER,        // fewer than `number` arguments
    PREDICATE_BITS,         // an integer with some of the bits of `number`
    PREDICATE_UNKNOWN,      // may be data from outside
    PREDICATE_FOREIGN,      // that, and no path that begins with `__file__`
    PREDICATE_TEXT,         // may be text, known or not; surely no function
    PREDICATE_VARIABLE,     // not surely a constant, or a list or dict of them
    PREDICATE_KEYS,   // may be a dict that has one of `words` as key; or that keyword is given
    PREDICATE_SQL,    // a query that is put together of text and data
    PREDICATE_LOOP,   // not about an argument: the call stands in a loop without end
    PREDICATE_SECRET, // likewise: what the call gives is bound to a name like those of secrets
};

enum { RECEIVER = -1 }; // as a position: what the receiver's constructor was given first

struct condition {
    enum predicate predicate;
    int position;        // 1 is the first; 0: by keyword only; RECEIVER
    const char *keyword; // may be NULL
    const char *const *words;
    long number;
    bool unless; // it must not hold
};

enum trigger_kind {
    TRIGGER_END,
    TRIGGER_CALL,   // one of `names` is called: a function, a class, a method `type.name`
    TRIGGER_IMPORT, // one of `names` or what is below it is imported
    TRIGGER_STORE,  // an attribute or an item of one of `names` is set; `when` is about the value
    TRIGGER_LOAD,   // one of `names` is used at all
    TRIGGER_METHOD, // a method of that bare name is called on something of unknown type, while a
                    // module `with` is imported
    TRIGGER_ATTRIBUTE, // an attribute of that bare name is loaded from anything
    TRIGGER_ARGUMENT,  // one of `names` is passed to a call
    TRIGGER_KEYWORD,   // something that no table knows is called with that keyword
    TRIGGER_DYNAMIC, // a module is imported by a function; `names`: "*", or "!" for one with powers
};

struct trigger {
    enum trigger_kind kind;
    const char *const *names; // a trailing `.*` stands for everything below; of STORE for what is
                              // directly below
    struct condition when;
    struct condition also; // both have to hold
    const char *with;      // METHOD
    int severity;          // an enum mynah_severity + 1; 0: the rule's
    int confidence;        // an enum mynah_confidence + 1; 0: the rule's
};

enum sink {
    SINK_NONE,
    SINK_DATA, // data from outside
    SINK_CODE, // that, and text that was hidden by an encoding
};

struct rule {
    struct mynah_rule about;
    enum mynah_confidence confidence;
    enum sink sink;                 // what in its arguments makes it graver
    bool alone;                     // of an import: only where nothing else of that module is found
    const struct trigger *triggers; // NULL for what other stages report
};

struct rule_family {
    const struct rule *rows; // ends with a row without name
};

// All families; ends with a NULL pointer.
extern const struct rule_family *const mynah__rule_families[];

// Return the row of the rule with exactly that name, or NULL.
const struct rule *mynah__rule_row(const char *name);

#endif
