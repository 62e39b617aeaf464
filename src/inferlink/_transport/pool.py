"""A pool of connections: the one returned last is taken first, and only that one is probed."""

from __future__ import annotations

import os
import threading
import time
import weakref
from typing import TYPE_CHECKING, Any

from .network import connect

if TYPE_CHECKING:
    from .._sending.clock import Clock
    from . import TransportSettings
    from .address import Origin
    from .network import Link, Network

__all__ = ["Pool"]


class Pool:
    """The connections of one process, and in the async flavour of one loop."""

    def __init__(self, network: Network, settings: TransportSettings) -> None:
        self.network = network
        self.process = os.getpid()
        self.proxied: dict[str, Any] = {}
        """Clients for the proxies of the environment, by their URLs."""
        self._keepalive = settings.keepalive
        self._lock = threading.Lock()
        self._idle: list[Link] = []
        self._closed = False
        weakref.finalize(self, _close_all, self._idle)

    async def get(self, origin: Origin, clock: Clock, *, public_only: bool) -> Link:
        """A connection to `origin`, for one request."""
        await self.network.acquire(clock)
        try:
            if link := self._take(origin, public_only=public_only):
                return link
            with self._lock:
                self._discard(len(self._idle) - self.network.count_free())
            return await connect(self.network, origin, clock, public_only=public_only)
        except BaseException:
            self.network.release()
            raise

    def put(self, link: Link) -> None:
        """Take a connection back that can serve again; those that have been idle for too long go."""
        link.reused = True
        link.idle_since = time.monotonic()
        with self._lock:
            self._idle.append(link)
            old = 0
            while self._idle[old].idle_since < link.idle_since - self._keepalive:
                old += 1
            self._discard(len(self._idle) if self._closed else old)
        self.network.release()

    def drop(self, link: Link) -> None:
        """Close a connection, from any thread or finalizer."""
        link.close()
        self.network.release_anywhere()

    def close(self) -> None:
        """Close the idle connections, and from now on those that come back."""
        with self._lock:
            self._closed = True
            self._discard(len(self._idle))

    def _take(self, origin: Origin, *, public_only: bool) -> Link | None:
        """An idle connection that still works."""
        while (link := self._pop(origin)) is not None:
            fresh = link.idle_since >= time.monotonic() - self._keepalive and link.is_alive()
            if fresh and not (public_only and link.is_private()):
                return link
            link.close()
        return None

    def _pop(self, origin: Origin) -> Link | None:
        with self._lock:
            for index in range(len(self._idle) - 1, -1, -1):
                if self._idle[index].origin == origin:
                    return self._idle.pop(index)
        return None

    def _discard(self, count: int) -> None:
        """Close those that have been idle for longest."""
        _close_all(self._idle[: max(0, count)])
        del self._idle[: max(0, count)]


def _close_all(links: list[Link]) -> None:
    for link in links:
        link.close()
