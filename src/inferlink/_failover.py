"""A call to the first provider of a list that can answer it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ._flow import Call, run_once
from ._log import logger
from .errors import (
    APIConnectionError,
    InferenceError,
    InferenceTimeoutError,
    ModelLoading,
    NotFoundError,
    NotSupported,
    Overloaded,
    RateLimitError,
)

if TYPE_CHECKING:
    from ._effects import Flow
    from ._settings import Settings

__all__ = ["run_call"]


def run_call(call: Call) -> Flow[Any]:
    """The result of a call, or an `Opened` stream, from the first provider of the client's list that can give it."""
    *others, last = call.settings.candidates()
    failed: tuple[tuple[str, str], ...] = ()
    for settings in others:
        try:
            return (yield from run_once(_with(call, settings), failed))
        except InferenceError as error:
            if not _may_go_on(error, call.operation.cost):
                error.failed = failed
                raise
            failed = (*failed, (error.provider or str(settings.provider), error.message))
            logger.info("%s failed, trying the next provider: %s", settings.provider, error.message)
    try:
        return (yield from run_once(_with(call, last), failed))
    except InferenceError as error:
        error.failed = failed
        raise


def _with(call: Call, settings: Settings) -> Call:
    """The same call, with the same clock, by other settings."""
    if settings is call.settings:
        return call
    other = replace(call, settings=settings)
    other.clock = call.clock
    return other


def _may_go_on(error: InferenceError, cost: str) -> bool:
    """Whether the next provider may be asked: nothing came back, and nothing dear can have been accepted."""
    if isinstance(error, InferenceTimeoutError):
        return error.clock == "connect"
    if isinstance(error, APIConnectionError):
        return error.stage == "connect" or cost == "cheap"
    if isinstance(error, (RateLimitError, NotFoundError, NotSupported, ModelLoading)):
        return True
    return isinstance(error, Overloaded) and (cost == "cheap" or error.status == 503)
