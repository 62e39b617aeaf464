"""What passes between the flow of a call and its transport: requests, replies, bodies in pieces."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from pathlib import Path

    from .._media.saving import Saved
    from .clock import Clock

__all__ = ["AsyncByteStream", "Body", "ByteStream", "Piece", "Reply", "Request", "Source"]


class Source(Protocol):
    """Bytes that can be read more than once: a buffer, a file, a file object. An iterator can be read once."""

    @property
    def size(self) -> int | None:
        """Length in bytes, where it is known before reading."""
        ...

    @property
    def blocking(self) -> bool:
        """Whether reading may wait for a disk: then the async driver reads it in a thread."""
        ...

    def open(self) -> BinaryIO:
        """A reader at the start of the data; the caller closes it."""
        ...


@dataclass(frozen=True, slots=True)
class Piece:
    """A source inside a body, as it is or in base64 (RFC 4648, no line breaks)."""

    source: Source
    encoding: Literal["raw", "base64"] = "raw"


@dataclass(frozen=True, slots=True)
class Body:
    """A request body: literal bytes and sources, in order. It can be sent again, unless it holds an iterator."""

    parts: Sequence[bytes | Piece]
    content_type: str


@dataclass(slots=True)
class Request:
    """One HTTP request. Header names are in lower case."""

    method: str
    url: str
    headers: dict[str, str]
    clock: Clock
    body: Body | None = None
    stream: bool = False
    """Leave a successful reply open and hand its stream over."""
    public_only: bool = False
    """Refuse to connect to an address that is not public."""
    limit: int = 1 << 28
    """Largest reply body that is read into memory, bytes."""
    save_to: Path | None = None
    """Where a successful reply that is a medium is written, in pieces, in place of being read into memory."""


class ByteStream(Protocol):
    """The open body of a reply. Pieces as they arrive, content encodings undone."""

    def __iter__(self) -> Iterator[bytes]: ...

    def close(self) -> None:
        """Stop at once, from any thread; a reader that waits sees a clean end. May be called again."""
        ...

    def finish(self) -> None:
        """Read what little follows the last event, so that the connection can be used again; else close it."""
        ...


class AsyncByteStream(Protocol):
    """The async twin of `ByteStream`."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    async def aclose(self) -> None: ...

    async def finish(self) -> None: ...

    def abandon(self) -> None:
        """Drop the connection without waiting, from any thread: for finalizers."""
        ...


@dataclass(slots=True)
class Reply:
    """An HTTP reply. Exactly one of `body`, `stream` and `saved` carries the content."""

    status: int
    headers: dict[str, str]
    url: str
    body: bytes = field(default=b"", repr=False)
    stream: ByteStream | AsyncByteStream | None = None
    saved: Saved | None = None
    first_byte: float = 0.0
    """Seconds from the start of the attempt to the first byte of the reply."""
    attempts: int = field(default=1)
