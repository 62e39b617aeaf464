"""`client.run_tools` of the async client: the calls of one reply are tasks of the running loop, that end with it."""

from __future__ import annotations

import inspect
from time import perf_counter
from typing import TYPE_CHECKING, Any

from .steps import ToolCall

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable, Sequence

    from .calls import Planned
    from .steps import ToolRun, ToolStep
    from .turns import Turns

__all__ = ["run_turns"]


async def run_turns(
    turns: Turns, ask: Callable[..., Awaitable[Any]], *, concurrency: int, on_step: Callable[[ToolStep], object] | None
) -> ToolRun:
    """Ask the model and make its calls, in turn, until the run is over."""
    while True:
        with turns.kept():
            planned = turns.take(await ask(**turns.request))
        step = turns.add(await _call_all(planned, concurrency))
        if on_step is not None and inspect.isawaitable(told := on_step(step)):
            await told
        if (run := turns.end()) is not None:
            return run


async def _call_all(planned: Sequence[Planned | ToolCall], concurrency: int) -> list[ToolCall]:
    import asyncio

    gate = asyncio.Semaphore(concurrency)
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_call(each, gate)) for each in planned]
    return [task.result() for task in tasks]


async def _call(planned: Planned | ToolCall, gate: asyncio.Semaphore) -> ToolCall:
    """A plain function runs in a thread, for it may wait."""
    import asyncio

    if isinstance(planned, ToolCall):
        return planned
    async with gate:
        if not planned.function.is_async:
            return await asyncio.to_thread(planned.invoke)
        started = perf_counter()
        try:
            made: Any = planned.function.call(**planned.arguments)
            return planned.done(await made, started)
        except Exception as error:
            return planned.failed(error, started)
