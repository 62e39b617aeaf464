"""The floor under concurrency: the same by hand, with a pool that hands out the connection that came back last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpcore
import httpx

from benchmarks.clients import httpx as by_hand

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Body(httpx.AsyncByteStream):
    """A reply's body, which gives its connection back when it is closed."""

    def __init__(self, reply: httpcore.Response, connection: httpcore.AsyncHTTPConnection, pool: Pool) -> None:
        self.reply, self.connection, self.pool = reply, connection, pool

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self.reply.aiter_stream():
            yield piece

    async def aclose(self) -> None:
        await self.reply.aclose()
        if self.connection.is_idle():
            self.pool.idle.append(self.connection)


class Pool(httpx.AsyncBaseTransport):
    """Connections to one origin."""

    def __init__(self) -> None:
        self.idle: list[httpcore.AsyncHTTPConnection] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(str(request.url))
        while self.idle and self.idle[-1].has_expired():
            await self.idle.pop().aclose()
        connection = self.idle.pop() if self.idle else httpcore.AsyncHTTPConnection(url.origin, keepalive_expiry=60)
        sent = httpcore.Request(
            request.method, url, headers=request.headers.raw, content=request.stream, extensions=request.extensions
        )
        reply = await connection.handle_async_request(sent)
        body = Body(reply, connection, self)
        return httpx.Response(reply.status, headers=reply.headers, stream=body, extensions=reply.extensions)

    async def aclose(self) -> None:
        while self.idle:
            await self.idle.pop().aclose()


class Sync:
    """Nothing: the pool matters under concurrency alone."""

    def __init__(self, server: str, variant: str = "") -> None:
        pass


class Async(by_hand.Async):
    def __init__(self, server: str, variant: str = "") -> None:
        super().__init__(server, variant)
        self.client = httpx.AsyncClient(timeout=60, transport=Pool())
