"""The transport of both flavours, and the sync one."""

from __future__ import annotations

import os
import weakref
from abc import ABC, abstractmethod
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from .._sending.wire import Reply
from .address import environment_proxies, locate, proxy_for, redirected
from .blocking import Blocking
from .exchange import Exchange
from .foreign import Foreign, checked_client, proxied_client, via
from .network import run
from .pool import Pool
from .streams import SyncBody, read_all, save_all

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .._sending.wire import AsyncByteStream, ByteStream, Request
    from . import TransportSettings
    from .streams import Reading

__all__ = ["SyncTransport", "Transport"]

_MOST_REDIRECTS = 5


class Transport(ABC):
    """What both flavours do, as coroutines; see `network`."""

    is_async: bool

    def __init__(self, settings: TransportSettings) -> None:
        self._settings = settings
        self._client = checked_client(settings.http_client, is_async=self.is_async)
        self._proxies: Mapping[str, str] | None = None

    @abstractmethod
    def _pool(self) -> Pool:
        """The pool of this process, and loop."""

    @abstractmethod
    def _stream(self, reading: Reading) -> ByteStream | AsyncByteStream:
        """A reply that stays open."""

    async def _send(self, request: Request) -> Reply:
        for _ in range(_MOST_REDIRECTS):
            reply = await self._attempt(request)
            url = redirected(request, reply.status, reply.headers)
            if url is None:
                return reply
            request = replace(request, url=url)
        return await self._attempt(request)

    async def _attempt(self, request: Request) -> Reply:
        request.clock.start_attempt()
        reading = await self._open(request)
        reply = Reply(*reading.head, request.url, first_byte=request.clock.first_byte)
        if request.stream and reply.status < 300:
            reply.stream = self._stream(reading)
        elif request.save_to is not None and reply.status < 300:
            found = await save_all(reading, request.save_to, request.limit, self._pool().network)
            if isinstance(found, bytes):
                reply.body = found
            else:
                reply.saved = found
        else:
            reply.body = await read_all(reading, request.limit)
        return reply

    async def _open(self, request: Request) -> Reading:
        """Send a request, by whichever way its origin is reached, and read the head of the reply."""
        target = locate(request.url)
        pool = self._pool()
        if self._client is not None:
            foreign = Foreign(pool.network, request)
            await foreign.run(self._client, request)
            return foreign
        if self._proxies is None:
            self._proxies = await pool.network.offload(environment_proxies)
        if proxy := proxy_for(target.origin, self._proxies):
            foreign = Foreign(pool.network, request, via(proxy))
            await foreign.run(await self._proxied(pool, proxy), request)
            return foreign
        link = await pool.get(target.origin, request.clock, public_only=request.public_only)
        exchange = Exchange(pool, link, request.clock)
        try:
            await exchange.run(request, target)
        except BaseException:
            exchange.drop()
            raise
        return exchange

    async def _proxied(self, pool: Pool, proxy: str) -> object:
        if proxy not in pool.proxied:
            make = partial(proxied_client, proxy, self._settings, is_async=self.is_async)
            pool.proxied.setdefault(proxy, await pool.network.offload(make))
        return pool.proxied[proxy]


class SyncTransport(Transport):
    """Sends requests from any thread. A fork gets connections of its own."""

    is_async = False

    def __init__(self, settings: TransportSettings) -> None:
        super().__init__(settings)
        self._pools: dict[int, Pool] = {}

    def send(self, request: Request) -> Reply:
        """Make a request, and follow redirects within its origin.

        Raises:
            InvalidInput: For a URL or header that cannot be sent.
            APIConnectionError: When the server cannot be reached, or the connection broke.
            InferenceTimeoutError: When a clock of the request ran out.
            ResponseShapeError: When the reply is larger than the request allows, or damaged.
        """
        return run(self._send(request))

    def close(self) -> None:
        """Close idle connections; those in use close when their replies are read or closed."""
        for pool in list(self._pools.values()):
            pool.close()
            _close_clients(pool.proxied)

    def _pool(self) -> Pool:
        process = os.getpid()
        pool = self._pools.get(process)
        if pool is None:
            for other in set(self._pools) - {process}:
                self._pools.pop(other, None)
            pool = self._pools.setdefault(process, Pool(Blocking(self._settings.max_connections), self._settings))
            weakref.finalize(pool, _close_clients, pool.proxied)
        return pool

    def _stream(self, reading: Reading) -> SyncBody:
        return SyncBody(reading)


def _close_clients(clients: dict[str, Any]) -> None:
    while clients:
        clients.popitem()[1].close()
