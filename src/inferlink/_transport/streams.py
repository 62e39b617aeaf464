"""Open replies. Each releases its connection once: at its end, when it is closed, or when it is dropped unread."""

from __future__ import annotations

import io
import threading
import weakref
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Protocol

from .._media.saving import Saving, is_medium
from .._media.sniff import HEAD
from ..errors import InferenceError, InvalidInput, ResponseShapeError
from .network import run

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from .._media.saving import Saved
    from .http1 import Head
    from .network import Network

__all__ = ["AsyncBody", "Reading", "SyncBody", "read_all", "save_all"]

_REST_BYTES = 1 << 16
_REST_SECONDS = 1.0
_BLOCK = 1 << 20
_RESCUED = 1 << 28
"""Bytes of a medium that are kept in memory where it cannot be written."""


class Reading(Protocol):
    """A reply on its connection: the head has been read, the body has not."""

    head: Head

    async def read(self) -> bytes: ...

    def hurry(self, seconds: float) -> None: ...

    def wake(self) -> None: ...

    def give_back(self) -> None: ...

    def drop(self) -> None: ...


class _Body:
    """Who reads, who closes, and who therefore has to release the connection: they may be in different threads."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._lock = threading.Lock()
        self._busy = False
        self._closed = False
        self._finalizer = weakref.finalize(self, reading.drop)

    async def _read(self) -> bytes:
        """The next piece; nothing at the end, and after closing."""
        with self._lock:
            if self._closed:
                return b""
            self._busy = True
        piece, intact = b"", False
        try:
            piece = await self._reading.read()
            intact = True
        except Exception:
            if not self._closed:
                raise
        finally:
            interrupted = self._step_back(ended=not piece, intact=intact)
        return b"" if interrupted else piece

    def _step_back(self, *, ended: bool, intact: bool) -> bool:
        """The reader has read: whether the stream was closed meanwhile. Then, as at its end, it goes."""
        with self._lock:
            self._busy = False
            interrupted, self._closed = self._closed, self._closed or ended
        if interrupted or ended:
            self._release(reuse=intact and not interrupted)
        return interrupted

    def _shut(self) -> None:
        """Close: a reader that waits is woken, and releases the connection."""
        with self._lock:
            if self._closed:
                return None
            self._closed = True
            if self._busy:
                return self._reading.wake()
        self._release(reuse=False)
        return None

    def _release(self, *, reuse: bool) -> None:
        self._finalizer.detach()
        if reuse:
            self._reading.give_back()
        else:
            self._reading.drop()

    async def _finish(self) -> None:
        if self._closed:
            return
        self._reading.hurry(_REST_SECONDS)
        left = _REST_BYTES
        with suppress(InferenceError):  # nobody asked for the rest
            while left > 0 and (piece := await self._read()):
                left -= len(piece)
        self._shut()


class SyncBody(_Body):
    """A `ByteStream`."""

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if piece := run(self._read()):
            return piece
        raise StopIteration

    def close(self) -> None:
        """Stop at once, from any thread."""
        self._shut()

    def finish(self) -> None:
        """Read the little that is left, so that the connection can be used again; else close it."""
        run(self._finish())


class AsyncBody(_Body):
    """An `AsyncByteStream`."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        if piece := await self._read():
            return piece
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Stop at once, from any task."""
        self._shut()

    async def finish(self) -> None:
        """Read the little that is left, so that the connection can be used again; else close it."""
        await self._finish()

    def abandon(self) -> None:
        """Stop at once, from any thread or finalizer."""
        self._shut()


async def read_all(reading: Reading, limit: int, begun: bytes = b"") -> bytes:
    """The whole body, of which some was read before. An error carries what had arrived."""
    body = io.BytesIO()  # one buffer that grows: pieces take as much memory beside what they are joined to
    body.write(begun)
    try:
        while piece := await reading.read():
            body.write(piece)
            if body.tell() > limit:
                raise ResponseShapeError(f"The reply is larger than {limit} bytes, the most that is read into memory.")
    except BaseException as error:
        reading.drop()
        if isinstance(error, InferenceError):
            error.body = body.getvalue()
        if isinstance(error, ResponseShapeError):
            error.status, error.headers = reading.head
        raise
    reading.give_back()
    return body.getvalue()


async def save_all(reading: Reading, target: Path, limit: int, network: Network) -> Saved | bytes:
    """The whole body in a file, or itself where its beginning is no medium. A failure leaves nothing on the disk.

    Raises:
        InvalidInput: When it cannot be written; `body` has the medium up to 256 MiB, for it is paid.
    """
    saving = Saving(target)
    try:
        block = await _block(reading, HEAD)
        if is_medium(block, reading.head.headers.get("content-type", "")):
            while block:
                await network.offload(partial(saving.write, block))
                block = await _block(reading, _BLOCK)
            saved = await network.offload(saving.finish)
            reading.give_back()
            return saved
    except BaseException as error:
        failure = error
        try:
            if isinstance(error, OSError) and not isinstance(error, InferenceError):
                failure = InvalidInput(
                    f"stream_to: {str(target)!r} cannot be written: {error}. See .body for what came."
                )
                failure.status, failure.headers = reading.head
                failure.body = await _rescue(saving, reading, network)
            else:
                reading.drop()
        finally:
            await _discard(saving, network, error)
        if failure is error:
            raise
        raise failure from error
    return await read_all(reading, limit, block)


async def _rescue(saving: Saving, reading: Reading, network: Network) -> bytes | None:
    """The medium in memory, where it could not be written: what was to be on the disk, and the rest."""
    begun: bytes | None = None
    try:
        with suppress(OSError):
            begun = await network.offload(partial(saving.rescue, _RESCUED))
    finally:
        if begun is None:
            reading.drop()
    try:
        return None if begun is None else await read_all(reading, _RESCUED, begun)
    except InferenceError as error:
        return error.body


async def _block(reading: Reading, size: int) -> bytes:
    """The next pieces, at least `size` bytes together; fewer at the end."""
    pieces: list[bytes] = []
    while size > 0 and (piece := await reading.read()):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


async def _discard(saving: Saving, network: Network, error: BaseException) -> None:
    if isinstance(error, GeneratorExit):  # nothing can be awaited any more
        saving.discard()
    else:
        await network.offload(saving.discard)
