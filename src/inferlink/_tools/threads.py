"""`client.run_tools` of the sync client: the calls of one reply run in threads that end with them."""

from __future__ import annotations

import inspect
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

from .._sending.lane import STOP
from ..errors import InvalidInput
from .steps import ToolCall

if TYPE_CHECKING:
    from collections import deque
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from contextvars import Context

    from .calls import Planned
    from .steps import ToolRun, ToolStep
    from .turns import Turns

__all__ = ["run_turns"]


def run_turns(
    turns: Turns, ask: Callable[..., Any], *, concurrency: int, on_step: Callable[[ToolStep], object] | None
) -> ToolRun:
    """Ask the model and make its calls, in turn, until the run is over."""
    if inspect.iscoroutinefunction(on_step):
        raise InvalidInput("on_step is async: pass a plain function, or use AsyncInferenceClient.")
    while True:
        with turns.kept():
            planned = turns.take(ask(**turns.request))
        step = turns.add(_call_all(planned, concurrency))
        if on_step is not None:
            on_step(step)
        if (run := turns.end()) is not None:
            return run


def _call_all(planned: Sequence[Planned | ToolCall], concurrency: int) -> list[ToolCall]:
    if concurrency == 1 or len(planned) < 2:
        return [_call(each) for each in planned]
    import threading
    from collections import deque
    from concurrent.futures import Future

    # In the caller's context, as a trace that the calls belong to.
    waiting = deque((copy_context(), each, Future[ToolCall]()) for each in planned)
    futures = [future for _, _, future in waiting]
    for _ in range(min(concurrency, len(planned))):
        # Neither Ctrl-C nor the interpreter's exit after it waits for a function, as they would for those of a pool.
        threading.Thread(target=_work, args=(waiting,), name="inferlink-tools", daemon=True).start()
    try:
        return [future.result() for future in futures]
    finally:
        waiting.clear()


def _work(waiting: deque[tuple[Context, Planned | ToolCall, Future[ToolCall]]]) -> None:
    """Make the calls that nobody has taken yet."""
    while True:
        try:
            context, each, future = waiting.popleft()
        except IndexError:
            return
        try:
            future.set_result(context.run(_call_apart, each))
        except BaseException as error:
            future.set_exception(error)


def _call(planned: Planned | ToolCall) -> ToolCall:
    return planned if isinstance(planned, ToolCall) else planned.invoke()


def _call_apart(planned: Planned | ToolCall) -> ToolCall:
    STOP.set(None)  # a `client.map` around this can break off its own thread alone
    return _call(planned)
