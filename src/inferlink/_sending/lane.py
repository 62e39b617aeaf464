"""What the calls of one `client.map` share: the pause that a server asked for, and how to break off a thread's call.

Both are context variables, so that they reach every call that is made in a worker, through whatever function. Outside a
map there is none: a single call is not held back because another one met a limit.
"""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

__all__ = ["GATE", "STOP", "Cancelled", "Gate", "Stop", "paced"]


class Gate:
    """Closed while a server wants no calls."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._until = 0.0

    def hold(self, seconds: float) -> None:
        """Keep everyone waiting for this long, or for longer if that was asked before."""
        with self._lock:
            self._until = max(self._until, self._now() + seconds)

    def left(self) -> float:
        """Seconds until calls may be made."""
        return max(0.0, self._until - self._now())


class Cancelled(BaseException):
    """The thread's call is broken off. Not an `Exception`: no retry and no handler of failures may take it for one."""


class Stop:
    """Breaks off what one thread waits for."""

    def __init__(self) -> None:
        self._set = threading.Event()
        self._lock = threading.RLock()  # a finalizer that calls `set` may run in the thread that holds it
        self._wake: Callable[[], None] | None = None

    def set(self) -> None:
        """End the wait of the thread, and every later one; from any thread or finalizer."""
        self._set.set()
        with self._lock:
            if self._wake is not None:
                self._wake()

    def sleep(self, seconds: float) -> None:
        """Wait.

        Raises:
            Cancelled: When it is broken off.
        """
        if self._set.wait(seconds):
            raise Cancelled

    @contextmanager
    def waking(self, wake: Callable[[], None]) -> Generator[None]:
        """While the thread waits for something that `wake` ends.

        Raises:
            Cancelled: When it was broken off before or meanwhile.
        """
        with self._lock:
            self._wake = wake
        try:
            self.sleep(0)
            yield
        finally:
            with self._lock:
                self._wake = None
            self.sleep(0)


GATE: ContextVar[Gate | None] = ContextVar("inferlink_gate", default=None)
STOP: ContextVar[Stop | None] = ContextVar("inferlink_stop", default=None)


def paced(delay: float, asked: float | None) -> float:
    """Seconds to wait before the next attempt, where others wait too; what the server `asked` holds for all."""
    gate = GATE.get()
    if gate is None:
        return delay
    if asked is not None:
        gate.hold(asked)
    return max(delay, gate.left())
