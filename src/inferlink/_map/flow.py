"""From an item to its outcome, free of I/O; and which items are read, wait, or may be given out."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from .._log import logger
from .._sending.attempts import delay_before, may_repeat
from .._sending.effects import Offload, Sleep, offload
from ..errors import InferenceError, InvalidInput, RateLimitError
from ..options import Retry
from .outcomes import Args, Outcome
from .plan import NO_OUTPUT

if TYPE_CHECKING:
    from .plan import Plan

__all__ = ["Board", "Invoke", "ItemFlow", "run_item"]

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2
"""Items that are read and not given out yet are at most this many times the concurrency."""
_BACKOFF = Retry()
_SLOWEST = 5
"""Calls after which the wait grows no more."""


@dataclass(slots=True)
class Invoke:
    """Call the method; the driver puts here what it returned."""

    args: Args
    result: Any = None


ItemFlow: TypeAlias = Generator[Invoke | Offload | Sleep, None, R]


def run_item(plan: Plan[T], index: int, item: object) -> ItemFlow[Outcome[T]]:
    """The outcome of an item: from the checkpoint, or from calls.

    Where that cannot be written any more, the outcome is still given out, for it is paid.

    Raises:
        InvalidInput: For an item or a result that the checkpoint cannot hold.
    """
    checkpoint = plan.checkpoint
    if checkpoint is None:
        return (yield from _call(plan, index, item))
    key = yield from offload(lambda: checkpoint.key(item))
    found = yield from offload(lambda: checkpoint.take(key, index, item))
    if found is not None:
        return found
    outcome = yield from _call(plan, index, item)
    try:
        yield from offload(lambda: checkpoint.add(key, outcome))
    except OSError as error:
        plan.unwritten[index] = error
    return outcome


def _call(plan: Plan[T], index: int, item: object) -> ItemFlow[Outcome[T]]:
    """Call until it goes well, may not be repeated, or has failed too often.

    A rate limit is no failure of the item. It is given up only when the whole map was refused so often in a row, with
    no call that went well between: however large the batch and low the limit, none is lost while there is progress.
    """
    begun, made, failed = monotonic(), 0, 0
    while True:
        while (left := plan.gate.left()) > 0:
            yield Sleep(left)
        made += 1
        try:
            invoke = Invoke(_arguments(plan, item))
            yield invoke
        except Exception as error:
            failure = error
        else:
            plan.refused = 0
            result: T = invoke.result
            return Outcome(result, index=index, item=item, attempts=made, seconds=monotonic() - begun)
        limited = isinstance(failure, RateLimitError)
        plan.refused += limited
        failed += not limited
        tried = min(made - failed, plan.refused // plan.concurrency) if limited else failed
        if isinstance(failure, InferenceError) and failure.retry_after is not None:
            plan.gate.hold(failure.retry_after)  # also for the others, where this item is given up
        if not isinstance(failure, InferenceError) or not _comes_back(plan, failure, tried):
            return Outcome[T](index=index, item=item, attempts=made, seconds=monotonic() - begun, error=failure)
        delay = delay_before(failure, _BACKOFF, min(made, _SLOWEST))
        logger.info("item %d again in %.1f s: %s", index, delay, failure.message)
        yield Sleep(delay)


def _comes_back(plan: Plan[T], failure: InferenceError, tried: int) -> bool:
    return tried < plan.attempts and failure.job is None and may_repeat(failure, plan.cost)


def _arguments(plan: Plan[T], item: object) -> Args:
    own = Args.of(item)
    if own.kwargs.get("stream"):
        raise InvalidInput("map collects finished results: leave stream=True out.")
    if plan.checkpoint is not None and own.kwargs.get("output") is not None:
        raise InvalidInput(NO_OUTPUT)
    return Args(*own.args, **{**plan.arguments, **own.kwargs})


class Board(Generic[T]):
    """Which items are read, are finished, and are given out."""

    def __init__(self, plan: Plan[T]) -> None:
        self._plan = plan
        self._most = _AHEAD * plan.concurrency
        self._waiting: dict[int, Outcome[T]] = {}
        self.read = self.given = self.finished = self.failed = 0
        self.fault: BaseException | None = None
        """What ends the run at once, as a checkpoint that cannot be written."""
        self.ended = False
        """The input has no more items."""
        self._late: Exception | None = None

    def may_read(self) -> bool:
        """Whether there is room for another item."""
        return not self.ended and self.fault is None and self.read - self.given < self._most

    def admit(self) -> int:
        """The index of the item that was just read."""
        self.read += 1
        return self.read - 1

    def end(self, error: Exception | None = None) -> None:
        """The input has no more items, or failed: what was read before is finished first."""
        self.ended = True
        self._late = error

    def put(self, outcome: Outcome[T]) -> None:
        """An item is finished."""
        self.finished += 1
        self.failed += outcome.error is not None
        self._waiting[outcome.index] = outcome
        self.fault = self.fault or self._plan.unwritten.get(outcome.index)

    def take(self) -> Outcome[T] | None:
        """The next outcome, where it is there."""
        in_order = self._plan.ordered and self.fault is None
        index = self.given if in_order else next(iter(self._waiting), -1)
        outcome = self._waiting.pop(index, None)
        self.given += outcome is not None
        return outcome

    def is_over(self) -> bool:
        """Whether all is given out; or else there is a fault to raise."""
        if self.ended and self.given == self.read:
            self.fault = self.fault or self._late
            return True
        return self.fault is not None
