"""Conditions on values, and in what values are not as expected."""

import re
from typing import Any, Callable, Dict, Iterator


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
