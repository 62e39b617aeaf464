"""The two objects that read a stream. Iteration, `.text`, `.events()` and `.result()` are views of one single pass.

Nothing refers back to a stream, so a dropped one is freed at once, and its handle closes the connection.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from ..errors import InferenceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from types import TracebackType

    from .._chat.events import StreamEvent
    from .._hooks.stream_watch import StreamWatch
    from .._meta import Meta
    from .._sending.wire import AsyncByteStream, ByteStream
    from .core import StreamCore

__all__ = ["AsyncStream", "AsyncView", "Stream", "View"]

T = TypeVar("T")
E = TypeVar("E")
U = TypeVar("U")
T_co = TypeVar("T_co", covariant=True)
R_co = TypeVar("R_co", covariant=True)


def _whole(item: Any) -> Any:
    """The item itself: what a stream without a projection yields."""
    return item


def _seen(take: Callable[[], T | None], view: Callable[[T], U]) -> U | None:
    item = take()
    return None if item is None else view(item)


class _Base(Generic[T_co, R_co]):
    """What a stream knows, whichever way it reads."""

    __slots__ = ("__weakref__", "_closed", "_core", "_take", "_watch", "meta")

    meta: Meta
    """Who answered, and how."""

    def __init__(
        self,
        core: StreamCore[E, R_co],
        meta: Meta,
        project: Callable[[E], T_co | None] | None,
        watch: StreamWatch | None,
    ) -> None:
        self.meta = meta
        self._watch = watch
        self._core: StreamCore[object, R_co] = core
        self._take: Callable[[], T_co | None] = partial(core.take, project or _whole)
        self._closed = False

    @property
    def complete(self) -> bool:
        """Whether the server has said that it is done."""
        return self._core.complete

    def __repr__(self) -> str:
        state = "complete" if self.complete else "closed" if self._closed or not self._core.open else "open"
        return f"<{type(self).__name__} of {self.meta.task or 'events'}: {state}>"


class View(Generic[T]):
    """An iterator over one side of a stream."""

    __slots__ = ("_read", "_take")

    def __init__(self, take: Callable[[], T | None], read: Callable[[], bool]) -> None:
        self._take = take
        self._read = read

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        while (item := self._take()) is None:
            if not self._read():
                raise StopIteration
        return item


class Stream(_Base[T_co, R_co]):
    """A reply that is read while the server makes it: iterate over it once, close it at any time.

    Args:
        handle: The open body.
        core: What the body means.
        meta: Who answered, and how.
        project: What to yield of an item; `None` or `""` yields nothing. Without it, the item.
        watch: Tells hooks how the stream goes.
    """

    __slots__ = ("_chunks", "_handle")

    def __init__(
        self,
        handle: ByteStream,
        core: StreamCore[E, R_co],
        meta: Meta,
        project: Callable[[E], T_co | None] | None = None,
        watch: StreamWatch | None = None,
    ) -> None:
        super().__init__(core, meta, project, watch)
        self._handle = handle
        self._chunks = iter(handle)

    def __iter__(self) -> Iterator[T_co]:
        return self

    def __next__(self) -> T_co:
        while (item := self._take()) is None:
            if not self._read():
                raise StopIteration
        return item

    @property
    def text(self) -> Iterator[str]:
        """Pieces of text, of the first choice, as they come."""
        return View(partial(self._core.take, self._core.accumulator.text), self._read)

    def events(self) -> Iterator[StreamEvent]:
        """Typed events: text, reasoning, refusal, tool calls, usage, and the end of each choice."""
        return View(self._core.take_event, self._read)

    def seen_as(self, view: Callable[[T_co], U]) -> Stream[U, R_co]:
        """The stream with each item as `view` shows it. Read the new one alone, and close that."""
        stream: Stream[U, R_co] = Stream(self._handle, self._core, self.meta, watch=self._watch)
        stream._take = partial(_seen, self._take, view)
        return stream

    def result(self) -> R_co:
        """Read what is left and return the finished output.

        Raises:
            StreamBroken: When the server never said that it was done, or the stream was closed before.
            InferenceTimeoutError: When a clock runs out.
            APIStatusError: When the server sends an error.
        """
        while self._read():
            self._core.skip()
        return self._core.result()

    def close(self) -> None:
        """Stop reading, from any thread: a reader that waits sees the end. May be called again."""
        if not self._closed:
            self._closed = True
            self._core.skip()
            self._handle.close()
            if self._watch is not None:
                self._watch.tell_end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def _read(self) -> bool:
        """Read one more piece of the body; false at its end."""
        if self._closed:
            return False
        try:
            if self._core.open:
                self._pull()
                if self._watch is not None:
                    self._watch.tell_progress()
                return True
            self._closed = True
            self._core.check()
            self._handle.finish()
        except BaseException as error:
            self._closed = True
            self._handle.close()
            if self._watch is not None:
                self._watch.tell_end(error)
            raise
        if self._watch is not None:
            self._watch.tell_end()
        return False

    def _pull(self) -> None:
        try:
            chunk = next(self._chunks, None)
        except InferenceError as error:
            self._core.broken(error)
            return
        if chunk is None:
            self._core.end()
        else:
            self._core.feed(chunk)


class AsyncView(Generic[T]):
    """The async twin of `View`."""

    __slots__ = ("_read", "_take")

    def __init__(self, take: Callable[[], T | None], read: Callable[[], Awaitable[bool]]) -> None:
        self._take = take
        self._read = read

    def __aiter__(self) -> AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        while (item := self._take()) is None:
            if not await self._read():
                raise StopAsyncIteration
        return item


class AsyncStream(_Base[T_co, R_co]):
    """A reply that is read while the server makes it: iterate over it once, close it at any time.

    Args:
        handle: The open body.
        core: What the body means.
        meta: Who answered, and how.
        project: What to yield of an item; `None` or `""` yields nothing. Without it, the item.
        watch: Tells hooks how the stream goes.
    """

    __slots__ = ("_chunks", "_handle")

    def __init__(
        self,
        handle: AsyncByteStream,
        core: StreamCore[E, R_co],
        meta: Meta,
        project: Callable[[E], T_co | None] | None = None,
        watch: StreamWatch | None = None,
    ) -> None:
        super().__init__(core, meta, project, watch)
        self._handle = handle
        self._chunks = aiter(handle)

    def __aiter__(self) -> AsyncIterator[T_co]:
        return self

    async def __anext__(self) -> T_co:
        while (item := self._take()) is None:
            if not await self._read():
                raise StopAsyncIteration
        return item

    @property
    def text(self) -> AsyncIterator[str]:
        """Pieces of text, of the first choice, as they come."""
        return AsyncView(partial(self._core.take, self._core.accumulator.text), self._read)

    def events(self) -> AsyncIterator[StreamEvent]:
        """Typed events: text, reasoning, refusal, tool calls, usage, and the end of each choice."""
        return AsyncView(self._core.take_event, self._read)

    def seen_as(self, view: Callable[[T_co], U]) -> AsyncStream[U, R_co]:
        """The stream with each item as `view` shows it. Read the new one alone, and close that."""
        stream: AsyncStream[U, R_co] = AsyncStream(self._handle, self._core, self.meta, watch=self._watch)
        stream._take = partial(_seen, self._take, view)
        return stream

    async def result(self) -> R_co:
        """Read what is left and return the finished output.

        Raises:
            StreamBroken: When the server never said that it was done, or the stream was closed before.
            InferenceTimeoutError: When a clock runs out.
            APIStatusError: When the server sends an error.
        """
        while await self._read():
            self._core.skip()
        return self._core.result()

    async def aclose(self) -> None:
        """Stop reading, from any task of the loop: a reader that waits sees the end. May be called again."""
        if not self._closed:
            self._closed = True
            self._core.skip()
            await self._handle.aclose()
            if self._watch is not None:
                await self._watch.tell_end_async()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        await self.aclose()

    async def _read(self) -> bool:
        """Read one more piece of the body; false at its end."""
        if self._closed:
            return False
        try:
            if self._core.open:
                await self._pull()
                if self._watch is not None:
                    await self._watch.tell_progress_async()
                return True
            self._closed = True
            self._core.check()
            await self._handle.finish()
        except BaseException as error:
            self._closed = True
            self._handle.abandon()
            if self._watch is not None:
                await self._watch.tell_end_async(error)
            raise
        if self._watch is not None:
            await self._watch.tell_end_async()
        return False

    async def _pull(self) -> None:
        try:
            chunk = await anext(self._chunks, None)
        except InferenceError as error:
            self._core.broken(error)
            return
        if chunk is None:
            self._core.end()
        else:
            self._core.feed(chunk)
