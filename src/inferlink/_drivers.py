"""The two drivers of a flow: one blocks, one awaits."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from ._effects import Effect, Flow, Offload, Send, Sleep

if TYPE_CHECKING:
    from ._transport import AsyncTransport, SyncTransport
    from ._wire import Reply

__all__ = ["drive", "drive_async"]

T = TypeVar("T")


def drive(flow: Flow[T], transport: SyncTransport) -> T:
    """Run a flow to its end in this thread."""
    opened: Reply | None = None
    reply: Reply | None = None
    error: Exception | None = None
    try:
        while True:
            effect = flow.send(reply) if error is None else flow.throw(error)
            reply, error = None, None
            try:
                reply = _perform(effect, transport)
            except Exception as failure:  # the flow decides what an error means
                error = failure
            opened = reply if reply is not None and reply.stream is not None else opened
    except StopIteration as stop:
        result: T = stop.value
        return result
    except BaseException:
        flow.close()
        if opened is not None and opened.stream is not None:
            opened.stream.close()  # type: ignore[union-attr]  # this transport makes sync streams only
        raise


def _perform(effect: Effect, transport: SyncTransport) -> Reply | None:
    match effect:
        case Send():
            return transport.send(effect.request)
        case Sleep():
            time.sleep(effect.seconds)
        case Offload():
            effect.work()
    return None


async def drive_async(flow: Flow[T], transport: AsyncTransport) -> T:
    """Run a flow to its end on the running loop."""
    opened: Reply | None = None
    reply: Reply | None = None
    error: Exception | None = None
    try:
        while True:
            effect = flow.send(reply) if error is None else flow.throw(error)
            reply, error = None, None
            try:
                reply = await _perform_async(effect, transport)
            except Exception as failure:  # the flow decides what an error means
                error = failure
            opened = reply if reply is not None and reply.stream is not None else opened
    except StopIteration as stop:
        result: T = stop.value
        return result
    except BaseException:
        flow.close()
        if opened is not None and opened.stream is not None:
            opened.stream.abandon()  # type: ignore[union-attr]  # this transport makes async streams only
        raise


async def _perform_async(effect: Effect, transport: AsyncTransport) -> Reply | None:
    import asyncio

    match effect:
        case Send():
            return await transport.send(effect.request)
        case Sleep():
            await asyncio.sleep(effect.seconds)
        case Offload():
            await asyncio.to_thread(effect.work)
    return None
