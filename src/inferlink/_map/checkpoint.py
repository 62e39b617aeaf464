"""The checkpoint of `client.map`: one JSON line for each finished item, from which a later run goes on."""

from __future__ import annotations

import json
import os
import threading
from collections import defaultdict, deque
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, TypeVar

from .._json import is_object, parse
from ..errors import APIStatusError, InvalidInput
from .item_keys import key_of
from .outcomes import Args, Outcome
from .saved_results import load_result, save_result

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inferlink_generated.port import Operation

__all__ = ["Checkpoint"]

T = TypeVar("T")

_FORMAT = "inferlink-map"
_VERSION = 1


class Checkpoint(Generic[T]):
    """A file that is read at its opening, and written to as items finish; from any thread.

    What is kept in memory is where the line of each finished item is. Items are known by their content: they may come
    in another order, or with others between them.

    Args:
        path: The file; it is made where there is none. Media are saved in a folder beside it.
        operation: What is called.
        arguments: Arguments that are the same for all items.
        fsync: Whether each line is on the disk before the next item: then it outlives a loss of power, too.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        operation: Operation[T],
        arguments: Mapping[str, object],
        *,
        fsync: bool = False,
    ) -> None:
        self.path: Path = Path(path)
        self.folder: Path = self.path.with_name(f"{self.path.name}.media")
        self._operation = operation
        self._arguments = arguments
        self._fsync = fsync
        self._lock = threading.Lock()
        self._file: BinaryIO | None = None
        self._lines: defaultdict[str, deque[int]] = defaultdict(deque)

    def open(self) -> None:
        """Read what is there, and write the first line where nothing is.

        Raises:
            InvalidInput: For a file of another kind, method or arguments, and one that another run has open.
            OSError: When it cannot be opened.
        """
        file = self.path.open("a+b")
        try:
            _lock(file, self.path)
            self._read(file)
        except BaseException:
            file.close()
            raise
        self._file = file

    def key(self, item: object) -> str:
        """What the item is known by."""
        return key_of(Args.of(item), files=bool(self._operation.media))

    def take(self, key: str, index: int, item: object) -> Outcome[T] | None:
        """The outcome of an item that was finished before; each line counts once."""
        begun = monotonic()
        with self._lock:
            places = self._lines.get(key)
            if not places:
                return None
            line = self._line_at(places.popleft())
        try:
            result: T = load_result(line, self._operation.result, self.folder)
        except LookupError:  # its file is gone: it has to be made again
            return None
        return Outcome(
            result, index=index, item=item, attempts=line["attempts"], seconds=monotonic() - begun, resumed=True
        )

    def add(self, key: str, outcome: Outcome[T]) -> None:
        """Write down what became of an item.

        Raises:
            OSError: When it cannot be written.
        """
        line: dict[str, Any] = {
            "index": outcome.index,
            "key": key,
            "status": "failed" if outcome.error else "finished",
            "attempts": outcome.attempts,
            "seconds": round(outcome.seconds, 3),
        }
        if outcome.error is None:
            name = f"{outcome.index}-{key[:8]}"
            line |= save_result(outcome.value, self._operation.result, self.folder, name, fsync=self._fsync)
        else:
            line["error"] = _told(outcome.error)
        with self._lock:
            self._write(line)

    def close(self) -> None:
        """Close the file; may be called again."""
        with self._lock:
            file, self._file = self._file, None
        if file is not None:
            file.close()

    def _write(self, line: Mapping[str, object], file: BinaryIO | None = None) -> None:
        file = file or self._opened()
        file.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")
        file.flush()
        if self._fsync:
            os.fsync(file.fileno())

    def _opened(self) -> BinaryIO:
        if self._file is None:
            raise RuntimeError("the checkpoint is closed")
        return self._file

    def _line_at(self, place: int) -> dict[str, Any]:
        file = self._opened()
        file.seek(place)
        found: dict[str, Any] = json.loads(file.readline())
        return found

    def _read(self, file: BinaryIO) -> None:
        """Find the finished items. A crash may have torn the last line: it is cut off."""
        known = {name: key_of(value) for name, value in self._arguments.items()}
        header = {"format": _FORMAT, "version": _VERSION, "method": self._operation.method, "arguments": known}
        file.seek(0)
        first = file.readline()
        if not first.endswith(b"\n"):
            if first and not first.startswith(f'{{"format":"{_FORMAT}"'.encode()[: len(first)]):
                raise InvalidInput(f"{self.path} is no checkpoint: it is left as it is.")
            file.truncate(0)
            return self._write(header, file)
        self._check(_parsed(first), header)
        place = len(first)
        for number, line in enumerate(file, 2):
            if not line.endswith(b"\n"):
                file.truncate(place)
                break
            found = _parsed(line)
            if not {"key", "status"} <= found.keys():
                raise InvalidInput(f"{self.path}: line {number} is damaged. Remove that line to go on without it.")
            if found["status"] == "finished":
                self._lines[found["key"]].append(place)
            place += len(line)
        return None

    def _check(self, found: Mapping[str, Any], header: Mapping[str, Any]) -> None:
        """Whether the file is of the same kind, and of calls that are the same."""
        if found.get("format") != _FORMAT:
            raise InvalidInput(f"{self.path} is no checkpoint: it is left as it is.")
        if found.get("version") != _VERSION:
            raise InvalidInput(f"{self.path} is a checkpoint of version {found.get('version')}, and not {_VERSION}.")
        if found.get("method") != header["method"]:
            raise InvalidInput(f"{self.path} is a checkpoint of {found.get('method')}, and not of {header['method']}.")
        before: dict[str, str] = found.get("arguments", {})
        now = header["arguments"]
        if changed := sorted(name for name in before.keys() | now.keys() if before.get(name) != now.get(name)):
            raise InvalidInput(
                f"{self.path} is a checkpoint of calls with another {', '.join(changed)}: its results would not be "
                "those that you ask for. Use another file, or the same arguments."
            )


def _parsed(line: bytes) -> dict[str, Any]:
    found = parse(line)
    return found if is_object(found) else {}


def _told(error: Exception) -> dict[str, object]:
    status = error.status if isinstance(error, APIStatusError) else None
    return {"class": type(error).__name__, "message": str(error), "status": status}


def _lock(file: BinaryIO, path: Path) -> None:
    """Keep other processes out: two runs would each make all the calls. The system lets go of it at a crash."""
    try:
        import fcntl
    except ImportError:  # Windows, where files have no such lock
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InvalidInput(f"{path} is open in another run: two of them would repeat each other's calls.") from None
