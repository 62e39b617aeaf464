"""The method `map` of both clients: many calls at once."""

from __future__ import annotations

import os
from collections.abc import AsyncIterable, Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, TypeVar, overload

if TYPE_CHECKING:
    from .outcomes import Args
    from .plan import OnError, Plan
    from .tasks import AsyncOutcomes
    from .threads import Outcomes

__all__ = ["AsyncMapping", "SyncMapping"]

T = TypeVar("T")
X = TypeVar("X")

_IN_ANNOTATIONS = (Awaitable, Callable, Iterable, AsyncIterable, os.PathLike)


class SyncMapping:
    """`client.map` of the sync client."""

    @overload
    def map(
        self,
        method: Callable[[X], T],
        items: Iterable[X | Args],
        *,
        concurrency: int = 8,
        ordered: bool = True,
        on_error: OnError[T] = "yield",
        attempts: int = 3,
        checkpoint: str | os.PathLike[str] | None = None,
        fsync: bool = False,
        progress: bool = False,
        total: int | None = None,
        **arguments: object,
    ) -> Outcomes[T]: ...
    @overload
    def map(
        self,
        method: Callable[..., T],
        items: Iterable[Args],
        *,
        concurrency: int = 8,
        ordered: bool = True,
        on_error: OnError[T] = "yield",
        attempts: int = 3,
        checkpoint: str | os.PathLike[str] | None = None,
        fsync: bool = False,
        progress: bool = False,
        total: int | None = None,
        **arguments: object,
    ) -> Outcomes[T]: ...
    @overload
    def map(
        self,
        method: str,
        items: Iterable[object],
        *,
        concurrency: int = 8,
        ordered: bool = True,
        on_error: OnError[object] = "yield",
        attempts: int = 3,
        checkpoint: str | os.PathLike[str] | None = None,
        fsync: bool = False,
        progress: bool = False,
        total: int | None = None,
        **arguments: object,
    ) -> Outcomes[object]: ...
    def map(
        self,
        method: Callable[..., T] | str,
        items: Iterable[object],
        *,
        concurrency: int = 8,
        ordered: bool = True,
        on_error: OnError[T] = "yield",
        attempts: int = 3,
        checkpoint: str | os.PathLike[str] | None = None,
        fsync: bool = False,
        progress: bool = False,
        total: int | None = None,
        **arguments: object,
    ) -> Outcomes[T]:
        """Call a method for each item: lazily, several calls at a time.

        A server that asks for a pause (`Retry-After`, or a rate limit) gets it from all calls of this map. Of what is
        read of the input, no more than twice the concurrency is held at a time.

        Args:
            method: A method of a task, as `client.chat_completion`, or its name; or a function of yours.
                Methods may belong to another client of the same kind.
            items: Any iterable, as a generator or an open file. Each is the first argument of a call, whatever its
                type; an `Args(...)` holds all arguments of one.
            concurrency: Most calls at a time, 1 or more.
            ordered: Whether outcomes come in the order of the input, or else as they are finished.
            on_error: What happens with an item that failed: `yield` its outcome as any other, `raise` its error and
                break off the rest, or a function that is called with the outcome, which is then left out.
            attempts: How often the method is called for an item at most, while it fails in a way that may pass and that
                cannot have been billed. Rate limits count only while no item of the map gets past them.
            checkpoint: A file with one JSON line for each finished item. A later run with the same file, method and
                arguments gives out what is finished without calling again, and calls for what is missing or failed.
            fsync: Whether each line of the checkpoint is on the disk before the next item, so that a loss of power
                cannot take it. A crash of the program takes none either way.
            progress: Whether to show a progress bar, also in notebooks. Needs the extra `progress`.
            total: Number of items for the bar, where the input does not tell by `len()`.
            arguments: Keyword arguments of every call.

        Returns:
            An iterator of outcomes; `with` or `close()` breaks off what is left.

        Raises:
            InvalidInput: When an argument cannot work; the first outcome raises it where the checkpoint does not fit.
            MissingExtra: When a progress bar is wanted and tqdm is not installed.
        """
        from .plan import make_plan
        from .threads import Outcomes

        plan: Plan[T] = make_plan(
            self,
            method,
            items,
            arguments=arguments,
            concurrency=concurrency,
            ordered=ordered,
            on_error=on_error,
            attempts=attempts,
            checkpoint=checkpoint,
            fsync=fsync,
            progress=progress,
            total=total,
        )
        return Outcomes(plan, items)


class AsyncMapping:
    """`client.map` of the async client."""

    @overload
    def map(
        self,
        method: Callable[[X], Awaitable[T]],
        items: Iterable[X | Args] | AsyncIterable[X | Args],
        *,
        concurrency: int = 8,
        ordered: bool = True,
        on_error: OnError[T] = "yield",
        attempts: int = 3,
        checkpoint: str | os.PathLike[str] | None = None,
        fsync: bool = False,
        progress: bool = False,
        total: int | None = None,
        **arguments: object,
    ) -> AsyncOutcomes[T]: ...
    @overload
    def map(
        self,
        method: Callable[..., Awaitable[T]],
        items: Iterable[Args] | AsyncIterable[Args],
        *,
        concurrency: int = 8,
        ordered: bool = True,
        on_error: OnError[T] = "yield",
        attempts: int = 3,
        checkpoint: str | os.PathLike[str] | None = None,
        fsync: bool = False,
        progress: bool = False,
        total: int | None = None,
        **arguments: object,
    ) -> AsyncOutcomes[T]: ...
    @overload
    def map(
        self,
        method: str,
        items: Iterable[object] | AsyncIterable[object],
        *,
        concurrency: int = 8,
        ordered: bool = True,
        on_error: OnError[object] = "yield",
        attempts: int = 3,
        checkpoint: str | os.PathLike[str] | None = None,
        fsync: bool = False,
        progress: bool = False,
        total: int | None = None,
        **arguments: object,
    ) -> AsyncOutcomes[object]: ...
    def map(
        self,
        method: Callable[..., Awaitable[T]] | str,
        items: Iterable[object] | AsyncIterable[object],
        *,
        concurrency: int = 8,
        ordered: bool = True,
        on_error: OnError[T] = "yield",
        attempts: int = 3,
        checkpoint: str | os.PathLike[str] | None = None,
        fsync: bool = False,
        progress: bool = False,
        total: int | None = None,
        **arguments: object,
    ) -> AsyncOutcomes[T]:
        """Call a method for each item: lazily, several calls at a time.

        A server that asks for a pause (`Retry-After`, or a rate limit) gets it from all calls of this map. Of what is
        read of the input, no more than twice the concurrency is held at a time.

        Args:
            method: A method of a task, as `client.chat_completion`, or its name; or an async function of yours.
                Methods may belong to another client of the same kind.
            items: Any iterable or async iterable, as a generator. Each is the first argument of a call, whatever its
                type; an `Args(...)` holds all arguments of one.
            concurrency: Most calls at a time, 1 or more.
            ordered: Whether outcomes come in the order of the input, or else as they are finished.
            on_error: What happens with an item that failed: `yield` its outcome as any other, `raise` its error and
                break off the rest, or a function that is called with the outcome, which is then left out.
            attempts: How often the method is called for an item at most, while it fails in a way that may pass and that
                cannot have been billed. Rate limits count only while no item of the map gets past them.
            checkpoint: A file with one JSON line for each finished item. A later run with the same file, method and
                arguments gives out what is finished without calling again, and calls for what is missing or failed.
            fsync: Whether each line of the checkpoint is on the disk before the next item, so that a loss of power
                cannot take it. A crash of the program takes none either way.
            progress: Whether to show a progress bar, also in notebooks. Needs the extra `progress`.
            total: Number of items for the bar, where the input does not tell by `len()`.
            arguments: Keyword arguments of every call.

        Returns:
            An async iterator of outcomes; `async with` or `aclose()` breaks off what is left.

        Raises:
            InvalidInput: When an argument cannot work; the first outcome raises it where the checkpoint does not fit.
            MissingExtra: When a progress bar is wanted and tqdm is not installed.
        """
        from .plan import make_plan
        from .tasks import AsyncOutcomes

        plan: Plan[T] = make_plan(
            self,
            method,
            items,
            arguments=arguments,
            concurrency=concurrency,
            ordered=ordered,
            on_error=on_error,
            attempts=attempts,
            checkpoint=checkpoint,
            fsync=fsync,
            progress=progress,
            total=total,
        )
        return AsyncOutcomes(plan, items)
