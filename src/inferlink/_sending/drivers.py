"""The two drivers of a flow: one blocks, one awaits."""

from __future__ import annotations

import os
import time
from concurrent.futures import Future, wait
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import InferenceTimeoutError
from .effects import Effect, Flow, Offload, Send, Share, Sleep, Tell
from .lane import STOP

if TYPE_CHECKING:
    import asyncio

    from .._transport import AsyncTransport, SyncTransport
    from .wire import Reply

__all__ = ["drive", "drive_async", "perform", "perform_async"]

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
                reply = perform(effect, transport)
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


def perform(effect: Effect, transport: SyncTransport) -> Reply | None:
    """Carry out one effect."""
    match effect:
        case Send():
            return transport.send(effect.request)
        case Sleep():
            stop = STOP.get()
            (time.sleep if stop is None else stop.sleep)(effect.seconds)
        case Offload():
            effect.work()
        case Share():
            _share(effect, transport)
        case Tell():
            from .telling import tell

            tell(effect)
    return None


def _share(effect: Share, transport: SyncTransport) -> None:
    """The first thread runs the flow, the others wait for it."""
    key, mine = (os.getpid(), effect.key), Future[None]()  # a fork has the entries of its parent, and not its threads
    shared: Future[None] = effect.running.setdefault(key, mine)
    if shared is not mine:
        if not wait([shared], effect.clock.remaining()).done:
            raise effect.clock.expired("total")
        return _raise_shared(shared.exception())
    try:
        drive(effect.flow(), transport)
    except Exception as error:
        mine.set_exception(_twin(error))
        raise
    finally:
        effect.running.pop(key, None)
        if not mine.done():
            mine.set_result(None)


def _raise_shared(error: BaseException | None) -> None:
    """Raise the failure of a shared flow; not where another one's time was up."""
    if error is not None and not isinstance(error, InferenceTimeoutError):
        raise _twin(error)


def _twin(error: BaseException) -> BaseException:
    """The same failure, for another call to say where it happened."""
    twin = copy(error)
    twin.__cause__ = error.__cause__
    return twin


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
                reply = await perform_async(effect, transport)
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


async def perform_async(effect: Effect, transport: AsyncTransport) -> Reply | None:
    """Carry out one effect on the running loop."""
    import asyncio

    match effect:
        case Send():
            return await transport.send(effect.request)
        case Sleep():
            await asyncio.sleep(effect.seconds)
        case Offload():
            await asyncio.to_thread(effect.work)
        case Share():
            await _share_async(effect, transport)
        case Tell():
            from .telling import tell_async

            await tell_async(effect)
    return None


async def _share_async(effect: Share, transport: AsyncTransport) -> None:
    """A task of its own runs the flow: a caller that is cancelled does not take it from the others."""
    import asyncio

    key = (asyncio.get_running_loop(), effect.key)
    task: asyncio.Task[None] | None = effect.running.get(key)
    first = task is None
    if task is None:
        task = effect.running[key] = asyncio.ensure_future(drive_async(effect.flow(), transport))
        task.add_done_callback(partial(_forget, effect.running, key))
    await asyncio.wait({task}, timeout=effect.clock.remaining())
    if not task.done():
        raise effect.clock.expired("total")
    error = None if task.cancelled() else task.exception()
    if first and error is not None:
        raise _twin(error)
    _raise_shared(error)


def _forget(running: dict[object, Any], key: object, task: asyncio.Task[None]) -> None:
    running.pop(key, None)
    if not task.cancelled():
        task.exception()  # it is raised for those who wait; with none left, asyncio would report it
