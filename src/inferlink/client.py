"""The sync client: the generated methods, the driver of their calls, and the life of the connection pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeVar

from ._calls.resume import Jobs
from ._client.configured import Configured
from ._client.requests import SyncRequests
from ._map.methods import SyncMapping
from ._openai import TasksInShapes
from ._tools.runs import SyncToolRuns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike
    from types import TracebackType

    from inferlink_generated.port import Operation

    from ._openai.views import Models
    from ._sending.effects import Flow
    from .options import RequestOptions

__all__ = ["InferenceClient"]

T = TypeVar("T")


class InferenceClient(Configured, TasksInShapes, SyncToolRuns, SyncRequests, SyncMapping):
    """One client for every inference task, wherever the model runs. Safe to share between threads."""

    def _call(
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
        from ._calls.failover import run_call

        parts = {"model": model, "input": input, "params": params, "extra_body": extra_body}
        call = self._made(operation, output, options, stream=stream, stream_to=stream_to, **parts)
        result: T = self._run(run_call(call))
        return result

    def _run(self, flow: Flow[Any]) -> Any:
        from ._sending.call import Opened
        from ._sending.drivers import drive

        result = drive(flow, self._link.open("SyncTransport"))
        if isinstance(result, Opened):
            from ._streams.objects import Stream

            handle: Any = result.handle
            if result.reading is not None:
                from ._streams.parsed import ParsedStream

                return ParsedStream[Any, Any](handle, result.core, result.meta, result.reading, result.watch)
            return Stream(handle, result.core, result.meta, result.project, result.watch)
        return result

    @property
    def jobs(self) -> Jobs:
        """Queued jobs: `client.jobs.resume(handle)`."""
        return Jobs(self._run, self._settings, self._state)

    @property
    def models(self) -> Models:
        """What the target serves: `client.models()`."""
        from ._openai.views import Models

        return Models(self._run, self._settings, self._state)

    def close(self) -> None:
        """Close idle connections; those of calls and streams under way are closed after them."""
        transport = self._link.take()
        if transport is not None:
            transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
