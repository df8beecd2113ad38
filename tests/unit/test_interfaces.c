// SPDX-License-Identifier: Apache-2.0
//
// Interfaces read from source into the model, and mocks emitted from it: what C can see of both.
// What the mocks do is asked of Python, in tests/mocks.

#include <mynah/interface_reader.h>

#include "shortage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char service[] =
    "from __future__ import annotations\n"
    "from abc import ABC, abstractmethod\n"
    "from typing import Generic, Iterator, Protocol, TypeVar\n"
    "T = TypeVar('T')\n"
    "class Store(Protocol[T]):\n"
    "    '''Keeps things.'''\n"
    "    name: str\n"
    "    def get(self, key: str, /, *rest: int, default: T = ..., **more) -> T:\n"
    "        '''Get it.\n\n"
    "        Returns:\n            \"a\" | \"b\"\n\n"
    "        Raises:\n            KeyError: If it is not there.\n        '''\n"
    "        ...\n"
    "    async def all(self) -> Iterator[T]: ...\n"
    "class Users(Store['int'], Protocol):\n"
    "    @property\n"
    "    def count(self) -> int: ...\n"
    "    @count.setter\n"
    "    def count(self, value: int) -> None: ...\n"
    "class Plain:\n"
    "    def f(self): ...\n"
    "class Base(ABC):\n"
    "    @abstractmethod\n"
    "    def run(self, x=object()): ...\n";

static struct mynah_interface_module *read_text(const char *code)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_interface_module *module = mynah_interfaces_read(code, strlen(code), NULL, &error);
    if (!module) {
        fail_msg("%s", error.text);
    }
    return module;
}

static const struct mynah_interface_member *member(const struct mynah_interface *interface,
                                                   const char *name)
{
    for (size_t i = 0; i < interface->member_count; i++) {
        if (strcmp(interface->members[i].name, name) == 0) {
            return &interface->members[i];
        }
    }
    fail_msg("%s has no member %s", interface->name, name);
    return NULL;
}

static void test_model(void **state)
{
    (void)state;
    struct mynah_interface_module *module = read_text(service);
    assert_true(module->postponed);
    assert_int_equal(module->problem_count, 0);
    assert_int_equal(module->interface_count, 3);
    const struct mynah_interface *store = &module->interfaces[0];
    assert_string_equal(store->mock_name, "MockStore");
    assert_string_equal(store->docs, "Keeps things.");
    assert_int_equal(store->type_parameter_count, 1);
    const struct mynah_interface_member *get = member(store, "get");
    assert_int_equal(get->signature.parameter_count, 5);
    assert_int_equal(get->signature.parameters[1].kind, MYNAH_PARAMETER_POSITIONAL_ONLY);
    assert_int_equal(get->signature.parameters[2].kind, MYNAH_PARAMETER_VARARG);
    assert_int_equal(get->signature.parameters[3].kind, MYNAH_PARAMETER_KEYWORD_ONLY);
    assert_string_equal(get->signature.returns, "T");
    assert_int_equal(get->choice_count, 1);
    assert_int_equal(get->choices[0].value_count, 2);
    assert_string_equal(get->raises[0].type, "KeyError");
    assert_string_equal(get->raises[0].when, "If it is not there.");
    assert_string_equal(member(store, "all")->item, "T");
    assert_int_equal(member(store, "all")->flow, MYNAH_FLOW_ASYNC);
    assert_int_equal(member(store, "name")->kind, MYNAH_MEMBER_ATTRIBUTE);
    mynah_interfaces_destroy(module);
}

// The same promises, as Google, NumPy and reST write them.
static void test_docstrings(void **state)
{
    (void)state;
    static const char *const docs[] = {
        ("    Returns:\n        \"on\" | \"off\"\n\n    Raises:\n        ValueError: If bad.\n"
         "        x.Timeout: Late.\n"),
        ("    Returns\n    -------\n    str\n        \"on\" | \"off\"\n\n    Raises\n    ------\n"
         "    ValueError\n        If bad.\n    x.Timeout\n        Late.\n\n    Notes\n    -----\n"
         "    KeyError\n"),
        ("    :param a: it\n    :returns: \"on\" |\n      \"off\"\n    :raises ValueError: If "
         "bad.\n"
         "    :raise x.Timeout: Late.\n"),
    };
    for (size_t i = 0; i < sizeof docs / sizeof *docs; i++) {
        char code[1024];
        snprintf(
            code, sizeof code,
            "import x\nfrom typing import Protocol\nclass A(Protocol):\n  def f(self) -> str:\n"
            "    '''Do it.\n\n%s    '''\n",
            docs[i]);
        struct mynah_interface_module *module = read_text(code);
        const struct mynah_interface_member *f = member(&module->interfaces[0], "f");
        assert_int_equal(f->raise_count, 2);
        assert_string_equal(f->raises[0].type, "ValueError");
        assert_string_equal(f->raises[0].when, "If bad.");
        assert_string_equal(f->raises[1].type, "x.Timeout");
        assert_true(f->raises[0].is_known && f->raises[1].is_known);
        assert_int_equal(f->choice_count, 1);
        assert_string_equal(f->choices[0].values[1], "\"off\"");
        assert_string_equal(f->example, "\"on\"");
        mynah_interfaces_destroy(module);
    }
}

static void test_inherited(void **state)
{
    (void)state;
    struct mynah_interface_module *module = read_text(service);
    const struct mynah_interface *users = &module->interfaces[1];
    assert_string_equal(member(users, "get")->signature.returns, "\"int\"");
    assert_true(member(users, "get")->taken_over);
    assert_int_equal(member(users, "count")->kind, MYNAH_MEMBER_PROPERTY);
    assert_true(member(users, "count")->has_setter);
    assert_true(member(&module->interfaces[2], "run")->taken_over);
    mynah_interfaces_destroy(module);
}

static bool has_member(const struct mynah_interface *interface, const char *name)
{
    for (size_t i = 0; i < interface->member_count; i++) {
        if (strcmp(interface->members[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

// What real interfaces have: names by `*`, fields, what `__init__` keeps, what is abstract in a
// plain base, several types for one variable, decorators of all kinds.
static void test_real_ones(void **state)
{
    (void)state;
    struct mynah_interface_module *module =
        read_text("from typing import *\nfrom abc import *\nfrom contextlib import *\n"
                  "from dataclasses import field\nfrom functools import wraps, lru_cache\n"
                  "import other\nTs = TypeVarTuple('Ts')\n"
                  "class Plain:\n    @abstractmethod\n    def left(self): ...\n"
                  "    def right(self): ...\n"
                  "class A(Plain, ABC):\n    tags: list = field(default_factory=list)\n"
                  "    fixed: Final[int]\n    _mynah_x: int\n"
                  "    def __init__(self, key: str, *rest: int, some: Optional[int] = None):\n"
                  "        self.key = key\n        self.more: Dict[str, int] = {}\n"
                  "        self._own = key\n        self.some = some\n        self.rest = rest\n"
                  "    @contextmanager\n    def begin(self) -> Iterator[int]: ...\n"
                  "    @other.asynccontextmanager\n    async def later(self) -> "
                  "AsyncIterator[None]: ...\n"
                  "    @other.unknown(3)\n    async def known(self) -> int: ...\n"
                  "    @lru_cache(maxsize=1)\n    def cached(self) -> int: ...\n"
                  "    @other.reify\n    def once(self) -> int: ...\n"
                  "class V(Protocol[Unpack[Ts]]):\n    def f(self, *args: Unpack[Ts]): ...\n"
                  "class W[*Us](Protocol):\n    def f(self, *args: *Us): ...\n");
    assert_int_equal(module->interface_count, 3);
    const struct mynah_interface *a = &module->interfaces[0];
    assert_true(has_member(a, "left") && !has_member(a, "right"));
    assert_int_equal(member(a, "tags")->kind, MYNAH_MEMBER_ATTRIBUTE);
    assert_true(member(a, "fixed")->taken_over);
    assert_string_equal(member(a, "key")->annotation, "str");
    assert_string_equal(member(a, "more")->annotation, "Dict[str, int]");
    assert_true(!has_member(a, "_own") && !has_member(a, "some") && !has_member(a, "rest"));
    assert_false(has_member(a, "_mynah_x"));
    assert_int_equal(module->problem_count, 1);
    assert_int_equal(module->problems[0].line, 15);
    assert_true(member(a, "begin")->managed && member(a, "later")->managed);
    assert_string_equal(member(a, "begin")->result, "int");
    assert_int_equal(member(a, "later")->flow, MYNAH_FLOW_ASYNC);
    assert_int_equal(member(a, "known")->flow, MYNAH_FLOW_ASYNC);
    assert_string_equal(member(a, "cached")->signature.comment, "# type: ignore[override]");
    assert_int_equal(member(a, "once")->kind, MYNAH_MEMBER_PROPERTY);
    assert_string_equal(module->interfaces[1].type_parameters[0], "Unpack[Ts]");
    assert_string_equal(module->interfaces[2].type_parameters[0], "*Us");
    mynah_interfaces_destroy(module);
}

static char *emit(const char *code)
{
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_interface_module *module = read_text(code);
    char *python = mynah_interfaces_emit(module, NULL, &error);
    mynah_interfaces_destroy(module);
    if (!python) {
        fail_msg("%s", error.text);
    }
    return python;
}

static void test_same_bytes(void **state)
{
    (void)state;
    char *one = emit(service), *two = emit(service);
    assert_string_equal(one, two);
    assert_non_null(strstr(one, "class MockStore(Store[T], Mock):"));
    mynah_free(one);
    mynah_free(two);
}

static void test_drift(void **state)
{
    (void)state;
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    char *mocks = emit("from typing import Protocol\n"
                       "class A(Protocol):\n    def f(self): ...\n    def g(self): ...\n");
    struct mynah_interface_module *now =
        read_text("from typing import Protocol\n"
                  "class A(Protocol):\n    def g(self, x): ...\n    def h(self): ...\n");
    char *drift = mynah_interfaces_drift(now, mocks, &error);
    assert_string_equal(drift, "removed A.f\nchanged A.g\nadded A.h\n");
    mynah_free(drift);
    assert_null(mynah_interfaces_drift(now, "import os\n", &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    mynah_interfaces_destroy(now);
    mynah_free(mocks);
}

static void test_what_can_not_be_read(void **state)
{
    (void)state;
    struct mynah_error error = { .code = MYNAH_ERROR_NONE };
    struct mynah_interface_module *module =
        read_text("from typing import Protocol\n"
                  "class A(Protocol):\n    def f(self, : ...\n\n"
                  "class B(Protocol):\n    def g(self) -> int: ...\n");
    assert_true(module->problem_count > 0);
    assert_int_equal(module->problems[0].line, 3);
    assert_int_equal(module->interface_count, 1);
    assert_string_equal(module->interfaces[0].name, "B");
    mynah_interfaces_destroy(module);
    module = read_text("x = 1\n");
    assert_null(mynah_interfaces_emit(module, NULL, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
    mynah_interfaces_destroy(module);
    const char *names[] = { "Nobody" };
    const struct mynah_interface_options options = { .classes = names, .class_count = 1 };
    assert_null(mynah_interfaces_read("x = 1\n", 6, &options, &error));
    assert_int_equal(error.code, MYNAH_ERROR_ARGUMENT);
}

static void test_circles(void **state)
{
    (void)state;
    struct mynah_interface_module *module =
        read_text("from typing import Protocol\n"
                  "class A(B, Protocol):\n    def f(self): ...\n"
                  "class B(A, Protocol):\n    def g(self): ...\n"
                  "import x\nx = x\ny = z\nz = y\nclass C(y, Protocol): ...\n");
    assert_true(module->problem_count > 0);
    mynah_interfaces_destroy(module);
}

static void test_without_memory(void **state)
{
    (void)state;
    for (struct shortage at = { .share = 14 }; shortage_next(&at);) {
        struct mynah_interface_module *module =
            mynah_interfaces_read(service, strlen(service), NULL, &at.error);
        char *python = module ? mynah_interfaces_emit(module, NULL, &at.error) : NULL;
        char *tests = python ? mynah_interfaces_emit_contracts(module, NULL, &at.error) : NULL;
        char *drift = tests ? mynah_interfaces_drift(module, tests, &at.error) : NULL;
        shortage_over(&at, drift != NULL);
        mynah_free(drift);
        mynah_free(tests);
        mynah_free(python);
        mynah_interfaces_destroy(module);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_model),          cmocka_unit_test(test_docstrings),
        cmocka_unit_test(test_inherited),      cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_drift),          cmocka_unit_test(test_what_can_not_be_read),
        cmocka_unit_test(test_circles),        cmocka_unit_test(test_real_ones),
        cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
