"""What hooks are told of a stream: its first event, and how it ends."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

from .._sending.telling import tell, tell_async, tell_now

if TYPE_CHECKING:
    from .._meta import Meta
    from .._sending.effects import Tell
    from .._streams.core import StreamCore
    from .observer import Observer

__all__ = ["StreamWatch"]


class StreamWatch:
    """Belongs to one stream, which alone refers to it: it goes with a stream that is dropped, and tells of that."""

    __slots__ = ("_core", "_first", "_meta", "_observer", "_once")

    def __init__(self, observer: Observer, core: StreamCore[Any, Any], meta: Meta) -> None:
        self._observer, self._core, self._meta = observer, core, meta
        self._first = True
        self._once = Lock()

    def tell_progress(self) -> None:
        """A piece of the body was read."""
        if (effect := self._progress()) is not None:
            tell(effect)

    async def tell_progress_async(self) -> None:
        """The async twin of `tell_progress`."""
        if (effect := self._progress()) is not None:
            await tell_async(effect)

    def tell_end(self, error: BaseException | None = None) -> None:
        """The stream is read to its end, has failed, or is closed."""
        if (effect := self._end(error)) is not None:
            tell(effect)

    async def tell_end_async(self, error: BaseException | None = None) -> None:
        """The async twin of `tell_end`; a reader that was cancelled waits for nothing."""
        if (effect := self._end(error)) is None:
            return
        if error is None or isinstance(error, Exception):
            await tell_async(effect)
        else:
            tell_now(effect)

    def _progress(self) -> Tell | None:
        if not self._first or not self._core.began:
            return None
        self._first = False
        return self._observer.first_byte()

    def _end(self, error: BaseException | None = None, *, dropped: bool = False) -> Tell | None:
        """Only the first end counts, whichever thread tells it."""
        if not self._once.acquire(blocking=False):
            return None
        result = self._core.partial()
        if isinstance(error, Exception):
            return self._observer.ended("failed", error, result)
        if error is not None:
            return self._observer.ended("cancelled", None, result)
        if self._core.complete:
            return self._observer.finished(result, self._meta)
        return self._observer.ended("dropped" if dropped else "closed", None, result)

    def __del__(self) -> None:
        effect = self._end(dropped=True)
        if effect is not None:
            tell_now(effect)
