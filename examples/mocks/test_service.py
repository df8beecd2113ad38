# Made by mynah 0.1.0: edit service.py and make it again.
# interface EmailServiceInterface 68de9184a768c67d
#   send_email 9b973652b26d485e
#   get_delivery_status d0bb9cc7546966e7
# interface PaymentGatewayInterface b7e4f265c00f1803
#   charge_card 019240072b258997
# interface AsyncDatabaseInterface 4b2aa9e8b2191f5e
#   query 14bf555122574277
#   insert cc3cda581ebf18ed
"""Contract tests: mocks, and what they stand in for, are held to the same promises.

The real ones come from fixtures of a conftest.py: `real_email_service` for `EmailService`; without
it, only the mock is tested.  Its fixture `contract_arguments` may say what to call methods with,
{"send_email": {"to": "a@b.c"}}, and `contract_failures` with what the real one raises what is
documented, {"send_email": {"ValueError": {"to": ""}}}.
"""

import asyncio
import enum
import importlib
import inspect
import pytest
import re
import sys
from collections.abc import (
    Awaitable,
    Coroutine,
)
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
    get_type_hints,
)


class Unconfigured(AssertionError):
    """A strict mock was called before it was told what to answer."""


# Where names come from that are imported for types only: "decimal:Decimal".
TYPE_IMPORTS: Dict[str, str] = {}


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
LOOSE = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def fixture(request: Any, name: str) -> Any:
    """Return what a fixture gives; None if nobody has written it."""
    try:
        return request.getfixturevalue(name)
    except pytest.FixtureLookupError as error:
        if error.argname != name:
            raise
        return None


def settled(value: Any) -> Any:
    async def wait() -> Any:
        return await value

    return asyncio.run(wait()) if inspect.isawaitable(value) else value


def refused(wanted: List[inspect.Parameter], actual: List[inspect.Parameter]) -> str:
    """Say which calls of the interface are not taken; "" if all are."""
    named = {parameter.name: parameter for parameter in actual}
    kinds = {parameter.kind: parameter for parameter in actual}
    rest = kinds.get(inspect.Parameter.VAR_POSITIONAL)
    others = kinds.get(inspect.Parameter.VAR_KEYWORD)
    places = [parameter for parameter in actual if parameter.kind <= 1]
    met = []
    for place, parameter in enumerate(wanted):
        found = named.get(parameter.name) or others
        if parameter.kind in LOOSE:
            found = kinds.get(parameter.kind)
        elif parameter.kind == inspect.Parameter.POSITIONAL_ONLY:
            found = places[place] if place < len(places) else rest
        elif parameter.kind == inspect.Parameter.POSITIONAL_OR_KEYWORD:
            by_place = places[place] if place < len(places) else rest
            if by_place is not found and not (by_place is rest and rest and others):
                return f"{parameter.name} is not parameter {place + 1}"
        elif found and found.kind == inspect.Parameter.POSITIONAL_ONLY:
            found = others
        if not found:
            return f"there is no {parameter.name}"
        optional = found.kind in LOOSE or found.default is not found.empty
        if parameter.default is not parameter.empty and not optional:
            return f"{parameter.name} has no default"
        met.append(found)
    for parameter in actual:
        needed = parameter.default is parameter.empty and parameter.kind not in LOOSE
        if needed and not any(parameter is one for one in met):
            return f"{parameter.name} must be given"
    return ""


def suits(value: Any, hint: Any) -> bool:
    """Tell whether a value is of a type, as far as can be told without taking it apart."""
    origin, args = get_origin(hint), get_args(hint)
    if hint is Any:
        return True
    if hint is None or hint is type(None):
        return value is None
    if origin is Literal:
        return any(type(value) is type(one) and value == one for one in args)
    if origin is Union or type(hint).__name__ == "UnionType":
        return any(suits(value, one) for one in args)
    if hasattr(hint, "__required_keys__"):
        return isinstance(value, dict) and set(hint.__required_keys__) <= set(value)
    kind = origin or hint
    if hasattr(kind, "__supertype__"):
        return suits(value, kind.__supertype__)
    if not isinstance(kind, type) or getattr(kind, "_is_protocol", False):
        return True
    if kind in (float, complex) and isinstance(value, (int, float)):
        return True
    if not isinstance(value, kind):
        return False
    if isinstance(value, tuple) and kind is tuple and args and args[-1] is not ...:
        args = () if args == ((),) else args
        pairs = zip(value, args)
        return len(value) == len(args) and all(suits(item, one) for item, one in pairs)
    if isinstance(value, dict) and len(args) == 2:
        return all(suits(k, args[0]) and suits(v, args[1]) for k, v in value.items())
    if isinstance(value, (list, tuple, set, frozenset)) and args:
        return all(suits(item, args[0]) for item in value)
    return True


class Subject:
    """A mock, or the real thing, under the tests of its interface."""

    def __init__(self, request: Any, interface: str, mock: str, real: str) -> None:
        module = importlib.import_module(INTERFACES)
        self.mocks = importlib.import_module(MOCKS)
        TYPE_IMPORTS.update(getattr(self.mocks, "TYPE_IMPORTS", {}))
        if not hasattr(self.mocks, mock):
            pytest.skip(f"{interface} is not there in this Python")
        self.interface: Any = module
        for part in interface.split("."):
            self.interface = getattr(self.interface, part)
        self.mock = getattr(self.mocks, mock)()
        self.is_mock = request.param == "mock"
        self.object = self.mock if self.is_mock else fixture(request, real)
        if self.object is None:
            pytest.skip(f"no fixture {real}")
        self.arguments = fixture(request, "contract_arguments") or {}
        self.failures = fixture(request, "contract_failures") or {}

    def declared(self, name: str) -> Any:
        if not hasattr(type(self.mock), name):
            pytest.skip(f"{name} is not there in this Python")
        found = inspect.getattr_static(self.interface, name)
        return getattr(found, "__func__", found)

    def parameters(self, name: str) -> List[inspect.Parameter]:
        function = self.declared(name)
        found = inspect.getattr_static(self.interface, name)
        parameters = list(inspect.signature(function).parameters.values())
        bound = parameters and parameters[0].kind <= 1
        return (
            parameters[1:] if bound and type(found) is not staticmethod else parameters
        )

    def hint(self, function: Any, name: str) -> Any:
        try:
            return get_type_hints(function).get(name, Any)
        except Exception:
            return Any

    def handle(self, control: str) -> Any:
        return getattr(getattr(self.mock, self.mock._mynah_on), control)

    def sample(self, hint: Any, name: str, handle: Any) -> Any:
        """Make an argument that suits its annotation, and what is documented of it."""
        value = Maker(self.mock, handle._name, 1).make(hint)
        limits = [limit for limit in handle.limits if limit.name == name]
        choice = [value] + [limit.example for limit in limits]
        fine = [one for one in choice if all(limit.holds(one) for limit in limits)]
        return fine[0] if fine else value

    def check_signature(self, name: str) -> None:
        function, method = self.declared(name), getattr(self.object, name)
        actual = list(inspect.signature(method).parameters.values())
        assert refused(self.parameters(name), actual) == ""
        for kind in inspect.iscoroutinefunction, inspect.isasyncgenfunction:
            assert kind(method) == kind(function)

    def call(self, name: str, control: str, given: Optional[Dict[str, Any]]) -> Any:
        positional: List[Any] = []
        named: Dict[str, Any] = {}
        known: Dict[str, Any] = self.arguments.get(name, {}) if given is None else given
        for parameter in self.parameters(name):
            needed = parameter.default is parameter.empty
            if parameter.name in known:
                value = known[parameter.name]
            elif needed and parameter.kind not in LOOSE:
                hint = self.hint(self.declared(name), parameter.name)
                value = self.sample(hint, parameter.name, self.handle(control))
            else:
                continue
            if parameter.kind == inspect.Parameter.VAR_POSITIONAL:
                positional.extend(value)
            elif parameter.kind == inspect.Parameter.VAR_KEYWORD:
                named.update(value)
            elif parameter.kind == inspect.Parameter.POSITIONAL_ONLY:
                positional.append(value)
            else:
                named[parameter.name] = value
        return settled(getattr(self.object, name)(*positional, **named))

    def kinds(self, names: Tuple[str, ...]) -> Tuple[Any, ...]:
        return tuple(eval(name, dict(vars(self.mocks))) for name in names)

    def check_result(self, name: str, control: str, errors: Tuple[str, ...]) -> None:
        """Call it: what comes is of the annotated type, and allowed, or a documented exception."""
        try:
            result = self.call(name, control, None)
        except self.kinds(errors):
            return
        hint = self.hint(self.declared(name), "return")
        if get_origin(hint) in (Awaitable, Coroutine):
            hint = get_args(hint)[-1]
        assert suits(result, hint), f"{result!r} is not of {hint!r}"
        self.handle(control)._check(result)

    def check_raises(self, name: str, control: str, error: str, trigger: str) -> None:
        """Make it fail in the documented way: the exception is of the documented type."""
        given = self.failures.get(name, {}).get(error)
        if self.is_mock:
            given = None
            getattr(self.handle(control), trigger)()
        elif given is None:
            pytest.skip(f"contract_failures does not say when {name} raises {error}")
        with pytest.raises(self.kinds((error,))):
            self.call(name, control, given)

    def check_value(self, name: str) -> None:
        """Read an attribute or property: what it holds is of the annotated type."""
        value = getattr(self.object, name)
        function = getattr(
            inspect.getattr_static(self.interface, name, None), "fget", None
        )
        owner, key = (function, "return") if function else (self.interface, name)
        hint = self.hint(owner, key)
        assert suits(value, hint), f"{value!r} is not of {hint!r}"


INTERFACES = "service"
MOCKS = "mock_service"


@pytest.fixture(params=["mock", "real"])
def email_service(request: Any) -> Subject:
    return Subject(
        request, "EmailServiceInterface", "MockEmailService", "real_email_service"
    )


def test_email_service_send_email_signature(email_service: Subject) -> None:
    email_service.check_signature("send_email")


def test_email_service_send_email_result(email_service: Subject) -> None:
    email_service.check_result(
        "send_email", "send_email", ("ValueError", "TimeoutError")
    )


def test_email_service_send_email_raises_value_error(email_service: Subject) -> None:
    email_service.check_raises(
        "send_email", "send_email", "ValueError", "fail_with_value_error"
    )


def test_email_service_send_email_raises_timeout_error(email_service: Subject) -> None:
    email_service.check_raises(
        "send_email", "send_email", "TimeoutError", "fail_with_timeout_error"
    )


def test_email_service_get_delivery_status_signature(email_service: Subject) -> None:
    email_service.check_signature("get_delivery_status")


def test_email_service_get_delivery_status_result(email_service: Subject) -> None:
    email_service.check_result("get_delivery_status", "get_delivery_status", ())


@pytest.fixture(params=["mock", "real"])
def payment_gateway(request: Any) -> Subject:
    return Subject(
        request, "PaymentGatewayInterface", "MockPaymentGateway", "real_payment_gateway"
    )


def test_payment_gateway_charge_card_signature(payment_gateway: Subject) -> None:
    payment_gateway.check_signature("charge_card")


def test_payment_gateway_charge_card_result(payment_gateway: Subject) -> None:
    payment_gateway.check_result("charge_card", "charge_card", ())


@pytest.fixture(params=["mock", "real"])
def async_database(request: Any) -> Subject:
    return Subject(
        request, "AsyncDatabaseInterface", "MockAsyncDatabase", "real_async_database"
    )


def test_async_database_query_signature(async_database: Subject) -> None:
    async_database.check_signature("query")


def test_async_database_query_result(async_database: Subject) -> None:
    async_database.check_result("query", "query", ())


def test_async_database_insert_signature(async_database: Subject) -> None:
    async_database.check_signature("insert")


def test_async_database_insert_result(async_database: Subject) -> None:
    async_database.check_result("insert", "insert", ())
