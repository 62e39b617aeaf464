"""`client.map` of the sync client: threads of its own, that end with it."""

from __future__ import annotations

import threading
import weakref
from collections import deque
from contextvars import copy_context
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from .._sending.effects import Offload, Sleep
from .._sending.lane import GATE, STOP, Cancelled, Stop
from .flow import Board, Invoke, run_item

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from .flow import ItemFlow
    from .outcomes import Outcome
    from .plan import Plan

__all__ = ["Outcomes"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Outcomes(Generic[T_co]):
    """The outcomes of `client.map`: an iterator, and a context manager that breaks off what is left.

    The input is read in the thread that iterates, when there is room. To be iterated by one thread at a time.
    """

    def __init__(self, plan: Plan[T_co], items: Iterable[object]) -> None:
        self._plan = plan
        self._items = iter(items)
        self._crew = _Crew(plan)
        self._dropped = weakref.finalize(self, self._crew.abandon)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Outcome[T_co]:
        if not self._dropped.alive:
            raise StopIteration
        try:
            self._crew.open()
            while True:
                outcome = self._next()
                if self._plan.gives(outcome):
                    return outcome
        except BaseException:  # the end, a failure, or Ctrl-C
            self.close()
            raise

    def close(self) -> None:
        """Break off the calls that are being made, and wait until their threads have ended.

        A call cannot be broken off while it looks up a name, connects, sends, or runs in an `http_client` or a function
        of your own: that is waited for.
        """
        self._dropped.detach()
        self._crew.leave()
        if self._plan.bar is not None:
            self._plan.bar.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _next(self) -> Outcome[T_co]:
        board = self._crew.board
        while True:
            while board.may_read():
                self._read()
            with self._crew.lock:
                outcome, over = board.take(), board.is_over()
                if outcome is None and not over and self._dropped.alive:
                    self._crew.news.wait()
            if self._plan.bar is not None:
                self._plan.bar.show(board.finished, board.failed)
            if outcome is not None:
                return outcome
            if over or not self._dropped.alive:
                raise board.fault or StopIteration

    def _read(self) -> None:
        try:
            item = next(self._items)
        except StopIteration:
            self._crew.board.end()
        except Exception as error:
            self._crew.board.end(error)
        else:
            self._crew.add(item)


class _Crew(Generic[T]):
    """The threads and what they share. It does not know the iterator: when that is dropped, they are dismissed."""

    def __init__(self, plan: Plan[T]) -> None:
        self.board = Board(plan)
        self.lock = threading.RLock()  # a finalizer that calls `dismiss` may run in the thread that holds it
        self.news = threading.Condition(self.lock)
        self._work = threading.Condition(self.lock)
        self._plan = plan
        self._items: deque[tuple[int, object]] = deque()
        self._threads: list[tuple[threading.Thread, Stop]] = []
        self._opened = self._dismissed = False
        self._idle = 0

    def open(self) -> None:
        """Open the checkpoint, once."""
        if not self._opened and self._plan.checkpoint is not None:
            self._plan.checkpoint.open()
        self._opened = True

    def add(self, item: object) -> None:
        """Hand an item to the threads; one more is started where all are busy."""
        with self.lock:
            self._items.append((self.board.admit(), item))
            if self._idle < len(self._items) and len(self._threads) < self._plan.concurrency:
                stop = Stop()
                # In the caller's context, as a trace that its calls belong to. A daemon does not hold up the exit.
                context = copy_context()
                thread = threading.Thread(target=context.run, args=(self._run, stop), name="inferlink-map", daemon=True)
                self._threads.append((thread, stop))
                thread.start()
            self._work.notify()

    def dismiss(self) -> None:
        """Break off all calls; the threads end. From any thread or finalizer."""
        with self.lock:
            self._dismissed = True
            self._items.clear()
            self._work.notify_all()
            self.news.notify_all()
        for _, stop in self._threads:
            stop.set()

    def abandon(self) -> None:
        """Break off all calls, where nobody waits for the threads: at once, for another run may want the file now."""
        self.dismiss()
        self._plan.close_checkpoint()

    def leave(self) -> None:
        """Break off all calls, and wait until the threads have ended: one may write down a reply that it has."""
        try:
            self.dismiss()
            for thread, _ in self._threads:
                thread.join()
        finally:
            self._plan.close_checkpoint()

    def _run(self, stop: Stop) -> None:
        GATE.set(self._plan.gate)
        STOP.set(stop)
        try:
            while (job := self._take()) is not None:
                outcome = _drive(run_item(self._plan, *job), self._plan, stop)
                with self.lock:
                    self.board.put(outcome)
                    self.news.notify()
                del job, outcome
        except Cancelled:
            pass
        except BaseException as error:
            with self.lock:
                self.board.fault = None if self._dismissed else error
                self.news.notify()

    def _take(self) -> tuple[int, object] | None:
        """The next item; None when there will be no more."""
        with self.lock:
            self._idle += 1
            while not self._items and not self._dismissed:
                self._work.wait()
            self._idle -= 1
            return None if self._dismissed else self._items.popleft()


def _drive(flow: ItemFlow[Outcome[T]], plan: Plan[T], stop: Stop) -> Outcome[T]:
    """Run the flow of an item to its end in this thread."""
    error: Exception | None = None
    try:
        while True:
            step = next(flow) if error is None else flow.throw(error)
            error = None
            try:
                match step:
                    case Invoke():
                        step.result = plan.method(*step.args.args, **step.args.kwargs)
                    case Sleep():
                        stop.sleep(step.seconds)
                    case Offload():
                        step.work()
            except Exception as failure:  # the flow decides what an error means
                error = failure
    except StopIteration as end:
        outcome: Outcome[T] = end.value
        return outcome
