"""`client.jobs`: going on with a queued job after its caller was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import InferenceError, InvalidInput

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from os import PathLike

    from .._hooks.observer import Observer
    from .._job_handles import JobHandle
    from .._sending.effects import Flow
    from .._settings import Settings, State
    from ..options import RequestOptions

__all__ = ["AsyncJobs", "Jobs"]


class Jobs:
    """Queued jobs of the sync client."""

    def __init__(self, run: Callable[[Flow[Any]], Any], settings: Settings, state: State) -> None:
        self._run, self._settings, self._state = run, settings, state

    def resume(
        self,
        handle: JobHandle | str,
        *,
        stream_to: str | PathLike[str] | None = None,
        options: RequestOptions | None = None,
    ) -> Any:
        """Wait for a job that was submitted before, and return what its method would have.

        Args:
            handle: From `JobProgress.handle` or `error.job`, or the text that `handle.to_json()` gave.
            stream_to: Path of a file that a result which is a medium is written to, as it arrives.
            options: Time limits, retries and progress for the wait.

        Raises:
            InvalidInput: For a handle of another provider than the client's, or one that leads elsewhere.
            JobFailed: When the provider says that there will be no result.
            InferenceTimeoutError: When the deadline passes.
        """
        return self._run(_resume(handle, self._settings.with_options(options), self._state, stream_to))


class AsyncJobs:
    """Queued jobs of the async client."""

    def __init__(self, run: Callable[[Flow[Any]], Awaitable[Any]], settings: Settings, state: State) -> None:
        self._run, self._settings, self._state = run, settings, state

    async def resume(
        self,
        handle: JobHandle | str,
        *,
        stream_to: str | PathLike[str] | None = None,
        options: RequestOptions | None = None,
    ) -> Any:
        """Wait for a job that was submitted before, and return what its method would have.

        Args:
            handle: From `JobProgress.handle` or `error.job`, or the text that `handle.to_json()` gave.
            stream_to: Path of a file that a result which is a medium is written to, as it arrives.
            options: Time limits, retries and progress for the wait.

        Raises:
            InvalidInput: For a handle of another provider than the client's, or one that leads elsewhere.
            JobFailed: When the provider says that there will be no result.
            InferenceTimeoutError: When the deadline passes.
        """
        return await self._run(_resume(handle, self._settings.with_options(options), self._state, stream_to))


def _resume(
    handle: JobHandle | str, settings: Settings, state: State, stream_to: str | PathLike[str] | None = None
) -> Flow[Any]:
    """Follow the job, and tell the client's hooks how it ends."""
    if not settings.hooks:
        return _follow(handle, settings, state, stream_to)
    from .._hooks.observer import Observer, observed

    observer = Observer(settings.hooks)
    return observed(observer, _follow(handle, settings, state, stream_to, observer))


def _follow(
    handle: JobHandle | str,
    settings: Settings,
    state: State,
    stream_to: str | PathLike[str] | None,
    observer: Observer | None = None,
) -> Flow[Any]:
    """Follow the job where the handle says, with this client's key."""
    from .._job_handles import JobHandle
    from .._media.saving import target_of
    from .._replies import decode
    from .._sending.call import Call, call_headers, locate, result_meta
    from .._sending.effects import offload
    from .._targets.routing import resume_target
    from .._urls import shown
    from .job_urls import is_below
    from .jobs import follow
    from .results import finish

    found = handle if isinstance(handle, JobHandle) else JobHandle.from_json(handle)
    operation = state.catalog.operations.get(found.task)
    if operation is None:
        raise InvalidInput(f"the handle is of the task {found.task!r}, which this version does not know.")
    if observer is not None:
        observer.resumes(operation)
    target = yield from resume_target(found, settings, state)
    job = target.route.job
    if job is None:
        raise InvalidInput(f"{target.provider.name} runs {found.task} without jobs; there is nothing to resume.")
    for url in (found.poll, found.result or found.poll):
        if not is_below(url, target.base):
            raise InvalidInput(f"the handle leads to {shown(url)}, and not to {shown(target.base)}.")
    call = Call(operation=operation, settings=settings, state=state, stream_to=stream_to)
    if observer is not None:
        observer.place(target, found.poll)
    if stream_to is not None and operation.result.kind != "media":
        raise InvalidInput(f"stream_to is for media, and the result of {found.task} is none.")
    headers = call_headers(target, settings, found.poll, target.route, None, stream=False)
    try:
        if not decode.is_ready(operation, stream=False):
            yield from offload(lambda: decode.preload(operation, stream=False))
        if stream_to is not None:
            call.save_to = yield from offload(lambda: target_of(stream_to))
        reply = yield from follow(job, found, None, call, headers)
        return (yield from finish(call, target, reply, {}, result_meta(call, target, reply)))
    except InferenceError as error:
        error.job = found
        raise locate(error, found.task, target, found.poll) from error.__cause__
