"""The async client, a module of its own: programs that use the sync one alone do not load it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from ._calls.resume import AsyncJobs
from ._client.configured import Configured
from ._client.requests import AsyncRequests
from ._map.methods import AsyncMapping
from ._openai.async_views import AsyncModels, AsyncTasksInShapes
from ._tools.async_runs import AsyncToolRuns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike
    from types import TracebackType

    from inferlink_generated.port import Operation

    from ._sending.effects import Flow
    from .options import RequestOptions

__all__ = ["AsyncInferenceClient"]

T = TypeVar("T")


class AsyncInferenceClient(Configured, AsyncTasksInShapes, AsyncToolRuns, AsyncRequests, AsyncMapping):
    """The async client, for asyncio: nothing it does blocks the loop, and it may serve several loops in turn."""

    _awaits: ClassVar[bool] = True

    async def _call(
        self,
        operation: Operation[T],
        /,
        *,
        model: str | None,
        input: object,
        params: Mapping[str, object],
        stream: bool = False,
        output: object = None,
        stream_to: str | PathLike[str] | None = None,
        options: RequestOptions | None = None,
        extra_body: Mapping[str, object] | None = None,
    ) -> T:
        await self._load()
        from ._calls.failover import run_call

        parts = {"model": model, "input": input, "params": params, "extra_body": extra_body}
        call = self._made(operation, output, options, stream=stream, stream_to=stream_to, **parts)
        result: T = await self._run(run_call(call))
        return result

    async def _load(self) -> None:
        """Prepare the first call, off the loop."""
        if not self._link.loaded:
            import asyncio

            await asyncio.to_thread(self._link.load, "AsyncTransport")

    async def _run(self, flow: Flow[Any]) -> Any:
        await self._load()
        from ._sending.call import Opened
        from ._sending.drivers import drive_async

        result = await drive_async(flow, self._link.open("AsyncTransport"))
        if isinstance(result, Opened):
            from ._streams.objects import AsyncStream

            handle: Any = result.handle
            if result.reading is not None:
                from ._streams.parsed import AsyncParsedStream

                return AsyncParsedStream[Any, Any](handle, result.core, result.meta, result.reading, result.watch)
            return AsyncStream(handle, result.core, result.meta, result.project, result.watch)
        return result

    @property
    def jobs(self) -> AsyncJobs:
        """Queued jobs: `await client.jobs.resume(handle)`."""
        return AsyncJobs(self._run, self._settings, self._state)

    @property
    def models(self) -> AsyncModels:
        """What the target serves: `await client.models()`."""
        return AsyncModels(self._run, self._settings, self._state)

    async def close(self) -> None:
        """Close idle connections of the running loop; those of calls and streams under way are closed after them."""
        transport = self._link.take()
        if transport is not None:
            await transport.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
