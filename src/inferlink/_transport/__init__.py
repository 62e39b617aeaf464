"""The transport: the only place that knows sockets and httpx. Each flavour loads at first use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .async_client import AsyncTransport as AsyncTransport
    from .client import SyncTransport as SyncTransport

__all__ = ["AsyncTransport", "SyncTransport", "TransportSettings"]


@dataclass(frozen=True, kw_only=True)
class TransportSettings:
    """How connections are made and kept.

    Args:
        max_connections: Most open connections of a client, for each event loop; at least 1.
        keepalive: Seconds that an idle connection is kept.
        http_client: A user's httpx client of the same kind (or the fork httpx2's): makes every request, never closed.
    """

    max_connections: int = 1000
    keepalive: float = 60.0
    http_client: object | None = None


def __getattr__(name: str) -> type[SyncTransport | AsyncTransport]:
    if name == "SyncTransport":
        from .client import SyncTransport

        return SyncTransport
    if name == "AsyncTransport":
        from .async_client import AsyncTransport

        return AsyncTransport
    raise AttributeError(name)
