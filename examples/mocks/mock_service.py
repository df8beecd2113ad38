# Made by mynah 0.1.0: edit service.py and make it again.
# interface EmailServiceInterface 68de9184a768c67d
#   send_email 9b973652b26d485e
#   get_delivery_status d0bb9cc7546966e7
# interface PaymentGatewayInterface b7e4f265c00f1803
#   charge_card 019240072b258997
# interface AsyncDatabaseInterface 4b2aa9e8b2191f5e
#   query 14bf555122574277
#   insert cc3cda581ebf18ed
"""Mock classes for the interfaces of `service`."""

import copy
import re
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
        return f"match.{self.text}"


class match:
    """Conditions to put in the place of arguments, or of what is in them."""

    any: Any = Matcher("any", lambda value: True)

    @staticmethod
    def instance(*types: type) -> Any:
        names = ", ".join(kind.__name__ for kind in types)
        return Matcher(f"instance({names})", lambda value: isinstance(value, types))

    @staticmethod
    def where(test: Callable[[Any], Any]) -> Any:
        return Matcher(f"where({getattr(test, '__name__', test)})", test)

    @staticmethod
    def regex(pattern: str) -> Any:
        return Matcher(f"regex({pattern!r})", lambda value: re.search(pattern, value))

    @staticmethod
    def contains(part: Any) -> Any:
        return Matcher(f"contains({part!r})", lambda value: part in value)

    @staticmethod
    def partial(**items: Any) -> Any:
        """Meet mappings and objects that have at least these items or attributes."""

        def test(value: Any) -> bool:
            found = value if hasattr(value, "keys") else vars(value)
            return all(same(item, found[name]) for name, item in items.items())

        return Matcher(f"partial({listed(items)})", test)

    @staticmethod
    def approx(number: float, tolerance: float = 1e-9) -> Any:
        most = tolerance * max(1.0, abs(number))
        return Matcher(f"approx({number!r})", lambda value: abs(value - number) <= most)


def same(expected: Any, actual: Any) -> bool:
    try:
        return expected is actual or bool(expected == actual)
    except Exception:
        return False


def shown(value: Any, most: int = 160) -> str:
    try:
        text = repr(value)
    except Exception:
        text = object.__repr__(value)
    return text if len(text) <= most else f"{text[: most - 40]} ... {text[-35:]}"


def listed(items: Dict[str, Any]) -> str:
    return ", ".join(f"{name}={shown(value)}" for name, value in items.items())


def differences(place: str, expected: Any, actual: Any) -> Iterator[str]:
    """Say where a value is not as expected, as deep inside as can be."""
    if same(expected, actual):
        return
    if type(expected) is type(actual) is dict:
        for key in {**expected, **actual}:
            inside = f"{place}[{key!r}]"
            if key not in actual:
                yield f"{inside} is missing: {shown(expected[key])}"
            elif key not in expected:
                yield f"{inside} is not expected: {shown(actual[key])}"
            else:
                yield from differences(inside, expected[key], actual[key])
    elif type(expected) is type(actual) and type(actual) in (list, tuple):
        if len(expected) != len(actual):
            yield f"{place} has {len(actual)} items, not {len(expected)}"
        for index, pair in enumerate(zip(expected, actual)):
            yield from differences(f"{place}[{index}]", *pair)
    elif type(expected) is type(actual) is str and len(expected + actual) > 80:
        pairs = enumerate(zip(expected + "\0", actual + "\0"))
        at = next(index for index, (one, other) in pairs if one != other)
        start = max(at - 20, 0)
        parts = (repr(text[start : at + 30]) for text in (actual, expected))
        yield f"{place}, from its character {start}, is " + ", not ".join(parts)
    else:
        yield f"{place} is {shown(actual)}, not {shown(expected)}"


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
    Where there is no row, `missing` is raised, if anything; `silent` is what returns nothing.
    """

    __slots__ = ()
    role = "create"
    table = ""
    missing: Tuple[Any, ...] = ()
    silent = False

    def _answer(self, call: Call, step: Optional[Step]) -> Any:
        if step or self._mock._mynah_strict:
            return super()._answer(call, step)
        with self._world.lock:
            return getattr(self, f"_{self.role}")(self._rows(call), call)

    def _rows(self, call: Call) -> List[Dict[str, Any]]:
        text = str(call.args.get("sql", call.args.get("query", "")))
        found = re.search(r"\bfrom\s+[\"`]?(\w+)", text, re.IGNORECASE)
        name = call.args.get("table", found.group(1) if found else self.table)
        return cast(Stateful, self._mock).tables[name]

    def _create(self, rows: List[Dict[str, Any]], call: Call) -> Any:
        result = self.default(call)
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
            raise self.missing[0](*list(call.given.values())[:1])
        result = self.default(call)
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
        optional = result is None and not self.silent
        return copy.deepcopy(row) if isinstance(result, dict) or optional else result

    def _allows(self, key: str, values: Dict[str, Any]) -> bool:
        return key not in self.allowed or values[key] in self.allowed[key]


from service import EmailServiceInterface
from service import PaymentGatewayInterface
from service import AsyncDatabaseInterface


class _EmailService_send_email(TableMethod[R]):
    """Controls `send_email`."""

    __slots__ = ()
    role = "create"
    table = "email"
    allowed = {"status": ("sent", "queued")}

    def when(
        self, to: str, subject: str, body: str, cc: list[str] | None = None
    ) -> Rule[R]:
        return self.rule(to=to, subject=subject, body=body, cc=cc)

    def default(self, call: Call) -> Any:
        return {"message_id": f"msg_{call.nth}", "status": "sent"}

    def fail_with_value_error(self, *args: Any) -> Rule[R]:
        return self.fails(ValueError, args, "If the address is invalid.")

    def fail_with_timeout_error(self, *args: Any) -> Rule[R]:
        return self.fails(TimeoutError, args, "If the service can not be reached.")


class _EmailService_get_delivery_status(TableMethod[R]):
    """Controls `get_delivery_status`."""

    __slots__ = ()
    role = "get"
    table = "email"
    allowed = {"status": ("delivered", "bounced", "pending")}

    def when(self, message_id: str) -> Rule[R]:
        return self.rule(message_id=message_id)

    def default(self, call: Call) -> Any:
        return {"status": "delivered", "delivered_at": "2026-06-02T10:00:00Z"}


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
        return self.on.send_email.call(to=to, subject=subject, body=body, cc=cc)

    def get_delivery_status(self, message_id: str) -> dict[str, str | bool]:
        return self.on.get_delivery_status.call(message_id=message_id)


class _PaymentGateway_charge_card(Method[R]):
    """Controls `charge_card`."""

    __slots__ = ()

    def when(self, amount: float, card_token: str) -> Rule[R]:
        return self.rule(amount=amount, card_token=card_token)

    def default(self, call: Call) -> Any:
        return f"charge_card_{call.nth}"


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
        return self.on.charge_card.call(amount=amount, card_token=card_token)


class _AsyncDatabase_query(TableMethod[R]):
    """Controls `query`."""

    __slots__ = ()
    role = "list"
    table = "items"

    def when(self, sql: str) -> Rule[R]:
        return self.rule(sql=sql)

    def default(self, call: Call) -> Any:
        return []


class _AsyncDatabase_insert(TableMethod[R]):
    """Controls `insert`."""

    __slots__ = ()
    role = "create"
    table = "items"

    def when(self, table: str, data: dict[str, Any]) -> Rule[R]:
        return self.rule(table=table, data=data)

    def default(self, call: Call) -> Any:
        return call.nth


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
        return await self.on.query.call_async(sql=sql)

    async def insert(self, table: str, data: dict[str, Any]) -> int:
        return await self.on.insert.call_async(table=table, data=data)
