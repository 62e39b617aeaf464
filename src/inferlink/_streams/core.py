"""The pure part of a stream: bytes in, items out, and a verdict on how it ended."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from .._replies.failure import holds_error
from .._replies.sse import WholeDecoder
from ..errors import APIConnectionError, InferenceError, InferenceTimeoutError, ResponseShapeError, StreamBroken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .._chat.events import StreamEvent
    from .._replies.sse import Event, NDJSONDecoder, SSEDecoder

__all__ = ["Accumulator", "StreamCore"]

T = TypeVar("T")
E_co = TypeVar("E_co", covariant=True)
E_contra = TypeVar("E_contra", contravariant=True)
R_co = TypeVar("R_co", covariant=True)

_HEAD = 1 << 16
"""Bytes of a body without any event that are kept for its error."""


class Accumulator(Protocol[E_contra, R_co]):
    """Puts the items of one wire shape together. Pure."""

    @property
    def finished(self) -> bool:
        """Whether the server said that it is done, for every choice that it began."""
        ...

    def add(self, item: E_contra) -> None:
        """Take an item in."""
        ...

    def text(self, item: E_contra) -> str:
        """The text in one item, `""` without any."""
        ...

    def events(self, item: E_contra) -> Iterable[StreamEvent]:
        """One item as typed events."""
        ...

    def result(self) -> R_co:
        """The output, as far as it has come."""
        ...


class StreamCore(Generic[E_co, R_co]):
    """The life of a stream without its I/O: bytes in, items out, and a verdict on how it ended.

    Args:
        decoder: Framing of the body.
        decode: Data of an event to an item; `None` where it carries nothing. A `ResponseShapeError` or `ValueError`
            means another shape.
        error: The exception for an event that is an error.
        accumulator: Puts the items together.
        done: Data of the event that marks the end.
        locate: Adds to an error where it happened.
        open_ended: The end of the body is the end: nothing else in such a stream tells.
    """

    __slots__ = (
        "_decode",
        "_decoder",
        "_done",
        "_error",
        "_events",
        "_failed",
        "_failure",
        "_head",
        "_locate",
        "_open_ended",
        "_pending",
        "accumulator",
        "open",
        "stopped",
    )

    open: bool
    """Whether more of the body is wanted."""
    stopped: bool
    """Whether the end was marked."""

    def __init__(
        self,
        *,
        decoder: SSEDecoder | NDJSONDecoder | WholeDecoder,
        decode: Callable[[bytes], E_co | None],
        error: Callable[[bytes], InferenceError],
        accumulator: Accumulator[E_co, R_co],
        done: bytes | None = b"[DONE]",
        locate: Callable[[InferenceError], InferenceError],
        open_ended: bool = False,
    ) -> None:
        self.accumulator: Accumulator[E_co, R_co] = accumulator
        self.open = True
        self.stopped = False
        self._decoder = decoder
        self._decode = decode
        self._error = error
        self._done = done
        self._locate = locate
        self._open_ended = open_ended
        self._failed = False
        self._failure: InferenceError | None = None
        self._head: bytearray | None = bytearray()
        self.skip()

    @property
    def complete(self) -> bool:
        """Whether the server said that it was done, and nothing failed."""
        return not self._failed and (self.stopped or self.accumulator.finished)

    @property
    def began(self) -> bool:
        """Whether there are items that no view has taken."""
        return bool(self._pending)

    def feed(self, chunk: bytes) -> None:
        """Take a piece of the body."""
        if self._head is not None:
            self._head += chunk[: _HEAD - len(self._head)]
        try:
            self._consume(self._decoder.feed(chunk))
        except InferenceError as error:
            self._fail(error)

    def end(self) -> None:
        """The body is over. An event that is cut in its middle is no event, but may be all that there is of a reply."""
        cut: bytes | None = None
        try:
            self._consume(self._decoder.end())
        except ResponseShapeError as error:
            cut = error.body
            if isinstance(self._decoder, WholeDecoder):  # that is no event which was cut
                self._fail(error)
        except InferenceError as error:
            self._fail(error)
        if self.open:
            self.open = False
            self.stopped = self._open_ended
            if not self.complete:
                empty = " It holds no event: see .body." if self._head else ""
                broken = StreamBroken(f"The stream ended before the server said that it was done.{empty}")
                broken.body = cut or bytes(self._head or b"") or None
                self._fail(broken)

    def broken(self, error: InferenceError) -> None:
        """The connection broke, a clock ran out, or the body is damaged; that is no failure once the server is done."""
        self.open = False
        if self.complete:
            return
        if isinstance(error, APIConnectionError) and not isinstance(error, InferenceTimeoutError):
            cause, error = error, StreamBroken(f"The connection broke before the stream was complete: {error.message}")
            error.__cause__ = cause
        self._fail(error)

    def check(self) -> None:
        """Raise what made the stream fail, once."""
        if self._failure is not None:
            raise self._take_failure()

    def take(self, view: Callable[[E_co], T | None]) -> T | None:
        """The next item as `view` shows it; items that show nothing are passed over. `None` when more must be read."""
        pending = self._pending
        while pending:
            found = view(pending.popleft())
            if found or found not in (None, ""):
                return found
        return None

    def take_event(self) -> StreamEvent | None:
        """The next typed event, or `None` when more must be read."""
        while not self._events and self._pending:
            self._events.extend(self.accumulator.events(self._pending.popleft()))
        return self._events.popleft() if self._events else None

    def skip(self) -> None:
        """Forget the items that no view has taken."""
        self._pending: deque[E_co] = deque()
        self._events: deque[StreamEvent] = deque()

    def result(self) -> R_co:
        """The finished output.

        Raises:
            StreamBroken: When the stream failed or was closed before the server was done; `partial` has what came.
        """
        if not self.complete:
            self._fail(StreamBroken("The stream was closed, or has failed, before the server said that it was done."))
            self.check()
        return self.accumulator.result()

    def _consume(self, events: list[Event]) -> None:
        for event in events:
            data = event.data
            if not data or not self.open:
                continue
            self._head = None
            if data == self._done or data.strip() == self._done:
                self.open = False
                self.stopped = True
            elif event.event == "error" or holds_error(data):
                raise self._error(data)
            elif (item := self._read(data)) is not None:
                self.accumulator.add(item)
                self._pending.append(item)

    def _read(self, data: bytes) -> E_co | None:
        try:
            return self._decode(data)
        except ResponseShapeError as error:
            failure = error
        except ValueError as error:
            failure = ResponseShapeError(f"An event of the stream is not what it must be: {error}")
        # Raised out here, for its context would refer back to this object by way of a traceback.
        failure.body = data
        raise failure

    def _fail(self, error: InferenceError) -> None:
        """Keep an error until the items before it are read. Its traceback would refer back to this object."""
        self.open = False
        self._failed = True
        self._failure = self._locate(error.with_traceback(None))
        self._failure.partial = self.partial()

    def partial(self) -> R_co | None:
        """What has come so far; `None` where it makes no output yet."""
        try:
            return self.accumulator.result()
        except (InferenceError, ValueError):
            return None

    def _take_failure(self) -> InferenceError:
        failure, self._failure = self._failure, None
        return failure or StreamBroken("The stream has failed before.")
