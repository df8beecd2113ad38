// SPDX-License-Identifier: Apache-2.0
// Models of what looks things up, makes callables of callables, or executes.

#include "values/engine.h"

#include <string.h>

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

static uint32_t none(struct engine *engine)
{
    return mynah__set_of(engine, mynah__value(engine, VALUE_NONE, 0, 0, 0));
}

// Load an attribute by a set of names; one that is not known may be anything that the base can.
static enum unknown_reason reason_of(struct engine *engine, uint32_t base)
{
    const uint32_t *members = mynah__members(engine, base);
    for (uint32_t i = 0; i < mynah__set_size(engine, base); i++) {
        struct value value = engine->values[members[i]];
        if (value.powers || value.kind == VALUE_NAMESPACE ||
            (value.kind == VALUE_UNKNOWN && value.sub == UNKNOWN_REFLECTED)) {
            return UNKNOWN_REFLECTED;
        }
    }
    return UNKNOWN_FOREIGN; // no more than calling any method of it
}

// attrgetter takes dotted names.
static uint32_t load_dotted(struct engine *engine, uint32_t base, uint32_t name, uint32_t site)
{
    struct atom atom = *mynah__atom_at(engine, name);
    uint32_t from = 0;
    for (uint32_t i = 0; i <= atom.size; i++) {
        if (i == atom.size || atom.bytes[i] == '.') {
            base =
                mynah__load(engine, base, mynah__atom(engine, atom.bytes + from, i - from), site);
            from = i + 1;
        }
    }
    return base;
}

static uint32_t load_by(struct engine *engine, uint32_t base, uint32_t names, uint32_t site)
{
    uint32_t result = SET_EMPTY;
    uint32_t count = mynah__set_size(engine, names);
    const uint32_t *members = mynah__members(engine, names);
    uint32_t unknown = count == 0 ? SET_EMPTY
                                  : mynah__unknown(engine, reason_of(engine, base),
                                                   mynah__set_powers(engine, base));
    if (count > SET_MAX) { // a set could not hold what they name
        return unknown;
    }
    for (uint32_t i = 0; i < count; i++) {
        struct value name = engine->values[members[i]];
        uint32_t part = name.kind == VALUE_STR ? load_dotted(engine, base, name.a, site) : unknown;
        result = mynah__set_union(engine, result, part);
    }
    return result;
}

uint32_t mynah__model_getattr(struct engine *engine, uint32_t value,
                              const struct arguments *arguments, uint32_t site)
{
    (void)value;
    uint32_t base = mynah__argument(engine, arguments, 1, NULL);
    uint32_t names = mynah__argument(engine, arguments, 2, NULL);
    uint32_t result = load_by(engine, base, names, site);
    if (arguments->count > 2) {
        result = mynah__set_union(engine, result, arguments->positional[2]);
    }
    return result;
}

uint32_t mynah__model_setattr(struct engine *engine, uint32_t value,
                              const struct arguments *arguments, uint32_t site)
{
    (void)value;
    uint32_t base = mynah__argument(engine, arguments, 1, NULL);
    uint32_t names = mynah__argument(engine, arguments, 2, NULL);
    uint32_t set = mynah__argument(engine, arguments, 3, NULL);
    const uint32_t *members = mynah__members(engine, names);
    for (uint32_t i = 0; i < mynah__set_size(engine, names); i++) {
        struct value name = engine->values[members[i]];
        uint32_t atom = name.kind == VALUE_STR ? name.a : mynah__word(engine, "*");
        mynah__store(engine, base, atom, set, site);
        for (uint32_t b = 0; name.kind != VALUE_STR && b < mynah__set_size(engine, base); b++) {
            uint32_t at = mynah__members(engine, base)[b];
            if (engine->values[at].kind == VALUE_INSTANCE) { // any of its attributes
                mynah__escape(engine, mynah__set_of(engine, at), site);
            }
        }
    }
    return none(engine);
}

uint32_t mynah__model_vars(struct engine *engine, uint32_t value, const struct arguments *arguments,
                           uint32_t site)
{
    (void)value;
    if (arguments->count == 0) {
        return mynah__set_of(engine, mynah__value(engine, VALUE_NAMESPACE, 1, 0, 0));
    }
    (void)site;
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, arguments->positional[0]);
    for (uint32_t i = 0; i < mynah__set_size(engine, arguments->positional[0]); i++) {
        uint32_t part = mynah__value(engine, VALUE_NAMESPACE, 0, members[i], 0);
        result = mynah__set_union(engine, result, mynah__set_of(engine, part));
    }
    return result;
}

uint32_t mynah__model_globals(struct engine *engine, uint32_t value,
                              const struct arguments *arguments, uint32_t site)
{
    (void)value;
    (void)arguments;
    (void)site;
    return mynah__set_of(engine, mynah__value(engine, VALUE_NAMESPACE, 1, 0, 0));
}

uint32_t mynah__model_import(struct engine *engine, uint32_t value,
                             const struct arguments *arguments, uint32_t site)
{
    uint32_t names = mynah__argument(engine, arguments, 1, "name");
    uint32_t result = SET_EMPTY;
    bool dunder =
        strcmp(mynah__atom_bytes(engine, engine->values[value].a), "builtins.__import__") == 0;
    uint32_t list = mynah__argument(engine, arguments, 4, "fromlist");
    const uint32_t *members = mynah__members(engine, names);
    for (uint32_t i = 0; i < mynah__set_size(engine, names); i++) {
        struct value name = engine->values[members[i]];
        if (mynah__is_own_name(engine, members[i])) {
            result = mynah__set_union(engine, result, mynah__set_external(engine, "__main__"));
            continue;
        }
        if (name.kind != VALUE_STR) {
            mynah__use(engine, &(struct use){ .kind = USE_IMPORT_UNKNOWN, .site = site });
            result = mynah__set_union(engine, result,
                                      mynah__unknown(engine, UNKNOWN_REFLECTED, POWER_IMPORTS));
            continue;
        }
        const char *text = mynah__atom_bytes(engine, name.a);
        uint32_t atom = mynah__canonical(engine, name.a);
        const struct known *known = mynah__known(engine, atom);
        engine->armed = engine->armed || (known && (known->powers | known->below));
        mynah__use(engine, &(struct use){
                               .kind = USE_IMPORT, .site = site, .name = atom, .indirect = true });
        const char *dot = strchr(text, '.');
        bool top = dunder && dot && list == SET_EMPTY; // __import__("a.b") gives a
        uint32_t module = top ? mynah__atom(engine, text, (size_t)(dot - text)) : name.a;
        result = mynah__set_union(engine, result,
                                  mynah__set_external(engine, mynah__atom_bytes(engine, module)));
    }
    return result;
}

uint32_t mynah__model_exec(struct engine *engine, uint32_t value, const struct arguments *arguments,
                           uint32_t site)
{
    uint32_t source = mynah__argument(engine, arguments, 1, "source");
    uint32_t single = mynah__single(engine, source);
    bool text = single != UINT32_MAX && engine->values[single].kind == VALUE_STR;
    if (text && strcmp(mynah__atom_bytes(engine, engine->values[value].a), "builtins.eval") == 0) {
        const char *code = mynah__atom_bytes(engine, engine->values[single].a);
        source = mynah__set_text(engine, code + strspn(code, " \t"));
    }
    uint32_t given = mynah__set_union(engine, mynah__argument(engine, arguments, 2, "globals"),
                                      mynah__argument(engine, arguments, 3, "locals"));
    return mynah__exec(engine, source, given, site);
}

// Add what of an argument can be a namespace.
static uint32_t with_namespaces(struct engine *engine, uint32_t all, uint32_t set)
{
    const uint32_t *members = mynah__members(engine, set);
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        uint8_t kind = engine->values[members[i]].kind;
        if (kind == VALUE_CONTAINER || kind == VALUE_NAMESPACE) {
            all = mynah__set_union(engine, all, mynah__set_of(engine, members[i]));
        }
    }
    return all;
}

// What profilers, debuggers and consoles do with a text: cProfile.run(text, file),
// pdb.run(text, globals, locals), InteractiveInterpreter().runsource(text).
uint32_t mynah__model_run_text(struct engine *engine, uint32_t value,
                               const struct arguments *arguments, uint32_t site)
{
    static const char *const words[] = {
        "statement", "cmd", "expression", "expr", "source", "line"
    };
    (void)value;
    uint32_t text = mynah__argument(engine, arguments, 1, NULL);
    for (size_t i = 0; i < sizeof(words) / sizeof(*words) && text == SET_EMPTY; i++) {
        text = mynah__argument(engine, arguments, 0, words[i]);
    }
    uint32_t given =
        with_namespaces(engine, SET_EMPTY, mynah__argument(engine, arguments, 2, "globals"));
    given = with_namespaces(engine, given, mynah__argument(engine, arguments, 3, "locals"));
    mynah__exec(engine, text, given, site);
    return foreign(engine);
}

uint32_t mynah__model_first(struct engine *engine, uint32_t value,
                            const struct arguments *arguments, uint32_t site)
{
    (void)value;
    (void)site;
    uint32_t set = arguments->count > 0 ? arguments->positional[0] : arguments->rest;
    return set == SET_EMPTY && mynah__is_settled(engine) ? foreign(engine) : set;
}

// What print(file=…) is given, it writes to.
uint32_t mynah__model_print(struct engine *engine, uint32_t value,
                            const struct arguments *arguments, uint32_t site)
{
    uint32_t file = mynah__argument(engine, arguments, 0, "file");
    uint32_t text = arguments->count > 0 ? arguments->positional[0] : arguments->rest;
    (void)value;
    if (file != SET_EMPTY) {
        uint32_t write = mynah__load(engine, file, mynah__word(engine, "write"), site);
        mynah__call1(engine, write, text, site);
    }
    uint32_t none = mynah__word(engine, "builtins.NoneType");
    return mynah__set_of(engine, mynah__value(engine, VALUE_INSTANCE, 0, none, 0));
}

// typing.cast(type, value)
uint32_t mynah__model_cast(struct engine *engine, uint32_t value, const struct arguments *arguments,
                           uint32_t site)
{
    (void)value;
    (void)site;
    return mynah__argument(engine, arguments, 2, "val");
}

// super(): the class around the call, and the first parameter of the function around it.
uint32_t mynah__model_super(struct engine *engine, uint32_t value,
                            const struct arguments *arguments, uint32_t site)
{
    (void)value;
    (void)arguments;
    const struct unit *unit = mynah__unit_of(engine, site);
    const struct node *nodes = unit->tree->nodes;
    uint32_t function = NODE_NONE;
    uint32_t class_node = site - unit->base;
    while (class_node != NODE_NONE && nodes[class_node].kind != NODE_CLASS_DEF) {
        function = nodes[class_node].kind == NODE_FUNCTION_DEF ? class_node : function;
        class_node = nodes[class_node].parent;
    }
    uint32_t list =
        function == NODE_NONE ? NODE_NONE : mynah__tree_child(unit->tree, function, ROLE_ARGUMENTS);
    uint32_t self = list == NODE_NONE ? NODE_NONE : mynah__tree_child(unit->tree, list, ROLE_ITEM);
    uint32_t name = self == NODE_NONE ? NODE_NONE : mynah__tree_child(unit->tree, self, ROLE_NAME);
    if (class_node == NODE_NONE || name == NODE_NONE || unit->definition_of[name] == UINT32_MAX) {
        return foreign(engine);
    }
    uint32_t class_value = mynah__value(engine, VALUE_CLASS, 0, 0, unit->base + class_node);
    uint32_t receivers = unit->definition_sets[unit->definition_of[name]];
    mynah__note(engine, PLACE_DEFINITION, unit->base + unit->definition_of[name]);
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, receivers);
    for (uint32_t i = 0; i < mynah__set_size(engine, receivers); i++) {
        uint32_t part = mynah__value(engine, VALUE_SUPER, 0, class_value, members[i]);
        result = mynah__set_union(engine, result, mynah__set_of(engine, part));
    }
    return result;
}

// staticmethod, classmethod, property: marks that classes understand.
uint32_t mynah__model_static(struct engine *engine, uint32_t value,
                             const struct arguments *arguments, uint32_t site)
{
    const char *name = mynah__atom_bytes(engine, engine->values[value].a);
    enum bound_kind kind = strstr(name, "static")  ? BOUND_STATIC
                           : strstr(name, "class") ? BOUND_CLASSMETHOD
                                                   : BOUND_PROPERTY;
    uint32_t set = mynah__argument(engine, arguments, 1, "fget");
    uint32_t setter = mynah__argument(engine, arguments, 2, "fset");
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, set);
    (void)site;
    for (uint32_t i = 0; i < mynah__set_size(engine, set); i++) {
        uint32_t marked = mynah__value(engine, VALUE_BOUND, (int)kind, 0, members[i]);
        if (kind == BOUND_PROPERTY && setter != SET_EMPTY) {
            mynah__cell_join(engine, members[i], mynah__word(engine, "setter"), setter);
        }
        result = mynah__set_union(engine, result, mynah__set_of(engine, marked));
    }
    return result;
}

static void keep(struct engine *engine, uint32_t site, const struct arguments *from, uint32_t skip)
{
    struct partial *partial = mynah__partial(engine, site);
    struct arguments *to = &partial->arguments;
    uint32_t count = from->count > skip ? from->count - skip : 0;
    if (!to->positional) {
        to->positional = mynah__arena_alloc(engine->arena, (count + 1) * sizeof(uint32_t));
        to->keywords =
            mynah__arena_alloc(engine->arena, (from->keyword_count + 1) * sizeof(*to->keywords));
        if (!to->positional || !to->keywords) {
            *to = (struct arguments){ 0 };
            return;
        }
        to->count = count;
        to->keyword_count = from->keyword_count;
    }
    for (uint32_t i = 0; i < count && i < to->count; i++) {
        mynah__join(engine, &to->positional[i], from->positional[i + skip], PLACE_PARTIAL, site);
    }
    for (uint32_t i = 0; i < from->keyword_count && i < to->keyword_count; i++) {
        to->keywords[i].name = from->keywords[i].name;
        mynah__join(engine, &to->keywords[i].set, from->keywords[i].set, PLACE_PARTIAL, site);
    }
    mynah__join(engine, &to->rest, from->rest, PLACE_PARTIAL, site);
    mynah__join(engine, &to->keyword_rest, from->keyword_rest, PLACE_PARTIAL, site);
}

uint32_t mynah__model_partial(struct engine *engine, uint32_t value,
                              const struct arguments *arguments, uint32_t site)
{
    (void)value;
    struct partial *partial = mynah__partial(engine, site);
    if (!partial || arguments->count == 0) {
        return foreign(engine);
    }
    mynah__join(engine, &partial->callee, arguments->positional[0], PLACE_PARTIAL, site);
    keep(engine, site, arguments, 1);
    return mynah__set_of(engine, mynah__value(engine, VALUE_PARTIAL, 0, 0, site));
}

// attrgetter(name)(x) is getattr(x, name); methodcaller(name, a)(x) is getattr(x, name)(a);
// itemgetter(k)(x) is x[k].  The site's partial remembers which.
uint32_t mynah__model_attrgetter(struct engine *engine, uint32_t value,
                                 const struct arguments *arguments, uint32_t site)
{
    struct value at = engine->values[value];
    uint32_t self = mynah__word(engine, "operator.<getter>.__call__");
    if (at.kind == VALUE_EXTERNAL) {
        struct partial *partial = mynah__partial(engine, site);
        if (!partial) {
            return foreign(engine);
        }
        partial->object = at.a;
        keep(engine, site, arguments, 0);
        (void)self;
        return mynah__set_instance(engine, "operator.<getter>", site);
    }
    const struct partial partial = *mynah__partial(engine, engine->values[at.a].b);
    uint32_t base = mynah__argument(engine, arguments, 1, NULL);
    const char *name = mynah__atom_bytes(engine, partial.object);
    if (partial.arguments.count == 0) {
        return foreign(engine);
    }
    if (strcmp(name, "operator.itemgetter") == 0) {
        return mynah__load_item(engine, base, partial.arguments.positional[0], site);
    }
    uint32_t loaded = load_by(engine, base, partial.arguments.positional[0], site);
    if (strcmp(name, "operator.attrgetter") == 0) {
        return loaded;
    }
    struct arguments rest = partial.arguments;
    rest.positional++;
    rest.count--;
    return mynah__invoke(engine, loaded, &rest, site);
}

// What looks things up in ways that are not followed: it may give anything.
uint32_t mynah__model_reflected(struct engine *engine, uint32_t value,
                                const struct arguments *arguments, uint32_t site)
{
    uint16_t powers = 0;
    (void)value;
    (void)site;
    for (uint32_t i = 0; i < arguments->count; i++) {
        powers |= mynah__set_reach(engine, arguments->positional[i]);
    }
    return mynah__unknown(engine, UNKNOWN_REFLECTED, powers);
}

// importlib.util.find_spec("m") and the like lead to the module in the end.
uint32_t mynah__model_spec(struct engine *engine, uint32_t value, const struct arguments *arguments,
                           uint32_t site)
{
    uint32_t set = mynah__model_import(engine, value, arguments, site);
    return mynah__unknown(engine, UNKNOWN_REFLECTED, mynah__set_powers(engine, set));
}

// pkgutil.resolve_name("a.b:c"), pydoc.locate("a.b.c")
uint32_t mynah__model_resolve(struct engine *engine, uint32_t value,
                              const struct arguments *arguments, uint32_t site)
{
    uint32_t names = mynah__argument(engine, arguments, 1, "name");
    uint32_t result = SET_EMPTY;
    const uint32_t *members = mynah__members(engine, names);
    for (uint32_t i = 0; i < mynah__set_size(engine, names); i++) {
        struct value name = engine->values[members[i]];
        if (name.kind != VALUE_STR) {
            return mynah__model_import(engine, value, arguments, site);
        }
        char *text = mynah__arena_copy(engine->arena, mynah__atom_bytes(engine, name.a),
                                       mynah__atom_at(engine, name.a)->size);
        char *colon = text ? strchr(text, ':') : NULL;
        if (colon) {
            *colon = '.';
        }
        uint32_t found = text ? mynah__set_external(engine, text) : SET_EMPTY;
        engine->armed = engine->armed || mynah__set_powers(engine, found);
        result = mynah__set_union(engine, result, found);
    }
    return result;
}

uint32_t mynah__later(struct engine *engine, const char *callee, const struct arguments *arguments,
                      uint32_t site)
{
    struct partial *partial = mynah__partial(engine, site);
    if (!partial) {
        return foreign(engine);
    }
    mynah__join(engine, &partial->callee, mynah__set_external(engine, callee), PLACE_PARTIAL, site);
    keep(engine, site, arguments, 0);
    return mynah__set_of(engine, mynah__value(engine, VALUE_PARTIAL, 0, 0, site));
}

// types.FunctionType(code, globals) executes when it is called; a code object is its text here.
uint32_t mynah__model_function(struct engine *engine, uint32_t value,
                               const struct arguments *arguments, uint32_t site)
{
    (void)value;
    return mynah__later(engine, "builtins.exec", arguments, site);
}

// Return the text that is executed where both parts are known: what the set-up binds is seen by the
// statement.  SET_EMPTY else.
static uint32_t timed_text(struct engine *engine, uint32_t setup, uint32_t statement)
{
    uint32_t first = mynah__single(engine, setup);
    uint32_t second = mynah__single(engine, statement);
    if (first == UINT32_MAX || second == UINT32_MAX || engine->values[first].kind != VALUE_STR ||
        engine->values[second].kind != VALUE_STR) {
        return SET_EMPTY;
    }
    struct atom head = *mynah__atom_at(engine, engine->values[first].a);
    struct atom body = *mynah__atom_at(engine, engine->values[second].a);
    char *text = mynah__arena_alloc(engine->arena, head.size + body.size + 2);
    if (!text) {
        return SET_EMPTY;
    }
    memcpy(text, head.bytes, head.size);
    text[head.size] = '\n';
    memcpy(text + head.size + 1, body.bytes, body.size);
    text[head.size + 1 + body.size] = '\0';
    return mynah__set_of(engine,
                         mynah__value(engine, VALUE_STR, 0,
                                      mynah__atom(engine, text, head.size + 1 + body.size), 0));
}

// Execute what is text, call what is not.
static void run_timed(struct engine *engine, uint32_t code, uint32_t given, uint32_t site)
{
    uint32_t count = mynah__set_size(engine, code);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t id = mynah__members(engine, code)[i];
        uint32_t one = mynah__set_of(engine, id);
        if (engine->values[id].kind == VALUE_STR) {
            mynah__exec(engine, one, given, site);
        } else {
            mynah__invoke(engine, one, &(struct arguments){ 0 }, site);
        }
    }
}

// timeit.timeit(stmt, setup, …, globals): either may be a function, too.
uint32_t mynah__model_timed(struct engine *engine, uint32_t value,
                            const struct arguments *arguments, uint32_t site)
{
    static const struct {
        const char *name;
        uint32_t globals;
    } rows[] = { { "timeit.Timer", 4 }, { "timeit.timeit", 5 }, { "timeit.repeat", 6 } };
    const char *name = mynah__atom_bytes(engine, engine->values[value].a);
    uint32_t given = mynah__argument(engine, arguments, 0, "globals");
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        if (strcmp(name, rows[i].name) == 0) {
            given = mynah__argument(engine, arguments, rows[i].globals, "globals");
        }
    }
    if (given == SET_EMPTY) { // names are its own, then
        given = mynah__set_of(engine, mynah__container_at(engine, CONTAINER_DICT, site));
    }
    uint32_t statement = mynah__argument(engine, arguments, 1, "stmt");
    uint32_t setup = mynah__argument(engine, arguments, 2, "setup");
    uint32_t text = timed_text(engine, setup, statement);
    if (text != SET_EMPTY) {
        mynah__exec(engine, text, given, site);
    } else {
        run_timed(engine, setup, given, site);
        run_timed(engine, statement, given, site);
    }
    return foreign(engine);
}

// weakref.ref(x)() gives x.
uint32_t mynah__model_reference(struct engine *engine, uint32_t value,
                                const struct arguments *arguments, uint32_t site)
{
    (void)value;
    return mynah__later(engine, "copy.copy", arguments, site);
}

uint32_t mynah__model_type(struct engine *engine, uint32_t value, const struct arguments *arguments,
                           uint32_t site)
{
    (void)value;
    if (arguments->count != 1) { // type(name, bases, namespace)
        uint16_t powers = 0;
        for (uint32_t i = 0; i < arguments->count; i++) {
            powers |= mynah__set_reach(engine, arguments->positional[i]);
        }
        mynah__escape_all(engine, arguments, site);
        return mynah__unknown(engine, UNKNOWN_FOREIGN, powers);
    }
    return mynah__load(engine, arguments->positional[0], mynah__word(engine, "__class__"), site);
}

uint32_t mynah__model_sorted(struct engine *engine, uint32_t value,
                             const struct arguments *arguments, uint32_t site)
{
    uint32_t key = mynah__argument(engine, arguments, 0, "key");
    uint32_t all = mynah__iterate(engine, mynah__argument(engine, arguments, 1, NULL));
    bool list = strcmp(mynah__atom_bytes(engine, engine->values[value].a), "builtins.sorted") == 0;
    if (key != SET_EMPTY) {
        mynah__call1(engine, key, all, site);
    }
    if (!list) { // min, max: of several, or of the elements of one
        for (uint32_t i = 1; i < arguments->count; i++) {
            all = mynah__set_union(engine, all, arguments->positional[i]);
        }
        return arguments->count > 1 ? mynah__set_union(engine, all, arguments->positional[0]) : all;
    }
    uint32_t made = mynah__container_at(engine, CONTAINER_LIST, site);
    mynah__container_append(engine, made, all);
    return mynah__set_of(engine, made);
}

uint32_t mynah__model_modules_get(struct engine *engine, uint32_t value,
                                  const struct arguments *arguments, uint32_t site)
{
    (void)value;
    uint32_t modules = mynah__set_external(engine, "sys.modules");
    return mynah__load_item(engine, modules, mynah__argument(engine, arguments, 1, NULL), site);
}
