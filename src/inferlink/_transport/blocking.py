"""The network of the sync flavour: it blocks."""

from __future__ import annotations

import socket
import threading
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from .._sending.lane import STOP
from .network import READ_SIZE, Address, Link, Network, failed, ssl_context

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._sending.clock import Clock
    from .address import Origin

__all__ = ["Blocking"]

T = TypeVar("T")


class BlockingLink(Link):
    """A connection whose reads and writes block."""

    __slots__ = ()

    async def read(self, clock: Clock) -> bytes:
        self._sock.settimeout(clock.limit("read"))
        stop = STOP.get()
        try:
            if stop is None:
                data = self._sock.recv(READ_SIZE)
            else:
                with stop.waking(self.wake):
                    data = self._sock.recv(READ_SIZE)
        except OSError as error:
            raise failed(error, clock, "read") from error
        clock.got(len(data))
        return data

    async def write(self, data: bytes | memoryview, clock: Clock) -> None:
        view = memoryview(data)
        while view:
            self._sock.settimeout(clock.limit("write"))
            try:
                view = view[self._sock.send(view) :]
            except OSError as error:
                raise failed(error, clock, "write") from error


class Blocking(Network):
    """For any number of threads."""

    is_async = False

    def __init__(self, connections: int) -> None:
        # A SimpleQueue may be put to while it is being put to: a finalizer runs in the middle of anything.
        self._slots: SimpleQueue[None] = SimpleQueue()
        for _ in range(connections):
            self._slots.put(None)

    def count_free(self) -> int:
        return self._slots.qsize()

    async def acquire(self, clock: Clock) -> None:
        try:
            self._slots.get(timeout=clock.limit("pool"))
        except Empty:
            raise clock.expire("pool") from None

    def release(self) -> None:
        self._slots.put(None)

    release_anywhere = release

    async def resolve(self, origin: Origin, limit: float | None) -> list[Address]:
        # A resolver takes no time limit, so it runs in a thread.
        answers: SimpleQueue[list[Address] | Exception] = SimpleQueue()

        def look_up() -> None:
            try:
                found = socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
            except Exception as error:  # it belongs to the one who waits
                answers.put(error)
            else:
                answers.put([(family, address) for family, _, _, _, address in found])

        threading.Thread(target=look_up, name="inferlink-resolver", daemon=True).start()
        try:
            answer = answers.get(timeout=limit)
        except Empty:
            raise TimeoutError from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def dial(self, sock: socket.socket, address: Any, limit: float | None) -> None:
        sock.settimeout(limit)
        sock.connect(address)

    async def link(self, sock: socket.socket, origin: Origin, limit: float | None) -> Link:
        if origin.scheme == "https":
            sock.settimeout(limit)
            sock = ssl_context().wrap_socket(sock, server_hostname=origin.host)
        return BlockingLink(sock, origin)

    async def offload(self, work: Callable[[], T]) -> T:
        return work()

    async def settle(self, value: Any, limit: float | None) -> Any:
        del limit
        return value

    def stepper(self, response: Any) -> Callable[[], Any]:
        return partial(next, filter(None, response.iter_bytes()), b"")

    def alarm(self, seconds: float, ring: Callable[[], None]) -> Callable[[], None]:
        timer = threading.Timer(seconds, ring)
        timer.daemon = True
        timer.start()
        return timer.cancel

    def dispose(self, response: Any) -> None:
        response.close()
