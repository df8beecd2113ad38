// SPDX-License-Identifier: Apache-2.0
//
// The members of an interface: its own first, then those of its ancestors that are interfaces too.
// Several defs of one name are one member: overloads, a property's accessors, versions.

#include "interface_reader/reader.h"

#include <string.h>

// Names that stand for no behaviour that a test would configure, or without which no object lives.
static const char *const passed_over[] = {
    "__annotations__",  "__class__",   "__class_getitem__", "__del__",      "__delattr__",
    "__dict__",         "__doc__",     "__getattribute__",  "__init__",     "__init_subclass__",
    "__match_args__",   "__module__",  "__new__",           "__setattr__",  "__slots__",
    "__subclasshook__", "__weakref__", "_abc_impl",         "_is_protocol",
};

struct method {
    enum mynah_interface_member_kind kind;
    bool overload, final;
    bool managed, managed_async;
    bool wrapped;         // it is an object of another class, to type checkers
    const char *accessor; // "setter" of `@name.setter`, or NULL
    bool abstract;
};

struct walk {
    struct site site;
    struct member_list *list;
    size_t inherited; // members before this one are of other classes
    bool plain;       // it is no interface: only what is abstract in it is to be mocked
};

static bool is_passed_over(const char *name)
{
    for (size_t i = 0; i < sizeof passed_over / sizeof *passed_over; i++) {
        if (strcmp(passed_over[i], name) == 0) {
            return true;
        }
    }
    return !*name;
}

static struct mynah_interface_member *find(const struct walk *walk, const char *name,
                                           const char *condition, bool *elsewhere)
{
    *elsewhere = false;
    for (size_t i = walk->list->count; i-- > 0;) {
        struct mynah_interface_member *member = &walk->list->items[i];
        if (strcmp(member->name, name) != 0) {
            continue;
        }
        *elsewhere = i < walk->inherited;
        if (*elsewhere || member->condition == condition ||
            (condition && member->condition && strcmp(condition, member->condition) == 0)) {
            return member;
        }
    }
    return NULL;
}

static struct mynah_interface_member *add(struct walk *walk, const char *name, uint32_t node,
                                          const char *condition)
{
    struct reader *reader = walk->site.reader;
    struct module *unit = walk->site.ancestor->class->unit;
    if (strncmp(name, "_mynah_", 7) == 0) {
        mynah__problem(reader, unit, unit == reader->units ? node : 0,
                       "`%.60s` is left out: such names are the mocks' own", name);
        return NULL;
    }
    struct mynah_interface_member *moved = mynah__arena_grow(
        reader->arena, walk->list->items, walk->list->count, &walk->list->capacity, sizeof *moved);
    if (!moved) {
        reader->failed = true;
        return NULL;
    }
    int line, column;
    mynah__source_place(&unit->source, unit->tree.nodes[node].start, &line, &column);
    mynah__import_condition(reader, unit, condition);
    walk->list->items = moved;
    moved += walk->list->count++;
    *moved = (struct mynah_interface_member){ .name = name, .condition = condition, .line = line };
    return moved;
}

/* Methods */

// What decorators make of a method, by how they are called where they come from, whatever that is.
// All others leave it what it is: `@override`, `@deprecated(…)`, `@wraps(…)`, `@no_type_check`, and
// those that nobody knows.
// clang-format off
static const struct {
    const char *name;
    enum mynah_interface_member_kind kind;
    bool abstract;
} kinds[] = {
    { ".abstractclassmethod", MYNAH_MEMBER_CLASS_METHOD, true },
    { ".abstractproperty", MYNAH_MEMBER_PROPERTY, true },
    { ".abstractstaticmethod", MYNAH_MEMBER_STATIC_METHOD, true },
    { ".cached_property", MYNAH_MEMBER_CACHED_PROPERTY, false },
    { ".classmethod", MYNAH_MEMBER_CLASS_METHOD, false },
    { ".hybrid_property", MYNAH_MEMBER_PROPERTY, false },
    { ".lazy_property", MYNAH_MEMBER_PROPERTY, false },
    { ".memoized_property", MYNAH_MEMBER_PROPERTY, false },
    { ".property", MYNAH_MEMBER_PROPERTY, false },
    { ".reify", MYNAH_MEMBER_PROPERTY, false },
    { ".staticmethod", MYNAH_MEMBER_STATIC_METHOD, false },
};
// clang-format on

static void read_decorator(const struct site *site, uint32_t value, struct method *method)
{
    struct module *unit = site->ancestor->class->unit;
    if (unit->tree.nodes[value].kind == NODE_CALL) {
        value = mynah__tree_child(&unit->tree, value, ROLE_FUNC);
    }
    if (unit->tree.nodes[value].kind == NODE_ATTRIBUTE) {
        uint32_t attribute = mynah__tree_child(&unit->tree, value, ROLE_ATTR);
        const char *name = mynah__identifier(&unit->tree, attribute, site->reader->arena);
        if (name && (strcmp(name, "setter") == 0 || strcmp(name, "deleter") == 0)) {
            method->accessor = name;
            return;
        }
    }
    struct target target = mynah__target(site->reader, unit, value);
    const char *name = target.path ? strrchr(target.path, '.') : NULL;
    for (size_t i = 0; name && i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(name, kinds[i].name) == 0) {
            method->kind = kinds[i].kind;
            method->abstract = method->abstract || kinds[i].abstract;
        }
    }
    method->wrapped = method->wrapped || (name && strcmp(name, ".lru_cache") == 0) ||
                      mynah__target_is(&target, "functools", "cache");
    bool managed_async = name && strcmp(name, ".asynccontextmanager") == 0;
    method->managed_async = method->managed_async || managed_async;
    method->managed =
        method->managed || managed_async || (name && strcmp(name, ".contextmanager") == 0);
    method->overload = method->overload || mynah__target_is(&target, NULL, "overload");
    method->final = method->final || mynah__target_is(&target, NULL, "final");
    method->abstract = method->abstract || mynah__target_is(&target, "abc", "abstractmethod");
}

static bool yields(const struct tree *tree, uint32_t function)
{
    uint32_t node = function + 1;
    while (node < tree->nodes[function].after) {
        uint8_t kind = tree->nodes[node].kind;
        if (kind == NODE_YIELD || kind == NODE_YIELD_FROM) {
            return true;
        }
        bool inner = kind == NODE_FUNCTION_DEF || kind == NODE_LAMBDA || kind == NODE_CLASS_DEF;
        node = inner ? tree->nodes[node].after : node + 1;
    }
    return false;
}

static enum mynah_interface_flow flow_of(const struct tree *tree, uint32_t function)
{
    bool async = tree->nodes[function].flags & FLAG_ASYNC;
    if (yields(tree, function)) {
        return async ? MYNAH_FLOW_ASYNC_GENERATOR : MYNAH_FLOW_GENERATOR;
    }
    return async ? MYNAH_FLOW_ASYNC : MYNAH_FLOW_PLAIN;
}

static void add_overload(struct reader *reader, struct mynah_interface_member *member,
                         const struct mynah_interface_signature *signature)
{
    size_t size = (member->overload_count + 1) * sizeof *signature;
    struct mynah_interface_signature *list = mynah__arena_alloc(reader->arena, size);
    if (!list) {
        reader->failed = true;
        return;
    }
    if (member->overload_count) {
        memcpy(list, member->overloads, size - sizeof *signature);
    }
    list[member->overload_count++] = *signature;
    member->overloads = list;
}

// Name the class that defines the member, as the mock's module can.
static const char *origin(struct reader *reader, const struct class *class)
{
    const struct class *top = class;
    while (top->outer) {
        top = top->outer;
    }
    const char *name = mynah__import_name(reader, class->unit, top->name);
    return class == top
               ? name
               : mynah__arena_format(reader->arena, "%s%s", name, class->name + strlen(top->name));
}

static void read_accessor(struct walk *walk, struct mynah_interface_member *member,
                          const struct method *method)
{
    if (member && strcmp(method->accessor, "setter") == 0) {
        member->has_setter = true;
    } else if (member) {
        member->has_deleter = true;
    }
    (void)walk;
}

static void read_method(struct walk *walk, uint32_t node, const char *condition)
{
    const struct site *site = &walk->site;
    struct module *unit = site->ancestor->class->unit;
    struct method method = { .kind = MYNAH_MEMBER_METHOD };
    const char *name = mynah__module_name(site->reader, unit, node);
    bool elsewhere;
    for (uint32_t decorator = mynah__tree_child(&unit->tree, node, ROLE_DECORATOR);
         decorator != NODE_NONE; decorator = mynah__tree_next(&unit->tree, decorator)) {
        read_decorator(site, mynah__tree_child(&unit->tree, decorator, ROLE_VALUE), &method);
    }
    if (mynah__is_private(name)) {
        const char *class = strrchr(site->ancestor->class->name, '.');
        class = class ? class + 1 : site->ancestor->class->name;
        name = mynah__arena_format(site->reader->arena, "_%s%s", class + strspn(class, "_"), name);
        site->reader->failed = site->reader->failed || !name;
        name = name ? name : "";
    }
    struct mynah_interface_member *member = find(walk, name, condition, &elsewhere);
    if (elsewhere || is_passed_over(name) || method.final || (walk->plain && !method.abstract)) {
        return;
    }
    if (method.accessor) {
        read_accessor(walk, member, &method);
        return;
    }
    if (!member || !member->overload_count) {
        member = member ? member : add(walk, name, node, condition);
    }
    if (!member) {
        return;
    }
    struct mynah_interface_signature signature;
    mynah__signature_read(site, node, member, &signature);
    member->kind = method.kind;
    member->flow = flow_of(&unit->tree, node);
    member->origin = origin(site->reader, site->ancestor->class);
    if (method.overload) {
        add_overload(site->reader, member, &signature);
        member->result = NULL;
        return;
    }
    if (method.wrapped && !signature.comment) {
        signature.comment = "# type: ignore[override]";
    }
    member->signature = signature;
    if (!member->overload_count) {
        mynah__result_read(site, node, member);
    }
    if (method.managed) {
        member->managed = true;
        member->flow = method.managed_async ? MYNAH_FLOW_ASYNC : MYNAH_FLOW_PLAIN;
        member->result = member->item;
        member->item = NULL;
    }
    mynah__docstring_read(site, node, member);
}

/* Attributes */

// Add an attribute, unless it is there already.
static void declare(struct walk *walk, const char *name, uint32_t node, uint32_t annotation,
                    const char *condition)
{
    const struct site *site = &walk->site;
    struct module *unit = site->ancestor->class->unit;
    bool elsewhere = false;
    if (find(walk, name, condition, &elsewhere) || elsewhere) {
        return;
    }
    struct view view = { .reader = site->reader,
                         .unit = unit,
                         .class = site->ancestor->class,
                         .ancestor = site->ancestor,
                         .mocked = site->mocked,
                         .function = NODE_NONE };
    struct mynah_interface_member *member = add(walk, name, node, condition);
    if (member) {
        struct target type = mynah__target(site->reader, unit, annotation);
        bool class_wide = mynah__target_is(&type, NULL, "ClassVar");
        member->kind = class_wide ? MYNAH_MEMBER_CLASS_ATTRIBUTE : MYNAH_MEMBER_ATTRIBUTE;
        member->annotation = mynah__print_type(&view, annotation);
        // What is final can not be declared again.
        member->taken_over = mynah__target_is(&type, NULL, "Final");
        member->origin = origin(site->reader, site->ancestor->class);
    }
}

// Whether the value is that of a dataclass's field: the class does not have it, its objects do.
static bool is_field(struct reader *reader, struct module *unit, uint32_t value)
{
    static const char *const makers[] = { ".field", ".Field", ".ib" };
    if (value == NODE_NONE || unit->tree.nodes[value].kind != NODE_CALL) {
        return false;
    }
    struct target target =
        mynah__target(reader, unit, mynah__tree_child(&unit->tree, value, ROLE_FUNC));
    const char *name = target.path ? strrchr(target.path, '.') : NULL;
    for (size_t i = 0; name && i < sizeof makers / sizeof *makers; i++) {
        if (strcmp(name, makers[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void read_attribute(struct walk *walk, uint32_t node, const char *condition)
{
    const struct site *site = &walk->site;
    struct module *unit = site->ancestor->class->unit;
    uint32_t target = mynah__tree_child(&unit->tree, node, ROLE_TARGET);
    uint32_t annotation = mynah__tree_child(&unit->tree, node, ROLE_ANNOTATION);
    uint32_t value = mynah__tree_child(&unit->tree, node, ROLE_VALUE);
    bool ellipsis = value != NODE_NONE && (unit->stub || is_field(site->reader, unit, value));
    const char *name = target != NODE_NONE && unit->tree.nodes[target].kind == NODE_NAME
                           ? mynah__identifier(&unit->tree, target, site->reader->arena)
                           : NULL;
    if (name && annotation != NODE_NONE && (value == NODE_NONE || ellipsis) &&
        !is_passed_over(name) && strcmp(name, "__hash__") != 0) {
        declare(walk, name, node, annotation, condition);
    }
}

// Return the parameter of that name, or NODE_NONE.
static uint32_t find_parameter(struct reader *reader, const struct module *unit, uint32_t function,
                               const char *name)
{
    const struct node *nodes = unit->tree.nodes;
    uint32_t arguments = mynah__tree_child(&unit->tree, function, ROLE_ARGUMENTS);
    for (uint32_t node = arguments == NODE_NONE ? 0 : arguments + 1;
         node != 0 && node < nodes[arguments].after; node = nodes[node].after) {
        bool single = nodes[node].kind == NODE_ARG && nodes[node].op != ARG_VARARG &&
                      nodes[node].op != ARG_KWARG;
        if (single && strcmp(mynah__module_name(reader, unit, node), name) == 0) {
            return node;
        }
    }
    return NODE_NONE;
}

// Return the annotation of what a statement of `__init__` gives the object: its own, or that of the
// parameter which is kept as it is.
static uint32_t kept_annotation(struct reader *reader, struct module *unit, uint32_t function,
                                uint32_t node)
{
    const struct tree *tree = &unit->tree;
    uint32_t value = mynah__tree_child(tree, node, ROLE_VALUE);
    if (tree->nodes[node].kind == NODE_ANN_ASSIGN) {
        return mynah__tree_child(tree, node, ROLE_ANNOTATION);
    }
    if (tree->nodes[node].kind != NODE_ASSIGN || value == NODE_NONE ||
        tree->nodes[value].kind != NODE_NAME) {
        return NODE_NONE;
    }
    const char *name = mynah__identifier(tree, value, reader->arena);
    uint32_t parameter = find_parameter(reader, unit, function, name ? name : "");
    uint32_t annotation =
        parameter == NODE_NONE ? NODE_NONE : mynah__tree_child(tree, parameter, ROLE_ANNOTATION);
    const char *text = annotation == NODE_NONE ? "" : mynah__module_text(reader, unit, annotation);
    // One of several types may have been narrowed to another by then.
    bool several = strstr(text, "Optional") || strstr(text, "Union") || strchr(text, '|') ||
                   strchr(text, '"') || strchr(text, '\'');
    return several ? NODE_NONE : annotation;
}

// Read the public attributes that `__init__`, which mocks do not run, gives an object.
static void read_instance(struct walk *walk, uint32_t function)
{
    const struct site *site = &walk->site;
    struct reader *reader = site->reader;
    struct module *unit = site->ancestor->class->unit;
    const struct tree *tree = &unit->tree;
    for (uint32_t node = mynah__tree_child(tree, function, ROLE_BODY);
         node != NODE_NONE && !reader->failed; node = mynah__tree_next(tree, node)) {
        uint32_t target = mynah__tree_child(tree, node, ROLE_TARGET);
        uint32_t annotation = kept_annotation(reader, unit, function, node);
        if (target == NODE_NONE || annotation == NODE_NONE ||
            tree->nodes[target].kind != NODE_ATTRIBUTE ||
            tree->nodes[mynah__tree_child(tree, target, ROLE_VALUE)].kind != NODE_NAME) {
            continue;
        }
        uint32_t attribute = mynah__tree_child(tree, target, ROLE_ATTR);
        const char *name = mynah__identifier(tree, attribute, reader->arena);
        uint32_t id = name ? mynah__scopes_find(&unit->scopes, name) : UINT32_MAX;
        bool declared =
            id != UINT32_MAX &&
            mynah__scopes_symbol(&unit->scopes, site->ancestor->class->scope, id) != SYMBOL_NONE;
        if (name && *name != '_' && !declared) {
            declare(walk, name, node, annotation, NULL);
        }
    }
}

static void read_alias(struct walk *walk, uint32_t node, const char *condition)
{
    const struct site *site = &walk->site;
    struct module *unit = site->ancestor->class->unit;
    uint32_t target = mynah__tree_child(&unit->tree, node, ROLE_TARGET);
    uint32_t value = mynah__tree_child(&unit->tree, node, ROLE_VALUE);
    if (target == NODE_NONE || value == NODE_NONE || unit->tree.nodes[target].kind != NODE_NAME ||
        unit->tree.nodes[value].kind != NODE_NAME) {
        return;
    }
    const char *name = mynah__identifier(&unit->tree, target, site->reader->arena);
    const char *other = mynah__identifier(&unit->tree, value, site->reader->arena);
    bool elsewhere = false;
    struct mynah_interface_member *known = other ? find(walk, other, condition, &elsewhere) : NULL;
    if (!name || !known || elsewhere || known->kind >= MYNAH_MEMBER_ATTRIBUTE ||
        is_passed_over(name) || find(walk, name, condition, &elsewhere) || elsewhere) {
        return;
    }
    struct mynah_interface_member *member = add(walk, name, node, condition);
    if (member) {
        member->kind = MYNAH_MEMBER_ALIAS;
        member->annotation = other;
    }
}

/* Bodies */

static void read_body(struct walk *walk, uint32_t parent, const char *condition, int depth)
{
    struct module *unit = walk->site.ancestor->class->unit;
    const struct node *nodes = unit->tree.nodes;
    uint32_t test = nodes[parent].kind == NODE_IF
                        ? mynah__tree_child(&unit->tree, parent, ROLE_TEST)
                        : NODE_NONE;
    for (uint32_t node = parent + 1; node < nodes[parent].after && !walk->site.reader->failed;
         node = nodes[node].after) {
        if (nodes[node].role != ROLE_BODY && nodes[node].role != ROLE_ORELSE) {
            continue;
        }
        const char *under = test == NODE_NONE
                                ? condition
                                : mynah__condition(walk->site.reader, unit, test,
                                                   nodes[node].role == ROLE_ORELSE, condition);
        if (nodes[node].kind == NODE_FUNCTION_DEF) {
            read_method(walk, node, under);
        } else if (nodes[node].kind == NODE_ANN_ASSIGN && !walk->plain) {
            read_attribute(walk, node, under);
        } else if (nodes[node].kind == NODE_ASSIGN && !walk->plain) {
            read_alias(walk, node, under);
        } else if (nodes[node].kind == NODE_IF && depth < CHAIN_MOST) {
            read_body(walk, node, under, depth + 1);
        }
    }
}

// Overloads need not have an implementation: then it takes anything.
static void implement(struct reader *reader, struct mynah_interface_member *member)
{
    static const struct mynah_interface_parameter all[] = {
        { "self", MYNAH_PARAMETER_NORMAL, NULL, NULL, NULL },
        { "args", MYNAH_PARAMETER_VARARG, "Any", NULL, "Any" },
        { "kwargs", MYNAH_PARAMETER_KWARG, "Any", NULL, "Any" },
    };
    bool receiver = member->kind != MYNAH_MEMBER_STATIC_METHOD;
    struct mynah_interface_parameter *list = mynah__arena_alloc(reader->arena, sizeof all);
    if (!list) {
        reader->failed = true;
        return;
    }
    memcpy(list, all, sizeof all);
    if (member->overloads[0].parameter_count && receiver) {
        list[0].name = member->overloads[0].parameters[0].name;
    }
    member->signature = (struct mynah_interface_signature){
        .parameters = receiver ? list : list + 1,
        .parameter_count = receiver ? 3 : 2,
        .returns = "Any",
    };
}

// What objects get comes last: it may be a property in any of the classes.
static void read_instances(struct reader *reader, const struct lineage *lineage,
                           const struct class *class, const struct mynah_interface *interface,
                           struct member_list *list)
{
    for (size_t i = 0; i < lineage->count && !reader->failed; i++) {
        const struct class *ancestor = lineage->items[i].class;
        const struct node *nodes = ancestor->unit->tree.nodes;
        struct walk walk = { .site = { reader, &lineage->items[i], class, interface },
                             .list = list,
                             .inherited = list->count };
        bool plain = i > 0 && mynah__class_kind(reader, ancestor) == CLASS_OTHER;
        for (uint32_t node =
                 plain ? NODE_NONE
                       : mynah__tree_child(&ancestor->unit->tree, ancestor->node, ROLE_BODY);
             node != NODE_NONE; node = mynah__tree_next(&ancestor->unit->tree, node)) {
            if (nodes[node].kind == NODE_FUNCTION_DEF &&
                strcmp(mynah__module_name(reader, ancestor->unit, node), "__init__") == 0) {
                read_instance(&walk, node);
            }
        }
    }
}

bool mynah__members_read(struct reader *reader, const struct class *class,
                         const struct lineage *lineage, const struct mynah_interface *interface,
                         struct member_list *list)
{
    for (size_t i = 0; i < lineage->count && !reader->failed; i++) {
        const struct class *ancestor = lineage->items[i].class;
        struct walk walk = { .site = { reader, &lineage->items[i], class, interface },
                             .list = list,
                             .inherited = list->count,
                             .plain = i > 0 && mynah__class_kind(reader, ancestor) == CLASS_OTHER };
        read_body(&walk, ancestor->node, NULL, 0);
    }
    read_instances(reader, lineage, class, interface, list);
    for (size_t i = 0; i < list->count && !reader->failed; i++) {
        if (list->items[i].overload_count && !list->items[i].signature.parameter_count) {
            implement(reader, &list->items[i]);
        }
    }
    return !reader->failed;
}
