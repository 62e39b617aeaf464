"""Framing of streamed replies at the byte level: server-sent events (WHATWG HTML, section 9.2) and JSON lines."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import ResponseShapeError

__all__ = ["Event", "NDJSONDecoder", "SSEDecoder", "WholeDecoder"]

LIMIT = 10 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Event:
    """One event of a stream."""

    data: bytes
    event: str = "message"
    id: str | None = None
    """The last id that the stream has set, up to this event."""


class _Splitter:
    """Cuts a byte stream at a separator. Linear in the bytes, however they are cut into chunks."""

    __slots__ = ("_limit", "_pending", "_separator")

    def __init__(self, separator: bytes, limit: int) -> None:
        self._separator = separator
        self._limit = limit
        self._pending = bytearray()

    def push(self, chunk: bytes) -> list[bytes]:
        """The blocks that `chunk` completes."""
        if self._pending:
            seen = max(len(self._pending) + 1 - len(self._separator), 0)
            self._pending += chunk
            if self._pending.find(self._separator, seen) < 0:
                self._check(len(self._pending) + 1 - len(self._separator))
                return []
            chunk = bytes(self._pending)
            self._pending.clear()
        *blocks, rest = chunk.split(self._separator)
        if len(chunk) > self._limit:
            self._check(max(map(len, blocks), default=0))
            self._check(len(rest) + 1 - len(self._separator))
        if rest:
            self._pending += rest
        return blocks

    def end(self) -> bytes:
        """What came after the last separator."""
        rest = bytes(self._pending)
        self._pending.clear()
        return rest

    def _check(self, size: int) -> None:
        if size > self._limit:
            raise ResponseShapeError(f"The server sent an event larger than the limit of {self._limit} bytes.")


class SSEDecoder:
    """Server-sent events: feed bytes as they arrive, get events.

    Lines end with LF, CR or CRLF and nothing else (U+2028 is data). `retry` is ignored: an inference call is not
    repeated by reconnecting. Unlike the standard, an event that the body ends without its blank line is not dropped:
    real servers leave the last one out.

    Args:
        limit: Largest event, bytes.
    """

    __slots__ = ("_after_cr", "_blocks", "_first", "_id")

    def __init__(self, limit: int = LIMIT) -> None:
        self._blocks = _Splitter(b"\n\n", limit)
        self._after_cr = False
        self._first = True
        self._id: str | None = None

    def feed(self, chunk: bytes) -> list[Event]:
        """The events that `chunk` completes.

        Raises:
            ResponseShapeError: When an event is larger than the limit.
        """
        if self._after_cr or b"\r" in chunk:
            chunk = self._with_line_feeds(chunk)
        return self._events(self._blocks.push(chunk))

    def end(self) -> list[Event]:
        """The event that the end of the body completes, if any."""
        return self._events([self._blocks.end()])

    def _with_line_feeds(self, chunk: bytes) -> bytes:
        if self._after_cr and chunk:
            chunk = chunk.removeprefix(b"\n")
            self._after_cr = False
        self._after_cr = self._after_cr or chunk.endswith(b"\r")
        return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _events(self, blocks: list[bytes]) -> list[Event]:
        if self._first and blocks:
            blocks[0] = blocks[0].removeprefix(_BOM)
            self._first = False
        events: list[Event] = []
        for block in blocks:
            if block.startswith(b"data: ") and b"\n" not in block:
                events.append(Event(block[6:], "message", self._id))
            elif (event := self._parse(block)) is not None:
                events.append(event)
        return events

    def _parse(self, block: bytes) -> Event | None:
        data: list[bytes] = []
        kind = ""
        for line in block.split(b"\n"):
            name, _, value = line.partition(b":")
            value = value.removeprefix(b" ")
            if name == b"data":
                data.append(value)
            elif name == b"event":
                kind = value.decode("utf-8", "replace")
            elif name == b"id" and b"\0" not in value:
                self._id = value.decode("utf-8", "replace")
        return Event(b"\n".join(data), kind or "message", self._id) if data else None


class NDJSONDecoder:
    """One JSON value a line (`application/x-ndjson`); the last line may lack its line feed.

    Args:
        limit: Largest line, bytes.
    """

    __slots__ = ("_lines",)

    def __init__(self, limit: int = LIMIT) -> None:
        self._lines = _Splitter(b"\n", limit)

    def feed(self, chunk: bytes) -> list[Event]:
        """The lines that `chunk` completes, blank ones left out.

        Raises:
            ResponseShapeError: When a line is larger than the limit.
        """
        return [Event(line) for line in map(bytes.strip, self._lines.push(chunk)) if line]

    def end(self) -> list[Event]:
        """The last line, where it has no line feed."""
        return [Event(line) for line in (self._lines.end().strip(),) if line]


class WholeDecoder:
    """A body that is one value, and no stream: one event, at its end.

    Args:
        limit: Largest body, bytes.
    """

    __slots__ = ("_body", "_limit")

    def __init__(self, limit: int = LIMIT) -> None:
        self._body = bytearray()
        self._limit = limit

    def feed(self, chunk: bytes) -> list[Event]:
        """Nothing yet.

        Raises:
            ResponseShapeError: When the body is larger than the limit.
        """
        self._body += chunk
        if len(self._body) > self._limit:
            raise ResponseShapeError(f"The server sent a body larger than the limit of {self._limit} bytes.")
        return []

    def end(self) -> list[Event]:
        """The whole body."""
        return [Event(bytes(self._body).strip())]
