"""A call to the first provider of a list that can answer it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._log import logger
from .._sending.body import is_used_up
from .._settings import name_of
from ..errors import (
    APIConnectionError,
    HubError,
    InferenceError,
    InferenceTimeoutError,
    NotFoundError,
    NotSupported,
    Overloaded,
    RateLimitError,
)
from .rounds import run_rounds

if TYPE_CHECKING:
    from .._sending.call import Call
    from .._sending.effects import Flow

__all__ = ["run_call"]

_REFUSING = (503, 529)
"""An overloaded server that answers with one of these has not begun."""


def run_call(call: Call) -> Flow[Any]:
    """The result of a call, or an `Opened` stream, with the client's hooks told of it."""
    if not call.settings.hooks:
        return _run(call)
    from .._hooks.observer import Observer, observed

    call.observer = Observer(
        call.settings.hooks, call.operation, stream=call.stream, input=call.input, params=call.params
    )
    return observed(call.observer, _run(call))


def _run(call: Call) -> Flow[Any]:
    """The result from the first provider of the client's list that can give it."""
    candidates = call.settings.candidates()
    failed = call.failed
    for settings in candidates:
        made = call if settings is call.settings else call.changed(settings=settings, failed=failed)
        try:
            return (yield from run_rounds(made))
        except InferenceError as error:
            error.failed = failed
            if settings is candidates[-1] or not _may_go_on(error, made):
                raise
            name = name_of(settings.provider) or ""
            failed = (*failed, (name, error.message))
            logger.info("%s failed, trying the next provider: %s", name, error.message)
            if call.observer is not None:
                yield call.observer.retrying(error, 0.0, "failover", call.clock.remaining())
    raise RuntimeError("there is always one to try")


def _may_go_on(error: InferenceError, call: Call) -> bool:
    """Whether the next provider may be asked: nothing came back, and nothing dear can have been accepted."""
    if call.answered or is_used_up(call.body):
        return False
    if isinstance(error, InferenceTimeoutError):
        return error.clock == "connect"
    if isinstance(error, APIConnectionError):
        return error.stage == "connect" or call.cost == "cheap"
    if isinstance(error, (RateLimitError, NotFoundError, NotSupported, HubError)):
        return True
    return isinstance(error, Overloaded) and (call.cost == "cheap" or error.status in _REFUSING)
