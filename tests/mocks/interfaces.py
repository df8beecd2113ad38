# SPDX-License-Identifier: Apache-2.0
"""Interfaces with everything that one can have, for the tests beside this file."""

import enum
import fractions
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator as Items
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import (
    TYPE_CHECKING,
    Any,
    AsyncIterator,
    Callable,
    ClassVar,
    Dict,
    Generic,
    Iterator,
    List,
    Literal,
    NamedTuple,
    NoReturn,
    Optional,
    Protocol,
    Tuple,
    TypedDict,
    TypeVar,
    Union,
    final,
    overload,
    runtime_checkable,
)

if TYPE_CHECKING:
    from decimal import Decimal

T = TypeVar("T")
K = TypeVar("K")
T_co = TypeVar("T_co", covariant=True)
MISSING = object()


class Color(enum.Enum):
    RED = 1
    BLUE = 2


@dataclass
class Point:
    x: float
    name: str
    color: Color
    tags: List[str]
    note: str = "none"


class Row(TypedDict):
    id: int
    title: str
    points: List[Point]


class Pair(NamedTuple):
    left: int
    right: str


@runtime_checkable
class Values(Protocol):
    """One method for each kind of result."""

    def text(self) -> str: ...
    def number(self) -> int: ...
    def real(self) -> float: ...
    def flag(self) -> bool: ...
    def data(self) -> bytes: ...
    def nothing(self) -> None: ...
    def maybe(self) -> Optional[int]: ...
    def either(self) -> Union[str, int]: ...
    def literal(self) -> Literal["b", "a"]: ...
    def quoted(self) -> "Optional[Literal['x', 'y']]": ...
    def color(self) -> Color: ...
    def point(self) -> Point: ...
    def row(self) -> Row: ...
    def pair(self) -> Pair: ...
    def items(self) -> List[int]: ...
    def table(self) -> Dict[str, int]: ...
    def both(self) -> Tuple[int, str]: ...
    def many(self) -> Tuple[int, ...]: ...
    def when(self) -> datetime: ...
    def function(self) -> Callable[[int], str]: ...
    def price(self) -> "Decimal": ...
    def shares(self) -> "Tuple[fractions.Fraction]": ...
    def iterator(self) -> Items[int]: ...
    def other(self) -> "Store[int]": ...
    def itself(self) -> "Values": ...
    def kind(self) -> "type[Point]": ...


class Store(Protocol[T]):
    """Keeps things; has members called like the controls of a mock."""

    size: int
    limit: ClassVar[int]
    label: "Optional[str]"

    def get(self, key: str, /, default: Optional[T] = None) -> T: ...
    def put(self, *items: T, where: str = "here", **more: int) -> None: ...
    def calls(self) -> int: ...
    def reset(self) -> None: ...
    @property
    def name(self) -> str: ...
    @name.setter
    def name(self, value: str) -> None: ...
    def __call__(self, x: T) -> T: ...
    def __getitem__(self, key: str) -> T: ...
    def __len__(self) -> int: ...
    def __and__(self, other: "Store[T]") -> "Store[T]": ...
    def __bool__(self) -> bool: ...


class Users(Store[Pair], Protocol):
    """Inherits what is generic."""

    def get(self, key: str, /, default: Optional[Pair] = None) -> Pair: ...
    def sure(self, x: Any = MISSING, y: Any = object()) -> int: ...


class Device(ABC):
    """Abstract, with everything that is no plain method."""

    class Mode(enum.Enum):
        ON = 1

    Alias = Dict[str, int]

    def __init__(self, address: str) -> None:
        raise RuntimeError("no real device is to be opened")

    @abstractmethod
    def mode(self, other: Mode, table: "Alias") -> Mode: ...

    @classmethod
    @abstractmethod
    def create(cls, address: str) -> "Device": ...

    @staticmethod
    @abstractmethod
    def version(major: int, minor: int = 0) -> str: ...

    @cached_property
    @abstractmethod
    def serial(self) -> str: ...

    @property
    def volume(self) -> float:
        return 1.0

    @volume.setter
    def volume(self, value: float) -> None:
        raise RuntimeError("not this one")

    @volume.deleter
    def volume(self) -> None:
        raise RuntimeError("not this one")

    @abstractmethod
    def __secret(self, __x: int) -> int: ...

    def __enter__(self) -> "Device":
        return self

    def __exit__(self, *error: Any) -> None:
        raise RuntimeError("not this one")

    def lines(self) -> Iterator[str]:
        yield "real"

    async def stop(self) -> NoReturn:
        raise SystemExit

    if sys.version_info >= (3, 8):

        def newer(self) -> int:
            return 1

    else:

        def older(self) -> int:
            return 1

    def self(this, self: int, *, keyword: str = "a 'b' \"c\"") -> str:
        return ""


class Untyped(Protocol):
    """Special methods without annotations: they answer what Python asks for."""

    def __enter__(self): ...  # type: ignore[no-untyped-def]
    def __exit__(self, *error): ...  # type: ignore[no-untyped-def]
    def __float__(self): ...  # type: ignore[no-untyped-def]
    def __index__(self): ...  # type: ignore[no-untyped-def]
    def __iter__(self): ...  # type: ignore[no-untyped-def]
    def __lt__(self, other): ...  # type: ignore[no-untyped-def]


class Finder(Protocol):
    @overload
    def find(self, key: int) -> int:
        pass

    @overload
    def find(self, key: str) -> str:
        pass


class Stream(Protocol[T_co]):
    """Asynchronous in all ways."""

    async def fetch(self, url: str, timeout: float = 1.0) -> T_co: ...
    def chunks(self, size: int = 3) -> AsyncIterator[bytes]: ...
    async def later(self) -> AsyncIterator[bytes]: ...
    def sync_chunks(self) -> Iterator[bytes]: ...
    async def __aenter__(self) -> "Stream[T_co]": ...
    async def __aexit__(self, *error: Any) -> Optional[bool]: ...


class AsyncSource(ABC, Generic[K]):
    @abstractmethod
    async def feed(self, count: int) -> AsyncIterator[K]:
        for _ in ():
            yield _


class Outer:
    class Inner(Protocol):
        def f(self) -> int: ...


class Rule(Protocol):
    """Called like a name of the run-time support."""

    def applies(self, call: "Call") -> bool: ...


class Call(Protocol):
    def rule(self) -> Rule: ...


class UserNotFoundError(KeyError):
    pass


class Directory(Protocol):
    """Keeps users, for mocks with a table."""

    def create_user(self, name: str, age: int = 0) -> int: ...

    def get_user(self, user_id: int) -> Dict[str, Any]:
        """Get one.

        Raises:
            UserNotFoundError: If there is none.
        """
        ...

    def find_user(self, name: str) -> Optional[Dict[str, Any]]: ...
    def list_users(self) -> List[Dict[str, Any]]: ...
    def update_user(self, user_id: int, data: Dict[str, Any]) -> Dict[str, Any]: ...
    def delete_user(self, user_id: int) -> bool: ...
    def add_point(self, point: Point) -> None: ...
    def get_point(self, name: str) -> Point: ...
    def ping(self) -> str: ...


class Sessions(ABC):
    """What decorators of the library make of methods."""

    @contextmanager
    @abstractmethod
    def begin(self, name: str = "main") -> Iterator[Point]:
        """Begin.

        Raises:
            ConnectionError: If there is none.
        """
        yield Point(0.0, name, Color.RED, [])

    @asynccontextmanager
    @abstractmethod
    async def connect(self) -> AsyncIterator[None]:
        yield

    @classmethod
    @contextmanager
    def shared(cls) -> Iterator[int]:
        yield 3

    @lru_cache(maxsize=None)
    def size(self) -> int:
        return 0

    @final
    def sealed(self) -> str:
        return "real"


class Limited(Protocol):
    """Says what its arguments are to be."""

    def pay(
        self, amount: float, currency: str = "EUR", retries: Optional[int] = None, note: str = ""
    ) -> str:
        """Pay.

        Args:
            amount: What is paid; must be positive.
            currency: One of "EUR", "USD".
            retries: Between 1 and 10.
            note: Must not be empty.

        Raises:
            OverflowError: If amount exceeds 1000.
        """
        ...
