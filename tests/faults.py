"""A server on a raw socket that does what a test tells it, and one harness for both flavours of the transport."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from inferlink._sending.clock import Clock
from inferlink._sending.wire import Body, Reply, Request
from inferlink._transport import AsyncTransport, SyncTransport, TransportSettings
from inferlink.options import Timeout

if TYPE_CHECKING:
    import ssl

KINDS = ["sync", "async"]
PATIENCE = Timeout(connect=20, pool=20, first_byte=20, idle=20)
"""Long enough that no clock fires in a test that is not about clocks."""


@dataclass
class Received:
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


def ok(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    """A whole reply with its length."""
    lines = [f"HTTP/1.1 {status}", f"content-length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def head(*headers: str) -> bytes:
    """The head of a reply, for a body that follows."""
    return "\r\n".join(["HTTP/1.1 200 OK", *headers, "", ""]).encode()


def chunk(data: bytes) -> bytes:
    """A piece of a chunked body."""
    return b"%x\r\n%s\r\n" % (len(data), data)


class Peer:
    """One accepted connection, as its handler sees it."""

    def __init__(self, sock: socket.socket, server: FaultServer) -> None:
        self.sock = sock
        self.server = server
        self._buffer = b""

    def request(self) -> Received | None:
        """The next request, whole; `None` when the client has closed."""
        while b"\r\n\r\n" not in self._buffer:
            if not self._fill():
                return None
        raw, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        first, *lines = raw.decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        received = Received(method, target, headers, b"")
        self.server.requests.append(received)
        if headers.get("transfer-encoding") == "chunked":
            received.body = self._chunks()
        else:
            received.body = self._take(int(headers.get("content-length", "0")))
        return received

    def send(self, data: bytes) -> None:
        """Write everything."""
        self.sock.sendall(data)

    def reset(self) -> None:
        """Close with RST instead of FIN."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def wait_closed(self) -> None:
        """Until the client closes, or the server stops."""
        while self._fill():
            self._buffer = b""

    def trickle(self, data: bytes) -> None:
        """The same data again and again, until the client has gone."""
        while not self.server.stopping.wait(0.01):
            self.send(data)

    def _fill(self) -> bool:
        data = self.sock.recv(65536)
        self._buffer += data
        return bool(data)

    def _take(self, size: int) -> bytes:
        while len(self._buffer) < size:
            if not self._fill():
                break
        data, self._buffer = self._buffer[:size], self._buffer[size:]
        return data

    def _line(self) -> bytes:
        while b"\r\n" not in self._buffer:
            if not self._fill():
                raise ConnectionError("the client has closed in the middle of a body")
        line, _, self._buffer = self._buffer.partition(b"\r\n")
        return line

    def _chunks(self) -> bytes:
        body = b""
        while size := int(self._line(), 16):
            body += self._take(size)
            self._line()
        self._line()
        return body


Handler = Callable[[Peer], object]


def answers(*replies: bytes) -> Handler:
    """A handler that answers the requests of a connection in order, the last answer again and again."""

    def handle(peer: Peer) -> None:
        for reply in iterate_last(replies):
            if peer.request() is None:
                return
            peer.send(reply)

    return handle


def iterate_last(items: tuple[bytes, ...]) -> Iterator[bytes]:
    """The items, then the last one for ever."""
    yield from items[:-1]
    while True:
        yield items[-1]


class FaultServer:
    """Runs a handler in a thread for each connection."""

    def __init__(self, handler: Handler, context: ssl.SSLContext | None = None, backlog: int | None = 256) -> None:
        """With a backlog of 0 connections wait until `accept`; without one they are refused until then."""
        self.requests: list[Received] = []
        self.connections = 0
        self.most_open = 0
        self.stopping = threading.Event()
        self._handler = handler
        self._context = context
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._accepter = threading.Thread(target=self._accept)
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self._backlog = backlog
        if backlog is not None:
            self._listener.listen(backlog)
        self.port: int = self._listener.getsockname()[1]

    @property
    def url(self) -> str:
        """Root of the server, without a slash."""
        return f"{'https' if self._context else 'http'}://{'localhost' if self._context else '127.0.0.1'}:{self.port}"

    def accept(self) -> None:
        """Accept connections, where that has not begun."""
        if self._accepter.ident is None:
            self._listener.listen(256)
            self._accepter.start()

    def __enter__(self) -> Self:
        if self._backlog:
            self.accept()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        if self._accepter.ident is not None:
            self._listener.shutdown(socket.SHUT_RDWR)
            self._accepter.join()
        self._listener.close()
        with self._lock:
            for sock in self._open:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(sock,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, sock: socket.socket) -> None:
        with self._lock:
            self.connections += 1
            self._open.add(sock)
            self.most_open = max(self.most_open, len(self._open))
        try:
            with suppress(OSError):  # the client has gone, or the server stops
                if self._context:
                    sock = self._context.wrap_socket(sock, server_side=True)
                self._handler(Peer(sock, self))
        finally:
            with self._lock:
                self._open = {other for other in self._open if other.fileno() not in (-1, sock.fileno())}
            sock.close()


@dataclass
class Harness:
    """Either transport, driven in the same words."""

    kind: str
    settings: TransportSettings = field(default_factory=TransportSettings)

    def __enter__(self) -> Self:
        self.transport: Any = {"sync": SyncTransport, "async": AsyncTransport}[self.kind](self.settings)
        self._runner = asyncio.Runner()
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self.transport.close() if self.kind == "sync" else self.transport.aclose())
        self._runner.close()

    def run(self, value: Any) -> Any:
        """The value, awaited in the async flavour."""

        async def wait() -> Any:
            return await value

        return value if self.kind == "sync" else self._runner.run(wait())

    def send(self, request: Request) -> Reply:
        return self.run(self.transport.send(request))

    def get(self, url: str, **options: Any) -> Reply:
        return self.send(get(url, **options))

    def open(self, url: str, **options: Any) -> Any:
        """The stream of a successful reply."""
        stream = self.send(get(url, stream=True, **options)).stream
        assert stream is not None
        return stream

    def next(self, stream: Any) -> bytes:
        """The next piece; nothing at the end."""
        return next(stream, b"") if self.kind == "sync" else self.run(anext(stream, b""))

    def rest(self, stream: Any) -> bytes:
        """Everything that is left."""
        pieces = []
        while piece := self.next(stream):
            pieces.append(piece)
        return b"".join(pieces)

    def finish(self, stream: Any) -> None:
        self.run(stream.finish())

    def close(self, stream: Any) -> None:
        self.run(stream.close() if self.kind == "sync" else stream.aclose())


def get(url: str, *, timeout: Timeout = PATIENCE, **options: Any) -> Request:
    return Request("GET", url, {}, Clock(timeout), **options)


def post(url: str, body: Body | bytes, *, timeout: Timeout = PATIENCE, **options: Any) -> Request:
    body = Body([body], "application/json") if isinstance(body, bytes) else body
    return Request("POST", url, {}, Clock(timeout), body=body, **options)
