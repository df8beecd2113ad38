# What Python's abstract collections leave to classes that derive from them.  The rest they bring
# themselves, so it is not here.
from abc import ABC, abstractmethod
from typing import Any, Generic, Optional, Type, TypeVar
from types import TracebackType

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")
S = TypeVar("S")
R = TypeVar("R")
K = TypeVar("K")
V = TypeVar("V")

class Hashable(ABC):
    @abstractmethod
    def __hash__(self) -> int: ...

class Sized(ABC):
    @abstractmethod
    def __len__(self) -> int: ...

class Container(ABC, Generic[T_co]):
    @abstractmethod
    def __contains__(self, x: object, /) -> bool: ...

class Iterable(ABC, Generic[T_co]):
    @abstractmethod
    def __iter__(self) -> Iterator[T_co]: ...

class Iterator(Iterable[T_co]):
    @abstractmethod
    def __next__(self) -> T_co: ...

class Reversible(Iterable[T_co]):
    @abstractmethod
    def __reversed__(self) -> Iterator[T_co]: ...

class Collection(Sized, Iterable[T_co], Container[T_co]):
    @abstractmethod
    def __len__(self) -> int: ...

class Callable(ABC):
    @abstractmethod
    def __call__(self, *args: Any, **kwargs: Any) -> Any: ...

class Awaitable(ABC, Generic[T_co]):
    @abstractmethod
    def __await__(self) -> Generator[Any, None, T_co]: ...

class AsyncIterable(ABC, Generic[T_co]):
    @abstractmethod
    def __aiter__(self) -> AsyncIterator[T_co]: ...

class AsyncIterator(AsyncIterable[T_co]):
    @abstractmethod
    def __anext__(self) -> Awaitable[T_co]: ...

class Sequence(Reversible[T_co], Collection[T_co]):
    @abstractmethod
    def __getitem__(self, index: Any) -> Any: ...
    @abstractmethod
    def __len__(self) -> int: ...

class MutableSequence(Sequence[T]):
    @abstractmethod
    def insert(self, index: int, value: T) -> None: ...
    @abstractmethod
    def __setitem__(self, index: Any, value: Any) -> None: ...
    @abstractmethod
    def __delitem__(self, index: Any) -> None: ...

class Set(Collection[T_co]):
    @abstractmethod
    def __contains__(self, x: object) -> bool: ...

AbstractSet = Set

class MutableSet(Set[T]):
    @abstractmethod
    def add(self, value: T) -> None: ...
    @abstractmethod
    def discard(self, value: T) -> None: ...

class Mapping(Collection[K], Generic[K, V]):
    @abstractmethod
    def __getitem__(self, key: K, /) -> V: ...
    @abstractmethod
    def __iter__(self) -> Iterator[K]: ...
    @abstractmethod
    def __len__(self) -> int: ...

class MutableMapping(Mapping[K, V]):
    @abstractmethod
    def __setitem__(self, key: K, value: V, /) -> None: ...
    @abstractmethod
    def __delitem__(self, key: K, /) -> None: ...

class SupportsInt(ABC):
    @abstractmethod
    def __int__(self) -> int: ...

class SupportsFloat(ABC):
    @abstractmethod
    def __float__(self) -> float: ...

class SupportsComplex(ABC):
    @abstractmethod
    def __complex__(self) -> complex: ...

class SupportsBytes(ABC):
    @abstractmethod
    def __bytes__(self) -> bytes: ...

class SupportsIndex(ABC):
    @abstractmethod
    def __index__(self) -> int: ...

class SupportsAbs(ABC, Generic[T_co]):
    @abstractmethod
    def __abs__(self) -> T_co: ...

class SupportsRound(ABC, Generic[T_co]):
    @abstractmethod
    def __round__(self, ndigits: int = 0) -> T_co: ...
