# Made by mynah 0.1.0: edit service.py and make it again.
# interface EmailServiceInterface 68de9184a768c67d
#   send_email 3f8b2028da5683d7
#   get_delivery_status d0e94904b3124f41
# interface PaymentGatewayInterface b7e4f265c00f1803
#   charge_card ccd539080af99a01
# interface AsyncDatabaseInterface 4b2aa9e8b2191f5e
#   query 015ff8294c0b1003
#   insert 3517e592422cf4cc
"""Mock classes for the interfaces of `service`."""

import ast
import collections
import copy
import enum
import importlib
import re
import sys
import threading
import time
from contextlib import asynccontextmanager, contextmanager
from functools import cached_property
from typing import (
    TYPE_CHECKING,
    Any,
    AsyncIterator,
    Callable,
    ClassVar,
    Dict,
    Final,
    Generator,
    Generic,
    Iterator,
    List,
    Literal,
    NoReturn,
    Optional,
    Tuple,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    overload,
)

R = TypeVar("R")
Item = TypeVar("Item")
C = TypeVar("C")
ELLIPSIS: Any = ...


class Unconfigured(AssertionError):
    """A strict mock was called before it was told what to answer."""


class Exhausted(AssertionError):
    """All that a rule had to answer with is used up."""


class ContractError(ValueError):
    """A value was configured, or given, that the interface's documentation rules out."""


class Matcher:
    """A condition on an argument: it equals what meets it."""

    def __init__(self, text: str, test: Callable[[Any], Any]) -> None:
        self.text, self.test = text, test

    def __eq__(self, other: object) -> bool:
        try:
            return bool(self.test(other))
        except Exception:
            return False

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return self.text


class match:
    """Conditions to put in the place of arguments."""

    any: Any = Matcher("match.any", lambda value: True)

    @staticmethod
    def instance(*types: type) -> Any:
        names = ", ".join(kind.__name__ for kind in types)
        return Matcher(
            f"match.instance({names})", lambda value: isinstance(value, types)
        )

    @staticmethod
    def where(test: Callable[[Any], Any]) -> Any:
        return Matcher(f"match.where({getattr(test, '__name__', 'test')})", test)

    @staticmethod
    def regex(pattern: str) -> Any:
        return Matcher(
            f"match.regex({pattern!r})", lambda value: re.search(pattern, value)
        )

    @staticmethod
    def contains(part: Any) -> Any:
        return Matcher(f"match.contains({part!r})", lambda value: part in value)

    @staticmethod
    def partial(**items: Any) -> Any:
        """Meet mappings and objects that have at least these items or attributes."""

        def test(value: Any) -> bool:
            get = (
                value.__getitem__
                if hasattr(value, "keys")
                else lambda key: getattr(value, key)
            )
            return all(same(item, get(key)) for key, item in items.items())

        return Matcher(f"match.partial({_arguments(items)})", test)

    @staticmethod
    def approx(number: float, tolerance: float = 1e-9) -> Any:
        return Matcher(
            f"match.approx({number!r})",
            lambda value: abs(value - number) <= tolerance * max(1.0, abs(number)),
        )


def same(expected: Any, actual: Any) -> bool:
    try:
        return expected is actual or bool(expected == actual)
    except Exception:
        return False


def _by_identity(value: Any) -> bool:
    return type(value).__eq__ is cast(Any, object.__eq__)


def _arguments(items: Dict[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in items.items())


_ATOMS = frozenset({str, int, float, bool, bytes, complex, type(None), type, type(...)})


def snapshot(value: Any, depth: int = 4) -> Any:
    """Copy what an argument is now; what can't be copied is kept as it is."""
    if type(value) in _ATOMS or isinstance(value, Controlled):
        return value
    try:
        return copy.deepcopy(value)
    except Exception:
        if depth > 0 and type(value) in (list, tuple):
            return type(value)([snapshot(item, depth - 1) for item in value])
        if depth > 0 and type(value) is dict:
            return {key: snapshot(item, depth - 1) for key, item in value.items()}
        return value


class World:
    """What mocks share: one numbering of calls, one lock, one clock.

    Time is virtual, so that a delay takes none; with `real_time` it does.
    """

    def __init__(self, *, real_time: bool = False) -> None:
        self.real_time = real_time
        self.now = 0.0
        self.calls: List["Call"] = []
        self.count = 0
        self.lock = threading.RLock()

    def __getstate__(self) -> Dict[str, Any]:
        return {key: value for key, value in self.__dict__.items() if key != "lock"}

    def __setstate__(self, state: Dict[str, Any]) -> None:
        self.__dict__.update(state, lock=threading.RLock())

    def sleep(self, seconds: float) -> None:
        if self.real_time:
            time.sleep(seconds)
        self._move(seconds)

    async def sleep_async(self, seconds: float) -> None:
        import asyncio

        end = self.now + seconds
        await asyncio.sleep(seconds if self.real_time else 0)
        with self.lock:
            self.now = max(self.now, end)

    def _move(self, seconds: float) -> None:
        with self.lock:
            self.now += seconds

    def forget(self, method: "Method[Any]") -> None:
        with self.lock:
            self.calls[:] = [call for call in self.calls if call.method is not method]
            self.count = self.count if self.calls else 0

    def assert_order(self, *rules: "Rule[Any]") -> None:
        """Assert that calls came in this order, whatever came between them."""
        position = 0
        for index, rule in enumerate(rules):
            while position < len(self.calls) and not rule.covers(self.calls[position]):
                position += 1
            if position == len(self.calls):
                wanted = " -> ".join(map(str, rules))
                raise AssertionError(
                    f"expected in order: {wanted}\n{self._no(index, rules)}"
                )
            position += 1

    def _no(self, index: int, rules: Tuple["Rule[Any]", ...]) -> str:
        after = f" behind {rules[index - 1]}" if index else ""
        return f"  actual: there is no {rules[index]}{after}\n{listed(self.calls)}"


def listed(calls: List["Call"]) -> str:
    shown = "\n".join(f"    {call.number}. {call}" for call in calls[-10:])
    return shown or "    there were no calls"


class Call:
    """One call that a mock received, with the arguments as they were then.

    `outcome` is "pending", "returned", "raised", "cancelled", or, of a stream, "streaming" and
    "closed" when nobody wanted the rest.
    """

    number = 0
    result: Any = None
    error: Optional[BaseException] = None
    items: List[Any]
    outcome = "pending"

    def __init__(
        self, method: "Method[Any]", args: Dict[str, Any], raw: Tuple[Any, ...]
    ) -> None:
        self.method = method
        self.args = args
        self.raw = raw
        self.at = method._world.now

    def __getitem__(self, name: str) -> Any:
        return self.args[name]

    def __repr__(self) -> str:
        return f"{self.method._name}({_arguments(self.args)})"

    def fail(self, error: BaseException) -> None:
        self.error = error
        kind = type(error).__name__
        self.outcome = {"CancelledError": "cancelled", "GeneratorExit": "closed"}.get(
            kind, "raised"
        )


class Limit:
    """What the documentation asks of an argument: a test, and what is raised without it."""

    def __init__(
        self, name: str, text: str, test: Callable[[Any], Any], example: Any, error: Any
    ) -> None:
        self.name, self.text, self.test = name, text, test
        self.example, self.error = example, error

    def holds(self, value: Any) -> bool:
        """Tell whether the value passes; one that can't be tested does."""
        try:
            return bool(self.test(value))
        except Exception:
            return True


class Step:
    """One answer of a script, good for `times` calls; None: for any number."""

    __slots__ = ("kind", "value", "times", "used", "delay")

    def __init__(self, kind: str, value: Any) -> None:
        self.kind, self.value = kind, value
        self.times: Optional[int] = 1
        self.used = 0
        self.delay: Optional[float] = None


class Rule(Generic[R]):
    """Some calls of one method: what they are answered with, and which there were."""

    def __init__(
        self, method: "Method[Any]", conditions: Optional[Tuple[Any, ...]]
    ) -> None:
        self._method = method
        self._conditions = conditions
        self._clear()

    def _clear(self) -> None:
        self._steps: List[Step] = []
        self._next = 0
        self._policy = "repeat"
        self._expected = False
        self._delay = 0.0

    # What to answer: the steps are taken one after the other.

    def returns(self, *values: R) -> "Rule[R]":
        """Answer with these values, anew: what was said before is forgotten."""
        return self._start([("return", value) for value in values])

    def then_returns(self, *values: R) -> "Rule[R]":
        return self._add([("return", value) for value in values])

    def raises(self, *errors: Any) -> "Rule[R]":
        """Raise these exceptions, which are classes or instances."""
        return self._start([("raise", error) for error in errors])

    def then_raises(self, *errors: Any) -> "Rule[R]":
        return self._add([("raise", error) for error in errors])

    def side_effect(self, *effects: Any) -> "Rule[R]":
        """Raise what is an exception, call what is a function, return what is neither."""
        return self._start([(_kind(effect), effect) for effect in effects])

    def always(self) -> "Rule[R]":
        """The last answer is for any number of calls."""
        return self._times(None)

    def once(self) -> "Rule[R]":
        return self._times(1)

    def times(self, count: int) -> "Rule[R]":
        """The last answer is for exactly that many calls, which `verify()` looks for."""
        return self._times(count)

    def exhausted(self, policy: str) -> "Rule[R]":
        """Behind the last answer: "repeat" it, "cycle", answer by "default", or "error"."""
        if policy not in ("repeat", "cycle", "default", "error"):
            raise ValueError(f"there is no policy {policy!r}")
        self._policy = policy
        return self

    def delay(self, seconds: float) -> "Rule[R]":
        """Take that long for the answers said so far; without any, for every call."""
        for step in self._steps:
            step.delay = seconds if step.delay is None else step.delay
        if not self._steps:
            self._delay = seconds
        return self._method._listen(self)

    def _start(self, steps: List[Tuple[str, Any]]) -> "Rule[R]":
        self._steps, self._next, self._expected = [], 0, False
        self._policy = "repeat"
        return self._add(steps)

    def _add(self, steps: List[Tuple[str, Any]]) -> "Rule[R]":
        for kind, value in steps:
            if kind == "return":
                self._method._check(value)
            elif kind == "raise" and not _is_error(value):
                raise TypeError(f"{value!r} can't be raised")
        self._steps = self._steps + [Step(kind, value) for kind, value in steps]
        return self._method._listen(self)

    def _times(self, count: Optional[int]) -> "Rule[R]":
        if not self._steps:
            raise ValueError("say what to answer before how often")
        self._steps[-1].times = count
        self._expected = count is not None
        self._policy = self._policy if count is None else "default"
        return self

    def _take(self) -> Optional[Step]:
        while self._next < len(self._steps):
            step = self._steps[self._next]
            if step.times is None or step.used < step.times:
                step.used += 1
                return step
            self._next += 1
        if not self._steps or self._policy == "default":
            return None
        if self._policy == "error":
            raise Exhausted(f"{self}: all {len(self._steps)} answers are used up")
        if self._policy == "cycle":
            self._next = 0
            for step in self._steps:
                step.used = 0
            return self._take()
        return self._steps[-1]

    def unused(self) -> List[str]:
        """Return what `verify()` finds left to do."""
        if not self._expected and len(self._steps) < 2:
            return []
        left = [step for step in self._steps if step.used < (step.times or 0)]
        return [f"{self}: {_shown(step)} was not used" for step in left]

    # Which calls there were.

    def covers(self, call: Call) -> bool:
        """Tell whether the call is one of those."""
        return call.method is self._method and self._meets(call)

    def _meets(self, call: Call) -> bool:
        if self._conditions is None:
            return True
        actual = call.args.values()
        return all(
            same(expected, value) or (expected is raw and _by_identity(raw))
            for expected, value, raw in zip(self._conditions, actual, call.raw)
        )

    @property
    def calls(self) -> List[Call]:
        return [call for call in self._method._calls if self._meets(call)]

    @property
    def call_count(self) -> int:
        return len(self.calls)

    @property
    def last_call(self) -> Optional[Call]:
        calls = self.calls
        return calls[-1] if calls else None

    @property
    def last_call_args(self) -> Optional[Dict[str, Any]]:
        call = self.last_call
        return call.args if call else None

    def assert_called(self) -> None:
        if not self.calls:
            self._raise("at least 1 call")

    def assert_not_called(self) -> None:
        self.assert_called_times(0)

    def assert_called_once(self) -> None:
        self.assert_called_times(1)

    def assert_called_times(self, count: int) -> None:
        if self.call_count != count:
            self._raise(f"{count} call{'' if count == 1 else 's'}")

    def _raise(self, wanted: str) -> NoReturn:
        lines = [f"expected: {wanted} of {self}", f"  actual: {self.call_count}"]
        raise AssertionError(
            "\n".join(lines + [listed(self._method._calls)] + self._nearest())
        )

    def _nearest(self) -> List[str]:
        if self._conditions is None or not self._method._calls:
            return []
        call = self._method._calls[-1]
        return [
            f"    in {call.number}. {name} is {value!r}, not {expected!r}"
            for expected, (name, value) in zip(self._conditions, call.args.items())
            if not same(expected, value)
        ]

    def __str__(self) -> str:
        if self._conditions is None:
            return self._method._name
        named = dict(zip(self._method._names, self._conditions))
        return f"{self._method._name}({_arguments(named)})"


def _kind(effect: Any) -> str:
    if _is_error(effect):
        return "raise"
    return "call" if callable(effect) else "return"


def _is_error(value: Any) -> bool:
    return isinstance(value, (type, BaseException)) and issubclass(
        value if isinstance(value, type) else type(value), BaseException
    )


def failure(kind: Any, args: Tuple[Any, ...]) -> Any:
    """Make an exception, also one whose class wants other arguments."""
    try:
        return kind(*args)
    except TypeError:
        error = kind.__new__(kind)
        error.args = args
        return error


def _shown(step: Step) -> str:
    times = "" if step.times == 1 else f", {step.used} of {step.times} times"
    return f"{step.kind} {step.value!r}{times}"


class Method(Rule[R]):
    """One method of a mock: the rule for all of its calls, and where calls arrive."""

    parameters: Tuple[str, ...] = ()
    allowed: Dict[str, Tuple[Any, ...]] = {}
    limits: Tuple[Limit, ...] = ()
    example: Any = None
    managed = False

    def __init__(self, mock: "Controlled", name: str) -> None:
        self._mock = mock
        self._world = mock._mynah_world
        self._name = name
        self._names = tuple(item.lstrip("*=/") for item in self.parameters)
        self._rules: List[Rule[Any]] = []
        self._calls: List[Call] = []
        self._hint: Optional[Tuple[Any]] = None
        mock._mynah_methods.append(self)
        super().__init__(self, None)

    def reset(self) -> None:
        """Forget all calls and all that was told."""
        self._world.forget(self)
        self._rules = []
        self._calls = []
        self._clear()

    def fails(self, kind: Any, args: Tuple[Any, ...], message: str) -> Rule[R]:
        """Raise an exception that the documentation speaks of."""
        return self.raises(failure(kind, args or (message,)))

    def was_called_with(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._bound(args, kwargs).calls)

    def assert_called_with(self, *args: Any, **kwargs: Any) -> None:
        """Assert that the last call had these arguments."""
        rule = self._bound(args, kwargs)
        if not self._calls or not rule._meets(self._calls[-1]):
            rule._raise("the last call to be one")

    def assert_any_call(self, *args: Any, **kwargs: Any) -> None:
        self._bound(args, kwargs).assert_called()

    def assert_called_once_with(self, *args: Any, **kwargs: Any) -> None:
        self.assert_called_once()
        self.assert_called_with(*args, **kwargs)

    def _bound(self, args: Tuple[Any, ...], kwargs: Dict[str, Any]) -> Rule[Any]:
        return cast("Rule[Any]", getattr(self, "when")(*args, **kwargs))

    def _listen(self, rule: Rule[Any]) -> Rule[Any]:
        if rule is not self and not any(rule is known for known in self._rules):
            self._rules = [rule] + self._rules
        return rule

    def _check(self, value: Any) -> None:
        items = value if isinstance(value, dict) else {"": value}
        for key, choice in self.allowed.items():
            if key in items and not any(same(one, items[key]) for one in choice):
                place = f"[{key!r}]" if key else ""
                raise ContractError(
                    f"{self._name}: the result{place} is one of {choice!r}, not {items[key]!r}"
                )

    def _broken(self, call: Call) -> Optional[Step]:
        """Raise what the documentation says of such arguments; None: it says nothing."""
        for limit in self.limits:
            value = call.args.get(limit.name)
            if not limit.holds(value):
                text = f"{self._name}: {limit.text} does not hold, {limit.name} is {value!r}"
                return Step("raise", failure(limit.error or ContractError, (text,)))
        return None

    def sample(self, hint: Any, parameter: str = "") -> Any:
        """Make a value that suits an annotation, and what is documented of the parameter."""
        value = Maker(self._mock, self._name, 1).make(hint)
        limits = [limit for limit in self.limits if limit.name == parameter]
        choice = [value] + [limit.example for limit in limits]
        fine = [one for one in choice if all(limit.holds(one) for limit in limits)]
        return fine[0] if fine else value

    # How calls arrive: from the mock's methods, with a value for each parameter.

    def call(self, *args: Any) -> R:
        call, step = self._begin(args)
        try:
            delay = step.delay if step else None
            if self._delay or delay:
                self._world.sleep(self._delay if delay is None else delay)
            result = self._answer(call, step, args)
        except BaseException as error:
            call.fail(error)
            raise
        call.result = result
        call.outcome = "returned"
        return cast(R, result)

    async def call_async(self, *args: Any) -> R:
        call, step = self._begin(args)
        try:
            delay = step.delay if step else None
            if self._delay or delay:
                await self._world.sleep_async(self._delay if delay is None else delay)
            result = self._answer(call, step, args)
            if step and step.kind == "call" and hasattr(result, "__await__"):
                result = await result
        except BaseException as error:
            call.fail(error)
            raise
        call.result = result
        call.outcome = "returned"
        return cast(R, result)

    def _begin(self, args: Tuple[Any, ...]) -> Tuple[Call, Optional[Step]]:
        world = self._world
        named = dict(zip(self._names, [snapshot(value) for value in args]))
        call = Call(self, named, args)
        with world.lock:
            world.calls.append(call)
            self._calls.append(call)
            world.count += 1
            call.number = world.count
            for rule in self._rules:
                if rule._meets(call):
                    step = rule._take()
                    if step:
                        return call, step
            return call, self.limits and self._broken(call) or self._take()

    def _answer(self, call: Call, step: Optional[Step], args: Tuple[Any, ...]) -> Any:
        if step is None:
            return self._default(call)
        if step.kind == "raise":
            raise step.value
        if step.kind == "call":
            return step.value(*self._spread(args)[0], **self._spread(args)[1])
        return step.value

    def _spread(self, args: Tuple[Any, ...]) -> Tuple[List[Any], Dict[str, Any]]:
        positional: List[Any] = []
        named: Dict[str, Any] = {}
        for parameter, value in zip(self.parameters, args):
            if parameter.startswith("**"):
                named.update(value)
            elif parameter.startswith("*"):
                positional.extend(value)
            elif parameter.startswith("="):
                named[parameter[1:]] = value
            else:
                positional.append(value)
        return positional, named

    def _default(self, call: Call) -> Any:
        if self._mock._mynah_strict:
            raise Unconfigured(f"{call} was not told what to answer")
        if self._name in DEFAULTS:
            return DEFAULTS[self._name](self._mock, *call.raw)
        if self.example is not None:
            return numbered(self.example, len(self._calls))
        if self._hint is None:
            hint = result_hint(self._mock._mynah_class(), self._name)
            self._hint = (item_hint(hint) if self.managed else hint,)
        hint = self._hint[0]
        if hint is str:
            return f"{self._name}_{len(self._calls)}"
        return Maker(self._mock, self._name, len(self._calls)).make(hint)


class Stream(Method[R], Generic[R, Item]):
    """A method that answers with an iterator, which a script may feed."""

    asynchronous = False

    def yields(self, *items: Item, error: Any = None, delay: float = 0.0) -> Rule[R]:
        """Answer with these items, each after the delay, and then with the error, if any."""
        return self._start([("yield", (items, error, delay))])

    def _answer(self, call: Call, step: Optional[Step], args: Tuple[Any, ...]) -> Any:
        if step is None or step.kind != "yield":
            return super()._answer(call, step, args)
        produce = self._produce_async if self.asynchronous else self._produce
        return produce(call, *step.value)

    def _produce(
        self, call: Call, items: Any, error: Any, delay: float
    ) -> Iterator[Any]:
        call.outcome, call.items = "streaming", []
        try:
            for item in items:
                if delay:
                    self._world.sleep(delay)
                call.items.append(item)
                yield item
            if error is not None:
                raise error
        except BaseException as raised:
            call.fail(raised)
            raise
        call.outcome = "returned"

    async def _produce_async(
        self, call: Call, items: Any, error: Any, delay: float
    ) -> AsyncIterator[Any]:
        call.outcome, call.items = "streaming", []
        try:
            for item in items:
                if delay:
                    await self._world.sleep_async(delay)
                call.items.append(item)
                yield item
            if error is not None:
                raise error
        except BaseException as raised:
            call.fail(raised)
            raise
        call.outcome = "returned"


class Property(Method[R]):
    """A property of a mock: reading it is a call; so are assigning and deleting."""

    def __init__(self, mock: "Controlled", name: str) -> None:
        super().__init__(mock, name)
        self.assigned: Method[None] = Accessor(mock, f"{name}.setter")
        self.deleted: Method[None] = Accessor(mock, f"{name}.deleter")

    def assign(self, value: Any) -> None:
        self.assigned.call(value)
        self._start([("return", value)]).always()

    def delete(self) -> None:
        self.deleted.call()


class Accessor(Method[None]):
    """Assignments to a property, or deletions of it."""

    parameters = ("value",)

    def when(self, value: Any = None) -> Rule[None]:
        return Rule(self, (value,))

    def _default(self, call: Call) -> Any:
        return None


class Controlled:
    """What every mock is: it knows its world and its methods."""

    _mynah_world: World
    _mynah_strict: bool
    _mynah_methods: List[Method[Any]]
    _mynah_attributes: Tuple[str, ...] = ()
    _mynah_class_attributes: Tuple[str, ...] = ()
    _mynah_on = "on"

    def _mynah_start(self, on: Any, strict: bool, world: Optional[World]) -> None:
        object.__setattr__(self, "_mynah_strict", strict)
        object.__setattr__(self, "_mynah_world", world or World())
        object.__setattr__(self, "_mynah_methods", [])
        object.__setattr__(self, self._mynah_on, on(self))
        if self._mynah_attributes:
            self._mynah_values()

    def _mynah_values(self) -> None:
        for name in self._mynah_attributes:
            Maker(self, name, 1).set_attribute(self, name)

    def _mynah_class(self) -> Any:
        return type(self)

    def _mynah_reset(self) -> None:
        for method in self._mynah_methods:
            method.reset()
        self._mynah_values()

    def _mynah_calls(self) -> List[Call]:
        return [call for call in self._mynah_world.calls if call.method._mock is self]


class ClassWide(Controlled):
    """Stands for the class where a method is called without an instance."""

    def __init__(self, kind: Any) -> None:
        self.kind = kind
        self._mynah_start(lambda mock: None, False, None)

    def _mynah_class(self) -> Any:
        return self.kind


def class_wide(kind: Any, control: Callable[[Controlled, str], C], name: str) -> C:
    """Return the control of a class method or static method, which all instances share."""
    if "_mynah_class_wide" not in kind.__dict__:
        kind._mynah_class_wide = {}
    controls = kind._mynah_class_wide
    if name not in controls:
        controls[name] = control(ClassWide(kind), name)
    return cast(C, controls[name])


def like(mock: Any, name: str, interface: Any) -> None:
    """Let a method have the names, defaults and annotations of the interface's."""
    method, other = bare(mock, name), bare(interface, name)
    if not hasattr(other, "__code__"):
        return
    code, names = method.__code__, other.__code__.co_varnames
    count = code.co_argcount + code.co_kwonlyargcount
    if other.__code__.co_argcount + other.__code__.co_kwonlyargcount == count:
        names = names[:count] + code.co_varnames[count:]
        method.__code__ = code.replace(co_varnames=names)
    method.__annotations__ = other.__annotations__
    method.__defaults__ = other.__defaults__
    method.__kwdefaults__ = other.__kwdefaults__


def bare(kind: Any, name: str) -> Any:
    """Return the function behind a method, property or the like."""
    function = next(
        base.__dict__[name] for base in kind.__mro__ if name in base.__dict__
    )
    for part in ("fget", "func", "__func__", "__wrapped__"):
        function = getattr(function, part, None) or function
    return function


def register(interface: Any, mock: Any) -> None:
    """Let the mock serve where the interface is asked for; give its class what it declares."""
    MOCKS[interface] = mock
    for name in mock._mynah_class_attributes:
        Maker(ClassWide(mock), name, 1).set_attribute(mock, name)


async def closed(items: Any) -> None:
    if hasattr(items, "aclose"):
        await items.aclose()


class Mock(Controlled):
    """The controls of a mock."""

    @property
    def calls(self) -> List[Call]:
        """All calls of this mock, in order."""
        return self._mynah_calls()

    @property
    def call_count(self) -> int:
        return sum(len(method._calls) for method in self._mynah_methods)

    @property
    def last_call_args(self) -> Optional[Dict[str, Any]]:
        calls = self._mynah_calls()
        return calls[-1].args if calls else None

    def verify(self) -> None:
        """Assert that all answers that were promised to be used have been."""
        rules = [
            rule for method in self._mynah_methods for rule in [method, *method._rules]
        ]
        left = [line for rule in rules for line in rule.unused()]
        if left:
            raise AssertionError("\n".join(["expected: all answers used"] + left))

    def reset(self) -> None:
        """Be as new: no calls, nothing told, first values."""
        self._mynah_reset()


class PrefixedMock(Controlled):
    """The controls of a mock whose interface has a member called like one of them."""

    _mynah_on = "mock_on"
    mock_calls = Mock.calls
    mock_call_count = Mock.call_count
    mock_last_call_args = Mock.last_call_args
    mock_verify = Mock.verify
    mock_reset = Mock.reset


def numbered(example: Any, number: int) -> Any:
    """Copy an example; identifiers in it that end with a number get this one."""
    if isinstance(example, str):
        return re.sub(r"(?<=[A-Za-z]_)\d+$", str(number), example)
    if isinstance(example, dict):
        return {key: numbered(value, number) for key, value in example.items()}
    if isinstance(example, list):
        return [numbered(value, number) for value in example]
    return example


def _throw(error: BaseException) -> NoReturn:
    raise error


# What Python's own protocols take for granted, whatever the annotation says.
DEFAULTS: Dict[str, Callable[..., Any]] = {
    "__aexit__": lambda mock, *error: None,
    "__anext__": lambda mock: _throw(StopAsyncIteration()),
    "__bool__": lambda mock: True,
    "__contains__": lambda mock, item: False,
    "__eq__": lambda mock, other: mock is other,
    "__exit__": lambda mock, *error: None,
    "__getattr__": lambda mock, name: _throw(AttributeError(name)),
    "__hash__": object.__hash__,
    "__len__": lambda mock: 0,
    "__ne__": lambda mock, other: mock is not other,
    "__next__": lambda mock: _throw(StopIteration()),
    "__repr__": object.__repr__,
    "__str__": object.__repr__,
}

# Mocks of other interfaces in the same file, by interface; names that are only imported for types.
MOCKS: Dict[Any, Any] = {}
TYPE_IMPORTS: Dict[str, str] = {}


def result_hint(mock: type, name: str) -> Any:
    """Return what the annotation of a mock's method says it returns; Any if there is none."""
    function = bare(mock, name)
    hint = function.__annotations__.get("return", Any)
    return resolved(hint, function.__globals__)


def item_hint(hint: Any) -> Any:
    """Return what an iterator of that type gives; Any of what is none."""
    origin = getattr(get_origin(hint), "__name__", "")
    iterates = origin.endswith(("Iterator", "Iterable", "Generator"))
    return get_args(hint)[0] if iterates and get_args(hint) else Any


def resolved(hint: Any, scope: Dict[str, Any]) -> Any:
    """Evaluate an annotation that is text; one that can't be is Any."""
    hint = getattr(hint, "__forward_arg__", hint)
    if not isinstance(hint, str):
        return hint
    try:
        return _evaluated(ast.parse(hint.strip(), mode="eval").body, scope)
    except Exception:
        return Any


def _evaluated(node: Any, scope: Dict[str, Any]) -> Any:
    if isinstance(node, ast.BinOp):
        return Union[_evaluated(node.left, scope), _evaluated(node.right, scope)]
    if isinstance(node, ast.Name) and node.id not in scope and node.id in TYPE_IMPORTS:
        module, _, name = TYPE_IMPORTS[node.id].partition(":")
        loaded = importlib.import_module(module)
        return getattr(loaded, name) if name else loaded
    if isinstance(node, ast.Attribute):
        return getattr(_evaluated(node.value, scope), node.attr)
    if isinstance(node, ast.Subscript):
        head = _evaluated(node.value, scope)
        if head is not Literal:
            many = isinstance(node.slice, ast.Tuple)
            parts = (
                node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            )
            found = tuple(_evaluated(part, scope) for part in parts)
            return head[found if many else found[0]]
    if isinstance(node, ast.List):
        return [_evaluated(item, scope) for item in node.elts]
    if isinstance(node, ast.Constant):
        return resolved(node.value, scope)
    return eval(compile(ast.Expression(node), "<annotation>", "eval"), scope)


def _hashed(hint: Any) -> Any:
    try:
        hash(hint)
    except TypeError:
        return ...
    return hint


PLAIN: Dict[Any, Any] = {
    None: None,
    type(None): None,
    Any: None,
    bool: False,
    float: 0.0,
}


class Maker:
    """Makes a value of a type: the first and simplest that there is."""

    SIMPLE: Dict[Any, Callable[["Maker"], Any]] = {
        str: lambda maker: f"{maker.name}_{maker.number}",
        int: lambda maker: maker.number,
        object: lambda maker: object(),
        type: lambda maker: object,
        "uuid.UUID": lambda maker: maker.load("uuid.UUID")(int=maker.number),
        "datetime.datetime": lambda maker: maker.load("datetime.datetime")(2000, 1, 1),
        "datetime.date": lambda maker: maker.load("datetime.date")(2000, 1, 1),
        "pathlib.Path": lambda maker: maker.load("pathlib.Path")(maker.name),
        "re.Pattern": lambda maker: re.compile(""),
        "types.TracebackType": lambda maker: None,
        "io.TextIOWrapper": lambda maker: maker.load("io.StringIO")(),
        "typing.IO": lambda maker: maker.load("io.BytesIO")(),
        "typing.BinaryIO": lambda maker: maker.load("io.BytesIO")(),
        "typing.TextIO": lambda maker: maker.load("io.StringIO")(),
        "range": lambda maker: range(0),
        "memoryview": lambda maker: memoryview(b""),
        "types.ModuleType": lambda maker: re,
    }

    mock: Any
    name: str
    number: int

    def __init__(self, mock: Any, name: str, number: int) -> None:
        self.mock, self.name, self.number = mock, name, number
        self.depth = 0
        self.endless = False

    @property
    def scope(self) -> Dict[str, Any]:
        return vars(sys.modules[self.mock._mynah_class().__module__])

    @staticmethod
    def load(path: str) -> Any:
        module, _, name = path.rpartition(".")
        return getattr(importlib.import_module(module), name)

    def set_attribute(self, owner: Any, name: str) -> None:
        """Give an attribute a value; one of which there is none is left away."""
        try:
            value = self.attribute(name)
        except Exception:
            return
        put = setattr if isinstance(owner, type) else object.__setattr__
        put(owner, name, value)

    def attribute(self, name: str) -> Any:
        for base in self.mock._mynah_class().__mro__:
            if name in base.__dict__.get("__annotations__", {}):
                scope = vars(sys.modules[base.__module__])
                return self.make(resolved(base.__annotations__[name], scope))
        return None

    def make(self, hint: Any) -> Any:
        hint = resolved(hint, self.scope)
        known = _hashed(hint)
        if known in PLAIN and hint is known:
            return PLAIN[known]
        if isinstance(hint, type) and hint not in self.SIMPLE:
            known = f"{hint.__module__}.{hint.__qualname__}".replace("builtins.", "")
        if known in self.SIMPLE:
            return self.SIMPLE[known](self)
        self.depth += 1
        if self.depth > 20:
            self.endless = True
            raise Unconfigured(f"{self.name}: a value of {hint!r} never ends")
        try:
            return self._composed(hint)
        finally:
            self.depth -= 1

    def _composed(self, hint: Any) -> Any:
        origin, args = get_origin(hint), get_args(hint)
        name = getattr(hint, "__name__", None) or getattr(hint, "_name", None)
        if isinstance(hint, TypeVar):
            return self._variable(hint)
        if name == "Self" and origin is None and not isinstance(hint, type):
            return self._own()
        if hasattr(hint, "__supertype__"):
            return self.make(hint.__supertype__)
        if hasattr(hint, "__value__"):
            return self.make(hint.__value__)
        if origin is Literal:
            return args[0]
        if origin is Union or type(hint).__name__ == "UnionType":
            return None if type(None) in args else self.make(args[0])
        if origin is not None and (
            origin in (ClassVar, Final) or not isinstance(origin, type)
        ):
            return self.make(args[0])
        if hint is ClassVar or hint is Final or not isinstance(origin or hint, type):
            return None
        return self._instance(origin or hint, args)

    def _own(self) -> Any:
        kind = self.mock._mynah_class()
        return self.mock if type(self.mock) is kind else kind()

    def _variable(self, variable: Any) -> Any:
        bound = getattr(self.mock, "__orig_class__", None)
        names = getattr(get_origin(bound), "__parameters__", ())
        chosen = dict(zip(names, get_args(bound))).get(variable)
        if chosen is not None and chosen is not variable:
            return self.make(chosen)
        return self.make(variable.__bound__ or (variable.__constraints__ or (Any,))[0])

    def _instance(self, kind: type, args: Tuple[Any, ...]) -> Any:
        if kind in MOCKS:
            own = MOCKS[kind]
            mock = self._own()
            return mock if isinstance(mock, own) else own(world=self.mock._mynah_world)
        if kind in type(self.mock).__mro__[:-1]:
            return self.mock
        if kind is tuple:
            items = () if not args or args[-1] is ... or args == ((),) else args
            return tuple(self.make(item) for item in items)
        if kind is type:
            return resolved(args[0], self.scope)
        if issubclass(kind, enum.Enum):
            return list(kind)[0]
        abstract = f"{kind.__module__}.{kind.__name__}"
        if abstract in STREAMS:
            return STREAMS[abstract](self, args)
        if abstract in CONTAINERS:
            return CONTAINERS[abstract]()
        return self._constructed(kind)

    def _constructed(self, kind: Any) -> Any:
        fields = self._fields(kind)
        if fields is not None:
            return kind(**{name: self.make(hint) for name, hint in fields.items()})
        if getattr(kind, "__abstractmethods__", None) or _is_protocol(kind):
            return self._stand_in(kind)
        steps: Tuple[Callable[[Any], Any], ...] = (_call, self._called, _bare)
        for construct in steps:
            try:
                return construct(kind)
            except Exception:
                if self.endless:
                    raise
        raise Unconfigured(f"{self.name}: tell what to return, {kind!r} can't be made")

    def _fields(self, kind: Any) -> Optional[Dict[str, Any]]:
        scope = dict(vars(sys.modules[kind.__module__]))
        hints = {
            name: resolved(hint, scope)
            for base in reversed(kind.__mro__)
            for name, hint in base.__dict__.get("__annotations__", {}).items()
        }
        if hasattr(kind, "__total__"):
            return {
                name: hints[name] for name in hints if name in kind.__required_keys__
            }
        if hasattr(kind, "_field_defaults"):
            names = [name for name in kind._fields if name not in kind._field_defaults]
            return {name: hints.get(name, Any) for name in names}
        if hasattr(kind, "__dataclass_fields__"):
            dataclasses = importlib.import_module("dataclasses")
            missing = dataclasses.MISSING
            return {
                field.name: hints[field.name]
                for field in dataclasses.fields(kind)
                if field.init
                and field.default is missing
                and field.default_factory is missing
            }
        return None

    def _called(self, kind: Any) -> Any:
        inspect = importlib.import_module("inspect")
        scope = dict(vars(sys.modules[kind.__module__]))
        given = []
        for parameter in inspect.signature(kind).parameters.values():
            if parameter.default is parameter.empty and parameter.kind not in (2, 4):
                hint = parameter.annotation
                hint = Any if hint is parameter.empty else resolved(hint, scope)
                given.append(self.make(hint))
        return kind(*given)

    def _stand_in(self, kind: Any) -> Any:
        """Make an object of an abstract class; what is abstract in it can't be called."""

        def untold(member: str) -> Any:
            def method(*args: Any, **kwargs: Any) -> Any:
                raise Unconfigured(
                    f"{self.name}: {kind.__name__}.{member} has no answer"
                )

            found = getattr(kind, member, None)
            return property(method) if isinstance(found, property) else method

        members = {
            name: untold(name) for name in getattr(kind, "__abstractmethods__", ())
        }
        try:
            made = type(kind)(kind.__name__, (kind,), members)
            return made.__new__(made)
        except Exception:
            raise Unconfigured(
                f"{self.name}: tell what to return, there is no {kind.__name__}"
            )


def _call(kind: Any) -> Any:
    return kind()


def _bare(kind: Any) -> Any:
    return kind.__new__(kind)


def _is_protocol(kind: Any) -> bool:
    return bool(getattr(kind, "_is_protocol", False))


async def _no_items() -> AsyncIterator[Any]:
    return
    yield


def _returning(result: Any) -> Generator[Any, Any, Any]:
    return result
    yield


async def _awaited(result: Any) -> Any:
    return result


class _Manager:
    def __init__(self, value: Any) -> None:
        self.value = value

    def __enter__(self) -> Any:
        return self.value

    def __exit__(self, *error: Any) -> None:
        pass

    async def __aenter__(self) -> Any:
        return self.value

    async def __aexit__(self, *error: Any) -> None:
        pass


def _managed(maker: Maker, args: Tuple[Any, ...]) -> Any:
    return _Manager(maker.make(args[0]) if args else None)


STREAMS: Dict[str, Callable[[Maker, Tuple[Any, ...]], Any]] = {
    "collections.abc.AsyncGenerator": lambda maker, args: _no_items(),
    "collections.abc.AsyncIterable": lambda maker, args: _no_items(),
    "collections.abc.AsyncIterator": lambda maker, args: _no_items(),
    "collections.abc.Awaitable": lambda maker, args: _awaited(maker.make(args[0])),
    "collections.abc.Callable": lambda maker, args: lambda *a, **k: maker.make(
        args[-1]
    ),
    "collections.abc.Coroutine": lambda maker, args: _awaited(maker.make(args[-1])),
    "collections.abc.Generator": lambda maker, args: _returning(maker.make(args[-1])),
    "collections.abc.Iterable": lambda maker, args: iter(()),
    "collections.abc.Iterator": lambda maker, args: iter(()),
    "contextlib.AbstractAsyncContextManager": _managed,
    "contextlib.AbstractContextManager": _managed,
}

CONTAINERS: Dict[str, Callable[[], Any]] = {
    "collections.abc.ByteString": bytes,
    "collections.abc.Collection": list,
    "collections.abc.Container": list,
    "collections.abc.Hashable": str,
    "collections.abc.ItemsView": lambda: {}.items(),
    "collections.abc.KeysView": lambda: {}.keys(),
    "collections.abc.Mapping": dict,
    "collections.abc.MutableMapping": dict,
    "collections.abc.MutableSequence": list,
    "collections.abc.MutableSet": set,
    "collections.abc.Reversible": list,
    "collections.abc.Sequence": list,
    "collections.abc.Set": set,
    "collections.abc.Sized": list,
    "collections.abc.ValuesView": lambda: {}.values(),
}


class Tables(Dict[str, List[Dict[str, Any]]]):
    """Rows by table; one that is not there is made when it is asked for."""

    def __missing__(self, name: str) -> List[Dict[str, Any]]:
        self[name] = []
        return self[name]


class Stateful(Controlled):
    """A mock with tables: `reset()` empties them."""

    tables: Tables

    def _mynah_start(self, on: Any, strict: bool, world: Optional[World]) -> None:
        object.__setattr__(self, "tables", Tables())
        super()._mynah_start(on, strict, world)

    def _mynah_reset(self) -> None:
        super()._mynah_reset()
        self.tables.clear()


class TableMethod(Method[R]):
    """A method that, when nothing else is told, works on a table.

    `table` names it, but a parameter of that name goes before, or a `FROM` in `sql` or `query`.
    """

    role = "create"
    table = ""
    missing: Tuple[Any, ...] = ()

    def _default(self, call: Call) -> Any:
        if self._mock._mynah_strict:
            return super()._default(call)
        with self._world.lock:
            return getattr(self, f"_{self.role}")(self._rows(call), call)

    def _rows(self, call: Call) -> List[Dict[str, Any]]:
        text = str(call.args.get("sql", call.args.get("query", "")))
        found = re.search(r"\bfrom\s+[\"`]?(\w+)", text, re.IGNORECASE)
        name = call.args.get("table", found.group(1) if found else self.table)
        return cast(Stateful, self._mock).tables[name]

    def _create(self, rows: List[Dict[str, Any]], call: Call) -> Any:
        result = super()._default(call)
        row = self._given(call, 0)
        if isinstance(result, dict):
            row.update(result)
        if isinstance(result, int):
            taken = [other["id"] for other in rows if isinstance(other.get("id"), int)]
            result = max([0, *taken]) + 1
        row["id"] = (
            result if isinstance(result, (int, str)) else row.get("id", len(rows) + 1)
        )
        rows.append(row)
        return result

    def _get(self, rows: List[Dict[str, Any]], call: Call) -> Any:
        return self._shaped(self._found(rows, call), call)

    def _list(self, rows: List[Dict[str, Any]], call: Call) -> Any:
        return [copy.deepcopy(row.get("value", row)) for row in rows]

    def _update(self, rows: List[Dict[str, Any]], call: Call) -> Any:
        row = self._found(rows, call)
        if row is not None:
            row.update(self._given(call, 1))
        return self._shaped(row, call)

    def _delete(self, rows: List[Dict[str, Any]], call: Call) -> Any:
        row = self._found(rows, call)
        if row is not None:
            rows.remove(row)
        return self._shaped(row, call)

    def _found(
        self, rows: List[Dict[str, Any]], call: Call
    ) -> Optional[Dict[str, Any]]:
        """Find the row that the first argument identifies: by its id, a key, a name."""
        keys = [value for name, value in call.args.items() if name != "table"]
        for row in rows:
            names = [name for name in row if re.search(r"(^|_)(id|key|name)$", name)]
            if keys and any(row[name] == keys[0] for name in names):
                return row
        return None

    def _given(self, call: Call, skipped: int) -> Dict[str, Any]:
        """Make a row of the arguments: of what they hold, or by their names."""
        items = [item for item in call.args.items() if item[0] != "table"][skipped:]
        row: Dict[str, Any] = {}
        for name, value in items:
            if isinstance(value, dict):
                row.update(value)
            elif len(items) == 1 and hasattr(value, "__dict__"):
                row.update(vars(value), value=value)
            else:
                row[name] = value
        return copy.deepcopy(row)

    def _shaped(self, row: Optional[Dict[str, Any]], call: Call) -> Any:
        """Make the result of the row that was found, or of there being none."""
        if row is None and self.missing:
            raise self.missing[0](*call.raw[:1])
        result = super()._default(call)
        if isinstance(result, bool):
            return row is not None
        if row is None:
            return result
        if "value" in row:
            return row["value"]
        if isinstance(result, dict) and result:
            known = {key: row[key] for key in result if key in row}
            return {
                **result,
                **{key: known[key] for key in known if self._allows(key, known)},
            }
        optional = (
            result is None and self._hint is not None and self._hint[0] is not None
        )
        return copy.deepcopy(row) if isinstance(result, dict) or optional else result

    def _allows(self, key: str, values: Dict[str, Any]) -> bool:
        return key not in self.allowed or values[key] in self.allowed[key]


from service import EmailServiceInterface
from service import PaymentGatewayInterface
from service import AsyncDatabaseInterface


class _EmailService_send_email(TableMethod[R]):
    """Controls `send_email`."""

    role = "create"
    table = "email"
    parameters = ("to", "subject", "body", "cc")
    allowed = {"status": ("sent", "queued")}
    example = {"message_id": "msg_123", "status": "sent"}

    def when(
        self, to: str, subject: str, body: str, cc: list[str] | None = None
    ) -> Rule[R]:
        return Rule(self, (to, subject, body, cc))

    def fail_with_value_error(self, *args: Any) -> Rule[R]:
        return self.fails(ValueError, args, "If the address is invalid.")

    def fail_with_timeout_error(self, *args: Any) -> Rule[R]:
        return self.fails(TimeoutError, args, "If the service can not be reached.")


class _EmailService_get_delivery_status(TableMethod[R]):
    """Controls `get_delivery_status`."""

    role = "get"
    table = "email"
    parameters = ("message_id",)
    allowed = {"status": ("delivered", "bounced", "pending")}
    example = {"status": "delivered", "delivered_at": "2026-06-02T10:00:00Z"}

    def when(self, message_id: str) -> Rule[R]:
        return Rule(self, (message_id,))


class _OnEmailService:
    """The controls of `MockEmailService`."""

    send_email: "_EmailService_send_email[dict[str, str]]"
    get_delivery_status: "_EmailService_get_delivery_status[dict[str, str | bool]]"

    def __init__(self, mock: Controlled) -> None:
        self.send_email = _EmailService_send_email(mock, "send_email")
        self.get_delivery_status = _EmailService_get_delivery_status(
            mock, "get_delivery_status"
        )


class MockEmailService(EmailServiceInterface, Stateful, Mock):
    """A mock of `EmailServiceInterface`."""

    on: "_OnEmailService"

    def __init__(self, *, strict: bool = False, world: Optional[World] = None) -> None:
        self._mynah_start(_OnEmailService, strict, world)

    def send_email(
        self, to: str, subject: str, body: str, cc: list[str] | None = None
    ) -> dict[str, str]:
        return self.on.send_email.call(to, subject, body, cc)

    def get_delivery_status(self, message_id: str) -> dict[str, str | bool]:
        return self.on.get_delivery_status.call(message_id)


register(EmailServiceInterface, MockEmailService)


class _PaymentGateway_charge_card(Method[R]):
    """Controls `charge_card`."""

    parameters = ("amount", "card_token")

    def when(self, amount: float, card_token: str) -> Rule[R]:
        return Rule(self, (amount, card_token))


class _OnPaymentGateway:
    """The controls of `MockPaymentGateway`."""

    charge_card: "_PaymentGateway_charge_card[str]"

    def __init__(self, mock: Controlled) -> None:
        self.charge_card = _PaymentGateway_charge_card(mock, "charge_card")


class MockPaymentGateway(PaymentGatewayInterface, Mock):
    """A mock of `PaymentGatewayInterface`."""

    on: "_OnPaymentGateway"

    def __init__(self, *, strict: bool = False, world: Optional[World] = None) -> None:
        self._mynah_start(_OnPaymentGateway, strict, world)

    def charge_card(self, amount: float, card_token: str) -> str:
        return self.on.charge_card.call(amount, card_token)


register(PaymentGatewayInterface, MockPaymentGateway)


class _AsyncDatabase_query(TableMethod[R]):
    """Controls `query`."""

    role = "list"
    table = "items"
    parameters = ("sql",)

    def when(self, sql: str) -> Rule[R]:
        return Rule(self, (sql,))


class _AsyncDatabase_insert(TableMethod[R]):
    """Controls `insert`."""

    role = "create"
    table = "items"
    parameters = ("table", "data")

    def when(self, table: str, data: dict[str, Any]) -> Rule[R]:
        return Rule(self, (table, data))


class _OnAsyncDatabase:
    """The controls of `MockAsyncDatabase`."""

    query: "_AsyncDatabase_query[list[dict[str, Any]]]"
    insert: "_AsyncDatabase_insert[int]"

    def __init__(self, mock: Controlled) -> None:
        self.query = _AsyncDatabase_query(mock, "query")
        self.insert = _AsyncDatabase_insert(mock, "insert")


class MockAsyncDatabase(AsyncDatabaseInterface, Stateful, Mock):
    """A mock of `AsyncDatabaseInterface`."""

    on: "_OnAsyncDatabase"

    def __init__(self, *, strict: bool = False, world: Optional[World] = None) -> None:
        self._mynah_start(_OnAsyncDatabase, strict, world)

    async def query(self, sql: str) -> list[dict[str, Any]]:
        return await self.on.query.call_async(sql)

    async def insert(self, table: str, data: dict[str, Any]) -> int:
        return await self.on.insert.call_async(table, data)


register(AsyncDatabaseInterface, MockAsyncDatabase)
