"""What `chat.completions.stream` returns: a context manager, and the stream of events in it."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import TracebackType
    from typing import Self

    from inferlink_generated.types.chat_completion import ChatCompletionStreamOutput

    from .._streams.objects import AsyncStream, Stream
    from .events import ChatStreamEvent

__all__ = [
    "AsyncChatCompletionStream",
    "AsyncChatCompletionStreamManager",
    "ChatCompletionStream",
    "ChatCompletionStreamManager",
]

R_co = TypeVar("R_co", covariant=True)


class ChatCompletionStream(Generic[R_co]):
    """The answer in events: iterate over it once."""

    def __init__(self, stream: Stream[ChatCompletionStreamOutput, R_co]) -> None:
        from .events import ChatEvents

        self._stream = stream
        self._incoming = stream.events()
        self._events = ChatEvents()
        self._ready: deque[ChatStreamEvent] = deque()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> ChatStreamEvent:
        while not self._ready:
            self._ready.extend(self._events.read(next(self._incoming)))
        return self._ready.popleft()

    def get_final_completion(self) -> R_co:
        """Read what is left and return the whole answer. Raises what `Stream.result` does."""
        return self._stream.result()

    def until_done(self) -> Self:
        """Read what is left. Raises what `Stream.result` does."""
        self._stream.result()
        return self

    def close(self) -> None:
        """Stop reading."""
        self._stream.close()


class ChatCompletionStreamManager(Generic[R_co]):
    """Makes the request when it is entered, and closes the stream when it is left."""

    def __init__(self, start: Callable[[], Stream[ChatCompletionStreamOutput, R_co]]) -> None:
        self._start = start
        self._stream: ChatCompletionStream[R_co] | None = None

    def __enter__(self) -> ChatCompletionStream[R_co]:
        self._stream = ChatCompletionStream(self._start())
        return self._stream

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._stream is not None:
            self._stream.close()


class AsyncChatCompletionStream(Generic[R_co]):
    """The answer in events: iterate over it once."""

    def __init__(self, stream: AsyncStream[ChatCompletionStreamOutput, R_co]) -> None:
        from .events import ChatEvents

        self._stream = stream
        self._incoming = stream.events()
        self._events = ChatEvents()
        self._ready: deque[ChatStreamEvent] = deque()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> ChatStreamEvent:
        while not self._ready:
            self._ready.extend(self._events.read(await anext(self._incoming)))
        return self._ready.popleft()

    async def get_final_completion(self) -> R_co:
        """Read what is left and return the whole answer. Raises what `AsyncStream.result` does."""
        return await self._stream.result()

    async def until_done(self) -> Self:
        """Read what is left. Raises what `AsyncStream.result` does."""
        await self._stream.result()
        return self

    async def close(self) -> None:
        """Stop reading."""
        await self._stream.aclose()


class AsyncChatCompletionStreamManager(Generic[R_co]):
    """Makes the request when it is entered, and closes the stream when it is left."""

    def __init__(self, start: Callable[[], Awaitable[AsyncStream[ChatCompletionStreamOutput, R_co]]]) -> None:
        self._start = start
        self._stream: AsyncChatCompletionStream[R_co] | None = None

    async def __aenter__(self) -> AsyncChatCompletionStream[R_co]:
        self._stream = AsyncChatCompletionStream(await self._start())
        return self._stream

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None
    ) -> None:
        if self._stream is not None:
            await self._stream.close()
