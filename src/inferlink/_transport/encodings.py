"""Content encodings undone in bounded steps, so that a small reply cannot fill the memory."""

from __future__ import annotations

import zlib

from ..errors import ResponseShapeError

__all__ = ["Inflater", "inflater_for"]

_STEP = 1 << 20
_STRIDE = 512
"""Input of a member at first; it doubles. What follows a member is copied, so members that are tiny are fed little."""
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


def inflater_for(coding: str) -> Inflater | None:
    """What undoes the `content-encoding` of a reply; `None` when there is nothing to undo.

    Raises:
        ResponseShapeError: For a coding that was not asked for.
    """
    name = coding.strip().lower()
    if name in ("", "identity"):
        return None
    if name not in _WINDOWS:
        raise ResponseShapeError(f"The reply is encoded as {coding!r}; only gzip and deflate are understood.")
    return Inflater(_WINDOWS[name])


class Inflater:
    """Compressed bytes in, at most 1 MB out at a time."""

    __slots__ = ("_begun", "_input", "_state", "_stride", "_window")

    def __init__(self, window: int) -> None:
        self._window = window
        self._state = zlib.decompressobj(window)
        self._stride = _STRIDE
        self._input = memoryview(b"")
        self._begun = False

    @property
    def complete(self) -> bool:
        """Whether the data ended where its encoding says."""
        return self._state.eof or not self._begun

    def feed(self, data: bytes) -> None:
        """Add input, when `take` has nothing left."""
        self._input = memoryview(data)

    def take(self) -> bytes:
        """The next output; nothing when more input is needed."""
        while True:
            if self._state.eof and self._input:
                self._state = zlib.decompressobj(self._window)  # gzip allows several members, RFC 1952 2.2
                self._stride = _STRIDE
            out = self._inflate()
            if out or not self._input:
                return out

    def _inflate(self) -> bytes:
        part = self._input[: self._stride]
        try:
            out = self._state.decompress(part, _STEP)
        except zlib.error as error:
            if self._window != 15 or self._begun:
                raise ResponseShapeError(f"The compressed reply is damaged: {error}.") from error
            self._window = -15  # many servers send deflate without its zlib header
            self._state = zlib.decompressobj(self._window)
            return self._inflate()
        left = len(self._state.unconsumed_tail) or len(self._state.unused_data)
        self._begun = self._begun or bool(part)
        self._input = self._input[len(part) - left :]
        self._stride *= 2
        return out
