"""The async transport."""

from __future__ import annotations

import asyncio
import os
import threading
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from .client import Transport
from .looping import Looping
from .pool import Pool
from .streams import AsyncBody

if TYPE_CHECKING:
    from .._sending.wire import Reply, Request
    from . import TransportSettings
    from .streams import Reading

__all__ = ["AsyncTransport"]


class AsyncTransport(Transport):
    """Sends requests from any task. Each event loop gets connections of its own; a closed one loses them."""

    is_async = True

    def __init__(self, settings: TransportSettings) -> None:
        super().__init__(settings)
        self._pools: WeakKeyDictionary[asyncio.AbstractEventLoop, Pool] = WeakKeyDictionary()
        self._lock = threading.Lock()

    async def send(self, request: Request) -> Reply:
        """Make a request; as `SyncTransport.send`."""
        return await self._send(request)

    async def aclose(self) -> None:
        """Close idle connections of every loop; those in use close when their replies are read or closed."""
        with self._lock:
            pools = dict(self._pools)
        for pool in pools.values():
            pool.close()
        if current := pools.get(asyncio.get_running_loop()):
            while current.proxied:
                await current.proxied.popitem()[1].aclose()

    def _pool(self) -> Pool:
        loop = asyncio.get_running_loop()
        pool = self._pools.get(loop)
        if pool is None or pool.process != os.getpid():
            with self._lock:
                self._forget_lost()
                pool = self._pools[loop] = Pool(Looping(self._settings.max_connections), self._settings)
        return pool

    def _forget_lost(self) -> None:
        """Drop the connections of closed loops, and of the process that this one was forked from."""
        for loop, pool in list(self._pools.items()):
            if loop.is_closed() or pool.process != os.getpid():
                pool.close()
                del self._pools[loop]

    def _stream(self, reading: Reading) -> AsyncBody:
        return AsyncBody(reading)
