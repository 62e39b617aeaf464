"""`client.map` of the async client: tasks of the running loop, that end with it."""

from __future__ import annotations

import weakref
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from .._sending.effects import Offload, Sleep
from .._sending.lane import GATE
from .flow import Board, Invoke, run_item

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable
    from types import TracebackType

    from .flow import ItemFlow
    from .outcomes import Outcome
    from .plan import Plan

__all__ = ["AsyncOutcomes"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class AsyncOutcomes(Generic[T_co]):
    """The outcomes of `client.map`: an async iterator, and a context manager that breaks off what is left.

    A plain iterable is read on the loop, so reading it must not block. To be iterated by one task at a time.
    """

    def __init__(self, plan: Plan[T_co], items: Iterable[object] | AsyncIterable[object]) -> None:
        self._plan = plan
        self._source = aiter(items) if isinstance(items, AsyncIterable) else iter(items)
        self._crew: _Crew[T_co] | None = None
        self._closed = False

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Outcome[T_co]:
        if self._closed:
            raise StopAsyncIteration
        try:
            crew = await self._start()
            while True:
                outcome = await self._next(crew)
                if self._plan.gives(outcome):
                    return outcome
        except BaseException:  # the end, a failure, or the cancellation of the task that iterates
            await self.aclose()
            raise

    async def aclose(self) -> None:
        """Break off the calls that are being made, and wait until their tasks have ended."""
        self._closed = True
        if self._crew is not None:
            await self._crew.leave()
        if self._plan.bar is not None:
            self._plan.bar.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def _start(self) -> _Crew[T_co]:
        if self._crew is None:
            import asyncio

            self._crew = crew = _Crew(self._plan, self._source)
            weakref.finalize(self, _dismiss, crew, asyncio.get_running_loop()).atexit = False
            await crew.start()
        return self._crew

    async def _next(self, crew: _Crew[T_co]) -> Outcome[T_co]:
        board = crew.board
        while True:
            outcome, over = board.take(), board.is_over()
            if outcome is None and not (over or self._closed):
                crew.news.clear()
                await crew.news.wait()
            if self._plan.bar is not None:
                self._plan.bar.show(board.finished, board.failed)
            if outcome is not None:
                crew.room.set()
                return outcome
            if over or self._closed:
                raise board.fault or StopAsyncIteration


class _Crew(Generic[T]):
    """The tasks and what they share. It does not know the iterator: when that is dropped, they are dismissed."""

    def __init__(self, plan: Plan[T], source: AsyncIterator[object] | Iterator[object]) -> None:
        import asyncio

        self.board = Board(plan)
        self.news = asyncio.Event()
        self.room = asyncio.Event()
        self._reading = asyncio.Lock()
        self.plan = plan
        self._source = source
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Open the checkpoint, and begin."""
        import asyncio

        if self.plan.checkpoint is not None:
            await asyncio.to_thread(self.plan.checkpoint.open)
        self._tasks = [asyncio.create_task(self._run()) for _ in range(self.plan.concurrency)]

    def dismiss(self) -> None:
        """Break off all calls; the tasks end."""
        for task in self._tasks:
            task.cancel()

    async def leave(self) -> None:
        """Break off all calls, and wait until the tasks have ended."""
        import asyncio

        self.dismiss()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.plan.close_checkpoint()

    async def _run(self) -> None:
        import asyncio

        GATE.set(self.plan.gate)
        try:
            while (job := await self._take()) is not None:
                self.board.put(await _drive(run_item(self.plan, *job), self.plan))
                self.news.set()
                del job
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            self.board.fault = error
        finally:
            self.news.set()

    async def _take(self) -> tuple[int, object] | None:
        """The next item; None when there are no more."""
        async with self._reading:
            while not self.board.may_read():
                if self.board.ended:
                    return None
                self.room.clear()
                await self.room.wait()
            try:
                source = self._source
                item = next(source) if isinstance(source, Iterator) else await anext(source)
            except (StopIteration, StopAsyncIteration):
                self.board.end()
                return None
            except Exception as error:
                self.board.end(error)
                return None
            return self.board.admit(), item


def _dismiss(crew: _Crew[Any], loop: asyncio.AbstractEventLoop) -> None:
    """When the iterator is dropped, by whichever thread frees it."""
    crew.plan.close_checkpoint()
    if not loop.is_closed():
        loop.call_soon_threadsafe(crew.dismiss)


async def _drive(flow: ItemFlow[Outcome[T]], plan: Plan[T]) -> Outcome[T]:
    """Run the flow of an item to its end on the running loop."""
    import asyncio

    error: Exception | None = None
    try:
        while True:
            step = next(flow) if error is None else flow.throw(error)
            error = None
            try:
                match step:
                    case Invoke():
                        step.result = await plan.method(*step.args.args, **step.args.kwargs)
                    case Sleep():
                        await asyncio.sleep(step.seconds)
                    case Offload():
                        await _to_its_end(step.work)
            except Exception as failure:  # the flow decides what an error means
                error = failure
    except StopIteration as end:
        outcome: Outcome[T] = end.value
        return outcome


async def _to_its_end(work: Callable[[], None]) -> None:
    """Run work in a thread; who is cancelled meanwhile waits for it, for it may write down a reply that was paid."""
    import asyncio

    running = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.wait({running})
        raise
