"""What mock classes are made of.

A method of a mock hands its arguments, by name, to its control, a `Method`.  That records a `Call`
in the `World` and takes a `Step`, the answer, of the first `Rule` that covers the call: those made
by `when` go first, the newest before the others; the control itself is the rule for all calls.
"""

import copy
import threading
import time
from typing import (
    Any,
    Callable,
    Dict,
    Generic,
    Iterator,
    List,
    Optional,
    Tuple,
    TypeVar,
    cast,
)

from mynah_match import differences, listed, match as match, same, shown

R = TypeVar("R")


class Unconfigured(AssertionError):
    """A strict mock was called before it was told what to answer."""


class Exhausted(AssertionError):
    """All that a rule had to answer with is used up."""


class ContractError(ValueError):
    """A value was configured, or given, that the interface's documentation rules out."""


ATOMS = frozenset([str, int, float, bool, bytes, complex, type, type(None), type(...)])


def snapshot(value: Any, depth: int = 4) -> Any:
    """Copy what an argument is now; what can't be copied is kept as it is."""
    kind = type(value)
    if kind in ATOMS or isinstance(value, Controlled):
        return value
    if kind is list and ATOMS.issuperset(map(type, value)):
        return value.copy()
    if kind is dict and ATOMS.issuperset(map(type, value.values())):
        return value.copy()
    try:
        return copy.deepcopy(value)
    except Exception:
        if depth and kind in (list, tuple):
            return kind(snapshot(item, depth - 1) for item in value)
        if depth and kind is dict:
            return {key: snapshot(item, depth - 1) for key, item in value.items()}
        return value


class World:
    """What mocks share: one numbering of calls, one lock, one clock.

    Time is virtual, so that a delay takes none; with `real_time` it does.  As a context, a world
    verifies its mocks at the end, and resets them.
    """

    def __init__(self, *, real_time: bool = False) -> None:
        self.real_time = real_time
        self.now = 0.0
        self.count = 0
        self.calls: List["Call"] = []
        self.mocks: List["Controlled"] = []
        self.lock = threading.RLock()

    def __getstate__(self) -> Dict[str, Any]:
        return {key: value for key, value in self.__dict__.items() if key != "lock"}

    def __setstate__(self, state: Dict[str, Any]) -> None:
        self.__dict__.update(state, lock=threading.RLock())

    def __enter__(self) -> "World":
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        try:
            if error is None:
                self.verify()
        finally:
            self.reset()

    def verify(self) -> None:
        """Assert that all answers that were promised to be used have been."""
        for mock in self.mocks:
            mock._mynah_verify()

    def reset(self) -> None:
        """Be as new, and so are the mocks."""
        for mock in self.mocks:
            mock._mynah_reset()
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        if self.real_time:
            time.sleep(seconds)
        with self.lock:
            self.now += seconds

    async def sleep_async(self, seconds: float) -> None:
        import asyncio

        end = self.now + seconds
        await asyncio.sleep(seconds if self.real_time else 0)
        with self.lock:
            self.now = max(self.now, end)

    def forget(self, method: "Method[Any]") -> None:
        with self.lock:
            self.calls[:] = [call for call in self.calls if call.method is not method]
            if not self.calls:
                self.count, self.now = 0, 0.0

    def assert_order(self, *rules: "Rule[Any]") -> None:
        """Assert that calls came in this order, whatever came between them."""
        calls, before = iter(self.calls), ""
        for rule in rules:
            found = next((call for call in calls if rule.covers(call)), None)
            if found is None:
                text = f"expected: {' -> '.join(map(str, rules))}\n  actual: there is no {rule}"
                raise AssertionError(f"{text}{before}\n{history(self.calls)}")
            before = f" behind {found.number}. {found}"


def history(calls: List["Call"], unmet: Any = lambda call: ()) -> str:
    """List the last calls, each with what is said against it."""
    lines = [f"calls, the last 10 of {len(calls)}:" if calls[10:] else "calls:"]
    for call in calls[-10:]:
        lines.append(f"    {call.number}. {call}")
        lines += [f"        {text}" for text in unmet(call)]
    return "\n".join(lines) if calls else "there were no calls"


class Call:
    """One call that a mock received, with the arguments as they were then.

    `outcome` is "pending", "returned", "raised", "cancelled", or, of a stream, "streaming" and
    "closed" when nobody wanted the rest.  `number` counts the calls of the world, `nth` those of
    the method; `at` is the time on the world's clock; `given` has the arguments themselves.
    """

    number = nth = 0
    outcome = "pending"
    result: Any = None
    error: Optional[BaseException] = None
    items: List[Any]

    def __init__(self, method: "Method[Any]", given: Dict[str, Any]) -> None:
        self.method, self.delay, self.at = method, method._delay, method._world.now
        self.args = self.given = given
        if not ATOMS.issuperset(map(type, given.values())):
            self.args = {
                name: value if type(value) in ATOMS else snapshot(value)
                for name, value in given.items()
            }

    def __getitem__(self, name: str) -> Any:
        return self.args[name]

    def __repr__(self) -> str:
        return f"{self.method._name}({listed(self.args)})"

    def __enter__(self) -> None:
        """As a context, a call records how it ends."""

    def __exit__(self, kind: Any, error: Optional[BaseException], trace: Any) -> None:
        self.outcome = ENDS.get(kind and kind.__name__, "raised")
        self.error = error


ENDS = {None: "returned", "CancelledError": "cancelled", "GeneratorExit": "closed"}


class Limit:
    """What the documentation asks of an argument: a test, and what is raised without it."""

    def __init__(
        self, text: str, test: Any, example: Any, error: Any = ContractError
    ) -> None:
        self.name = test.__code__.co_varnames[0]
        self.text, self.test = text, test
        self.example, self.error = example, error

    def holds(self, value: Any) -> bool:
        """Tell whether the value passes; one that can't be tested does."""
        try:
            return bool(self.test(value))
        except Exception:
            return True


class Step:
    """One answer: what is done with a value, and how long it takes."""

    def __init__(self, kind: str, value: Any) -> None:
        self.kind, self.value = kind, value
        self.delay: Optional[float] = None

    def __str__(self) -> str:
        return f"{self.kind} {shown(self.value)}"


class Rule(Generic[R]):
    """Some calls of one method: what they are answered with, and which there were."""

    __slots__ = "_method _conditions _steps _taken _policy _promised _delay".split()

    def __init__(self, method: "Method[Any]", conditions: Dict[str, Any]) -> None:
        self._method, self._conditions = method, conditions
        self._delay = 0.0
        self._forget()

    def _forget(self) -> None:
        self._steps: List[Step] = []
        self._taken = 0
        self._policy = "repeat"
        self._promised = False

    # What to answer: the steps are taken one after the other.

    def returns(self, *values: R) -> "Rule[R]":
        """Answer with these values, anew: what was said before is forgotten."""
        return self._tell("return", values)

    def then_returns(self, *values: R) -> "Rule[R]":
        return self._tell("return", values, then=True)

    def raises(self, *errors: Any) -> "Rule[R]":
        """Raise these exceptions, which are classes or instances."""
        return self._tell("raise", errors)

    def then_raises(self, *errors: Any) -> "Rule[R]":
        return self._tell("raise", errors, then=True)

    def side_effect(self, *effects: Any) -> "Rule[R]":
        """Raise what is an exception, call what is a function, return what is neither."""
        return self._tell("side effect", effects)

    def always(self) -> "Rule[R]":
        """The last answer is for any number of calls."""
        return self._often(1, "always")

    def once(self) -> "Rule[R]":
        return self.times(1)

    def times(self, count: int) -> "Rule[R]":
        """The last answer is for exactly that many calls, which `verify()` looks for."""
        self._often(count, "default")
        self._promised = True
        return self

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

    def _tell(self, kind: str, values: Any, then: bool = False) -> "Rule[R]":
        steps = [self._step(kind, value) for value in values]
        if not steps:
            raise ValueError(f"{self}: there is nothing to {kind}")
        if then and self._policy == "always":
            raise ValueError(f"{self}: what is said behind always() is never reached")
        with self._method._world.lock:
            if not then:
                self._forget()
            self._taken = min(self._taken, len(self._steps))
            self._steps = self._steps + steps
            return self._method._listen(self)

    def _step(self, kind: str, value: Any) -> Step:
        if kind == "side effect":
            if isinstance(value, (list, tuple)) and any(map(is_error, value)):
                raise TypeError("say one effect after the other: side_effect(*effects)")
            kind = "call" if callable(value) else "return"
            kind = "raise" if is_error(value) else kind
        elif kind == "raise" and not is_error(value):
            raise TypeError(f"{value!r} can't be raised")
        if kind == "return":
            self._method._check(value)
        return Step(kind, value)

    def _often(self, count: int, policy: str) -> "Rule[R]":
        if not self._steps or count < 1:
            raise ValueError(f"{self}: say an answer first, and one call or more")
        last = self._steps[-1]
        others = [step for step in self._steps if step is not last]
        self._steps, self._policy = others + [last] * count, policy
        return self

    def _take(self, call: Call) -> Optional[Step]:
        steps, taken = self._steps, self._taken
        self._taken = taken + 1
        if taken < len(steps):
            return steps[taken]
        if not steps or self._policy == "default":
            return None
        if self._policy == "error":
            text = f"{self}: no answer is left for {call}, {len(steps)} are used up"
            return Step("raise", Exhausted(text))
        return steps[taken % len(steps) if self._policy == "cycle" else -1]

    def _unused(self) -> Iterator[str]:
        left = self._steps[self._taken :]
        if self._promised or len(self._steps) > 1:
            for step in dict.fromkeys(left):
                count = f"{left.count(step)} of {self._steps.count(step)}"
                yield f"{self}: {step}: {count} not used"

    # Which calls there were.

    def covers(self, call: Call) -> bool:
        """Tell whether the call is one of those."""
        mine = call.method is self._method
        return mine and all(self._met(call, name) for name in self._conditions)

    def _met(self, call: Call, name: str) -> bool:
        expected, given = self._conditions[name], call.given[name]
        by_identity = type(given).__eq__ is cast(Any, object.__eq__)
        return same(expected, call.args[name]) or (by_identity and expected is given)

    def _unmet(self, call: Call) -> Iterator[str]:
        """Say in what the call is not one of those."""
        for name, expected in self._conditions.items():
            if not self._met(call, name):
                yield from differences(name, expected, call.args[name])

    @property
    def calls(self) -> List[Call]:
        return [call for call in self._method._calls if self.covers(call)]

    @property
    def call_count(self) -> int:
        return len(self.calls)

    @property
    def last_call(self) -> Optional[Call]:
        calls = self.calls
        return calls[-1] if calls else None

    @property
    def last_call_args(self) -> Optional[Dict[str, Any]]:
        return self.last_call.args if self.last_call else None

    def assert_called(self) -> None:
        self._assert(bool(self.calls), f"at least 1 call of {self}")

    def assert_not_called(self) -> None:
        self.assert_called_times(0)

    def assert_called_once(self) -> None:
        self.assert_called_times(1)

    def assert_called_times(self, count: int) -> None:
        calls = f"{count} call" if count == 1 else f"{count} calls"
        self._assert(self.call_count == count, f"{calls} of {self}")

    def _assert(self, met: bool, wanted: str, actual: Any = None) -> None:
        if not met:
            text = f"expected: {wanted}\n  actual: {actual or self.call_count}\n"
            raise AssertionError(text + history(self._method._calls, self._unmet))

    def __str__(self) -> str:
        name = self._method._name
        return f"{name}({listed(self._conditions)})" if self._conditions else name


def is_error(value: Any) -> bool:
    kind = value if isinstance(value, type) else type(value)
    return issubclass(kind, BaseException)


def failure(kind: Any, args: Tuple[Any, ...]) -> Any:
    """Make an exception, also one whose class wants other arguments."""
    try:
        return kind(*args)
    except TypeError:
        error = kind.__new__(kind)
        error.args = args
        return error


class Method(Rule[R]):
    """One method of a mock: the rule for all of its calls, and where calls arrive.

    From the documentation are: values `allowed` for the result (""), or items of it, and `limits`
    of arguments.  Of a `managed` result callers get what its context gives.
    """

    __slots__ = "_mock _world _name _rules _calls".split()
    allowed: Dict[str, Tuple[Any, ...]] = {}
    limits: Tuple[Any, ...] = ()
    managed = False

    def __init__(self, mock: "Controlled", name: str) -> None:
        self._mock, self._world, self._name = mock, mock._mynah_world, name
        self._rules: List[Rule[Any]] = []
        self._calls: List[Call] = []
        mock._mynah_methods.append(self)
        super().__init__(self, {})

    def default(self, call: Call) -> Any:
        """Answer a call that nothing was told about."""

    def hand_on(self, function: Any, given: Dict[str, Any]) -> Any:
        """Call a side effect."""
        return function(*given.values())

    def reset(self) -> None:
        """Forget all calls and all that was told."""
        with self._world.lock:
            self._world.forget(self)
            self._rules, self._calls = [], []
            Rule.__init__(self, self, {})

    def rule(self, /, **conditions: Any) -> Rule[R]:
        return Rule(self, conditions)

    def fails(self, kind: Any, args: Tuple[Any, ...], message: str) -> Rule[R]:
        """Raise an exception that the documentation speaks of."""
        return self.raises(failure(kind, args or (message,)))

    def was_called_with(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._when(args, kwargs).calls)

    def assert_called_with(self, *args: Any, **kwargs: Any) -> None:
        """Assert that the last call had these arguments."""
        rule, last = self._when(args, kwargs), self.last_call
        actual = f"{last.number}. {last}" if last else "there is none"
        met = last is not None and rule.covers(last)
        rule._assert(met, f"the last call to be {rule}", actual)

    def assert_any_call(self, *args: Any, **kwargs: Any) -> None:
        self._when(args, kwargs).assert_called()

    def assert_called_once_with(self, *args: Any, **kwargs: Any) -> None:
        self.assert_called_once()
        self.assert_called_with(*args, **kwargs)

    def _when(self, args: Any, kwargs: Any) -> Rule[Any]:
        return cast("Rule[Any]", getattr(self, "when")(*args, **kwargs))

    def _listen(self, rule: Rule[Any]) -> Rule[Any]:
        if rule is not self and rule not in self._rules:
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
            if not limit.holds(value) and not self._is_default(limit.name, value):
                text = f"{self._name}: {limit.text} does not hold, {limit.name} is {value!r}"
                return Step("raise", failure(limit.error, (text,)))
        return None

    def _is_default(self, parameter: str, value: Any) -> bool:
        import inspect

        function = bare(self._mock._mynah_class(), self._name)
        known = inspect.signature(function).parameters.get(parameter)
        return known is not None and same(known.default, value)

    # How calls arrive: from the mock's methods, with a value for each parameter.

    def call(self, /, **given: Any) -> R:
        call, step = self._begin(given)
        with call:
            if call.delay:
                self._world.sleep(call.delay)
            result: R = self._answer(call, step)
            call.result = result
        return result

    async def call_async(self, /, **given: Any) -> R:
        call, step = self._begin(given)
        with call:
            if call.delay:
                await self._world.sleep_async(call.delay)
            result: Any = self._answer(call, step)
            if step and step.kind == "call" and hasattr(result, "__await__"):
                result = await result
            call.result = result
        return cast(R, result)

    def _begin(self, given: Dict[str, Any]) -> Tuple[Call, Optional[Step]]:
        call, world = Call(self, given), self._world
        step = None
        with world.lock:
            world.count = call.number = world.count + 1
            world.calls.append(call)
            self._calls.append(call)
            call.nth = len(self._calls)
            for rule in self._rules:
                if rule.covers(call):
                    call.delay = rule._delay or call.delay
                    step = rule._take(call)
                    if step:
                        break
            step = step or self.limits and self._broken(call) or self._take(call)
        if step and step.delay is not None:
            call.delay = step.delay
        return call, step

    def _answer(self, call: Call, step: Optional[Step]) -> Any:
        if step is None:
            if self._mock._mynah_strict:
                raise Unconfigured(f"{call} was not told what to answer")
            return self.default(call)
        if step.kind == "return":
            return step.value
        if step.kind == "call":
            return self.hand_on(step.value, call.given)
        raise step.value


def bare(kind: Any, name: str) -> Any:
    """Return the function behind a method, property or the like."""
    found = next(base.__dict__[name] for base in kind.__mro__ if name in base.__dict__)
    for part in ("fget", "func", "__func__", "__wrapped__"):
        found = getattr(found, part, None) or found
    return found


# The controls of class methods and static methods, by class and name.
CLASS_WIDE: Dict[Tuple[type, str], Any] = {}


class Controlled:
    """What every mock is: it knows its world and its methods."""

    _mynah_world: World
    _mynah_strict: bool
    _mynah_methods: List[Method[Any]]
    _mynah_on = "on"

    def _mynah_start(self, on: Any, strict: bool, world: Optional[World]) -> None:
        world = world or World()
        world.mocks.append(self)
        object.__setattr__(self, "_mynah_strict", strict)
        object.__setattr__(self, "_mynah_world", world)
        object.__setattr__(self, "_mynah_methods", [])
        object.__setattr__(self, self._mynah_on, on(self))
        self._mynah_values()

    def _mynah_values(self) -> None:
        """Give attributes their first values."""

    def _mynah_class(self) -> Any:
        return type(self)

    def _mynah_all(self) -> List[Method[Any]]:
        """Return the methods, and those that all mocks of the class share."""
        found = [one for one in CLASS_WIDE if issubclass(self._mynah_class(), one[0])]
        return [*self._mynah_methods, *(CLASS_WIDE[one] for one in found)]

    def _mynah_calls(self) -> List[Call]:
        return [call for call in self._mynah_world.calls if call.method._mock is self]

    def _mynah_verify(self) -> None:
        rules = [rule for one in self._mynah_all() for rule in [one, *one._rules]]
        left = [f"    {line}" for rule in rules for line in rule._unused()]
        if left:
            raise AssertionError("\n".join(["expected: all answers used"] + left))

    def _mynah_reset(self) -> None:
        for method in self._mynah_all():
            method.reset()
        self._mynah_values()


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
        self._mynah_verify()

    def reset(self) -> None:
        """Be as new: no calls, nothing told, first values."""
        self._mynah_reset()
