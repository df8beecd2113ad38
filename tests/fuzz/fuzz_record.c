// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as the JSON of a record: what is read must survive being written and read again.

#include "fuzz.h"

#include <mynah/record.h>

#include <stdlib.h>
#include <string.h>

struct tree {
    const char *name;
    const char *json;
    struct mynah_bytes bytes;
    int64_t number;
    double real;
    bool yes;
    const struct tree *below;
    const struct tree *list;
    size_t list_count;
    const char *const *words;
    size_t word_count;
};

static const struct mynah_shape tree_shape;

#define FIELD(member, what) .name = #member, .kind = what, .offset = offsetof(struct tree, member)

static const struct mynah_field tree_fields[] = {
    { FIELD(name, MYNAH_FIELD_TEXT) },
    { FIELD(json, MYNAH_FIELD_JSON) },
    { FIELD(bytes, MYNAH_FIELD_BYTES) },
    { FIELD(number, MYNAH_FIELD_INT) },
    { FIELD(real, MYNAH_FIELD_REAL) },
    { FIELD(yes, MYNAH_FIELD_BOOL) },
    { FIELD(below, MYNAH_FIELD_POINTER), .shape = &tree_shape },
    { FIELD(list, MYNAH_FIELD_RECORDS), .count_offset = offsetof(struct tree, list_count),
      .shape = &tree_shape },
    { FIELD(words, MYNAH_FIELD_TEXTS), .count_offset = offsetof(struct tree, word_count) },
};

static const struct mynah_shape tree_shape = {
    .name = "tree",
    .size = sizeof(struct tree),
    .fields = tree_fields,
    .field_count = sizeof tree_fields / sizeof tree_fields[0],
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *record = mynah_record_from_json(&tree_shape, (const char *)data, size, NULL);
    if (!record) {
        return 0;
    }
    char *json = mynah_record_to_json(&tree_shape, record, NULL);
    void *again = json ? mynah_record_from_json(&tree_shape, json, strlen(json), NULL) : NULL;
    char why[300];
    if (!again || !mynah_record_equal(&tree_shape, again, record, why, sizeof why)) {
        abort();
    }
    mynah_record_show(&tree_shape, record, NULL, why, sizeof why);
    mynah_free(again);
    mynah_free(json);
    mynah_free(record);
    return 0;
}
