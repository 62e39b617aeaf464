"""Standing in for the transports of all clients."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias
from unittest import mock

from .._transport import AsyncTransport, SyncTransport

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator

    from .._sending.wire import Reply, Request

    Send: TypeAlias = Callable[[Request], Reply]
    SendAsync: TypeAlias = Callable[[Request], Awaitable[Reply]]

__all__ = ["tapped"]


@contextmanager
def tapped(
    around: Callable[[Request, Send], Reply], around_async: Callable[[Request, SendAsync], Awaitable[Reply]]
) -> Generator[None]:
    """Let each request pass through a function of its flavour, which gets what sends it really."""
    send, send_async = SyncTransport.send, AsyncTransport.send

    def instead(transport: SyncTransport, request: Request) -> Reply:
        return around(request, lambda changed: send(transport, changed))

    async def instead_async(transport: AsyncTransport, request: Request) -> Reply:
        return await around_async(request, lambda changed: send_async(transport, changed))

    with (
        mock.patch.object(SyncTransport, "send", instead),
        mock.patch.object(AsyncTransport, "send", instead_async),
    ):
        yield
