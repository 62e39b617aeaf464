"""Where hooks are called. None of them can break a call: what one raises is logged, and one that is slow is cut off."""

from __future__ import annotations

import logging
import sys
from functools import partial
from inspect import iscoroutine
from typing import TYPE_CHECKING, Any, TypeAlias
from weakref import WeakKeyDictionary

from .._log import logger

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Coroutine

    from ..hooks import Hooks
    from .effects import Tell

    Started: TypeAlias = tuple[Hooks, Coroutine[Any, Any, object]]

__all__ = ["complain", "tell", "tell_async", "tell_now"]

_WARNED: WeakKeyDictionary[Hooks, set[str]] = WeakKeyDictionary()
_ALONE: set[asyncio.Task[object]] = set()
"""Async hooks that nobody waits for: a loop holds its tasks weakly. Each goes when its time is up."""


def tell(effect: Tell) -> None:
    """Call the hooks; a coroutine cannot be awaited here."""
    for hooks, coroutine in _call(effect):
        coroutine.close()
        complain(hooks, effect.name, TypeError("it is async, and there is no running loop that could await it"))


def tell_now(effect: Tell) -> None:
    """Call the hooks where nothing may wait: async ones go on by themselves, where this thread runs a loop."""
    if sys.is_finalizing():
        return
    loop = _running_loop()
    if loop is None:
        tell(effect)
        return
    for hooks, coroutine in _call(effect):
        task = _start(loop, effect, hooks, coroutine)
        _ALONE.add(task)
        timer = loop.call_later(hooks.limit, task.cancel)
        task.add_done_callback(partial(_forget, timer))


def _forget(timer: asyncio.TimerHandle, task: asyncio.Task[object]) -> None:
    """A hook is done: its timer would keep it until its time is up."""
    timer.cancel()
    _ALONE.discard(task)


async def tell_async(effect: Tell) -> None:
    """Call the hooks and wait for the async ones, which run side by side. Cancelling the call cancels them."""
    called = _call(effect)
    if not called:
        return
    import asyncio

    loop = asyncio.get_running_loop()
    started = loop.time()
    tasks = [(hooks, _start(loop, effect, hooks, coroutine)) for hooks, coroutine in called]
    try:
        for hooks, task in tasks:
            limit = hooks.limit if effect.left is None else min(hooks.limit, effect.left)
            await asyncio.wait({task}, timeout=max(0.0, started + limit - loop.time()))
    finally:
        for _, task in tasks:
            task.cancel()


def complain(hooks: Hooks, name: str, error: BaseException) -> None:
    """Say that a hook failed: aloud the first time, then to those who debug."""
    warned = _WARNED.setdefault(hooks, set())
    level = logging.DEBUG if name in warned else logging.WARNING
    warned.add(name)
    logger.log(level, "The hook %s failed, and the call goes on: %r", name, error, exc_info=error)


def _call(effect: Tell) -> list[Started]:
    """Call each hook; the coroutines of those that are async."""
    found: list[Started] = []
    for hooks in effect.hooks:
        hook = getattr(hooks, effect.name)
        if hook is None:
            continue
        try:
            answer: object = hook(effect.whole if hooks.content else effect.event)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a CancelledError too: nobody can have cancelled the call here
            complain(hooks, effect.name, error)
        else:
            if iscoroutine(answer):
                found.append((hooks, answer))
    return found


def _start(
    loop: asyncio.AbstractEventLoop, effect: Tell, hooks: Hooks, coroutine: Coroutine[Any, Any, object]
) -> asyncio.Task[object]:
    """A task of its own: a hook that cancels itself does not cancel the call."""
    task = loop.create_task(coroutine)
    task.add_done_callback(partial(_judge, hooks, effect.name))
    return task


def _judge(hooks: Hooks, name: str, task: asyncio.Task[object]) -> None:
    if task.cancelled():
        complain(hooks, name, TimeoutError(f"it was cancelled; it may take {hooks.limit:g} s"))
    elif (error := task.exception()) is not None:
        complain(hooks, name, error)


def _running_loop() -> asyncio.AbstractEventLoop | None:
    if "asyncio" not in sys.modules:
        return None
    import asyncio

    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
