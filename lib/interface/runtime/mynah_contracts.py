"""Contract tests: mocks, and what they stand in for, are held to the same promises.

The real ones come from fixtures of a conftest.py: `real_email_service` for `EmailService`; without
it, only the mock is tested.  Its fixture `contract_arguments` may say what to call methods with,
{"send_email": {"to": "a@b.c"}}, and `contract_failures` with what the real one raises what is
documented, {"send_email": {"ValueError": {"to": ""}}}.
"""

import asyncio
import importlib
import inspect
from collections.abc import Awaitable, Coroutine
from typing import (
    Any,
    Dict,
    List,
    Literal,
    Optional,
    Tuple,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import pytest

from mynah_values import TYPE_IMPORTS, Maker

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
