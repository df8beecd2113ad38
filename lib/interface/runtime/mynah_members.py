"""What mocks need for members that are no plain methods, or have unlucky names."""

from typing import Any, Callable, Dict, List, Optional, TypeVar, cast

from mynah_runtime import CLASS_WIDE, Call, Controlled, Method, R, Rule, Step, bare

C = TypeVar("C")
# A default that has no other name.
ELLIPSIS: Any = ...


class Property(Method[R]):
    """A property of a mock: reading it is a call; so are assigning and deleting."""

    __slots__ = ("assigned", "deleted")

    def __init__(self, mock: "Controlled", name: str) -> None:
        super().__init__(mock, name)
        self.assigned = Accessor(mock, f"{name}.setter")
        self.deleted = Accessor(mock, f"{name}.deleter")

    def assign(self, value: Any) -> None:
        self.assigned.call(value=value)
        self._tell("return", (value,)).always()

    def delete(self) -> None:
        self.deleted.call()


class Accessor(Method[None]):
    """Assignments to a property, or deletions of it."""

    __slots__ = ()

    def when(self, value: Any = None) -> Rule[None]:
        return self.rule(value=value)

    def _answer(self, call: Call, step: Optional[Step]) -> Any:
        return super()._answer(call, step or Step("return", None))


class ClassWide(Controlled):
    """Stands for the class where a method is called without an instance."""

    def __init__(self, kind: Any) -> None:
        self.kind = kind
        self._mynah_start(lambda mock: None, False, None)

    def _mynah_class(self) -> Any:
        return self.kind


def class_wide(kind: Any, control: Callable[[Controlled, str], C], name: str) -> C:
    """Return the control of a class method or static method, which all instances share."""
    if (kind, name) not in CLASS_WIDE:
        CLASS_WIDE.setdefault((kind, name), control(ClassWide(kind), name))
    return cast(C, CLASS_WIDE[kind, name])


class PrefixedMock(Controlled):
    """The controls of a mock whose interface has a member called like one of them."""

    _mynah_on = "mock_on"

    @property
    def mock_calls(self) -> List[Call]:
        """All calls of this mock, in order."""
        return self._mynah_calls()

    @property
    def mock_call_count(self) -> int:
        return sum(len(method._calls) for method in self._mynah_methods)

    @property
    def mock_last_call_args(self) -> Optional[Dict[str, Any]]:
        calls = self._mynah_calls()
        return calls[-1].args if calls else None

    def mock_verify(self) -> None:
        """Assert that all answers that were promised to be used have been."""
        self._mynah_verify()

    def mock_reset(self) -> None:
        """Be as new: no calls, nothing told, first values."""
        self._mynah_reset()


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
