"""One request and its reply on a connection of our own."""

from __future__ import annotations

from contextlib import aclosing, suppress
from functools import partial
from typing import TYPE_CHECKING

from .._sending.body import is_blocking, pieces
from .._sending.clock import Clock
from ..options import Timeout
from .faults import Broken, lost
from .http1 import Head

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from .._sending.wire import Body, Request
    from ..errors import APIConnectionError
    from .address import Target
    from .network import Link, Network
    from .pool import Pool

__all__ = ["PIECE", "Exchange", "body_pieces", "small_body"]

_IN_ONE_WRITE = 1 << 16
PIECE = 1 << 18  # each of the threads that read for the loop keeps memory for one: twice as much took 8 MB in all
_WITHOUT_READING = (404, 405, 413, 501)


class Exchange:
    """A connection while it is in use."""

    __slots__ = ("_clock", "_link", "_pool", "_with_body", "head")

    def __init__(self, pool: Pool, link: Link, clock: Clock) -> None:
        self._pool = pool
        self._link = link
        self._clock = clock
        self._with_body = False
        self.head = Head(0, {})

    async def run(self, request: Request, target: Target) -> None:
        """Send the request and read the head of the reply."""
        http = self._link.http
        self._with_body = request.body is not None
        with suppress(Broken):  # a server may answer early and close: its answer is worth reading
            await self._write(request, target)
        self._clock.sent()
        try:
            while (head := http.head()) is None:
                http.feed(await self._link.read(self._clock))
        except Broken as fault:
            raise self._lost(fault) from fault
        self.head = head

    async def read(self) -> bytes:
        """The next piece of the body; nothing at its end."""
        http = self._link.http
        try:
            while (piece := http.piece()) is None:
                http.feed(await self._link.read(self._clock))
        except Broken as fault:
            raise self._lost(fault) from fault
        return piece

    def hurry(self, seconds: float) -> None:
        """What is left of the reply may take this long."""
        self._clock = Clock(Timeout(total=seconds))

    def wake(self) -> None:
        """End a read that waits, from any thread."""
        self._link.wake()

    def give_back(self) -> None:
        """The reply is read to its end: the connection may serve again.

        Not after a refusal for which a server may not have read the body: small ones then take what is left of it for
        the next request.
        """
        unread = self._with_body and self.head.status in _WITHOUT_READING
        if self._link.http.recycle() and not unread:
            self._pool.put(self._link)
        else:
            self.drop()

    def drop(self) -> None:
        """Close the connection, from any thread or finalizer; nobody may be reading."""
        self._pool.drop(self._link)

    async def _write(self, request: Request, target: Target) -> None:
        http, link, clock = self._link.http, self._link, self._clock
        head = memoryview(http.start(request, target))  # has no repr that shows a key, where locals are printed
        small = small_body(request.body)
        if small is not None:
            return await link.write(memoryview(b"".join((head, http.data(small), http.end()))), clock)
        await link.write(head, clock)
        async with aclosing(body_pieces(request.body, self._pool.network)) as source:
            async for piece in source:
                await link.write(http.data(piece), clock)
        return await link.write(http.end(), clock)

    def _lost(self, fault: Broken) -> APIConnectionError:
        stale = self._link.reused and not self._clock.received
        return lost(fault, self._link.origin.address, "stale" if stale else "sent")


def small_body(body: Body | None) -> bytes | None:
    """The body, where it is ready and small enough to be copied behind the head."""
    if body is None or not body.parts:
        return b""
    first = body.parts[0]
    return first if len(body.parts) == 1 and isinstance(first, bytes) and len(first) <= _IN_ONE_WRITE else None


async def body_pieces(body: Body | None, network: Network) -> AsyncGenerator[bytes, None]:
    """The bytes of a body; what waits for a disk is read off the loop."""
    if body is None:
        return
    blocking = is_blocking(body)
    step = partial(next, pieces(body, PIECE), b"")
    while piece := await network.offload(step) if blocking else step():
        yield piece
