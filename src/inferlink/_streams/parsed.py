"""Streams of an answer that is read as a type or a schema: what has come so far, and the finished value."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from .objects import AsyncStream, AsyncView, Stream, View

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from .._hooks.stream_watch import StreamWatch
    from .._meta import Meta
    from .._sending.call import Reading
    from .._sending.wire import AsyncByteStream, ByteStream
    from .._structured.output import JsonValue
    from .core import StreamCore

__all__ = ["AsyncParsedStream", "ParsedStream"]

T_co = TypeVar("T_co", covariant=True)
R_co = TypeVar("R_co", covariant=True)


class ParsedStream(Stream[T_co, R_co]):
    """A stream whose text is JSON: `.partials()` has what has come of it, `.result()` the checked value as `.parsed`.

    Args:
        handle: The open body.
        core: What the body means.
        meta: Who answered, and how.
        reading: How the text is read.
        watch: Tells the client's hooks, where there are any.
    """

    __slots__ = ("_reading",)

    def __init__(
        self,
        handle: ByteStream,
        core: StreamCore[T_co, R_co],
        meta: Meta,
        reading: Reading,
        watch: StreamWatch | None = None,
    ) -> None:
        super().__init__(handle, core, meta, watch=watch)
        self._reading = reading

    def partials(self) -> Iterator[JsonValue]:
        """The JSON as far as it has come, each time that it has grown: not checked, and members may be missing.

        The text or number at its end may be cut. The last one is all of it. Of a long answer, not each piece gives one.
        """
        return View(partial(self._core.take, self._reading.partial), self._read)

    def result(self) -> R_co:
        """Read what is left and return the finished output, with the checked value as `.parsed`.

        Raises:
            InvalidOutput: When the answer is not what was asked for; `.result` of the error has all of it.
            StreamBroken: When the server never said that it was done, or the stream was closed before.
            InferenceTimeoutError: When a clock runs out.
            APIStatusError: When the server sends an error.
        """
        whole: R_co = self._reading.finish(super().result())
        return whole


class AsyncParsedStream(AsyncStream[T_co, R_co]):
    """A stream whose text is JSON: `.partials()` has what has come of it, `.result()` the checked value as `.parsed`.

    Args:
        handle: The open body.
        core: What the body means.
        meta: Who answered, and how.
        reading: How the text is read.
        watch: Tells the client's hooks, where there are any.
    """

    __slots__ = ("_reading",)

    def __init__(
        self,
        handle: AsyncByteStream,
        core: StreamCore[T_co, R_co],
        meta: Meta,
        reading: Reading,
        watch: StreamWatch | None = None,
    ) -> None:
        super().__init__(handle, core, meta, watch=watch)
        self._reading = reading

    def partials(self) -> AsyncIterator[JsonValue]:
        """The JSON as far as it has come, each time that it has grown: not checked, and members may be missing.

        The text or number at its end may be cut. The last one is all of it. Of a long answer, not each piece gives one.
        """
        return AsyncView(partial(self._core.take, self._reading.partial), self._read)

    async def result(self) -> R_co:
        """Read what is left and return the finished output, with the checked value as `.parsed`.

        Raises:
            InvalidOutput: When the answer is not what was asked for; `.result` of the error has all of it.
            StreamBroken: When the server never said that it was done, or the stream was closed before.
            InferenceTimeoutError: When a clock runs out.
            APIStatusError: When the server sends an error.
        """
        whole: R_co = self._reading.finish(await super().result())
        return whole
