# What Python's abstract context managers leave to classes that derive from them.
from abc import ABC, abstractmethod
from types import TracebackType
from typing import Generic, Optional, Type, TypeVar

T_co = TypeVar("T_co", covariant=True)

class AbstractContextManager(ABC, Generic[T_co]):
    @abstractmethod
    def __exit__(
        self,
        exc_type: Optional[Type[BaseException]],
        exc_value: Optional[BaseException],
        traceback: Optional[TracebackType],
        /,
    ) -> Optional[bool]: ...

class AbstractAsyncContextManager(ABC, Generic[T_co]):
    @abstractmethod
    async def __aexit__(
        self,
        exc_type: Optional[Type[BaseException]],
        exc_value: Optional[BaseException],
        traceback: Optional[TracebackType],
        /,
    ) -> Optional[bool]: ...
