// SPDX-License-Identifier: Apache-2.0
// The table of callables from outside whose results or callbacks matter, and of what takes anything
// without harm.  Sources: the Python library reference.

#include "values/engine.h"

#include <string.h>

#define ARG(position, keyword)                                                                     \
    {                                                                                              \
        position, keyword                                                                          \
    }
#define MODEL(qualified, function)                                                                 \
    {                                                                                              \
        .name = qualified, .call = function                                                        \
    }
#define RESULT(qualified, type)                                                                    \
    {                                                                                              \
        .name = qualified, .result = type                                                          \
    }
#define APPLY(qualified, ...)                                                                      \
    {                                                                                              \
        .name = qualified, .apply = &(const struct apply)                                          \
        {                                                                                          \
            __VA_ARGS__                                                                            \
        }                                                                                          \
    }
#define MAP(qualified, at)                                                                         \
    APPLY(qualified, .mode = APPLY_EACH, .result = APPLY_LIST, .callee = ARG(at, "func"),          \
          .arguments = ARG((at) + 1, "iterable"))
#define SOME(qualified)                                                                            \
    APPLY(qualified, .mode = APPLY_EACH, .result = APPLY_SOME, .callee = ARG(1, "func"),           \
          .arguments = ARG(2, "iterable"))
#define STARMAP(qualified)                                                                         \
    APPLY(qualified, .mode = APPLY_STAR, .result = APPLY_LIST, .callee = ARG(1, "func"),           \
          .arguments = ARG(2, "iterable"))
#define SPREAD(qualified, at)                                                                      \
    APPLY(qualified, .mode = APPLY_SPREAD, .result = APPLY_RETURN, .callee = ARG(at, "func"),      \
          .arguments = ARG((at) + 1, NULL))
#define FUTURE(qualified)                                                                          \
    APPLY(qualified, .mode = APPLY_SPREAD, .result = APPLY_FUTURE, .callee = ARG(1, "fn"),         \
          .arguments = ARG(2, NULL))
#define PACKED(qualified, function, tuple, dict)                                                   \
    APPLY(qualified, .mode = APPLY_PACKED, .callee = function, .arguments = tuple, .keywords = dict)

// clang-format off
const struct model mynah__models[] = {
    MODEL("builtins.getattr", mynah__model_getattr),
    MODEL("inspect.getattr_static", mynah__model_getattr),
    MODEL("builtins.setattr", mynah__model_setattr),
    MODEL("builtins.object.__setattr__", mynah__model_setattr),
    MODEL("builtins.object.__getattribute__", mynah__model_getattr),
    MODEL("builtins.vars", mynah__model_vars),
    MODEL("builtins.globals", mynah__model_globals),
    MODEL("builtins.locals", mynah__model_globals),
    MODEL("builtins.__import__", mynah__model_import),
    MODEL("importlib.import_module", mynah__model_import),
    MODEL("builtins.exec", mynah__model_exec),
    MODEL("builtins.eval", mynah__model_exec),
    MODEL("timeit.Timer", mynah__model_timed),
    MODEL("timeit.repeat", mynah__model_timed),
    MODEL("timeit.timeit", mynah__model_timed),
    MODEL("builtins.print", mynah__model_print),
    MODEL("cProfile.run", mynah__model_run_text),
    MODEL("cProfile.runctx", mynah__model_run_text),
    MODEL("profile.run", mynah__model_run_text),
    MODEL("profile.runctx", mynah__model_run_text),
    MODEL("cProfile.Profile.run", mynah__model_run_text),
    MODEL("cProfile.Profile.runctx", mynah__model_run_text),
    MODEL("profile.Profile.run", mynah__model_run_text),
    MODEL("profile.Profile.runctx", mynah__model_run_text),
    MODEL("pdb.run", mynah__model_run_text),
    MODEL("pdb.runeval", mynah__model_run_text),
    MODEL("pdb.runctx", mynah__model_run_text),
    MODEL("bdb.Bdb.run", mynah__model_run_text),
    MODEL("bdb.Bdb.runeval", mynah__model_run_text),
    MODEL("bdb.Bdb.runctx", mynah__model_run_text),
    MODEL("pdb.Pdb.run", mynah__model_run_text),
    MODEL("pdb.Pdb.runeval", mynah__model_run_text),
    MODEL("pdb.Pdb.runctx", mynah__model_run_text),
    MODEL("trace.Trace.run", mynah__model_run_text),
    MODEL("trace.Trace.runctx", mynah__model_run_text),
    MODEL("code.InteractiveInterpreter.runsource", mynah__model_run_text),
    MODEL("code.InteractiveConsole.runsource", mynah__model_run_text),
    MODEL("code.InteractiveConsole.push", mynah__model_run_text),
    MODEL("builtins.compile", mynah__model_first),
    MODEL("builtins.super", mynah__model_super),
    MODEL("builtins.staticmethod", mynah__model_static),
    MODEL("builtins.classmethod", mynah__model_static),
    MODEL("builtins.property", mynah__model_static),
    MODEL("functools.cached_property", mynah__model_static),
    MODEL("builtins.type", mynah__model_type),
    MODEL("builtins.sorted", mynah__model_sorted),
    MODEL("builtins.min", mynah__model_sorted),
    MODEL("builtins.max", mynah__model_sorted),
    MODEL("builtins.list", mynah__model_list),
    MODEL("builtins.tuple", mynah__model_tuple),
    MODEL("builtins.set", mynah__model_set),
    MODEL("builtins.frozenset", mynah__model_set),
    MODEL("collections.deque", mynah__model_list),
    MODEL("builtins.iter", mynah__model_iter),
    MODEL("builtins.dict", mynah__model_dict),
    MODEL("collections.OrderedDict", mynah__model_dict),
    MODEL("collections.defaultdict", mynah__model_dict),
    MODEL("collections.ChainMap", mynah__model_dict),
    MODEL("collections.UserDict", mynah__model_dict),
    MODEL("multiprocessing.Pipe", mynah__model_ends),
    MODEL("os.pipe", mynah__model_ends),
    MODEL("os.pipe2", mynah__model_ends),
    MODEL("os.openpty", mynah__model_ends),
    MODEL("socket.socketpair", mynah__model_ends),
    MODEL("collections.namedtuple", mynah__model_namedtuple),
    MODEL("collections.namedtuple.__call__", mynah__model_record),
    MODEL("types.MappingProxyType", mynah__model_dict),
    MODEL("builtins.zip", mynah__model_zip),
    MODEL("itertools.zip_longest", mynah__model_zip),
    MODEL("itertools.product", mynah__model_product),
    MODEL("itertools.chain", mynah__model_chain),
    MODEL("itertools.cycle", mynah__model_list),
    MODEL("builtins.enumerate", mynah__model_enumerate),
    MODEL("builtins.reversed", mynah__model_reversed),
    MODEL("builtins.next", mynah__model_next),
    MODEL("builtins.range", mynah__model_range),
    MODEL("builtins.str", mynah__model_str),
    MODEL("builtins.chr", mynah__model_chr),
    MODEL("builtins.ord", mynah__model_ord),
    MODEL("builtins.bytes", mynah__model_bytes),
    MODEL("builtins.bytearray", mynah__model_bytes),
    MODEL("builtins.bytes.fromhex", mynah__model_unhex),
    MODEL("builtins.float", mynah__model_float),
    MODEL("builtins.int", mynah__model_int),
    MODEL("base64.b64decode", mynah__model_decode),
    MODEL("base64.urlsafe_b64decode", mynah__model_decode),
    MODEL("base64.standard_b64decode", mynah__model_decode),
    MODEL("base64.decodebytes", mynah__model_decode),
    MODEL("binascii.a2b_base64", mynah__model_decode),
    MODEL("base64.b16decode", mynah__model_unhex),
    MODEL("binascii.unhexlify", mynah__model_unhex),
    MODEL("binascii.a2b_hex", mynah__model_unhex),
    MODEL("codecs.decode", mynah__model_recode),
    MODEL("codecs.encode", mynah__model_recode),
    MODEL("functools.reduce", mynah__model_reduce),
    MODEL("itertools.accumulate", mynah__model_reduce),
    MODEL("functools.partial", mynah__model_partial),
    MODEL("functools.partialmethod", mynah__model_partial),
    MODEL("functools.lru_cache", mynah__model_first),
    MODEL("functools.cache", mynah__model_first),
    MODEL("contextlib.contextmanager", mynah__model_first),
    MODEL("contextlib.asynccontextmanager", mynah__model_first),
    MODEL("contextlib.nullcontext", mynah__model_context),
    MODEL("contextlib.closing", mynah__model_context),
    MODEL("contextlib.ExitStack.enter_context", mynah__model_first),
    MODEL("dataclasses.dataclass", mynah__model_first),
    MODEL("enum.unique", mynah__model_first),
    MODEL("abc.abstractmethod", mynah__model_first),
    MODEL("typing.final", mynah__model_first),
    MODEL("typing.overload", mynah__model_first),
    MODEL("typing.no_type_check", mynah__model_first),
    MODEL("typing.runtime_checkable", mynah__model_first),
    MODEL("typing.cast", mynah__model_cast),
    MODEL("copy.copy", mynah__model_first),
    MODEL("copy.deepcopy", mynah__model_first),
    MODEL("numpy.vectorize", mynah__model_first),
    MODEL("shlex.split", mynah__model_words),
    MODEL("textwrap.dedent", mynah__model_dedent),
    MODEL("inspect.cleandoc", mynah__model_dedent),
    MODEL("asyncio.run", mynah__model_first),
    MODEL("asyncio.create_task", mynah__model_first),
    MODEL("asyncio.ensure_future", mynah__model_first),
    MODEL("asyncio.wait_for", mynah__model_first),
    MODEL("asyncio.shield", mynah__model_first),
    MODEL("asyncio.Runner.run", mynah__model_first),
    MODEL("asyncio.AbstractEventLoop.run_until_complete", mynah__model_first),
    MODEL("asyncio.AbstractEventLoop.create_task", mynah__model_first),
    MODEL("operator.attrgetter", mynah__model_attrgetter),
    MODEL("operator.methodcaller", mynah__model_attrgetter),
    MODEL("operator.itemgetter", mynah__model_attrgetter),
    MODEL("operator.<getter>.__call__", mynah__model_attrgetter),
    MODEL("sys.modules.get", mynah__model_modules_get),
    MODEL("sys.modules.__getitem__", mynah__model_modules_get),
    MODEL("types.SimpleNamespace", mynah__model_namespace),
    MODEL("types.ModuleType", mynah__model_namespace),
    MODEL("argparse.Namespace", mynah__model_namespace),
    MODEL("types.FunctionType", mynah__model_function),
    MODEL("types.LambdaType", mynah__model_function),
    MODEL("weakref.ref", mynah__model_reference),
    MODEL("weakref.WeakMethod", mynah__model_reference),
    MODEL("weakref.proxy", mynah__model_first),
    MODEL("concurrent.futures.as_completed", mynah__model_first),
    MODEL("asyncio.as_completed", mynah__model_first),
    MODEL("weakref.WeakValueDictionary", mynah__model_dict),
    MODEL("weakref.WeakKeyDictionary", mynah__model_dict),
    MODEL("weakref.WeakSet", mynah__model_set),
    MODEL("queue.Queue", mynah__model_list),
    MODEL("queue.LifoQueue", mynah__model_list),
    MODEL("queue.PriorityQueue", mynah__model_list),
    MODEL("queue.SimpleQueue", mynah__model_list),
    MODEL("asyncio.Queue", mynah__model_list),
    MODEL("asyncio.LifoQueue", mynah__model_list),
    MODEL("asyncio.PriorityQueue", mynah__model_list),
    MODEL("multiprocessing.Queue", mynah__model_list),
    MODEL("pkgutil.resolve_name", mynah__model_resolve),
    MODEL("pydoc.locate", mynah__model_resolve),
    MODEL("importlib.util.find_spec", mynah__model_spec),
    MODEL("importlib.find_loader", mynah__model_spec),
    MODEL("importlib.util.module_from_spec", mynah__model_reflected),
    MODEL("pkgutil.get_loader", mynah__model_spec),
    MODEL("pkgutil.find_loader", mynah__model_spec),
    MODEL("sys.modules.items", mynah__model_reflected),
    MODEL("sys.modules.values", mynah__model_reflected),
    MODEL("sys.modules.copy", mynah__model_reflected),
    MODEL("sys.modules.pop", mynah__model_modules_get),
    MODEL("sys.modules.setdefault", mynah__model_modules_get),
    MODEL("gc.get_objects", mynah__model_reflected),
    MODEL("gc.get_referrers", mynah__model_reflected),
    MODEL("gc.get_referents", mynah__model_reflected),
    MODEL("inspect.getmembers", mynah__model_reflected),
    MODEL("inspect.getmembers_static", mynah__model_reflected),
    MODEL("inspect.getclosurevars", mynah__model_reflected),
    MODEL("inspect.unwrap", mynah__model_first),
    MODEL("pathlib.Path", mynah__model_path),
    MODEL("pathlib.Path.glob", mynah__model_paths),
    MODEL("pathlib.Path.rglob", mynah__model_paths),
    MODEL("pathlib.Path.iterdir", mynah__model_paths),
    MODEL("os.path.join", mynah__model_join_path),
    MODEL("os.path.expanduser", mynah__model_first),
    MODEL("os.path.abspath", mynah__model_first),
    MODEL("os.path.expandvars", mynah__model_first),
    MODEL("pathlib.Path.home", mynah__model_path_of),
    MODEL("pathlib.Path.cwd", mynah__model_path_of),
    MODEL("pathlib.Path.resolve", mynah__model_path_of),
    MODEL("pathlib.Path.absolute", mynah__model_path_of),
    MODEL("pathlib.Path.expanduser", mynah__model_path_of),
    MODEL("pathlib.Path.with_name", mynah__model_path_of),
    MODEL("pathlib.Path.with_suffix", mynah__model_path_of),
    MODEL("pathlib.Path.joinpath", mynah__model_path_of),
    RESULT("contextlib.suppress", "contextlib.suppress"),
    RESULT("contextvars.copy_context", "contextvars.Context"),
    RESULT("builtins.len", "builtins.int"), RESULT("builtins.sum", "builtins.int"),
    RESULT("builtins.bool", "builtins.bool"),
    RESULT("builtins.abs", "builtins.int"), RESULT("builtins.round", "builtins.int"),
    RESULT("builtins.input", "builtins.input"), RESULT("builtins.repr", "builtins.str"),
    RESULT("builtins.format", "builtins.str"), RESULT("json.dumps", "builtins.str"),
    RESULT("os.open", "builtins.int"), RESULT("os.dup", "builtins.int"),
    RESULT("builtins.hash", "builtins.int"), RESULT("builtins.id", "builtins.int"),
    RESULT("builtins.any", "builtins.bool"), RESULT("builtins.all", "builtins.bool"),
    RESULT("builtins.isinstance", "builtins.bool"), RESULT("builtins.hasattr", "builtins.bool"),
    RESULT("asyncio.get_event_loop", "asyncio.AbstractEventLoop"),
    RESULT("asyncio.get_running_loop", "asyncio.AbstractEventLoop"),
    RESULT("asyncio.new_event_loop", "asyncio.AbstractEventLoop"),
    RESULT("urllib.request.build_opener", "urllib.request.OpenerDirector"),
    MAP("builtins.map", 1), SOME("builtins.filter"),
    MAP("concurrent.futures.ThreadPoolExecutor.map", 1),
    MAP("concurrent.futures.ProcessPoolExecutor.map", 1),
    MAP("multiprocessing.Pool.map", 1), MAP("multiprocessing.Pool.imap", 1),
    MAP("multiprocessing.Pool.imap_unordered", 1), MAP("multiprocessing.Pool.map_async", 1),
    MAP("multiprocessing.dummy.Pool.map", 1), MAP("multiprocessing.dummy.Pool.imap", 1),
    MAP("multiprocessing.dummy.Pool.imap_unordered", 1),
    MAP("multiprocessing.dummy.Pool.map_async", 1),
    STARMAP("multiprocessing.dummy.Pool.starmap"),
    STARMAP("multiprocessing.dummy.Pool.starmap_async"),
    SOME("itertools.filterfalse"), SOME("itertools.takewhile"), SOME("itertools.dropwhile"),
    STARMAP("itertools.starmap"), STARMAP("multiprocessing.Pool.starmap"),
    STARMAP("multiprocessing.Pool.starmap_async"),
    FUTURE("concurrent.futures.ThreadPoolExecutor.submit"),
    FUTURE("concurrent.futures.ProcessPoolExecutor.submit"),
    SPREAD("asyncio.to_thread", 1), SPREAD("operator.call", 1), SPREAD("atexit.register", 1),
    SPREAD("asyncio.AbstractEventLoop.run_in_executor", 2),
    SPREAD("asyncio.AbstractEventLoop.call_soon", 1),
    SPREAD("asyncio.AbstractEventLoop.call_soon_threadsafe", 1),
    SPREAD("asyncio.AbstractEventLoop.call_later", 2),
    SPREAD("asyncio.AbstractEventLoop.call_at", 2),
    SPREAD("weakref.finalize", 2), SPREAD("contextvars.Context.run", 1),
    SPREAD("contextlib.ExitStack.callback", 1), SPREAD("cothread.Spawn", 1),
    SPREAD("gevent.spawn", 1), SPREAD("trio.run", 1), SPREAD("anyio.run", 1),
    SPREAD("trio.to_thread.run_sync", 1), SPREAD("anyio.to_thread.run_sync", 1),
    SPREAD("eventlet.spawn", 1),
    PACKED("_thread.start_new", ARG(1, "function"), ARG(2, "args"), ARG(3, "kwargs")),
    PACKED("threading.Thread", ARG(2, "target"), ARG(4, "args"), ARG(5, "kwargs")),
    PACKED("threading.Timer", ARG(2, "function"), ARG(3, "args"), ARG(4, "kwargs")),
    PACKED("multiprocessing.Process", ARG(2, "target"), ARG(4, "args"), ARG(5, "kwargs")),
    PACKED("multiprocessing.Pool.apply", ARG(1, "func"), ARG(2, "args"), ARG(3, "kwds")),
    PACKED("multiprocessing.Pool.apply_async", ARG(1, "func"), ARG(2, "args"), ARG(3, "kwds")),
    PACKED("multiprocessing.dummy.Pool.apply", ARG(1, "func"), ARG(2, "args"), ARG(3, "kwds")),
    PACKED("multiprocessing.dummy.Pool.apply_async", ARG(1, "func"), ARG(2, "args"),
           ARG(3, "kwds")),
    PACKED("sched.scheduler.enter", ARG(3, "action"), ARG(4, "argument"), ARG(5, "kwargs")),
    PACKED("sched.scheduler.enterabs", ARG(3, "action"), ARG(4, "argument"), ARG(5, "kwargs")),
    APPLY("signal.signal", .mode = APPLY_UNKNOWN, .callee = ARG(2, "handler")),
    APPLY("contextlib.ExitStack.push", .mode = APPLY_UNKNOWN, .callee = ARG(1, "exit")),
    {.name = NULL},
};

const char *const mynah__inert[] = {
    "builtins.print", "builtins.len", "builtins.isinstance", "builtins.issubclass", "builtins.id",
    "builtins.memoryview", "builtins.repr", "builtins.hasattr", "builtins.callable", "builtins.dir", "builtins.hash",
    "builtins.bool", "builtins.help", "builtins.format", "builtins.ascii", "builtins.any",
    "builtins.all", "builtins.sum", "builtins.float", "builtins.object", "builtins.input",
    "inspect.signature", "inspect.getsource", "inspect.getdoc", "inspect.getfile",
    "inspect.getmodule", "inspect.isfunction", "inspect.ismethod", "inspect.isclass",
    "inspect.isbuiltin", "inspect.iscoroutinefunction", "inspect.isroutine",
    "logging.debug", "logging.info", "logging.warning", "logging.error", "logging.exception",
    "logging.critical", "logging.log", "logging.basicConfig", "logging.getLogger.debug",
    "logging.getLogger.info", "logging.getLogger.warning", "logging.getLogger.error",
    "logging.getLogger.exception", "logging.getLogger.critical", "logging.getLogger.log",
    "logging.getLogger.setLevel", "math", "cmath", "pprint", "time", "datetime", "warnings",
    "decimal", "fractions", "textwrap", "traceback", "sys.getsizeof", "typing.TypeVar",
    "typing.NamedTuple", "typing.get_type_hints", "dataclasses.fields",
    "dataclasses.is_dataclass", "json.loads", "json.load",
    NULL,
};

const char *const mynah__readers[] = {
    "inspect", "logging", "statistics", "json", "typing", "dataclasses", "enum", "numpy",
    "unittest.mock", "re", "string", "collections.Counter", "abc",
    NULL,
};
// What shows, draws and tests: it is given objects to stand beside, and functions to call.
const char *const mynah__holders[] = {
    "PyQt5", "PyQt6", "PySide2", "PySide6", "qtpy", "pyqtgraph", "tkinter", "wx", "matplotlib",
    "unittest", "pytest", "pandas", "plotly", "rich", "tqdm",
    NULL,
};
// clang-format on

static uint32_t foreign(struct engine *engine)
{
    return mynah__unknown(engine, UNKNOWN_FOREIGN, 0);
}

enum { SOURCES_MAX = 8 };

static uint32_t take(struct engine *engine, const struct arguments *arguments,
                     struct surface_argument where)
{
    return mynah__argument(engine, arguments, (uint32_t)where.position, where.keyword);
}

static uint32_t call_packed(struct engine *engine, const struct apply *apply,
                            const struct arguments *arguments, uint32_t callee, uint32_t site)
{
    uint32_t tuple = take(engine, arguments, apply->arguments);
    uint32_t dict = take(engine, arguments, apply->keywords);
    uint32_t positional[ITERATE_MAX];
    struct keyword_argument keywords[ITERATE_MAX];
    struct arguments packed = { .positional = positional, .keywords = keywords };
    int64_t length = tuple == SET_EMPTY ? 0 : mynah__length(engine, tuple);
    if (length < 0 || length > ITERATE_MAX) {
        packed.rest = mynah__iterate(engine, tuple);
    }
    for (int64_t i = 0; length <= ITERATE_MAX && i < length; i++) {
        positional[packed.count++] = mynah__element(engine, tuple, i);
    }
    uint32_t single = mynah__single(engine, dict);
    const struct container *found = single == UINT32_MAX ? NULL : mynah__container(engine, single);
    for (uint32_t i = 0; found && i < found->count; i++) {
        struct value key = engine->values[found->keys[i]];
        if (key.kind == VALUE_STR && packed.keyword_count < ITERATE_MAX) {
            keywords[packed.keyword_count++] = (struct keyword_argument){ key.a, found->sets[i] };
        } else {
            packed.keyword_rest = mynah__set_union(engine, packed.keyword_rest, found->sets[i]);
        }
    }
    if (dict != SET_EMPTY && (!found || found->open)) {
        uint32_t any =
            found ? found->any
                  : mynah__unknown(engine, UNKNOWN_FOREIGN, mynah__set_reach(engine, dict));
        packed.keyword_rest = mynah__set_union(engine, packed.keyword_rest, any);
    }
    return mynah__invoke(engine, callee, &packed, site);
}

// Call once for each step of the iterables, or once for all where their lengths are not known.
static uint32_t call_each(struct engine *engine, const struct apply *apply,
                          const struct arguments *arguments, uint32_t callee, uint32_t site)
{
    uint32_t from = (uint32_t)apply->arguments.position - 1;
    uint32_t sources = arguments->count > from ? arguments->count - from : 0;
    uint32_t positional[SOURCES_MAX];
    int64_t length = ITERATE_MAX + 1;
    uint32_t made = mynah__container_at(engine, CONTAINER_ITERATOR, site);
    bool star = apply->mode == APPLY_STAR;
    if (sources > SOURCES_MAX) {
        mynah__lose(engine, site);
        sources = SOURCES_MAX;
    }
    for (uint32_t s = 0; s < sources; s++) {
        int64_t one = mynah__length(engine, arguments->positional[from + s]);
        length = one < 0 ? -1 : one < length ? one : length;
    }
    bool stepwise = sources > 0 && length >= 0 && length <= ITERATE_MAX;
    for (int64_t i = 0; i < (stepwise ? length : 1); i++) {
        for (uint32_t s = 0; s < sources; s++) {
            uint32_t source = arguments->positional[from + s];
            positional[s] =
                stepwise ? mynah__element(engine, source, i) : mynah__iterate(engine, source);
        }
        struct arguments step = { .positional = positional, .count = sources };
        if (star) {
            struct surface_argument first = { 1, NULL };
            struct apply packed = { .mode = APPLY_PACKED, .arguments = first };
            uint32_t result = call_packed(engine, &packed, &step, callee, site);
            mynah__container_append(engine, made, result);
            continue;
        }
        uint32_t result = mynah__invoke(engine, callee, &step, site);
        if (stepwise) {
            mynah__container_put(engine, made, mynah__value_int(engine, i), result);
        } else {
            mynah__container_append(engine, made, result);
        }
    }
    return mynah__set_of(engine, made);
}

static uint32_t call_spread(struct engine *engine, const struct apply *apply,
                            const struct arguments *arguments, uint32_t callee, uint32_t site)
{
    struct arguments rest = *arguments;
    uint32_t from = (uint32_t)apply->arguments.position - 1;
    uint32_t skip = from < rest.count ? from : rest.count;
    rest.positional += skip;
    rest.count -= skip;
    return mynah__invoke(engine, callee, &rest, site);
}

uint32_t mynah__apply(struct engine *engine, const struct apply *apply,
                      const struct arguments *arguments, uint32_t site)
{
    uint32_t callee = take(engine, arguments, apply->callee);
    uint32_t result;
    switch (apply->mode) {
    case APPLY_SPREAD:
        result = call_spread(engine, apply, arguments, callee, site);
        break;
    case APPLY_PACKED:
        result = call_packed(engine, apply, arguments, callee, site);
        break;
    case APPLY_EACH:
    case APPLY_STAR:
        result = call_each(engine, apply, arguments, callee, site);
        break;
    default:
        result =
            mynah__invoke(engine, callee, &(struct arguments){ .rest = foreign(engine) }, site);
        break;
    }
    if (apply->result == APPLY_SOME) {
        uint32_t made = mynah__container_at(engine, CONTAINER_LIST, site);
        mynah__container_append(engine, made,
                                mynah__iterate(engine, take(engine, arguments, apply->arguments)));
        return mynah__set_of(engine, made);
    }
    if (apply->result == APPLY_FUTURE) {
        uint32_t made = mynah__container_at(engine, CONTAINER_LIST, site);
        mynah__container_append(engine, made, result);
        return mynah__set_of(engine, made);
    }
    return apply->result == APPLY_FOREIGN ? foreign(engine) : result;
}

static uint32_t call2(struct engine *engine, uint32_t callee, uint32_t left, uint32_t right,
                      uint32_t site)
{
    uint32_t both[2] = { left, right };
    return mynah__invoke(engine, callee, &(struct arguments){ .positional = both, .count = 2 },
                         site);
}

// reduce(f, iterable, initial) gives the last, accumulate(iterable, f, initial) each value on the
// way.
uint32_t mynah__model_reduce(struct engine *engine, uint32_t value,
                             const struct arguments *arguments, uint32_t site)
{
    bool last = strstr(mynah__atom_bytes(engine, engine->values[value].a), "reduce") != NULL;
    uint32_t callee = mynah__argument(engine, arguments, last ? 1 : 2, "func");
    uint32_t from = mynah__argument(engine, arguments, last ? 2 : 1, "iterable");
    uint32_t at = mynah__argument(engine, arguments, last ? 3 : 0, "initial");
    uint32_t made = mynah__container_at(engine, CONTAINER_ITERATOR, site);
    int64_t length = mynah__length(engine, from);
    bool begun = at != SET_EMPTY;
    if (length >= 0 && length <= ITERATE_MAX) {
        mynah__container_append(engine, made, at);
        for (int64_t i = 0; i < length; i++) {
            uint32_t element = mynah__element(engine, from, i);
            at = begun ? call2(engine, callee, at, element, site) : element;
            begun = true;
            mynah__container_append(engine, made, at);
        }
        return last ? at : mynah__set_of(engine, made);
    }
    uint32_t elements = mynah__iterate(engine, from);
    mynah__container_append(engine, made, begun ? at : elements);
    at = mynah__container_all(engine, made);
    mynah__container_append(engine, made, call2(engine, callee, at, elements, site));
    return last ? mynah__container_all(engine, made) : mynah__set_of(engine, made);
}
