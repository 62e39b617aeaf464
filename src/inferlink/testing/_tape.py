"""Open bodies of replies: one that is listened to while it is read, one that is played."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ..errors import APIConnectionError, InferenceError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from .._sending.wire import AsyncByteStream, ByteStream

__all__ = ["AsyncPlayed", "AsyncTaped", "Played", "Take", "Taped"]


class Take:
    """What was heard of a stream."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self.broken: str | None = None


class Taped:
    """A `ByteStream` whose pieces are kept."""

    def __init__(self, stream: ByteStream, take: Take) -> None:
        self._stream = stream
        self._pieces = iter(stream)
        self._take = take

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            piece = next(self._pieces)
        except InferenceError as error:
            self._take.broken = error.message
            raise
        self._take.pieces.append(piece)
        return piece

    def close(self) -> None:
        """Stop at once."""
        self._stream.close()

    def finish(self) -> None:
        """Read what little follows; it is not kept."""
        self._stream.finish()


class AsyncTaped:
    """An `AsyncByteStream` whose pieces are kept."""

    def __init__(self, stream: AsyncByteStream, take: Take) -> None:
        self._stream = stream
        self._pieces = aiter(stream)
        self._take = take

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        try:
            piece = await anext(self._pieces)
        except InferenceError as error:
            self._take.broken = error.message
            raise
        self._take.pieces.append(piece)
        return piece

    async def aclose(self) -> None:
        """Stop at once."""
        await self._stream.aclose()

    async def finish(self) -> None:
        """Read what little follows; it is not kept."""
        await self._stream.finish()

    def abandon(self) -> None:
        """Drop the connection."""
        self._stream.abandon()


class Played:
    """A `ByteStream` of pieces that were kept, which breaks where the real one did."""

    def __init__(self, pieces: Sequence[bytes], broken: str | None) -> None:
        self._pieces = iter(pieces)
        self._broken = broken
        self._closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self._closed:
            raise StopIteration
        try:
            return next(self._pieces)
        except StopIteration:
            if self._broken is not None:
                raise _lost(self._broken) from None
            raise

    def close(self) -> None:
        """Stop at once."""
        self._closed = True

    finish = close


class AsyncPlayed:
    """The async twin of `Played`."""

    def __init__(self, pieces: Sequence[bytes], broken: str | None) -> None:
        self._played = Played(pieces, broken)

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        await asyncio.sleep(0)
        try:
            return next(self._played)
        except StopIteration:
            raise StopAsyncIteration from None

    def abandon(self) -> None:
        """Stop at once."""
        self._played.close()

    async def aclose(self) -> None:
        """Stop at once."""
        self._played.close()

    finish = aclose


def _lost(message: str) -> APIConnectionError:
    error = APIConnectionError(message)
    error.stage = "sent"
    return error
