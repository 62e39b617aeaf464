"""The network of the async flavour: plain sockets on the running loop, without transports or protocols of asyncio.

Between two reads nothing is registered with the loop. So a connection can be closed from any thread, and one that
outlives its loop is just a socket.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import weakref
from collections import OrderedDict
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import InferenceError
from .network import READ_SIZE, WRITE_SIZE, Address, Link, Network, failed, ssl_context

if TYPE_CHECKING:
    from collections.abc import Callable

    from .._sending.clock import Clock
    from .address import Origin

__all__ = ["Looping"]

T = TypeVar("T")

_TURN_SECONDS = 0.002
"""Longest time that one connection keeps the loop from other tasks by reading what is there already."""


class LoopLink(Link):
    """A connection whose reads and writes wait on the running loop."""

    __slots__ = ("_turn",)

    def __init__(self, sock: socket.socket, origin: Origin) -> None:
        super().__init__(sock, origin)
        self._turn = 0.0

    async def read(self, clock: Clock) -> bytes:
        try:
            async with asyncio.timeout(clock.limit("read")):
                data = await self._receive()
        except InferenceError:
            raise
        except OSError as error:
            raise failed(error, clock, "read") from error
        clock.got(len(data))
        return data

    async def write(self, data: bytes | memoryview, clock: Clock) -> None:
        view = memoryview(data)
        for start in range(0, len(data), WRITE_SIZE):
            try:
                async with asyncio.timeout(clock.limit("write")):
                    await self._transmit(view[start : start + WRITE_SIZE])
            except InferenceError:
                raise
            except OSError as error:
                raise failed(error, clock, "write") from error
            if len(data) - start >= WRITE_SIZE:
                await asyncio.sleep(0)

    async def _receive(self) -> bytes:
        loop = asyncio.get_running_loop()
        data = await loop.sock_recv(self._sock, READ_SIZE)
        # A read that finds its data does not suspend: with data always there, no other task would ever run.
        if len(data) == READ_SIZE or loop.time() - self._turn > _TURN_SECONDS:
            await asyncio.sleep(0)
            self._turn = loop.time()
        return data

    async def _transmit(self, data: memoryview | bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(self._sock, data)


class TlsLink(LoopLink):
    """The same over TLS, which works in memory."""

    __slots__ = ("_incoming", "_outgoing", "_tls")

    def __init__(self, sock: socket.socket, origin: Origin, context: ssl.SSLContext) -> None:
        super().__init__(sock, origin)
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=origin.host)

    async def handshake(self) -> None:
        while True:
            try:
                self._tls.do_handshake()
            except ssl.SSLWantReadError:
                await self._exchange()
            else:
                return await super()._transmit(self._outgoing.read())

    def is_alive(self) -> bool:
        """As of any connection; what was received with the reply before may wait in memory, to be decrypted."""
        try:
            self._tls.read(1)
        except ssl.SSLWantReadError:
            return super().is_alive()
        except OSError:
            pass
        return False

    async def _receive(self) -> bytes:
        while True:
            try:
                return self._tls.read(READ_SIZE)
            except ssl.SSLWantReadError:
                await self._exchange()
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                return b""

    async def _transmit(self, data: memoryview | bytes) -> None:
        self._tls.write(data)
        await super()._transmit(self._outgoing.read())

    async def _exchange(self) -> None:
        await super()._transmit(self._outgoing.read())
        if data := await super()._receive():
            self._incoming.write(data)
        else:
            self._incoming.write_eof()


class Looping(Network):
    """For the tasks of one loop, which it does not keep alive."""

    is_async = True

    def __init__(self, connections: int) -> None:
        self._free = connections
        self._waiting: OrderedDict[asyncio.Future[None], None] = OrderedDict()
        self._loop = weakref.ref(asyncio.get_running_loop())

    def count_free(self) -> int:
        return self._free

    async def acquire(self, clock: Clock) -> None:
        if self._free:
            self._free -= 1
            return
        limit = clock.limit("pool")
        ticket = asyncio.get_running_loop().create_future()
        self._waiting[ticket] = None
        try:
            async with asyncio.timeout(limit):
                await ticket
        except BaseException as error:
            if ticket.done() and not ticket.cancelled():
                self.release()  # it was given in the moment of giving up
            else:
                self._waiting.pop(ticket, None)
            if isinstance(error, TimeoutError):
                raise clock.expire("pool") from None
            raise

    def release(self) -> None:
        while self._waiting:
            ticket, _ = self._waiting.popitem(last=False)
            if not ticket.done():
                return ticket.set_result(None)
        self._free += 1
        return None

    def release_anywhere(self) -> None:
        if loop := self._loop():
            with suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(self.release)

    async def resolve(self, origin: Origin, limit: float | None) -> list[Address]:
        async with asyncio.timeout(limit):
            loop = asyncio.get_running_loop()
            found = await loop.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
        return [(family, address) for family, _, _, _, address in found]

    async def dial(self, sock: socket.socket, address: Any, limit: float | None) -> None:
        sock.setblocking(False)
        async with asyncio.timeout(limit):
            await asyncio.get_running_loop().sock_connect(sock, address)

    async def link(self, sock: socket.socket, origin: Origin, limit: float | None) -> Link:
        if origin.scheme == "http":
            return LoopLink(sock, origin)
        async with asyncio.timeout(limit):
            link = TlsLink(sock, origin, await asyncio.to_thread(ssl_context))
            await link.handshake()
        return link

    async def offload(self, work: Callable[[], T]) -> T:
        return await asyncio.to_thread(work)

    async def settle(self, value: Any, limit: float | None) -> Any:
        async with asyncio.timeout(limit):
            return await value

    def stepper(self, response: Any) -> Callable[[], Any]:
        return partial(anext, (piece async for piece in response.aiter_bytes() if piece), b"")

    def alarm(self, seconds: float, ring: Callable[[], None]) -> Callable[[], None]:
        return asyncio.get_running_loop().call_later(seconds, ring).cancel

    def dispose(self, response: Any) -> None:
        loop = self._loop()
        if loop and not loop.is_closed():
            asyncio.run_coroutine_threadsafe(response.aclose(), loop)
