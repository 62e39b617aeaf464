"""Waiting for a server that is not ready: it is starting, or loads its model. Pure."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import APIConnectionError, InferenceTimeoutError, ModelLoading, Overloaded
from ..options import Waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..errors import InferenceError
    from .clock import Clock

__all__ = ["NONE", "Patience"]

_STARTING = (502, 503)
"""What gateways answer for a server behind them that is not there yet. A 504 may have begun to work."""
_LOADING_SECONDS = (0.5, 1.0)
_SLOWEST = 5.0
_GROWTH = 1.5


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a call waits for its server: not counted as retries.

    Without `asked`, only one that says that it loads its model is waited for, within the clock of the first byte.
    """

    asked: bool | float = False
    on_wait: Callable[[Waiting], object] | None = None

    def waits(self, failure: InferenceError, clock: Clock) -> bool:
        """Whether the server is not ready, and there is time."""
        limit = clock.timeout.first_byte if self.asked is False or self.asked is True else self.asked
        if self.asked is True and clock.timeout.total is not None:
            limit = clock.timeout.total
        if limit is not None and clock.elapsed() >= limit:
            return False
        return isinstance(failure, ModelLoading) or (self.asked is not False and _is_starting(failure))

    def delay(self, failure: InferenceError, waited: int) -> float:
        """Seconds until the server is asked again: what it says, else a time that grows."""
        chosen = min(_SLOWEST, random.uniform(*_LOADING_SECONDS) * _GROWTH ** min(waited, 10))
        return max(failure.retry_after or 0.0, chosen)

    def tell(self, failure: InferenceError, clock: Clock, delay: float) -> None:
        """Tell the caller of the wait."""
        if self.on_wait is not None:
            self.on_wait(Waiting(reason=failure.message, elapsed=clock.elapsed(), delay=delay))


NONE = Patience()


def _is_starting(failure: InferenceError) -> bool:
    if isinstance(failure, InferenceTimeoutError):
        return failure.clock == "connect"
    if isinstance(failure, APIConnectionError):
        return failure.stage == "connect" and failure.retryable
    return isinstance(failure, Overloaded) and failure.status in _STARTING
