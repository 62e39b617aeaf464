"""HTTP/1.1 on one connection, free of I/O (over h11): what to write, and what has been read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import h11

from .._sending.body import content_length
from ..errors import InvalidInput, ResponseShapeError
from .encodings import inflater_for
from .faults import Broken

if TYPE_CHECKING:
    from .._sending.wire import Request
    from .address import Target
    from .encodings import Inflater

__all__ = ["Head", "Http1", "request_headers"]

_LARGEST_HEAD = 100 * 1024


class Head(NamedTuple):
    """The beginning of a reply; header names in lower case, repeated ones joined with commas."""

    status: int
    headers: dict[str, str]


def request_headers(request: Request) -> dict[str, str]:
    """Headers of the request with those that describe its body."""
    if request.body is None:
        return request.headers if request.method in ("GET", "HEAD") else {"content-length": "0", **request.headers}
    size = content_length(request.body)
    framing = {"transfer-encoding": "chunked"} if size is None else {"content-length": str(size)}
    return {"content-type": request.body.content_type, **request.headers, **framing}


class Http1:
    """The state of one connection: it makes the bytes of requests, and reads replies from bytes."""

    __slots__ = ("_ended", "_expected", "_h11", "_inflater", "_open", "_received")

    def __init__(self) -> None:
        self._h11 = h11.Connection(h11.CLIENT, max_incomplete_event_size=_LARGEST_HEAD)
        self._open = True
        self._ended = False
        self._inflater: Inflater | None = None
        self._received = 0
        self._expected = ""

    def start(self, request: Request, target: Target) -> bytes:
        """The head of a request.

        Raises:
            InvalidInput: When a header cannot be sent.
        """
        self._expected = ""
        headers = {"host": target.authority, "accept-encoding": "gzip, deflate", **request_headers(request)}
        try:
            fields = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]
            return self._send(h11.Request(method=request.method, target=target.path, headers=fields))
        except (h11.LocalProtocolError, UnicodeEncodeError) as error:
            raise InvalidInput(
                f"A header cannot be sent ({', '.join(headers)}): it holds a forbidden character."
            ) from error

    def data(self, piece: bytes) -> bytes:
        """A piece of the request's body."""
        return self._send(h11.Data(data=piece))

    def end(self) -> bytes:
        """What closes the request."""
        return self._send(h11.EndOfMessage())

    def feed(self, data: bytes) -> None:
        """Take what was received; nothing means that the server has closed the connection."""
        self._open = bool(data)
        self._h11.receive_data(data)

    def head(self) -> Head | None:
        """The head of the reply, or `None` while more input is needed.

        Raises:
            Broken: When there will be none.
        """
        while isinstance(event := self._next(), h11.InformationalResponse):
            continue
        if event is h11.NEED_DATA:
            return None
        if not isinstance(event, h11.Response):
            raise Broken(self._cut())
        headers = _joined(event)
        self._received, self._ended = 0, False
        self._expected = headers.get("content-length", "an unknown number of")
        head = Head(event.status_code, headers)
        self._inflater = _inflater(head)
        return head

    def piece(self) -> bytes | None:
        """The next piece of the reply's body, decoded; empty from its end on, `None` while more input is needed.

        Raises:
            Broken: When the connection ended before the body.
        """
        while not self._ended:
            if self._inflater and (decoded := self._inflater.take()):
                return decoded
            event = self._next()
            if event is h11.NEED_DATA:
                return None
            if not isinstance(event, h11.Data):
                self._check_end()
                self._ended = True
                break
            self._received += len(event.data)
            if not self._inflater:
                return bytes(event.data)
            self._inflater.feed(bytes(event.data))
        return b""

    def recycle(self) -> bool:
        """Make ready for another request; `False` when the connection cannot take one."""
        done = self._h11.our_state is h11.DONE and self._h11.their_state is h11.DONE
        if not done or self._h11.trailing_data[0]:
            return False
        self._h11.start_next_cycle()
        return True

    def _send(self, event: h11.Event) -> bytes:
        return self._h11.send(event) or b""

    def _next(self) -> type[h11.NEED_DATA | h11.PAUSED] | h11.Event:
        try:
            event = self._h11.next_event()
        except h11.RemoteProtocolError as error:
            raise Broken(f"sent what is not HTTP/1.1 ({error})" if self._open else self._cut()) from error
        if event is h11.NEED_DATA and not self._open:
            raise Broken(self._cut())
        return event

    def _cut(self) -> str:
        if self._expected:
            return f"cut the reply: got {self._received} of {self._expected} bytes"
        return "closed the connection before it replied"

    def _check_end(self) -> None:
        if self._inflater and not self._inflater.complete:
            raise Broken(f"cut the reply: its compressed data ended early, after {self._received} bytes")


def _inflater(head: Head) -> Inflater | None:
    """What undoes the encoding of the body; an error says enough by its status, and is not masked by another one."""
    try:
        return inflater_for(head.headers.get("content-encoding", ""))
    except ResponseShapeError as error:
        if head.status >= 400:
            return None
        error.status, error.headers = head
        raise


def _joined(event: h11.Response) -> dict[str, str]:
    headers: dict[str, str] = {}
    for raw_name, raw_value in event.headers:
        name, value = raw_name.decode("ascii"), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers
