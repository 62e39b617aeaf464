"""Connections, and the opening of one. Written once, for both flavours, as coroutines.

In the sync flavour no coroutine ever waits: its network blocks instead, and `run` takes it to its end in one step.
"""

from __future__ import annotations

import os
import socket
import threading
from abc import ABC, abstractmethod
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from ..errors import InferenceError, InvalidInput
from .address import is_literal, is_private
from .faults import Broken, private, unreachable, words
from .http1 import Http1

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Coroutine

    from .._sending.clock import Clock
    from .address import Origin

__all__ = ["READ_SIZE", "Address", "Link", "Network", "connect", "failed", "run", "ssl_context"]

T = TypeVar("T")

Address: TypeAlias = tuple[int, Any]
"""Address family, and what `socket.connect` takes in it."""

READ_SIZE = 1 << 16
WRITE_SIZE = 1 << 18
_context_lock = threading.Lock()


def run(coroutine: Coroutine[object, object, T]) -> T:
    """The result of a coroutine of the sync flavour."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        result: T = stop.value
        return result
    raise RuntimeError("a coroutine of the sync flavour waited")


class Link(ABC):
    """An open connection to an origin, for one request at a time."""

    __slots__ = ("_sock", "http", "idle_since", "origin", "reused")

    def __init__(self, sock: socket.socket, origin: Origin) -> None:
        self._sock = sock
        self.origin = origin
        self.http = Http1()
        self.reused = False
        self.idle_since = 0.0

    @abstractmethod
    async def read(self, clock: Clock) -> bytes:
        """What has arrived; nothing when the server has closed."""

    @abstractmethod
    async def write(self, data: bytes | memoryview, clock: Clock) -> None:
        """Send everything."""

    def is_alive(self) -> bool:
        """Whether the server has left an idle connection open, and sent nothing."""
        try:
            self._sock.setblocking(False)
            socket.socket.recv(self._sock, 1, socket.MSG_PEEK)  # below TLS
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def is_private(self) -> bool:
        """Whether the peer is not on the public network."""
        return is_private(self._sock.getpeername()[0])

    def wake(self) -> None:
        """End a read that waits, from any thread."""
        with suppress(OSError):
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)  # below TLS, whose state belongs to the reader

    def close(self) -> None:
        """Close the socket, from any thread; nobody may be reading."""
        self._sock.close()


class Network(ABC):
    """How a flavour waits, for one pool of connections."""

    is_async: bool

    @abstractmethod
    def count_free(self) -> int:
        """How many connections can be taken into use before the next call has to wait."""

    @abstractmethod
    async def acquire(self, clock: Clock) -> None:
        """Wait for the right to use a connection."""

    @abstractmethod
    def release(self) -> None:
        """Return that right."""

    @abstractmethod
    def release_anywhere(self) -> None:
        """Return that right from another thread, or from a finalizer in the middle of anything."""

    @abstractmethod
    async def resolve(self, origin: Origin, limit: float | None) -> list[Address]:
        """Addresses of a name. A limit is in seconds; passing it raises `TimeoutError`."""

    @abstractmethod
    async def dial(self, sock: socket.socket, address: Any, limit: float | None) -> None:
        """Connect a socket."""

    @abstractmethod
    async def link(self, sock: socket.socket, origin: Origin, limit: float | None) -> Link:
        """The connection on a socket, with TLS where the origin wants it."""

    @abstractmethod
    async def offload(self, work: Callable[[], T]) -> T:
        """The result of work that reads files."""

    @abstractmethod
    async def settle(self, value: Any, limit: float | None) -> Any:
        """What a method of a client of this flavour returns: the value, or what it has to be awaited for."""

    @abstractmethod
    def stepper(self, response: Any) -> Callable[[], Any]:
        """What gives the next piece of a response's body, nothing at its end, for `settle`."""

    @abstractmethod
    def alarm(self, seconds: float, ring: Callable[[], None]) -> Callable[[], None]:
        """Call `ring` later; what is returned calls it off."""

    @abstractmethod
    def dispose(self, response: Any) -> None:
        """Close a response of a client of this flavour, from any thread or finalizer."""


async def connect(network: Network, origin: Origin, clock: Clock, *, public_only: bool) -> Link:
    """Open a connection: name look-up, the first address that answers, TLS."""
    clock.opening()
    try:
        addresses = _literal(origin) or await network.resolve(origin, clock.limit("connect"))
        if public_only:
            _refuse_private(origin, *(address[0] for _, address in addresses))
        sock = await _dial(network, addresses, clock)
        try:
            if public_only:
                _refuse_private(origin, sock.getpeername()[0])
            return await network.link(sock, origin, clock.limit("connect"))
        except BaseException:
            sock.close()
            raise
    except InferenceError:
        raise
    except OSError as error:
        raise failed(error, clock, "connect", origin) from error


def _refuse_private(origin: Origin, *addresses: str) -> None:
    """Not even a connection: whether one opens would tell what there is."""
    for address in addresses:
        if is_private(address):
            raise private(origin.address, address)


async def _dial(network: Network, addresses: list[Address], clock: Clock) -> socket.socket:
    """A socket to the first address that answers; each may take its share of the time that is left."""
    failure = OSError("the name has no address")
    for index, (family, address) in enumerate(addresses):
        limit = clock.limit("connect")
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a request is not held back to fill a packet
            await network.dial(sock, address, None if limit is None else limit / (len(addresses) - index))
        except OSError as error:
            failure = error
            sock.close()
        except BaseException:
            sock.close()
            raise
        else:
            return sock
    raise failure


def _literal(origin: Origin) -> list[Address]:
    family = socket.AF_INET6 if ":" in origin.host else socket.AF_INET
    return [(family, (origin.host, origin.port))] if is_literal(origin.host) else []


def failed(error: OSError, clock: Clock, phase: str, origin: Origin | None = None) -> Exception:
    """What a wait that failed means. One that was cut short has no error number."""
    if isinstance(error, TimeoutError) and error.errno is None:
        return clock.expire(phase)
    return unreachable(error, origin.address) if origin else Broken(words(error))


def ssl_context() -> ssl.SSLContext:
    """The TLS settings of the process, made at first use: 20 ms, and it reads files."""
    with _context_lock:
        return _make_context(os.environ.get("SSL_CERT_FILE") or None, os.environ.get("SSL_CERT_DIR") or None)


@lru_cache(maxsize=1)
def _make_context(file: str | None, folder: str | None) -> ssl.SSLContext:
    """Certificates of the environment, else certifi's, like httpx."""
    import_module("encodings.idna")  # the first handshake would read it from disk, on the loop
    import ssl

    import certifi

    chosen = file or (None if folder else certifi.where())
    try:
        context = ssl.create_default_context(cafile=chosen, capath=folder if chosen is None else None)
    except OSError as error:
        raise InvalidInput(f"SSL_CERT_FILE={file!r} has no certificates that can be read: {error}.") from error
    context.set_alpn_protocols(["http/1.1"])
    return context
