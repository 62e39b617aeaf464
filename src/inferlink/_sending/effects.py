"""What a flow may ask its driver for. A flow is a generator: free of I/O, the same for sync and async."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from .wire import Reply, Request

if TYPE_CHECKING:
    from ..hooks import CallEvent, Hooks
    from .clock import Clock

__all__ = ["Effect", "Flow", "Offload", "Send", "Share", "Sleep", "Tell", "offload", "send", "sleep"]

T = TypeVar("T")


@dataclass(slots=True)
class Send:
    """Make this request; the answer is its `Reply`."""

    request: Request


@dataclass(slots=True)
class Sleep:
    """Wait."""

    seconds: float


@dataclass(slots=True)
class Offload:
    """Run work that waits for a disk or holds the processor for long; the async driver runs it in a thread."""

    work: Callable[[], None]


@dataclass(slots=True)
class Share:
    """Run a flow once for all who ask for it at the same time; each goes on when it is done, or gets its error.

    Each waits no longer than its own clock allows. One who shared a run that was broken off, or whose time was up, goes
    on without a result, and asks again.

    Args:
        key: What they ask for.
        flow: Makes the flow; its result is kept where all of them look.
        running: The flows that are under way.
        clock: The clock of the one who asks.
    """

    key: object
    flow: Callable[[], Generator[Any, Any, None]]
    running: dict[object, Any]
    clock: Clock


@dataclass(slots=True)
class Tell:
    """Tell hooks of an event, and go on whatever they do.

    Args:
        hooks: The sets of hooks.
        name: Which hook of each set.
        event: What happened.
        whole: The same with content, for those who want it.
        left: Seconds that there are for waiting, where a deadline is to be met.
    """

    hooks: tuple[Hooks, ...]
    name: str
    event: CallEvent
    whole: CallEvent
    left: float | None = None


Effect: TypeAlias = Send | Sleep | Offload | Share | Tell
Flow: TypeAlias = Generator[Effect, Reply | None, T]


def send(request: Request) -> Flow[Reply]:
    """Make a request."""
    reply = yield Send(request)
    if reply is None:
        raise RuntimeError("the driver must answer Send with a reply")
    return reply


def sleep(seconds: float) -> Flow[None]:
    """Wait for `seconds`."""
    yield Sleep(seconds)


def offload(work: Callable[[], T]) -> Generator[Offload, Any, T]:
    """The result of `work`, run where it may wait; for any flow that may ask for that."""
    result: list[T] = []
    yield Offload(lambda: result.append(work()))
    return result[0]
