"""The five clocks of a call. Pure: the transport asks how long it may wait, and reports what it received."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from .._replies.retry_after import LONGEST
from ..errors import InferenceTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..options import Timeout

__all__ = ["Clock"]

_TIMER = 0.001
"""A timer may fire this much before its time, seconds."""

_MEANING = {
    "connect": "opening a connection",
    "pool": "waiting for a free connection",
    "first_byte": "waiting for the first byte of the reply",
    "idle": "waiting for the next byte",
    "total": "for the whole call",
}


class Clock:
    """One for each call; `start_attempt` for each request of it (retries, polls, downloads)."""

    __slots__ = ("_attempt_sent", "_attempt_started", "_now", "_opened", "first_byte", "received", "started", "timeout")

    def __init__(self, timeout: Timeout, now: Callable[[], float] = time.monotonic) -> None:
        self.timeout: Timeout = timeout
        self._now = now
        self.started: float = now()
        self._attempt_started: float = self.started
        self._attempt_sent: float = self.started
        self._opened: float = self.started
        self.first_byte: float = 0.0
        self.received: int = 0

    def start_attempt(self) -> None:
        """A new request begins: nothing is received yet."""
        self._attempt_started = self._attempt_sent = self._now()
        self.received = 0

    def opening(self) -> None:
        """A connection is being opened: its clock covers name look-up, every address that is tried, and TLS."""
        self._opened = self._now()

    def sent(self) -> None:
        """The request is written: the clock of the first byte starts."""
        self._attempt_sent = self._now()

    def got(self, size: int) -> None:
        """Count `size` received bytes."""
        if not self.received:
            self.first_byte = self._now() - self._attempt_started
        self.received += size

    def elapsed(self) -> float:
        """Seconds since the call began."""
        return self._now() - self.started

    def remaining(self) -> float | None:
        """Seconds to the deadline, or `None` without one. May be negative."""
        total = self.timeout.total
        return None if total is None else min(total - self.elapsed(), LONGEST)

    def limit(self, phase: str) -> float | None:
        """Seconds that one wait of `phase` (`connect`, `pool`, `write`, `read`) may take from now.

        Raises:
            InferenceTimeoutError: When no time is left.
        """
        name, own = self._phase(phase)
        left = self.remaining()
        if left is not None and (own is None or left < own):
            name, own = "total", left
        if own is not None and own <= 0:
            raise self.expired(name)
        return None if own is None else min(own, LONGEST)

    def expire(self, phase: str) -> InferenceTimeoutError:
        """The error for a wait of `phase` that took as long as `limit` allowed."""
        left = self.remaining()
        return self.expired("total" if left is not None and left < _TIMER else self._phase(phase)[0])

    def expired(self, name: str) -> InferenceTimeoutError:
        """The error for the clock called `name`."""
        limit: float = getattr(self.timeout, name) or 0.0
        got = f"{self.received} bytes received" if self.received else "nothing received"
        error = InferenceTimeoutError(
            f"Timed out after {limit:g} s {_MEANING[name]} ({got}, {self.elapsed():.1f} s into the call). "
            f"Set timeout=Timeout({name}=...) to allow more.",
            clock=name,
            limit=limit,
            received=self.received,
        )
        error.stage = "connect" if name in ("connect", "pool") else "sent"
        return error

    def _phase(self, phase: str) -> tuple[str, float | None]:
        """Name of the clock that `phase` runs on, and what is left on it."""
        if phase == "read" and not self.received:
            first = self.timeout.first_byte
            return "first_byte", None if first is None else first - (self._now() - self._attempt_sent)
        if phase in ("read", "write"):
            return "idle", self.timeout.idle
        if phase == "connect":
            own = self.timeout.connect
            return "connect", None if own is None else own - (self._now() - self._opened)
        return phase, getattr(self.timeout, phase)
