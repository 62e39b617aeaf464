"""Files that are written in pieces: under another name beside the target, which is replaced when all is there."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE, S_IWUSR
from typing import TYPE_CHECKING, TypeGuard

from ..errors import InvalidInput
from .sniff import HEAD, is_page

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable

__all__ = ["Saved", "Saving", "is_medium", "save_pieces", "target_of"]


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that is whole, and its first bytes."""

    path: Path
    head: bytes


class Saving:
    """A file in the making. Each method may wait for a disk, and may run in a thread of its own."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self._temporary = target.with_name(f".inferlink-{os.urandom(8).hex()}")
        self._file: io.FileIO | None = None
        self._dropped = False
        self._lock = threading.Lock()  # a call that is cancelled leaves its thread behind
        self._head = b""
        self._unwritten = memoryview(b"")

    def write(self, data: bytes) -> None:
        """Append a piece."""
        with self._lock:
            if self._dropped:
                return
            self._unwritten = memoryview(data)
            if self._file is None:
                self._file, self._head = self._open(), data[:HEAD]
            while self._unwritten:  # without a buffer, what is written is known
                self._unwritten = self._unwritten[self._file.write(self._unwritten) :]

    def _open(self) -> io.FileIO:
        try:
            self._temporary.touch(0o666 if self._mode is None else self._mode | S_IWUSR, exist_ok=False)
            return self._temporary.open("wb", buffering=0)
        except OSError as error:
            error.filename = str(self._target)  # the other name tells nobody anything
            raise

    def finish(self) -> Saved:
        """Replace the target, which keeps its permissions: a reader sees the old file or the new one."""
        with self._lock:
            if self._file is not None and not self._dropped:
                self._file.close()
                if self._mode is not None:
                    self._temporary.chmod(self._mode)
                self._temporary.replace(self._target)
        return Saved(self._target, self._head)

    def rescue(self, limit: int) -> bytes | None:
        """All that was to be written so far, where that is no more than the limit: after a failure."""
        with self._lock:
            written = b""
            if self._file is not None:
                if self._temporary.stat().st_size + len(self._unwritten) > limit:
                    return None
                written = self._temporary.read_bytes()
            return written + self._unwritten

    def discard(self) -> None:
        """Leave nothing behind."""
        with self._lock:
            self._dropped = True
            if self._file is not None:
                self._file.close()
            self._temporary.unlink(missing_ok=True)

    @property
    def _mode(self) -> int | None:
        """Permissions of the file that is replaced: what is written may be read by no more people meanwhile."""
        return S_IMODE(self._target.stat().st_mode) if self._target.exists() else None


def save_pieces(target: Path, pieces: Iterable[bytes]) -> Saved:
    """Write a file, whole or not at all.

    Raises:
        OSError: When it cannot be written; what was there before is kept.
    """
    saving = Saving(target)
    try:
        for piece in pieces:
            saving.write(piece)
        return saving.finish()
    except BaseException:
        saving.discard()
        raise


def target_of(path: object) -> Path:
    """The file that a result shall go to, links followed. It looks at a disk.

    Raises:
        InvalidInput: When no file can be written there.
    """
    if not _is_path(path):
        raise InvalidInput(f"stream_to must be the path of a file, got {type(path).__name__}.")
    target = Path(os.fsdecode(path))
    try:
        target = target.resolve()
        wrong = _fault(target)
    except (OSError, ValueError) as error:
        wrong = str(error)
    if wrong:
        raise InvalidInput(f"stream_to: {str(target)!r} cannot be written: {wrong}.")
    return target


def _is_path(value: object) -> TypeGuard[str | os.PathLike[str]]:
    return isinstance(value, (str, os.PathLike))


def _fault(target: Path) -> str | None:
    if not target.parent.is_dir():
        return "there is no such folder"
    if target.exists() and not target.is_file():
        return "it is no regular file"
    return None if os.access(target.parent, os.W_OK) else "its folder may not be written to"


def is_medium(head: bytes, content_type: str) -> bool:
    """Whether a reply is a medium itself, and not words or JSON about one, by its first bytes and what it says."""
    kind = content_type.partition(";")[0].strip().lower()
    says_words = kind.startswith("text/") or "json" in kind or (not kind and head[:1] in (b"{", b"["))
    return bool(head) and not says_words and not is_page(head)
