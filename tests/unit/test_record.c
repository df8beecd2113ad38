// SPDX-License-Identifier: Apache-2.0
//
// mynah/record.h: every kind of field copied, compared, shown, found, written and read.

#include <mynah/record.h>

#include "core/json.h"
#include "shortage.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct leaf {
    const char *name;
    int64_t number;
};

struct tree {
    const char *text;
    const char *json;
    struct mynah_bytes bytes;
    int64_t number;
    double real;
    bool truth;
    int word;
    const void *opaque;
    struct leaf leaf;
    const struct leaf *pointer;
    const struct tree *children;
    size_t child_count;
    const char *const *texts;
    size_t text_count;
};

static const char *const words[] = { "none", "stop", "length", NULL };

#define LEAF(member, of)                                                                           \
    {                                                                                              \
        .name = #member, .kind = (of), .offset = offsetof(struct leaf, member)                     \
    }
#define TREE(member, of, ...)                                                                      \
    {                                                                                              \
        .name = #member, .kind = (of), .offset = offsetof(struct tree, member), __VA_ARGS__        \
    }

static const struct mynah_field leaf_fields[] = {
    LEAF(name, MYNAH_FIELD_TEXT),
    LEAF(number, MYNAH_FIELD_INT),
};

static const struct mynah_shape leaf_shape = {
    .name = "leaf", .size = sizeof(struct leaf), .fields = leaf_fields, .field_count = 2
};

static const struct mynah_shape tree_shape;

static const struct mynah_field tree_fields[] = {
    TREE(text, MYNAH_FIELD_TEXT, .words = NULL),
    TREE(json, MYNAH_FIELD_JSON, .words = NULL),
    TREE(bytes, MYNAH_FIELD_BYTES, .words = NULL),
    TREE(number, MYNAH_FIELD_INT, .words = NULL),
    TREE(real, MYNAH_FIELD_REAL, .words = NULL),
    TREE(truth, MYNAH_FIELD_BOOL, .words = NULL),
    TREE(word, MYNAH_FIELD_WORD, .words = words),
    TREE(opaque, MYNAH_FIELD_OPAQUE, .words = NULL),
    TREE(leaf, MYNAH_FIELD_RECORD, .shape = &leaf_shape),
    TREE(pointer, MYNAH_FIELD_POINTER, .shape = &leaf_shape),
    TREE(children, MYNAH_FIELD_RECORDS, .shape = &tree_shape,
         .count_offset = offsetof(struct tree, child_count)),
    TREE(texts, MYNAH_FIELD_TEXTS, .count_offset = offsetof(struct tree, text_count)),
};

static const struct mynah_shape tree_shape = { .name = "tree",
                                               .size = sizeof(struct tree),
                                               .fields = tree_fields,
                                               .field_count =
                                                   sizeof tree_fields / sizeof *tree_fields };

static const char *const two_texts[] = { "one", "" };
static const struct leaf other_leaf = { "other", -7 };
static const struct tree two_children[] = {
    { .text = "first", .truth = true },
    { .text = "second", .texts = two_texts, .text_count = 2, .word = 2 },
};

static struct tree sample(void)
{
    return (struct tree){ .text = "caf\xc3\xa9 \"x\"\n",
                          .json = "{\"a\": [1, 2.5], \"b\": \"c d\"}",
                          .bytes = { "\x00\xff\x10!", 4 },
                          .number = INT64_MIN,
                          .real = 0.1,
                          .truth = true,
                          .word = 1,
                          .opaque = words,
                          .leaf = { "inner", 3 },
                          .pointer = &other_leaf,
                          .children = two_children,
                          .child_count = 2,
                          .texts = two_texts,
                          .text_count = 2 };
}

static void test_copy(void **state)
{
    (void)state;
    struct tree tree = sample();
    char own[] = "mine";
    char why[200];
    tree.leaf.name = own;
    struct tree *copy = mynah_record_copy(&tree_shape, &tree, NULL);
    assert_non_null(copy);
    own[0] = 'f';
    assert_string_equal(copy->leaf.name, "mine");
    assert_false(mynah_record_equal(&tree_shape, copy, &tree, why, sizeof why));
    assert_string_equal(why, "leaf.name: \"mine\" is not \"fine\"");
    own[0] = 'm';
    assert_true(mynah_record_equal(&tree_shape, copy, &tree, why, sizeof why));
    assert_string_equal(why, "");
    assert_ptr_equal(copy->opaque, words);
    assert_ptr_not_equal(copy->children, two_children);
    assert_ptr_not_equal(copy->children[1].texts[0], two_texts[0]);
    assert_memory_equal(copy->bytes.data, "\x00\xff\x10!", 4);
    mynah_free(copy);
}

// An empty array keeps no pointer to the original's memory.
static void test_copy_of_nothing(void **state)
{
    (void)state;
    struct tree *copy = mynah_record_copy(
        &tree_shape, &(struct tree){ .children = two_children, .bytes = { "", 0 } }, NULL);
    assert_non_null(copy);
    assert_null(copy->children);
    assert_non_null(copy->bytes.data);
    assert_null(copy->text);
    mynah_free(copy);
}

static void test_depth(void **state)
{
    (void)state;
    // The leaf inside each tree is one level more.
    struct tree chain[MYNAH_RECORD_DEPTH] = { { .text = "deepest" } };
    struct mynah_error error;
    char why[200];
    for (size_t i = 1; i < MYNAH_RECORD_DEPTH; i++) {
        chain[i].children = &chain[i - 1];
        chain[i].child_count = 1;
    }
    struct tree *copy = mynah_record_copy(&tree_shape, &chain[MYNAH_RECORD_DEPTH - 2], NULL);
    assert_non_null(copy);
    mynah_free(copy);
    assert_null(mynah_record_copy(&tree_shape, &chain[MYNAH_RECORD_DEPTH - 1], &error));
    assert_int_equal(error.code, MYNAH_ERROR_LIMIT);
    assert_string_equal(error.text, "a tree nests more than 64 deep");
    assert_null(mynah_record_to_json(&tree_shape, &chain[MYNAH_RECORD_DEPTH - 1], &error));
    assert_int_equal(error.code, MYNAH_ERROR_LIMIT);
    assert_false(mynah_record_equal(&tree_shape, &chain[MYNAH_RECORD_DEPTH - 1],
                                    &chain[MYNAH_RECORD_DEPTH - 1], why, sizeof why));
    assert_string_equal(why, "the records nest too deep to be compared");
    assert_true(mynah_record_show(&tree_shape, &chain[MYNAH_RECORD_DEPTH - 1], NULL, NULL, 0) > 0);
}

static void check_difference(const struct tree *actual, const char *expected)
{
    struct tree tree = sample();
    char why[200];
    assert_false(mynah_record_equal(&tree_shape, actual, &tree, why, sizeof why));
    assert_string_equal(why, expected);
    assert_false(mynah_record_equal(&tree_shape, &tree, actual, NULL, 0));
}

static void test_differences(void **state)
{
    (void)state;
    struct tree tree = sample();
    tree.text = NULL;
    check_difference(&tree, "text: absent is not \"caf\\u00e9 \\\"x\\\"\\n\"");
    tree = sample();
    tree.bytes.size = 2;
    check_difference(&tree, "bytes: <2 bytes: 00ff> is not <4 bytes: 00ff1021>");
    tree = sample();
    tree.real = NAN;
    check_difference(&tree, "real: nan is not 0.1");
    tree = sample();
    tree.truth = false;
    check_difference(&tree, "truth: false is not true");
    tree = sample();
    tree.word = 2;
    check_difference(&tree, "word: length is not stop");
    tree = sample();
    tree.opaque = NULL;
    check_difference(&tree, "opaque: absent is not <pointer>");
    tree = sample();
    tree.pointer = &tree.leaf;
    check_difference(&tree, "pointer.name: \"inner\" is not \"other\"");
    tree = sample();
    tree.child_count = 1;
    check_difference(&tree, "children: 1 elements, not 2");
    tree = sample();
    tree.children = (const struct tree[]){ two_children[0], { .text = "2nd" } };
    check_difference(&tree, "children[1].text: \"2nd\" is not \"second\"");
    tree = sample();
    tree.texts = (const char *const[]){ "one", "two" };
    check_difference(&tree, "texts[1]: \"two\" is not \"\"");
}

// JSON is compared as a value, and as text when it is none.
static void test_json_equality(void **state)
{
    (void)state;
    struct tree a = { .json = "{\"a\":1, \"b\":2}" }, b = { .json = "{\"b\":2,\"a\":1}" };
    assert_true(mynah_record_equal(&tree_shape, &a, &b, NULL, 0));
    b.json = "{\"b\":2}";
    assert_false(mynah_record_equal(&tree_shape, &a, &b, NULL, 0));
    a.json = b.json = "{ broken";
    assert_true(mynah_record_equal(&tree_shape, &a, &b, NULL, 0));
    b.json = "{broken";
    assert_false(mynah_record_equal(&tree_shape, &a, &b, NULL, 0));
}

static void check_shown(const struct tree *tree, const struct mynah_show_options *options,
                        const char *expected)
{
    char shown[2000];
    size_t length = mynah_record_show(&tree_shape, tree, options, shown, sizeof shown);
    assert_string_equal(shown, expected);
    assert_int_equal(length, strlen(expected));
    // Any size of buffer gives the same length, and a prefix of the text.
    for (size_t size = 0; size < length; size += 7) {
        char *exact = malloc(size + 1);
        memset(exact, 'x', size + 1);
        assert_int_equal(mynah_record_show(&tree_shape, tree, options, exact, size), length);
        assert_memory_equal(exact, expected, size ? size - 1 : 0);
        assert_int_equal(exact[size], 'x');
        free(exact);
    }
}

static void test_show(void **state)
{
    (void)state;
    struct tree tree = sample();
    check_shown(&(struct tree){ 0 }, NULL, "{word: none}");
    check_shown(&tree, NULL,
                "{text: \"caf\\u00e9 \\\"x\\\"\\n\", json: \"{\\\"a\\\": [1, 2.5], \\\"b\\\": "
                "\\\"c d\\\"}\", bytes: <4 bytes: 00ff1021>, number: -9223372036854775808, "
                "real: 0.1, truth: true, word: stop, opaque: <pointer>, leaf: {name: \"inner\", "
                "number: 3}, pointer: {name: \"other\", number: -7}, children: [{text: \"first\", "
                "truth: true, word: none}, {text: \"second\", word: length, "
                "texts: [\"one\", \"\"]}], texts: [\"one\", \"\"]}");
    check_shown(&two_children[1], &(struct mynah_show_options){ .lines = true, .text_most = 3 },
                "{\n    text: \"sec\"... (6 bytes)\n    word: length\n    texts: [\n"
                "        \"one\"\n        \"\"\n    ]\n}");
    check_shown(&(struct tree){ .text = "\x80\xff\x1b\x7f\xf0\x9f\xa6\x9c", .word = 9 }, NULL,
                "{text: \"\\x80\\xff\\x1b\\x7f\\U0001f99c\", word: 9}");
}

static void check_real(double real, const char *expected)
{
    char shown[100], whole[120];
    mynah_record_show(&tree_shape, &(struct tree){ .real = real, .word = 9 }, NULL, shown,
                      sizeof shown);
    strcat(strcat(strcpy(whole, "{real: "), expected), ", word: 9}");
    assert_string_equal(shown, whole);
}

static void test_reals(void **state)
{
    (void)state;
    check_real(1, "1.0");
    check_real(-2.5, "-2.5");
    check_real(1.0 / 3, "0.3333333333333333");
    check_real(1e300, "1e+300");
    check_real(5e-324, "4.94065645841247e-324");
    check_real(INFINITY, "inf");
    check_real(-INFINITY, "-inf");
    check_real(123456789012345680.0, "1.2345678901234568e+17");
}

static void test_find(void **state)
{
    (void)state;
    struct tree tree = sample();
    struct mynah_value value;
    assert_true(mynah_record_find(&tree_shape, &tree, "children[1].texts[0]", &value));
    assert_string_equal(value.text, "one");
    assert_true(mynah_record_find(&tree_shape, &tree, "children[-1].text", &value));
    assert_string_equal(value.text, "second");
    assert_true(mynah_record_find(&tree_shape, &tree, "pointer.number", &value));
    assert_int_equal(value.number, -7);
    assert_true(mynah_record_find(&tree_shape, &tree, "children", &value));
    assert_int_equal(value.number, 2);
    assert_true(mynah_record_find(&tree_shape, &tree, NULL, &value));
    assert_ptr_equal(value.data, &tree);
    assert_true(mynah_record_find(&tree_shape, &tree, "word", &value));
    assert_string_equal(value.text, "stop");
    static const char *const nowhere[] = {
        "children[2].text", "children[-3]", "texts[0].x", "text[0]", "texts[9999999999999999999]",
        "children[*].text", "nothing",      "leaf.",      ".text",   "children[1",
        "children[x]",      "leaf..name",   "text.",      "[0]",     "children[1]text",
    };
    for (size_t i = 0; i < sizeof nowhere / sizeof *nowhere; i++) {
        assert_false(mynah_record_find(&tree_shape, &tree, nowhere[i], &value));
        assert_int_equal(value.kind, 0);
        assert_null(value.data);
    }
    tree.pointer = NULL;
    assert_false(mynah_record_find(&tree_shape, &tree, "pointer.number", &value));
}

static void test_path(void **state)
{
    (void)state;
    struct mynah_error error;
    assert_true(mynah_record_path(&tree_shape, "children[*].children[0].leaf.name", &error));
    assert_true(mynah_record_path(&tree_shape, "", &error));
    assert_true(mynah_record_path(&tree_shape, "texts[-1]", &error));
    assert_false(mynah_record_path(&tree_shape, "leaf.colour", &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    assert_string_equal(error.text, "no field at \"leaf.colour\": a leaf has name, number");
    assert_false(mynah_record_path(&tree_shape, "texts.name", &error));
    assert_false(mynah_record_path(&tree_shape, "leaf[0]", &error));
    assert_false(mynah_record_path(&tree_shape, "text.name", NULL));
}

static void test_json(void **state)
{
    (void)state;
    struct tree tree = sample();
    char why[200];
    tree.opaque = NULL; // cannot be read back
    char *json = mynah_record_to_json(&tree_shape, &tree, NULL);
    assert_string_equal(
        json,
        "{\"text\":\"caf\xc3\xa9 \\\"x\\\"\\n\",\"json\":{\"a\":[1,2.5],\"b\":\"c d\"},"
        "\"bytes\":\"AP8QIQ==\",\"number\":-9223372036854775808,\"real\":0.1,\"truth\":true,"
        "\"word\":\"stop\",\"leaf\":{\"name\":\"inner\",\"number\":3},\"pointer\":{\"name\":"
        "\"other\",\"number\":-7},\"children\":[{\"text\":\"first\",\"number\":0,\"real\":0.0,"
        "\"truth\":true,\"word\":\"none\",\"leaf\":{\"number\":0},\"children\":[],\"texts\":[]}"
        ",{\"text\":\"second\",\"number\":0,\"real\":0.0,\"truth\":false,\"word\":\"length\","
        "\"leaf\":{\"number\":0},\"children\":[],\"texts\":[\"one\",\"\"]}],\"texts\":[\"one\""
        ",\"\"]}");
    struct tree *back = mynah_record_from_json(&tree_shape, json, strlen(json), NULL);
    assert_non_null(back);
    assert_true(mynah_record_equal(&tree_shape, back, &tree, why, sizeof why));
    mynah_free(back);
    mynah_free(json);
}

// `null` is absent, or a JSON value; strings inside JSON keep their escapes and spaces.
static void test_json_of_little(void **state)
{
    (void)state;
    static const char text[] = "{\"text\":null,\"json\":null,\"pointer\":null,\"real\":3}";
    struct tree *tree = mynah_record_from_json(&tree_shape, text, strlen(text), NULL);
    assert_non_null(tree);
    assert_null(tree->text);
    assert_string_equal(tree->json, "null");
    assert_null(tree->pointer);
    assert_true(tree->real > 2.9 && tree->real < 3.1);
    mynah_free(tree);
    const struct leaf leaf = { "\b\f\r\t\\/", 0 };
    char *json = mynah_record_to_json(&leaf_shape, &leaf, NULL);
    assert_string_equal(json, "{\"name\":\"\\b\\f\\r\\t\\\\/\",\"number\":0}");
    mynah_free(json);
    json = mynah_record_to_json(
        &tree_shape, &(struct tree){ .json = " [ \"a \\\" b\\\\\" , \t{ } ]\n", .word = 9 }, NULL);
    assert_ptr_equal(strstr(json, "{\"json\":[\"a \\\" b\\\\\",{}],\"number\":0"), json);
    mynah_free(json);
}

// Text that is no UTF-8, JSON that is none, numbers that JSON has not.
static void test_json_of_bad_values(void **state)
{
    (void)state;
    const struct tree tree = { .text = "a\xff\x01\x7f", .json = "{broken", .real = NAN, .word = 9 };
    char *json = mynah_record_to_json(&tree_shape, &tree, NULL);
    assert_string_equal(json, "{\"text\":\"a\xEF\xBF\xBD\\u0001\\u007f\",\"json\":\"{broken\","
                              "\"number\":0,\"real\":null,\"truth\":false,\"leaf\":{\"number\":0},"
                              "\"children\":[],\"texts\":[]}");
    mynah_free(json);
}

static void test_json_refused(void **state)
{
    (void)state;
    static const struct {
        const char *json, *text;
        int line;
    } rows[] = {
        { "", "'[' or '{' expected near end of file", 1 },
        { "{\n\"text\": }", "unexpected token near '}'", 2 },
        { "[]", "the record: expected an object", 0 },
        { "{\"colour\": 1}", "colour: there is no such field; there are: text, json, bytes, ", 0 },
        { "{\"co\\nlour\": 1}", "\"co\\nlour\": there is no such field; there are: ", 0 },
        { "{\"text\": 1}", "text: expected a string", 0 },
        { "{\"text\": \"a\", \"text\": \"b\"}", "duplicate object key near '\"text\"'", 1 },
        { "{\"number\": 1.5}", "number: expected an integer", 0 },
        { "{\"real\": \"1\"}", "real: expected a number", 0 },
        { "{\"truth\": 1}", "truth: expected true or false", 0 },
        { "{\"word\": \"pause\"}", "word: expected one of none, stop, length", 0 },
        { "{\"bytes\": \"A\"}", "bytes: expected base64", 0 },
        { "{\"opaque\": 1}", "opaque: a pointer cannot be read", 0 },
        { "{\"texts\": {}}", "texts: expected an array", 0 },
        { "{\"texts\": [\"a\", 2]}", "texts[1]: expected a string", 0 },
        { "{\"leaf\": 3}", "leaf: expected an object", 0 },
        { "{\"children\": [{}, {\"leaf\": {\"name\": []}}]}",
          "children[1].leaf.name: expected a string", 0 },
        { "{\"children\": [3]}", "children[0]: expected an object", 0 },
        { "{\"text\": \"\\u0000\"}", "text cannot contain a NUL character", 1 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct mynah_error error = { 0 };
        const char *json = rows[i].json;
        assert_null(mynah_record_from_json(&tree_shape, json, strlen(json), &error));
        assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
        assert_memory_equal(error.text, rows[i].text, strlen(rows[i].text));
        assert_int_equal(error.line, rows[i].line);
        assert_true(rows[i].line == 0 || error.column > 0);
    }
    struct mynah_error error;
    char deep[30 * 200] = "";
    for (int i = 0; i < 100; i++) {
        strcat(deep, "{\"children\":[");
    }
    for (int i = 0; i < 100; i++) {
        strcat(deep, i ? "]}" : "{}]}");
    }
    assert_null(mynah_record_from_json(&tree_shape, deep, strlen(deep), &error));
    assert_int_equal(error.code, MYNAH_ERROR_LIMIT);
}

static void test_base64(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "A", "AAA", "====", "A===", "A=AA", "AA=A", "A\nAA", "AAAA*"
    };
    char bytes[16];
    size_t count;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(mynah__base64_read(bad[i], strlen(bad[i]), bytes, &count));
    }
    assert_false(mynah__base64_read("AA\0A", 4, bytes, &count));
    for (size_t size = 0; size < 12; size++) {
        struct text text = { 0 };
        mynah__json_base64(&text, "\x00\xff\x80hello \xfe!?", size);
        assert_true(mynah__base64_read(text.bytes + 1, text.size - 2, bytes, &count));
        assert_int_equal(count, size);
        assert_memory_equal(bytes, "\x00\xff\x80hello \xfe!?", size);
        mynah__text_finish(&text);
    }
}

static void test_out_of_memory(void **state)
{
    (void)state;
    struct tree tree = sample();
    tree.opaque = NULL;
    for (struct shortage at = { 0 }; shortage_next(&at);) {
        char *json = mynah_record_to_json(&tree_shape, &tree, &at.error);
        void *back =
            json ? mynah_record_from_json(&tree_shape, json, strlen(json), &at.error) : NULL;
        void *copy = back ? mynah_record_copy(&tree_shape, back, &at.error) : NULL;
        shortage_over(&at, copy != NULL);
        mynah_free(copy);
        mynah_free(back);
        mynah_free(json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_copy),           cmocka_unit_test(test_copy_of_nothing),
        cmocka_unit_test(test_depth),          cmocka_unit_test(test_differences),
        cmocka_unit_test(test_json_equality),  cmocka_unit_test(test_show),
        cmocka_unit_test(test_reals),          cmocka_unit_test(test_find),
        cmocka_unit_test(test_path),           cmocka_unit_test(test_json),
        cmocka_unit_test(test_json_of_little), cmocka_unit_test(test_json_of_bad_values),
        cmocka_unit_test(test_json_refused),   cmocka_unit_test(test_base64),
        cmocka_unit_test(test_out_of_memory),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
