"""Values that suit annotations: what a method answers that was told nothing."""

import enum
import functools
import importlib
import re
import sys
from typing import (
    Any,
    AsyncIterator,
    Callable,
    Dict,
    Generator,
    List,
    Literal,
    Optional,
    Tuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from mynah_members import ClassWide
from mynah_runtime import Call, Controlled, Method, Unconfigured, bare

# Where names come from that are imported for types only: "decimal:Decimal".
TYPE_IMPORTS: Dict[str, str] = {}


def made(method: Method[Any], call: Call) -> Any:
    """Make what a method's annotation says that it returns."""
    mock = method._mock
    hint = result_hint(mock._mynah_class(), method._name)
    hint = item_hint(hint) if method.managed else hint
    return Maker(mock, method._name, call.nth).make(hint)


@functools.lru_cache(None)
def result_hint(kind: Any, name: str) -> Any:
    function = bare(kind, name)
    return resolved(function.__annotations__.get("return"), function.__globals__)


def item_hint(hint: Any) -> Any:
    """Return what an iterator of that type gives; Any of what is none."""
    origin = getattr(get_origin(hint), "__name__", "")
    iterates = origin.endswith(("Iterator", "Iterable", "Generator"))
    return get_args(hint)[0] if iterates and get_args(hint) else Any


def declare(mock: Controlled, *names: str) -> None:
    """Give a mock, or a class of mocks, values for what its interface declares.

    An attribute of whose type there is no value is left away.
    """
    for name in names:
        try:
            value = Maker(mock, name, 1).attribute(name)
        except Exception:
            continue
        if isinstance(mock, ClassWide):
            setattr(mock._mynah_class(), name, value)
        else:
            object.__setattr__(mock, name, value)


def resolved(hint: Any, scope: Dict[str, Any]) -> Any:
    """Evaluate an annotation that is text; one that can't be is Any."""
    hint = getattr(hint, "__forward_arg__", hint)
    if not isinstance(hint, str):
        return hint
    import ast

    try:
        return evaluated(ast.parse(hint.strip(), mode="eval").body, scope)
    except Exception:
        return Any


def evaluated(node: Any, scope: Dict[str, Any]) -> Any:
    """Evaluate an annotation, also where this Python has no operators for it yet."""
    import ast

    if isinstance(node, ast.BinOp):
        return Union[evaluated(node.left, scope), evaluated(node.right, scope)]
    if isinstance(node, ast.Name) and node.id not in scope and node.id in TYPE_IMPORTS:
        module, _, name = TYPE_IMPORTS[node.id].partition(":")
        return loaded(f"{module}.{name}") if name else importlib.import_module(module)
    if isinstance(node, ast.Attribute):
        return getattr(evaluated(node.value, scope), node.attr)
    if isinstance(node, ast.Subscript):
        head = evaluated(node.value, scope)
        if head is not Literal:
            older = type(node.slice).__name__ == "Index"  # before Python 3.9
            inside: Any = getattr(node.slice, "value") if older else node.slice
            if isinstance(inside, ast.Tuple):
                parts = tuple(evaluated(part, scope) for part in inside.elts)
                return subscripted(head, parts)
            return subscripted(head, evaluated(inside, scope))
    if isinstance(node, ast.List):
        return [evaluated(item, scope) for item in node.elts]
    if isinstance(node, ast.Constant):
        return resolved(node.value, scope)
    return eval(compile(ast.Expression(node), "<annotation>", "eval"), scope)


def subscripted(kind: Any, inside: Any) -> Any:
    try:
        return kind[inside]
    except TypeError:
        name = kind.__name__
        return loaded(f"typing.{name[:1].upper()}{name[1:]}")[inside]


def loaded(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


def annotations(kind: type) -> Dict[str, Any]:
    """Return the annotations of a class and its bases."""
    found: Dict[str, Any] = {}
    for base in reversed(kind.__mro__):
        scope = vars(sys.modules[base.__module__])
        for name, hint in base.__dict__.get("__annotations__", {}).items():
            found[name] = resolved(hint, scope)
    return found


class Maker:
    """Makes a value of a type: the first and simplest that there is."""

    def __init__(self, mock: Any, name: str, number: int) -> None:
        self.mock, self.name, self.number = mock, name, number
        self.depth = 0
        self.endless = False

    @property
    def scope(self) -> Dict[str, Any]:
        return vars(sys.modules[self.mock._mynah_class().__module__])

    def attribute(self, name: str) -> Any:
        return self.make(annotations(self.mock._mynah_class()).get(name))

    def make(self, hint: Any) -> Any:
        self.depth += 1
        if self.depth > 20:
            self.endless = True
            raise Unconfigured(f"{self.name}: a value of {hint!r} never ends")
        try:
            hint = resolved(hint, self.scope)
            if hasattr(hint, "__metadata__"):
                return self.make(hint.__origin__)
            return self._value(get_origin(hint) or hint, get_args(hint))
        finally:
            self.depth -= 1

    def last(self, args: Tuple[Any, ...]) -> Any:
        return self.make(args[-1]) if args else None

    def own(self) -> Any:
        kind = self.mock._mynah_class()
        return self.mock if type(self.mock) is kind else kind()

    def _value(self, kind: Any, args: Tuple[Any, ...]) -> Any:
        known = str(kind).replace("typing_extensions.", "typing.")
        if isinstance(kind, type):
            module = kind.__module__.partition("._local")[0]
            known = f"{module}.{kind.__qualname__}"
        if known in VALUES:
            return VALUES[known](self, args)
        for names, make in EMPTY.items():
            if known.startswith("collections.abc.") and kind.__name__ in names.split():
                return make()
        if isinstance(kind, TypeVar):
            return self._variable(kind)
        for alias in ("__supertype__", "__value__"):
            if hasattr(kind, alias):
                return self.make(getattr(kind, alias))
        if isinstance(kind, type):
            return self._instance(kind)
        return self.make(args[0]) if args else None

    def _variable(self, variable: Any) -> Any:
        bound = getattr(self.mock, "__orig_class__", None)
        names = getattr(get_origin(bound), "__parameters__", ())
        chosen = dict(zip(names, get_args(bound))).get(variable)
        if chosen is not None and chosen is not variable:
            return self.make(chosen)
        return self.make(variable.__bound__ or (variable.__constraints__ or (Any,))[0])

    def _instance(self, kind: Any) -> Any:
        mocks = [mock for mock in self._mocks() if mock.__bases__[0] is kind]
        if mocks:
            mock = self.own()
            is_one = isinstance(mock, mocks[0])
            return mock if is_one else mocks[0](world=self.mock._mynah_world)
        if kind in type(self.mock).__mro__[:-1]:
            return self.mock
        if issubclass(kind, enum.Enum):
            return list(kind)[0]
        fields = self._fields(kind)
        if fields is not None:
            return kind(**{name: self.make(hint) for name, hint in fields.items()})
        if getattr(kind, "__abstractmethods__", ()) or is_protocol(kind):
            return self._stand_in(kind)
        return self._object(kind)

    def _mocks(self) -> Any:
        """Return all classes of mocks, the first that was made first."""
        bases = type(self.mock).__mro__
        kinds = [next(base for base in bases[::-1] if "_mynah_start" in vars(base))]
        for kind in kinds:
            kinds += kind.__subclasses__()
        return kinds[1:]

    def _fields(self, kind: Any) -> Optional[Dict[str, Any]]:
        """Return what must be given to make a TypedDict, NamedTuple or dataclass."""
        hints = annotations(kind)
        if hasattr(kind, "__total__"):
            needed = getattr(kind, "__required_keys__", hints)
        elif hasattr(kind, "_field_defaults"):
            needed = set(kind._fields) - set(kind._field_defaults)
        elif hasattr(kind, "__dataclass_fields__"):
            import dataclasses

            missing = dataclasses.MISSING
            needed = {
                field.name
                for field in dataclasses.fields(kind)
                if field.init and field.default is field.default_factory is missing
            }
        else:
            return None
        found = {name: hint for name, hint in hints.items() if name in needed}
        return {**found, **{name: Any for name in needed if name not in hints}}

    def _object(self, kind: Any) -> Any:
        """Make an object of a class: without arguments, with them, or without `__init__`."""
        ways: List[Callable[[Any], Any]] = [kind, self._called, kind.__new__]
        for make, given in zip(ways, ((), (kind,), (kind,))):
            try:
                return make(*given)
            except Exception:
                if self.endless:
                    raise
        raise Unconfigured(f"{self.name}: tell what to return, {kind!r} can't be made")

    def _called(self, kind: Any) -> Any:
        import inspect

        scope = vars(sys.modules[kind.__module__])
        parameters = inspect.signature(kind).parameters.values()
        needed = [one for one in parameters if one.default is one.empty]
        hints = [one.annotation for one in needed if one.kind not in (2, 4)]
        hints = [Any if hint is inspect.Parameter.empty else hint for hint in hints]
        return kind(*(self.make(resolved(hint, scope)) for hint in hints))

    def _stand_in(self, kind: Any) -> Any:
        """Make an object of an abstract class; what is abstract in it can't be called."""

        def untold(member: str) -> Any:
            def method(*args: Any, **kwargs: Any) -> Any:
                text = f"{self.name}: {kind.__name__}.{member} has no answer"
                raise Unconfigured(text)

            found = getattr(kind, member, None)
            return property(method) if isinstance(found, property) else method

        names = getattr(kind, "__abstractmethods__", ())
        try:
            stand_in = type(kind)(
                kind.__name__, (kind,), {name: untold(name) for name in names}
            )
            return stand_in.__new__(stand_in)
        except Exception:
            text = f"tell what to return, there is no {kind.__name__}"
            raise Unconfigured(f"{self.name}: {text}")


def is_protocol(kind: Any) -> bool:
    return bool(getattr(kind, "_is_protocol", False))


async def no_items() -> AsyncIterator[Any]:
    return
    yield


def returning(result: Any) -> Generator[Any, Any, Any]:
    return result
    yield


async def awaited(result: Any) -> Any:
    return result


class Manager:
    """A context, of whichever kind, that gives a value."""

    def __init__(self, maker: Maker, args: Tuple[Any, ...]) -> None:
        self.value = maker.make(args[0]) if args else None

    def __enter__(self) -> Any:
        return self.value

    def __exit__(self, *error: Any) -> None:
        pass

    async def __aenter__(self) -> Any:
        return self.value

    async def __aexit__(self, *error: Any) -> None:
        pass


def tuple_items(maker: Maker, args: Tuple[Any, ...]) -> Any:
    """Make what is in a tuple."""
    endless = not args or args[-1] is ... or args == ((),)
    return () if endless else tuple(maker.make(item) for item in args)


def either(maker: Maker, args: Tuple[Any, ...]) -> Any:
    return None if type(None) in args else maker.make(args[0])


# What is made of the abstract types of collections.abc that hold nothing.
EMPTY: Dict[str, Callable[[], Any]] = {
    "AsyncGenerator AsyncIterable AsyncIterator": no_items,
    "Buffer ByteString": bytes,
    "Collection Container MutableSequence Reversible Sequence Sized": list,
    "Hashable": str,
    "ItemsView": lambda: {}.items(),
    "Iterable Iterator": lambda: iter(()),
    "KeysView": lambda: {}.keys(),
    "Mapping MutableMapping": dict,
    "MutableSet Set": set,
    "ValuesView": lambda: {}.values(),
}

# What is made of other types, by their names, which may have types inside.
VALUES: Dict[str, Callable[[Maker, Tuple[Any, ...]], Any]] = {
    "None": lambda maker, args: None,
    "builtins.NoneType": lambda maker, args: None,
    "builtins.ellipsis": lambda maker, args: None,
    "builtins.int": lambda maker, args: maker.number,
    "builtins.memoryview": lambda maker, args: memoryview(b""),
    "builtins.range": lambda maker, args: range(0),
    "builtins.str": lambda maker, args: f"{maker.name}_{maker.number}",
    "builtins.tuple": tuple_items,
    "builtins.type": lambda maker, args: resolved((*args, object)[0], maker.scope),
    "collections.abc.Awaitable": lambda maker, args: awaited(maker.last(args)),
    "collections.abc.Callable": lambda maker, args: lambda *a, **k: maker.last(args),
    "collections.abc.Coroutine": lambda maker, args: awaited(maker.last(args)),
    "collections.abc.Generator": lambda maker, args: returning(maker.last(args)),
    "contextlib.AbstractAsyncContextManager": lambda maker, args: Manager(maker, args),
    "contextlib.AbstractContextManager": lambda maker, args: Manager(maker, args),
    "datetime.date": lambda maker, args: loaded("datetime.date")(2000, 1, 1),
    "datetime.datetime": lambda maker, args: loaded("datetime.datetime")(2000, 1, 1),
    "io.TextIOWrapper": lambda maker, args: loaded("io.StringIO")(),
    "pathlib.Path": lambda maker, args: loaded("pathlib.Path")(maker.name),
    "re.Pattern": lambda maker, args: re.compile(""),
    "types.ModuleType": lambda maker, args: re,
    "types.TracebackType": lambda maker, args: None,
    "types.UnionType": either,
    "typing.Any": lambda maker, args: None,
    "typing.BinaryIO": lambda maker, args: loaded("io.BytesIO")(),
    "typing.IO": lambda maker, args: loaded("io.BytesIO")(),
    "typing.Literal": lambda maker, args: args[0],
    "typing.LiteralString": lambda maker, args: "",
    "typing.Self": lambda maker, args: maker.own(),
    "typing.TextIO": lambda maker, args: loaded("io.StringIO")(),
    "typing.TypeGuard": lambda maker, args: False,
    "typing.TypeIs": lambda maker, args: False,
    "typing.Union": either,
    "uuid.UUID": lambda maker, args: loaded("uuid.UUID")(int=maker.number),
}
