"""What methods that answer with an iterator can be told: a script of items."""

from typing import Any, AsyncIterator, Generic, Iterator, Optional, TypeVar

from mynah_runtime import Call, Method, R, Rule, Step, is_error

Item = TypeVar("Item")


class Stream(Method[R], Generic[R, Item]):
    """A method that answers with an iterator, which a script may feed."""

    __slots__ = ()
    asynchronous = False

    def yields(self, *items: Item, error: Any = None, delay: float = 0.0) -> Rule[R]:
        """Answer with these items, each after the delay, and then with the error, if any."""
        if error is not None and not is_error(error):
            raise TypeError(f"{error!r} can't be raised")
        return self._tell("yield", [(items, error, delay)])

    def _answer(self, call: Call, step: Optional[Step]) -> Any:
        if step is None or step.kind != "yield":
            return super()._answer(call, step)
        return (self._feed_async if self.asynchronous else self._feed)(
            call, *step.value
        )

    def _feed(self, call: Call, items: Any, error: Any, delay: float) -> Iterator[Any]:
        call.outcome, call.items = "streaming", []
        with call:
            for item in items:
                if delay:
                    self._world.sleep(delay)
                call.items.append(item)
                yield item
            if error is not None:
                raise error

    async def _feed_async(
        self, call: Call, items: Any, error: Any, delay: float
    ) -> AsyncIterator[Any]:
        call.outcome, call.items = "streaming", []
        with call:
            for item in items:
                if delay:
                    await self._world.sleep_async(delay)
                call.items.append(item)
                yield item
            if error is not None:
                raise error


async def closed(items: Any) -> None:
    if hasattr(items, "aclose"):
        await items.aclose()
