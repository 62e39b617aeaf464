"""The sets of hooks that a client was given, checked once."""

from __future__ import annotations

from importlib import import_module
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING

from ..errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..hooks import Hooks

__all__ = ["read_hooks"]

_AWAITABLE = ("on_request", "on_retry", "on_first_byte", "on_result", "on_error")


def read_hooks(hooks: Hooks | Sequence[Hooks] | None, *, may_await: bool) -> tuple[Hooks, ...]:
    """The sets that were passed; whether the client can await decides if they may be async."""
    if hooks is None:
        return ()
    from ..hooks import Hooks

    # What tells hooks is loaded here: a call may run on a loop, where no file may be read.
    import_module("inferlink._hooks.observer")
    found: list[Hooks] = []
    for each in hooks if isinstance(hooks, (list, tuple)) else (hooks,):
        if not isinstance(each, Hooks):
            raise InvalidInput(f"hooks must be an inferlink.hooks.Hooks or a list of them, got {type(each).__name__}.")
        _check(each, may_await=may_await)
        found.append(each)
    return tuple(found)


def _check(hooks: Hooks, *, may_await: bool) -> None:
    if _is_async(hooks.trace_headers):
        raise InvalidInput("trace_headers must be a plain function: it is called, and not awaited.")
    for name in () if may_await else _AWAITABLE:
        if _is_async(getattr(hooks, name)):
            raise InvalidInput(f"{name} is async, which only AsyncInferenceClient can await: pass a plain function.")


def _is_async(hook: object) -> bool:
    call: object = getattr(type(hook), "__call__")  # noqa: B004, B009  # not called: an object's may be async
    return iscoroutinefunction(hook) or iscoroutinefunction(call)
