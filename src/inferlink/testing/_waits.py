"""Waiting that takes no time."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING
from unittest import mock

from .._sending import drivers
from .._sending.effects import Sleep

if TYPE_CHECKING:
    from collections.abc import Generator

    from .._sending.effects import Effect
    from .._sending.wire import Reply
    from .._transport import AsyncTransport, SyncTransport

__all__ = ["without_waiting"]

_MOMENT = 0.001
"""What is waited really, seconds: a server that is never ready does not keep a processor busy."""


@contextmanager
def without_waiting() -> Generator[list[float]]:
    """Let the clients' own waits pass at once while the block lasts: those before retries and between polls.

    Time limits are as ever. The list has the seconds that would have been waited.
    """
    waits: list[float] = []
    perform, perform_async = drivers.perform, drivers.perform_async

    def shortened(effect: Effect) -> Effect:
        if not isinstance(effect, Sleep):
            return effect
        waits.append(effect.seconds)
        return replace(effect, seconds=min(effect.seconds, _MOMENT))

    def at_once(effect: Effect, transport: SyncTransport) -> Reply | None:
        return perform(shortened(effect), transport)

    async def at_once_async(effect: Effect, transport: AsyncTransport) -> Reply | None:
        return await perform_async(shortened(effect), transport)

    with (
        mock.patch.object(drivers, "perform", at_once),
        mock.patch.object(drivers, "perform_async", at_once_async),
    ):
        yield waits
