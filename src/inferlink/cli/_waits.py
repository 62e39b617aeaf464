"""What is waited for, on a terminal's last line: the state of a job, a server that starts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from ._failures import harmless

if TYPE_CHECKING:
    from types import TracebackType

    from rich.status import Status

    from inferlink.options import Waiting
    from inferlink.types import JobProgress

__all__ = ["Waits"]


class Waits:
    """Shows events of a call on stderr while it lasts, where that is a terminal."""

    def __init__(self) -> None:
        self._status: Status | None = None

    def tell_job(self, event: JobProgress) -> None:
        """A queued job is in this state."""
        place = "" if event.position is None else f", place {event.position + 1} in the queue"
        part = "" if event.fraction is None else f", {event.fraction:.0%}"
        self._show(f"job {event.handle.job_id or ''}: {event.state or 'submitted'}{place}{part}")

    def tell_server(self, event: Waiting) -> None:
        """The server is not ready."""
        self._show(f"waiting for {event.elapsed:.0f} s: {event.reason}")

    def stop(self) -> None:
        """Clear the line: something else is shown now."""
        if self._status is not None:
            self._status.stop()
        self._status = None

    def _show(self, text: str) -> None:
        if not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.markup import escape

        line = escape(harmless(text))
        if self._status is None:
            self._status = Console(stderr=True).status(line)
            self._status.start()
        self._status.update(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.stop()
