// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_VARIANT_ROWS_H
#define MYNAH_VARIANT_ROWS_H

// The tables that variants are put together from.  They are text files beside this one, which
// embed.py makes C of; docs/variants.md says what their lines mean.
//
// Rows exclude each other by words: a row has some, and needs or rejects some of the others'.

#include <mynah/variants.h>

// What a row has, as the files spell it.  A payload has exactly one of the first five.
enum word {
    WORD_CALL = 1 << 0,       // `module.member(arguments)`
    WORD_METHOD = 1 << 1,     // the same of something that the module makes
    WORD_LOAD = 1 << 2,       // an attribute of that is loaded
    WORD_STORE = 1 << 3,      // or stored
    WORD_BLOCK = 1 << 4,      // lines of its own
    WORD_DANGER = 1 << 5,     // writes, reads or risks something, or belongs to what could
    WORD_AWAIT = 1 << 6,      // gives something to be awaited
    WORD_PRELOADED = 1 << 7,  // hosts bind the name beforehand
    WORD_BUILTIN = 1 << 8,    // it is there without an import
    WORD_DOTTED = 1 << 9,     // the module's name has a dot
    WORD_STATEMENT = 1 << 10, // the use is no expression
    WORD_TOP = 1 << 11,       // what comes before the use stands at the top of the module
    WORD_UNLISTED = 1 << 12,  // `import *` does not bring it
    WORD_NAMED = 1 << 13,     // the call has arguments with names
    WORD_SINGLE = 1 << 14,    // the call has one argument
    WORD_STAR = 1 << 15,      // all names of a module are imported
    WORD_ARGUMENTS = 1 << 16, // the call has arguments
    WORD_BROKEN = 1 << 17,    // it does not compile
    WORD_PREPARED = 1 << 19,  // what comes before the use is to be reported by itself
    WORD_LINES = 1 << 20,     // lines of its own come before
    WORD_RAISING = 1 << 18,   // it raises an exception
    WORD_SETTING = 1 << 21,   // what is risky about it is a setting, not an act
    WORD_SOURCE = 1 << 22,    // it is about the text that the code is written in
    WORD_TENDED = 1 << 23,    // the owner is called once before the use, so it needs a name
    WORD_EXITING = 1 << 24,   // what is done is done when the interpreter ends
    WORD_CLASS = 1 << 26,     // the owner is a class, and the method needs nothing made of it
    WORD_TEXT = 1 << 25,      // it counts wherever it stands, whether that is run or not
};

enum payload_kind {
    PAYLOAD_PLAIN = 0,
    PAYLOAD_WRITE,
    PAYLOAD_READ,
    PAYLOAD_RISK,
    PAYLOAD_LOW, // a risk that nobody has to be asked about
    PAYLOAD_BROKEN,
};

struct payload {
    const char *name;
    const char *family;
    const char *api;
    const char *module;  // NULL: none
    const char *owner;   // what the module makes: "PV({c})"; "": nothing
    const char *tend;    // what the owner is called with before: "add({d})"; NULL: nothing
    const char *use;     // "put({v})"; the lines of a block
    const char *prepare; // lines that come before; NULL: none
    const char *channel; // template; NULL: it has no name
    const char *value;   // template; NULL: it is not constant
    const char *rules;
    const char *raises;
    const char *ending; // NULL: any that binds results
    enum payload_kind kind;
    unsigned words;
    bool opaque;   // nobody can tell by the text
    bool deferred; // it only prepares what it is labelled with
    int edition;
};

struct spelling {
    const char *name;
    const char *group;        // rows of a group stand together
    const char *head;         // imports; NULL: `import {module}`
    const char *root;         // what stands for `module.root`; NULL: that
    const char *bind;         // what comes before what makes the owner; NULL: nothing
    const char *setup;        // NULL: nothing
    const char *use;          // NULL: the plain access
    const char *rules;        // that it brings itself
    const char *danger_rules; // that it brings if the payload is of something dangerous
    const char *raises;
    unsigned takes, needs, rejects, has, hides; // `hides`: words that the use has no longer
    bool opaque;                                // what is accessed cannot be told by the text
    bool unbound;                               // does not get as far as the access
    int edition;
};

struct carrier {
    const char *name;
    const char *group;
    const char *head;
    const char *text;
    unsigned needs, rejects;
    bool dead;     // cannot run, and that can be told by the text: it does nothing
    bool uncalled; // does not run, but counts
    bool swallows; // an exception ends there
    const char *rules;
    int edition;
};

struct noise {
    const char *name;
    const char *packages; // that it imports and that need not be there; NULL: none
    const char *before;
    const char *after;
    int edition;
};

// How a snippet ends: what becomes of `results`.
struct ending {
    const char *name;
    const char *text;
    enum mynah_results results;
    bool wrong; // binds something that is no mapping
    const char *rules;
    int edition;
};

struct family {
    const char *name;
    const char *behavior;
};

extern const struct payload *const mynah__payloads;
extern const struct spelling *const mynah__spellings;
extern const struct carrier *const mynah__carriers;
extern const struct noise *const mynah__noises;
extern const struct ending *const mynah__endings;
extern const struct family *const mynah__families;
extern const size_t mynah__payload_count, mynah__spelling_count, mynah__carrier_count,
    mynah__noise_count, mynah__ending_count, mynah__family_count;

#endif
