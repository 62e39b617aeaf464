"""What `client.map` takes and gives: the arguments of an item, and its outcome."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

__all__ = ["Args", "Outcome"]

T_co = TypeVar("T_co", covariant=True)


class Args:
    """All arguments of one call of `client.map`, where an item is more than the first one.

    Args:
        args: Positional arguments of the method.
        kwargs: Keyword arguments; they win over those that are the same for all items.
    """

    __slots__ = ("args", "kwargs")

    def __init__(self, *args: object, **kwargs: object) -> None:
        self.args: tuple[object, ...] = args
        self.kwargs: dict[str, object] = kwargs

    @classmethod
    def of(cls, item: object) -> Args:
        """The arguments that an item stands for: itself, or it alone as the first one."""
        return item if isinstance(item, Args) else cls(item)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Args) and (self.args, self.kwargs) == (other.args, other.kwargs)

    __hash__: ClassVar[None] = None  # type: ignore[assignment]  # what it holds can often be changed

    def __repr__(self) -> str:
        shown = [*map(repr, self.args), *(f"{name}={value!r}" for name, value in self.kwargs.items())]
        return f"Args({', '.join(shown)})"


class Outcome(Generic[T_co]):
    """What became of one item.

    Attributes:
        index: Place of the item in the input, from 0.
        item: The item as it was given.
        error: Why there is no result; `None` where there is one.
        attempts: How often the method was called for it. The retries inside a call come on top.
        seconds: From when the item's turn came to its outcome, waits included.
        resumed: Whether the result was read from the checkpoint, and no call was made.
    """

    __slots__ = ("_results", "attempts", "error", "index", "item", "resumed", "seconds")

    def __init__(
        self,
        *results: T_co,
        index: int,
        item: object,
        attempts: int,
        seconds: float,
        error: Exception | None = None,
        resumed: bool = False,
    ) -> None:
        self._results: tuple[T_co, ...] = results
        self.index: int = index
        self.item: object = item
        self.error: Exception | None = error
        self.attempts: int = attempts
        self.seconds: float = seconds
        self.resumed: bool = resumed

    @property
    def result(self) -> T_co | None:
        """What the call returned; `None` where it failed."""
        return self._results[0] if self._results else None

    @property
    def value(self) -> T_co:
        """What the call returned; where it failed, its error is raised."""
        if self.error is not None:
            raise self.error
        return self._results[0]

    def __repr__(self) -> str:
        told = f"result={self.result!r}" if self.error is None else f"error={self.error!r}"
        return f"Outcome(index={self.index}, {told}, attempts={self.attempts}, seconds={self.seconds:.3f})"
