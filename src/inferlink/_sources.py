"""Where the bytes of a medium come from. Each can be read again, for a retry."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from _typeshed import WriteableBuffer

__all__ = ["BytesSource", "FileObjectSource", "FileSource", "SeekableFile"]


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
