"""Where the bytes of a medium come from. Each but an iterator can be read again, for a retry."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

from ..errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from _typeshed import WriteableBuffer

__all__ = ["BytesSource", "FileObjectSource", "FileSource", "IteratorSource", "SeekableFile", "as_bytes"]

_END = object()


@dataclass(frozen=True, slots=True)
class BytesSource:
    """Data in memory, shared with the caller."""

    data: bytes | memoryview

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def blocking(self) -> bool:
        return False

    def open(self) -> BinaryIO:
        return io.BytesIO(self.data) if isinstance(self.data, bytes) else _borrow(_reads(self.data))

    def __str__(self) -> str:
        return "the data"


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file on a disk, of `size` bytes when it was looked at."""

    path: Path
    size: int

    @property
    def blocking(self) -> bool:
        return True

    def open(self) -> BinaryIO:
        return self.path.open("rb")

    def __str__(self) -> str:
        return f"the file {str(self.path)!r}"


class SeekableFile(Protocol):
    """What a seekable binary file object can do."""

    def read(self, size: int = ..., /) -> bytes: ...
    def seek(self, offset: int, whence: int = ..., /) -> object: ...
    def tell(self) -> int: ...


@dataclass(frozen=True, slots=True)
class FileObjectSource:
    """The caller's file object, from `start` on. It is not closed."""

    file: SeekableFile
    start: int
    size: int

    @property
    def blocking(self) -> bool:
        return not isinstance(self.file, io.BytesIO)

    def open(self) -> BinaryIO:
        self.file.seek(self.start)
        return _borrow(self.file.read)

    def __str__(self) -> str:
        return "the file object"


class IteratorSource:
    """The caller's iterator of bytes: of unknown length, and read once."""

    size = None
    blocking = True

    def __init__(self, head: bytes, rest: Iterator[object]) -> None:
        self._pending = memoryview(head)
        self._rest = rest
        self.begun = False

    def open(self) -> BinaryIO:
        if self.begun:
            raise ValueError("it was read already, and can be read only once")
        self.begun = True
        return _borrow(self._read)

    def _read(self, size: int) -> memoryview:
        while not self._pending:
            data = next(self._rest, _END)
            if data is _END:
                break
            self._pending = memoryview(as_bytes(data))
        part, self._pending = self._pending[:size], self._pending[size:]
        return part

    def __str__(self) -> str:
        return "the iterator"


def as_bytes(data: object) -> bytes:
    """An item of an iterator.

    Raises:
        InvalidInput: When it is not bytes.
    """
    if isinstance(data, (bytes, bytearray)):
        return bytes(data)
    raise InvalidInput(f"the iterator gives {type(data).__name__}, not bytes")


class _Borrowed(io.RawIOBase):
    """Reads with somebody else's function; closing it closes nothing of theirs."""

    def __init__(self, read: Callable[[int], bytes | memoryview]) -> None:
        self._read = read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        room = memoryview(buffer)
        data = self._read(len(room))
        room[: len(data)] = data
        return len(data)


def _borrow(read: Callable[[int], bytes | memoryview]) -> BinaryIO:
    return io.BufferedReader(_Borrowed(read))


def _reads(view: memoryview) -> Callable[[int], memoryview]:
    """A `read` over a view, without a copy of the whole."""
    done = 0

    def read(size: int) -> memoryview:
        nonlocal done
        part = view[done : done + size]
        done += len(part)
        return part

    return read
